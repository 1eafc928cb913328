"""List of offices for the page: by area and service, with their numbers and when these were verified."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.call import Call, Plan
from ivr.call.lines import lines
from ivr.directory import Office

_EVERYWHERE = "全国"
"""Heading of the offices that belong to no area."""


@dataclass(frozen=True, slots=True)
class ListedOffice:
    """One office: its name, its number as printed, the day it was verified or "", what to ask for, and its *keys*.

    Who verified it is not published. The keys are those of the shortest way to it; "" where no keys lead there.
    """

    name: str
    number: str
    verified: str
    ask_for: str
    keys: str


@dataclass(frozen=True, slots=True)
class Group:
    """The offices that answer for an *area*."""

    area: str
    entries: tuple[ListedOffice, ...]


def groups(plan: Plan, keys: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the offices by area in the order of their codes, then those of none.

    *keys* are the keys to each office, by its own key.
    """
    found = [
        Group(name, entries) for code, name in _areas(plan).items() if (entries := tuple(_entries(plan, code, keys)))
    ]
    others = tuple(_entry(plan, office, keys) for office in plan.directory.others.values())
    return (*found, *((Group(_EVERYWHERE, others),) if others else ()))


def _areas(plan: Plan) -> dict[str, str]:
    """Return the areas' names by code; of a site without areas one, which is everywhere."""
    return {code: area.name for code, area in plan.places.areas.items()} or {"": _EVERYWHERE}


def _entries(plan: Plan, code: str, keys: Mapping[str, str]) -> Iterator[ListedOffice]:
    offices = (plan.directory.office(code, service) for service in plan.directory.services or ("",))
    for office in dict.fromkeys(office for office in offices if office and office.other is None):
        its_own = keys if (office.prefecture or "") == code else {}  # the keys lead to it by its own area
        yield _entry(plan, office, its_own)


def _entry(plan: Plan, office: Office, keys: Mapping[str, str]) -> ListedOffice:
    phrase = lines(plan, _call_for(office), plan.phrase(office, "with_number"))
    day = office.verified_on
    verified = f"{day.year}年{day.month}月{day.day}日" if office.verified and day else ""
    ask_for = "".join(line.text for line in phrase)
    return ListedOffice(office.printed_name, office.number, verified, ask_for, keys.get(office.key, ""))


def _call_for(office: Office) -> Call:
    """Return a call that has chosen *office*."""
    slots = (("service", office.service or ""), ("prefecture", office.prefecture or ""))
    return Call(slots=tuple((name, value) for name, value in slots if value))
