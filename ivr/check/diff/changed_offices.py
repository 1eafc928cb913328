"""Changes of the directory that callers notice: who answers for whom, numbers, names, new and removed offices.

Numbers that were swapped, or that slipped from row to row, are reported as such: these mistakes happen when a list is
copied, and each line alone looks right.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from ivr.directory import Directory, Office
from ivr.translation import _

from .change import Change, compared

AreaNames = Mapping[str, str]
"""Names of areas, by code."""

SLIPPED = 3  # offices that got another one's number; fewer are a swap, or coincidence


Moved = tuple[str, Office, Office]
"""An office whose number changed: what it is called in a change, as it was, and as it is."""


def office_changes(old: Directory, new: Directory, names: AreaNames) -> Iterator[Change]:
    """Yield what callers notice between two directories; *names* are the areas' names by code."""
    before, after = {office.key: office for office in old}, {office.key: office for office in new}
    for key in dict.fromkeys((*before, *after)):
        if key not in after:
            yield Change("office", named(old, before[key], names), before=before[key].number)
        elif key not in before:
            yield Change("office", named(new, after[key], names), after=after[key].number)
    in_both = [(named(new, after[key], names), before[key], after[key]) for key in before if key in after]
    moved = [each for each in in_both if each[1].number != each[2].number]
    yield from _swaps(moved)
    yield from _slips(moved, old, names)
    yield from _numbers(moved, old, names)
    for subject, office, now in in_both:
        yield from _same_office(subject, office, now)
    yield from compared("elsewhere", _elsewhere(old, names), _elsewhere(new, names))
    yield from compared("service", _services(old), _services(new), _("service "))


def _elsewhere(directory: Directory, names: AreaNames) -> dict[str, str]:
    """Return who answers, by area and service, if an area has no office for a service."""
    services = {id_: service.name for id_, service in directory.services.items()}
    return {
        " ".join(filter(None, (names.get(area, area), services.get(id_)))): office.printed_name
        for (area, id_), office in directory.elsewhere.items()
    }


def named(directory: Directory, office: Office, names: AreaNames) -> str:
    """Name an office by area and service, or by its own name: 愛知県 経営改善支援センター."""
    if office.other is not None:
        return office.spoken_name or office.printed_name
    service = directory.services.get(office.service or "")
    area = names.get(office.prefecture, office.prefecture) if office.prefecture else None
    return " ".join(filter(None, (area, service.name if service else office.service)))


def _swaps(moved: list[Moved]) -> Iterator[Change]:
    form = _("{one} and {other}")
    for (one, was, now), (other, others, others_now) in combinations(moved, 2):
        if now.number == others.number and others_now.number == was.number:
            both = ((one, other), (was.number, others.number), (now.number, others_now.number))
            subject, before, after = (form.format(one=first, other=second) for first, second in both)
            yield Change("swap", subject, before, after, _("their numbers are swapped"))


def _slips(moved: list[Moved], old: Directory, names: AreaNames) -> Iterator[Change]:
    slipped = [subject for subject, _was, now in moved if _former(now, old, names)]
    if len(slipped) >= SLIPPED:
        subjects = "、".join(slipped)
        note = _("{count} offices have got the number of another office; did the rows of a list shift?").format(
            count=len(slipped)
        )
        yield Change("slip", subjects, note=note)


def _numbers(moved: list[Moved], old: Directory, names: AreaNames) -> Iterator[Change]:
    for subject, was, now in moved:
        former = _former(now, old, names)
        note = former and _("until now the number of {note}").format(note=former)
        yield Change("number", subject, was.number, now.number, note)


def _former(office: Office, old: Directory, names: AreaNames) -> str:
    """Name the other offices that had the number of *office* before."""
    had = [one for one in old.answering(office.number) if one.key != office.key]
    return "、".join(named(old, one, names) for one in had)


def _same_office(subject: str, old: Office, new: Office) -> Iterator[Change]:
    if old.shared_line != new.shared_line:
        line = {False: _("a line of its own"), True: _("a shared line: callers are told what to ask for")}
        yield Change("shared-line", subject, line[old.shared_line], line[new.shared_line])
    yield from compared("name", _spoken(subject, old), _spoken(subject, new))


def _spoken(subject: str, office: Office) -> dict[str, str]:
    names = {
        _("printed name"): office.printed_name,
        _("spoken name"): office.spoken_name,
        _("reading of its name"): office.spoken_kana,
    }
    return {_("{subject}, {what}").format(subject=subject, what=what): name for what, name in names.items() if name}


def _services(directory: Directory) -> dict[str, str]:
    return {f"{each.id}": f"{each.name} ({each.kana})" for each in directory.services.values()}
