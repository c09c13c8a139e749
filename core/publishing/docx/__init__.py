"""A publication to a Word document with real headings, sections and tables, in the layout of official papers.

The package is called docx like the library; `import docx` here is the library,
because the imports of this house are absolute.
"""

from core.publishing.docx.write import write_docx

__all__ = ["write_docx"]
