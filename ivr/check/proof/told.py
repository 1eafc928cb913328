"""What a caller hears in the instructions of one step, as far as the claims ask for it."""

import re
from dataclasses import dataclass, field
from typing import Literal

from ivr.call import Ask, Call, Instruction, Plan, Say
from ivr.call.lines import lines, office
from ivr.speech import telephone_number

Phrase = Literal["", "cuttable", "in full"]


@dataclass(frozen=True, slots=True)
class Told:
    """What a caller was told.

    *number*: the number of the office that the call is about; *strange*: another number. *phrase*: the sentence by
    which callers ask for an office on a shared line, where a key cuts it or where none does; *unnamed*: a number on a
    shared line, and no such sentence after it.
    """

    number: bool = False
    strange: bool = False
    phrase: Phrase = ""
    unnamed: bool = False


NOTHING = Told()


@dataclass(slots=True)
class Ear:
    """Listens for the numbers of a plan's directory, and for the sentences of its shared lines."""

    plan: Plan
    _numbers: re.Pattern[str] = field(init=False)
    _own: dict[str, str] = field(init=False)
    _phrases: dict[tuple[str, str | None], frozenset[str]] = field(default_factory=dict)
    _read_out: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._own = {one.number: telephone_number(one.number).text for one in self.plan.directory}
        self._numbers = re.compile("|".join(map(re.escape, set(self._own.values()))))

    def hears(self, call: Call, instructions: tuple[Instruction, ...]) -> Told:
        """Return what *instructions* tell a caller in this *call*."""
        about = office(self.plan, call)
        own, phrases = self._own[about.number], self._of(call)
        said = [
            (one, isinstance(part, Say)) for part in instructions if isinstance(part, Say | Ask) for one in part.lines
        ]
        numbers = [(at, number) for at, (line, _) in enumerate(said) for number in self._in(line.text)]
        told = [(at, full) for at, (line, full) in enumerate(said) if line.text in phrases]
        last = max((at for at, number in numbers if number == own), default=-1)
        return Told(
            number=last >= 0,
            strange=any(number != own for _, number in numbers),
            phrase="in full" if any(full for _, full in told) else "cuttable" if told else "",
            unnamed=about.shared_line and last >= 0 and not any(at > last for at, _ in told),
        )

    def _in(self, text: str) -> list[str]:
        """Return the numbers that are read out in *text*."""
        if text not in self._read_out:
            self._read_out[text] = self._numbers.findall(text)
        return self._read_out[text]

    def _of(self, call: Call) -> frozenset[str]:
        """Return the sentences by which callers ask for the office of *call* on a shared line, if they name it."""
        about = office(self.plan, call)
        key = about.key, call.slot("service") or about.service
        if key not in self._phrases:
            self._phrases[key] = self._read(call, key[1])
        return self._phrases[key]

    def _read(self, call: Call, service: str | None) -> frozenset[str]:
        if service is None:
            return frozenset()
        shared = self.plan.flow.shared_line
        try:
            said = lines(self.plan, call, (shared.before_ring, shared.with_number))
        except KeyError:  # a gap that this call cannot fill, so that nobody hears it
            return frozenset()
        return frozenset(line.text for line in said if self.plan.directory.services[service].name in line.text)
