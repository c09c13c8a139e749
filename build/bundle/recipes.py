"""Dataclasses as dataclasses makes them, from functions that were compiled together while bundling.

`dataclass` writes the text of five or six functions for each class and looks at each annotation by regular
expressions, to the same end at every start.  cook.py writes a `Recipe` of each class while bundling; `install` makes
the class from it where name, annotations and flags are still the same, and leaves all others to dataclasses.
"""

from __future__ import annotations

import dataclasses
import marshal
import sys
from abc import update_abstractmethods
from dataclasses import MISSING, Field, FrozenInstanceError
from types import CodeType, FunctionType, MemberDescriptorType
from typing import Any

Annotations = tuple[tuple[str, object], ...]
Recipe = tuple[tuple[bool, ...], Annotations, tuple[str, ...], bool, bytes]
"""Flags of the decorator, own annotations, names of the functions, if it cannot be hashed, what makes the functions."""
INSIDE: Any = dataclasses
"""The module with the names that it keeps to itself."""


def own_annotations(cls: type) -> Annotations:
    """What the class itself annotates, in order."""
    return tuple(vars(cls).get("__annotations__", {}).items())


def name_of(cls: type) -> str:
    """Where a class was defined."""
    return f"{cls.__module__}.{cls.__qualname__}"


def install(recipes: dict[str, Recipe]) -> None:
    """From now on make dataclasses by their recipes."""
    plain = INSIDE._process_class  # noqa: SLF001

    def process(cls: type, *flags: bool) -> type:
        recipe = recipes.get(name_of(cls))
        if recipe is None or recipe[0] != flags or recipe[1] != own_annotations(cls):
            return plain(cls, *flags)  # type: ignore[no-any-return]
        return make(cls, recipe)

    INSIDE._process_class = process  # noqa: SLF001


def make(cls: type, recipe: Recipe) -> type:
    """What dataclasses makes of a class; the class itself is changed, as there."""
    flags, annotations, names, unhashable, code = recipe
    init, shown, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot = flags
    found = _fields(cls, annotations, kw_only)
    made: Any = cls
    made.__dataclass_params__ = INSIDE._DataclassParams(init, shown, eq, order, unsafe_hash, frozen)  # noqa: SLF001
    made.__dataclass_fields__ = found
    given = _given(cls, found)
    maker: CodeType = marshal.loads(code)
    functions = FunctionType(maker, sys.modules[cls.__module__].__dict__)(
        *map(given.get, maker.co_varnames[: maker.co_argcount])
    )
    for name, function in zip(names, functions, strict=True):
        if name == "__hash__" or name not in cls.__dict__:
            ready = INSIDE._recursive_repr(function) if name == "__repr__" else function  # noqa: SLF001
            ready.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(cls, name, ready)
    if unhashable:
        made.__hash__ = None
    if match_args and "__match_args__" not in cls.__dict__:
        made.__match_args__ = tuple(one.name for one in found.values() if one.init and not one.kw_only)
    if slots:
        made = INSIDE._add_slots(cls, frozen, weakref_slot)  # noqa: SLF001
    return update_abstractmethods(made)  # type: ignore[no-any-return]


def _fields(cls: type, annotations: Annotations, kw_only: bool) -> dict[str, Field[Any]]:
    found: dict[str, Any] = {}
    for base in cls.__mro__[-1:0:-1]:
        found |= getattr(base, "__dataclass_fields__", {})
    for name, kind in annotations:
        default = getattr(cls, name, MISSING)
        told = isinstance(default, Field)
        if isinstance(default, MemberDescriptorType):
            default = MISSING
        one: Any = default if told else Field(default, MISSING, True, True, None, True, None, MISSING)  # type: ignore[call-arg]
        one.name, one.type, one._field_type = name, kind, INSIDE._FIELD  # noqa: SLF001
        if one.kw_only is MISSING:
            one.kw_only = kw_only
        if told and one.default is MISSING:
            delattr(cls, name)
        elif told:
            setattr(cls, name, one.default)
        found[name] = one
    return found


def _given(cls: type, found: dict[str, Field[Any]]) -> dict[str, object]:
    """What the functions of a class are made with, by the names dataclasses calls it."""
    given: dict[str, object] = {
        "cls": cls,
        "MISSING": MISSING,
        "FrozenInstanceError": FrozenInstanceError,
        "_HAS_DEFAULT_FACTORY": INSIDE._HAS_DEFAULT_FACTORY,  # noqa: SLF001
        "__dataclass_builtins_object__": object,
        "_return_type": None,
    }
    for one in found.values():
        given[f"_type_{one.name}"] = one.type
        given[f"_dflt_{one.name}"] = one.default if one.default_factory is MISSING else one.default_factory
    return given
