"""Decoding of a site's files: UTF-8, with or without a byte order mark; and what keeps a file from being read."""

import re
from pathlib import Path

from ivr.problem import Problem
from ivr.translation import N_, _, reason

OTHERS = (("euc_jp", "EUC-JP"), ("cp932", N_("Windows-31J (Shift_JIS, which Windows also calls ANSI)")))
SAVE = N_("save it as UTF-8 (in Notepad: Save As, Encoding: UTF-8; a table that Excel wrote, too)")

_NO_TEXT = re.compile("[\ue000-\uf8ff\ufffd]")  # replacement characters, and the private use area that Windows fills
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MOST_BYTES = 4_000_000
"""Bytes of a file: more than the offices of every municipality. Each worker reads a changed flow between calls."""


class EncodingError(ValueError):
    """A file is not text in UTF-8; carries the first line that shows it, and what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def text_of(file: Path) -> str:
    """Return the text of *file*. Raises OSError, and EncodingError also for a pipe or device, which may never end."""
    if file.exists() and not (file.is_file() or file.is_dir()):
        raise EncodingError(1, _("this is no ordinary file"))
    if (size := file.stat().st_size) > _MOST_BYTES:
        raise EncodingError(
            1, _("this file has {size} bytes; at most {most} are read").format(size=size, most=_MOST_BYTES)
        )
    return decoded(file.read_bytes())


def decoded(content: bytes) -> str:
    """Return the text of a file, without a byte order mark. Raises EncodingError."""
    if content[:2] in _UTF_16 or b"\0" in content[:2]:
        raise EncodingError(1, _("this file is {encoding}, not UTF-8; {save}").format(encoding="UTF-16", save=_(SAVE)))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if name := _encoding(content):
            raise EncodingError(
                line, _("this file is {encoding}, not UTF-8; {save}").format(encoding=_(name), save=_(SAVE))
            ) from None
        raise EncodingError(line, _("this line is not UTF-8; {save}").format(save=_(SAVE))) from None


def unreadable(path: str, error: OSError | EncodingError) -> Problem:
    """Return the problem of a file that is missing, cannot be read or is not UTF-8."""
    match error:
        case EncodingError():
            return Problem(path, error.line, 1, str(error), "file")
        case FileNotFoundError():
            return Problem(path, 1, 1, _("this file is missing"), "file")
        case _:
            return Problem(path, 1, 1, _("this file cannot be read: {why}").format(why=reason(error)), "file")


def _encoding(content: bytes) -> str | None:
    """Name the encoding in which *content* is Japanese; None if there is none, or if it is damaged UTF-8."""
    damaged = content.decode("utf-8", "replace")
    if _japanese(damaged) > damaged.count("\ufffd"):
        return None
    for codec, name in OTHERS:
        text = content.decode(codec, "replace")
        if _japanese(text) and not _NO_TEXT.search(text):
            return name
    return None


def _japanese(text: str) -> int:
    """Count kana and kanji."""
    return len(re.findall("[ぁ-ヿ一-鿿]", text))
