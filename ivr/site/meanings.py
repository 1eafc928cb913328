"""``data/meanings.yaml``: what callers may mean, and the words by which each meaning is recognised."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ivr.heard.utterance import JAPANESE, plain_word
from ivr.meaning import LANGUAGES, Meaning, MeaningKind, Meanings, meanings
from ivr.problem import Problem
from ivr.strict_yaml.document import Data, Loc, YamlDocument, at
from ivr.strict_yaml.messages import absent, nearest, suggested
from ivr.strict_yaml.schema import validate
from ivr.translation import _

from .named_entries import entry_names

PATH = "data/meanings.yaml"

_NOT_HINTED = frozenset(
    {
        *("distress", "english", "foreign", "japanese"),
        *("stop", "wait", "wrong_number", "thanks", "hesitation", "neither", "denied", "people"),
        "connect",
    }
)
"""Lists of what no prompt asks for; and 「つないで」, which rings, would be heard in 「つながないで」."""
_SHORTEST_HINT = 2  # characters
_LIKELY = 0.75
"""Likeness from which a list is one of the engine's, misspelt."""
# The lists that the engine itself listens for.
REQUIRED_LISTS = ("yes", "no", "again", "back", "help", "person", "unsure")


@dataclass(frozen=True, slots=True)
class HeardBy:
    """The words by which one meaning is heard.

    names: sure wherever they are said; those of services, explain and person that are written in kana are also heard by
    their sound. words: telling, the spellings of one word together; one makes its meaning probable, two different ones
    make it certain. alone: counts as the whole answer only. examples: whole answers; what no word decides is compared
    with them, and each is a test.
    """

    names: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    alone: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBack(HeardBy):
    """What callers ask back.

    answer: the prompt that is said before the question is asked again. names, words, alone, examples: as of any other
    meaning.
    """

    answer: str


@dataclass(frozen=True, slots=True)
class MeaningsFile:
    """What callers mean.

    services: the directory's, by id. lists: commands, answers, and what single choices name. questions: what is asked
    back. trouble: trouble described without a service. elsewhere: matters of other offices, and longer names that hide
    a word of the other meanings. polite: what says neither yes nor no; a yes to an office may consist of it.
    """

    lists: dict[str, HeardBy]
    services: dict[str, HeardBy] = field(default_factory=dict)
    questions: dict[str, QuestionBack] = field(default_factory=dict)
    trouble: HeardBy = field(default_factory=HeardBy)
    elsewhere: HeardBy = field(default_factory=HeardBy)
    polite: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeaningsRead:
    """A file of meanings, read: *meanings* (None while it is wrong), and the prompts that answer callers' questions."""

    meanings: Meanings | None
    answers: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_meanings(
    document: YamlDocument, services: Collection[str] | None, prompts: Collection[str] | None, language: str = JAPANESE
) -> MeaningsRead:
    """Read the meanings in *language*; *services* and *prompts* are the site's, None if they are not known."""
    file, problems = validate(document, MeaningsFile)
    wrong = (*_missing(document), *_strange(document, services), *_unanswered(file, document, prompts))
    problems = tuple(sorted((*problems, *wrong, *unsayable(document, language))))
    answers = {name: asked.answer for name, asked in file.questions.items()} if file else {}
    return MeaningsRead(_prepared(file, language) if file else None, answers, problems)


def meanings_in(document: YamlDocument, language: str) -> Meanings | None:
    """Return the meanings of a document in *language*, None if its form is wrong."""
    file, _ = validate(document, MeaningsFile)
    return _prepared(file, language) if file else None


def _prepared(file: MeaningsFile, language: str) -> Meanings:
    return _built(tuple(_meanings(file)), file.polite, language if language in LANGUAGES else LANGUAGES[0])


@lru_cache(maxsize=8)
def _built(of: tuple[Meaning, ...], polite: tuple[str, ...], language: str) -> Meanings:
    """Prepare meanings, once for the same words: plans rarely differ in them, and the rules read them again."""
    return meanings(of, polite, language)


def loc_of(meaning: Meaning) -> Loc:
    """Return the path to a meaning in its file."""
    part = {"service": "services", "list": "lists", "question": "questions"}.get(meaning.kind)
    return (part, meaning.name) if part else (meaning.name,)


