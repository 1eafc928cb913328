"""Events of YAML text, by two parsers: PyYAML's own, which says best what is wrong, and libyaml, six times as fast.

Where libyaml finds nothing wrong, its events are the same but for a few characters; a text with one is in doubt.
"""

import re
from collections.abc import Iterator

import yaml

_DOUBTFUL = re.compile(r"\t|^[ -]*\?", re.MULTILINE)
"""A tab, which PyYAML takes for no blank, and a question mark that begins a line: a key whose value may be nowhere."""
_BLOCKS = ("|", ">")
"""Text over several lines; libyaml lets anything stand behind the sign that begins it."""


class DoubtError(yaml.YAMLError):
    """The two parsers may read this differently."""


def events(text: str) -> Iterator[yaml.Event]:
    """Return the events of *text* as PyYAML finds them. They raise MarkedYAMLError where it is no YAML."""
    return iter(yaml.parse(text, Loader=yaml.SafeLoader))


def quick_events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of *text* as libyaml finds them.

    Raises YAMLError where it is no YAML, where PyYAML may find another fault or place, and where there is no libyaml.
    """
    if not yaml.__with_libyaml__ or _DOUBTFUL.search(text):
        raise DoubtError
    last = text.count("\n")
    within: list[bool] = []  # whether each mapping or list around is in brackets
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        match event:
            case yaml.CollectionStartEvent():
                within.append(bool(event.flow_style))
            case yaml.CollectionEndEvent():
                within.pop()
            case yaml.ScalarEvent():
                event.style = event.style or None  # libyaml calls a plain one ""
                in_brackets = event.style is None and any(within[-1:])
                # After --- alone the value is nowhere.
                is_beyond = event.end_mark is None or event.end_mark.line > last
                if is_beyond or event.style in _BLOCKS or (in_brackets and _is_doubtful(event.value)):
                    raise DoubtError
        yield event


def _is_doubtful(plain: str) -> bool:
    """Tell whether PyYAML takes a plain text in brackets otherwise: with a question mark, or none at another place."""
    return not plain or "?" in plain
