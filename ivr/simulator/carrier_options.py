"""Configuration of a simulated carrier: a number, and choices where Twilio's behaviour is not fixed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """A number at Twilio and the addresses it calls, all by POST, absolute or relative to the service.

    *owned* numbers may be shown as caller ID, besides the caller's and the called one.
    """

    voice_url: str = "/voice"
    fallback_url: str | None = None
    status_url: str | None = None
    owned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierOptions:
    """Choices where Twilio's documents are silent, or say that it depends; the default is the stricter one.

    - *barge_in*: speech stops a prompt.
    - *recogniser*: seconds from the end of speech until its text is known.
    - *empty_digits*: an empty Gather with actionOnEmptyResult sends ``Digits=`` instead of no ``Digits`` at all.
    - *out_of_order*: status callbacks arrive at the end of the call, and shuffled.
    - *action_after_hangup*: a Dial whose caller hung up still requests its action; nobody hears the reply.
    - *readings*: those of names, from which the length of speech is computed.
    - *recorded*: the words of recordings, by the last two parts of their address (``ja/welcome-3f9c2a.wav``).
    - *began*: when the call came in, for Timestamp.
    - *most_documents*: ends a call that loops for ever; Twilio has no such limit.
    """

    barge_in: bool = False
    recogniser: float = 1.0
    empty_digits: bool = False
    out_of_order: bool = False
    action_after_hangup: bool = False
    readings: Mapping[str, str] = field(default_factory=dict)
    recorded: Mapping[str, str] = field(default_factory=dict)
    began: datetime = datetime(2026, 1, 5, 1, tzinfo=UTC)
    most_documents: int = 500

    def words(self, url: str) -> str:
        """Return the words of the recording at *url*, "" if they are not known."""
        return self.recorded.get("/".join(urlsplit(url).path.split("/")[-2:]), "")
