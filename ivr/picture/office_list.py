"""List of offices for the page: by area and service, with their numbers and when these were verified."""

from dataclasses import dataclass

from ivr.call import Plan
from ivr.call.lines import lines
from ivr.directory import Office
from ivr.site.examples import call_for
from ivr.translation import _

from .chart import Chart


@dataclass(frozen=True, slots=True)
class ListedOffice:
    """One office: its name, its number as printed, the day it was verified or "", what to ask for, and its *keys*.

    Who verified it is not published. The keys are those of the shortest route to it; "" if there is none.
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


def groups(plan: Plan, keys: Chart) -> tuple[Group, ...]:
    """Return the offices by area in the order of their codes, then those of none, with the keys that lead there."""
    in_areas = [Group(name, entries) for code, name in _areas(plan).items() if (entries := _entries(plan, code, keys))]
    others = tuple(_entry(plan, office, keys.others.get(office.key, "")) for office in plan.directory.others.values())
    return (*in_areas, *((Group(_everywhere(plan), others),) if others else ()))


def _areas(plan: Plan) -> dict[str, str]:
    """Return the areas' names by code; of a site without areas one, which is everywhere."""
    return plan.places.area_names or {"": _everywhere(plan)}


def _everywhere(plan: Plan) -> str:
    if not plan.places.areas:
        return _("everywhere")
    return _("all Japan") if plan.places.areas.keys() == plan.places.prefectures.keys() else _("every area")


def _entries(plan: Plan, code: str, keys: Chart) -> tuple[ListedOffice, ...]:
    """Return the offices that answer for an area, each once; those under ``others`` form a separate group."""
    entries: dict[str, ListedOffice] = {}
    for service in plan.directory.services or ("",):
        office = plan.directory.office(code, service)
        if office and office.other is None:
            entries.setdefault(office.key, _entry(plan, office, keys.keys.get((code, service), "")))
    return tuple(entries.values())


def _entry(plan: Plan, office: Office, keys: str) -> ListedOffice:
    phrase = lines(plan, call_for(plan, office), plan.phrase(office, "with_number"))
    day = office.verified_on
    verified = (
        _("{year}-{month:02}-{day:02}").format(year=day.year, month=day.month, day=day.day)
        if office.verified and day
        else ""
    )
    ask_for = "".join(line.text for line in phrase)
    return ListedOffice(office.printed_name, office.number, verified, ask_for, keys)
