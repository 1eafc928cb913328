"""``data/flow.yaml``: the call flow, and the check that every name in it is defined."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from ivr.bounds import NameOf
from ivr.call import Flow
from ivr.call.flow_file import Budgets
from ivr.call.nodes import End
from ivr.directory import is_printed
from ivr.problem import Problem
from ivr.strict_yaml.document import Data, Loc, Null, YamlDocument, entries_at
from ivr.strict_yaml.messages import absent, meant, nearest
from ivr.strict_yaml.reader import read_file
from ivr.strict_yaml.schema import validate
from ivr.strict_yaml.syntax import shown
from ivr.translation import N_, _

from . import slots
from .named_entries import entry_names, no_language
from .places import meant_area
from .slots import KnownNames

PATH = "data/flow.yaml"


def _names_in(part: type) -> Iterator[tuple[str, str]]:
    """Yield the keys of a *part* of the flow, and of the parts in it, whose values are names, each with their kind."""
    for key, hint in get_type_hints(part, include_extras=True).items():
        for inner in _parts_of_type(hint):
            if isinstance(inner, NameOf):
                yield key, inner.kind
            elif isinstance(inner, type) and is_dataclass(inner):
                yield from _names_in(inner)


def _parts_of_type(hint: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever may stand in an annotation
    """Yield all parts that a type is made of, itself first."""
    yield hint
    for inner in get_args(hint):
        yield from _parts_of_type(inner)


NAME_KINDS: Mapping[str, str] = dict(_names_in(Flow))
"""Keys of the flow, at any level, whose values are names, and of what: a node, a prompt, or something else."""
_OTHER_KEYS: tuple[Loc, ...] = (("nodes",), ("required",))
"""Where a key may have the name of one of these without being one: the nodes' own names, and figures."""

_OFFICES = ("chosen", "fallback")
# URLs under /voice that are not nodes.
RESERVED = ("status", "fallback")

_TO_WRITE = {
    "prompt": N_("; write what it says in prompts/, under this name"),
    "word list": N_("; write its words in meanings.yaml, under lists and a name of letters a-z, figures and _"),
}
_AREAS = ("prefecture", "municipality", "ward")
_BY_WORDS = ("distress", "stop", "wrong_number")
_LIKELY = 0.75
"""Likeness from which the name of a prompt, or of a list, is one mistyped."""


def read_flow(
    document: YamlDocument, names: KnownNames, area: str = "prefecture"
) -> tuple[Flow | None, tuple[Problem, ...]]:
    """Read the flow of a document, in which every name must be defined; *area* is what an area is called.

    Names are checked even where the form of the file is wrong, so that its author sees all mistakes at once; but not
    where a line is broken, because definitions may be lost with it.
    """
    flow, problems = validate(document, Flow)
    if document.broken:
        return None, problems
    others = names["office"]
    known = {**names, "node": _callable(document), "office": None if others is None else (*others, *_OFFICES)}
    reported = {(problem.line, problem.column) for problem in problems}
    wrong = [one for one in _unknown(document, known, area) if (one.line, one.column) not in reported]
    wrong += [*_unspoken(document, names.get("language")), *_misnamed(document)]
    wrong += slots.problems(document, flow, names)
    if flow:
        wrong += [*_endless(document, flow), *_exempt(document, flow)]
    return flow, tuple(sorted((*problems, *wrong)))


def read_budgets(root: Path) -> Budgets | None:
    """Return the seconds that routes to an office may take in the site in *root*; None if its flow has no right form.

    Nothing else of the site is read.
    """
    flow, _problems = validate(read_file(root / PATH), Flow)
    return flow.budgets if flow else None


def _callable(document: YamlDocument) -> Collection[str] | None:
    """Return the names by which nodes can be called: also a right one for one that is reported at the node."""
    nodes = entry_names(document, "nodes")
    wrong = [name.lower() for name in nodes or () if not name.isidentifier()]
    right = (re.sub("[^a-z0-9]+", sign, name) for name in wrong for sign in ("", "_"))
    return None if nodes is None else dict.fromkeys((*nodes, *map(str.lower, nodes), *right))


