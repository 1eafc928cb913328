"""For every area an office answers for every service, or a caller who chose both would reach nobody.

Where a service does not exist everywhere, its `elsewhere` says who answers, or `none`.

Refuses: it loses callers.
"""

from collections.abc import Collection, Iterator

from ivr.check.site_parts import DIRECTORY
from ivr.directory import Directory, missing
from ivr.site import Problem, Site
from ivr.strict_yaml.document import Data, entries_at
from ivr.strict_yaml.messages import nearest
from ivr.translation import _

ID = "missing-office"
PATH = DIRECTORY

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6950"}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
  三重県:
    center: {printed_name: 三重県経営改善支援センター, number: "059-253-4300"}
    council: {printed_name: 三重県中小企業再生支援協議会, number: "059-228-3370"}
"""

BAD = GOOD.replace('    council: {printed_name: 三重県中小企業再生支援協議会, number: "059-228-3370"}\n', "")


def check(site: Site) -> Iterator[Problem]:
    """Find the areas without an office for a service; reported at the area, if the file has it at all."""
    directory = site.directory
    if directory is None or site.places is None:
        return
    if any(one.rule == "unknown-place" for one in site.problems):
        return  # it is not known which areas there are
    lacking: dict[str, list[str]] = {}
    misspelt = _misspelt(site, directory)
    for area, id_ in missing(directory, site.places.areas):
        if area in misspelt or _leads_nowhere(directory, id_):
            continue  # a misspelt name is reported already, and may be the missing one
        lacking.setdefault(area, []).append(directory.services[id_].name if id_ else "")
    document = site.documents[PATH]
    for area, services in lacking.items():
        if area:
            name = site.places.areas[area].name
            message = _("{area} has no office for {services}").format(area=name, services=_(" and ").join(services))
            message = message if directory.services else _("{area} has no office").format(area=name)
            yield document.problem(("offices", name), message, ID, at_key=True)
    for id_ in (service.id for service in directory.services.values() if service.name in lacking.get("", ())):
        message = _("{service} has no office").format(service=directory.services[id_].name)
        yield document.problem(("services", id_), message, ID, at_key=True)


def _leads_nowhere(directory: Directory, service: str) -> bool:
    """Return whether the `elsewhere` of *service* is an unknown name."""
    named = directory.services[service].elsewhere if service else None
    return named is not None and named not in directory.services and named not in directory.others


def _misspelt(site: Site, directory: Directory) -> set[str]:
    """Return the codes of the areas whose office may be under an unknown name of a service or an area."""
    listed = entries_at(site.documents[PATH].data, "offices")
    areas = site.places.area_names if site.places else {}
    if not areas:
        ids = tuple(directory.services)
        return {""} if any(name not in ids and not nearest(name, ids) for name in listed) else set()
    spelt = tuple(areas.values())
    strange = any(name not in spelt and not nearest(name, spelt) for name in listed) or any(
        (one.at.endswith(".also_for") and one.rule.startswith("unknown-")) or one.rule == "duplicate-key"
        for one in site.offices.problems
    )
    codes = {code for code, name in areas.items() if strange and name not in listed}
    return codes | {code for code, name in areas.items() if _has_unknown(listed.get(name), directory.services)}


def _has_unknown(area: Data, services: Collection[str]) -> bool:
    """Return whether an area of the file has an office under an unknown service."""
    return any(isinstance(office, dict) and name not in services for name, office in entries_at(area).items())
