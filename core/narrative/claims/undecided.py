"""Claims that neither text nor cells let anybody decide: what is missing is said, nothing is passed in silence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.growth import base_of, subject_of
from core.narrative.claims.model import Amount, Aspect, Change, Completion, Rate, Share
from core.narrative.claims.ratio import wholes_of
from core.narrative.claims.say import HINT, finding
from core.narrative.claims.second.effort import spent
from core.rules import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Claim, Paragraph
    from core.rules import Finding


def undecided(book: Book) -> Iterator[Finding]:
    """Every change, share and completion rate that could not be checked, and why."""
    for paragraph in book.paragraphs:
        for claim in paragraph.claims:
            missing = _missing(claim, book)
            if missing is not None:
                rule, what, why = missing
                yield _finding(rule, paragraph, what, why)
    yield from _left(book)


def _left(book: Book) -> Iterator[Finding]:
    """From where on a document has more numbers than are read, or held against each other a second time."""
    unread = next((one for one in book.paragraphs if one.unread), None)
    if unread is not None:
        number = _NUMBER.search(unread.text.text)
        where = (number.start(), number.end()) if number else (0, 1)
        yield _unread("C22", unread, where, "起数字过多，没有核对；请分开核对")
    if not spent(book.paragraphs):
        return
    for paragraph in book.paragraphs:
        if paragraph.again is None and len(paragraph.amounts) > 1:
            yield _finding("C22", paragraph, paragraph.amounts[0], "起数字过多，以下只核对一遍；请分开核对")
            return


_NUMBER = re.compile(r"\d[\d.,]*")


def _finding(rule: str, paragraph: Paragraph, what: Amount | Rate, why: str) -> Finding:
    return _unread(rule, paragraph, (what.start, what.end), why)


def _unread(rule: str, paragraph: Paragraph, where: tuple[int, int], why: str) -> Finding:
    text, (first, last) = paragraph.text.text, where
    start = max(text.rfind(mark, 0, first) for mark in "，。；：（") + 1
    said = paragraph.quote(max(start, last - 30), last)
    made = finding(rule, HINT, paragraph, where, f"「{said}」{why}", "")
    return replace(made, state=State.NOT_CHECKABLE, id=f"{rule}/unread={made.place}")


def _missing(claim: Claim, book: Book) -> tuple[str, Amount | Rate, str] | None:
    match claim:
        case Change():
            return _of_change(claim, book)
        case Share():
            return _of_share(claim, book)
        case Completion():
            return _of_completion(claim)
        case _:
            return None


def _of_change(claim: Change, book: Book) -> tuple[str, Amount | Rate, str] | None:
    if claim.even:
        return None
    what = claim.rate or claim.amount
    if what is None or (claim.subject is not None and claim.subject.kind is not Kind.MONEY):
        return None  # growth of a count seldom says what it grew from
    if claim.amount is not None and (claim.amount.rough or not claim.amount.number):
        return None
    subject = subject_of(claim, book)
    if subject is None:
        name = f"「{claim.name}」的" if claim.name else ""
        return "C2", what, f"找不到{name}本年数，不能核对"
    if subject.rough:
        return None
    if claim.rate is not None and claim.amount is not None:
        return None  # the percent follows from the two amounts
    if base_of(claim, subject, book) is not None:
        return None
    base = "上年数" if claim.base is Aspect.ACTUAL else "预算数"
    other = "增减额，也没有" if claim.amount is None else ""
    return "C2", what, f"没有{other}{base}，不能核对"


def _of_share(claim: Share, book: Book) -> tuple[str, Amount | Rate, str] | None:
    if claim.part is None:
        name = f"「{claim.part_name}」" if claim.part_name else "占比的那个"
        return ("C8", claim.rate, f"找不到{name}数额，不能核对") if claim.whole or claim.part_name else None
    wholes, sure = wholes_of(claim, claim.part, book)
    if wholes and sure:
        return None
    whole = f"「{claim.whole}」的数额" if claim.whole else "是占哪个数"
    return "C8", claim.rate, f"找不到{whole}，不能核对" if not wholes else f"{whole}前后不一，不能核对"


def _of_completion(claim: Completion) -> tuple[str, Amount | Rate, str] | None:
    rule = "G9" if claim.control else "C11"
    if not claim.budgets:
        return rule, claim.rate, "没有写预算数，不能核对"
    if claim.actual is None and not claim.blank:
        return rule, claim.rate, "没有写决算数，不能核对"
    return None
