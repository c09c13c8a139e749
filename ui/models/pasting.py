"""What is pasted into a text: its words and paragraphs, and nothing of how another program laid them out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

FULL = 18
"""A line shorter than so many characters ends where its writer wanted it to end."""
_SILENT = {"style", "script", "title", "xml", "head"}
_BLOCKS = {"p", "div", "li", "tr", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
_JUNK = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffc\ufffd\x00-\x08\x0e-\x1f]")
_BLANKS = re.compile("[ \t\u00a0\u3000]+")
_WIDE = "[\u2e80-\u9fff\uff00-\uffef，。；：、！？（）《》〈〉“”‘’〔〕]"
_BETWEEN = re.compile(rf"(?<={_WIDE}) (?=\S)|(?<=\S) (?={_WIDE})")
_ENDS = re.compile("[。！？；：…”）」』!?;:]$")
_BEGINS = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、]|\d{1,2}[.．](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[章节条部、，]|[①-⑳●•■◆○·]|[一二三四五六七八九十]是|附[件表]"
)


def words(html: str, plain: str) -> str:
    """The words on a clipboard.  Its HTML is read first: there a paragraph differs from a line break."""
    if html.strip():
        read = _read(html)
        if read.strip():
            return cleaned(read)
    if plain.lstrip().startswith("{\\rtf"):
        plain = from_rtf(plain)
    return cleaned(plain)


def cleaned(text: str) -> str:
    """One line a paragraph: no indents, blank lines, breaks within a sentence, or characters that print nothing."""
    text = re.sub("\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    single = "\n" not in text
    text = _JUNK.sub("", text)
    lines = [_BLANKS.sub(" ", line) for line in text.split("\n")]
    if single:
        return lines[0] if lines[0].strip() else ""
    indented = [line[:1] == " " for line in lines]
    lines = [_BETWEEN.sub("", line.strip()) for line in lines]
    return "\n".join(_joined(lines, indented))


def _joined(lines: list[str], indented: list[bool]) -> list[str]:
    """Lines of one paragraph as one: a long line that ends within a sentence goes on in the next."""
    paragraphs: list[list[str]] = []
    goes_on = False
    for line, starts in zip(lines, indented, strict=True):
        if not line:
            goes_on = False
            continue
        if goes_on and not starts and not _BEGINS.match(line):
            paragraphs[-1] += [_glue(paragraphs[-1][-1], line), line]
        else:
            paragraphs.append([line])
        goes_on = len(line) >= FULL and not _ENDS.search(line)
    return ["".join(parts) for parts in paragraphs]


def _glue(before: str, after: str) -> str:
    """Between Latin words a space was broken at; in Chinese and within numbers nothing was."""
    return " " if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha() else ""


class _Words(HTMLParser):
    """Collects the text of HTML, a line a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []
        self._ignored = 0
        """Depth within a list number that Word wrote out (mso-list:Ignore)."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif self._ignored:
            self._ignored += tag == "span"
        elif tag == "span" and "mso-list:ignore" in (dict(attrs).get("style") or "").replace(" ", "").lower():
            self._ignored = 1
        elif tag in _BLOCKS or tag == "br":
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif self._ignored:
            self._ignored -= tag == "span"
        elif tag in _BLOCKS:
            self.parts.append("\n\n" if tag in {"p", "li", "tr", "div"} else "\n")

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._ignored:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))


def _read(html: str) -> str:
    """The text of a clipboard's HTML, its fragment only where that is marked; a blank line after each paragraph."""
    start, end = html.find("<!--StartFragment"), html.find("<!--EndFragment")
    if 0 <= start < end:
        html = html[html.find(">", start) + 1 : end]
    reader = _Words()
    reader.feed(html)
    reader.close()
    text = re.sub(" ?\n ?", "\n", re.sub(" +", " ", "".join(reader.parts))).strip("\n")
    return text.strip(" ") if "\n" not in text else text


_RTF = re.compile(
    r"\\u(-?\d+) ?|((?:\\'[0-9a-fA-F]{2})+)|\\([a-z]+)(-?\d+)? ?|\\([^a-z0-9])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_ASIDE = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "footer", "object", "themedata", "listtable",
    "listoverridetable", "rsidtbl", "generator", "datastore", "latentstyles", "xmlnstbl", "listtext", "fldinst",
}  # fmt: skip
_BREAKS = {
    "par": "\n\n", "line": "\n", "row": "\n\n", "cell": "\t", "tab": "\t", "emdash": "—",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip


def from_rtf(rtf: str) -> str:
    """The words of rich text, as some programs put it on the clipboard instead of plain words."""
    found: list[str] = []
    hidden: list[bool] = [False]
    skip = 0
    for match in _RTF.finditer(rtf):
        code, octets, word, _, symbol, brace, text = match.groups()
        if brace:
            _nest(hidden, brace)
        elif symbol == "*" or word in _ASIDE:
            hidden[-1] = True
        elif hidden[-1]:
            continue
        elif code:
            found.append(chr(int(code) % 0x10000))
            skip = 1
        elif octets:
            # After \u stands the same character for programs that do not know it.
            read = bytes.fromhex(octets.replace("\\'", "")).decode("gb18030", "replace")
            found.append(read[1:] if skip else read)
            skip = 0
        elif word:
            found.append(_BREAKS.get(word, ""))
        elif text:
            found.append(text[1:] if skip and text.startswith("?") else text)
            skip = 0
        else:
            found.append({"~": " ", "{": "{", "}": "}", "\\": "\\"}.get(symbol or "", ""))
    return "".join(found)


def _nest(hidden: list[bool], brace: str) -> None:
    """Enter or leave a group, which is hidden where the one around it is."""
    if brace == "{":
        hidden.append(hidden[-1])
    elif len(hidden) > 1:
        hidden.pop()
