"""packs: the reports of a file from the command line, as one change set that can be taken back."""

import pytest

from tests.commands.conftest import PACK

TABLES, HUBEI = "juesuan-hunan-2023", "juesuan-hubei-2023"


@pytest.fixture
def filled(asked, tmp_path):
    path = tmp_path / "a.jbao"
    asked("new", path, "--template", f"{TABLES},{PACK}", "--unit", "示例县总工会", "--year", 2023)
    asked("set", path, "T03.2012901.basic=62.63", "T03.2012901.project=202.24", "T09.reception=4.33")
    return path


def values(asked, path, *keys):
    return {(one["key"], one["aspect"]): one["value"] for one in asked("show", path, *keys)["figures"]}


def test_a_report_is_taken_out_and_every_figure_stays(asked, filled):
    before = values(asked, filled)
    document = asked("packs", filled, "--template", PACK)
    assert [one["id"] for one in document["packs"]] == [PACK]
    assert document["removed"] == ["部门决算公开（湖南）"]
    assert any("支出决算表" in name for name in document["hidden"]["tables"])
    assert set(document) == {"file", "changes", "findings", "packs", "added", "removed", "renewed", "hidden"}
    after = values(asked, filled)
    typed = {("T03.2012901.basic", "actual"), ("T03.2012901.project", "actual"), ("T09.reception", "actual")}
    assert {cell: after[cell] for cell in typed} == {cell: before[cell] for cell in typed}
    assert after["T03.total.basic", "actual"] == "62.63"
    assert asked("show", filled)["packs"] == [PACK]


def test_the_total_is_typed_without_the_tables_and_exported(asked, filled, tmp_path):
    asked("packs", filled, "--template", PACK)
    asked("set", filled, "T03.total.basic=70.00")
    assert values(asked, filled, "T03.total.basic", "T03.total.total") == {
        ("T03.total.basic", "actual"): "70.00",
        ("T03.total.total", "actual"): "272.24",
    }
    out = tmp_path / "a.docx"
    assert asked("export", filled, "--docx", out, "--draft")["written"][0]["path"] == str(out)


def test_a_figure_out_of_sight_can_still_be_set_by_its_key(asked, filled):
    asked("packs", filled, "--template", PACK)
    asked("set", filled, "T03.2012901.basic=99.00", "T03.2080505.basic=1.00")
    kept = values(asked, filled, "T03.2012901.basic", "T03.2080505.basic", "T03.total.basic")
    assert list(kept.values()) == ["99.00", "1.00", "62.63"]
    asked("packs", filled, "--template", f"{TABLES},{PACK}")
    document = asked("show", filled, "T03.total.basic")["figures"][0]
    assert (document["value"], document["origin"]) == ("62.63", "stated")


def test_one_undo_takes_it_back(asked, filled):
    before = asked("show", filled)
    asked("packs", filled, "--template", HUBEI)
    assert asked("show", filled)["packs"] == [HUBEI]
    asked("undo", filled)
    assert asked("show", filled) == before
    assert asked("history", filled)["changes"][0]["undone"]


def test_another_province_exports_with_the_same_figures(asked, filled, tmp_path):
    asked("packs", filled, "--template", f"{HUBEI},{PACK}")
    out = tmp_path / "a.xlsx"
    asked("export", filled, "--xlsx", out, "--draft")
    assert out.is_file()
    assert values(asked, filled, "T03.total.basic") == {("T03.total.basic", "actual"): "62.63"}


def test_a_dry_run_tells_and_changes_nothing(asked, filled, door):
    before, count = asked("show", filled), len(asked("history", filled)["changes"])
    document = asked("packs", filled, "--template", PACK, "--dry-run")
    assert document["changes"] == []
    assert document["removed"] == ["部门决算公开（湖南）"]
    assert asked("show", filled) == before
    assert len(asked("history", filled)["changes"]) == count
    _, out, _ = door("packs", filled, "--template", PACK, "--dry-run")
    assert "不再显示（内容仍保存在文件里）" in out
    assert "合计改为直接填写" in out


@pytest.mark.parametrize(
    ("status", "arguments", "said"),
    [
        (1, ("--template", "no-such"), "no-such"),
        (1, ("--template", f"{TABLES},{HUBEI}"), HUBEI),
        (1, ("--template", ","), "至少"),
        (2, ("--dry-run",), "--template"),
    ],
)
def test_refusals_change_nothing(asked, refused, filled, status, arguments, said):
    before = asked("show", filled)
    assert said in refused(status, "packs", filled, *arguments)
    assert asked("show", filled) == before


def test_without_a_template_they_are_listed(asked, filled, door):
    document = asked("packs", filled)
    assert [(one["id"], one["newer"]) for one in document["packs"]] == [(TABLES, None), (PACK, None)]
    assert all(one["title"] and one["version"] for one in document["packs"])
    assert door("packs", filled)[1].startswith(TABLES)


def test_an_older_version_is_told_and_the_newest_taken(asked, tmp_path, door):
    from core.report import Report
    from core.template import load_pack, read_pack

    newest = load_pack(PACK)
    texts = {**newest.source}
    texts["pack.toml"] = texts["pack.toml"].replace(f'version = "{newest.version}"', 'version = "0.1.0"')
    path = tmp_path / "old.jbao"
    report = Report.create(path, [PACK], "示例县总工会", 2023)
    report.set_packs([read_pack(PACK, texts)])
    report.close()
    (one,) = asked("packs", path)["packs"]
    assert (one["version"], one["newer"]) == ("0.1.0", newest.version)
    assert "有更新的" in door("packs", path)[1]
    assert asked("packs", path, "--template", PACK)["renewed"] == [newest.title]
    assert asked("packs", path)["packs"][0]["version"] == newest.version
