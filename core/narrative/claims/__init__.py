"""Numbers in prose: read into claims, and the claims held against the cells and each other."""

from core.narrative.claims.book import Book
from core.narrative.claims.check import check_paragraphs, check_section, check_whole, check_writing, read_text
from core.narrative.claims.contradictions import Contradictions
from core.narrative.claims.model import Ground, Paragraph
from core.narrative.claims.prose import Prose
from core.narrative.claims.undecided import undecided

__all__ = [
    "Book",
    "Contradictions",
    "Ground",
    "Paragraph",
    "Prose",
    "check_paragraphs",
    "check_section",
    "check_whole",
    "check_writing",
    "read_text",
    "undecided",
]
