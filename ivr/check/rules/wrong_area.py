"""An office's area code reaches its prefecture, or two offices' numbers were exchanged.

Numbers of no place (toll-free, IP telephone) are left out. Source of the areas: `data/places/areacodes.tsv`.

Refuses: a stranger's telephone would ring.
"""

from collections.abc import Iterator

from ivr.directory import is_printed
from ivr.places import area
from ivr.site import Problem, Site
from ivr.translation import _

ID = "wrong-area"
PATH = "data/directory.yaml"

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953"}
  三重県:
    center: {printed_name: 三重県経営改善支援センター, number: "059-253-4300"}
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "059-253-4300"}
  三重県:
    center: {printed_name: 三重県経営改善支援センター, number: "052-223-6953"}
"""

PLACELESS = ("0120", "0800", "050")


def check(site: Site) -> Iterator[Problem]:
    """Find the offices whose number belongs to another prefecture, or to no area that is known."""
    if site.directory is None or site.places is None:
        return
    names = {code: prefecture.name for code, prefecture in site.places.prefectures.items()}
    for office in site.directory.offices.values():
        if not is_printed(office.number) or office.number.startswith(PLACELESS) or office.prefecture not in names:
            continue
        reached = area(site.places, office.e164)
        if office.prefecture not in reached:
            where = "、".join(names[code] for code in reached) or _("no known area")
            message = _("{number} is a number of {where}, not of {prefecture}").format(
                number=office.number, where=where, prefecture=names[office.prefecture]
            )
            yield site.problem(PATH, (*site.offices.locs[office.key], "number"), message, ID)
