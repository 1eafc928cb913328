"""Connections of the worker's main loop: sockets that never block, and how much of a request has arrived."""

import re
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from . import signed_requests

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_WEBHOOK = re.compile(rb"POST [^ ?]*/voice[ ?/]")
_SIGNED = re.compile(rb"\r\nx-twilio-signature:", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)


def request_length(arrived: bytearray) -> int | None:
    """Return the length in bytes of the request that begins with *arrived*; None while that is not known."""
    head = arrived.find(b"\r\n\r\n") + 4
    if head < 4:  # noqa: PLR2004 - not found
        return None
    if _CHUNKED.search(arrived, 0, head):
        return len(arrived) if arrived.endswith(b"0\r\n\r\n") else None
    body = _LENGTH.search(arrived, 0, head)
    return head + (int(body[1]) if body else 0)


def is_refused_unread(arrived: bytearray, *, demo: bool) -> bool:
    """Return whether the head of *arrived* is of a webhook that nobody signed, or that is too long: `admit` refuses it.

    In *demo* mode none is signed. Whatever comes after that head is not waited for.
    """
    head = arrived.find(b"\r\n\r\n") + 4
    if head < 4 or not _WEBHOOK.match(arrived):  # noqa: PLR2004 - not found
        return False
    body = _LENGTH.search(arrived, 0, head)
    return bool(body and int(body[1]) > signed_requests.MOST_BYTES) or not (demo or _SIGNED.search(arrived, 0, head))


class Sock(socket.socket):
    """A socket on which sending never blocks: what the other side does not take yet is kept as *unsent*."""

    def __init__(self, accepted: socket.socket) -> None:
        super().__init__(fileno=accepted.detach())
        self.unsent = bytearray()

    def sendall(self, data: Any, flags: int = 0, /) -> None:  # noqa: ANN401 - whatever has bytes
        """Send *data*, or keep it."""
        self.unsent += data
        self.send_on(flags)

    def send(self, data: Any, flags: int = 0, /) -> int:  # noqa: ANN401 - whatever has bytes
        """Send *data*, or keep it."""
        self.sendall(data, flags)
        return len(data)

    def send_on(self, flags: int = 0) -> None:
        """Send as much of *unsent* as the other side takes now."""
        with suppress(BlockingIOError):
            while self.unsent:
                del self.unsent[: super().send(self.unsent, flags | socket.MSG_DONTWAIT)]


@dataclass(slots=True)
class Waiting:
    """A connection that the main loop waits for until *due*, and what has arrived on it."""

    due: float
    arrived: bytearray = field(default_factory=bytearray)


def received(sock: socket.socket) -> bytes | None:
    """Return the bytes that have arrived on *sock*: empty at its end, None if there are none yet."""
    try:
        return sock.recv(64 * 1024)
    except BlockingIOError:
        return None
    except OSError:
        return b""
