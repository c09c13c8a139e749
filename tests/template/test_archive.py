"""A pack as one file: made, checked, installed, preferred when newer, refused when damaged."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import TemplateError
from core.paths import resource
from core.report import Report
from core.template import known, load_pack, pack_texts
from core.template.archive import MANIFEST, is_archive, newer, read_archive, write_archive
from core.template.installing import install, installed, pack_archive, remove
from core.template.library import forget_packs, installed_path

SHIPPED = "zhengti-hunan-2023"
OWN = "zhengti-example-2024"


@pytest.fixture(autouse=True)
def anew(isolated):
    """Packs are read for this test's account, and forgotten with it."""
    forget_packs()
    yield
    forget_packs()


def authored(folder, identity=OWN, version="1.1.0"):
    """A pack author's folder: a shipped pack under another id or in another version."""
    made = folder / identity
    shutil.copytree(resource("packs", SHIPPED), made, dirs_exist_ok=True)
    head = made / "pack.toml"
    text = head.read_text(encoding="utf-8")
    was = load_pack(SHIPPED).version
    text = text.replace(f'id = "{SHIPPED}"', f'id = "{identity}"').replace(
        f'version = "{was}"', f'version = "{version}"'
    )
    head.write_text(text, encoding="utf-8")
    return made


def archive_of(folder, tmp_path, name="报表包.zip"):
    pack_archive(str(folder), tmp_path / name)
    return tmp_path / name


def repacked(path, change):
    """The same zip with its members changed; the manifest stays unless the change changes it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_an_installed_pack_makes_reports_that_open_without_it(tmp_path):
    path = archive_of(authored(tmp_path), tmp_path)
    done = install(path)
    assert done.before == ""
    assert "不说明由谁制作" in done.line
    assert OWN in [pack.id for pack in known()]
    assert known() == sorted(known(), key=lambda pack: pack.id)
    report = Report.create(tmp_path / "a.jbao", [OWN], "示例县总工会", 2024)
    report.type("staff.on_duty", "actual", "7")
    report.close()
    remove(OWN)
    assert OWN not in [pack.id for pack in known()]
    again = Report.open(tmp_path / "a.jbao")
    assert again.value("staff.on_duty").number == 7
    again.close()


def test_the_same_pack_gives_the_same_bytes(tmp_path):
    one, two = (archive_of(resource("packs", SHIPPED), tmp_path, name) for name in ("a.zip", "b.zip"))
    assert one.read_bytes() == two.read_bytes()
    assert read_archive(one) == (SHIPPED, dict(pack_texts(SHIPPED)))


def test_what_it_includes_travels_with_it(tmp_path, monkeypatch):
    install(archive_of(authored(tmp_path), tmp_path))
    forget_packs()
    monkeypatch.setattr("core.template.library.folder_texts", lambda folder: pytest.fail("read from the program"))
    assert any(name.startswith("_shared/") for name in pack_texts(OWN))


def test_a_newer_version_is_taken_and_an_older_refused(tmp_path):
    newer_one = archive_of(authored(tmp_path / "n", SHIPPED, "99.0.0"), tmp_path, "n.zip")
    was = load_pack(SHIPPED).version
    assert install(newer_one).before == was
    assert load_pack(SHIPPED).version == "99.0.0"
    assert [pack.version for pack in known() if pack.id == SHIPPED] == ["99.0.0"]
    assert "已经有了" in install(newer_one).line
    older = archive_of(authored(tmp_path / "o", SHIPPED, "2.0.0"), tmp_path, "o.zip")
    with pytest.raises(TemplateError, match=r"已有更新的 99\.0\.0"):
        install(older)
    remove(SHIPPED)
    assert load_pack(SHIPPED).version == was


def test_a_newer_program_wins_over_an_older_installed_pack(tmp_path):
    texts = dict(pack_texts(SHIPPED))
    was = load_pack(SHIPPED).version
    texts["pack.toml"] = texts["pack.toml"].replace(f'version = "{was}"', 'version = "0.1.0"')
    installed_path(SHIPPED).parent.mkdir(parents=True)
    write_archive(SHIPPED, "0.1.0", texts, installed_path(SHIPPED))
    forget_packs()
    assert load_pack(SHIPPED).version == was


def change_text(members):
    members["pack.toml"] += b"\n# changed"


def add_file(members):
    members["extra.toml"] = b""


def drop_file(members):
    del members["outline.toml"]


def climb(members):
    manifest = json.loads(members[MANIFEST])
    manifest["files"]["../../evil.toml"] = manifest["files"].pop("pack.toml")
    members[MANIFEST] = json.dumps(manifest).encode()


def other_format(members):
    members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | {"format": 9}).encode()


def other_name(members):
    members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | {"pack": "another-pack"}).encode()


def no_manifest(members):
    del members[MANIFEST]


def broken_manifest(members):
    members[MANIFEST] = b"[1, 2"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (change_text, "校验值不符"),
        (add_file, "与清单不符"),
        (drop_file, "与清单不符"),
        (climb, "不该有的文件"),
        (other_format, "更新的格式"),
        (other_name, "里面是"),
        (no_manifest, "不是报表包"),
        (broken_manifest, "不是完整的报表包"),
    ],
)
def test_a_changed_file_is_refused_and_nothing_installed(tmp_path, change, told):
    path = archive_of(authored(tmp_path), tmp_path)
    repacked(path, change)
    with pytest.raises(TemplateError, match=told) as refusal:
        install(path)
    assert "报表包.zip" in refusal.value.message or "manifest" in refusal.value.message
    assert not installed()


def test_a_faulty_pack_is_refused_before_it_is_installed(tmp_path):
    texts = dict(pack_texts(SHIPPED))
    texts["rules.toml"] += '\n[[rule]]\nid = "A99"\nname = "x"\ncheck = "[no.such.key] == 1"\n'
    write_archive(SHIPPED, "9.9.9", texts, tmp_path / "x.zip")
    with pytest.raises(TemplateError, match=r"no\.such\.key"):
        install(tmp_path / "x.zip")
    assert not installed()


@given(data=st.data())
def test_any_damage_is_refused_or_harmless(tmp_path_factory, data):
    """Flipped and cut bytes never get in and never raise anything else."""
    folder = tmp_path_factory.mktemp("damage")
    stream = io.BytesIO()
    path = folder / "p.zip"
    write_archive(SHIPPED, "9.9.9", {"pack.toml": "[pack]\n"}, path)
    raw = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    stream.write(raw[: data.draw(st.integers(place + 1, len(raw)))])
    path.write_bytes(stream.getvalue())
    try:
        _, texts = read_archive(path)
    except TemplateError:
        return
    assert texts == {"pack.toml": "[pack]\n"}  # the damage fell where a zip holds nothing of ours


def test_an_office_file_is_no_pack(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr(MANIFEST, "{}")
    assert not is_archive(tmp_path / "x.docx")
    assert not is_archive(tmp_path / "missing.zip")
    assert is_archive(archive_of(resource("packs", SHIPPED), tmp_path))


@pytest.mark.parametrize(
    ("version", "other", "later"), [("1.10.0", "1.9.9", True), ("2.0", "2.0.0", False), ("1", "1", False)]
)
def test_versions_compare_by_number(version, other, later):
    assert newer(version, other) is later
