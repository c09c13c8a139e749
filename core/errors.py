"""The one family of errors that a person is meant to read.

core/ raises these and shows nothing; the window and the command line turn
them into a message.  `message` is one Chinese sentence that names the file and
the place; `remedy` says in Chinese what to do next.
"""

from __future__ import annotations

import errno

_REASONS = {
    "ENOSPC": "磁盘空间不足",
    "EDQUOT": "磁盘配额已用完",
    "EFBIG": "文件太大",
    "EACCES": "没有权限，或正被其他程序打开",
    "EPERM": "没有权限",
    "EROFS": "磁盘是只读的",
    "EBUSY": "正被其他程序使用",
    "ENOENT": "文件或文件夹不存在",
    "ENOTDIR": "路径里有一段不是文件夹",
    "EISDIR": "那里是文件夹",
    "EEXIST": "同名的文件已经存在",
    "ENAMETOOLONG": "文件名太长",
    "EINVAL": "文件名含有不允许的字符",
    "EIO": "磁盘读写出错",
    "EMFILE": "打开的文件太多",
    "ENODEV": "磁盘已经断开",
    "ENXIO": "磁盘已经断开",
    "ESTALE": "网络位置已经断开",
    "ETIMEDOUT": "网络位置没有回应",
    "EHOSTDOWN": "网络位置没有回应",
    "ENETUNREACH": "网络不通",
}
_BY_NUMBER = {number: words for name, words in _REASONS.items() if (number := getattr(errno, name, None)) is not None}


def reason(error: Exception) -> str:
    """Why the system refused, in Chinese; its own words only where there are none of ours."""
    number = getattr(error, "errno", None)
    return _BY_NUMBER.get(number) or str(getattr(error, "strerror", None) or error)


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
