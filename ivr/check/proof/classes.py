"""The classes of a plan's areas: prefectures whose offices cannot be told apart, and regions that offer the same.

A call looks at a prefecture only to see whether it is the one already known, and which offices answer for it. So two
prefectures whose offices are alike (whether there are any, on a shared line, of one number) can be swapped in a whole
call without changing anything but names and numbers. One call of each kind is followed: its first prefecture of a class
is the class's first member, the next one its second.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ivr.call import Call, Plan
from ivr.call.lines import number
from ivr.call.nodes import Branch
from ivr.call.state import Slots
from ivr.call.timetable import prompt_of
from ivr.directory import Notice, Office
from ivr.speech import gaps

Class = tuple[Hashable, ...]
_ASKED = 2  # places asked about that a state keeps
Renaming = Mapping[str, str]
"""Prefecture codes of a call, mapped to those that represent them."""


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
    branches = (node for node in plan.flow.each(Branch) if node.slot == slot)
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
    """Return everything about the *office* for an area and a service that makes a difference to a call.

    That includes hours and notices.
    """
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
