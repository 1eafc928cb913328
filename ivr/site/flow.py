"""``data/flow.yaml``: the call flow, and every name in it that names nothing."""

from collections.abc import Collection, Iterator, Mapping

from ivr.call import Flow
from ivr.call.nodes import Say

from .document import Data, Document, Loc
from .messages import meant
from .problem import Problem
from .schema import validate

PATH = "data/flow.yaml"

# What a key of the flow names, wherever it stands.
_NODES = [
    "start",
    "next",
    "lost",
    "back",
    "wrong",
    "to",
    "completed",
    "busy",
    "no_answer",
    "failed",
    "canceled",
    "closed",
    "failing",
    "over_limit",
    "person",
    "too_long",
    "last",
    "error",
]
_PROMPTS = [
    "says",
    "first",
    "again",
    "menu",
    "menu_again",
    "region",
    "region_again",
    "sure",
    "pick",
    "offer",
    "label",
    "short",
    "noted",
    "help",
    "refused",
    "silence",
    "misheard",
    "offer_fallback",
    "before_ring",
    "with_number",
    "whisper",
    "choice",
    "place_choice",
    "yes",
    "no",
    "office_name",
]
KINDS: Mapping[str, str] = {
    **dict.fromkeys(_NODES, "node"),
    **dict.fromkeys(_PROMPTS, "prompt"),
    "words": "word list",
    "value": "service",
    "prefectures": "prefecture",
    "ask_yes_no": "prefecture",
    "fallback_office": "office",
    "office": "office",
}
_OFFICES = ("chosen", "fallback")
# Addresses under /voice that are no nodes.
RESERVED = ("status", "fallback")


Names = Mapping[str, Collection[str] | None]
"""What the other files of the site define, by what it is (prompt, word list, service, prefecture, office); None where
that is not known.
"""


def read_flow(document: Document, names: Names) -> tuple[Flow | None, tuple[Problem, ...]]:
    """Make the flow of a document; every name in it must be known."""
    flow, problems = validate(document, Flow)
    if flow is None:
        return None, problems
    known = {**names, "node": tuple(flow.nodes), "office": _offices(names["office"])}
    found = [*_unknown(document, known), *_circles(document, flow), *_misnamed(document, flow)]
    return flow, tuple(sorted((*problems, *found)))


def _offices(others: Collection[str] | None) -> Collection[str] | None:
    return None if others is None else (*others, *_OFFICES)


def _unknown(document: Document, known: Names) -> Iterator[Problem]:
    for loc, kind, name in references(document.data):
        names = known[kind]
        if names is not None and name not in names:
            message = f'there is no {kind} "{name}"{meant(name, tuple(names))}'
            yield document.problem(loc, message, f"unknown-{kind.replace(' ', '-')}")


def references(data: Data, loc: Loc = ()) -> Iterator[tuple[Loc, str, str]]:
    """Go through every name in the flow: where it stands, what it names, and the name."""
    if isinstance(data, dict):
        for key, value in data.items():
            inside_nodes = loc == ("nodes",)
            kind = None if inside_nodes else KINDS.get(key)
            yield from _named(value, (*loc, key), kind) if kind else references(value, (*loc, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from references(value, (*loc, place))


def _named(value: Data, loc: Loc, kind: str) -> Iterator[tuple[Loc, str, str]]:
    if isinstance(value, str):
        yield loc, kind, value
    elif isinstance(value, list):
        yield from ((((*loc, place)), kind, name) for place, name in enumerate(value) if isinstance(name, str))


def _circles(document: Document, flow: Flow) -> Iterator[Problem]:
    """Find announcements that lead only to announcements, round and round."""
    for name in flow.nodes:
        seen: list[str] = []
        at = name
        while isinstance(node := flow.nodes.get(at), Say) and at not in seen:
            seen.append(at)
            at = node.next
        if at == name and seen:
            yield document.problem(
                ("nodes", name), f'"{name}" leads back to itself without asking anything', "circle", at_key=True
            )


def _misnamed(document: Document, flow: Flow) -> Iterator[Problem]:
    for name in flow.nodes:
        usable = name.isascii() and name.isidentifier() and name == name.lower()
        if not usable or name in RESERVED:
            message = f'a node cannot be called "{name}"; expected letters a-z, figures and _, but neither status nor fallback'
            yield document.problem(("nodes", name), message, "node-name", at_key=True)
