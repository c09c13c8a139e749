"""支出功能分类 and 支出经济分类 as they stand in one fiscal year.

Codes are read by prefix: 201 类, 20129 款, 2012901 项.  A name of another year
or a popular wrong name is understood but never given back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from core.catalog.items import Item, catalog_file, read_aliases, read_items
from core.catalog.names import LEVELS, Named, all_names, key
from core.catalog.search import search
from core.errors import FigureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FUNCTIONAL = (3, 5, 7)
ECONOMIC = (3, 5)


@dataclass(frozen=True, eq=False)
class Catalog:
    """One classification in one year; the report file's own items may be added, the rest never changes.

    `items` are by code in code order, `others` the names of other years and the aliases by code,
    `suffixes` names that stand for an item number under any 款.
    """

    title: str
    year: int
    lengths: tuple[int, ...]
    items: Mapping[str, Item] = field(repr=False)
    others: Mapping[str, tuple[str, ...]] = field(repr=False)
    suffixes: Mapping[str, str] = field(repr=False)

    def __contains__(self, code: str) -> bool:
        return code in self.items

    def __len__(self) -> int:
        return len(self.items)

    def get(self, code: str) -> Item | None:
        return self.items.get(code)

    def name(self, code: str) -> str:
        """The name in this year, empty for a code that is not in the catalogue."""
        item = self.items.get(code)
        return item.name if item else ""

    def level(self, code: str) -> int:
        """1 类, 2 款, 3 项, 0 for what cannot be a code; the code need not be known."""
        return self.lengths.index(len(code)) + 1 if _is_number(code) and len(code) in self.lengths else 0

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes above, highest first: 201 and 20129 for 2012901, known or not."""
        return tuple(code[:length] for length in self.lengths if length < len(code))

    def children(self, code: str = "") -> tuple[str, ...]:
        """The codes right below in code order; without a code all 类."""
        return self._children.get(code, ())

    def full_name(self, code: str) -> str:
        """「一般公共服务支出（类）群众团体事务（款）行政运行（项）」; empty for an unknown code."""
        if code not in self.items:
            return ""
        return "".join(f"{self.name(one)}（{LEVELS[self.level(one) - 1]}）" for one in (*self.parents(code), code))

    def find(self, text: str, limit: int = 20) -> list[Item]:
        """Items whose code, name or initials meet the text, best first; then those that were or are called so."""
        found = search(text, self.items.values(), self._above, limit)
        word = key(text)
        for code, names in self.others.items() if word else ():
            if len(found) >= limit:
                break
            item = self.items.get(code)
            if item and item not in found and any(word in key(name) for name in names):
                found.append(item)
        return found

    def code_of(self, names: str | Iterable[str]) -> str | None:
        """The code that a chain of names means, 类 first; None when none or more than one does.

        One text with （类）（款）（项） marks does as well.  The levels above the last may be
        missing where the last is unambiguous; one that is given must be right.
        """
        return self._known_chains(names if isinstance(names, str) else tuple(names))

    @cached_property
    def _known_chains(self) -> Callable[[str | tuple[str, ...]], str | None]:
        """A document says the same few chains again and again."""
        return lru_cache(maxsize=1024)(self._code_of)

    def _code_of(self, names: str | tuple[str, ...]) -> str | None:
        chain = all_names(names)
        if not chain:
            return None
        *upper, last = chain
        above = [(self._by_key.get(key(named.name), set()), named.level) for named in upper]
        found = [code for code in self._meant(last) if self._under(code, above)]
        if not last.level and len(chain) <= len(self.lengths):
            found = [code for code in found if self.level(code) == len(chain)] or found
        if len({(code[:-2], self.name(code)) for code in found}) != 1:
            return None
        return max(found)  # a renumbered item stands twice in the year of the change: 01, then 99

    def add(self, code: str, name: str) -> Catalog:
        """The catalogue with an item of the report file's own; FigureError says why not."""
        name = name.strip()
        if not self.level(code):
            digits = "、".join(map(str, self.lengths))
            raise FigureError(f"科目编码“{code}”不是 {digits} 位数字", "请核对编码后重新输入")
        if not name:
            raise FigureError(f"科目 {code} 没有名称", "请输入科目名称")
        if code in self.items:
            if self.name(code) == name:
                return self
            raise FigureError(
                f"{self.year} 年的{self.title}里 {code} 是“{self.name(code)}”", "请直接选用，或换一个编码"
            )
        missing = [one for one in self.parents(code) if one not in self.items]
        if missing:
            raise FigureError(
                f"科目 {code} 的上级 {missing[0]} 不在 {self.year} 年的{self.title}里", "请先添加上级科目"
            )
        item = Item(code, name, self.year, self.year, self._initials(name), own=True)
        items = dict(sorted((*self.items.items(), (code, item))))
        return replace(self, items=items)

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        below: dict[str, list[str]] = {}
        for code in self.items:
            below.setdefault(self.parents(code)[-1] if len(code) > self.lengths[0] else "", []).append(code)
        return {code: tuple(codes) for code, codes in below.items()}

    @cached_property
    def _by_key(self) -> dict[str, set[str]]:
        """The codes that each key of a name, of this year or another, means."""
        found: dict[str, set[str]] = {}
        for code, item in self.items.items():
            for name in (item.name, *self.others.get(code, ())):
                found.setdefault(key(name), set()).add(code)
        return found

    @cached_property
    def _letters(self) -> dict[str, str]:
        """The initial of each character of the catalogue, as it is mostly read."""
        letters: dict[str, str] = {}
        for item in self.items.values():
            characters = [one for one in item.name if "一" <= one <= "鿿"]
            if len(characters) == len(item.initials):
                for one, letter in zip(characters, item.initials, strict=True):
                    letters.setdefault(one, letter)
        return letters

    def _initials(self, name: str) -> str:
        return "".join(self._letters.get(one, "") for one in name)

    def _above(self, item: Item) -> tuple[Item, ...]:
        return tuple(self.items[one] for one in self.parents(item.code) if one in self.items)

    def _meant(self, named: Named) -> set[str]:
        """The codes that a name may mean; what this year calls so goes before other names."""
        bare = key(named.name)
        found = self._by_key.get(bare, set())
        if bare in self.suffixes:
            found = found | {code for code in self._items if code.endswith(self.suffixes[bare])}
        found = {code for code in found if not named.level or self.level(code) == named.level}
        return {code for code in found if key(self.items[code].name) == bare} or found

    @cached_property
    def _items(self) -> tuple[str, ...]:
        """The codes of the lowest level."""
        return tuple(code for code in self.items if len(code) == self.lengths[-1])

    def _under(self, code: str, above: Iterable[tuple[set[str], int]]) -> bool:
        """Whether every name given above, as the codes it means and its level, means one of the parents, in order."""
        parents = iter(self.parents(code))
        return all(any(one in meant and level in (0, self.level(one)) for one in parents) for meant, level in above)