def _unknown(document: YamlDocument, known: KnownNames, area: str) -> Iterator[Problem]:
    """Find the names that are not defined; each is reported where it comes first."""
    defined_names = {kind: None if names is None else dict.fromkeys(names) for kind, names in known.items()}
    wrong: dict[tuple[str, str], list[Loc]] = {}
    for loc, kind, name in (*references_in(document), *_by_words(document)):
        is_abroad = loc[0] == "languages" and loc[2:3] == ("says",)  # it is said in that language
        kind_there = f"{kind} of {loc[1]}" if is_abroad else kind
        names = None if _fills_own(document, loc) else defined_names.get(kind_there)
        if names is not None and name not in names:
            wrong.setdefault((kind_there, name), []).append(loc)
    for (kind_there, name), locs in wrong.items():
        kind = kind_there.partition(" of ")[0]
        called, names = area if kind == "area" else kind, defined_names[kind_there] or {}
        message = absent(called, name, names, _meant(name, called, tuple(names)))
        if more := len(locs) - 1:
            message += _(" (and in {count} more places)").format(count=more)
        yield document.problem(locs[0], message, f"unknown-{called.replace(' ', '-')}")


def _meant(name: str, kind: str, names: tuple[str, ...]) -> str:
    """Suggest what was meant, or that a prompt or list like no other is still to be written."""
    if kind in _TO_WRITE and not nearest(name, names, cutoff=_LIKELY):
        return _(_TO_WRITE[kind])
    return (meant_area if kind in _AREAS else meant)(name, names)


def lists_of_defaults(data: Data) -> tuple[str, ...]:
    """Return the lists whose words alone lead to a node of the defaults, which is called like them."""
    nodes = entries_at(data, "defaults")
    return tuple(name for name in _BY_WORDS if isinstance(nodes.get(name), str))


def _by_words(document: YamlDocument) -> Iterator[tuple[Loc, str, str]]:
    """Yield these lists like names in the flow: without one of them its node would wait for callers in vain."""
    yield from ((("defaults", name), "word list", name) for name in lists_of_defaults(document.data))


def _fills_own(document: YamlDocument, loc: Loc) -> bool:
    """Return whether the choice at *loc* fills one of the site's own slots, whose values may be any words."""
    slot = slots.slot_of(document, str(loc[1])) if loc[-1] == "value" else None
    return slot is not None and slot != "service" and slots.meant_for(slot) != "service"


def _unspoken(document: YamlDocument, languages: Collection[str] | None) -> Iterator[Problem]:
    for language in entry_names(document, "languages") or ():
        if languages is not None and language not in languages:
            yield no_language(document, ("languages", language))


def references_in(document: YamlDocument) -> Sequence[tuple[Loc, str, str]]:
    """List every name in a flow: its location, the kind of thing it names, and the name."""
    return document.once(_references)


def _references(document: YamlDocument) -> tuple[tuple[Loc, str, str], ...]:
    return tuple(references(document.data))


def references(data: Data, loc: Loc = ()) -> Iterator[tuple[Loc, str, str]]:
    """Yield every name in a part of the flow, like `references_in`."""
    if isinstance(data, dict):
        for key, value in data.items():
            kind = None if loc in _OTHER_KEYS else NAME_KINDS.get(key)
            yield from _named(value, (*loc, key), kind) if kind else references(value, (*loc, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from references(value, (*loc, place))


def _named(value: Data, loc: Loc, kind: str) -> Iterator[tuple[Loc, str, str]]:
    if isinstance(value, str) and not isinstance(value, Null):
        yield loc, kind, value
    elif isinstance(value, list):
        yield from ((((*loc, place)), kind, name) for place, name in enumerate(value) if isinstance(name, str))
    elif isinstance(value, dict):  # of a branch, by value
        yield from (((*loc, key), kind, name) for key, name in value.items() if isinstance(name, str))


def _endless(document: YamlDocument, flow: Flow) -> Iterator[Problem]:
    """Find a last node that does not end the call: nothing else ends a call of too many turns."""
    last = flow.defaults.last
    if last in flow.nodes and not isinstance(flow.nodes[last], End):
        message = _('"{last}" has to end the call; expected a node of kind end').format(last=last)
        yield document.problem(("defaults", "last"), message, "no-end")


def _exempt(document: YamlDocument, flow: Flow) -> Iterator[Problem]:
    """Find callers' numbers that are not written as printed."""
    for place, number in enumerate(flow.limits.exempt):
        if not is_printed(number):
            message = _("{number} is not a number as printed, such as 03-5470-1840").format(number=f'"{shown(number)}"')
            yield document.problem(("limits", "exempt", place), message, "number-form")


def _misnamed(document: YamlDocument) -> Iterator[Problem]:
    for name in entry_names(document, "nodes") or ():
        usable = name.isascii() and name.isidentifier() and name == name.lower()
        if not usable or name in RESERVED:
            expected = _("letters a-z, figures and _, but neither status nor fallback")
            message = _('a node cannot be called "{name}"; expected {expected}').format(name=name, expected=expected)
            yield document.problem(("nodes", name), message, "node-name", at_key=True)
