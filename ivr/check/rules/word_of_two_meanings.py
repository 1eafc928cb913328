"""No word means two services, two keys, or both yes and no, and no word of a service is also listed as mere trouble.

A caller who says a word of both services is asked which of them he means, every time. A word of two keys is always the
first of them. A word under `trouble` is for answers that mention neither service; where it is also under a service,
that service is guessed from it.

Refuses a word of two services, which leads to neither, and a word of two keys, or of yes and no, which misleads. Warns
of a word of a service and of trouble: only one of the two places has an effect.
"""

from collections.abc import Iterable, Iterator

from ivr.check.site_parts import MEANINGS, WORDS, meanings_of
from ivr.heard.utterance import plain_word
from ivr.meaning import EITHER, Meaning, Meanings
from ivr.site import Problem, Site
from ivr.site.meanings import loc_of
from ivr.strict_yaml.document import Loc, entries_at
from ivr.translation import _

ID = "word-of-two-meanings"
PATH = MEANINGS
IN_EACH_LANGUAGE = True

GOOD = """\
services:
  center: {names: [経営改善], words: [[計画, けいかく]], alone: [計画]}
  council: {names: [事業再生], words: [[銀行]]}
trouble: {words: [[赤字]]}
lists: {"yes": {}, "no": {}, again: {}, back: {}, help: {}, person: {}, unsure: {}}
"""

BAD = """\
services:
  center: {names: [経営改善], words: [[計画, けいかく]]}
  council: {names: [事業再生], words: [[銀行, ケイカク]]}
lists: {"yes": {}, "no": {}, again: {}, back: {}, help: {}, person: {}, unsure: {}}
"""


def check(site: Site) -> Iterator[Problem]:
    """Find the words of a service that another service has, or `trouble`, in whatever spelling."""
    meanings = meanings_of(site)
    for group in (_judged(meanings), _yes_and_no(meanings)) if meanings else ():
        yield from _of_two(site, group)
    yield from _words_of_two_keys(site)


def _of_two(site: Site, group: Iterable[Meaning]) -> Iterator[Problem]:
    """Find the words of a meaning that an earlier one of its *group* has."""
    first: dict[str, tuple[Meaning, Loc]] = {}
    for meaning in group:
        for loc, word in _words(meaning):
            other, where = first.setdefault(plain_word(word, site.language), (meaning, loc))
            if other is not meaning:
                line = site.documents[PATH].place(where).line
                conflict = _conflict(word, other, meaning)
                message = _("{conflict} (line {line}); {remedy}").format(
                    conflict=conflict, line=line, remedy=_remedy(meaning)
                )
                yield site.problem(PATH, loc, message, ID, warning=_is_trouble(meaning))


def shared_words(meanings: Meanings) -> frozenset[str]:
    """Return, in plain form, the words of two services: they are reported, and not what comes of them."""
    of: dict[str, set[str]] = {}
    for meaning in _judged(meanings):
        for _loc, word in () if _is_trouble(meaning) else _words(meaning):
            of.setdefault(plain_word(word, meanings.language), set()).add(meaning.name)
    return frozenset(word for word, services in of.items() if len(services) > 1)


def _words_of_two_keys(site: Site) -> Iterator[Problem]:
    first: dict[str, tuple[str, Loc]] = {}
    for key, words in entries_at(site.documents[WORDS].data, "keys").items():
        for place, word in enumerate(words if isinstance(words, list) else ()):
            other, where = first.setdefault(plain_word(str(word), site.language), (key, ("keys", key, place)))
            if other != key:
                line = site.documents[WORDS].place(where).line
                message = _('"{word}" is a word of key {other} too (line {line}); leave it with one of the two')
                yield site.problem(WORDS, ("keys", key, place), message.format(word=word, other=other, line=line), ID)


def _judged(meanings: Meanings) -> Iterator[Meaning]:
    """Yield the services, then trouble."""
    yield from (one for one in meanings.by_id.values() if one.kind == "service")
    yield from (one for one in meanings.by_id.values() if _is_trouble(one))


def _yes_and_no(meanings: Meanings) -> Iterator[Meaning]:
    yield from (meanings.by_id[name] for name in ("yes", "no") if name in meanings.by_id)


def _words(meaning: Meaning) -> Iterator[tuple[Loc, str]]:
    """Yield each word of a meaning with its keys; what is trouble only as a whole answer may be a service elsewhere."""
    loc = loc_of(meaning)
    yield from (((*loc, "names", place), word) for place, word in enumerate(meaning.names))
    for number, spellings in enumerate(meaning.words):
        yield from (((*loc, "words", number, place), word) for place, word in enumerate(spellings))
    if not _is_trouble(meaning):
        yield from (((*loc, "alone", place), word) for place, word in enumerate(meaning.alone))


def _is_trouble(meaning: Meaning) -> bool:
    return meaning.id == EITHER


def _conflict(word: str, other: Meaning, meaning: Meaning) -> str:
    if _is_trouble(meaning):
        return _('"{word}" is trouble without a service here, but also a word of {name}').format(
            word=word, name=other.name
        )
    return _('"{word}" is a word of both {name} and {other}').format(word=word, name=meaning.name, other=other.name)


def _remedy(meaning: Meaning) -> str:
    if _is_trouble(meaning):
        return _("leave it out of one of the two")
    return _("leave it where it is more telling, or write a longer word that only one of them needs")
