"""Every prefecture has an office for every service, or a caller who chose both would reach nobody.

Refuses: it loses callers.
"""

from collections.abc import Iterator

from ivr.site import Problem, Site
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
    """Find the prefectures without an office for a service; the place is the prefecture, if it is there at all."""
    if site.directory is None or site.places is None:
        return
    for code, prefecture in site.places.prefectures.items():
        missing = [
            service.name for id_, service in site.directory.services.items() if not site.directory.office(code, id_)
        ]
        if missing:
            message = _("{prefecture} has no office for {services}").format(
                prefecture=prefecture.name, services=_(" and ").join(missing)
            )
            yield site.documents[PATH].problem(("offices", prefecture.name), message, ID, at_key=True)
