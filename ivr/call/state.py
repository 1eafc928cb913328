"""A call between two answers, and what a step changes of it."""

from typing import Literal, NamedTuple

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
