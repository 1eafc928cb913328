"""Prefectures that nothing in the site tells apart.

A call does not look at a prefecture but to ask whether it is the one already known, and which offices answer for it. So
two whose offices are alike (there, or on a shared line) can change places in a whole call without changing anything but
names and numbers. One call of each kind is walked, in which the first prefecture of a class is its first member, the
next one its second.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.call import Plan
from ivr.call.state import Slots

Class = tuple[tuple[bool, bool], ...]
_ASKED = 2
Renaming = Mapping[str, str]
"""Prefecture codes of a call, to those that stand for them."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of prefectures: *of* each code, and each one's *members*."""

    of: Mapping[str, Class]
    members: Mapping[Class, tuple[str, ...]]

    def canonical(self, slots: Slots, candidates: tuple[str, ...]) -> tuple[Slots, tuple[str, ...], Renaming]:
        """Rename the prefectures of a call, in the order in which they stand there, to the first of their classes.

        Of the places asked about only the first two stay, as prefectures (see `asked_about`).
        """
        asked = [code[:2] for code in candidates[:_ASKED]]
        names: dict[str, str] = {}
        for code in [value for name, value in slots if name == "prefecture"] + asked:
            if code not in names:
                names[code] = self._free(self.of[code], names)
        renamed = tuple((name, names[value] if name == "prefecture" else value) for name, value in slots)
        return renamed, tuple(names[code] for code in asked), names

    def _free(self, its_class: Class, names: Renaming) -> str:
        """Return the first member of a class that stands for none of *names* yet; the last one where all do."""
        members = self.members[its_class]
        return members[min(sum(self.of[other] == its_class for other in names), len(members) - 1)]

    def asked_about(
        self, slots: Slots, candidates: tuple[str, ...], *, one_by_one: bool
    ) -> tuple[tuple[str, ...], ...]:
        """Return what *candidates*, as a place has them, may stand for: themselves, or two of them and more.

        One more is as good as several. *one_by_one*, it comes to be among the first, of whatever class; if not, it can
        only be chosen, and those of the classes that are there can be so already.
        """
        if len(candidates) < _ASKED:
            return (candidates,)
        known, there = {*candidates, *dict(slots).values()}, {self.of[code] for code in candidates}
        open_classes = [members for name, members in self.members.items() if one_by_one or name not in there]
        more = (next((code for code in members if code not in known), None) for members in open_classes)
        return candidates, *((*candidates, code) for code in more if code)


def classes(plan: Plan) -> Classes:
    """Return the classes of a plan's prefectures."""
    of = {code: _offices(plan, code) for code in plan.places.prefectures}
    members: dict[Class, tuple[str, ...]] = {}
    for code, its_class in of.items():
        members[its_class] = (*members.get(its_class, ()), code)
    return Classes(of, members)


def _offices(plan: Plan, code: str) -> Class:
    offices = (plan.directory.office(code, service) for service in plan.directory.services)
    return tuple((office is not None, office is not None and office.shared_line) for office in offices)
