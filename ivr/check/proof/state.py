"""The states of a call, as far as the proof distinguishes them.

A state is what a caller could tell: the question, what is known, what is asked about, whether speech is accepted, and
whether the caller has just been told what to ask for on a shared line. Everything else that a call carries (how many
places were refused, how the first answer was given, what was missed, whether there was help, whether the fallback
office has rung) and the world may have any value at any step. This allows more calls than can happen, and no fewer.

A prefecture is represented by the first of its class, because a call looks at a prefecture only to see whether it is
the one already known, and which offices answer for it. So two prefectures whose offices are alike (whether there are
any, on a shared line, of one number) can be swapped in a whole call without changing anything but names and numbers.
One call of each kind is followed: its first prefecture of a class is the class's first member, the next one its second.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, cast

from ivr.call import Ask, Asking, Call, HangUp, Instruction, Plan, RingNumber
from ivr.call.asking import NOISY, TRIES
from ivr.call.lines import number
from ivr.call.nodes import Branch
from ivr.call.opening import prompt_of
from ivr.call.state import SLOTS, Slots, Stage
from ivr.directory import Notice, Office
from ivr.speech import gaps

from .lazy import Domain, View, domain_of, one_of, parts, together, values_at

Class = tuple[Hashable, ...]
_ASKED = 2  # places asked about that a state keeps
_TRIES, _NOISES = tuple(range(TRIES + 1)), tuple(range(NOISY + 1))
_TRIED, _NOISED = _TRIES[:-1], _NOISES[:-1]
"""Failed tries that a call may carry after an answer, and before one: more of them count as the last number."""
Renaming = Mapping[str, str]
"""Prefecture codes of a call, mapped to those that represent them."""

WaitsFor = Literal["answer", "ring", "end"]
"""What a call waits for: an answer, the end of a ring, or nothing more."""
REFUSED = ("98", "99")
"""Codes of no place: they represent places that a caller has refused. Two of them are as good as more."""

_POSITION_FIELDS = 3  # fields of a `Where` that are of the call
Where = tuple[Slots, int, tuple[str, ...], int]
"""The slots, the region and the places of a call in a state, and the number of that state in its group."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of prefectures: *of* each code, the *members* of each; and *regions*, by node and number.

    *own* maps values of a site's own slots to the first of those that no branch distinguishes.

    Of the regions that offer the same classes, the one with the fewest keys represents all: any further key of another
    region leads where one of its keys leads. *area_of* gives the area of any place. *keypad* are the languages that
    only accept keys.
    """

    of: Mapping[str, Class]
    members: Mapping[Class, tuple[str, ...]]
    regions: Mapping[tuple[str, int], int]
    area_of: Callable[[str], str] = field(repr=False, compare=False)
    own: Mapping[tuple[str, str], str] = field(default_factory=dict)
    keypad: frozenset[str] = frozenset()
    _canonical: dict[tuple[Slots, tuple[str, ...]], tuple[Slots, tuple[str, ...], Renaming]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def canonical(self, slots: Slots, candidates: tuple[str, ...]) -> tuple[Slots, tuple[str, ...], Renaming]:
        """Rename the prefectures of a call, in the order in which they occur, to the first of their classes.

        Of the places asked about only the first two are kept, as prefectures (see `asked_about`).
        """
        renamed = self._canonical.get((slots, candidates))
        if renamed is None:
            renamed = self._canonical[slots, candidates] = self._renamed(slots, candidates)
        return renamed

    def _renamed(self, slots: Slots, candidates: tuple[str, ...]) -> tuple[Slots, tuple[str, ...], Renaming]:
        asked = [self.area_of(code) for code in candidates[:_ASKED]]
        names: dict[str, str] = {}
        for code in [value for name, value in slots if name == "prefecture"] + asked:
            if code not in names:
                names[code] = self._free(self.of[code], names)
        renamed = ((name, names[value] if name == "prefecture" else value) for name, value in slots)
        merged = tuple((name, self.own.get((name, value), value)) for name, value in renamed)
        return merged, tuple(names[code] for code in asked), names

    def _free(self, its_class: Class, names: Renaming) -> str:
        """Return the first member of a class that represents none of *names* yet; the last one if all do."""
        members = self.members[its_class]
        return members[min(sum(self.of[other] == its_class for other in names), len(members) - 1)]

    def asked_about(
        self, slots: Slots, candidates: tuple[str, ...], *, one_by_one: bool
    ) -> tuple[tuple[str, ...], ...]:
        """Return what *candidates*, as in a state, may represent: themselves, or these two and more.

        One more is as good as several. With *one_by_one* it may become one of the first two, of whatever class;
        without, it can only be chosen, and those of the classes present can be chosen already.
        """
        if len(candidates) < _ASKED:
            return (candidates,)
        named, there = {*candidates, *dict(slots).values()}, {self.of[code] for code in candidates}
        open_classes = [members for name, members in self.members.items() if one_by_one or name not in there]
        more = (next((code for code in members if code not in named), None) for members in open_classes)
        return candidates, *((*candidates, code) for code in more if code)


def classes(plan: Plan) -> Classes:
    """Return the classes of a plan's areas."""
    of = {code: _offices(plan, code) for code in plan.places.areas}
    members: dict[Class, tuple[str, ...]] = {}
    for code, its_class in of.items():
        members[its_class] = (*members.get(its_class, ()), code)
    keypad = frozenset(name for name in plan.languages if plan.speaks(name).recogniser is None)
    regions = {(name, at): one for name, at, one in _regions(plan, of)}
    return Classes(of, members, regions, plan.places.area_of, _own(plan), keypad)


