"""The finished file: our content in python-docx's package, without its sample styles and metadata."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, BinaryIO

from docx import Document
from docx.oxml import parse_xml

from core.publishing.docx.flow import FOOTER_ID, HEADER_ID
from core.publishing.docx.markup import NAMESPACE, field, paragraph, run
from core.publishing.docx.styles import fonts_xml, settings_xml, styles_xml
from core.publishing.files import NO_PROPERTIES, write_zip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as DocumentObject

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_UNUSED = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering", "/webSettings", "/theme")
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def save(content: str, stream: BinaryIO, pictures: Mapping[str, bytes], *, draft: bool) -> None:
    """Write the document around the content of its w:body to `stream`; `pictures` by what stands for them in it."""
    document = Document()
    _drop_unused(document)
    for place, data in pictures.items():
        content = content.replace(place, _parts(document).get_or_add_image(io.BytesIO(data))[0])
    content = content.replace(FOOTER_ID, _add_footer(document))
    if draft:
        content = content.replace(HEADER_ID, _add_header(document))
    _fill(document, content)
    buffer = io.BytesIO()
    document.save(buffer)
    replaced = {
        "docProps/core.xml": NO_PROPERTIES,
        "docProps/app.xml": _APPLICATION,
        "word/styles.xml": styles_xml(),
        "word/fontTable.xml": fonts_xml(),
        "word/settings.xml": settings_xml(),
    }
    with zipfile.ZipFile(buffer) as archive:
        write_zip(stream, ((name, replaced.get(name) or archive.read(name)) for name in archive.namelist()))


def _drop_unused(document: DocumentObject) -> None:
    """Leave the parts of the sample document behind that nothing of ours refers to."""
    for relations in (document.part.rels, document.part.package.rels if document.part.package else {}):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNUSED):
                del relations[key]


def _fill(document: DocumentObject, content: str) -> None:
    body = document.element.body
    for child in list(body):
        body.remove(child)
    parsed = parse_xml(f'<w:body xmlns:w="{NAMESPACE}" xmlns:r="{_RELATIONS}">{content}</w:body>')
    for child in list(parsed):
        body.append(child)


def _add_footer(document: DocumentObject) -> str:
    """The page number between dashes; returns the id of the part."""
    part, key = _parts(document).add_footer_part()
    line = run("— ") + field("PAGE", "<w:r><w:t>1</w:t></w:r>") + run(" —")
    _only_paragraph(part.element, paragraph("Footer", line))
    return str(key)


def _add_header(document: DocumentObject) -> str:
    part, key = _parts(document).add_header_part()
    _only_paragraph(part.element, paragraph("Header", run("草　稿")))
    return str(key)


def _parts(document: DocumentObject) -> Any:
    """The main part; python-docx leaves the methods that add parts untyped."""
    return document.part


def _only_paragraph(root: Any, xml: str) -> None:
    for child in list(root):
        root.remove(child)
    root.append(parse_xml(xml.replace("<w:p>", f'<w:p xmlns:w="{NAMESPACE}">', 1)))
