"""Offices that answer for an area in which a service has no office."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from .offices import Directory, Office

NOBODY = "none"
"""What a directory says where no office answers."""


def elsewhere(directory: Directory, areas: Iterable[str], default: str | None) -> dict[tuple[str, str], Office]:
    """Return the offices that answer, by area code ("" where there are none) and service, where there is no own one.

    That is an office of another area that answers for it too, else what the service says (`Service.elsewhere`), or the
    *default* where it says nothing.
    """
    known = dict(directory.offices)
    for office in directory.offices.values():
        known |= {(area, office.service or ""): office for area in office.also_for}
    keys = ((area, service) for area in areas for service in directory.services or ("",))
    found = ((key, _for(directory, known, *key, default)) for key in keys if key not in directory.offices)
    return {key: office for key, office in found if office}


def missing(directory: Directory, areas: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield area (code) and service ("" where there are none) of each office that should be there and is not."""
    services = directory.services.values()
    wanted = [one.id for one in services if one.elsewhere != NOBODY] if services else [""] if areas else []
    yield from ((area, id_) for area in areas or ("",) for id_ in wanted if not directory.office(area, id_))


def _for(
    directory: Directory, known: Mapping[tuple[str, str], Office], area: str, service: str, default: str | None
) -> Office | None:
    asked = {NOBODY}
    while service not in asked:
        found = known.get((area, service)) or directory.others.get(service)
        if found:
            return found
        asked.add(service)
        entry = directory.services.get(service)
        service = (entry.elsewhere if entry else None) or default or NOBODY
    return None
