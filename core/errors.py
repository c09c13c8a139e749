"""The one family of errors that a person is meant to read.

core/ raises these and shows nothing; the window and the command line turn
them into a message.  `message` is one Chinese sentence that names the file and
the place; `remedy` says in Chinese what to do next.
"""

from __future__ import annotations


class JuebaoError(Exception):
    """A refusal or failure that the clerk can act on.

    `code` is stable English for tests and logs, `message` the Chinese sentence
    without a closing full stop, `remedy` the next step (may be empty).
    """

    code = "error"

    def __init__(self, message: str, remedy: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        if code is not None:
            self.code = code

    @property
    def line(self) -> str:
        """The whole message as one line, as the command line prints it."""
        text = self.message.rstrip("。")
        return f"{text}。{self.remedy.rstrip('。')}。" if self.remedy else f"{text}。"


class UsageError(JuebaoError):
    """A door was called wrongly (exit status 2)."""

    code = "usage"


class FigureError(JuebaoError):
    """A text that is not the number, date or choice that its cell takes."""

    code = "figure"


class ExpressionError(JuebaoError):
    """A formula that does not parse, names an unknown key or runs in a circle."""

    code = "expression"


class TemplateError(JuebaoError):
    """A pack or dictionary file is wrong; the message names file, id and line."""

    code = "template"


class ReadingError(JuebaoError):
    """A source file cannot be read: damaged, encrypted, scanned, too large, not what its name says."""

    code = "reading"


class ReportFileError(JuebaoError):
    """The .jbao file cannot be opened, written or migrated."""

    code = "reportfile"


class LockedError(ReportFileError):
    """Another window has the file open for writing."""

    code = "locked"


class PublishingError(JuebaoError):
    """An export was refused or could not be written."""

    code = "publishing"


class Cancelled(JuebaoError):
    """The person cancelled a long piece of work; nothing was changed."""

    code = "cancelled"
