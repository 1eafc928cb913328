"""Decide what a caller's words mean: the first rule of an ordered list that applies decides."""

import re
from collections.abc import Callable, Iterable
from unicodedata import normalize

from ivr.heard.normal import excerpt
from ivr.heard.readings import Readings
from ivr.heard.utterance import JAPANESE, Utterance

from .by_ear import sounds_like
from .meanings import EITHER, NOTHING, QUESTION, Meanings
from .spoken_answer import (
    NOT_UNDERSTOOD,
    Certainty,
    SpokenAnswer,
    Understood,
    denies_any,
    services_in,
    spoken_answer,
    taken_back,
)
from .wording import consists_of

AT_ONCE = ("distress", "foreign", "english", "japanese")
COMMANDS = ("wrong_number", "stop", "person", "again", "back", "help")
ANSWERS = ("no", "yes", "unsure", "explain")
EVERYWHERE = frozenset({*AT_ONCE, *COMMANDS, *ANSWERS})
"""Lists that mean something at every question."""
_NO_YES = frozenset({"no", "unsure", "again", "back", "help", "stop", "wrong_number"})
"""A yes together with one of these only opens the answer, or is polite."""

_BESIDE_SERVICE = frozenset({"no", "number"})
"""Lists that count beside a service that is certain: 「協議会の電話番号を教えて」 asks for no connection."""

_POLITE = (f"{QUESTION}right_place", f"{QUESTION}eligible")
"""Questions that ask for the service which they name: 「再生支援は使えますか」."""

_NEVER_BY_LIKENESS = frozenset({"person", "wrong_number", "yes", "no"})
"""Meanings that an example alone cannot decide: what rings, ends the call or takes back must have been said."""


_LIKE, _LIKER_BY = 0.30, 1.25
"""Least likeness to an example (0 to 1), and by what factor it must exceed that to examples of other meanings."""

_LIKE_AT_ONCE = 0.5
"""The same likeness for what rings at once: 「左前になりまして」 is a third like 「何もかも嫌になりました」."""

_SENTENCE, _DIFFERENT = re.compile(r"\W*(?:[A-Za-z]+\W+){3,}[A-Za-z]+\W*"), 3
"""Four words or more in Latin letters, and how many of them differ at the least: 「OK OK OK OK」 is no sentence."""


_Rule = Callable[[Meanings, SpokenAnswer], Understood | None]


def understand(meanings: Meanings, said: Utterance) -> Understood:
    """Return what *said* means by its words (by its sound: see `understand_by_ear`)."""
    answer = spoken_answer(meanings, said)
    understood = next((decided for rule in _RULES if (decided := rule(meanings, answer))), NOT_UNDERSTOOD)
    return understood._replace(lists=_lists(meanings, answer, understood))


def understand_by_ear(meanings: Meanings, readings: Readings, said: Utterance) -> Understood:
    """Return what *said* sounds like if no word of it is known; never more than probable.

    Names are compared in kana, so this works for Japanese only.
    """
    if meanings.language != JAPANESE:
        return NOT_UNDERSTOOD
    of = meanings.wording
    heard = sounds_like(readings, meanings.by_ear, of.without_names(said.core))
    if heard is None or (heard[0] in meanings.lists and denies_any(meanings, of.without_names(said.whole))):
        return NOT_UNDERSTOOD
    meaning, name = heard
    service = meaning if meaning in meanings.services else ""
    lists = frozenset({meaning} & meanings.lists)
    return Understood(meaning, "probable", service, lists, (f"～{name}",))


def _lists(meanings: Meanings, answer: SpokenAnswer, understood: Understood) -> frozenset[str]:
    """Return the lists that count beside what was *understood*: of commands only the one that decided."""
    touched = {one.meaning for one in answer.every if one.is_name} | answer.alone
    touched &= meanings.lists
    own = {understood.meaning} & meanings.lists
    if understood.meaning in AT_ONCE or understood.meaning.startswith(QUESTION):
        return frozenset(own)
    if understood.meaning == "explain":  # a choice may have this name: くわしい説明
        return frozenset(own | (touched - EVERYWHERE))
    if understood.service and understood.outcome == "certain":
        return frozenset(touched & _BESIDE_SERVICE)
    # A caller who does not know what to do (どうしたらいいかわからない) may want help, if no service is asked for.
    touched -= {*AT_ONCE, *COMMANDS} - ({"help"} if understood.meaning == EITHER else set())
    if _holds_no_yes(meanings, answer) or understood.meaning in _NO_YES or touched & _NO_YES:
        touched -= {"yes"}
    if understood.meaning == "help":  # 「使い方がわからない」 is not 「わからない」
        touched -= {"unsure", "explain", "no"}
    return frozenset(touched | own | (taken_back(meanings, answer) - {understood.service}))


