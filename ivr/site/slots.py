"""A site's own slots, and branches on slots: the flow defines their names and values, which are checked here."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from ivr.call.flow_file import Flow
from ivr.call.nodes import Branch
from ivr.call.query import is_slot, is_value
from ivr.call.slots import in_front, own_slots
from ivr.call.state import MOST_OWN, SLOTS
from ivr.problem import Problem
from ivr.strict_yaml.document import Data, Loc, YamlDocument, at, entries_at
from ivr.strict_yaml.messages import meant
from ivr.translation import _

from .prompts import CALL_GAPS

ID = "slot-name"
_VALUE = "unknown-value"

KnownNames = Mapping[str, Collection[str] | None]
"""What the other files of the site define, by what it is (prompt, word list, service, area, office, language); "prompt
of en" are those in that language. None where that is not known.
"""


def slot_of(document: YamlDocument, node: str) -> str | None:
    """Return the slot of the question of that name, as far as the flow can be read."""
    return next((_text(one, "slot") for name, one in _nodes(document) if name == node), None)


def named(document: YamlDocument) -> tuple[str, ...]:
    """Return the names of the site's own slots, as far as the flow can be read."""
    slots = (_text(node, "slot") for _, node in _questions(document))
    return tuple(dict.fromkeys(slot for slot in slots if slot and slot not in SLOTS))


def meant_for(slot: str) -> str | None:
    """Return which of every site's slots *slot* resembles; None if none: it is one of the site's own."""
    return next(iter(get_close_matches(slot, SLOTS, n=1, cutoff=0.75)), None)


def problems(document: YamlDocument, flow: Flow | None, names: KnownNames) -> Iterator[Problem]:
    """Find slots and values with names that are not possible, and branches on slots that nothing fills."""
    for name, node in _questions(document):
        loc, slot = ("nodes", name), _text(node, "slot")
        if slot and slot != "service":
            yield from _asked(document, (*loc, "slot"), slot, names)
            yield from _values(document, (*loc, "choices"), node.get("choices"))
    if flow:
        for name, branch in flow.nodes.items():
            if isinstance(branch, Branch):
                yield from _branch(document, ("nodes", name), branch, _fillings(flow, names))
        yield from _remembered(document, flow)


def _nodes(document: YamlDocument) -> Iterator[tuple[str, dict[str, Data]]]:
    for name, node in entries_at(document.data, "nodes").items():
        if isinstance(node, dict):
            yield name, node


def _questions(document: YamlDocument) -> Iterator[tuple[str, dict[str, Data]]]:
    return ((name, node) for name, node in _nodes(document) if node.get("kind") == "choose")


def _text(node: Data, key: str) -> str | None:
    value = at(node, key)
    return value if isinstance(value, str) else None


def _remembered(document: YamlDocument, flow: Flow) -> Iterator[Problem]:
    """Find what calls cannot remember: a question under a reserved name, or too many of them."""
    front, own = in_front(flow), own_slots(flow)
    for name in front:
        if not is_slot(name) or name in own:
            message = _('a question that fills no slot cannot be called "{name}" here: calls remember it by its name')
            yield document.problem(("nodes", name), message.format(name=name), ID, at_key=True)
    if len(own) + len(front) > MOST_OWN:
        message = _("a call remembers at most {most} slots of the site's own and questions that fill none")
        yield document.problem(("nodes",), message.format(most=MOST_OWN), ID, at_key=True)


def _asked(document: YamlDocument, loc: Loc, slot: str, names: KnownNames) -> Iterator[Problem]:
    taken = slot in CALL_GAPS or slot in (names.get("fact") or ())
    if not is_slot(slot) or taken:
        message = _(
            'a slot cannot be called "{slot}"; expected letters a-z, figures and _, and none of the names that '
            "addresses, gaps or facts have already"
        )
        yield document.problem(loc, message.format(slot=slot), ID)
    elif near := meant_for(slot):
        message = _('"{slot}" is no slot of every site; did you mean "{near}"?')
        yield document.problem(loc, message.format(slot=slot, near=near), ID)


def _values(document: YamlDocument, loc: Loc, choices: Data) -> Iterator[Problem]:
    for place, choice in enumerate(choices if isinstance(choices, list) else ()):
        value = _text(choice, "value")
        if value and not is_value(value):
            message = _('a slot cannot be filled with "{value}"; expected letters a-z, figures and _')
            yield document.problem((*loc, place, "value"), message.format(value=value), ID)


def _fillings(flow: Flow, names: KnownNames) -> dict[str, Collection[str] | None]:
    """Return by slot what may fill it; None if that is not known."""
    own = {slot: tuple(values) for slot, values in own_slots(flow).items()}
    now = {"hours": ("open", "closed"), "notice": names.get("notice")}
    return {"service": names["service"], "prefecture": names["area"], **now, **own}


def _branch(
    document: YamlDocument, loc: Loc, node: Branch, fillings: Mapping[str, Collection[str] | None]
) -> Iterator[Problem]:
    if node.slot not in fillings:
        message = _('no question fills the slot "{slot}"').format(slot=node.slot) + meant(node.slot, tuple(fillings))
        yield document.problem((*loc, "slot"), message, "unknown-slot")
        return
    values = fillings[node.slot]
    for value in node.to:
        if values is not None and value not in values:
            message = _('"{value}" never fills the slot "{slot}"').format(value=value, slot=node.slot)
            yield document.problem((*loc, "to", value), message + meant(value, tuple(values)), _VALUE, at_key=True)
