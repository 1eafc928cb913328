"""The site's own slots, and what a call remembers of questions in front that fill no slot.

A question in front comes before the questions for service and place. If it fills no slot (are you a customer?), the
call remembers, under the question's name, which question its answer led to. So a call continues from where it is,
whatever the answer was, and is never led back to a question that it has passed.
"""

from collections.abc import Iterator, Mapping

from ivr.meaning.understand import EVERYWHERE

from .flow_file import Flow
from .nodes import AskPlace, Branch, Choose, Node, Question, leads
from .state import SLOTS

Values = Mapping[str, Mapping[str, str]]
"""For each of the site's own slots, the prompt that names each of its values."""


def own_slots(flow: Flow) -> Values:
    """Return the site's own slots, each with its values and their labels."""
    slots: dict[str, dict[str, str]] = {}
    for node in flow.each(Choose):
        if node.slot and node.slot not in SLOTS:
            for choice in node.choices:
                if choice.value:
                    slots.setdefault(node.slot, {}).setdefault(choice.value, choice.label)
    return slots


def own_words(flow: Flow) -> Mapping[str, tuple[str, str]]:
    """Return, by word list, the slot and value that it fills at every question; only lists with a single value."""
    meant: dict[str, set[tuple[str, str]]] = {}
    for node in flow.each(Choose):
        slot = node.slot if node.slot not in SLOTS else None
        for choice in node.choices:
            meant.setdefault(choice.words or "", set()).add((slot or "", choice.value or ""))
    sole = {name: values.pop() for name, values in meant.items() if len(values) == 1}
    return {name: one for name, one in sole.items() if name and all(one) and name not in EVERYWHERE}


def in_front(flow: Flow) -> Mapping[str, Mapping[str, str]]:
    """Return the questions in front that fill no slot, each with the question that each of its keys leads to.

    A choice that leads to no question (but to a ring, say) does not pass the question.
    """
    questions = {}
    for name in _before_the_office(flow):
        node = flow.nodes[name]
        if isinstance(node, Choose) and not node.slot:
            led = ((str(choice.key), _question(flow, choice.to)) for choice in node.choices if choice.to)
            questions[name] = {key: to for key, to in led if to}
    return {name: led for name, led in questions.items() if led}


def _question(flow: Flow, name: str) -> str | None:
    """Return the first question, or branch, from the node *name* on; None if there is none."""
    for _ in flow.nodes:
        node = flow.nodes.get(name)
        if isinstance(node, Question | Branch):
            return name
        if not (further := leads(node)):
            break
        name = further[0]
    return None


def _before_the_office(flow: Flow) -> Iterator[str]:
    """Yield the nodes from the start up to where an office is read back or rung."""
    waiting, seen = [flow.start], set[str]()
    while waiting:
        name = waiting.pop()
        if name in flow.nodes and name not in seen:
            seen.add(name)
            yield name
            waiting += _following(flow.nodes[name])


def _following(node: Node) -> tuple[str, ...]:
    match node:
        case AskPlace():
            return (node.next,)
        case Choose():
            return tuple(name for name in (node.next, *(choice.to for choice in node.choices)) if name)
        case _:
            return leads(node)
