"""Connections of the worker's main loop: sockets that never block, and how much of a request has arrived."""

import re
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from . import signed_requests

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_WEBHOOK = re.compile(rb"POST [^ ?]*/voice[ ?/]")
_SIGNED = re.compile(rb"\r\nx-twilio-signature:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)


class Head(NamedTuple):
    """The head of a request: where it *ends*, the bytes of the *body* after it, and whether it *is_refused* unread.

    *body* is None if it comes in chunks. A client that *expects* so sends the body only when it is told to.
    """

    ends: int
    body: int | None
    is_refused: bool
    expects: bool = False


def head_of(arrived: bytearray, ends: int, *, demo: bool) -> Head:
    """Read the head of *arrived*, which *ends* there.

    A webhook's head is refused unread if nobody signed it, or if its body is too long: `admit` would refuse it too, and
    the worker need not wait for the body. In *demo* mode no request is signed.
    """
    if _CHUNKED.search(arrived, 0, ends):
        body = None
    else:
        stated = _LENGTH.search(arrived, 0, ends)
        body = int(stated[1]) if stated else 0
    is_refused = bool(_WEBHOOK.match(arrived)) and (
        (body or 0) > signed_requests.MOST_BYTES or not (demo or _SIGNED.search(arrived, 0, ends))
    )
    is_modern = arrived.endswith(b" HTTP/1.1", 0, arrived.find(b"\r\n"))  # an older client takes it for the answer
    return Head(ends, body, is_refused, is_modern and bool(_EXPECTS.search(arrived, 0, ends)))


class Sock(socket.socket):
    """A socket on which sending never blocks: what the other side does not take at once is kept as *unsent*."""

    def __init__(self, accepted: socket.socket) -> None:
        super().__init__(fileno=accepted.detach())
        self.unsent = bytearray()

    def sendall(self, data: Any, flags: int = 0, /) -> None:  # noqa: ANN401 - whatever has bytes
        """Send *data*; keep what is not taken at once."""
        self.unsent += data
        self.send_on(flags)

    def send(self, data: Any, flags: int = 0, /) -> int:  # noqa: ANN401 - whatever has bytes
        """Send *data*; keep what is not taken at once."""
        self.sendall(data, flags)
        return len(data)

    def send_on(self, flags: int = 0) -> None:
        """Send as much of *unsent* as the other side takes now."""
        with suppress(BlockingIOError):
            while self.unsent:
                del self.unsent[: super().send(self.unsent, flags | socket.MSG_DONTWAIT)]


@dataclass(slots=True)
class Waiting:
    """A connection that the main loop waits for until *due*, and what has *arrived* on it.

    The end of the *head* is looked for only in new bytes, and the head is read once: so a request that arrives in
    single bytes costs the main loop no more than others. A client that waits for that is *told* once to send the body.
    """

    due: float
    demo: bool = False
    arrived: bytearray = field(default_factory=bytearray)
    head: Head | None = None
    told: bool = False

    def take(self, data: bytes) -> None:
        """Add *data* to what has arrived."""
        looked = max(0, len(self.arrived) - len(_END) + 1)
        self.arrived += data
        if self.head is None and (end := self.arrived.find(_END, looked)) >= 0:
            self.head = head_of(self.arrived, end + len(_END), demo=self.demo)

    @property
    def length(self) -> int | None:
        """Return how many bytes the request has; None while that is not known."""
        if self.head is None:
            return None
        if self.head.body is None:
            return len(self.arrived) if self.arrived.endswith(b"0\r\n\r\n") else None
        return self.head.ends + self.head.body

    def must_tell(self) -> bool:
        """Return, once, whether the client waits to be told to send the body."""
        tell = self.head is not None and self.head.expects and not self.told
        self.told = self.told or tell
        return tell

    @property
    def is_refused(self) -> bool:
        """Return whether the request is refused by its head."""
        return self.head is not None and self.head.is_refused


def received(sock: socket.socket) -> bytes | None:
    """Return the bytes that have arrived on *sock*: empty at its end, None if there are none yet."""
    try:
        return sock.recv(64 * 1024)
    except BlockingIOError:
        return None
    except OSError:
        return b""
