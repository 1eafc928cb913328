"""What follows from an answer: a node is entered, the question is played, or the carrier gets its instructions."""

from typing import NamedTuple

from ivr.speech import Line

from .instructions import Instruction
from .state import MOST, MOST_CODES, Asking, Call, Mode, Slots, Stage

Pending = tuple[Line, ...]
"""Lines not yet handed to the carrier: they go out with the next instruction."""


class Enter(NamedTuple):
    """Go to *node*, saying what is *pending* on the way.

    *guessed* is true where a service was only guessed just now: whichever question is asked next says it, and a
    read-back asks for a yes.
    """

    node: str
    call: Call
    pending: Pending = ()
    guessed: bool = False


class Play(NamedTuple):
    """Play the question where *call* stands, at its present stage, after what is *pending*.

    *offer* follows that after help: that 0 now leads to the fallback office, which is said only if that would ring. The
    question is played by `advance`, not where it is decided: so a decision looks at nothing that is only said.
    """

    call: Call
    pending: Pending = ()
    offer: Pending = ()


class Wait(NamedTuple):
    """Hand *instructions* to the carrier; *call* answers the next event."""

    call: Call
    instructions: tuple[Instruction, ...]


Move = Enter | Play | Wait


def put(call: Call, slot: str, value: str) -> Call:
    """Fill *slot*, as the last one filled."""
    kept = tuple(pair for pair in call.slots if pair[0] != slot)
    refused = call.refused
    if value in refused:
        refused = tuple(code for code in refused if code != value)
    return _about(call, (*kept, (slot, value)), refused)


def drop(call: Call, slot: str) -> Call:
    """Empty *slot*."""
    kept = tuple(pair for pair in call.slots if pair[0] != slot)
    return _about(call, kept, call.refused)


def _about(call: Call, slots: Slots, refused: tuple[str, ...]) -> Call:
    """Return *call* about *slots*; written out, for most answers fill one and `_replace` takes twice as long."""
    return Call(
        call.node,
        slots,
        call.asking,
        refused,
        call.mode,
        call.handed_over,
        call.turn,
        call.plan,
        call.language,
        "",
        call.answered,
        _still_told(call),
    )


def _still_told(call: Call) -> tuple[int, ...]:
    """Return the notices that were said and would be the same words in a call that is about something else."""
    return tuple(at for at in call.noticed if at > 0) if call.noticed else ()


def about_slots(call: Call) -> Call:
    """Return a call that is about what its slots say, whichever office under ``others`` it has rung."""
    return call._replace(rang="") if call.rang else call


def refuse(call: Call, *codes: str) -> Call:
    """Remember that the caller said no to the places *codes*; the oldest are forgotten."""
    refused = (*call.refused, *(code for code in codes if code not in call.refused))
    return call._replace(refused=refused[-MOST_CODES:])


def to_stage(call: Call, stage: Stage, *, region: int = 0, candidates: tuple[str, ...] = (), tries: int = 0) -> Call:
    """Return *call* at *stage* of its question (see `Asking.at`)."""
    return call.at(call.node, call.asking.at(stage, region=region, candidates=candidates, tries=tries))


def tried(call: Call) -> Call:
    """Return *call* at the same stage, played once more in vain."""
    now = call.asking
    return to_stage(call, now.stage, region=now.region, candidates=now.candidates, tries=min(now.tries + 1, MOST))


def answered_in(call: Call, mode: Mode) -> Call:
    """Remember how the first answer was given: it decides between key menus and spoken questions from then on."""
    return call if call.mode else call._replace(mode=mode)


def without_place(call: Call, stage: Stage) -> Call:
    """Return *call* at *stage* of a question, or a node, that asks for no place; itself where it is so already."""
    now = call.asking
    if now.stage == stage and not now.candidates and not now.region:
        return call
    return call.at(call.node, Asking(stage, 0, (), now.tries, now.no_matches, now.helped))
