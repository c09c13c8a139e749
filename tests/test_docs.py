"""What the documents promise holds: the examples load, the catalogues are up to date, pages and links exist."""

from __future__ import annotations

import importlib
import itertools
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from core.blocks import Heading, Table
from core.errors import TemplateError
from core.publishing import compose
from core.report import Report
from core.template import Template
from core.template.dictionary import dictionary, read_dictionary, read_folder
from core.template.library import folder_texts
from core.template.model import Dictionary
from core.template.pack import read_pack
from core.template.validation import validate

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDE = (DOCS / "pack-guide.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```toml(?: (?P<info>[^\n]+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_ITEM = re.compile(
    r"^\[\[?(?:pack|report|section|table|statement|rule|guard|typed|words|chart|number)\]\]?$", re.MULTILINE
)


def examples():
    """The complete examples: file -> text, several blocks of one file joined."""
    files: dict[str, str] = {}
    for found in _BLOCK.finditer(GUIDE):
        if found["info"] and " " not in found["info"]:
            files[found["info"]] = files.get(found["info"], "") + found["text"] + "\n"
    return files


def example_pack():
    files = examples()
    own = dictionary()
    added = read_dictionary({name: text for name, text in files.items() if name.startswith("figures/")})
    figures = Dictionary({**own.figures, **added.figures}, {**own.families, **added.families})
    texts = {name.partition("/")[2]: text for name, text in files.items() if not name.startswith("figures/")}
    return figures, read_pack("zhengti-example-2024", texts)


# -- the pack author's guide ----------------------------------------------------


def test_every_block_of_the_guide_says_where_it_belongs():
    assert len(list(_BLOCK.finditer(GUIDE))) >= 10
    assert [found["text"][:40] for found in _BLOCK.finditer(GUIDE) if not found["info"]] == []


def test_the_examples_of_the_guide_make_a_pack_that_loads():
    figures, pack = example_pack()
    validate(pack, figures)
    template = Template(figures, [pack])
    assert [section.id for section in pack.sections] == ["ex.1", "ex.2", "ex.2.1", "ex.2.2"]
    assert template.figure("training.p_00000001.each").formula is not None


def item_key(text):
    kind, data = next(iter(tomllib.loads(text).items()))
    one = data[0] if isinstance(data, list) else data
    return kind, one.get("id", "") if kind != "pack" else "", one.get("variant", "")


def items(text):
    """A TOML text cut into its items."""
    starts = [found.start() for found in _ITEM.finditer(text)] + [len(text)]
    return [text[: starts[0]], *(text[a:b] for a, b in itertools.pairwise(starts))]


def walked_through(folder, shipped="zhengti-hunan-2023"):
    """The walk-through carried out on a copy of a shipped pack; each replaced item must be there, no added one."""
    shutil.copytree(ROOT / "resources" / "packs" / shipped, folder)
    for found in _BLOCK.finditer(GUIDE):
        what, _, place = (found["info"] or "").partition(" ")
        if what not in {"replace", "add"} or not place.startswith(f"{folder.name}/"):
            continue
        path = folder / place.partition("/")[2]
        head, *old = items(path.read_text(encoding="utf-8"))
        for new in items(found["text"])[1:]:
            places = [index for index, one in enumerate(old) if item_key(one) == item_key(new)]
            assert len(places) == (what == "replace"), f"{path.name} has {len(places)} such items: {item_key(new)}"
            old = [*old[: places[0]], new + "\n", *old[places[0] + 1 :]] if places else [*old, "\n" + new]
        path.write_text(head + "".join(old), encoding="utf-8")
    return folder


@pytest.fixture
def packs(tmp_path):
    shutil.copytree(ROOT / "resources" / "packs" / "_shared", tmp_path / "_shared")
    return tmp_path


def test_the_walk_through_gives_a_pack_that_loads(packs):
    folder = walked_through(packs / "zhengti-mycounty-2024")
    pack = read_pack(folder.name, folder_texts(folder))
    validate(pack, dictionary())
    assert pack.id == folder.name
    assert pack.tables["zt.disclosure"].number == "附件2"
    assert "改进措施和有关建议" in {section.title for section in pack.sections}


