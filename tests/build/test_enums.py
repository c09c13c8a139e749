"""An enumeration entered at once is the one that enum makes; what came out otherwise while bundling is left to enum."""

from __future__ import annotations

import enum
import pickle
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other Pythons enter members in other ways")

KINDS = {
    "Plain": (enum.Enum, [("One", 1), ("Two", 2), ("Uno", 1), ("Less", -3)]),
    "Number": (enum.IntEnum, [("Zero", 0), ("Ten", 10), ("Five", 5)]),
    "Flags": (enum.Flag, [("No", 0), ("A", 1), ("C", 4), ("B", 2), ("AB", 3), ("Alpha", 1)]),
    "Bits": (enum.IntFlag, [("X", 1), ("Y", 2), ("Mask", 0xFF)]),
    "Nothing": (enum.IntEnum, []),
}


@pytest.fixture
def both(monkeypatch):
    """Each kind as enum makes it and as it is entered at once, by what cook.py found."""
    import cook
    import enums

    plain_way = enum.EnumType._create_
    monkeypatch.setattr(enum.EnumType, "_create_", plain_way)
    kept = cook.Cook()
    kept._listen_to_enum()
    plain = {name: base(name, list(members), boundary=enum.KEEP) for name, (base, members) in KINDS.items()}
    monkeypatch.setattr(enum.EnumType, "_create_", plain_way)
    enums.install(kept.enums)
    made = {name: base(name, list(members), boundary=enum.KEEP) for name, (base, members) in KINDS.items()}
    return kept.enums, plain, made


def test_all_kinds_come_out_the_same(both):
    import cook

    known, plain, made = both
    assert known == {(base.__name__, name, len(members)) for name, (base, members) in KINDS.items()}
    for name in KINDS:
        assert cook.differing_members(plain[name], made[name]) == [], name
        assert made[name].__module__ == plain[name].__module__ == __name__


def test_they_do_the_same(both, monkeypatch):
    for kinds in both[1:]:
        plain, number, flags, bits = (kinds[name] for name in ("Plain", "Number", "Flags", "Bits"))
        assert plain(1) is plain.One is plain["Uno"]
        assert [one.name for one in plain] == ["One", "Two", "Less"]
        assert (repr(plain.Two), str(number.Five), number.Five + 1) == ("<Plain.Two: 2>", "5", 6)
        assert [one.name for one in flags] == ["A", "C", "B"]
        assert flags.A | flags.B is flags.AB
        assert flags.A in flags.AB
        assert [one.name for one in flags.AB] == ["A", "B"]
        assert (~flags.A).value == (flags.B | flags.C).value
        assert int(bits.X | 0x100) == 0x101
        assert bits.Mask & 3 == bits.X | bits.Y
        with pytest.raises(ValueError, match="7 is not a valid"):
            number(7)
        with pytest.raises(AttributeError):
            plain.One = 2
        monkeypatch.setattr(sys.modules[__name__], "Plain", plain, raising=False)
        assert pickle.loads(pickle.dumps(plain.Two)) is plain.Two


def test_one_of_the_same_name_that_differs_is_left_to_enum(monkeypatch):
    import cook

    plain_way = enum.EnumType._create_
    monkeypatch.setattr(enum.EnumType, "_create_", plain_way)
    kept = cook.Cook()
    kept._listen_to_enum()
    enum.Enum("Type", [("One", 1), ("Two", 2)])
    assert ("Enum", "Type", 2) in kept.enums
    enum.Enum("Type", [("name", 1), ("value", 2)])  # members that hide what every member has
    assert ("Enum", "Type", 2) not in kept.enums
    enum.Enum("Type", [("One", 1), ("Two", 2)])
    assert ("Enum", "Type", 2) not in kept.enums


def test_what_is_not_known_is_made_by_enum(both):
    made = enum.Enum("Other", [("name", 1), ("Two", 2)])
    assert [one.value for one in made] == [1, 2]
    assert enum.Enum("Words", "RED GREEN").GREEN.value == 2


def test_differences_are_seen(both):
    import cook

    _, plain, made = both
    assert cook.differing_members(plain["Plain"], made["Number"])
    other = enum.Enum("Plain", [("One", 1), ("Two", 3), ("Uno", 1), ("Less", -3)])
    assert "_value2member_map_" in cook.differing_members(made["Plain"], other)