def _own(plan: Plan) -> dict[tuple[str, str], str]:
    """Return the value that represents each value of a site's own slots, by slot and value."""
    first: dict[Hashable, str] = {}
    pairs = [(slot, value) for slot, values in plan.own.items() for value in values]
    return {(slot, value): first.setdefault((slot, _exits(plan, slot, value)), value) for slot, value in pairs}


def _exits(plan: Plan, slot: str, value: str) -> tuple[str, ...]:
    """Return where the branches on *slot* lead a call whose slot has *value*."""
    call = Call(slots=((slot, value),))
    branches = (node for node in plan.flow.nodes.values() if isinstance(node, Branch) and node.slot == slot)
    return tuple(plan.exit(node, call) for node in branches)


def _regions(plan: Plan, of: Mapping[str, Class]) -> Iterator[tuple[str, int, int]]:
    """Yield each region (its node and number), and the number of the one that represents it."""
    for name, node in plan.flow.nodes.items():
        listed = [[of[plan.codes[area]] for area in region.areas] for region in getattr(node, "regions", ())]
        for at, here in enumerate(listed, 1):
            alike = [(len(other), number) for number, other in enumerate(listed, 1) if {*other} == {*here}]
            yield name, at, min(alike)[1]


def _offices(plan: Plan, code: str) -> Class:
    """Return the offices' class: which exist, which share a line, and which have one number, or the fallback's."""
    offices = {service: plan.directory.office(code, service) for service in plan.directory.services or ("",)}
    numbers = [plan.fallback.number, *(office.number for office in offices.values() if office)]
    alike = (_about(plan, (code, service), office, numbers) for service, office in offices.items())
    return (*alike, *_exits(plan, "prefecture", code))


def _about(plan: Plan, about: tuple[str, str], office: Office | None, numbers: Sequence[str]) -> Hashable:
    """Return what about the *office* for an area and a service makes a difference, including hours and notices."""
    if office is None:
        return None
    notices = frozenset(one.name for one in plan.notices if one.concerns(office, about) and _matters(plan, one))
    its_number = numbers.index(office.number)
    return office.shared_line, office.other or "", its_number, office.key in plan.hours, notices


def _matters(plan: Plan, notice: Notice) -> bool:
    """Return whether it makes a difference to a call that *notice* is said.

    It does if the notice redirects or closes, contains a number, or is the very sentence to ask for an office on a
    shared line: the proof listens for nothing else. Any other text leads no call elsewhere, so that those who hear it
    and those who do not are of one class.
    """
    if notice.instead or notice.closes:
        return True
    shared, spoken = plan.flow.shared_line, [plan.speaks(name) for name in plan.languages]
    for its_plan in spoken:
        text = its_plan.prompts[prompt_of(notice.name)].text
        phrases = {its_plan.prompts[name].text for name in (shared.before_ring, shared.with_number)} if shared else ()
        numbers = (number(its_plan, office.number).text for office in plan.directory)
        if "number" in gaps(text) or text in phrases or any(one in text for one in numbers):
            return True
    return False


class State(NamedTuple):
    """Where a call is and what it waits for.

    *phrase_heard*: the last sentences told the caller what to ask for on a shared line, and no key cuts them. *rang* is
    the office under ``others`` that the call is about.
    """

    node: str
    slots: Slots
    stage: Stage
    region: int
    candidates: tuple[str, ...]
    waits: WaitsFor
    phrase_heard: bool
    language: str
    rang: str = ""


def group_of(state: State) -> Hashable:
    """Return what states have in common if their calls are given the same answers, in one lazy call."""
    return state.language, state.node, state.stage, state.waits, state.phrase_heard, bool(state.slots), state.rang


def domains(classes: Classes, states: Sequence[State], *, turned: bool) -> list[Domain]:
    """Return the values that calls in *states* of one group may have: `Where`, and what else `call_with` takes.

    *turned*: any of the slots may have been filled last.
    """
    first = states[0]
    where = tuple(one for at, state in enumerate(states) for one in _where(classes, state, at, turned=turned))
    mode: Domain = ("keys", "voice") if first.slots else ("", "keys", "voice")
    if first.language in classes.keypad:
        mode = ("keys",)
    return [where, ((), REFUSED), mode, _TRIED, _NOISED, (False, True), (False, True)]


