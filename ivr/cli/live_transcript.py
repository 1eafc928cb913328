"""A live transcript of a call: what is heard is shown before it is answered, everything else as soon as it happens."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict

from ivr.simulator import Playback, SimulatedCall, TranscriptEvent, as_line
from ivr.simulator.transcript import Dialled
from ivr.testcall import Target
from ivr.testcall.transcript_text import in_words, line
from ivr.translation import _

from .options import in_json


class LiveTranscript:
    """The transcript of *call* so far; each event is given once, as *formatter* writes it.

    The transcript holds what was heard only once the caller has reacted to it. A person, or a program, must know it
    earlier: so it is printed when it begins, and skipped when the transcript has it.
    """

    def __init__(self, call: SimulatedCall, formatter: "TextFormatter | JsonFormatter") -> None:
        self._call = call
        self._formatter = formatter
        self._shown = 0
        self._early: deque[tuple[type[TranscriptEvent], float]] = deque()

    def news(self) -> Iterator[str]:
        """Yield what has happened since the last time, then what is heard now."""
        for event in self._call.transcript[self._shown :]:
            self._shown += 1
            if self._early and (type(event), event.second) == self._early[0]:
                self._early.popleft()
            else:
                yield from self._formatter.happened(event)
        self._early.clear()
        for event in self._call.hearing:
            self._early.append((type(event), event.second))
            yield from self._formatter.happened(event)
        if heard := self._call.heard:
            yield from self._formatter.waits(heard, heard.second + heard.seconds)


class TextFormatter:
    """For people: lines with the second. *target* knows the offices' names."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def happened(self, event: TranscriptEvent) -> Iterator[str]:
        """Yield the line for what has happened, unless it is of no interest or the ringing has been shown already."""
        if isinstance(event, Dialled):
            return
        if words := in_words(event, self._target.printed):
            yield line(event.second, words)

    def waits(self, heard: Playback, second: float) -> Iterator[str]:
        """Yield a line for each number that is about to ring, from *second* on."""
        for number in heard.ringing:
            names = self._target.answering(number)
            rings = _("☎ {number} rings  ({names})") if names else _("☎ {number} rings")
            yield line(second, rings.format(number=self._target.printed(number), names=names))


class JsonFormatter:
    """For programs: one JSON object a line."""

    def happened(self, event: TranscriptEvent) -> Iterator[str]:
        """Yield the event."""
        yield in_json(as_line(event), line=True)

    def waits(self, heard: Playback, second: float) -> Iterator[str]:
        """Yield what the caller is asked for, or that it rings: an answer may come now."""
        if heard.asked:
            asked = {name: value for name, value in asdict(heard.asked).items() if name != "hints"}
            yield in_json({"event": "asked", "second": round(second, 2), **asked}, line=True)
        if heard.ringing:
            yield in_json({"event": "rings", "second": round(second, 2), "numbers": heard.ringing}, line=True)
