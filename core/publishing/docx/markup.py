"""The few pieces of WordprocessingML that everything is made of."""

from __future__ import annotations

from xml.sax.saxutils import escape

from core.publishing.files import printable

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'  # curly quotes take the Chinese font, as they should


def twips(points: float) -> int:
    """Points as the twentieths that Word counts in."""
    return round(points * 20)


def run(text: str, *, bold: bool = False) -> str:
    """A run of text; line breaks and tabs are kept."""
    properties = _HINT.replace("</w:rPr>", "<w:b/></w:rPr>") if bold else _HINT
    return f"<w:r>{properties}{_pieces(text)}</w:r>"


def _pieces(text: str) -> str:
    lines = []
    for line in printable(text).split("\n"):
        words = [f'<w:t xml:space="preserve">{escape(word)}</w:t>' if word else "" for word in line.split("\t")]
        lines.append("<w:tab/>".join(words))
    return "<w:br/>".join(lines)


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of a named style around finished runs; `properties` follow w:pStyle in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field with the text that it shows until it is updated."""
    return field_start(instruction) + shown + field_end()


def hidden_field(instruction: str) -> str:
    """A field that shows nothing itself: an entry for the contents."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmarked(index: int, content: str) -> str:
    """Runs within a bookmark that the contents lead to."""
    name = bookmark(index)
    return f'<w:bookmarkStart w:id="{index}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{index}"/>'


def bookmark(index: int) -> str:
    """The name of the place of block `index`."""
    return f"_Toc{index + 1:08}"


def field_start(instruction: str) -> str:
    """The beginning of a field whose result follows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """The end of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
