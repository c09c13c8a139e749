"""A dataclass made by its recipe is the one that dataclasses makes; what a recipe cannot say has none."""

from __future__ import annotations

import dataclasses
import importlib
import sys

import pytest

KINDS = '''
from __future__ import annotations
from abc import ABC
from dataclasses import InitVar, dataclass, field
from typing import ClassVar, NamedTuple

@dataclass(frozen=True, slots=True)
class Plain:
    """Frozen, with slots and a default."""
    one: int
    other: str = "b"

@dataclass
class Changing:
    """Cannot be hashed; has a factory and hidden fields."""
    many: list[int] = field(default_factory=list)
    hidden: str = field(default="h", repr=False, compare=False)
    later: int = field(init=False, default=3)
    def __post_init__(self) -> None:
        self.later += len(self.many)

@dataclass(frozen=True, slots=True)
class Below(Plain):
    """Inherits, and replaces a default."""
    other: str = "c"
    more: tuple[int, ...] = ()

@dataclass(order=True, kw_only=True)
class Ordered:
    """Compares, by name only."""
    size: int = 0

@dataclass(eq=False)
class Own:
    """Tells itself what it is."""
    name: str
    def __repr__(self) -> str:
        return "own"

@dataclass(unsafe_hash=True)
class Hashed:
    """Hashed though it changes."""
    name: str = field(hash=False, default="")

@dataclass
class Shared:
    """A name of the class is no field."""
    count: ClassVar[int] = 0
    name: str = ""

@dataclass
class Given:
    """A field that is only asked for."""
    start: InitVar[int]

@dataclass
class Abstract(ABC):
    """Its metaclass is not the plain one."""
    name: str

@dataclass
class Silent:
    name: str
'''
KEPT = {"Plain", "Changing", "Below", "Ordered", "Own", "Hashed"}

pytestmark = pytest.mark.skipif(
    not hasattr(dataclasses, "_create_fn"), reason="this Python compiles once a class itself"
)


@pytest.fixture
def kinds(tmp_path, monkeypatch):
    """The module as dataclasses makes it, and once more by its recipes."""
    import cook
    import recipes

    (tmp_path / "kinds_of_dataclass.py").write_text(KINDS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("_process_class", "_create_fn"):
        monkeypatch.setattr(dataclasses, name, getattr(dataclasses, name))
    kept = cook.Cook()
    kept.listen()
    plain = importlib.import_module("kinds_of_dataclass")
    del sys.modules["kinds_of_dataclass"]
    monkeypatch.undo()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(dataclasses, "_process_class", dataclasses._process_class)
    recipes.install(kept.recipes)
    made = importlib.import_module("kinds_of_dataclass")
    yield kept.recipes, plain, made
    del sys.modules["kinds_of_dataclass"]


def test_recipes_are_kept_of_what_they_can_say(kinds):
    assert {name.rpartition(".")[2] for name in kinds[0]} == KEPT


@pytest.mark.parametrize("name", sorted(KEPT))
def test_made_by_its_recipe_a_class_is_the_plain_one(kinds, name):
    import cook

    _, plain, made = kinds
    assert cook.differences(getattr(plain, name), getattr(made, name)) == []


def test_they_do_the_same(kinds):
    for module in kinds[1:]:
        one = module.Below(1)
        assert repr(one) == "Below(one=1, other='c', more=())"
        assert one == module.Below(1, "c") != module.Below(2)
        assert hash(one) == hash(module.Below(1))
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.other = "d"
        assert dataclasses.replace(one, more=(1,)).more == (1,)
        assert not hasattr(one, "__dict__")
        changing = module.Changing([1, 2])
        assert (changing.later, changing.hidden, repr(changing)) == (5, "h", "Changing(many=[1, 2], later=5)")
        assert module.Changing().many is not module.Changing().many
        with pytest.raises(TypeError, match="unhashable"):
            hash(changing)
        assert module.Ordered(size=1) < module.Ordered(size=2)
        assert repr(module.Own("x")) == "own"
        assert module.Shared("n").count == 0
        assert module.Below.__match_args__ == ("one", "other", "more")
        assert module.Ordered.__match_args__ == ()


def test_a_class_that_has_changed_is_made_plainly(kinds):
    import recipes

    recipes.install({f"{__name__}.Plain": kinds[0]["kinds_of_dataclass.Plain"]})
    space = {"__annotations__": {"one": "int", "third": "int"}, "__doc__": "Other fields.", "__module__": __name__}
    made = dataclasses.dataclass(frozen=True, slots=True)(type("Plain", (), space))
    assert [field.name for field in dataclasses.fields(made)] == ["one", "third"]
    assert made(1, 2) == made(1, 2) != made(1, 3)


def test_differences_are_seen(kinds):
    import cook

    _, plain, made = kinds
    assert "__init__" in cook.differences(plain.Plain, made.Below)
    assert "fields" in cook.differences(plain.Changing, made.Own)
