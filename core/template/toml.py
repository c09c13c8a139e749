"""Reading TOML tables into checked values, with errors that name file, id and line."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.errors import ExpressionError, TemplateError
from core.expressions import Expression, compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterator


class TomlFile:
    """A parsed TOML file that still knows on which line each id stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise TemplateError(f"{name} 不是有效的 TOML：{error}", "请按报出的行列修改") from error

    @cached_property
    def lines(self) -> list[str]:
        """The text by lines, for errors only."""
        return self.text.splitlines()

    def line_of(self, field: str, value: str, occurrence: int = 0, after: int = 0) -> int:
        """The line (from 1) of the n-th `field = "value"` below line `after`; 1 where it cannot be found."""
        found = [
            number
            for number, line in enumerate(self.lines, 1)
            if (parts := line.split("=", 1))[0].strip() == field
            and len(parts) == 2
            and parts[1].split("#")[0].strip().strip("\"'") == value
            and number > after
        ]
        return found[min(occurrence, len(found) - 1)] if found else 1

    def items(self, kind: str, identity: str) -> Iterator[Item]:
        """Every `[[kind]]` table; `identity` is the field that names it, unique within the file."""
        seen: set[str] = set()
        tables = self.data.get(kind, [])
        for number, data in enumerate(tables if isinstance(tables, list) else [tables]):
            if not isinstance(data, dict) or not isinstance(data.get(identity), str):
                raise TemplateError(f"{self.name} 第 {number + 1} 个 [[{kind}]] 缺少 {identity}", "请补上")
            name = data[identity]
            item = Item(self, kind, identity, name, data, 1 if name in seen else 0)
            if name in seen:
                raise item.error(f"{identity} 重复")
            seen.add(name)
            yield item


class Item:
    """One table of a TOML file; every field must be taken, what is left over is an error."""

    def __init__(
        self,
        file: TomlFile,
        kind: str,
        field: str,
        name: str,
        data: dict[str, Any],
        occurrence: int = 0,
        within: Item | None = None,
    ) -> None:
        self.file, self.kind, self.name = file, kind, name
        self._field, self._occurrence, self._within = field, occurrence, within
        self._data = dict(data)

    @property
    def line(self) -> int:
        """The line on which the id stands."""
        after = self._within.line if self._within is not None else 0
        return self.file.line_of(self._field, self.name, self._occurrence, after)

    def error(self, what: str, remedy: str = "请修改后重试") -> TemplateError:
        """An error that names file, line and id."""
        return TemplateError(f"{self.file.name} 第 {self.line} 行 {self.kind}「{self.name}」：{what}", remedy)

    def text(self, field: str, default: str | None = None) -> str:
        """A string field; without a default it must be given."""
        value = self._data.pop(field, default)
        if not isinstance(value, str):
            raise self.error(f"缺少文字 {field}" if value is None else f"{field} 应为文字")
        return value

    def whole(self, field: str, default: int) -> int:
        """An integer field."""
        value = self._data.pop(field, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"{field} 应为整数")
        return value

    def flag(self, field: str, default: bool = False) -> bool:
        """A boolean field."""
        value = self._data.pop(field, default)
        if not isinstance(value, bool):
            raise self.error(f"{field} 应为 true 或 false")
        return value

    def maybe(self, field: str) -> bool | None:
        """A boolean field; None where it is left out."""
        return self.flag(field) if field in self._data else None

    def size(self, field: str) -> Fraction | None:
        """An exact size written as text ("0.1"); None where it is left out."""
        text = self.text(field, "")
        if text and not re.fullmatch(r"\d+(?:\.\d+)?", text):
            raise self.error(f'{field}「{text}」应为不带单位的数，例如 "0.1"')
        return Fraction(text) if text else None

    def texts(self, field: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of strings."""
        value = self._data.pop(field, list(default))
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self.error(f"{field} 应为文字的列表")
        return tuple(value)

    def numbers(self, field: str) -> tuple[float, ...]:
        """A list of numbers."""
        value = self._data.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(part, int | float) for part in value):
            raise self.error(f"{field} 应为数字的列表")
        return tuple(float(part) for part in value)

    def mapping(self, field: str) -> dict[str, str]:
        """A table of strings."""
        value = self._data.pop(field, {})
        if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()):
            raise self.error(f"{field} 应为 名称 = 文字 的表")
        return dict(value)

    def items(self, field: str, identity: str = "") -> list[Item]:
        """A list of sub-tables; named by their `identity` field, else by this item's."""
        value = self._data.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise self.error(f"{field} 应为表的列表")
        names = [part.get(identity) for part in value] if identity else []
        return [
            self._part(part, identity, names[:number].count(part.get(identity))) for number, part in enumerate(value)
        ]

    def _part(self, data: dict[str, Any], identity: str, occurrence: int) -> Item:
        if not identity:
            return Item(self.file, self.kind, self._field, self.name, data, self._occurrence, self._within)
        if not isinstance(data.get(identity), str):
            raise self.error(f"有一项缺少 {identity}")
        return Item(self.file, f"{self.kind}「{self.name}」的", identity, data[identity], data, occurrence, self)

    def expression(self, field: str) -> Expression | None:
        """A formula field, None where absent."""
        text = self.text(field, "")
        return self.compile(text) if text else None

    def compile(self, text: str) -> Expression:
        """Compile a formula; an error in it becomes this item's error."""
        try:
            return compile_expression(text)
        except ExpressionError as error:
            raise self.error(error.message, error.remedy) from error

    def has(self, field: str) -> bool:
        """Whether the field was given and not yet taken."""
        return field in self._data

    def done(self) -> None:
        """Raise for fields nobody took: a misspelt name must not be silently ignored."""
        if self._data:
            raise self.error(f"有未知的字段 {'、'.join(self._data)}", "请核对字段名")
