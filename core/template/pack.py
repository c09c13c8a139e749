"""Loading a pack: one folder of TOML files that place figures in a family of reports."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from core.errors import ExpressionError, TemplateError
from core.expressions.keys import ASPECTS
from core.template.layout import read_rows
from core.template.model import (
    ChartForm,
    Pack,
    ReportForm,
    RuleForm,
    Section,
    Severity,
    StatementForm,
    TableForm,
    Variant,
)
from core.template.statement import parse_statement
from core.template.toml import Item, TomlFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

LANGUAGE = 1
"""The version of the template language that this program reads."""

SHARED = "_shared/"
"""Where files lie that several packs include; a pack's own items replace theirs."""

T = TypeVar("T")
_KINDS = {
    "pack",
    "report",
    "section",
    "table",
    "statement",
    "rule",
    "guard",
    "setting",
    "typed",
    "words",
    "chart",
    "number",
}
_SETTING = re.compile(r"\{([a-z][a-z0-9_]*|T0[1-9])\}")


def read_pack(name: str, files: Mapping[str, str]) -> Pack:
    """Build a pack from its TOML texts; `name` is its folder, for messages.

    Raises TemplateError naming the file, the id and the line.
    """
    ordered = sorted(files.items(), key=lambda file: not file[0].startswith(SHARED))
    parsed = [TomlFile(file if file.startswith(SHARED) else f"{name}/{file}", text) for file, text in ordered]
    head = _head(name, parsed)
    language = head.whole("language", LANGUAGE)
    if language > LANGUAGE:  # before anything else of it could look like a mistake
        raise head.error(f"写给更新的版本（{language}）", "请升级决报")
    for file in parsed:
        unknown = set(file.data) - _KINDS
        if unknown:
            raise TemplateError(
                f"{file.name} 有未知的部分 {'、'.join(sorted(unknown))}", f"可用 {'、'.join(sorted(_KINDS))}"
            )
    years = head.texts("years")
    if not all(re.fullmatch(r"[0-9]{4}", year) for year in years):
        raise head.error("years 应为四位年度的列表")
    sections = tuple(_all(parsed, "section", "id", _section))
    settings = _merged(parsed, "setting")
    tables = _numbered(head, {form.id: form for form in _all(parsed, "table", "id", _table)}, _merged(parsed, "number"))
    pack = Pack(
        id=head.name,
        title=head.text("title"),
        region=head.text("region"),
        years=tuple(map(int, years)),
        version=head.text("version"),
        language=language,
        unit=head.text("unit", "万元"),
        decimals=head.whole("decimals", 2),
        reports=tuple(_all(parsed, "report", "id", _report)),
        sections=sections,
        tables=tables,
        statements=_statements(parsed, sections),
        charts={form.id: form for form in _all(parsed, "chart", "id", _chart)},
        rules=tuple(_rules(parsed, settings | _names(tables))),
        guards=_merged(parsed, "guard"),
        settings=settings,
        typed=_listed(parsed, "typed", "keys"),
        words=_listed(parsed, "words", "use"),
        source=dict(files),
    )
    head.texts("include")
    head.done()
    return pack


def _head(name: str, parsed: Iterable[TomlFile]) -> Item:
    for file in parsed:
        if "pack" in file.data:
            data = file.data["pack"]
            if not isinstance(data, dict) or not isinstance(data.get("id"), str):
                raise TemplateError(f"{file.name} 的 [pack] 缺少 id", "请补上")
            item = Item(file, "pack", "id", data["id"], data)
            item.text("id")
            return item
    raise TemplateError(f"报表包 {name} 没有 [pack] 部分", "请在 pack.toml 里写明 id、title、region、years、version")


