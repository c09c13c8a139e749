"""The packs and the dictionary that ship hold together."""

import itertools
import shutil
from collections import Counter

import pytest

from core.expressions import Reference, matches
from core.figures import Kind
from core.paths import resource
from core.report import Report
from core.reportfile import ReportFile, StoredPack
from core.rules import Engine
from core.template import LANGUAGE, RowKind, Template, dictionary, load_pack, read_pack, shipped, validate
from core.template.library import folder_texts
from core.template.statement import parse_statement, reasons, references

PACKS = [path.parent.name for path in sorted(resource("packs").glob("*/pack.toml"))]


@pytest.fixture(params=PACKS)
def pack(request):
    return load_pack(request.param)


def test_every_shipped_pack_loads():
    assert [pack.id for pack in shipped()] == PACKS
    assert "zhengti-hunan-2023" in PACKS


def test_a_pack_is_complete_and_readable_by_this_program(pack):
    assert pack.language <= LANGUAGE
    assert pack.title
    assert pack.region
    assert pack.years == tuple(sorted(pack.years))
    assert pack.reports
    assert pack.sections or any(report.tables for report in pack.reports)


def test_the_graph_of_a_pack_has_no_circle(pack):
    template = Template(dictionary(), [pack])
    rows = {
        key: ["2012901", "20129", "201"]
        if family.rows is RowKind.FUNCTIONAL
        else ["p_00000001_00000001" if family.parent else "p_00000001"]
        for key, family in dictionary().families.items()
    }
    engine = Engine(template)
    engine.load({}, rows)
    assert engine.findings
    assert not engine.computed


# -- ids -------------------------------------------------------------------------


def test_rules_are_unique_within_a_pack(pack):
    rules = Counter((rule.id, rule.variant) for rule in pack.rules)
    assert [one for one, count in rules.items() if count > 1] == []


def test_packs_of_different_families_can_be_carried_by_one_file():
    """A file may hold 决算公开 and 绩效自评 together: what each defines has an id of its own."""
    families = {}
    for pack in shipped():
        families.setdefault(pack.id.split("-")[0], []).append(pack)
    for packs in itertools.product(*families.values()):
        template = Template(dictionary(), packs)
        assert len(template.sections) == sum(len(pack.sections) for pack in packs)


# -- rules, statements, tables ---------------------------------------------------


def test_every_rule_says_what_it_checks_and_what_to_do(pack):
    for rule in pack.rules:
        assert rule.name, rule.id
        assert rule.fix, rule.id
        assert rule.when is None or rule.otherwise, f"{rule.id}/{rule.variant}: 不适用的理由"
        assert rule.check.comparison is not None or rule.message, f"{rule.id}/{rule.variant}: 说明"


def test_every_rule_reads_cells_that_exist_in_its_aspects(pack):
    template = Template(dictionary(), [pack])
    for rule in pack.rules:
        named = [*rule.check.references, *(rule.when.references if rule.when else ())]
        for reference in named:
            for aspect in [reference.aspect] if reference.aspect else rule.aspects:
                assert _figures(template, Reference(reference.key, aspect)), f"{rule.id}/{rule.variant}: {reference}"


def _figures(template, reference):
    key = reference.key.replace("$", "2012901" if reference.key.startswith("T0") else "p_00000000")
    if not reference.is_set:
        figure = template.find(key)
        return [figure] if figure and reference.aspect in figure.aspects else []
    family = template.dictionary.families.get(key.split(".")[0])
    if family is not None:
        return [f for name, f in family.figures.items() if matches(key.split(".")[-1], name)]
    return [f for name, f in template.dictionary.figures.items() if matches(key, name)]


def test_a_row_stands_only_in_rules_that_repeat(pack):
    for rule in pack.rules:
        assert bool(rule.each) == ("$" in rule.check.text), f"{rule.id}/{rule.variant}"


def test_every_statement_is_listed_by_its_section(pack):
    listed = {statement: section.id for section in pack.sections for statement in section.statements}
    assert {form.id: form.section for form in pack.statements.values()} == listed


def test_every_statement_names_its_reasons_and_percents_of_kinds_that_have_them(pack):
    template = Template(dictionary(), [pack])
    for form in pack.statements.values():
        for variant in form.variants:
            parts = parse_statement(variant.text)
            for reference in references(parts):
                if not reference.is_set and "$" not in reference.key:
                    figure = template.figure(reference.key)
                    assert reference.at("actual")[1] in figure.aspects, f"{form.id}: {reference}"
            names = [reason.name for reason in reasons(parts)]
            assert len(names) == len(set(names)), form.id
            assert all(reason.prompt for reason in reasons(parts)), form.id