def _is_number(code: str) -> bool:
    return code.isascii() and code.isdecimal()


@cache
def functional(year: int) -> Catalog:
    """支出功能分类 of a fiscal year.  Raises TemplateError for a damaged catalogue file."""
    return _of_year("支出功能分类", "functional", FUNCTIONAL, year)


@cache
def economic(year: int) -> Catalog:
    """部门预算支出经济分类 of a fiscal year.  Raises TemplateError for a damaged catalogue file."""
    return _of_year("支出经济分类", "economic", ECONOMIC, year)


def _of_year(title: str, stem: str, lengths: tuple[int, ...], year: int) -> Catalog:
    items: dict[str, Item] = {}
    others: dict[str, list[str]] = {}
    suffixes: dict[str, str] = {}
    for item in read_items(catalog_file(f"{stem}.csv"), lengths):
        if item.first <= year <= item.last:
            items[item.code] = item
        else:
            others.setdefault(item.code, []).append(item.name)
    aliases = catalog_file(f"{stem}_aliases.csv")
    for alias, code in read_aliases(aliases) if aliases.exists() else ():
        if code.startswith("*"):
            suffixes[key(alias)] = code[1:]
        else:
            others.setdefault(code, []).append(alias)
    return Catalog(title, year, lengths, items, {code: tuple(names) for code, names in others.items()}, suffixes)
