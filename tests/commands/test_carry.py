"""new --from: exactly what follows from last year's own file, and nothing else."""

import pytest

from core.commands.carry import carry_over
from core.errors import JuebaoError
from core.narrative import StatementSpan, Text
from core.report import Report
from core.reportfile import Origin

PACKS = ("juesuan-hunan-2023", "zhengti-hunan-2023")
FIGURES = {
    "T01.opening_balance": "3.00",
    "T01.closing_balance": "7.25",
    "T04.opening_general": "1.00",
    "T04.closing_balance.general": "6.50",
    "T05.2012901.basic": "79.97",
    "T09.reception": "4.33",
    "staff.on_duty": "16",
    "procurement.goods": "2.00",
}
DUTY = "我会成立于1998年。2023年组织会员3200人，慰问困难职工12户。"


@pytest.fixture
def before(tmp_path):
    report = Report.create(tmp_path / "2023.jbao", PACKS, "示例县总工会", 2023)
    for row in ("T05.2012901", "T07.2082201"):
        report.apply("行", report.row_changes(*row.split(".")))
    for key, text in FIGURES.items():
        report.type(key, "actual", text)
    report.type("T05.2012901.basic", "prior", "70.00")
    report.type("T09.reception", "initial_budget", "5.00")
    report.type("T07.2082201.opening", "actual", "2.00")
    report.type("T07.2082201.income", "actual", "1.50")
    report.type("T07.2082201.project", "actual", "3.00")
    report.set_section("js.about.duty", [Text(DUTY)])
    report.confirm_rest_zero("T09")
    report.give_reason("X12", "口径不同")
    yield report
    report.close()


@pytest.fixture
def after(before, tmp_path):
    before.close()
    report = carry_over(tmp_path / "2023.jbao", tmp_path / "2024.jbao")
    yield report
    report.close()


def number(report, key, aspect="actual"):
    entry = report.entries.get((key, aspect))
    return None if entry is None else entry.held.number


def test_actual_becomes_prior_and_closing_becomes_opening(after):
    assert (after.unit, after.year) == ("示例县总工会", 2024)
    assert number(after, "T09.reception", "prior") == 4330000
    assert number(after, "T05.2012901.basic", "prior") == 79970000
    assert number(after, "T01.opening_balance") == 7250000
    assert number(after, "T01.closing_balance", "prior") == 7250000
    assert number(after, "T04.opening_general") == 6500000
    assert number(after, "T07.2082201.opening") == 500000
    assert number(after, "staff.on_duty") == number(after, "staff.on_duty", "prior") == 16
    assert {entry.origin for entry in after.entries.values()} == {Origin.CARRIED_OVER}


def test_nothing_else_is_carried(after):
    kept = {key for key, aspect in after.entries if aspect == "actual"}
    assert kept == {"T01.opening_balance", "T04.opening_general", "T07.2082201.opening", "staff.on_duty"}
    assert {aspect for _, aspect in after.entries} == {"actual", "prior"}
    assert after.rows("T07") == ["208", "20822", "2082201"]
    assert after.rows("T05") == []
    assert after.marks == {}
    assert number(after, "T01.opening_balance", "prior") == 3000000


def test_a_fund_that_was_used_up_begins_with_no_row(before, tmp_path):
    before.type("T07.2082201.project", "actual", "3.50")
    before.close()
    report = carry_over(tmp_path / "2023.jbao", tmp_path / "2024.jbao")
    assert report.rows("T07") == []
    assert number(report, "T07.2082201.opening") is None
    report.close()


def test_the_text_comes_as_a_draft_whose_numbers_ask_to_be_renewed(after):
    spans = after.spans["js.about.duty"]
    assert after.text("js.about.duty") == DUTY
    assert [span.text for span in spans if span.outdated] == ["2023年", "3200人", "12户"]
    found = [one for one in after.findings() if one.rule == "E17" and one.place.startswith("js.about.duty:")]
    assert sorted(one.quote for one in found) == sorted(["2023年", "3200人", "12户"])
    assert all(one.severity == "error" and one.open for one in found)


def test_an_edit_of_one_number_settles_it_and_undo_asks_again(after):
    def asked():
        return {one.quote for one in after.findings() if one.rule == "E17" and one.place.startswith("js.about.duty")}

    spans = [Text("3300人", old=span.old) if span.text == "3200人" else span for span in after.spans["js.about.duty"]]
    after.set_section("js.about.duty", spans)
    assert asked() == {"2023年", "12户"}
    after.undo()
    assert asked() == {"2023年", "3200人", "12户"}


