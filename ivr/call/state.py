"""A call between two answers, and the URL that carries it.

Everything that a call needs is readable in the query of the address that the carrier asks next (and signs), so
that any worker on any machine can take the next step. Nothing that the caller spoke is in it: places travel as JIS
codes.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeVar, get_args

from ivr.heard.utterance import JAPANESE

Stage = Literal["", "first", "again", "menu", "region", "yes_no", "pick", "postal", "confirm"]
Mode = Literal["", "keys", "voice"]
Slots = tuple[tuple[str, str], ...]

SLOTS = ("service", "prefecture")
"""Slots that every site may have; others are a site's own (see `slots`)."""

MOST_OWN = 8
"""Slots of a site's own that a call keeps: its address must stay short."""

MOST = 99
"""Turns, and answers in vain, beyond which nothing is counted."""

MOST_CODES = 8
"""Places that a call keeps in mind, refused or asked about, and notices that were said: its address must stay short."""

Word = TypeVar("Word", bound=str)
_LONGEST_WORD = 40
LONGEST_NAME = 80
"""Characters of the name of an office under `others`."""

_MINUTE = len("202611281659")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")
_VALUE = re.compile(r"[a-z0-9_]{1,40}")


# Named tuples, not frozen dataclasses: each step makes several, and the proof millions, at a quarter of the cost.
class Asking(NamedTuple):
    """How far a question has been asked; a node that is entered begins with a new one.

    *stage* and *region* (1-8) say what is asked, *candidates* are the place codes (two or five JIS figures) now asked
    about. *tries* counts playings of this stage without a usable answer, *no_matches* spoken answers to this question
    that were not understood. *helped* is true once help was given here.
    """

    stage: Stage = ""
    region: int = 0
    candidates: tuple[str, ...] = ()
    tries: int = 0
    no_matches: int = 0
    helped: bool = False

    def at(self, stage: Stage, *, region: int = 0, candidates: tuple[str, ...] = (), tries: int = 0) -> "Asking":
        """Return the same question at *stage*: of what was there before, only its answers in vain still count.

        Every way through a question passes here or begins a new `Asking`, so that none keeps what belonged to the
        question as it was asked before. Help, above all, counts only until the next answer, for the second `0` rings
        the fallback office.
        """
        return Asking(stage, region, candidates, tries, self.no_matches)

    def heard(self, no_matches: int) -> "Asking":
        """Return the same question after so many spoken answers that were not understood."""
        return Asking(self.stage, self.region, self.candidates, self.tries, no_matches, self.helped)

    def with_help(self, *, helped: bool = True) -> "Asking":
        """Return the same question with help given, or not."""
        return Asking(self.stage, self.region, self.candidates, self.tries, self.no_matches, helped)


NEW = Asking()
"""A question that was not asked yet."""


class Call(NamedTuple):
    """Where a call stands.

    *node* is the question, or the ringing, that the next event answers; *asking* says how far into it the call is.
    *slots* are in the order in which they were filled: the last one is what "back" takes back. *refused* are the
    places that the caller said no to. *mode* is how the first answer was given. *handed_over* is true once the
    number of the fallback office was rung, or was not because of what is known of it: it is not rung unasked after
    that. *turn* counts answers, *plan* is the hash of the plan, *language* the prompt file. *rang* is the office
    under ``others`` that was to ring, or rings while a notice says so, by its name: the call is about that one until a
    question for a slot is asked again. *answered* is the minute at which the call was taken (202611281659), where
    the plan has hours: an office that was open then is rung. *noticed* are the notices that were said, by their
    places in the plan, from 1; one that names what the call is about counts only while it is, and has a minus.
    """

    node: str = ""
    slots: Slots = ()
    asking: Asking = NEW
    refused: tuple[str, ...] = ()
    mode: Mode = ""
    handed_over: bool = False
    turn: int = 0
    plan: str = ""
    language: str = JAPANESE
    rang: str = ""
    answered: str = ""
    noticed: tuple[int, ...] = ()

    def slot(self, name: str) -> str | None:
        """Return what fills the slot *name*, or None."""
        for filled, value in self.slots:
            if filled == name:
                return value
        return None

    def at(self, node: str, asking: Asking) -> "Call":
        """Return the call at *node*, where it is *asking*; each step does so, and `_replace` takes twice as long."""
        return Call(
            node,
            self.slots,
            asking,
            self.refused,
            self.mode,
            self.handed_over,
            self.turn,
            self.plan,
            self.language,
            self.rang,
            self.answered,
            self.noticed,
        )


