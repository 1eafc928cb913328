"""For every area an office answers for every service, or a caller who chose both would reach nobody.

Where a service does not exist everywhere, its `elsewhere` says who answers, or `none`.

Refuses: it loses callers.
"""

from collections.abc import Collection, Iterator

from ivr.check.site_parts import at
from ivr.directory import NOBODY
from ivr.site import Problem, Site
from ivr.strict_yaml.document import Data
from ivr.strict_yaml.messages import nearest
from ivr.translation import _

ID = "missing-office"
PATH = "data/directory.yaml"

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6950"}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
  三重県:
    center: {printed_name: 三重県経営改善支援センター, number: "059-253-4300"}
    council: {printed_name: 三重県中小企業再生支援協議会, number: "059-228-3370"}
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6950"}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
  三重県:
    center: {printed_name: 三重県経営改善支援センター, number: "059-253-4300"}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the areas without an office for a service; the place is the area, if it is there at all."""
    directory = site.directory
    if directory is None or site.places is None:
        return
    services = {one.id: one.name for one in directory.services.values() if one.elsewhere != NOBODY}
    names = {code: area.name for code, area in site.places.areas.items()}
    written = at(site.documents[PATH].data, "offices")
    areas = written if isinstance(written, dict) else {}
    spelt = tuple(names.values())
    has_misspelt = bool(spelt) and any(name not in spelt and not nearest(name, spelt) for name in areas)
    for code, name in names.items():
        if (has_misspelt and name not in areas) or _has_unknown(areas.get(name), directory.services):
            continue  # a misspelt name is told, and may be the missing one
        missing = [service for id_, service in services.items() if not directory.office(code, id_)]
        if missing:
            message = _("{area} has no office for {services}").format(area=name, services=_(" and ").join(missing))
            yield site.documents[PATH].problem(("offices", name), message, ID, at_key=True)
        elif not directory.services and not directory.office(code, ""):
            message = _("{area} has no office").format(area=name)
            yield site.documents[PATH].problem(("offices", name), message, ID, at_key=True)
    for id_, service in () if names else services.items():
        if not directory.office("", id_):
            message = _("{service} has no office").format(service=service)
            yield site.documents[PATH].problem(("services", id_), message, ID, at_key=True)


def _has_unknown(area: Data, services: Collection[str]) -> bool:
    """Tell whether an area of the file has an office under a name that is no service's."""
    listed = area.items() if isinstance(area, dict) else ()
    return any(isinstance(office, dict) and name not in services for name, office in listed)
