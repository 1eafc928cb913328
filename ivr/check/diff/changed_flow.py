"""Changes of the flow that callers notice: nodes, choices and their keys, what is said where, and waiting times."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from ivr.call import Flow
from ivr.call.nodes import AskPlace, Choice, Choose, Node
from ivr.check.keys import spoken_key
from ivr.site.flow import NAME_KINDS
from ivr.speech import Prompt
from ivr.translation import _

from .change import Change, compared

Prompts = Mapping[str, Prompt]

_COMPARED_ELSEWHERE = ("nodes", "choices", "regions")
_UNHEARD = ("fallback_agreed", "privacy_published", "budgets", "required")  # what callers cannot notice


def flow_changes(old: Flow, new: Flow, prompts: Prompts) -> Iterator[Change]:
    """Yield the differences between two flows; *prompts* (of both sites) show what prompt names say."""
    yield from compared("flow", _settings(old, prompts), _settings(new, prompts), _("flow, "))
    for name in dict.fromkeys((*old.nodes, *new.nodes)):
        before, after = old.nodes.get(name), new.nodes.get(name)
        if before is None or after is None:
            yield Change("node", _("node {name}").format(name=name), _summary(before), _summary(after))
        elif before != after:
            yield from _node(name, (before, after), prompts)


def _summary(node: Node | None) -> str | None:
    return _("kind {kind}").format(kind=node.kind) if node else None


def _node(name: str, nodes: tuple[Node, Node], prompts: Prompts) -> Iterator[Change]:
    before, after = (_settings(node, prompts) for node in nodes)
    yield from compared("node", before, after, _("node {name}, ").format(name=name))
    before, after = (_choices(node, prompts) for node in nodes)
    yield from compared("choice", before, after, _("node {name}, ").format(name=name))
    if before.keys() == after.keys() and list(before) != list(after):
        yield Change(
            "order", _("node {name}, order of the choices").format(name=name), "、".join(before), "、".join(after)
        )
    before, after = (_places(node, prompts) for node in nodes)
    yield from compared("keys", before, after, _("node {name}, ").format(name=name))


def _settings(part: object, prompts: Prompts, prefix: str = "") -> dict[str, str]:
    """Flatten a part of the flow into its settings, each with its value in words."""
    settings: dict[str, str] = {}
    for name, value in _fields(part).items():
        if name in (*_COMPARED_ELSEWHERE, *_UNHEARD) or value is None or value == ():
            continue
        if is_dataclass(value) or name == "languages":
            settings |= _settings(value, prompts, f"{prefix}{name}.")
        else:
            settings[prefix + name] = _shown(name, value, prompts)
    return settings


def _fields(part: object) -> Mapping[str, object]:
    if isinstance(part, Mapping):
        return part
    return {one.name: getattr(part, one.name) for one in fields(part)} if is_dataclass(part) else {}


def _shown(key: str, value: object, prompts: Prompts) -> str:
    """Show a setting: prompts by name with what they say, anything else as written."""
    if isinstance(value, dict):  # of a branch
        value = tuple(f"{filled} to {node}" for filled, node in value.items())
    values = value if isinstance(value, tuple) else (value,)
    if NAME_KINDS.get(key) == "prompt":
        return " ".join(f"{name} {_quoted(str(name), prompts)}" for name in values)
    return "、".join(str(each) for each in values)


def _quoted(name: str, prompts: Prompts) -> str:
    return f"「{prompts[name].text}」" if name in prompts else _("(missing)")


def _choices(node: Node, prompts: Prompts) -> dict[str, str]:
    if not isinstance(node, Choose):
        return {}
    return {
        _("key {key}").format(key=spoken_key(choice.key)): _choice(node, choice, prompts) for choice in node.choices
    }


def _choice(node: Choose, choice: Choice, prompts: Prompts) -> str:
    target = choice.value if choice.value and node.slot else choice.to or choice.language
    parts = [_("{label} leads to {target}").format(label=_quoted(choice.label, prompts), target=target)]
    parts += [_("later {short}").format(short=_quoted(choice.short, prompts))] if choice.short else []
    parts += [_("says {says}").format(says=_quoted(choice.says, prompts))] if choice.says else []
    parts += [_("words {words}").format(words=choice.words)] if choice.words else []
    more = {"other": choice.other, "language": choice.language if choice.to else None}
    parts += [f"{key}: {value}" for key, value in more.items() if value]
    return ", ".join(parts)


def _places(node: Node, prompts: Prompts) -> dict[str, str]:
    """Return the keys that lead to each prefecture, by region and place: 栃木県: 1 7."""
    if not isinstance(node, AskPlace):
        return {}
    keys_of = {
        _("region {number}").format(number=number): _quoted(region.label, prompts)
        for number, region in enumerate(node.regions, 1)
    }
    for number, region in enumerate(node.regions, 1):
        for place, name in enumerate(region.areas, 1):
            keys = _("keys for {name}").format(name=name)
            keys_of[keys] = f"{keys_of[keys]}, {number} {place}" if keys in keys_of else f"{number} {place}"
    return keys_of
