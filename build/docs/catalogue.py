"""Write docs/数据项.md, 规则.md and 审核对照.md from what ships: python build/docs/catalogue.py [FOLDER]."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT)]

import audit  # noqa: E402 - the way to it is laid just above
from words import ASPECTS, Words  # noqa: E402 - the same

from core.rules.canon import canonical  # noqa: E402 - the way to it is laid just above
from core.rules.text import pattern_rules  # noqa: E402 - the same
from core.template import Figure, RowKind, RuleForm, Template, dictionary, shipped  # noqa: E402 - the same
from core.template.dictionary import read_folder  # noqa: E402 - the same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILES = {
    "common": "人员、机构、采购、资产和附件",
    "functional": "按支出功能分类填列的表",
    "jixiao": "绩效自评（资金、比率、指标、得分）",
    "t01": "收入支出决算总表（T01）",
    "t04": "财政拨款收入支出决算总表（T04）",
    "t06": "一般公共预算财政拨款基本支出决算明细表（T06）",
    "t09": "财政拨款“三公”经费支出决算表（T09）",
}
KINDS = {
    "money": "金额",
    "count": "数量",
    "rate": "比率",
    "score": "得分",
    "date": "日期",
    "choice": "选项",
    "text": "文字",
}
SEVERITIES = {"error": "错误", "warning": "提醒", "hint": "提示"}
FIGURE_HEAD = ("键", "名称", "单位", "口径", "含义", "公式（审核编号）")


def cell(text: str) -> str:
    """A text that may stand in a table of Markdown."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("\n", " ")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table."""
    columns = tuple(head)
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


# -- 数据项.md --------------------------------------------------------------------


def figures_page() -> str:
    """The figure dictionary, file by file, then the families."""
    known = dictionary()
    words = Words(Template(known, []))
    lines = ["# 数据项", "", *FIGURES_INTRODUCTION]
    for name, text in read_folder(ROOT / "resources" / "figures").items():
        keys = [one["key"] for one in tomllib.loads(text).get("figure", [])]
        if keys:
            stem = name.removesuffix(".toml")
            lines += [f"## {FILES.get(stem, stem)}", ""]
            lines += table(FIGURE_HEAD, (_figure(known.figures[key], key, words) for key in keys))
    lines += ["## 可增行的表", "", *FAMILIES_INTRODUCTION]
    for family in known.families.values():
        rows = "按支出功能分类科目编码" if family.rows is RowKind.FUNCTIONAL else "由填报人增加"
        lines += [f"### {family.name}（`{family.key}`），行：{rows}", ""]
        lines += table(
            FIGURE_HEAD, (_figure(one, f"{family.key}.$.{name}", words) for name, one in family.figures.items())
        )
    return "\n".join(lines)


FIGURES_INTRODUCTION = [
    "本页由 `python build/docs/catalogue.py` 从 `resources/figures` 生成，不要手改。",
    "写报表包的说明见 [pack-guide.md](pack-guide.md)。",
    "",
    "口径写在键的后面：`staff.on_duty@prior` 是上年数；不写口径的是决算数（`actual`）。",
    "金额在程序内以分计，「单位」一列是印出的单位。",
    "有公式的由程序计算；括号里是上报合计与计算数不符时的审核编号。",
    "",
    *table(("口径", "名称"), ((f"`{aspect}`", name) for aspect, name in ASPECTS.items())),
]
FAMILIES_INTRODUCTION = [
    "键里的 `$` 是行：填报人增加的行，编号由程序给出（`p_` 加八位）；",
    "按科目的表，是三位（类）、五位（款）、七位（项）编码或 `total`（合计），类、款和合计由程序按下级相加。",
    "",
]


def _figure(figure: Figure, key: str, words: Words) -> tuple[str, ...]:
    notes = [figure.meaning, f"可选 {'、'.join(figure.choices)}" if figure.choices else ""]
    notes += ["常常没有" if figure.optional else "", "公开版不印" if figure.private else ""]
    formula = words.formula(figure.formula) if figure.formula else ""
    if formula and figure.rule:
        formula = f"{formula}（{canonical(figure.rule)}）"
    return (
        f"`{key}`",
        cell(figure.name),
        figure.unit or KINDS[figure.kind],
        "、".join(ASPECTS[aspect] for aspect in figure.aspects),
        cell("；".join(filter(None, notes))),
        cell(formula),
    )