def _at_once(_meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find despair, or another language: they come before anything else, and two different telling words are enough."""
    named = _first_named(answer, AT_ONCE)
    hinted = next(
        (name for name in AT_ONCE if len({one.number for one in answer.every if one.meaning == name}) > 1), ""
    )
    return named or (Understood(hinted, "certain", why=answer.words(hinted)) if hinted else None)


def _in_latin(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find an English sentence, even without a word that asks for English: Japanese is never written so."""
    if "english" not in meanings.lists or meanings.language != JAPANESE:
        return None
    said = normalize("NFKC", excerpt(answer.said.raw))  # 9,000 accents take it 150 ms
    words = {word for word in said.lower().split() if len(word) > 1}  # 「A I U E O」 is spelt
    several = _SENTENCE.fullmatch(said) and len(words) >= _DIFFERENT
    return Understood("english", "certain", why=(said,)) if several else None


def _explained(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a question about what a service is: 「協議会って何」; a statement with 説明 chooses the service it names."""
    words = answer.names("explain")
    wonders = answer.asks or any(map(meanings.wording.wonders.search, words))
    return _found(answer, "explain") if words and (wonders or answer.service.outcome != "certain") else None


def _asked_back(_meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a question back, even if it names a service: 「改善センターの場所はどこですか」.

    「改善センターはこちらでよろしいですか」 is a polite request for that service instead, and who ends with a wish
    for a person has not waited for an answer: 「責任者の方ですか、責任者を出して」.
    """
    words = [one.meaning for one in answer.every if one.is_name]
    named = [meaning for meaning in (*answer.alone, *words) if meaning.startswith(QUESTION)]
    wants_person = words[-1:] == ["person"] and not answer.asks
    if named and not wants_person and (answer.asks or answer.service.outcome != "certain"):
        polite = named[-1] in _POLITE and answer.service.service
        return None if polite else _found(answer, named[-1])
    hinted = [one.meaning for one in answer.spotted if one.meaning.startswith(QUESTION)]
    sure = answer.service.outcome == "certain"
    return _found(answer, hinted[-1], "probable") if hinted and answer.asks and not sure else None


def _wonders_about(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a caller who wonders about a service: 「改善計画ちゅうのは、なんのことですか」."""
    wonders = answer.asks and answer.service.outcome == "certain"
    asked = meanings.wording.wonders.search(meanings.wording.after_correction(answer.whole)) if wonders else None
    return Understood("explain", "probable", why=(asked.group(),)) if asked else None


def _named_service(_meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a service that is certain: it takes precedence over a command in the same answer."""
    return answer.service if answer.service.outcome == "certain" else None


def _elsewhere(_meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a matter for another office, unless the answer also has a word of this site's services."""
    named = answer.names(NOTHING)
    ours = answer.service.service or answer.words(EITHER)
    return Understood(NOTHING, "certain", why=named) if named and not ours else None


def _command(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a command.

    A caller who talks about a service or trouble does not ask for help with 「どうしたらいい」, nor to repeat with
    「もう一回」; one who names a service with 「担当のかた」 is led to that service, not to a person.
    """
    about_service = answer.service.outcome != "unknown"
    idle = {"again", "back", "help"} if about_service or answer.words(EITHER) else set()
    idle |= {"person"} if answer.service.service or _only_asks_about_office(meanings, answer) else set()
    commands = [name for name in COMMANDS if name not in idle]
    waits = answer.names("stop")
    if waits and set(waits) <= set(answer.names("wait")):
        commands.sort(key=("stop", "person").count)  # 「ちょっと待って、もう一度言って」 is no wish to stop
    return _first_named(answer, commands)


def _only_asks_about_office(meanings: Meanings, answer: SpokenAnswer) -> bool:
    """Return whether all words for a person name an office that a choice offers, which is asked about or declined.

    「全国本部はどこですか」, 「本部にかけたらつながりますか」 and 「あとで本部にかけます」 ask for no ring.
    """
    of_choices = {one.word for one in answer.every if one.meaning in meanings.lists - EVERYWHERE}
    asked_for = answer.names("person")
    return bool(asked_for) and of_choices.issuperset(asked_for) and not meanings.wording.wants_ring(answer.whole)


def _person(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a request for somebody by name: the caller wants a person."""
    of, whole = meanings.wording, answer.whole
    named = of.names_person(whole)
    start = whole.find(named)
    is_known = any(one.word in named for one in answer.every)
    meant = bool(named) and not is_known and not of.denial(whole, start, start + len(named))
    return Understood("person", "certain", why=(named,)) if meant else None


def _any_service(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a service that is probable, or two of them; 「センターか協議会か、わからない」 chooses neither."""
    several = len(services_in(meanings, answer.spotted)) > 1
    if several and answer.names("unsure"):
        return _found(answer, "unsure")
    return answer.service if answer.service.outcome != "unknown" else None


def _plain_answer(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find yes, no and 「わかりません」."""
    no_yes = _holds_no_yes(meanings, answer)
    spoken = answer.said.spoken
    if not no_yes and consists_of(spoken, meanings.agreeing) and not consists_of(spoken, meanings.polite):
        return Understood("yes", "certain", why=(spoken,))
    return _first_named(answer, [name for name in ANSWERS if not (no_yes and name == "yes")])


def _choice_word(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a sure word of a list that only choices use; the longest word if there are several."""
    others = meanings.lists - EVERYWHERE
    named = [(max(map(len, words)), name) for name in others if (words := answer.names(name))]
    return _found(answer, max(named)[1]) if named else None


def _trouble(_meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find trouble without a service."""
    words = answer.words(EITHER) or answer.names(EITHER)
    return Understood(EITHER, "certain", why=words) if words else None


def _only_taken_back(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a no in an answer that only takes something back, and no command: "not Shizuoka"."""
    is_no = answer.takes_back and "no" in meanings.lists and not answer.denies
    return Understood("no", "certain", why=(answer.core,)) if is_no else None


def _telling(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a telling word of a command or an answer."""
    likely = (
        name
        for name in (*COMMANDS, *ANSWERS)
        if answer.words(name) and not (name == "yes" and _holds_no_yes(meanings, answer))
    )
    return next((Understood(name, "probable", why=answer.words(name)) for name in likely), None)


def _like_example(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find an answer like the examples of one meaning, and clearly less like all others."""
    ranked = meanings.near.nearest(answer.core)
    if not ranked or ranked[0][0] < _LIKE or (len(ranked) > 1 and ranked[0][0] < ranked[1][0] * _LIKER_BY):
        return None
    likeness, meaning, example = ranked[0]
    of_choices, of_service = meaning in meanings.lists and meaning not in EVERYWHERE, meaning in meanings.services
    if meaning in _NEVER_BY_LIKENESS or of_choices or (meaning in AT_ONCE and likeness < _LIKE_AT_ONCE):
        return None
    if meaning in taken_back(meanings, answer) or (not of_service and answer.denies):
        return None
    return Understood(meaning, "probable", meaning if of_service else "", why=(example,))


def _denied(_meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find an answer that only denies: it is no other word, and no place, that sounds like it."""
    return Understood(NOTHING, "probable", why=(answer.core,)) if answer.denies else None


def _wonders(meanings: Meanings, answer: SpokenAnswer) -> Understood | None:
    """Find a question of which nothing else is understood."""
    other = f"{QUESTION}other"
    is_sentence = answer.asks and len(answer.core) >= meanings.wording.sentence and other in meanings.by_id
    asked = meanings.wording.wonders.search(answer.whole) if is_sentence else None
    return Understood(other, "probable", why=(asked.group(),)) if asked else None


# The first that applies decides. The order is the one that measured best; moving a rule changes where callers are led,
# as `ivr test` shows.
_RULES: tuple[_Rule, ...] = (
    _at_once,
    _in_latin,
    _explained,
    _asked_back,
    _wonders_about,
    _named_service,
    _elsewhere,
    _command,
    _person,
    _any_service,
    _plain_answer,
    _trouble,
    _choice_word,
    _only_taken_back,
    _telling,
    _like_example,
    _wonders,
    _denied,
)


def _holds_no_yes(meanings: Meanings, answer: SpokenAnswer) -> bool:
    """Return whether an answer cannot be a yes: it tells of trouble (…しそうなんです), asks or denies something."""
    said = [one.end for one in answer.every if one.is_name and one.meaning == "yes"]
    denied = bool(said) and meanings.wording.denies.search(answer.whole[said[-1] :]) is not None
    return bool(answer.words(EITHER)) or answer.asks or denied or answer.denies


def _found(answer: SpokenAnswer, meaning: str, outcome: Certainty = "certain") -> Understood:
    return Understood(meaning, outcome, why=answer.names(meaning) or answer.words(meaning))


def _first_named(answer: SpokenAnswer, lists: Iterable[str]) -> Understood | None:
    return next((_found(answer, name) for name in lists if answer.names(name)), None)
