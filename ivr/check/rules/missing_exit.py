"""Every key of a question leads somewhere, and every service and area with an office can be chosen by key.

A choice either fills the question's slot (`value`, with `slot` and `next` at the question) or leads to a node (`to`).
Callers who cannot speak have only the keys: what no choice and no region names, they cannot reach.

Refuses what loses callers. Warns of an area that a region lists twice, and of an exit that is never taken.
"""

from collections.abc import Iterator

from ivr.call import Flow
from ivr.call.nodes import AskPlace, Choice, Choose
from ivr.check.site_parts import FLOW
from ivr.site import Problem, Site
from ivr.strict_yaml.document import Loc
from ivr.translation import _

ID = "missing-exit"
PATH = FLOW

GOOD = """\
nodes:
  ask:
    kind: choose
    slot: service
    choices:
      - {key: "1", label: center, value: center}
      - {key: "2", label: council, value: council}
      - {key: "3", label: later, to: goodbye}
    menu: [choices]
    next: goodbye
  goodbye: {kind: end, says: [goodbye]}
"""

BAD = """\
nodes:
  ask:
    kind: choose
    slot: service
    choices:
      - {key: "1", label: center, value: center}
      - {key: "3", label: later}
    menu: [choices]
    next: goodbye
  goodbye: {kind: end, says: [goodbye]}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the choices that lead nowhere, and the services and areas that no key leads to."""
    flow = site.flow
    if flow is None:
        return
    for name, node in flow.nodes.items():
        if isinstance(node, Choose):
            lacks = ""
            for place, choice in enumerate(node.choices):
                if (wrong := _wrong(node, choice)) and wrong != lacks:
                    # What its question lacks is one mistake, however many choices it has.
                    lacks = lacks if choice.to or choice.language or not choice.value else wrong
                    yield site.problem(
                        PATH, ("nodes", name, "choices", place), wrong.format(key=choice.key, value=choice.value), ID
                    )
            yield from _useless_next(site, ("nodes", name), node)
        elif isinstance(node, AskPlace):
            yield from _areas(site, ("nodes", name), node)
    yield from _services(site, flow)


def lacks_exits(flow: Flow) -> bool:
    """Return whether a choice leads nowhere: it is reported, and may be the one that leads to what nothing leads to."""
    return any(_wrong(node, choice) for node in flow.each(Choose) for choice in node.choices)


def _wrong(node: Choose, choice: Choice) -> str:
    """Return what is wrong with where *choice* of *node* leads, "" if nothing is."""
    match choice:
        case Choice(value=None, to=None, language=None):
            return _(
                "key {key} leads nowhere; give the choice a node to go to (to: …), or a value for the slot of its "
                "question"
            )
        case Choice(value=str(), to=str()):
            return _("key {key} has both a value and a node to go to; keep the one that is meant")
        case Choice(value=str(), language=str()):
            return _(
                "key {key} has both a value and a language, with which it fills in nothing; keep the one that is meant"
            )
        case Choice(value=str()) if not node.slot:
            return _(
                'key {key} fills in "{value}", but its question has no slot; add slot: service, or lead it to a node '
                "(to: …)"
            )
        case Choice(value=str()) if not node.next:
            return _('key {key} fills in "{value}", but its question does not say what follows; add next: with a node')
        case _:
            return ""


def _useless_next(site: Site, loc: Loc, node: Choose) -> Iterator[Problem]:
    if node.next and not node.slot:
        message = _(
            "this exit is never taken, because the question has no slot; each choice leads to its own node (to: …)"
        )
        yield site.problem(PATH, (*loc, "next"), message, ID, at_key=True, warning=True)


def _areas(site: Site, loc: Loc, node: AskPlace) -> Iterator[Problem]:
    """Find the areas that regions list twice, and those with an office that none lists."""
    listed = [name for region in node.regions for name in region.areas]
    for place, region in enumerate(node.regions):
        for name in sorted({name for name in region.areas if region.areas.count(name) > 1}):
            message = _("{name} is twice in this region; remove one").format(name=name)
            yield site.problem(PATH, (*loc, "regions", place), message, ID, warning=True)
    areas = site.places.areas if site.places and node.regions else {}
    if set(listed) - {area.name for area in areas.values()}:
        return  # a misspelt name is reported already, and may be the missing one
    for code, area in areas.items():
        served = site.directory and any(code in (office.prefecture, *office.also_for) for office in site.directory)
        if served and area.name not in listed:
            message = _("no region lists {name}: nobody can choose it by key; add it to its region").format(
                name=area.name
            )
            yield site.problem(PATH, (*loc, "regions"), message, ID, at_key=True)


def _services(site: Site, flow: Flow) -> Iterator[Problem]:
    """Find services that no key chooses, if the flow asks for one at all and knows all that it names."""
    asking = {name: node for name, node in flow.nodes.items() if isinstance(node, Choose) and node.slot == "service"}
    chosen = {choice.value for node in asking.values() for choice in node.choices if choice.value}
    if site.directory and chosen - site.directory.services.keys():
        return  # a misspelt name is reported already, and may be the missing one
    for service in site.directory.services.values() if site.directory and asking else ():
        if service.id not in chosen:
            message = _("no choice leads to {name}; add one with value: {id}").format(name=service.name, id=service.id)
            yield site.problem(PATH, ("nodes", next(iter(asking)), "choices"), message, ID, at_key=True)
