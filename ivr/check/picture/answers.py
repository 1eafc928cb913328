"""The answers that a visitor of the page may give, and the states of a call that they lead through.

Prefectures that no office tells apart form a class, and of each class one stands for all: where the call knows one,
asks about one, or just heard one, only that matters (and which of the three it is). So a few thousand states show every
call; the page puts the names in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from ivr.call import (
    Ask,
    Call,
    DialEnded,
    Event,
    HangUp,
    Instruction,
    Keyed,
    Outcome,
    Plan,
    Ring,
    Said,
    Silent,
    postcode,
)
from ivr.call.hearing import COMMAND_KEYS
from ivr.call.lines import label
from ivr.call.listening import NOISY
from ivr.call.nodes import AskPlace, Choose, ReadBack
from ivr.call.place import options
from ivr.speech import KEYS

Class = tuple[bool | None, ...]
SILENCE, NOISE, YES, NO, OTHER = "silence", "noise", "yes", "no", "other"
# OTHER is any key that stands for nothing at that question: all of them do the same.
PLACE, SERVICE, POSTCODE = "place:", "service:", "postal:"

_NOTHING_MEANT = "ブブブブ"
_MISSED_MOST, _REFUSED_MOST = 2, 2
_LISTENS = ("first", "again")
# Stand for places refused: the core counts them, and hears no name that it was refused.
_REFUSED = ("99",)
_NO_POSTCODE = "0000000"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer by the name that the page knows it by; *place* is the prefecture that it names."""

    name: str
    event: Event
    place: str = ""


@dataclass(frozen=True, slots=True)
class Classes:
    """The prefectures by class: *members* in order, *number* of each code's class among those that sound alike or not.

    What sounds alike is told apart only when it is heard, so *heard* has finer classes than *known*.
    """

    known: Mapping[Class, tuple[str, ...]]
    heard: Mapping[tuple[bool, Class], tuple[str, ...]]

    def number(self, code: str) -> int:
        """Return the number of the class by which a prefecture is heard."""
        return next(number for number, codes in enumerate(self.heard.values()) if code in codes)


def classes(plan: Plan) -> Classes:
    """Sort the prefectures by their offices (none, its own line, a shared line), and by whether they sound alike."""
    places = [node for node in plan.flow.nodes.values() if isinstance(node, AskPlace)]
    alike = {plan.codes[name] for node in places for name in node.ask_yes_no}
    known: dict[Class, tuple[str, ...]] = {}
    heard: dict[tuple[bool, Class], tuple[str, ...]] = {}
    for code in plan.places.prefectures:
        offices = [plan.directory.office(code, service) for service in plan.directory.services]
        its = tuple(office.shared_line if office else None for office in offices)
        known[its] = (*known.get(its, ()), code)
        heard[code in alike, its] = (*heard.get((code in alike, its), ()), code)
    return Classes(known, heard)


def canonical(sorted_: Classes, call: Call) -> Call:
    """Return the call that stands for all that go on as *call* does; turns are not counted.

    A call in which speech is no longer offered goes on as one by keys: after two places refused, and once the fallback
    office was rung. A place that was refused and is chosen after all stays counted as refused.
    """
    slots = tuple((name, _first(sorted_, value) if name == "prefecture" else value) for name, value in call.slots)
    taken = dict(slots).get("prefecture", "")
    by_keys = call.by == "keys" or call.handed or len(call.refused) >= _REFUSED_MOST
    return replace(
        call,
        turn=0,
        slots=slots,
        candidates=tuple(_stand_in(sorted_, code, taken) for code in call.candidates),
        missed=min(call.missed, _MISSED_MOST),
        noise=0 if by_keys and call.noise < NOISY else min(call.noise, NOISY),
        by="keys" if by_keys else call.by,
        refused=_REFUSED[: len(call.refused)],  # one and more are the same: the next refusal leads to the menu
    )


def _first(sorted_: Classes, code: str) -> str:
    return next(codes[0] for codes in sorted_.known.values() if code in codes)


def _stand_in(sorted_: Classes, code: str, taken: str) -> str:
    """Return the place that stands for one asked about; a municipality has a name of its own and stands for itself."""
    codes = next((codes for codes in sorted_.heard.values() if code in codes), (code,))
    return next((one for one in codes if one != taken), codes[0])


def answers(plan: Plan, sorted_: Classes, call: Call, last: Instruction) -> Iterator[Answer]:
    """Give the answers that *call* may get after the instruction *last*."""
    match last:
        case Ring():
            for outcome in Outcome:
                yield Answer(outcome, DialEnded(outcome))
        case Ask(end_of_keys=seconds) if seconds:
            yield from _postcodes(plan, sorted_)
        case Ask():
            named = (*dict(keys(plan, call)), *COMMAND_KEYS)
            for sign in named:
                yield Answer(sign, Keyed(sign))
            for sign in [sign for sign in KEYS if sign not in named][:1]:
                yield Answer(OTHER, Keyed(sign))
            yield Answer(SILENCE, Silent())
            if last.speech and _speaks(call):
                yield from _said(plan, sorted_, call)
        case HangUp():
            pass


def _speaks(call: Call) -> bool:
    """Tell whether the page offers speech: to whoever has not begun with keys, and is not being helped out."""
    return call.by != "keys" and not call.helped


def _postcodes(plan: Plan, sorted_: Classes) -> Iterator[Answer]:
    """Give a postal code of each class of prefectures, one that does not exist, and the two keys that work alone."""
    for codes in sorted_.known.values():
        table = plan.places.postal
        found = (
            number
            for number, owner in zip(table.numbers, table.municipalities, strict=True)
            if table.owners[owner][:2] in codes
        )
        for number in islice(found, 1):
            yield Answer(f"{POSTCODE}{number:07}", Keyed(f"{number:07}"))
    yield Answer(f"{POSTCODE}{_NO_POSTCODE}", Keyed(_NO_POSTCODE))
    for sign in ("*", "#"):
        yield Answer(sign, Keyed(sign))
    yield Answer(SILENCE, Silent())


def _said(plan: Plan, sorted_: Classes, call: Call) -> Iterator[Answer]:
    node = plan.node(call.node)
    yes_no = isinstance(node, ReadBack) or call.stage == "yes_no"
    begins = isinstance(node, Choose) and bool(node.first)
    if yes_no:
        yield Answer(YES, Said("はい"))
        yield Answer(NO, Said("いいえ"))
    if isinstance(node, Choose) and node.slot:
        for service in plan.directory.services.values():
            yield Answer(f"{SERVICE}{service.id}", Said(service.name))
    if (begins or isinstance(node, AskPlace)) and not yes_no and not call.slot("prefecture"):
        for number, codes in enumerate(sorted_.heard.values()):
            yield Answer(f"{PLACE}{number}", Said(plan.places.name(codes[0])), codes[0])
    if call.stage in _LISTENS:
        yield Answer(NOISE, Said(_NOTHING_MEANT))


def keys(plan: Plan, call: Call) -> Iterator[tuple[str, str]]:
    """Give the keys that answer the question of *call*, each with what it stands for; not the commands."""
    match plan.node(call.node):
        case Choose() as node:
            for choice in node.choices:
                yield choice.key, label(plan, choice.label).text
        case AskPlace() as node if call.stage not in ("pick", "postal"):
            for sign, name in options(plan, call, node):
                yield sign, name.text
            if call.stage != "yes_no":
                yield postcode.KEY, "郵便番号"
        case ReadBack():
            yield "1", "はい、つなぐ"
            yield "2", "違う"
