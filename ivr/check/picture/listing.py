"""The offices as they are published: by prefecture and service, with numbers, and how far these can be trusted."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.call import Call, Plan
from ivr.call.lines import call_facts, lines
from ivr.directory import Office
from ivr.speech import telephone_number


@dataclass(frozen=True, slots=True)
class Entry:
    """One office: its service, its name, its number as printed, the day it was verified or "", and what to ask for.

    Who verified it is not published.
    """

    service: str
    name: str
    number: str
    verified: str
    ask_for: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The offices of a prefecture."""

    prefecture: str
    entries: tuple[Entry, ...]


def groups(plan: Plan) -> tuple[Group, ...]:
    """Return the offices by prefecture in the order of their codes, then those of no prefecture."""
    found = [
        Group(prefecture.name, entries)
        for code, prefecture in plan.places.prefectures.items()
        if (entries := tuple(_entries(plan, code)))
    ]
    others = tuple(_entry(plan, office) for office in plan.directory.others.values())
    return (*found, *((Group("全国", others),) if others else ()))


def _entries(plan: Plan, code: str) -> Iterator[Entry]:
    for service in plan.directory.services:
        if office := plan.directory.office(code, service):
            yield _entry(plan, office)


def _entry(plan: Plan, office: Office) -> Entry:
    service = plan.directory.services.get(office.service or "")
    phrase = lines(plan, call_of(office), (plan.flow.shared_line.with_number,)) if office.shared_line else ()
    day = office.verified_on
    verified = f"{day.year}年{day.month}月{day.day}日" if office.verified and day else ""
    ask_for = "".join(line.text for line in phrase)
    return Entry(service.name if service else "", office.printed_name, office.number, verified, ask_for)


def call_of(office: Office) -> Call:
    """Return a call that has chosen *office*."""
    slots = (("service", office.service or ""), ("prefecture", office.prefecture or ""))
    return Call(slots=tuple((name, value) for name, value in slots if value))


def spoken_names(plan: Plan) -> dict[str, list[str]]:
    """Return each office by its key, as the page plays it: printed name, spoken name, number, the number as spoken."""
    found = {}
    for office in plan.directory:
        facts = call_facts(plan, call_of(office))
        spoken = facts["office"].text if office.other is None else office.spoken_name or office.printed_name
        number = telephone_number(office.number).text
        found[office.key] = [office.printed_name, spoken, office.number, number]
    return found
