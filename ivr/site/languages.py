"""The languages of a site: each is a file of prompts; one that also has files of words and meanings is heard too.

The first language has its words and meanings in the files without a language in their name, a further one in
``data/meanings.LANGUAGE.yaml`` and ``data/words.LANGUAGE.yaml``. Without them the keypad leads its callers.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ivr.call import Localization, Recogniser
from ivr.directory import Directory, Office
from ivr.heard.utterance import JAPANESE
from ivr.meaning import LANGUAGES as HEARD, Meanings, meanings as no_meanings
from ivr.places import Gazetteer
from ivr.problem import Problem
from ivr.speech import KEYS, Line, Prompt, Voice
from ivr.strict_yaml.document import YamlDocument, at
from ivr.strict_yaml.reader import read_file
from ivr.translation import _

from . import meanings, prompts, words
from .named_entries import entry_names
from .prompts import NamesEntry, PromptFile, is_language, language_files, language_of
from .recordings import Recordings, recorded


@dataclass(frozen=True, slots=True)
class LanguageFiles:
    """The files of one language; if it is not *heard*, it has only that of its prompts."""

    language: str
    prompts: str
    meanings: str
    words: str
    heard: bool

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the files that must exist."""
        return (self.prompts, self.meanings, self.words) if self.heard else (self.prompts,)


@dataclass(frozen=True, slots=True)
class LanguageRead:
    """The files of a *language* as read, and all their problems.

    *file* is that of its prompts, and *meanings* are those in another one: None while it is wrong.
    """

    language: str
    file: PromptFile | None
    prompts: Mapping[str, Prompt]
    voices: Mapping[str, Voice]
    problems: tuple[Problem, ...]
    meanings: Meanings | None
    keys: Mapping[str, str] | None = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    hinted: tuple[str, ...] = ()
    recogniser: Recogniser | None = None

    @property
    def voice(self) -> dict[str, Voice]:
        """Return the voice that speaks this language, by the language; none if the file is wrong."""
        return {name: voice for name, voice in self.voices.items() if name == self.language}


def languages_of(root: Path, flow: YamlDocument) -> tuple[LanguageFiles, ...]:
    """List the languages of the site in *root*, the first one first: the flow's, else Japanese, or the only one."""
    names = [language_of(path) for path in language_files(root)]
    said = at(flow.data, "language")
    only = JAPANESE if JAPANESE in names or len(names) != 1 else names[0]
    is_there = said in names or JAPANESE not in names  # without its file it is mistaken, and Japanese is the first
    first = said if isinstance(said, str) and is_language(said) and is_there else only
    others = [name for name in names if name not in (first, JAPANESE)]  # Japanese is the first language, or none
    return (_files(root, first, first=True), *(_files(root, name) for name in others))


def misplaced(root: Path, flow: YamlDocument) -> Iterator[Problem]:
    """Find a flow that makes another language than Japanese the first one of a site that has Japanese too."""
    first, names = at(flow.data, "language"), [language_of(path) for path in language_files(root)]
    if first != JAPANESE and first in names and JAPANESE in names:
        message = _(
            "Japanese can only be the first language of a site, and {path} is there; write language: ja, and {first} "
            "is served beside it"
        )
        yield flow.problem(("language",), message.format(path=prompts.PATH, first=first), "wrong-value")


def _files(root: Path, language: str, *, first: bool = False) -> LanguageFiles:
    meant, keyed = (
        path if first else path.replace(".yaml", f".{language}.yaml") for path in (meanings.PATH, words.PATH)
    )
    heard = (first and language == JAPANESE) or any((root / path).exists() for path in (meant, keyed))
    return LanguageFiles(language, f"prompts/{language}.yaml", meant, keyed, heard)


def read_documents(root: Path, files: LanguageFiles) -> dict[str, YamlDocument]:
    """Read the files of a language; if it is not heard, the files that it need not have count as empty."""
    every = (files.prompts, files.meanings, files.words)
    return {
        path: read_file(root / path, str(root / path)) if path in files.paths else YamlDocument(str(root / path))
        for path in every
    }