def _meanings(file: MeaningsFile) -> Iterator[Meaning]:
    yield from (_meaning("service", name, of) for name, of in file.services.items())
    yield from (_meaning("list", name, of) for name, of in _lists(file).items())
    yield from (_meaning("question", name, of) for name, of in file.questions.items())
    yield _meaning("trouble", "trouble", file.trouble)
    yield _meaning("elsewhere", "elsewhere", file.elsewhere)


def _lists(file: MeaningsFile) -> dict[str, HeardBy]:
    """Return the lists by name; `stop` includes the words of `wait`: nobody who says "wait" is put through yet."""
    stop, wait = file.lists.get("stop"), file.lists.get("wait")
    if not (stop and wait):
        return file.lists
    parts = ("names", "words", "alone")
    patient = replace(stop, **{part: (*getattr(stop, part), *getattr(wait, part)) for part in parts})
    return {**file.lists, "stop": patient}


def _meaning(kind: MeaningKind, name: str, entry: HeardBy | QuestionBack) -> Meaning:
    return Meaning(kind, name, entry.names, entry.words, entry.alone, entry.examples)


def _missing(document: YamlDocument) -> Iterator[Problem]:
    lists = entry_names(document, "lists")
    for name in REQUIRED_LISTS:
        if lists is not None and name not in lists:
            near = nearest(name, lists, cutoff=_LIKELY)
            message = _('the list "{name}" is missing').format(name=name) + suggested(near)
            yield document.problem(("lists", *near[:1]), message, "missing-key", at_key=True)


def _strange(document: YamlDocument, services: Collection[str] | None) -> Iterator[Problem]:
    for name in entry_names(document, "services") or ():
        if services is not None and name not in services:
            message = absent("service", name, services)
            yield document.problem(("services", name), message, "unknown-service", at_key=True)


def _unanswered(
    file: MeaningsFile | None, document: YamlDocument, prompts: Collection[str] | None
) -> Iterator[Problem]:
    for name, asked in file.questions.items() if file else ():
        if prompts is not None and asked.answer not in prompts:
            message = absent("prompt", asked.answer, prompts)
            yield document.problem(("questions", name, "answer"), message, "unknown-prompt")


def unsayable(document: YamlDocument, language: str, within: Loc = ()) -> Iterator[Problem]:
    """Find words without a letter or figure in the lists *within* a part: every answer would contain them."""
    for loc, text in document.once(_unsayable, language, within):
        yield document.problem(loc, _('"{text}" has nothing in it that can be said').format(text=text), "word")


def _unsayable(document: YamlDocument, language: str, within: Loc) -> list[tuple[Loc, str]]:
    words = (
        one for one in document.texts if one[0] and isinstance(one[0][-1], int) and one[0][: len(within)] == within
    )
    return [(loc, text) for loc, text in words if not plain_word(text, language)]


def hinted(document: YamlDocument) -> Iterator[tuple[Loc, str]]:
    """Yield the phrases of the meanings that the recogniser is told to expect, each with its path in the file.

    Of each service these are its first sure word and the first spelling of each telling word; of each list its first
    sure word and its first whole answer, if long enough not to be found in noise. What no prompt asks for is left out:
    a hint makes a recogniser hear a word that nobody has said, and these would end a call, or take a no back.
    """
    for part in ("services", "lists"):
        for name in entry_names(document, part) or ():
            if name not in _NOT_HINTED:
                yield from _hinted(document.data, (part, name))


def _hinted(data: Data, loc: Loc) -> Iterator[tuple[Loc, str]]:
    locs: list[Loc] = [(*loc, "names", 0)]
    if loc[0] == "services":
        spellings = at(data, *loc, "words")
        locs += [(*loc, "words", place, 0) for place in range(len(spellings) if isinstance(spellings, list) else 0)]
    else:
        locs.append((*loc, "alone", 0))
    for loc_of_word in locs:
        word = at(data, *loc_of_word)
        if isinstance(word, str) and len(word) >= _SHORTEST_HINT:
            yield loc_of_word, word
