"""List of offices for the page: by prefecture and service, with their numbers and when these were verified."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.call import Call, Plan
from ivr.call.lines import lines
from ivr.directory import Office


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
    """The offices of a prefecture."""

    prefecture: str
    entries: tuple[ListedOffice, ...]


def groups(plan: Plan, keys: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the offices by prefecture in the order of their codes, then those of no prefecture.

    *keys* are the keys to each office, by its own key.
    """
    found = [
        Group(prefecture.name, entries)
        for code, prefecture in plan.places.prefectures.items()
        if (entries := tuple(_entries(plan, code, keys)))
    ]
    others = tuple(_entry(plan, office, keys) for office in plan.directory.others.values())
    return (*found, *((Group("全国", others),) if others else ()))


def _entries(plan: Plan, code: str, keys: Mapping[str, str]) -> Iterator[ListedOffice]:
    for service in plan.directory.services:
        if office := plan.directory.office(code, service):
            yield _entry(plan, office, keys)


def _entry(plan: Plan, office: Office, keys: Mapping[str, str]) -> ListedOffice:
    phrase = lines(plan, _call_for(office), (plan.flow.shared_line.with_number,)) if office.shared_line else ()
    day = office.verified_on
    verified = f"{day.year}年{day.month}月{day.day}日" if office.verified and day else ""
    ask_for = "".join(line.text for line in phrase)
    return ListedOffice(office.printed_name, office.number, verified, ask_for, keys.get(office.key, ""))


def _call_for(office: Office) -> Call:
    """Return a call that has chosen *office*."""
    slots = (("service", office.service or ""), ("prefecture", office.prefecture or ""))
    return Call(slots=tuple((name, value) for name, value in slots if value))
