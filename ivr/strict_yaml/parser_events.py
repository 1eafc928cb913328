"""Events of YAML text, from two parsers: PyYAML's own, which explains errors best, and the faster libyaml.

libyaml is six times as fast. If it finds nothing wrong, its events are the same except for a few characters; a text
that contains one of these is in doubt.
"""

import re
from collections.abc import Iterator

import yaml

_DOUBTFUL = re.compile(r"\t|^[ -]*\?", re.MULTILINE)
"""A tab, which PyYAML does not take for a blank, and a question mark that begins a line: its key may have no value."""
_BLOCKS = ("|", ">")
"""Text over several lines; libyaml allows anything after the character that begins it."""


def events(text: str) -> Iterator[yaml.Event]:
    """Return the events of *text* as PyYAML finds them. They raise MarkedYAMLError if it is not YAML."""
    return iter(yaml.parse(text, Loader=yaml.SafeLoader))


def quick_events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of *text* as libyaml finds them.

    Raises YAMLError if it is not YAML, if PyYAML might find another fault or position, or if there is no libyaml.
    """
    if not yaml.__with_libyaml__ or _DOUBTFUL.search(text):
        raise yaml.YAMLError
    last = text.count("\n")
    within: list[bool] = []  # whether each enclosing mapping or list is in brackets
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        match event:
            case yaml.CollectionStartEvent():
                within.append(bool(event.flow_style))
            case yaml.CollectionEndEvent():
                within.pop()
            case yaml.ScalarEvent():
                event.style = event.style or None  # libyaml calls a plain one ""
                in_brackets = event.style is None and any(within[-1:])
                # After a lone --- there is no position for the value.
                is_beyond = event.end_mark is None or event.end_mark.line > last
                if is_beyond or event.style in _BLOCKS or (in_brackets and _is_doubtful(event.value)):
                    raise yaml.YAMLError
        yield event


def _is_doubtful(plain: str) -> bool:
    """Return whether PyYAML may read a plain text differently: with a question mark in brackets, or empty elsewhere."""
    return not plain or "?" in plain
