"""Prefectures that nothing in the site tells apart.

A call does not look at a prefecture but to ask whether it is the one already known, and which offices answer for it. So
two whose offices are alike (there, or on a shared line) can change places in a whole call without changing anything but
names and numbers. One call of each kind is walked, in which the first prefecture of a class is its first member, the
next one its second.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.call import Plan
from ivr.call.state import Slots

Class = tuple[tuple[bool, bool] | str, ...]
Renaming = Mapping[str, str]
"""Prefecture codes of a call, to those that stand for them."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of prefectures: *of* each code, and each one's *members*; *towns*: a municipality of each code."""

    of: Mapping[str, Class]
    members: Mapping[Class, tuple[str, ...]]
    towns: Mapping[str, str]

    def canonical(self, slots: Slots, candidates: tuple[str, ...]) -> tuple[Slots, tuple[str, ...], Renaming]:
        """Rename the prefectures of a call, in the order in which they stand there, to the first of their classes."""
        names: dict[str, str] = {}
        for code in [value for name, value in slots if name == "prefecture"] + [code[:2] for code in candidates]:
            if code not in names:
                used = sum(self.of[other] == self.of[code] for other in names)
                names[code] = self.members[self.of[code]][used]
        renamed = tuple((name, names[value] if name == "prefecture" else value) for name, value in slots)
        return renamed, tuple(self.renamed(code, names) for code in candidates), names

    def renamed(self, code: str, names: Renaming) -> str:
        """Return *code* under other names; of a municipality, the one of the other prefecture."""
        other = names.get(code[:2], code[:2])
        return other if len(code) == len("23") else self.towns.get(other, other)


def classes(plan: Plan, *, apart: bool = False) -> Classes:
    """Return the classes of a plan's prefectures; *apart*, each is a class of its own."""
    of: dict[str, Class] = {code: (code,) if apart else _offices(plan, code) for code in plan.places.prefectures}
    members: dict[Class, tuple[str, ...]] = {}
    for code, its_class in of.items():
        members[its_class] = (*members.get(its_class, ()), code)
    return Classes(of, members, _towns(plan))


def _offices(plan: Plan, code: str) -> Class:
    offices = (plan.directory.office(code, service) for service in plan.directory.services)
    return tuple((office is not None, office is not None and office.shared_line) for office in offices)


def _towns(plan: Plan) -> dict[str, str]:
    """Return for each prefecture a municipality that has its own name."""
    names = Counter(place.name for place in plan.places.municipalities.values())
    towns: dict[str, str] = {}
    for code, place in plan.places.municipalities.items():
        if names[place.name] == 1 and place.name.endswith("市"):
            towns.setdefault(code[:2], code)
    return towns
