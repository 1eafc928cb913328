"""What the site names in its first language has a name in each other one: services, offices, facts.

They are in `prompts/en.yaml` under `names` and `facts`. Without them callers hear a Japanese name in the English
voice, which cannot read it. Offices of areas and services need none where the flow makes their names (`office_name`).

Refuses what is missing. Warns of an office without a name, with which a line can go on running until it has one, and
of a translation of nothing: nobody hears it.
"""

from collections.abc import Iterator

from ivr.check.site_parts import SCHEME, languages
from ivr.site import Problem, Site
from ivr.site.named_entries import entry_names
from ivr.strict_yaml.document import Loc, entries_at
from ivr.strict_yaml.messages import meant, nearest, suggested
from ivr.translation import _

ID = "untranslated-name"
PATH = "prompts/en.yaml"

GOOD = """\
prompts: {}
facts: {center_cap: two million yen}
names:
  services: {center: the center, council: the council}
  others: {headquarters: the headquarters}
"""

BAD = """\
prompts: {}
facts: {center_cap: two million yen}
names:
  services: {center: the center}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the names and facts that a language lacks, or has without use."""
    wanted = tuple(_wanted(site))
    renamed = any(
        one.rule in ("unknown-service", "unknown-office")
        or (one.rule == "wrong-value" and one.at.startswith(("services.", "others.")))
        for one in site.problems
    )  # perhaps here too
    for document in () if renamed else languages(site):
        if document.broken or document.data is None:
            continue
        for loc, names, missing in wanted:
            own, may_lack = set(entries_at(document.data, *loc)), loc[-1] == "offices"
            lacking = [name for name in names if name not in own]
            for name in sorted(own.difference(names)):
                message = _('there is no "{name}" to translate{meant}')
                stands_for = nearest(name, tuple(lacking)) or tuple(lacking)
                is_one = len(stands_for) == 1
                text = message.format(name=name, meant=suggested(stands_for) if is_one else meant(name, tuple(names)))
                yield document.problem((*loc, name), text, ID, at_key=True, warning=may_lack or not is_one)
                lacking = [one for one in lacking if not is_one or one not in stands_for]
            for name in lacking if missing else ():
                yield document.problem(loc, missing.format(name=name), ID, at_key=True, warning=may_lack)


def _wanted(site: Site) -> Iterator[tuple[Loc, tuple[str, ...], str]]:
    """Yield, for each kind of name, its keys in the file, the names, and the message about a missing one, if any."""
    if site.directory:
        services, others = tuple(site.directory.services), tuple(site.directory.others)
        yield ("names", "services"), services, _('the service "{name}" has no name in this language')
        unnamed = _('the office "{name}" has no name in this language')
        yield ("names", "others"), others, unnamed
        offices = tuple(office.key for office in site.directory.offices.values())
        yield ("names", "offices"), offices, unnamed if site.flow and not site.flow.office_name else ""
    facts = entry_names(site.documents[SCHEME], "facts")
    if facts is not None:
        yield ("facts",), facts, _('the fact "{name}" is missing in this language')
