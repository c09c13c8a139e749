"""Qt's enumerations as enum makes them, entered at once instead of by five functions for each member.

PySide makes a Python enumeration of each of Qt's that belongs to a class one touches: 220 with 3,700 members for the
first window, 45 of its 190 ms.  cook.py makes each of them both ways while bundling; only those that came out the same
are made here (`known`, by name and number of members), all others by enum itself.
"""

from __future__ import annotations

import enum
import sys
from typing import Any

Known = set[tuple[str, str, int]]
"""Base, name and number of members of the enumerations that may be made here."""
Names = list[tuple[str, int]]
_FRESH = (list, dict, set)
_made: dict[tuple[type, Any], dict[str, Any]] = {}
"""The attributes of an enumeration without members, by base and boundary."""


def install(known: Known) -> None:
    """From now on make the known ones here."""
    inside: Any = enum.EnumType
    plain = inside._create_

    def create(cls: Any, name: str, names: Any, *, module: Any = None, qualname: Any = None, **rest: Any) -> Any:
        if module is None:  # where enum would find it: the caller of the base
            module = sys._getframe(2).f_globals.get("__name__")  # noqa: SLF001
        if type(names) is list and (cls.__name__, name, len(names)) in known and rest.get("type") is None:
            return make(cls, name, names, module, qualname, rest.get("boundary"), plain)
        return plain(cls, name, names, module=module, qualname=qualname, **rest)

    inside._create_ = create


def make(cls: Any, name: str, names: Names, module: Any, qualname: Any, boundary: Any, plain: Any) -> Any:
    """The enumeration that enum makes of these names and values; `plain` is its own way."""
    kind = (cls, boundary)
    if kind not in _made:
        _made[kind] = dict(vars(plain(cls, name, (), module=module, qualname=qualname, boundary=boundary)))
        for slot in ("__dict__", "__weakref__"):
            _made[kind].pop(slot, None)
    space = {key: type(value)() if isinstance(value, _FRESH) else value for key, value in _made[kind].items()}
    space["__module__"] = module
    if qualname is not None:
        space["__qualname__"] = qualname
    new = space.pop("__new__")  # set afterwards, as enum does: `type` would wrap it
    made: Any = type.__new__(type(cls), name, (cls,), space)
    made.__new__ = new
    _enter(made, names, flag=issubclass(cls, enum.Flag))
    return made


def _enter(made: Any, names: Names, *, flag: bool) -> None:
    """Give an enumeration its members; a value that is there already gets a second name."""
    number, listed = made._member_type_ is int, made._member_names_
    by_name, by_value, put = made._member_map_, made._value2member_map_, type.__setattr__
    mask = single = 0
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = int.__new__(made, value) if number else object.__new__(made)
            member.__dict__.update(_value_=value, _name_=name, __objclass__=made, _sort_order_=len(listed))
            by_value[value] = member
            if not flag or _is_single(value):
                listed.append(name)
        if flag:
            mask |= value
            single |= value if _is_single(value) else 0
        put(made, name, member)
        by_name[name] = member
    if flag:
        made._flag_mask_, made._singles_mask_ = mask, single
        made._all_bits_ = 2 ** mask.bit_length() - 1
        values = [by_name[name]._value_ for name in listed]
        if values != sorted(values):
            made._iter_member_ = made._iter_member_by_def_


def _is_single(value: int) -> bool:
    return value > 0 and value & (value - 1) == 0
