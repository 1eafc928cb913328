"""An office's area code reaches the prefecture of its area; otherwise two offices' numbers may have been exchanged.

Numbers that belong to no place (toll-free, IP telephone) are left out. Source of the areas:
`data/places/areacodes.tsv`.

Refuses: a stranger's telephone would ring.
"""

from collections.abc import Iterator

from ivr.check.site_parts import DIRECTORY
from ivr.directory import is_placeholder, is_printed
from ivr.national_number import why_not_dialled
from ivr.places import area
from ivr.site import Problem, Site
from ivr.translation import _

ID = "wrong-area"
PATH = DIRECTORY

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
    """Find the offices whose number is valid but belongs to another prefecture, or to no known area."""
    if site.directory is None or site.places is None:
        return
    names = {code: prefecture.name for code, prefecture in site.places.prefectures.items()}
    for office in site.directory.offices.values():
        if is_placeholder(office.number):
            continue
        own = [code[:2] for code in (office.prefecture, *office.also_for) if code]
        if not is_printed(office.number) or office.number.startswith(PLACELESS) or not {*own} & names.keys():
            continue
        if why_not_dialled(office.number):
            continue  # one mistake, one message: such a number has no area
        reached = area(site.places, office.e164)
        if not {*own} & {*reached}:
            where = "、".join(names[code] for code in reached) or _("no known area")
            message = _("{number} is a number of {where}, not of {area}").format(
                number=office.number, where=where, area=names[own[0]]
            )
            yield site.problem(PATH, (*site.offices.locs[office.key], "number"), message, ID)
