"""Reading a source as the kind of report that the person chose, one of the file's own or another."""

from __future__ import annotations

import pytest

from core.blocks import Heading
from core.errors import TemplateError
from core.narrative import StatementSpan
from core.prefill import accept, kind_said, region_said, understand, unit_said
from core.prefill.fitting import Forms
from core.prefill.kinds import Kinds
from core.report import Report, fill
from core.template import build_sheet, load_pack, shipped, template_of
from tests.prefill.conftest import made
from tests.publishing.complete import complete

OTHER = "juesuan-hunan-2023"
FILE = "来源.txt"


@pytest.fixture(scope="module")
def accounts(remade_once):
    """A 部门决算公开 of an invented unit, as it is printed."""
    return remade_once(OTHER)


@pytest.fixture(scope="module")
def remade_once():
    from core.publishing import compose

    def build(pack):
        report = complete(pack, 3)
        (publication, *_) = compose(report, draft=True)
        report.close()
        return made([Heading(0, publication.title.replace("\n", "")), *(one.block for one in publication.blocks)])

    return build


def filled(found):
    return {one.key for one in found.proposals if one.target is not None}


def test_a_source_is_read_as_the_chosen_one_of_the_files_own_kinds(document):
    template = template_of(["zhengti-hunan-2023", OTHER])
    source = document("# 一、 部门基本情况", "编制人数14人。")
    assert understand([source], template, 2023).documents[0].report == "zhengti-hunan-2023"
    chosen = understand([source], template, 2023, kinds={FILE: OTHER})
    assert chosen.documents[0].report == OTHER
    assert {one.target for one in chosen.sections} & set(load_pack("zhengti-hunan-2023").tables) == set()
    assert not [one for one in chosen.sections if one.target.startswith("zt.")]


def test_a_source_of_another_kind_gives_more_when_it_is_read_as_that(accounts, template):
    """The nine tables have no place in the forms of a 绩效自评, but the figures in them have."""
    plain = understand([accounts], template, 2023)
    chosen = understand([accounts], template, 2023, kinds={FILE: OTHER})
    assert len(filled(chosen)) > len(filled(plain))
    assert {one.target for one in chosen.tables} - {""} <= set(template.tables)
    assert not any(one.whole or one.layout for one in chosen.tables)
    known = set(template.statements)
    spans = [draft.span for section in chosen.sections for draft in section.spans]
    assert {span.id for span in spans if isinstance(span, StatementSpan)} <= known


def test_what_was_read_through_other_forms_is_taken_into_the_file(accounts, template):
    report = Report.scratch(["zhengti-hunan-2023"], "甲县总工会", 2023, begin=True)
    found = understand([accounts], template, 2023, kinds={FILE: OTHER})
    accept(report, found, "all")
    total = next(one for one in found.proposals if one.key == "T05.total.basic" and one.aspect == "actual")
    assert report.value("T05.total.basic", "actual") == total.held
    report.undo()
    assert not report.value("T05.total.basic", "actual").filled
    report.close()


def test_an_unknown_kind_is_refused(document, template):
    with pytest.raises(TemplateError):
        understand([document("编制人数14人。")], template, 2023, kinds={FILE: "no-such-pack"})


def test_the_words_that_say_kind_unit_and_region_are_found(document):
    pack = load_pack("zhengti-hunan-2023")
    source = document("# 一、 部门基本情况", "本单位按照湖南省财政厅的要求开展自评。")
    assert kind_said(source, pack).quote == "2023年度甲县总工会整体支出绩效自评报告"
    assert unit_said(source, "甲县总工会").quote == "2023年度甲县总工会整体支出绩效自评报告"
    assert "湖南省" in region_said(source, pack.region).quote
    accounts = made([Heading(0, "甲县总工会2023年度部门决算")])
    assert kind_said(accounts, load_pack(OTHER)).quote == "甲县总工会2023年度部门决算"
    assert kind_said(accounts, pack) is None
    other = document("# 一、 部门基本情况", "由湖南卫视播出。")
    assert region_said(other, pack.region) is None
    assert unit_said(other, "乙县总工会") is None
    assert unit_said(other, "") is None
    assert kind_said(other, load_pack("xiangmu-mof-2020")) is None


def test_the_unit_that_the_person_says_counts(document, template):
    source = document("# 一、 部门基本情况", "编制人数14人。")
    assert understand([source], template, 2023).documents[0].unit == "甲县总工会"
    chosen = understand([source], template, 2023, units={FILE: "乙县总工会"})
    assert chosen.documents[0].unit == chosen.unit == "乙县总工会"


def test_the_same_packs_are_read_with_the_same_tools():
    """Whichever template they come in; a pack that the file does not have is told from one that it has."""
    both = template_of(["zhengti-hunan-2023", OTHER])
    assert Kinds(both).of() is Kinds(template_of(["zhengti-hunan-2023", OTHER])).of()
    assert Kinds(both).of(OTHER).homes is Kinds(template_of([OTHER])).of().homes
    foreign = Kinds(template_of(["zhengti-hunan-2023"])).of(OTHER)
    assert foreign.foreign
    assert not Kinds(template_of([OTHER])).of().foreign


@pytest.mark.parametrize("pack", [pack.id for pack in shipped()])
def test_a_form_is_laid_out_anew_for_another_unit_only_where_it_names_it(pack):
    template = template_of([pack])
    forms = Forms(template)
    for form in template.tables.values():
        for layout in form.layouts or ("",):
            first = forms.lay(form, layout, "甲县总工会", 2023)
            second = forms.lay(form, layout, "乙县总工会", 2023)
            told = build_sheet(form, lambda _family: ["$"], lambda text: fill(text, "乙县总工会", 2023), layout)
            assert (first is second) == ("乙县" not in repr(told.cells))


def test_one_import_leaves_nothing_for_the_next(document, template):
    """Another unit's report read in between changes nothing."""
    one, other = (
        document("# 一、 部门基本情况", f"{unit}编制人数{count}人，实有{count}人。", "基本支出12.5万元。")
        for unit, count in (("甲县总工会", 14), ("乙县教育局", 9))
    )
    before = understand([one], template, 2023)
    understand([other], template, 2024, unit="乙县教育局")
    assert understand([one], template, 2023) == before
