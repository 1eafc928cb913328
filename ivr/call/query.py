"""The URL that carries a call, written and read.

The query of the address that the carrier requests next (and signs) holds everything that a call needs, readable, so
that any worker on any machine can take the next step. Nothing that the caller said is in it: places are JIS codes.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar, get_args

from ivr.heard.utterance import JAPANESE

from .state import MOST, MOST_CODES, MOST_OWN, SLOTS, Asking, Call, Mode, Slots, Stage

Word = TypeVar("Word", bound=str)
_LONGEST_WORD = 40  # characters
_MINUTE = len("202611281659")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")
_VALUE = re.compile(r"[a-z0-9_]{1,40}")


def to_pairs(call: Call) -> list[tuple[str, str]]:
    """Return the query of *call*, in the order of writing, without the node and whatever has its initial value.

    The names stay as they were first written, so that a call in progress survives an upgrade of the service.
    """
    return [*call.slots, *((name, value) for name, value in _besides(call).items() if value)]


def _besides(call: Call) -> dict[str, str]:
    """Return all of *call* but its node and slots, by the names that addresses have had from the first."""
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
    """Read a call from its node and query; an absurd value is replaced by the initial one. Raises nothing.

    Only the plan knows which slots and offices there are: unknown ones are dropped later (see `revalidate`).
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
    """Return whether *name* is a valid name for one of a site's own slots."""
    return bool(_NAME.fullmatch(name)) and name not in RESERVED and name not in SLOTS


def is_value(text: str) -> bool:
    """Return whether *text* is a valid value for one of a site's own slots."""
    return bool(_VALUE.fullmatch(text))


def _slots(pairs: Iterable[tuple[str, str]]) -> Slots:
    slots: dict[str, str] = {}
    for name, value in pairs:
        own = is_slot(name) and is_value(value) and (name in slots or len(slots) < len(SLOTS) + MOST_OWN)
        if own or name in SLOTS:
            slots[name] = value
    return tuple(slots.items())


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
    signed = ((-1 if one.startswith("-") else 1, _count(one.removeprefix("-"))) for one in text.split("."))
    return tuple(sign * at for sign, at in signed if at)[-MOST_CODES:]


def _one_of(text: str, words: tuple[Word, ...]) -> Word:
    return next((word for word in words if word == text), words[0])


def _name(text: str) -> str:
    return text if text.isascii() and text.isidentifier() else ""


def _word(text: str) -> str:
    return text if text.isascii() and text.isalnum() and len(text) <= _LONGEST_WORD else ""


RESERVED = frozenset((*_besides(Call()), "rehearsal", "hours", "notice"))
"""Names that no slot can have: other parameters of an address (`rehearsal` is the web's), and what a branch can ask for
(`hours`, `notice`)."""
