"""While bundling: writes down how each dataclass of a start is made, for recipes.py, and which of Qt's enumerations
may be made by enums.py.

What is kept was made both ways and compared.  Newer Pythons than 3.12 compile once a dataclass by themselves.
"""

from __future__ import annotations

import enum
import marshal
import sys
from dataclasses import Field, fields
from types import FunctionType
from typing import Any

import enums
from recipes import INSIDE, Annotations, Recipe, make, name_of, own_annotations

Written = list[tuple[str, str, list[str]]]
"""Functions that dataclasses wrote for a class: name, text, and the names that it gives them."""


class Cook:
    """Writes the recipes of the classes that are made from now on."""

    def __init__(self) -> None:
        self.recipes: dict[str, Recipe] = {}
        self.enums: enums.Known = set()
        self._written: Written = []
        self._unlike: enums.Known = set()

    def listen(self) -> None:
        """Look on while dataclasses and enum work."""
        self._listen_to_enum()
        if not hasattr(INSIDE, "_create_fn"):
            return
        plain, create = INSIDE._process_class, INSIDE._create_fn  # noqa: SLF001

        def creating(name: str, args: Any, body: Any, *, globals: Any = None, locals: Any = None, **more: Any) -> Any:  # noqa: A002
            head = f"{name}({','.join(args)}){'->_return_type' if 'return_type' in more else ''}"
            text = "\n".join([f" def {head}:", *(f"  {line}" for line in body)])
            names = [*(locals or ()), *(["_return_type"] if "return_type" in more else [])]
            self._written.append((name, text, names))
            return create(name, args, body, globals=globals, locals=locals, **more)

        def process(cls: type, *flags: bool) -> type:
            annotations, twin = own_annotations(cls), _twin(cls)
            outer, self._written = self._written, []
            made: type = plain(cls, *flags)
            written, self._written = self._written, outer
            recipe = _recipe(flags, annotations, written, unhashable=made.__dict__.get("__hash__", 0) is None)
            if twin is not None and not differences(made, make(twin, recipe)):
                self.recipes[name_of(made)] = recipe
            return made

        INSIDE._create_fn, INSIDE._process_class = creating, process  # noqa: SLF001

    def _listen_to_enum(self) -> None:
        inside: Any = enum.EnumType
        plain = inside._create_

        def create(cls: Any, name: str, names: Any, *, module: Any = None, qualname: Any = None, **rest: Any) -> Any:
            if module is None:
                module = sys._getframe(2).f_globals.get("__name__")  # noqa: SLF001
            made = plain(cls, name, names, module=module, qualname=qualname, **rest)
            if type(names) is list and all(type(one) is tuple for one in names) and rest.get("type") is None:
                other = enums.make(cls, name, names, module, qualname, rest.get("boundary"), plain)
                kind = (cls.__name__, name, len(names))
                # Another of that name may differ, such as the many called Type.
                if differing_members(made, other):
                    self._unlike.add(kind)
                self.enums = (self.enums | {kind}) - self._unlike
            return made

        inside._create_ = create


def _recipe(flags: tuple[bool, ...], annotations: Annotations, written: Written, *, unhashable: bool) -> Recipe:
    parameters = ", ".join(dict.fromkeys(name for _, _, names in written for name in names))
    names = [name for name, _, _ in written]
    lines = [
        f"def __create__({parameters}):",
        *(text for _, text, _ in written),
        f" return ({''.join(f'{name}, ' for name in names)})",
    ]
    found: dict[str, Any] = {}
    # Not with the annotations of this file, which its own first line makes texts.
    exec(compile("\n".join(lines), "<string>", "exec", dont_inherit=True), {}, found)
    return flags, annotations, tuple(names), unhashable, marshal.dumps(found["__create__"].__code__)


def _twin(cls: type) -> type | None:
    """The same class once more, before it is changed; None where it is no plain class with its own words."""
    plain = type(cls) is type and not any("__init_subclass__" in base.__dict__ for base in cls.__mro__[:-1])
    if not (plain and cls.__doc__ and all(isinstance(kind, str) for _, kind in own_annotations(cls))):
        return None
    space = {name: value for name, value in cls.__dict__.items() if name not in {"__dict__", "__weakref__"}}
    made = type(cls.__name__, cls.__bases__, space)
    made.__qualname__ = cls.__qualname__
    return made


def differences(one: type, other: type) -> list[str]:
    """The attributes in which two makes of one dataclass differ."""
    names = one.__dict__.keys() | other.__dict__.keys()
    differing = [name for name in names if _told(one.__dict__.get(name)) != _told(other.__dict__.get(name))]
    both: list[Any] = [one, other]
    mine, others = ([[getattr(field, name) for name in Field.__slots__] for field in fields(cls)] for cls in both)
    return [*differing, *(["fields"] if mine != others else [])]


def _told(value: Any) -> object:
    """What can be compared of an attribute: functions by their code, descriptors by their kind."""
    if isinstance(value, FunctionType):
        code = getattr(value, "__wrapped__", value).__code__
        parts = (code.co_code, code.co_consts, code.co_names, code.co_varnames, code.co_freevars)
        return (
            *parts,
            value.__name__,
            value.__qualname__,
            value.__defaults__,
            value.__kwdefaults__,
            value.__annotations__,
        )
    if isinstance(value, str | tuple):
        return value
    return repr(value) if isinstance(value, INSIDE._DataclassParams) else type(value)  # noqa: SLF001


def differing_members(one: Any, other: Any) -> list[str]:
    """The attributes in which two makes of one enumeration differ, its members compared by what they hold."""
    names = vars(one).keys() | vars(other).keys()
    return [name for name in names if _held(vars(one).get(name)) != _held(vars(other).get(name))]


def _held(value: Any) -> object:
    if isinstance(value, enum.Enum):
        return {name: part for name, part in vars(value).items() if name != "__objclass__"}, type(value).__name__
    if isinstance(value, dict):
        return [(name, _held(member)) for name, member in value.items()]
    return value if isinstance(value, str | int | list | tuple | staticmethod | FunctionType | None) else type(value)