def read_language(
    files: LanguageFiles,
    documents: Mapping[str, YamlDocument],
    languages: Collection[str],
    facts: Collection[str] | None,
    services: Collection[str] | None,
) -> LanguageRead:
    """Read a language; *facts* and *services* are those that the site defines, None if they are not known."""
    language, document = files.language, documents[files.prompts]
    sentences, voices, problems, file = prompts.read_prompts(document, facts, language, languages)
    problems = (*problems, *(_keyless(document, file, language) if file else ()))
    if not files.heard:
        return LanguageRead(language, file, sentences, voices, problems, no_meanings((), language=HEARD[0]))
    heard = documents[files.meanings]
    meant = meanings.read_meanings(heard, services, entry_names(document, "prompts"), language)
    keys, word_problems = words.read_words(documents[files.words], language)
    problems += (*meant.problems, *word_problems, *(() if language in HEARD else (_unheard(heard, language),)))
    hinted = tuple(word for _, word in meanings.hinted(heard))
    spoken = (language, file, sentences, voices, problems)
    return LanguageRead(*spoken, meant.meanings, keys, meant.answers, hinted, _recogniser(file))


def _recogniser(file: PromptFile | None) -> Recogniser | None:
    if file is None:
        return None
    said = file.recogniser
    return Recogniser(said.language, said.model) if said else Recogniser(file.voice.language)


def _keyless(document: YamlDocument, file: PromptFile, language: str) -> Iterator[Problem]:
    """Find keys without a word, in a language for which the engine has none."""
    missing = [] if language in HEARD else [key for key in KEYS if key not in file.keys]
    if missing:
        message = _("this language has no words for the keys {keys}; write them under {where}")
        text = message.format(keys=" ".join(missing), where="keys")
        yield document.problem(("keys",), text, "missing-in-language", at_key=True)


def _unheard(document: YamlDocument, language: str) -> Problem:
    message = _("speech is not recognised in {language}, only in {known}; without this file callers use the keypad")
    return document.problem((), message.format(language=language, known=", ".join(HEARD)), "unheard-language")


def localization(
    read: LanguageRead,
    languages: Collection[LanguageRead],
    directory: Directory,
    facts: Mapping[str, Line],
    places: Gazetteer,
    sounds: Recordings,
) -> Localization | None:
    """Return the part of a plan in one language; None while its files are wrong.

    *directory* and *facts* are those of the site, which the first of *languages* uses unchanged.
    """
    if read.file is None or read.meanings is None or read.keys is None:
        return None
    is_first = read is next(iter(languages))
    voices = {name: voice for language in languages for name, voice in language.voice.items()} | dict(read.voices)
    translated = {name: Line(text, text, language=read.language) for name, text in read.file.facts.items()}
    named = directory if is_first else _translated(directory, read.file.names)
    return Localization(
        directory=named,
        prompts=recorded(read.prompts, sounds),
        facts=facts if is_first else {**facts, **translated},
        meanings=read.meanings,
        voices=voices,
        keys=read.keys,
        answers=read.answers,
        hints=_hints(read, named, places),
        recogniser=read.recogniser,
        key_words=read.file.keys,
    )


def _translated(directory: Directory, names: NamesEntry) -> Directory:
    """Return *directory* with its names in another language; those without a translation stay."""
    services = {id_: replace(one, name=names.services.get(id_, one.name)) for id_, one in directory.services.items()}
    offices = {at: _renamed(one, names.offices.get(one.key)) for at, one in directory.offices.items()}
    others = {at: _renamed(one, names.others.get(at, one.spoken_name)) for at, one in directory.others.items()}
    return replace(directory, services=services, offices=offices, others=others)


def _renamed(office: Office, name: str | None) -> Office:
    return office if office.spoken_name == name else replace(office, spoken_name=name, spoken_kana=name)


def _hints(read: LanguageRead, directory: Directory, places: Gazetteer) -> tuple[str, ...]:
    """Return the phrases that the recogniser is to expect: prefectures and services in full, and words of the meanings.

    No bare names and no towns, and no prefectures where no place is asked for: a strong hint makes a confident name out
    of noise.
    """
    if read.recogniser is None:
        return ()
    named = [places.name_in(code, read.language) for code in places.prefectures if places.areas]
    services = [service.name for service in directory.services.values()]
    return tuple(dict.fromkeys((*named, *services, *read.hinted)))
