"""Loading the figure dictionary (resources/figures/*.toml)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from core.errors import TemplateError
from core.expressions import compile_expression, is_key
from core.expressions.keys import ASPECTS
from core.figures import Kind
from core.paths import resource
from core.template.model import Dictionary, Family, Figure, RowKind, Severity
from core.template.toml import Item, TomlFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.expressions import Expression

_UNITS = {Kind.MONEY: "万元", Kind.RATE: "%", Kind.SCORE: "分"}


def _kind(item: Item) -> Kind:
    text = item.text("kind", "money")
    try:
        return Kind(text)
    except ValueError:
        raise item.error(f"kind「{text}」不存在", f"可用 {'、'.join(Kind)}") from None


def read_figure(item: Item, aspects: tuple[str, ...] = ("prior", "actual")) -> Figure:
    """One `[[figure]]`, of the dictionary or of a family (then its key is relative)."""
    if not is_key(item.name):
        raise item.error("key 写法不对", "键由小写字母、数字、下划线和点组成")
    item.text("key")
    kind = _kind(item)
    severity = item.text("severity", "error")
    if severity not in set(Severity):
        raise item.error(f"severity「{severity}」不存在", f"可用 {'、'.join(Severity)}")
    figure = Figure(
        key=item.name,
        name=item.text("name"),
        kind=kind,
        unit=item.text("unit", _UNITS.get(kind, "")),
        decimals=item.whole("decimals", 0 if kind is Kind.COUNT else 2),
        aspects=item.texts("aspects", aspects),
        aliases=item.texts("aliases"),
        meaning=item.text("meaning", ""),
        source=item.text("source", ""),
        formula=item.expression("formula"),
        rule=item.text("rule", ""),
        optional=item.flag("optional"),
        private=item.flag("private"),
        signed=item.flag("signed"),
        choices=item.texts("choices"),
        when=item.expression("when"),
        default=item.flag("default"),
        within=item.size("within"),
        carry=item.maybe("carry"),
        severity=Severity(severity),
    )
    if figure.formula is None and (figure.when is not None or figure.default or figure.within is not None):
        raise item.error("when、default、within 只用于有 formula 的数据项")
    for aspect in figure.aspects:
        if aspect not in ASPECTS:
            raise item.error(f"aspects 里的「{aspect}」不存在", f"可用 {'、'.join(ASPECTS)}")
    item.done()
    return figure


def _family(item: Item, known: Mapping[str, Family]) -> Family:
    item.text("key")
    name, label, parent = item.text("name"), item.text("label", ""), item.text("parent", "")
    rows = item.text("rows", "added")
    if rows not in set(RowKind):
        raise item.error(f"rows「{rows}」不存在", f"可用 {'、'.join(RowKind)}")
    aspects = item.texts("aspects", ("actual",))
    figures = _alike(item, known)
    inherited = set(figures)
    for part in item.items("figure", "key"):
        if part.name in figures and part.name not in inherited:
            raise part.error("key 重复")
        inherited.discard(part.name)
        figures[part.name] = read_figure(part, aspects)
    item.done()
    if label and label not in figures:
        raise item.error(f"label「{label}」不是它的数据项")
    if parent and (parent not in known or known[parent].rows is not RowKind.ADDED or rows != RowKind.ADDED):
        raise item.error(f"parent「{parent}」不是前面写出的、由填报人增行的表", "请先写上一级的表")
    return Family(item.name, name, RowKind(rows), figures, label, parent)


def _alike(item: Item, known: Mapping[str, Family]) -> dict[str, Figure]:
    """The figures of the family that this one is `like`, with its own key in their formulas."""
    like = item.text("like", "")
    if not like:
        return {}
    if like not in known:
        raise item.error(f"like「{like}」不是前面写出的可增行的表", "请先写被照着的那张表")

    def own(expression: Expression | None) -> Expression | None:
        return expression and compile_expression(expression.text.replace(f"[{like}.", f"[{item.name}."))

    return {key: replace(one, formula=own(one.formula), when=own(one.when)) for key, one in known[like].figures.items()}


def read_dictionary(files: dict[str, str]) -> Dictionary:
    """Build the dictionary from the texts of its files.  Raises TemplateError naming file, key and line."""
    figures: dict[str, Figure] = {}
    families: dict[str, Family] = {}
    for name, text in files.items():
        file = TomlFile(name, text)
        for item in file.items("figure", "key"):
            if item.name in figures:
                raise item.error("key 在另一个文件里已有", "一个数据项只能有一个归属")
            figures[item.name] = read_figure(item)
        for item in file.items("family", "key"):
            if item.name in families:
                raise item.error("key 在另一个文件里已有")
            families[item.name] = _family(item, families)
        unknown = set(file.data) - {"figure", "family"}
        if unknown:
            raise TemplateError(f"{name} 有未知的部分 {'、'.join(sorted(unknown))}", "只认 [[figure]] 和 [[family]]")
    return Dictionary(figures, families)


def read_folder(folder: Path) -> dict[str, str]:
    """The TOML texts of a folder by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}


@cache
def dictionary() -> Dictionary:
    """The program's own dictionary, loaded once."""
    return read_dictionary(read_folder(resource("figures")))
