"""Tables of goals as offices print them: torn labels, lost cells, misprints, words where a number goes."""

from __future__ import annotations

import pytest

from core.blocks import Cell, Heading, Table
from core.figures import plain
from core.prefill import accept, understand
from core.publishing import compose
from core.report import Report
from core.template import template_of
from tests.prefill.conftest import made

PACK = "zhengti-hubei-2023"
UNIT = "甲县总工会"


def table(title: str, *lines: str) -> Table:
    """Rows of cells between bars; `<` belongs to the cell on its left."""
    rows = []
    for line in lines:
        cells: list[Cell | None] = []
        for text in (part.strip() for part in line.split("|")):
            if text == "<":
                last = max(at for at, cell in enumerate(cells) if cell is not None)
                cells[last] = Cell(cells[last].text, 1, cells[last].cols + 1)
                cells.append(None)
            else:
                cells.append(Cell(text))
        rows.append(tuple(cells))
    return Table(tuple(rows), title=title)


GOALS = table(
    "2023年度部门整体绩效目标表",
    "单位名称|甲县总工会|<|<|<",
    "基本支出总额|60.5|项目支出总额|8.2|<",
    "年度目标|办好实事|<|<|<",
    "年度绩效指标|一级|二级指标|三级指标|指标值",
    "|指标|||",
    "|运行|公用经费控制|公用经费控制率|95%",
    "|成本|在职人员控制|在职人员控制率|100%",
    "||项目支出成本控制|会议费控制率|90%",
    "|||……|",
    "|管理|预算执行|预算执行率|98%",
    "|效率||政府采购执行率|100&",
    "|||非税收入预算完成率|无非税",
    "||绩效管理|绩效监控开展率|八成",
    "|履职|核心业务产出1|帮扶户数|120户",
    "|效能|||",
    "|社会|经济效益|知晓度|92%",
    "|效应|社会效益|参与度|93%",
    "|可持续发展能力|人才支撑|业务学习与培训完成率|无",
    "||科技支撑|信息化建设情况|完成",
    "|满意度|服务对象满意度|知晓度|96%",
    "||联系部门满意度|……|",
)
PROJECT = table(
    "2023年度项目自评表",
    "项目名称|送温暖|<|<|<|<",
    "项目类别|1、部门预算项目 ☑ 2、市直专项 □ 3、市对下转移支付项目 □|<|<|<|<",
    "预算执行情况（万元）||预算数（A）|执行数（B）|执行率（B/A）|<",
    "|年度财政资金总额|8.5|8.2|96.47%|<",
    "一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|<",
    "|产出指标|数量指标|慰问户数|120|118",
    "||质量指标|物资合格率|100%|100%",
    "|效益指标|社会效益指标|困难减轻|明显|明显",
    "|||职工认可|95%|97%",
    "|||……||",
    "偏差大或目标未完成|<|<|<|<|<",
)


@pytest.fixture(scope="module")
def goals():
    document = made([Heading(0, f"2023年度{UNIT}部门整体绩效自评报告"), GOALS, PROJECT])
    return understand([document], template_of([PACK]), 2023)


def by_key(found):
    return {(one.key, one.aspect): one for one in found.proposals}


def rows(found, family):
    """The rows of a family as their fields, in the order of the source."""
    told: dict[str, dict[str, str]] = {}
    for one in found.proposals:
        if one.row is not None and one.row.family == family:
            told.setdefault(one.row.id, {})[f"{one.key.rsplit('.', 1)[1]}@{one.aspect}"] = plain(one.held) or ""
    return list(told.values())


def goal(level1, level2, level3, value):
    return {"level1@actual": level1, "level2@actual": level2, "level3@actual": level3, "value@target": value}


def test_rows_of_ones_own_stand_between_the_standard_ones(goals):
    assert rows(goals, "goal") == [
        goal("履职效能", "核心业务产出1", "帮扶户数", "120户"),
        goal("社会效应", "经济效益", "知晓度", "92%"),
        goal("社会效应", "社会效益", "参与度", "93%"),
        goal("满意度", "服务对象满意度", "知晓度", "96%"),
    ]
    assert goals.conflicts == ()


def test_a_misprinted_percent_sign_is_doubted(goals):
    one = by_key(goals)["overall.procurement_rate", "target"]
    assert (plain(one.held), one.quote, one.confidence) == ("100", "100&", "uncertain")
    assert "100%" in one.why


def test_none_in_a_rate_is_not_applicable_and_other_words_are_told(goals):
    assert plain(by_key(goals)["overall.nontax_rate", "target"].held) == "/"
    assert plain(by_key(goals)["overall.training_rate", "target"].held) == "/"
    assert plain(by_key(goals)["overall.information_technology", "target"].held) == "完成"
    assert [one.quote for one in goals.unplaced] == ["八成"]


def test_headings_that_lost_the_cell_before_them_stand_over_their_columns(goals):
    project = [
        {
            name: told.get(name)
            for name in ("level1@actual", "level2@actual", "level3@actual", "value@target", "value@actual")
        }
        for told in rows(goals, "pindicator")
    ]
    assert [list(told.values()) for told in project] == [
        ["产出指标", "数量指标", "慰问户数", "120", "118"],
        ["产出指标", "质量指标", "物资合格率", "100%", "100%"],
        ["效益指标", "社会效益指标", "困难减轻", "明显", "明显"],
        ["效益指标", "社会效益指标", "职工认可", "95%", "97%"],
    ]
    deviation = [one for one in goals.proposals if one.key.endswith(".deviation")]
    assert deviation == []


def test_the_table_is_printed_in_the_order_it_was_read(goals):
    report = Report.scratch([PACK], UNIT, 2023, begin=True)
    accept(report, goals, "all")
    (publication,) = compose(report)
    printed = next(placed.block for placed in publication.blocks if isinstance(placed.block, Table))
    firsts = [row[3].text for row in printed.cells if row[3] is not None]
    own = ["资金使用合规性", "帮扶户数", "知晓度", "参与度", "行政管理体制改革成效", "信息化建设情况", "知晓度"]
    places = [firsts.index(own[0])]
    for name in own[1:]:
        places.append(firsts.index(name, places[-1] + 1))
    assert places == sorted(places)
    assert places[3] == places[0] + 3
    report.close()