def test_marks_are_there_when_the_file_is_opened_again(after, tmp_path):
    after.close()
    again = Report.open(tmp_path / "2024.jbao")
    assert [span.text for span in again.spans["js.about.duty"] if span.outdated] == ["2023年", "3200人", "12户"]
    again.close()


def test_sentences_stay_live_without_last_years_reasons(before, tmp_path):
    section = next(one for one in before.template.sections.values() if one.statements and one.id.startswith("js.text"))
    name = section.statements[0]
    before.set_section(section.id, [StatementSpan(name, reasons=(("why", "去年的原因"),)), Text("另有3项工作。")])
    before.close()
    report = carry_over(tmp_path / "2023.jbao", tmp_path / "2024.jbao")
    spans = report.spans[section.id]
    assert spans[0] == StatementSpan(name)
    assert [span.text for span in spans if isinstance(span, Text) and span.outdated] == ["3项"]
    assert "去年的原因" not in report.text(section.id)
    report.close()


def test_a_sentence_that_was_typed_out_is_offered_live(before, tmp_path):
    """A statement that was made plain text, and one that was pasted as words, both follow this year's cells."""
    section = before.template.sections["js.text.sangong.detail"]
    before.type("T09.abroad", "actual", "0")
    before.type("T09.abroad", "initial_budget", "0")
    printed = before.text(section.id).split("\n")[0]
    before.set_section(section.id, [Text(printed)])
    before.set_section("js.text.fund", [Text("去年改写过", was="js.fund")])
    before.close()
    report = carry_over(tmp_path / "2023.jbao", tmp_path / "2024.jbao")
    assert StatementSpan("js.sangong_abroad") in report.spans[section.id]
    assert report.spans["js.text.fund"] == [StatementSpan("js.fund")]
    report.close()


def test_the_door(asked, refused, before, tmp_path):
    before.close()
    out = tmp_path / "2024.jbao"
    document = asked("new", out, "--from", tmp_path / "2023.jbao")
    assert {
        "key": "T01.opening_balance",
        "aspect": "actual",
        "before": None,
        "after": "7.25",
        "unit": "万元",
    } in document["changes"]
    assert asked("show", out)["packs"] == list(PACKS)
    assert refused(1, "new", out, "--from", tmp_path / "2023.jbao")


def test_another_name_is_taken_and_another_year_refused(asked, refused, before, tmp_path):
    before.close()
    last = tmp_path / "2023.jbao"
    assert "2024" in refused(2, "new", tmp_path / "x.jbao", "--from", last, "--year", 2025)
    assert not (tmp_path / "x.jbao").exists()
    asked("new", tmp_path / "y.jbao", "--from", last, "--unit", "示例县总工会机关", "--year", 2024)
    assert asked("show", tmp_path / "y.jbao", "T01.opening_balance")["unit"] == "示例县总工会机关"


def test_a_formal_export_asks_for_the_renewal(door, before, tmp_path):
    before.close()
    out = tmp_path / "2024.jbao"
    door("new", out, "--from", tmp_path / "2023.jbao")
    status, printed, _ = door("check", out, "--json")
    assert status == 1
    assert '"E17"' in printed
    assert door("export", out, "--docx", tmp_path / "x.docx")[0] == 1


def test_a_refusal_leaves_no_file(before, tmp_path):
    before.close()
    with pytest.raises(JuebaoError):
        carry_over(tmp_path / "2023.jbao", tmp_path / "2024.jbao", "no-such-pack")
    assert not (tmp_path / "2024.jbao").exists()


def test_another_form_takes_what_both_have(before, tmp_path):
    before.close()
    report = carry_over(tmp_path / "2023.jbao", tmp_path / "2024.jbao", "juesuan-hubei-2023")
    assert [pack.id for pack in report.template.packs] == ["juesuan-hubei-2023"]
    assert number(report, "T09.reception", "prior") == 4330000
    assert number(report, "T01.opening_balance") == 7250000
    report.close()


def test_set_words_that_were_taken_out_stay_out(before, tmp_path):
    assert before.lines("js.terms.words")
    before.set_section("js.terms.words", [])
    before.close()
    after = carry_over(tmp_path / "2023.jbao", tmp_path / "2024.jbao")
    assert not after.lines("js.terms.words")
    after.close()
