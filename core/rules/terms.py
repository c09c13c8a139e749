"""The list of 项 that 名词解释 gives against the rows of 公开03表 (rules.md E14, formats_juesuan.md X22)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.rules.finding import Finding, State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from core.catalog import Catalog

_PATH = re.compile(
    r"[^\s。；：:]{1,40}?[（(]类[）)][^\s。；：:]{1,40}?[（(]款[）)][^\s。；：:（）()]{1,40}[（(]项[）)]"
)
_NAME = "名词解释里的科目与公开03表相同"


def check_terms(section: str, text: str, rows: Collection[str], catalog: Catalog) -> Iterator[Finding]:
    """What a typed list of 项 lacks, has too much, or names as no classification does; `rows` are codes of 公开03表."""
    wanted = [row for row in rows if len(row) == 7 and row in catalog]
    listed: set[str] = set()
    for found in _PATH.finditer(text):
        code = catalog.code_of(found[0])
        place = f"{section}:{found.start()}-{found.end()}"
        if code is None:
            message = f"科目「{found[0]}」不在 {catalog.year} 年的支出功能分类里"
            yield _finding(f"E14/name={section}:{found[0]}", message, "按功能分类科目的名称改正", place, found[0])
            continue
        listed.add(code)
        if wanted and code not in wanted:
            message = f"科目「{found[0]}」（{code}）不在公开03表里"
            yield _finding(f"E14/more={section}:{code}", message, "删去，或核对公开03表的科目", place, found[0])
    for code in wanted:
        if code not in listed:
            message = f"公开03表有 {code}，这里没有列出「{catalog.full_name(code)}」"
            yield _finding(f"E14/less={section}:{code}", message, "补上这个科目", f"{section}:0-{len(text)}", "")


def _finding(identity: str, message: str, remedy: str, place: str, quote: str) -> Finding:
    return Finding(identity, "E14", _NAME, State.FAIL, Severity.WARNING, message, remedy, place, quote=quote)
