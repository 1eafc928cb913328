"""Texts that callers hear, by node and by prompt, split into fixed and varying parts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr import columns
from ivr.call import Plan
from ivr.heard.utterance import JAPANESE
from ivr.site.examples import Example, Occasion, examples, occasions, occasions_anywhere
from ivr.speech import line_seconds
from ivr.speech.prompt import GAP
from ivr.translation import _

from . import labels

Part = tuple[str, bool, str]
"""A piece of text, whether it may differ in another call, and the language in which it is spoken."""

_BETWEEN: tuple[Part, ...] = ((" ", False, JAPANESE),)

_FIXED = frozenset({"choices", "fallback"})
"""Gaps that say the same in every call at the same node."""
_EXCERPT = 68
"""Columns; a character of Japanese takes two."""


@dataclass(frozen=True, slots=True)
class HeardText:
    """A text as heard on an occasion: *when* that is, the *parts* of the text, and the *seconds* it takes."""

    when: str
    parts: tuple[Part, ...]
    seconds: int

    @property
    def text(self) -> str:
        """All that is heard, as one text."""
        return "".join(text for text, *_ in self.parts)


def heard_at(plan: Plan, name: str) -> tuple[HeardText, ...]:
    """Return what callers hear at the node *name*, at each time at which it speaks."""
    kind = plan.node(name).kind
    return tuple(_spoken(plan, _when(kind, occasion), occasion.said) for occasion in occasions(plan, name))


def anywhere(plan: Plan) -> tuple[HeardText, ...]:
    """Return what may be heard at several nodes."""
    return tuple(_spoken(plan, _when("", one), one.said) for one in occasions_anywhere(plan))


def every(plan: Plan) -> Iterator[tuple[str, HeardText]]:
    """Yield every prompt by name, its gaps filled by an example."""
    for example in examples(plan):
        yield example.name, _spoken(plan, example.name, (example,), fixed=frozenset({"fallback"}))


def first_words(plan: Plan, name: str) -> str:
    """Return the beginning of what is first heard at the node *name*, or "" if nothing is said."""
    return columns.excerpt(next((said.text for said in heard_at(plan, name)), ""), _EXCERPT)


def _when(kind: str, occasion: Occasion) -> str:
    if occasion.key:
        return _("after {key} {label} was chosen").format(key=occasion.key, label=occasion.label)
    return _(labels.OCCASIONS.get(f"{kind}.{occasion.field}") or labels.OCCASIONS[occasion.field])


def _spoken(plan: Plan, when: str, said: Iterable[Example], fixed: frozenset[str] = _FIXED) -> HeardText:
    length = sum(line_seconds(one.line, plan.voice.rate) for one in said)
    parts = tuple(part for one in said for part in (*_parts(plan, one, fixed), *_between(one)))
    return HeardText(when, parts[:-1] if parts[-1:] == _BETWEEN else parts, round(length))


def _between(example: Example) -> tuple[Part, ...]:
    """Return what sets a sentence apart from the next one: in Japanese nothing."""
    return () if example.line.language == JAPANESE else _BETWEEN


def _parts(plan: Plan, example: Example, fixed: frozenset[str]) -> Iterator[Part]:
    """Split the line of a prompt at its gaps; a line that does not come from the prompt's text stays whole."""
    pieces = GAP.split(plan.prompts[example.name].text)  # words and names of gaps alternate
    facts = [plan.facts.get(gap) for gap in pieces[1::2]]
    gaps = [f"({re.escape(fact.text) if fact else '.*?'})" for fact in facts]
    pattern = "".join(re.escape(words) + gap for words, gap in zip(pieces[::2], [*gaps, ""], strict=True))
    match = re.fullmatch(pattern, example.line.text, re.DOTALL)
    if not match:
        yield example.line.text, False, example.line.language
        return
    for words, gap, filling in zip(pieces[::2], [*pieces[1::2], ""], [*match.groups(), ""], strict=True):
        yield words, False, example.line.language
        yield filling, gap in example.filled and gap not in fixed, example.line.language
