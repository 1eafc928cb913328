"""A shared line is also the number of another office, and callers ask for each office on it in different words.

Callers of an office on a shared line are told what to say to whoever answers. At an office with a number of its own
that sentence would be wrong.

Refuses: callers would be told to say what those who answer do not understand.
"""

from collections.abc import Iterator

from ivr.check.site_parts import DIRECTORY, prompts_of
from ivr.directory import Directory, Office
from ivr.site import Problem, Site
from ivr.speech import gaps
from ivr.translation import _

ID = "shared-line"
PATH = DIRECTORY

GOOD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953", shared_line: true}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
"""

BAD = """\
offices:
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6950", shared_line: true}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the shared lines that no other office has."""
    if site.directory is None:
        return
    directory, phrase = site.directory, _phrase(site)
    said: dict[tuple[str, ...], Office] = {}
    for office in (one for one in directory.offices.values() if one.shared_line):
        loc = (*site.offices.locs[office.key], "number")
        if len(directory.answering(office.number)) == 1:
            message = _("{number} is marked as a shared line, but {others}").format(
                number=office.number, others=_others(directory, office)
            )
            yield site.problem(PATH, loc, message, ID)
        first = said.setdefault((office.number, *_says(phrase, office)), office)
        if phrase and first is not office:
            message = _(
                "the person answering {number} cannot tell this office from {other}: callers for both say the same"
            )
            yield site.problem(PATH, loc, message.format(number=office.number, other=first.printed_name), ID)


def _phrase(site: Site) -> frozenset[str]:
    """Return the gaps of the sentence by which callers ask for an office."""
    flow = site.flow
    shared = flow.shared_line if flow else None
    prompt = prompts_of(site).get(shared.before_ring) if shared else None
    return frozenset(gaps(prompt.text)) if prompt else frozenset()


def _says(phrase: frozenset[str], office: Office) -> tuple[str, ...]:
    """Return what callers for *office* say that others may not: its own name, or its service and area."""
    own_name = (office.spoken_name or "") if "office" in phrase else ""
    composed = "office" in phrase and not own_name
    service = office.service if composed or phrase & {"service", "topic"} else ""
    area = office.prefecture if composed or phrase & {"area", "prefecture"} else ""
    return own_name, service or "", area or ""


def _others(directory: Directory, office: Office) -> str:
    beside = [one for one in directory.offices.values() if one.prefecture == office.prefecture and one is not office]
    if not beside:
        return _("no other office has this number")
    return _(" and ").join(_("{name} has {number}").format(name=one.printed_name, number=one.number) for one in beside)
