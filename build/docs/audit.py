"""What implements each rule of rules.md: audit.toml held against what ships, and printed as docs/审核对照.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import guards

from core.expressions import matches
from core.rules.canon import canonical
from core.rules.text import pattern_rules
from core.template import dictionary, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.template import Figure, Pack, RuleForm

HERE = Path(__file__).resolve().parent
GROUPS = {
    "A": "表内的算术",
    "B": "表与表之间",
    "C": "文字里的数（报表包也审核的）",
    "D": "与上年",
    "E": "完整和残留",
    "F": "公开",
    "G": "绩效",
    "X": "表与表之间，rules.md 没有单列的",
}
SEVERITIES = {"error": "错误", "warning": "提醒", "hint": "提示"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of rules.md; see the head of audit.toml."""

    id: str
    name: str
    severity: str
    rules: dict[str, list[str]] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    note: str = ""
    differs: dict[str, str] = field(default_factory=dict)

    def of_pack(self, pack: Pack) -> set[str]:
        """The rules that this pack must ship for it."""
        return {rule for prefix, rules in self.rules.items() if pack.id.startswith(prefix) for rule in rules}


@cache
def entries() -> tuple[Entry, ...]:
    """The audit, in its order."""
    data = tomllib.loads((HERE / "audit.toml").read_text(encoding="utf-8"))["id"]
    return tuple(Entry(**one | {name: tuple(one.get(name, ())) for name in ("figures", "code")}) for one in data)


def name_of(rule: RuleForm) -> str:
    """X03/superior."""
    return "/".join(filter(None, [rule.id, rule.variant]))


def computed() -> dict[str, Figure]:
    """Every computed figure that answers to a rule when it is stated, rows with `$`."""
    known = dictionary()
    figures = dict(known.figures)
    for family in known.families.values():
        figures |= {f"{family.key}.$.{name}": figure for name, figure in family.figures.items()}
    return {key: one for key, one in figures.items() if one.formula is not None and one.rule}


def figures_of(entry: Entry) -> list[str]:
    """The computed figures an entry means; those of guards are left out."""
    patterns = [one for one in entry.figures if not one.startswith("guard:")]
    return [key for key in computed() for pattern in patterns if pattern == key or matches(pattern, key)]


@cache
def code_ids() -> frozenset[str]:
    """The ids of the checks that are code or patterns of text."""
    found = tomllib.loads((HERE / "code_rules.toml").read_text(encoding="utf-8"))["rule"]
    return frozenset({one["id"] for one in found} | {one.id for one in pattern_rules()})


def faults() -> Iterator[str]:
    """What the audit says that does not hold, and what ships without standing in it; one line each."""
    held = {entry.id: entry for entry in entries()}
    for entry in entries():
        yield from _of_entry(entry)
    for pack in shipped():
        for rule in pack.rules:
            entry = held.get(canonical(rule.id))
            if entry is None or name_of(rule) not in entry.of_pack(pack):
                yield f"{pack.id} {name_of(rule)} is not in the audit"
    for key, figure in computed().items():
        entry = held.get(canonical(figure.rule))
        if entry is None or key not in figures_of(entry):
            yield f"{key} answers to {figure.rule} and is not in the audit"


def _of_entry(entry: Entry) -> Iterator[str]:
    if not (entry.rules or entry.figures or entry.code or entry.note):
        yield f"{entry.id} has nothing"
    yield from _packs(entry)
    for pack in shipped():
        yield from _rules(entry, pack)
    yield from _figures(entry)
    for code in entry.code:
        if code not in code_ids():
            yield f"{entry.id}: there is no check {code} in code or text"


def _packs(entry: Entry) -> Iterator[str]:
    """Names of packs that do not exist, and packs of 绩效 that have no rule of a G where nothing else stands for it."""
    for prefix in entry.rules:
        if not any(pack.id.startswith(prefix) for pack in shipped()):
            yield f"{entry.id}: no pack begins with {prefix}"
    if entry.id[0] == "G" and entry.rules and not (entry.note or entry.code or entry.figures):
        packs = [pack.id for pack in shipped() if not pack.id.startswith("juesuan") and not entry.of_pack(pack)]
        if packs:
            yield f"{entry.id}: {packs} have no rule of it and no note says why"


def _rules(entry: Entry, pack: Pack) -> Iterator[str]:
    own = {name_of(rule): rule for rule in pack.rules}
    for name in sorted(entry.of_pack(pack)):
        if name not in own:
            yield f"{entry.id}: {pack.id} lacks {name}"
            continue
        same = own[name].severity == entry.severity or canonical(own[name].id) != entry.id
        if not same and name not in entry.differs:
            yield f"{entry.id}: {pack.id} {name} is {own[name].severity}, rules.md says {entry.severity}"


def _figures(entry: Entry) -> Iterator[str]:
    known = computed()
    for key in figures_of(entry):
        if canonical(known[key].rule) == entry.id and known[key].severity != entry.severity:
            yield f"{entry.id}: {key} is {known[key].severity}, rules.md says {entry.severity}"
    for pattern in entry.figures:
        guarded = pattern.removeprefix("guard:")
        if guarded != pattern and not any(pack.guards.get(guarded) == entry.id for pack in shipped()):
            yield f"{entry.id}: no pack guards {guarded} by it"
        if guarded == pattern and not any(pattern == key or matches(pattern, key) for key in known):
            yield f"{entry.id}: there is no computed figure {pattern}"


# -- the page ---------------------------------------------------------------------


def page() -> str:
    """docs/审核对照.md."""
    lines = ["# 审核对照", "", *INTRODUCTION]
    for letter, title in GROUPS.items():
        group = [entry for entry in entries() if entry.id[0] == letter]
        if not group:
            continue
        lines += [f"## {letter}　{title}", "", "| 编号 | 要求 | 级别 | 由什么审核 | 说明 |", "|---|---|---|---|---|"]
        lines += [f"| {e.id} | {e.name} | {SEVERITIES[e.severity]} | {_means(e)} | {_note(e)} |" for e in group]
        lines.append("")
    return "\n".join([*lines, *guards.page()])


INTRODUCTION = [
    "本页由 `python build/docs/catalogue.py` 从 `build/docs/audit.toml` 生成，不要手改。",
    "",
    "每一条要求由哪些审核实现：报表包里的审核写报表包编号的开头和审核编号，上报合计写数据项的键，"
    "程序代码和文字写法写编号（见 [规则.md](规则.md)）。",
    "C、H 两组是文字的审核，都由程序代码实现，这里只列报表包也审核的几条。",
    "`python -m pytest tests/rules/test_audit.py` 核对本页与程序一致，缺一条就不通过。",
    "",
]


def _means(entry: Entry) -> str:
    parts = [f"`{prefix}` {'、'.join(rules)}" for prefix, rules in entry.rules.items()]
    if entry.figures:
        keys = [one.removeprefix("guard:").replace("*", "\\*") for one in entry.figures]
        parts.append(f"上报合计 {'、'.join(f'`{key}`' for key in keys)}")
    if entry.code:
        parts.append(f"程序 {'、'.join(entry.code)}")
    return "；".join(parts) or "—"


def _note(entry: Entry) -> str:
    reasons: dict[str, list[str]] = {}
    for name, why in entry.differs.items():
        reasons.setdefault(why, []).append(name)
    told = [f"{'、'.join(names)}：{why}" for why, names in reasons.items()]
    return "；".join(filter(None, [entry.note, *told]))
