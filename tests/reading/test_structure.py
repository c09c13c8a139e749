import pytest

from core.blocks import Evidence, Heading, Paragraph, Segment
from core.reading.raw import RawParagraph
from core.reading.structure import assemble, heading_of, rejoined, without_run_in

HERE = Evidence("a.txt", line=1)


def blocks(*lines, title=False):
    return [
        read.block
        for read in assemble([RawParagraph(line, HERE, title=title and not i) for i, line in enumerate(lines)])
    ]


@pytest.mark.parametrize(
    ("number", "rest", "level"),
    [
        ("一、", "基本情况", 1),
        ("（一）", "基本支出情况", 2),
        ("(二) ", "部门整体支出规模、使用方向、主要内容和涉及范围。", 2),
        ("1．", "主要职能。", 3),
        ("6、 ", "部门整体支出绩效情况", 3),
        ("（2） ", "主要工作职责", 4),
        ("第五部分  ", "名词解释", 0),
        ("1. ", "项目资金（包括财政资金、自筹资金等）安排落实、总投入等情况分析。", 3),
    ],
)
def test_numbered_headings(number, rest, level):
    assert heading_of(number + rest) == Heading(level, rest, number.strip())


@pytest.mark.parametrize(
    "text",
    [
        "（六）管理工会经费，保护工会财产。",
        "1. 开展劳动竞赛，评比表彰劳动竞赛先进单位 20 个。",
        "1.强化预算管理，定期开展预算执行分析。",
        "2.资金使用效益有待进一步提高。",
        "（一）坚持政治引领，促进工作发展。深入贯彻党的二十大精神，深化劳动竞赛。",
        "(一)一般公共预算财政拨款收入：指财政一般公共预算当年拨付的资金。",
        "1.一般公共服务(类)财政事务(款)行政运行(项)",
        "1.维护职工权益，帮助困难职工 500 多人次",
        "2023年度收入合计93.93万元。",
        "无。",
    ],
)
def test_items_and_sentences_stay_paragraphs(text):
    assert heading_of(text) is None


def test_a_heading_style_makes_a_heading_of_an_unnumbered_line():
    assert heading_of("自评结论", level=2) == Heading(2, "自评结论")
    assert heading_of("我单位按要求完成了各项工作。", level=2) is None


def test_a_title_of_two_lines_is_joined():
    found = assemble(
        [
            RawParagraph("2023年度示例县总工会整体支出", Evidence("a", line=4), title=False),
            RawParagraph("绩效自评报告", Evidence("a", line=5), title=False),
            RawParagraph("一、基本情况", Evidence("a", line=7)),
        ]
    )
    assert found[0].block == Heading(0, "2023年度示例县总工会整体支出绩效自评报告")
    assert found[0].at(2).line == 4
    assert found[0].at(16).line == 5
    assert found[1].block == Heading(1, "基本情况", "一、")


def test_a_report_without_a_title_has_none():
    assert blocks("一、基本情况", "无。") == [Heading(1, "基本情况", "一、"), Paragraph("无。")]
    assert blocks("我会对部门整体支出进行了绩效评价，现报告如下：") == [
        Paragraph("我会对部门整体支出进行了绩效评价，现报告如下：")
    ]


def test_the_contents_page_is_no_outline():
    found = blocks(
        "示例县总工会2024年度部门决算",
        "目  录",
        "第一部分  概况……………1",
        "一、主要职责…………1",
        "第一部分  概况",
        "一、主要职责",
        "维护职工权益。",
    )
    assert [type(block).__name__ for block in found] == [
        "Heading", "Paragraph", "Paragraph", "Paragraph", "Heading", "Heading", "Paragraph",
    ]  # fmt: skip
    assert {block.role for block in found[1:4]} == {"note"}


def test_signature_and_date_at_the_end():
    found = blocks("一、基本情况", "无。", "示例县总工会", "2024年3月12日")
    assert found[-2] == Paragraph("示例县总工会", "signature")
    assert found[-1] == Paragraph("2024年3月12日", "date")


def test_a_sentence_broken_by_a_stray_line_end_is_joined():
    first = "根据财绩〔2024〕1号关于对2023年部门整体支出和项目支出全面开展绩效自评的通知的文件精神，我会对部"
    found = rejoined(
        [RawParagraph(first, Evidence("a", line=1)), RawParagraph("门整体支出进行了评价。", Evidence("a", line=2))]
    )
    assert len(found) == 1
    assert found[0].text.endswith("我会对部门整体支出进行了评价。")
    assert [one.evidence.line for one in found[0].segments] == [1, 2]


def test_a_run_in_heading_is_taken_apart():
    text = "(一)基本支出情况基本支出系保障我会机构正常运转、完成日常工作任务而发生的各项支出，包括工资。"
    raw = RawParagraph(text, HERE, (Segment(0, 20, HERE), Segment(20, len(text), Evidence("a.txt", line=2))))
    heading, body = without_run_in(raw)
    assert heading.text == "(一)基本支出情况"
    assert body.text.startswith("基本支出系")
    assert body.segments[0].start == 0
    assert body.segments[-1].end == len(body.text)
    assert without_run_in(
        RawParagraph("1.预算执行情况良好，各项指标都达到了年初设定的目标，没有偏离，也没有结余结转。", HERE)
    ) == (RawParagraph("1.预算执行情况良好，各项指标都达到了年初设定的目标，没有偏离，也没有结余结转。", HERE),)


def raw(text, *, title=False):
    return RawParagraph(text, Evidence("甲.txt"), title=title)


def test_the_units_name_below_the_title_is_a_line_of_the_cover():
    blocks = assemble(
        [raw("甲县总工会2023年度部门决算", title=True), raw("甲县总工会", title=True), raw("一、概况"), raw("正文。")]
    )
    assert blocks[0].block == Heading(0, "甲县总工会2023年度部门决算")
    assert blocks[1].block == Paragraph("甲县总工会", "signature")


def test_a_title_in_two_lines_is_one():
    for second in ("自评报告", "（公开版）"):
        blocks = assemble([raw("甲县2023年度整体支出绩效评价", title=True), raw(second, title=True), raw("正文。")])
        assert blocks[0].block == Heading(0, f"甲县2023年度整体支出绩效评价{second}")


def test_a_part_set_in_two_lines_is_one_heading():
    lines = [
        raw("甲县2023年度部门决算", title=True),
        raw("第三部分 甲县总工会", title=True),
        raw("2023年度情况说明", title=True),
    ]
    assert assemble([*lines, raw("一、收入情况")])[1].block == Heading(0, "甲县总工会2023年度情况说明", "第三部分")
    plain = assemble([lines[0], raw("第三部分 名词解释", title=True), raw("2023年度情况说明", title=True)])
    assert plain[1].block == Heading(0, "名词解释", "第三部分")


def test_contents_without_the_parts_end_before_the_first_part():
    entries = ["一、主要职责", "二、机构设置"]
    text = ["第一部分 概况", "一、主要职责", "履行职责。", "二、机构设置", "一个机构。"]
    blocks = assemble([raw(one) for one in ["甲县2023年度部门决算", "目录", *entries, *text]])
    assert [one.block.number for one in blocks if isinstance(one.block, Heading)] == ["", "第一部分", "一、", "二、"]
    blocks = assemble(
        [raw(one) for one in ["甲县2023年度部门决算", "目录", *entries, "第二部分 附件", *text, "第二部分 附件"]]
    )
    assert [one.block.number for one in blocks if isinstance(one.block, Heading)] == [
        "",
        "第一部分",
        "一、",
        "二、",
        "第二部分",
    ]
