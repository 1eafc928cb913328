"""What callers notice of a changed flow: nodes, choices and their keys, what is said where, how long is waited."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from ivr.call import Flow
from ivr.call.nodes import AskPlace, Choice, Choose, Node
from ivr.check.keys import spoken_key
from ivr.site.flow import KINDS
from ivr.speech import Prompt

from .change import Change, compared

Prompts = Mapping[str, Prompt]

_TOLD_ELSEWHERE = ("nodes", "choices", "regions")
_UNHEARD = ("fallback_agreed", "budgets", "required")  # what callers cannot notice


def flow_changes(old: Flow, new: Flow, prompts: Prompts) -> Iterator[Change]:
    """Go through what differs between two flows; *prompts* (of both sites) show what their names say."""
    yield from compared("flow", _settings(old, prompts), _settings(new, prompts), "flow, ")
    for name in dict.fromkeys((*old.nodes, *new.nodes)):
        before, after = old.nodes.get(name), new.nodes.get(name)
        if before is None or after is None:
            yield Change("node", f"node {name}", _summary(before), _summary(after))
        elif before != after:
            yield from _node(name, (before, after), prompts)


def _summary(node: Node | None) -> str | None:
    return f"kind {node.kind}" if node else None


def _node(name: str, nodes: tuple[Node, Node], prompts: Prompts) -> Iterator[Change]:
    before, after = (_settings(node, prompts) for node in nodes)
    yield from compared("node", before, after, f"node {name}, ")
    before, after = (_choices(node, prompts) for node in nodes)
    yield from compared("choice", before, after, f"node {name}, ")
    if before.keys() == after.keys() and list(before) != list(after):
        yield Change("order", f"node {name}, order of the choices", "、".join(before), "、".join(after))
    before, after = (_places(node, prompts) for node in nodes)
    yield from compared("keys", before, after, f"node {name}, ")


def _settings(part: object, prompts: Prompts, way: str = "") -> dict[str, str]:
    """Flatten a part of the flow: each of its settings with its value in words."""
    found: dict[str, str] = {}
    for field in fields(part) if is_dataclass(part) and not isinstance(part, type) else ():
        value = getattr(part, field.name)
        if field.name in (*_TOLD_ELSEWHERE, *_UNHEARD) or value is None or value == ():
            continue
        if is_dataclass(value):
            found |= _settings(value, prompts, f"{way}{field.name}.")
        else:
            found[way + field.name] = _shown(field.name, value, prompts)
    return found


def _shown(key: str, value: object, prompts: Prompts) -> str:
    """Show a setting: prompts by name, with what they say; anything else as it stands."""
    if isinstance(value, dict):  # of a branch
        value = tuple(f"{filled} to {node}" for filled, node in value.items())
    values = value if isinstance(value, tuple) else (value,)
    if KINDS.get(key) == "prompt":
        return " ".join(f"{name} {_quoted(str(name), prompts)}" for name in values)
    return "、".join(str(each) for each in values)


def _quoted(name: str, prompts: Prompts) -> str:
    return f"「{prompts[name].text}」" if name in prompts else "(missing)"


def _choices(node: Node, prompts: Prompts) -> dict[str, str]:
    if not isinstance(node, Choose):
        return {}
    return {f"key {spoken_key(choice.key)}": _choice(node, choice, prompts) for choice in node.choices}


def _choice(node: Choose, choice: Choice, prompts: Prompts) -> str:
    target = choice.value if choice.value and node.slot else choice.to
    parts = [f"{_quoted(choice.label, prompts)} leads to {target}"]
    parts += [f"later {_quoted(choice.short, prompts)}"] if choice.short else []
    parts += [f"says {_quoted(choice.says, prompts)}"] if choice.says else []
    parts += [f"words {choice.words}"] if choice.words else []
    return ", ".join(parts)


def _places(node: Node, prompts: Prompts) -> dict[str, str]:
    """Return the keys that lead to each prefecture, by region and place: 栃木県: 1 7."""
    if not isinstance(node, AskPlace):
        return {}
    found = {f"region {number}": _quoted(region.label, prompts) for number, region in enumerate(node.regions, 1)}
    for number, region in enumerate(node.regions, 1):
        for place, name in enumerate(region.areas, 1):
            keys = f"keys for {name}"
            found[keys] = f"{found[keys]}, {number} {place}" if keys in found else f"{number} {place}"
    return found