# -- 规则.md ----------------------------------------------------------------------


@dataclass(slots=True)
class Entry:
    """One check, with the packs that have it."""

    rule: RuleForm
    words: Words
    packs: list[str] = field(default_factory=list)


def rules_page() -> str:
    """The checks of all packs, the text patterns, and the checks that are code."""
    lines = ["# 审核规则", "", *RULES_INTRODUCTION, "## 表格之间和表格之内的审核", ""]
    head = ("编号", "又称", "名称", "级别", "审核什么", "适用条件", "怎么改", "报表包")
    lines += table(head, map(_rule, _entries()))
    lines += ["## 文字里不应出现的写法", ""]
    lines += table(
        ("编号", "名称", "级别", "提示", "怎么改", "查找的写法"),
        (
            (
                one.id,
                one.name,
                SEVERITIES[one.severity],
                cell(one.message.replace("{quote}", "…")),
                cell(one.fix),
                " ".join(f"`{pattern.pattern}`".replace("|", "\\|") for pattern in one.patterns),
            )
            for one in sorted(pattern_rules(), key=lambda one: order(one.id))
        ),
    )
    lines += ["## 由程序代码审核的", ""]
    found = tomllib.loads((HERE / "code_rules.toml").read_text(encoding="utf-8"))["rule"]
    lines += table(
        ("编号", "名称", "级别", "审核什么", "怎么改"),
        (
            (one["id"], one["name"], SEVERITIES[one["severity"]], cell(one["check"]), cell(one["fix"]))
            for one in sorted(found, key=lambda one: order(one["id"]))
        ),
    )
    return "\n".join(lines)


RULES_INTRODUCTION = [
    "本页由 `python build/docs/catalogue.py` 生成，不要手改。",
    "来源：报表包、`resources/rules` 和 `build/docs/code_rules.toml`。",
    "",
    "级别：**错误**没有改好之前只能导出草稿；**提醒**写一句说明即可；**提示**仅供参考。",
    "每条审核的结果是 通过、不通过、不适用（说明为什么）、未能审核（说明缺什么）之一。",
    "四舍五入造成的差额在允许范围之内的是**尾差**，一律是提示。",
    "又称一列的 X01 到 X23 是表间勾稽关系的另一种编号；「写明记录后放行」的错误，写一句调整记录即不再阻止正式导出。",
    "",
]


def order(identity: str) -> tuple[str, int]:
    """A2 stands before A10."""
    return identity[:1], int(identity[1:] or 0)


def _entries() -> list[Entry]:
    found: dict[tuple[str, ...], Entry] = {}
    for pack in shipped():
        words = Words(Template(dictionary(), [pack]))
        for rule in pack.rules:
            key = (rule.id, rule.variant, rule.check.text, rule.severity, rule.when.text if rule.when else "", rule.fix)
            found.setdefault(key, Entry(rule, words)).packs.append(pack.id)
    return sorted(
        found.values(), key=lambda entry: (*order(canonical(entry.rule.id)), entry.rule.id, entry.rule.variant)
    )


def _rule(entry: Entry) -> tuple[str, ...]:
    rule, words = entry.rule, entry.words
    aspects = "、".join(ASPECTS[aspect] for aspect in rule.aspects if aspect != "actual")
    check = words.formula(rule.check)
    if rule.each:
        check = f"逐行：{check}"
    if aspects:
        check = f"{check}（也审核{aspects}）"
    when = words.formula(rule.when) if rule.when else ""
    known = canonical(rule.id)
    return (
        known,
        "" if known == rule.id else rule.id,
        cell(rule.name),
        f"{SEVERITIES[rule.severity]}，写明记录后放行" if rule.record else SEVERITIES[rule.severity],
        cell(check),
        cell(when),
        cell(rule.fix),
        " ".join(f"`{pack}`" for pack in entry.packs),
    )


PAGES = {"数据项.md": figures_page, "规则.md": rules_page, "审核对照.md": audit.page}


def main(folder: Path) -> None:
    """Write both pages."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
