"""Prompts that are said within others: names of choices, what a menu says of each, the name of an office."""

from collections.abc import Collection, Iterator

from ivr.problem import Problem
from ivr.speech import gaps
from ivr.strict_yaml.document import YamlDocument
from ivr.translation import _

from . import slots
from .flow import PATH, references_in
from .named_entries import entries_with_text
from .prompts import CALL_GAPS

_NAMES = ("label", "short", "yes", "no")
_TEMPLATES = ("choice", "place_choice")
_OFFICE = "office_name"
_OF_A_CHOICE = ("label", "key")
_OF_AN_OFFICE = ("area", "prefecture", "service", "service_reading", "topic")


def problems(flow: YamlDocument, document: YamlDocument, facts: Collection[str]) -> Iterator[Problem]:
    """Find gaps in them that nothing fills, and menus that would not say a choice or its key.

    *facts* are those of the site. A gap that nothing fills anywhere is reported where prompts are read.
    """
    own = slots.named(flow)
    filled = {
        **dict.fromkeys(_NAMES, facts),
        **dict.fromkeys(_TEMPLATES, _OF_A_CHOICE),
        _OFFICE: (*_OF_AN_OFFICE, *own, *facts),
    }
    texts = {name: text for name, text, _reading in entries_with_text(document, "prompts")}
    prompts = ((str(loc[-1]), name) for loc, kind, name in references_in(flow) if kind == "prompt")
    named = dict.fromkeys((key, name) for key, name in prompts if key in filled)
    for key, name in named:
        there = gaps(texts.get(name, ""))
        if unfilled := [gap for gap in there if gap in (*CALL_GAPS, *own, *facts) and gap not in filled[key]]:
            message = _('nothing fills {gaps} in "{name}": {path} names it under {key}, and it is said within others')
        elif name in texts and key in _TEMPLATES and (unfilled := [gap for gap in _OF_A_CHOICE if gap not in there]):
            message = _('{gaps} is missing in "{name}": {path} names it under {key}, and menus say each choice with it')
        else:
            continue
        text = message.format(gaps=" ".join(f"{{{gap}}}" for gap in unfilled), name=name, path=PATH, key=key)
        yield document.problem(("prompts", name, "text"), text, "unknown-gap")
