"""Every example is understood as its own meaning, even if the rest of the file alone decides.

An example shows what callers say, and represents similar answers. It is judged as if it were not in the file: by the
names and words of all meanings, and by the other examples. If these take it for another meaning, they take what callers
say for it too; most often it contains a sure name of that meaning. An example that nothing else understands is a good
one.

Refuses: callers who speak like this would be taken to what they do not mean.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ivr.check.site_parts import MEANINGS, meanings_of
from ivr.heard.utterance import plain_word, utterance
from ivr.meaning import EITHER, Meaning, Meanings, Understood, understand
from ivr.site import Problem, Site
from ivr.site.meanings import loc_of
from ivr.translation import N_, _

from .word_of_two_meanings import shared_words

ID = "misunderstood-example"
PATH = MEANINGS
IN_EACH_LANGUAGE = True

GOOD = """\
services:
  center: {names: [経営改善], examples: [経営改善の計画を作りたい]}
  council: {names: [リスケ], examples: [リスケをお願いしたい]}
trouble: {words: [[赤字]], examples: [ずっと赤字なんです]}
lists: {"yes": {}, "no": {}, again: {}, back: {}, help: {}, person: {}, unsure: {}}
"""

BAD = """\
services:
  center: {names: [経営改善], examples: [リスケの計画を作りたい]}
  council: {names: [リスケ]}
lists: {"yes": {}, "no": {}, again: {}, back: {}, help: {}, person: {}, unsure: {}}
"""

_REMEDY = N_("put it where it belongs, or give its own meaning the words that tell them apart")


def check(site: Site) -> Iterator[Problem]:
    """Find the examples that the rest of the file takes for something else."""
    if meanings := meanings_of(site):
        shared = shared_words(meanings)
        for meaning, place, understood in _misunderstood(meanings):
            if understood.why and {*understood.why} <= shared:
                continue
            loc = (*loc_of(meaning), "examples", place)
            yield site.problem(PATH, loc, _message(site, meanings, meaning, understood), ID)


@lru_cache(maxsize=8)  # by the languages of two sites: a changed one is checked again, mostly with the same meanings
def _misunderstood(meanings: Meanings) -> tuple[tuple[Meaning, int, Understood], ...]:
    """Return the examples (meaning, and number there) that are taken for something else, and what that is."""
    every = [(one, place) for one in meanings.by_id.values() for place in range(len(one.examples))]
    heard = [(*of, _by_the_rest(meanings, at, of[0].examples[of[1]])) for at, of in enumerate(every)]
    return tuple(one for one in heard if one[-1].outcome != "unknown" and one[-1].meaning != one[0].id)


def _by_the_rest(meanings: Meanings, number: int, text: str) -> Understood:
    """Return how an example (by number) is understood without itself."""
    return understand(replace(meanings, near=meanings.near.without(number)), utterance(text, meanings.language))


def _message(site: Site, meanings: Meanings, meaning: Meaning, understood: Understood) -> str:
    """Return what the example is mistaken for, by which words, and what to do about it."""
    other = meanings.by_id.get(understood.meaning)
    words = "、".join(understood.why)
    if other is None or (other.id == EITHER and understood.outcome == "ambiguous"):
        return _('this suggests several services ("{words}"), not only {name}; {remedy}').format(
            words=words, name=meaning.name, remedy=_(_REMEDY)
        )
    name = next((name for name in other.names if plain_word(name, meanings.language) in understood.why), None)
    if name is None:
        by = (_('like "{words}"') if words in meanings.near.texts else '"{words}"').format(words=words)
        return _("this is taken for {other} ({by}), not for {name}; {remedy}").format(
            other=other.name, by=by, name=meaning.name, remedy=_(_REMEDY)
        )
    line = site.documents[PATH].place((*loc_of(other), "names", other.names.index(name))).line
    return _('this is taken for {other}, for "{name}" is one of its names (line {line}); {remedy}').format(
        other=other.name, name=name, line=line, remedy=_(_REMEDY)
    )