def to_pairs(call: Call) -> list[tuple[str, str]]:
    """Return the query of *call* in the order it is written, without the node and whatever is as at the start.

    The names stay as they were first written: a call that is under way while the service is exchanged goes on.
    """
    return [*call.slots, *((name, value) for name, value in _besides(call).items() if value)]


def _besides(call: Call) -> dict[str, str]:
    asking = call.asking
    return {
        "stage": asking.stage,
        "region": _number(asking.region),
        "candidates": ".".join(asking.candidates),
        "refused": ".".join(call.refused),
        "by": call.mode,
        "missed": _number(asking.tries),
        "noise": _number(asking.no_matches),
        "helped": _number(asking.helped),
        "handed": _number(call.handed_over),
        "turn": _number(call.turn),
        "plan": call.plan,
        "language": "" if call.language == JAPANESE else call.language,
        "rang": call.rang,
        "answered": call.answered,
        "noticed": ".".join(map(str, call.noticed)),
    }


def from_pairs(node: str, pairs: Iterable[tuple[str, str]]) -> Call:
    """Read a call from its node and query; whatever is absurd is as at the start. Raises nothing.

    Which slots there are only the plan knows that leads the call: it leaves the others out (see `revalidate`).
    """
    pairs = list(pairs)
    query = dict(pairs)
    return Call(
        node=node,
        slots=_slots(pairs),
        asking=_asking(query),
        refused=_codes(query.get("refused", "")),
        mode=_one_of(query.get("by", ""), get_args(Mode)),
        handed_over=query.get("handed") == "1",
        turn=_count(query.get("turn", "")),
        plan=_word(query.get("plan", "")),
        language=_word(query.get("language", "")) or JAPANESE,
        rang=_name(query.get("rang", "")),
        answered=_figures(query.get("answered", "")),
        noticed=_places(query.get("noticed", "")),
    )


def is_slot(name: str) -> bool:
    """Tell whether a slot of a site's own can be called so."""
    return bool(_NAME.fullmatch(name)) and name not in RESERVED and name not in SLOTS


def is_value(text: str) -> bool:
    """Tell whether *text* can fill a slot of a site's own."""
    return bool(_VALUE.fullmatch(text))


def _slots(pairs: Iterable[tuple[str, str]]) -> Slots:
    found: dict[str, str] = {}
    for name, value in pairs:
        own = is_slot(name) and is_value(value) and (name in found or len(found) < len(SLOTS) + MOST_OWN)
        if own or name in SLOTS:
            found[name] = value
    return tuple(found.items())


def _asking(query: Mapping[str, str]) -> Asking:
    return Asking(
        stage=_one_of(query.get("stage", ""), get_args(Stage)),
        region=_count(query.get("region", "")),
        candidates=_codes(query.get("candidates", "")),
        tries=_count(query.get("missed", "")),
        no_matches=_count(query.get("noise", "")),
        helped=query.get("helped") == "1",
    )


def _number(value: int) -> str:
    return str(int(value)) if value else ""


def _count(text: str) -> int:
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < len("1000") else 0


def _figures(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) == _MINUTE else ""


def _codes(text: str) -> tuple[str, ...]:
    codes = [code for code in text.split(".") if code.isascii() and code.isdigit() and len(code) in (2, 5)]
    return tuple(codes[-MOST_CODES:])


def _places(text: str) -> tuple[int, ...]:
    signs = ((-1 if one.startswith("-") else 1, _count(one.removeprefix("-"))) for one in text.split("."))
    return tuple(sign * at for sign, at in signs if at)[-MOST_CODES:]


def _one_of(text: str, known: tuple[Word, ...]) -> Word:
    return next((one for one in known if one == text), known[0])


def _name(text: str) -> str:
    return text if text.isascii() and text.isidentifier() and len(text) <= LONGEST_NAME else ""


def _word(text: str) -> str:
    return text if text.isascii() and text.isalnum() and len(text) <= _LONGEST_WORD else ""


RESERVED = frozenset((*_besides(Call()), "rehearsal", "hours", "notice"))
"""Names that no slot can have: those of other parameters in an address (`rehearsal` is the web's), and those that a
branch asks for (`hours`, `notice`)."""