def test_every_section_stands_below_its_parent(pack):
    levels = {section.id: section.level for section in pack.sections}
    for section in pack.sections:
        parent = section.id.rpartition(".")[0]
        if section.level > 1:
            assert levels[parent] < section.level, section.id


def test_every_table_of_a_report_places_figures_and_has_a_title(pack):
    template = Template(dictionary(), [pack])
    for report in pack.reports:
        for name in report.tables:
            assert pack.tables[name].title
            assert list(template.figures_of_table(name)), name


def test_every_typed_total_and_guard_has_a_formula(pack):
    template = Template(dictionary(), [pack])
    for key in (*pack.typed, *pack.guards):
        if "*" in key or "?" in key or "$" in key:
            continue
        assert template.figure(key).formula is not None, key


def test_every_guard_answers_to_a_rule_id(pack):
    for key, rule in pack.guards.items():
        assert rule[:1].isalpha(), key
        assert rule[1:].isdigit(), key


# -- dictionary -------------------------------------------------------------------


def figures():
    known = dictionary()
    yield from known.figures.items()
    for family in known.families.values():
        yield from ((f"{family.key}.$.{name}", figure) for name, figure in family.figures.items())


def test_every_figure_has_a_name_and_a_unit_that_fits_its_kind():
    for key, figure in figures():
        assert figure.name, key
        assert figure.aspects, key
        expected = {Kind.MONEY: {"万元", "元"}, Kind.RATE: {"%"}, Kind.TEXT: {""}, Kind.DATE: {""}, Kind.CHOICE: {""}}
        if figure.kind in expected:
            assert figure.unit in expected[figure.kind], key
        assert bool(figure.choices) == (figure.kind is Kind.CHOICE), key


def test_every_formula_reads_figures_that_exist_and_answers_to_a_rule():
    template = Template(dictionary(), shipped()[:1])
    for key, figure in figures():
        if figure.formula is None:
            continue
        assert figure.kind.numeric or figure.default, key
        assert bool(figure.rule) is not figure.default, key
        for reference in figure.formula.references:
            aspect = reference.aspect or figure.aspects[0]
            assert _figures(template, Reference(reference.key, aspect)), f"{key}: {reference}"


def test_an_alias_within_one_table_means_one_figure():
    """Two figures of a table must not be called by one word; the longest match could not tell them apart."""
    seen = Counter((key.split(".")[0], name) for key, figure in figures() for name in {figure.name, *figure.aliases})
    tables = {"T01", "T03", "T05", "T06", "T09"}
    doubled = {name for (table, name), count in seen.items() if count > 1 and table in tables}
    assert doubled <= {"其他支出"}  # T06.399 and its only item T06.39999 are called so in the official form


# -- a pack of one's own -------------------------------------------------------------


def test_a_copied_pack_folder_with_a_changed_outline_works(tmp_path):
    """What a province's office would do: copy the folder, change the outline, add a rule."""
    folder = tmp_path / "zhengti-somewhere-2023"
    folder.mkdir()
    shutil.copytree(resource("packs", "_shared"), tmp_path / "_shared")
    own = {
        name: text for name, text in load_pack("zhengti-hunan-2023").source.items() if not name.startswith("_shared")
    }
    for name, text in own.items():
        changed = text.replace('"zhengti-hunan-2023"', '"zhengti-somewhere-2023"')
        changed = changed.replace('title = "其他需要说明的情况"', 'title = "补充说明"')
        (folder / name).write_text(changed, encoding="utf-8")
    with (folder / "outline.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[section]]\nid = "zt.11"\nlevel = 1\ntitle = "{year}年附注"\nrequired = false\n')
    with (folder / "rules.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[rule]]\nid = "G99"\nname = "有编制"\ncheck = "[staff.establishment] > 0"\nfix = "填编制数"\n')
    pack = read_pack(folder.name, folder_texts(folder))
    validate(pack, dictionary())
    stored = StoredPack(pack.id, pack.version, pack.language, dict(pack.source))
    report = Report(ReportFile.memory(unit="某单位", year=2023, packs=[stored]), Template(dictionary(), [pack]))
    titles = [report.title(section) for section in report.template.sections.values()]
    assert titles[-2:] == ["补充说明", "2023年附注"]
    report.type("staff.establishment", "actual", "0")
    assert report.engine.findings["G99"].severity == "error"
    assert "应大于" in report.engine.findings["G99"].message


def test_figures_of_rows_that_passed_by_are_forgotten(monkeypatch):
    """A template that serves one import after another keeps no figure of every row it ever saw."""
    monkeypatch.setattr("core.template.template._MOST", 5)
    template = Template(dictionary(), [load_pack("zhengti-hunan-2023")])
    keys = [f"project.p_{row:08d}.amount" for row in range(20)]
    found = [template.figure(key).key for key in [*keys, *keys]]
    assert found == [*keys, *keys]
    assert len(template._figures) <= 5
