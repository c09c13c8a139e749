"""templates, new, set, show, history, undo, redo: JSON, exit status, messages (DESIGN.md §7)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import PACK

ROOT = Path(__file__).resolve().parent.parent.parent
FIGURE = {"key", "label", "aspect", "year", "value", "unit", "origin"}
CHANGED = {"file", "changes", "findings"}


def figures(document):
    return {(one["key"], one["aspect"]): one for one in document["figures"]}


# -- templates, new -------------------------------------------------------------------------


def test_templates(asked, door):
    document = asked("templates")
    assert document.keys() == {"packs"}
    (pack,) = [one for one in document["packs"] if one["id"] == PACK]
    assert pack.keys() == {"id", "title", "region", "years", "reports", "version"}
    assert pack["years"] == [2023, 2024, 2025]
    assert pack["reports"] == [{"id": "zhengti", "title": "部门整体支出绩效自评报告"}]
    status, out, _ = door("templates")
    assert status == 0
    assert PACK in out


def test_new(asked, tmp_path):
    out = tmp_path / "a.jbao"
    document = asked("new", out, "--template", PACK, "--unit", "县总工会", "--year", 2023)
    assert document.keys() == CHANGED
    assert (document["file"], document["changes"]) == (str(out), [])
    assert document["findings"].keys() == {"error", "warning", "hint"}
    assert out.is_file()


def test_new_with_two_packs(asked, tmp_path):
    out = tmp_path / "a.jbao"
    asked("new", out, "--template", f"{PACK},juesuan-hunan-2023", "--unit", "县总工会", "--year", 2023)
    assert asked("show", out)["packs"] == [PACK, "juesuan-hunan-2023"]


def test_a_year_outside_the_forms_is_told(asked, door, tmp_path):
    (told,) = asked("new", tmp_path / "a.jbao", "--template", PACK, "--unit", "县总工会", "--year", 2031)["notices"]
    assert "还没有 2031 年度的" in told
    status, out, _ = door("new", tmp_path / "b.jbao", "--template", PACK, "--unit", "县总工会", "--year", 2019)
    assert status == 0
    assert "注意：" in out
    assert "2019 年度" in out


def test_new_refuses(refused, tmp_path, file):
    assert str(file.name) in refused(1, "new", file, "--template", PACK, "--unit", "x", "--year", 2023)
    out = tmp_path / "b.jbao"
    assert "nowhere" in refused(1, "new", out, "--template", "nowhere", "--unit", "x", "--year", 2023)
    assert "../fonts" in refused(1, "new", out, "--template", "../fonts", "--unit", "x", "--year", 2023)
    refused(2, "new", out, "--template", PACK, "--unit", "x")
    refused(2, "new", out)
    refused(2, "new")
    refused(2, "new", out, "--template", PACK, "--unit", "x", "--year", "二〇二三")
    refused(1, "new", tmp_path / "nofolder" / "a.jbao", "--template", PACK, "--unit", "x", "--year", 2023)
    assert not out.exists()


# -- set ---------------------------------------------------------------------------------------


def test_set_reads_units_blanks_and_not_applicable(asked, file):
    document = asked(
        "set", file, "T09.reception=4.33", "T09.reception@prior=43300元", "T09.abroad=/", "T09.vehicle_running=0"
    )
    assert document.keys() == CHANGED
    assert document["changes"] == [
        {"key": "T09.reception", "aspect": "actual", "before": None, "after": "4.33", "unit": "万元"},
        {"key": "T09.reception", "aspect": "prior", "before": None, "after": "43300", "unit": "元"},
        {"key": "T09.abroad", "aspect": "actual", "before": None, "after": "/", "unit": "万元"},
        {"key": "T09.vehicle_running", "aspect": "actual", "before": None, "after": "0", "unit": "万元"},
    ]
    held = figures(asked("show", file))
    assert {one: (f["value"], f["unit"]) for one, f in held.items() if one[0].startswith("T09.re")} == {
        ("T09.reception", "actual"): ("4.33", "万元"),
        ("T09.reception", "prior"): ("43300", "元"),
    }
    assert held["T09.abroad", "actual"]["value"] == "/"
    assert held["T09.vehicle_running", "actual"]["value"] == "0"
    (change,) = asked("set", file, "T09.reception=")["changes"]
    assert (change["before"], change["after"]) == ("4.33", None)
    assert ("T09.reception", "actual") not in figures(asked("show", file))


def test_a_change_of_unit_is_told_in_one_unit(asked, file):
    asked("set", file, "T09.reception=93.93")
    (change,) = asked("set", file, "T09.reception=513200元")["changes"]
    assert change == {
        "key": "T09.reception",
        "aspect": "actual",
        "before": "939300",
        "after": "513200",
        "unit": "元",
    }


def test_set_is_one_change_set(asked, file):
    before = len(asked("history", file)["changes"])
    asked("set", file, "T09.reception=4.33", "T09.abroad=1.00")
    changes = asked("history", file)["changes"]
    assert len(changes) == before + 1
    assert changes[0]["items"] == 2


def test_a_computed_cell_takes_a_stated_total(asked, file):
    asked("set", file, "T09.reception=4.33", "T09.abroad=0", "T09.vehicle_running=0", "T09.vehicle_purchase=0")
    assert figures(asked("show", file))["T09.total", "actual"]["origin"] == "computed"
    document = asked("set", file, "T09.total=9.99")
    assert document["findings"]["error"] > 0
    held = figures(asked("show", file))["T09.total", "actual"]
    assert (held["value"], held["origin"]) == ("9.99", "stated")
    asked("set", file, "T09.total=")
    held = figures(asked("show", file))["T09.total", "actual"]
    assert (held["value"], held["origin"]) == ("4.33", "computed")


def test_set_makes_the_rows_it_names(asked, file):
    asked(
        "set",
        file,
        "project.p_00000001.name=职工体检",
        "project.p_00000001.amount=4.00",
        "project.p_00000002.amount=0.28",
    )
    held = figures(asked("show", file))
    assert held["project.p_00000001.amount", "actual"]["label"] == "职工体检支出"
    assert "职工体检4.00万元" in "".join(one["text"] for one in asked("show", file)["sections"])
    asked("undo", file)
    assert not [key for key, _ in figures(asked("show", file)) if key.startswith("project")]


def test_new_rows_stand_in_the_order_they_are_named(asked, file):
    asked(
        "set", file, "project.p_2.name=乙", "project.p_2.amount=1.00", "project.p_1.name=甲", "project.p_1.amount=2.00"
    )
    asked("set", file, "project.p_0.name=丙", "project.p_0.amount=3.00")
    text = "".join(one["text"] for one in asked("show", file)["sections"])
    assert "乙1.00万元；甲2.00万元；丙3.00万元" in text


def test_set_of_a_code_brings_its_class_along(asked, tmp_path):
    file = tmp_path / "a.jbao"
    asked("new", file, "--template", "juesuan-hunan-2023", "--unit", "县总工会", "--year", 2023)
    asked("set", file, "T03.2012901.basic=77.88", "T03.2012902.project=4.28")
    held = figures(asked("show", file))
    assert held["T03.2012901.basic", "actual"]["value"] == "77.88"
    assert held["T03.20129.basic", "actual"]["value"] == "77.88"
    assert held["T03.201.total", "actual"]["value"] == "82.16"
    assert held["T03.total.total", "actual"]["value"] == "82.16"


def test_the_last_of_two_values_for_one_cell_stands(asked, file):
    (change,) = asked("set", file, "T09.reception=1.00", "T09.reception=2.00")["changes"]
    assert (change["before"], change["after"]) == (None, "2.00")


@pytest.mark.parametrize(
    ("status", "assignment", "said"),
    [
        (2, "T09.reception", "等号"),
        (2, "T09.reception@initial=1", "口径"),
        (2, "form.filler@prior=张三", "口径"),
        (2, "T09.*=1", "T09.*"),
        (2, "project.$.amount=1", "project.$.amount"),
        (2, "project.p_?.amount=1", "project.p_?.amount"),
        (2, "T03.abc.basic=1", "T03.abc.basic"),
        (2, "nowhere.x=1", "nowhere.x"),
        (2, "T09.nowhere=1", "T09.nowhere"),
        (2, "project.p_00000001.colour=red", "project.p_00000001.colour"),
        (2, "支出=1", "支出"),
        (2, "=1", ""),
        (1, "T09.reception=100&", "100&"),
        (1, "T09.reception=1e5", "1e5"),
        (1, "T09.reception=NaN", "NaN"),
        (1, "form.date=今天", "今天"),
        (1, "disclosure.p_00000001.published=也许", "也许"),
    ],
)
def test_set_refuses_and_changes_nothing(asked, refused, file, status, assignment, said):
    before = asked("show", file)
    assert said in refused(status, "set", file, "T09.abroad=1.00", assignment)
    assert asked("show", file) == before


# -- show ------------------------------------------------------------------------------------------


def test_show(asked, file):
    asked("set", file, "T05.total.basic=79.97", "staff.on_duty=13", "staff.establishment=14", "form.date=2024-03-05")
    document = asked("show", file)
    assert document.keys() == {"file", "unit", "year", "packs", "figures", "sections"}
    assert (document["file"], document["unit"], document["year"]) == (str(file), "县总工会", 2023)
    assert document["packs"] == [PACK]
    assert all(one.keys() == FIGURE for one in document["figures"])
    held = figures(document)
    assert held["T05.total.basic", "actual"] == {
        "key": "T05.total.basic",
        "label": "一般公共预算基本支出",
        "aspect": "actual",
        "year": 2023,
        "value": "79.97",
        "unit": "万元",
        "origin": "typed",
    }
    assert held["staff.on_duty", "actual"]["unit"] == "人"
    assert held["staff.control_rate", "actual"]["unit"] == "%"
    assert held["form.date", "actual"]["value"] == "2024-03-05"
    section = document["sections"][0]
    assert section.keys() == {"id", "number", "level", "title", "text"}
    assert (section["number"], section["level"], section["title"]) == ("一、", 1, "部门（单位）基本情况")
    texts = {one["id"]: one["text"] for one in document["sections"]}
    assert "基本支出79.97万元" in texts["zt.2.1"]


def test_a_figure_of_last_year_has_its_own_year(asked, file):
    asked("set", file, "T09.reception@prior=1.00")
    assert figures(asked("show", file))["T09.reception", "prior"]["year"] == 2022


def test_show_chosen_keys(asked, file):
    asked("set", file, "T09.reception=4.33", "T09.reception@prior=1.00", "T09.abroad=0", "staff.on_duty=13")
    assert figures(asked("show", file, "T09.reception")).keys() == {
        ("T09.reception", "actual"),
        ("T09.reception", "prior"),
    }
    assert figures(asked("show", file, "T09.reception@prior")).keys() == {("T09.reception", "prior")}
    assert figures(asked("show", file, "T09.re*", "staff.on_duty")).keys() == {
        ("T09.reception", "actual"),
        ("T09.reception", "prior"),
        ("staff.on_duty", "actual"),
    }
    blank = figures(asked("show", file, "T06.30201@actual"))["T06.30201", "actual"]
    assert (blank["value"], blank["unit"], blank["origin"]) == (None, "万元", None)


def test_show_refuses(refused, file, tmp_path):
    assert "nowhere.x" in refused(2, "show", file, "nowhere.x")
    assert "没有" in refused(1, "show", tmp_path / "没有.jbao")
    broken = tmp_path / "坏的.jbao"
    broken.write_bytes(b"not a report")
    assert "坏的.jbao" in refused(1, "show", broken)
    refused(1, "show", tmp_path)


# -- history, undo, redo ------------------------------------------------------------------------------


def test_history_undo_redo(asked, refused, file):
    asked("set", file, "T09.reception=4.33")
    document = asked("history", file)
    assert document.keys() == {"changes"}
    newest = document["changes"][0]
    assert newest.keys() == {"id", "at", "who", "what", "items", "undone"}
    assert (newest["items"], newest["undone"]) == (1, False)
    undone = asked("undo", file)
    assert undone.keys() == CHANGED
    assert [(one["before"], one["after"]) for one in undone["changes"]] == [("4.33", None)]
    assert asked("history", file)["changes"][0]["undone"]
    redone = asked("redo", file)
    assert [(one["before"], one["after"]) for one in redone["changes"]] == [(None, "4.33")]
    assert "没有可重做" in refused(1, "redo", file)
    asked("undo", file)
    asked("undo", file)  # 新建报告
    assert "没有可撤销" in refused(1, "undo", file)


# -- all doors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [[], ["nothing"], ["show"], ["set", "a.jbao"], ["templates", "--colour"], ["export", "a.jbao", "--audience", "x"]],
)
def test_wrong_use_is_status_2_in_one_line(door, arguments):
    status, out, err = door(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "--help" in err


def test_json_may_be_written_with_a_dash(door):
    for arguments in (["templates", "--json"], ["templates", "--json", "-"], ["--json", "-", "templates"]):
        if arguments[0] == "templates":
            status, out, err = door(*arguments)
            assert (status, err) == (0, "")
            assert json.loads(out)["packs"]


def test_without_json_people_read_lines(door, file):
    status, out, err = door("set", file, "T09.reception=4.33")
    assert (status, err) == (0, "")
    assert out.startswith("修改 1 项；错误 ")
    status, out, _ = door("show", file, "T09.reception")
    assert out == "T09.reception@actual　公务接待费　4.33万元\n"


def test_a_file_that_is_open_elsewhere_is_refused_for_writing_and_shown_for_reading(asked, refused, file):
    from core.report import Report

    report = Report.open(file)
    try:
        assert file.name in refused(1, "set", file, "T09.reception=1.00")
        assert asked("show", file)["unit"] == "县总工会"
    finally:
        report.close()


SCRIPT = """
import sys
sys.argv = ["main.py", *sys.argv[1:]]
import main
status = main.main(sys.argv[1:])
qt = sorted(name for name in sys.modules if name.split(".")[0] in {"PySide6", "shiboken6", "ui"})
print(qt, file=sys.stderr)
sys.exit(status)
"""


def test_a_verb_imports_nothing_of_the_window(file):
    for arguments in (["templates"], ["set", str(file), "T09.reception=1.00"], ["show", str(file)]):
        ran = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", SCRIPT, *arguments, "--json"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "[]\n")
        json.loads(ran.stdout)
