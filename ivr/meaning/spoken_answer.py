"""What is found in an answer before rules decide what it means: its words, and the service it speaks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ivr.heard.utterance import Utterance, utterance

from .evidence import SpottedWord
from .meanings import EITHER, NOTHING, Meanings

Certainty = Literal["certain", "probable", "ambiguous", "unknown"]


_NEVER_DENIED = frozenset({"distress", "no", "yes"})
"""Lists whose words count whatever stands beside them."""


_SURE = 2
"""The weight of a name, and of two different telling words."""


class Understood(NamedTuple):
    """The meaning of an answer.

    *meaning* is a service's id, a list's name, ``either`` (trouble without a service, or two services), ``question:``
    and a question's name, or ``nothing``. *service* is the service that was meant, or "". *lists* are all lists that
    the answer matched, as far as they count beside its meaning, and the services that it only takes back. *why* are
    the words, or the example, that decided.
    """

    meaning: str = NOTHING
    outcome: Certainty = "unknown"
    service: str = ""
    lists: frozenset[str] = frozenset()
    why: tuple[str, ...] = ()


NOT_UNDERSTOOD = Understood()


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    """An answer with everything that the rules look at.

    *whole* and *core* are its forms without names of banks and firms. *form* is the one that means something as a whole
    answer, *alone* are its meanings. *spotted* are the words found in the part that counts, *every* those in all of it.
    *service* is the service that the answer speaks for. *takes_back*: a correction takes back all of it. *denies*: a
    word is denied, so that no command or choice is only like it.
    """

    said: Utterance
    whole: str
    core: str
    form: str
    spotted: tuple[SpottedWord, ...]
    every: tuple[SpottedWord, ...]
    alone: frozenset[str]
    service: Understood
    asks: bool
    takes_back: bool
    denies: bool

    def names(self, meaning: str) -> tuple[str, ...]:
        """Return the sure words for *meaning* that were said."""
        words = tuple(dict.fromkeys(one.word for one in self.every if one.is_name and one.meaning == meaning))
        return words or ((self.form,) if meaning in self.alone else ())

    def words(self, meaning: str) -> tuple[str, ...]:
        """Return all words for *meaning* that count."""
        return tuple(dict.fromkeys(one.word for one in self.spotted if one.meaning == meaning))


def spoken_answer(meanings: Meanings, said: Utterance) -> SpokenAnswer:
    """Find the words of *said* that count, and weigh those that speak for a service."""
    of = meanings.wording
    whole, core = of.without_names(said.whole), of.without_names(said.core)
    rest = of.after_correction(whole)
    every, denies = _meant(meanings, whole)
    spotted = every if rest == whole else _meant(meanings, rest)[0]
    # The longest form counts: 「助けてください」 is despair, 「助けて」 asks for help. After a correction the
    # rest is an answer of its own: 「計画じゃなくて、銀行です」.
    forms = (
        whole,
        said.spoken,
        core,
        _said_once(core),
        *([utterance(rest, said.language).core] if rest != whole else []),
    )
    form = next((form for form in forms if form in meanings.alone), core)
    takes_back = bool(whole.strip() and not rest.strip())
    alone = frozenset(meanings.alone.get(form, ())) - (meanings.services if takes_back else frozenset())
    start = whole.find(form)
    if start >= 0 and of.denial(whole, start, start + len(form)):
        alone -= meanings.lists - _NEVER_DENIED  # 「本部はいいです」
    service = _service(meanings, spotted, alone)
    if service.outcome == "probable" and services_in(meanings, spotted) < services_in(meanings, every):
        service = service._replace(outcome="certain")  # instead of the other one: 計画じゃなくて返済のことです
    if service is NOT_UNDERSTOOD and rest != whole:
        kept = _service(meanings, meanings.spotter.spot(of.after_correction(of.before_correction(whole))), frozenset())
        service = kept._replace(outcome="probable") if kept.service else service
    return SpokenAnswer(said, whole, core, form, spotted, every, alone, service, of.asks(said), takes_back, denies)


def _meant(meanings: Meanings, whole: str) -> tuple[tuple[SpottedWord, ...], bool]:
    """Return the words found in *whole* without the commands and choices that it denies, and whether it denies any.

    「番号じゃなくて」 denies one. Despair counts even so, and a denied service is what a correction takes back. In the
    denial itself no word counts but a wish to stop: 「英語は分かりません」 is no 「わかりません」.
    """
    spotted, deniable, of = meanings.spotter.spot(whole), meanings.lists - _NEVER_DENIED, meanings.wording
    denials = {one: of.denial(whole, one.start, one.end) for one in spotted if one.meaning in deniable}
    denying = {position for denial in denials.values() for position in denial}
    within = meanings.lists - {"distress", "stop"}
    kept = tuple(
        one for one in spotted if not denials.get(one) and not (one.meaning in within and one.start in denying)
    )
    return kept, len(kept) < len(spotted)


def denies_any(meanings: Meanings, whole: str) -> bool:
    """Return whether *whole* denies a word: then no command or choice is only like it, 「担当者はいいです」."""
    return _meant(meanings, whole)[1]


def services_in(meanings: Meanings, spotted: Iterable[SpottedWord]) -> frozenset[str]:
    """Return the services for which *spotted* words speak."""
    return meanings.services & {one.meaning for one in spotted}


def _said_once(text: str) -> str:
    """Return the part that *text* repeats, or all of it: 「助けて」 of 「助けて、助けて」."""
    return text[: (text + text).find(text, 1)] if text else text


def taken_back(meanings: Meanings, answer: SpokenAnswer) -> frozenset[str]:
    """Return the services that an answer only takes back: 計画じゃなくて、岡山です."""
    return services_in(meanings, answer.every) - services_in(meanings, answer.spotted)


def _service(meanings: Meanings, spotted: Iterable[SpottedWord], alone: frozenset[str]) -> Understood:
    """Weigh the words found for the services against each other.

    A name, or two different words, with nothing against them are certain; one word, or more for than against, is
    probable; as much on both sides is ambiguous.
    """
    ours = [one for one in spotted if one.meaning in meanings.services]
    weights = dict.fromkeys(alone & meanings.services, _SURE)
    different = {(one.meaning, one.number, one.word if one.is_name else ""): one for one in ours}
    for one in different.values():
        weights[one.meaning] = weights.get(one.meaning, 0) + (_SURE if one.is_name else 1)
    if not weights:
        return NOT_UNDERSTOOD
    why = tuple(dict.fromkeys(one.word for one in ours)) or tuple(alone & meanings.services)
    (most, best), *others = sorted(((weight, name) for name, weight in weights.items()), reverse=True)
    against = others[0][0] if others else 0
    if most == against:
        return Understood(EITHER, "ambiguous", why=why)
    return Understood(best, "certain" if most >= _SURE and not against else "probable", best, why=why)