def moved_up(path, section, before):
    """A block of an outline moved above another one, as the guide asks for."""
    assert f"Move the block of `{section}` above that of `{before}`" in GUIDE
    head, *blocks = items(path.read_text(encoding="utf-8"))
    (moved,) = [one for one in blocks if item_key(one) == ("section", section, "")]
    blocks.remove(moved)
    names = [item_key(one)[1] for one in blocks]
    blocks.insert(names.index(before), moved)
    path.write_text(head + "".join(blocks), encoding="utf-8")


@pytest.fixture
def province(packs):
    """A report of the guide's province: the pack is read from its folder, as an author reads it."""
    folder = walked_through(packs / "juesuan-myprovince-2024", "juesuan-hunan-2023")
    moved_up(folder / "outline.toml", "js.text.fund", "js.text.sangong")
    made = Report.scratch([str(folder)], "某县总工会", 2024, begin=True)
    yield made
    made.close()


def test_the_nine_tables_of_another_province_are_only_data(province):
    """Numbers, order, titles and checks are the province's in findings, on paper and in the workbook."""
    publication = compose(province)[0]
    tables = [one.block for one in publication.blocks if isinstance(one.block, Table)]
    assert [one.number for one in tables] == [f"公开0{number}表" for number in range(1, 10)]
    assert [one.title for one in tables][6:] == [
        "财政拨款“三公”经费支出决算表",
        "政府性基金预算财政拨款收入支出决算表",
        "国有资本经营预算财政拨款支出决算表",
    ]
    headings = {one.section: one.block for one in publication.blocks if isinstance(one.block, Heading)}
    assert headings["js.tables"].text == "2024年度部门决算报表"
    assert headings["js.text.fund"].number == "七、"
    assert headings["js.text.sangong"].number == "八、"


def test_the_checks_of_another_province_are_only_data(province):
    """The two formulas that the guide changes judge, and speak of the tables by the province's numbers."""
    for key, text in (
        ("T06.30201", "5.00"),
        ("T06.31002", "1.00"),
        ("T06.30216", "2.00"),
        ("agency_operating_expense", "8.00"),
        ("ordinary.training", "3.00"),
        ("T04.government_fund_income", "4.00"),
        ("T07.total.income", "5.00"),
    ):
        province.type(key, "actual", text)
    province.confirm_rest_zero("T06")

    def open_findings():
        return {one.id: one for one in province.findings() if one.open}

    agency = open_findings()["B11"]
    assert "公用经费 8.00 − 资本性支出 1.00 = 7.00" in agency.message
    assert (agency.expected, agency.remedy) == ("7.00万元", "核对公开06表的公用经费和资本性支出")
    province.type("agency_operating_expense", "actual", "7.00")
    assert "B11" not in open_findings()
    assert "B12/training" not in open_findings()  # more than 公开06表 has is allowed here
    province.type("ordinary.training", "actual", "1.00")
    assert open_findings()["B12/training"].remedy == "核对培训费与公开06表的培训费"
    funds = [one for one in open_findings().values() if "公开08表" in one.remedy]
    assert [one.rule for one in funds] == ["B5"]  # 政府性基金, 公开07表 elsewhere


def test_the_number_of_a_table_that_is_not_there_is_refused(packs):
    folder = walked_through(packs / "juesuan-myprovince-2024", "juesuan-hunan-2023")
    texts = folder_texts(folder)
    texts["pack.toml"] = texts["pack.toml"].replace('T07 = "公开08表"', 'T17 = "公开08表"')
    with pytest.raises(TemplateError, match="T17"):
        read_pack(folder.name, texts)


def test_a_mistake_is_named_as_the_guide_says(tmp_path):
    folder = walked_through(tmp_path / "zhengti-mycounty-2024")
    texts = read_folder(folder)
    texts["rules.toml"] = texts["rules.toml"].replace("[T09.total] <= [T09.total@init", "[T09.totl] <= [T09.total@init")
    with pytest.raises(TemplateError) as caught:
        validate(read_pack(folder.name, texts), dictionary())
    assert re.sub(r"第 \d+ 行", "第 90 行", caught.value.message) in GUIDE