def _all(parsed: Iterable[TomlFile], kind: str, identity: str, read: Callable[[Item], T]) -> list[T]:
    """Every item of a kind in reading order; the pack's own replaces an included one of the same id in its place."""
    found: dict[str, tuple[bool, T]] = {}
    for file in parsed:
        included = file.name.startswith(SHARED)
        for item in file.items(kind, identity):
            if item.name in found and (included or not found[item.name][0]):
                raise item.error(f"{identity} 在另一个文件里已有")
            item.text(identity)
            found[item.name] = (included, read(item))
            item.done()
    return [item for _, item in found.values()]


def _merged(parsed: Iterable[TomlFile], kind: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for file in parsed:
        part = file.data.get(kind, {})
        if not isinstance(part, dict) or not all(isinstance(value, str) for value in part.values()):
            raise TemplateError(f"{file.name} 的 [{kind}] 应为 键 = 文字 的表", "请核对")
        merged.update(part)
    return merged


def _numbered(head: Item, tables: dict[str, TableForm], numbers: Mapping[str, str]) -> dict[str, TableForm]:
    """The tables with the printed numbers that [number] gives them: 公开NN differs by province and year."""
    unknown = sorted(set(numbers) - set(tables))
    if unknown:
        raise head.error(f"[number] 里没有「{unknown[0]}」这张表", "请核对表的 id")
    return {name: replace(form, number=numbers.get(name, form.number)) for name, form in tables.items()}


def _names(tables: Mapping[str, TableForm]) -> dict[str, str]:
    """What rules call a table: by its printed number, by its title where it has none."""
    return {name: form.number or f"《{form.title}》" for name, form in tables.items()}


def _listed(parsed: Iterable[TomlFile], kind: str, field: str) -> tuple[str, ...]:
    listed: list[str] = []
    for file in parsed:
        part = file.data.get(kind, {})
        values = part.get(field, []) if isinstance(part, dict) else None
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise TemplateError(f"{file.name} 的 [{kind}] {field} 应为文字的列表", "请核对")
        listed += values
    return tuple(listed)


def _report(item: Item) -> ReportForm:
    return ReportForm(item.name, item.text("title"), item.texts("tables"))


def _section(item: Item) -> Section:
    return Section(
        id=item.name,
        level=item.whole("level", 1),
        number=item.text("number", ""),
        title=item.text("title"),
        aliases=item.texts("aliases"),
        required=item.flag("required", True),
        hint=item.text("hint", ""),
        none=item.text("none", ""),
        statements=item.texts("statements"),
        reads=item.mapping("reads"),
        prompts=item.texts("prompts"),
        keywords=item.texts("keywords"),
        output=item.text("output", ""),
        tables=item.texts("tables"),
        charts=item.texts("charts"),
        text=item.text("text", ""),
    )


def _table(item: Item) -> TableForm:
    return TableForm(
        id=item.name,
        title=item.text("title"),
        rows=read_rows(item),
        number=item.text("number", ""),
        unit=item.text("unit", ""),
        owner=item.text("owner", ""),
        notes=item.texts("notes"),
        widths=item.numbers("widths"),
        layouts=item.texts("layouts"),
        landscape=item.flag("landscape"),
        private=item.flag("private"),
        required=item.flag("required", True),
        aliases=item.texts("aliases"),
        per=item.text("per", ""),
        needs=item.text("needs", ""),
        empty=item.text("empty", ""),
        one_page=item.flag("one_page"),
    )


def _statements(parsed: Sequence[TomlFile], sections: Iterable[Section]) -> dict[str, StatementForm]:
    """The statements by id; an included one for a section that this outline lacks is left out."""
    known = {section.id for section in sections}
    own = {item.name for file in parsed if not file.name.startswith(SHARED) for item in file.items("statement", "id")}
    forms = _all(parsed, "statement", "id", _statement)
    return {form.id: form for form in forms if form.id in own or form.section in known}


def _chart(item: Item) -> ChartForm:
    kind = item.text("kind")
    if kind not in {"bar", "pie"}:
        raise item.error(f"kind「{kind}」不存在", "可用 bar、pie")
    labels = item.texts("labels")
    series = []
    for part in item.items("series", "name"):
        part.text("name")
        keys = part.texts("keys")
        if len(keys) != len(labels):
            raise part.error(f"有 {len(keys)} 个数据项，labels 有 {len(labels)} 个", "两者要一样多")
        series.append((part.name, keys))
        part.done()
    return ChartForm(item.name, item.text("title"), kind, labels, tuple(series), item.text("unit", "万元"))


def _statement(item: Item) -> StatementForm:
    section, name, each = item.text("section"), item.text("name", ""), item.text("each", "")
    variants = [_variant(part) for part in item.items("variant")]
    if item.has("text"):
        variants.append(_checked(item, Variant(item.text("text"))))
    if not variants or variants[-1].when is not None:
        raise item.error("最后一种说法要没有 when", "请用 text = 写出一般情况的句子")
    return StatementForm(item.name, section, tuple(variants), name, each)


def _variant(part: Item) -> Variant:
    variant = _checked(part, Variant(part.text("text"), part.expression("when")))
    part.done()
    return variant


def _checked(item: Item, variant: Variant) -> Variant:
    try:
        parse_statement(variant.text)
    except ExpressionError as error:
        raise item.error(error.message, error.remedy) from error
    return variant


def _rules(parsed: Iterable[TomlFile], settings: Mapping[str, str]) -> Iterable[RuleForm]:
    """Rules may share an id (A5 over two tables) when their `variant` tells them apart.

    `{name}` in a rule is that setting of the pack, a limit or a weight that a locality fixes otherwise;
    `{T07}` is what the pack prints as that table's number.
    """
    found: dict[tuple[str, str], tuple[bool, RuleForm]] = {}
    for file in parsed:
        included = file.name.startswith(SHARED)
        counts: dict[str, int] = {}
        rules = file.data.get("rule", [])
        for data in rules if isinstance(rules, list) else [rules]:
            if not isinstance(data, dict) or not isinstance(data.get("id"), str):
                raise TemplateError(f"{file.name} 有一个 [[rule]] 缺少 id", "请补上")
            item = Item(file, "rule", "id", data["id"], data, counts.get(data["id"], 0))
            item = Item(file, "rule", "id", data["id"], _set(item, data, settings), counts.get(data["id"], 0))
            counts[item.name] = counts.get(item.name, 0) + 1
            rule = _rule(item)
            key = (rule.id, rule.variant)
            if key in found and (included or not found[key][0]):
                raise item.error("id 重复", "同一编号的另一条请写不同的 variant")
            found[key] = (included, rule)
    return [rule for _, rule in found.values()]


def _set(item: Item, data: Mapping[str, object], settings: Mapping[str, str]) -> dict[str, object]:
    """A rule's fields with the pack's settings in place."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in settings:
            raise item.error(f"用到没有的设置「{found[1]}」", "请在 [setting] 里写明它的值")
        return settings[found[1]]

    return {name: _SETTING.sub(value, part) if isinstance(part, str) else part for name, part in data.items()}


def _rule(item: Item) -> RuleForm:
    item.text("id")
    severity = item.text("severity", "error")
    if severity not in set(Severity):
        raise item.error(f"severity「{severity}」不存在", f"可用 {'、'.join(Severity)}")
    check = item.expression("check")
    if check is None:
        raise item.error("缺少 check")
    aspects = item.texts("aspects", ("actual",))
    if not set(aspects) <= set(ASPECTS):
        raise item.error(f"aspects 里的「{min(set(aspects) - set(ASPECTS))}」不存在", f"可用 {'、'.join(ASPECTS)}")
    rule = RuleForm(
        id=item.name,
        name=item.text("name"),
        check=check,
        severity=Severity(severity),
        when=item.expression("when"),
        otherwise=item.text("otherwise", ""),
        each=item.text("each", ""),
        aspects=aspects,
        fix=item.text("fix", ""),
        message=item.text("message", ""),
        variant=item.text("variant", ""),
        within=item.size("within"),
        record=item.flag("record"),
    )
    item.done()
    return rule
