"""The state of a call between two answers, and the changes that a step makes to it."""

from typing import Literal, NamedTuple

from ivr.heard.utterance import JAPANESE

Stage = Literal["", "first", "again", "menu", "region", "yes_no", "pick", "postal", "confirm"]
Mode = Literal["", "keys", "voice"]
Slots = tuple[tuple[str, str], ...]

SLOTS = ("service", "prefecture")
"""Slots that every site may have; any others are a site's own (see `slots`)."""

MOST_OWN = 8
"""Most of a site's own slots that a call keeps: its address must stay short."""

MOST = 99
"""Limit of the counters of turns and of unusable answers."""

MOST_CODES = 8
"""Most places (refused or asked about) and notices (said) that a call remembers: its address must stay short."""


# Named tuples, not frozen dataclasses: each step makes several, and the proof millions, at a quarter of the cost.
class Asking(NamedTuple):
    """The progress of a question; entering a node begins with a new one.

    *stage* and *region* (1-8) say what is asked, *candidates* are the place codes (two or five JIS digits) now asked
    about. *tries* counts playings of this stage without a usable answer, *no_matches* spoken answers to this question
    that were not understood. *helped* is true if help was given since the last answer.
    """

    stage: Stage = ""
    region: int = 0
    candidates: tuple[str, ...] = ()
    tries: int = 0
    no_matches: int = 0
    helped: bool = False

    def at(self, stage: Stage, *, region: int = 0, candidates: tuple[str, ...] = (), tries: int = 0) -> "Asking":
        """Return the same question at *stage*; of its earlier stage only the count of answers not understood stays.

        Every way through a question passes here or begins a new `Asking`, so that nothing of an earlier stage is left
        over. Above all, help counts only until the next answer, because a second `0` rings the fallback office.
        """
        return Asking(stage, region, candidates, tries, self.no_matches)

    def heard(self, no_matches: int) -> "Asking":
        """Return the same question after so many spoken answers that were not understood."""
        return Asking(self.stage, self.region, self.candidates, self.tries, no_matches, self.helped)

    def with_help(self) -> "Asking":
        """Return the same question with help given."""
        return Asking(self.stage, self.region, self.candidates, self.tries, self.no_matches, helped=True)


NEW = Asking()
"""A question that was not asked yet."""


class Call(NamedTuple):
    """The state of a call.

    *node* is the question, or the ring, that the next event answers; *asking* says how far into it the call is.
    *slots* are in the order in which they were filled: "back" empties the last one. *refused* are the places that the
    caller said no to. *mode* is how the first answer was given. *handed_over* is true once the fallback office's number
    was rung, or that ring was withheld because of what is known about the office: it is not rung unasked again.
    *turn* counts answers, *plan* is the hash of the plan, *language* the name of the prompt file. *rang* is the name of
    the office under ``others`` that was to ring, or that a notice substitutes: the call is about that office until a
    question for a slot is asked again. *answered* is the minute at which the call was answered (202611281659), if the
    plan has hours: an office that was open then is rung. *noticed* are the notices that were said, by their position
    in the plan, from 1; negative if the sentence depends on what the call is about, and then it counts only until that
    changes.
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
        """Return the call at *node* with *asking*; written out: every step does it, and `_replace` costs double."""
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


def put(call: Call, slot: str, value: str) -> Call:
    """Fill *slot* and make it the last one filled."""
    others = tuple(pair for pair in call.slots if pair[0] != slot)
    refused = call.refused
    if value in refused:
        refused = tuple(code for code in refused if code != value)
    return _about(call, (*others, (slot, value)), refused)


def drop(call: Call, slot: str) -> Call:
    """Empty *slot*."""
    others = tuple(pair for pair in call.slots if pair[0] != slot)
    return _about(call, others, call.refused)


def unfilled(call: Call) -> Call:
    """Empty all slots."""
    return _about(call, (), call.refused) if call.slots else call


def _about(call: Call, slots: Slots, refused: tuple[str, ...]) -> Call:
    """Return *call* with *slots*; written out, as most answers fill one and `_replace` takes twice as long."""
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
        _still_valid(call),
    )


def _still_valid(call: Call) -> tuple[int, ...]:
    """Return the notices that were said and whose words do not depend on what the call is about."""
    return tuple(at for at in call.noticed if at > 0) if call.noticed else ()


def about_slots(call: Call) -> Call:
    """Return *call* about the office that its slots choose, not one under ``others`` that it has rung."""
    return call._replace(rang="") if call.rang else call


def refuse(call: Call, *codes: str) -> Call:
    """Remember that the caller said no to the places *codes*; beyond the limit the oldest are forgotten."""
    refused = (*call.refused, *(code for code in codes if code not in call.refused))
    return call._replace(refused=refused[-MOST_CODES:])


def to_stage(call: Call, stage: Stage, *, region: int = 0, candidates: tuple[str, ...] = (), tries: int = 0) -> Call:
    """Return *call* at *stage* of its question (see `Asking.at`)."""
    return call.at(call.node, call.asking.at(stage, region=region, candidates=candidates, tries=tries))


def tried(call: Call) -> Call:
    """Return *call* with one more playing of this stage that brought no usable answer."""
    now = call.asking
    return to_stage(call, now.stage, region=now.region, candidates=now.candidates, tries=min(now.tries + 1, MOST))


def answered_in(call: Call, mode: Mode) -> Call:
    """Remember how the first answer was given: from then on it decides whether menus or questions in words come."""
    return call if call.mode else call._replace(mode=mode)


def without_place(call: Call, stage: Stage) -> Call:
    """Return *call* at *stage* of a node that asks for no place; unchanged if it is there already."""
    now = call.asking
    if now.stage == stage and not now.candidates and not now.region:
        return call
    return call.at(call.node, Asking(stage, 0, (), now.tries, now.no_matches, now.helped))