def _where(classes: Classes, state: State, at: int, *, turned: bool) -> Iterator[Where]:
    orders = _orders(state.slots) if turned and len(state.slots) > 1 else (state.slots,)
    for candidates in classes.asked_about(state.slots, state.candidates, one_by_one=state.stage == "yes_no"):
        yield from ((slots, state.region, candidates, at) for slots in orders)


def _orders(slots: Slots) -> Iterator[Slots]:
    """Yield *slots* with each of them filled last: "back" takes back that one."""
    for at, last in enumerate(slots):
        yield (*slots[:at], *slots[at + 1 :], last)


def call_with(plan: str, state: State, values: Sequence[Any]) -> Call:
    """Return a call in *state*, and in all states of its group, with *values* of its `domains`, which may be lazy."""
    where, refused, mode, tries, no_matches, helped, handed_over = values
    slots, region, candidates = parts(where, _POSITION_FIELDS)
    asking = Asking(state.stage, region, candidates, tries, no_matches, helped)
    return Call(
        state.node, slots, asking, refused, mode, handed_over, 1, plan, language=state.language, rang=state.rang
    )


def states_of(values: Sequence[Domain]) -> Collection[int]:
    """Return the numbers of the states of calls with *values* of their domains."""
    return {where[-1] for where in cast("tuple[Where, ...]", values[0])}


def positions_of(call: Call) -> Domain:
    """Return the possible positions of a lazy call, without looking at it: slots, region and places of each."""
    return together((call.slots, call.asking.region, call.asking.candidates))


def where_now(call: Call) -> Callable[[Any], Hashable]:
    """Return a function that gives the new position of a lazy call (slots, region, places) for a `Where` before."""
    return values_at((call.slots, call.asking.region, call.asking.candidates))


def carried(call: Call) -> list[Domain]:
    """Return everything that a call may carry after an answer; what it has refused stays as it is."""
    return [domain_of(call.refused), ("", "keys", "voice"), _TRIES, _NOISES, (False, True), (False, True)]


def carrying(call: Call, values: Sequence[Any]) -> Call:
    """Return *call* with *values*, which may be lazy: one of `positions_of`, and of what is `carried`."""
    position, refused, mode, tries, no_matches, helped, handed_over = values
    slots, region, candidates = parts(position, _POSITION_FIELDS)
    asking = Asking(call.asking.stage, region, candidates, tries, no_matches, helped)
    return call._replace(slots=slots, asking=asking, refused=refused, mode=mode, handed_over=handed_over)


def settled(call: Call) -> Call:
    """Return *call* with one of the possible values of each field that it has carried along."""
    refused, mode, handed_over = map(one_of, (call.refused, call.mode, call.handed_over))
    return call._replace(refused=refused, mode=mode, handed_over=handed_over)


def same_question(one: Call, other: Call) -> bool:
    """Return whether two calls are at the same node, in the same region."""
    return (one.node, one.asking.region) == (other.node, other.asking.region)


def without_turn(call: Call) -> Call:
    """Return *call* without the count of its turns."""
    return call._replace(turn=0)


def state_of(
    classes: Classes, call: Call, waits: WaitsFor, *, phrase_heard: bool = False, where: Where | None = None
) -> State:
    """Return the state of *call*; for a lazy call, that of the call that came from *where*."""
    now = call.asking
    slots, region, candidates = (_value_at(value, where) for value in (call.slots, now.region, now.candidates))
    slots, candidates, _ = classes.canonical(slots, candidates)
    ordered = slots if len(slots) <= 1 else tuple(sorted(slots, key=_in_order))
    region = classes.regions.get((call.node, region), region)
    return State(call.node, ordered, now.stage, region, candidates, waits, phrase_heard, call.language, call.rang)


def _in_order(slot: tuple[str, str]) -> tuple[int, str]:
    """Return the sort key of slots: those of every site first, then a site's own."""
    name, _ = slot
    return (SLOTS.index(name), "") if name in SLOTS else (len(SLOTS), name)


def is_lazy(call: Call) -> bool:
    """Return whether the position of *call* depends on which call it was before."""
    return any(isinstance(value, View) for value in (call.slots, call.asking.region, call.asking.candidates))


def _value_at(value: Any, where: Where | None) -> Any:  # noqa: ANN401  # any field of a call
    return value.of(where) if isinstance(value, View) else value


def waits_for(instructions: tuple[Instruction, ...]) -> WaitsFor:
    """Return what the caller can do after *instructions*."""
    match instructions[-1] if instructions else HangUp():
        case Ask():
            return "answer"
        case RingNumber():
            return "ring"
        case _:
            return "end"