def test_the_guides_example_of_a_finding_is_what_the_program_says():
    report = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2023)
    for key, text in (("T05.total.basic", "301.25"), ("T06.personnel_total", "240.60"), ("T06.public_total", "54.65")):
        report.type(key, "actual", text)
    (finding,) = [one for one in report.findings() if one.id == "X12"]
    assert f"{finding.message}。{finding.remedy}。" in GUIDE


# -- the catalogues -------------------------------------------------------------


@pytest.fixture
def catalogue(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "build" / "docs")
    return importlib.import_module("catalogue")


@pytest.mark.parametrize("name", ["数据项.md", "规则.md"])
def test_catalogue_is_up_to_date(catalogue, name):
    assert (DOCS / name).read_text(encoding="utf-8") == catalogue.PAGES[name](), "run python build/docs/catalogue.py"


def test_every_rule_that_code_names_is_in_the_catalogue(catalogue):
    page = catalogue.rules_page()
    sources = [
        path for room in ("rules", "narrative", "prefill", "commands") for path in (ROOT / "core" / room).rglob("*.py")
    ]
    named = {rule for path in sources for rule in re.findall(r'"([A-HX]\d{1,2})"', path.read_text(encoding="utf-8"))}
    assert sorted(rule for rule in named if f"| {rule} |" not in page) == [], "add it to build/docs/code_rules.toml"


def test_every_rule_of_the_dictionary_and_the_guards_has_a_letter_and_a_number():
    figures = [
        *dictionary().figures.values(),
        *(one for f in dictionary().families.values() for one in f.figures.values()),
    ]
    assert [one.key for one in figures if one.rule and not re.fullmatch(r"[A-HX]\d{1,2}", one.rule)] == []


# -- the user's manual and links ------------------------------------------------


PAGES = [DOCS / "pack-guide.md", *sorted((DOCS / "手册").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_manual_shows_only_the_agreed_pictures():
    named = {
        name
        for page in (DOCS / "手册").glob("*.md")
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    made = re.findall(r'stage\.shoot\("(\w+)"\)', (ROOT / "build" / "screenshots" / "make.py").read_text("utf-8"))
    assert named <= {f"../screenshots/{name}.png" for name in made}
    assert {path.stem for path in (ROOT / "docs" / "screenshots").glob("*.png")} == set(made)


def test_the_manual_names_only_verbs_and_options_that_exist():
    from core.commands import VERBS
    from core.commands.run import _parser

    verbs = next(action for action in _parser()._actions if action.dest == "verb").choices
    for page in (DOCS / "手册").glob("*.md"):
        for line in re.findall(r"main\.py ([a-z][^\n`]*)", page.read_text(encoding="utf-8")):
            verb = line.split()[0]
            assert verb in VERBS, f"{page.name}: {verb}"
            known = {option for action in verbs[verb]._actions for option in action.option_strings}
            assert set(re.findall(r"(?<!\S)--[a-z-]+", line)) <= known, f"{page.name}: {line}"


# -- the clerk's manual ------------------------------------------------------------

_KEY = re.compile(r"(?:(?:Ctrl|Shift|Alt)\+)+(?:F\d{1,2}|[A-Z][a-z]+|[A-Z0-9]\b|[-+=.])|\bF\d{1,2}\b")
_OF_CELLS = {"Shift+Enter", "Shift+Tab", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+D", "Ctrl+R", "Ctrl++", "Ctrl+-", "F2"}
"""Keys that tables answer themselves; tests/ui presses them."""


def manual_keys():
    return {key for page in (DOCS / "手册").glob("*.md") for key in _KEY.findall(page.read_text(encoding="utf-8"))}


def test_the_manual_names_no_key_that_does_nothing():
    from ui.pages.prosetext import _ASKS
    from ui.windows.actions import ENTRIES

    known = {key for entry in ENTRIES for key in entry.keys} | set(_ASKS) | _OF_CELLS
    known.add("Ctrl+Shift+F")  # 插入数据, a shortcut of the page of a section
    assert len(manual_keys()) > 25
    assert manual_keys() - known == set()


def test_the_manual_names_every_key_of_the_window():
    from ui.windows.actions import ENTRIES

    assert {entry.keys[0] for entry in ENTRIES} - manual_keys() == set()
