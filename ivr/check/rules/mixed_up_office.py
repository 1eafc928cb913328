"""An office's printed name tells where it belongs: it names no other area and no other service.

Rows that shift by one, or a block copied and half changed, are how directories really go wrong; the number alone does
not show it. A name that mentions neither, as a renamed office may, is fine.

Refuses: callers who ask for one office would hear the name of another.
"""

from collections.abc import Iterator

from ivr.check.site_parts import DIRECTORY
from ivr.directory import Office
from ivr.site import Problem, Site
from ivr.translation import _

ID = "mixed-up-office"
PATH = DIRECTORY

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6950"}
  三重県:
    center: {printed_name: 相談センター, number: "059-253-4300"}
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 三重県経営改善支援センター, number: "052-223-6950"}
  三重県:
    center: {printed_name: 三重県中小企業再生支援協議会, number: "059-253-4300"}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the offices whose printed name belongs to another area or service."""
    if site.directory is None or site.places is None:
        return
    services = {id_: service.name for id_, service in site.directory.services.items()}
    for office in site.directory.offices.values():
        its_areas = (office.prefecture, *office.also_for)
        for own, names in ((its_areas, site.places.area_names), ((office.service,), services)):
            if names and own[0] not in names:
                continue  # that name is reported already
            if stray := _stray(office, own, names):
                under = names.get(own[0] or "", _("no name"))
                message = _('"{printed_name}" is of {stray}, but is listed under {own}').format(
                    printed_name=office.printed_name, stray=stray, own=under
                )
                yield site.problem(PATH, (*site.offices.locs[office.key], "printed_name"), message, ID)


def _stray(office: Office, own: tuple[str | None, ...], names: dict[str, str]) -> str | None:
    """Return the name in an office's printed name that is not its own; None if it has its own or none."""
    named = [(code, name) for code, name in names.items() if name in office.printed_name]
    return None if any(code in own for code, _ in named) else next((name for _, name in named), None)
