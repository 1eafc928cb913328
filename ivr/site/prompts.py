"""``prompts/LANGUAGE.yaml``: the sentences of a language with their readings, and the voice that speaks them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from ivr.bounds import Between
from ivr.call.plan import CHOICES, OF_CALL, OPENS
from ivr.heard.utterance import JAPANESE
from ivr.places import normal
from ivr.problem import SYNTAX, Problem
from ivr.speech import Prompt, SpeakingRate, Voice, gaps
from ivr.speech.prompt import GAP, in_order
from ivr.strict_yaml.document import YamlDocument, at, entries_at
from ivr.strict_yaml.messages import absent, meant, nearest
from ivr.strict_yaml.schema import validate
from ivr.translation import _

from .named_entries import entries_with_reading, entries_with_text, without_reading

PATH = f"prompts/{JAPANESE}.yaml"

_LANGUAGE_FILE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})*\.yaml")

# What a call fills in, besides the facts of the site.
CALL_GAPS = (*OF_CALL, CHOICES, "label", "key", *sorted(OPENS))
# What the carrier's voices can do: https://docs.aws.amazon.com/polly/latest/dg/prosody-tag.html
Rate = Annotated[float, Between(0.2, 2.0)]
_MARKS = re.compile(r"[、。・「」]|\{\w+\}")
_BRACE = re.compile("[{}｛｝]")
_NO_KANA = re.compile(r"[^ぁ-ゖァ-ヺー]+")
_WORD = "\0"
_NOT_KANA = re.compile(r"[^ぁ-ゖァ-ヺー、。・「」]")


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """The voice: its language tag, its name at the carrier, and its rates, as shares of the natural one (0.2 to 2)."""

    language: str
    name: str
    rate: Rate = 1.0
    slow: Rate = 0.8


@dataclass(frozen=True, slots=True)
class PromptEntry:
    """One sentence: what is spoken, its reading, whether slowly, and the seconds of silence after it.

    *voice* names one of the further voices, or another language of the site, for a sentence in that. Only Japanese
    needs a reading; that of a sentence in another language is as Japanese ears hear it. *then* names a prompt that is
    said right after this one.
    """

    text: str
    kana: str | None = None
    slow: bool = False
    pause: Annotated[int, Between(0, 10)] = 0
    voice: str | None = None
    then: str | None = None


@dataclass(frozen=True, slots=True)
class RecogniserEntry:
    """The recogniser of a language: its tag at the carrier, and its model; left out, the carrier chooses."""

    language: str
    model: str | None = None


@dataclass(frozen=True, slots=True)
class NamesEntry:
    """Names in a further language: of services by id, of offices under *others* by name, of other offices by key."""

    services: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PromptFile:
    """A language's voice and its prompts by name; *voices* are those for sentences in other languages.

    A further language has the *names* and the *facts* of the site too. *recogniser* is needed if its tag is not the
    voice's, *keys* (0-9, #, *) in a language whose words for them are not known.
    """

    voice: VoiceEntry
    prompts: dict[str, PromptEntry]
    voices: dict[str, VoiceEntry] = field(default_factory=dict)
    recogniser: RecogniserEntry | None = None
    names: NamesEntry = field(default_factory=NamesEntry)
    facts: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


def language_files(root: Path) -> list[str]:
    """List the files of prompts in the site in *root*, as seen from there: one a language, named after it."""
    files = (root / "prompts").glob("*.yaml")
    return sorted(f"prompts/{file.name}" for file in files if _LANGUAGE_FILE.fullmatch(file.name) and file.is_file())


def is_language(name: str) -> bool:
    """Return whether a language can be called so: ja, en, zh-TW."""
    return _LANGUAGE_FILE.fullmatch(f"{name}.yaml") is not None


def language_of(path: str) -> str:
    """Return the language of a file of prompts."""
    return Path(path).stem


def read_prompts(
    document: YamlDocument, facts: Collection[str] | None, language: str = JAPANESE, languages: Collection[str] = ()
) -> tuple[dict[str, Prompt], dict[str, Voice], tuple[Problem, ...], PromptFile | None]:
    """Make the prompts of a document in *language* by name, and its voices by language; return also the file itself.

    *facts* are the gaps that the site can fill, None if they are not known; *languages* are all that it speaks.
    """
    file, problems = validate(document, PromptFile)
    problems = tuple(sorted((*problems, *_problems(document, facts, language))))
    if file is None:
        return {}, {}, problems, None
    prompts = {name: _prompt(entry, language) for name, entry in file.prompts.items()}
    voices = {
        name: Voice(voice.language, voice.name, SpeakingRate(voice.rate, voice.slow))
        for name, voice in ({language: file.voice} | file.voices).items()
    }
    strange = [*_voiceless(document, prompts, {*voices, *languages}), *_astray(document, file)]
    return prompts, voices, tuple(sorted((*problems, *strange))), file


def _prompt(entry: PromptEntry, language: str) -> Prompt:
    reading = entry.text if entry.kana is None else entry.kana
    return Prompt(entry.text, reading, entry.slow, entry.pause, entry.voice or language, then=entry.then or "")


def _voiceless(document: YamlDocument, prompts: Mapping[str, Prompt], voices: Collection[str]) -> Iterator[Problem]:
    for name, said in prompts.items():
        if said.language not in voices:
            message = _('there is no voice "{language}"').format(language=said.language)
            yield document.problem(("prompts", name, "voice"), message, "unknown-voice")


def _astray(document: YamlDocument, file: PromptFile) -> Iterator[Problem]:
    for name, entry in file.prompts.items():
        if entry.then and entry.then not in file.prompts:
            message = absent("prompt", entry.then, file.prompts)
            yield document.problem(("prompts", name, "then"), message, "unknown-prompt")


def facts_named(document: YamlDocument, slots: Collection[str]) -> tuple[str, ...]:
    """Return the gaps of *document*'s prompts that are for facts: neither a call nor the site's own *slots* fill them.

    What is nearly called as one that they fill is that one, misspelt; so is what is written in other letters (エリア).
    """
    filled = (*CALL_GAPS, *slots)
    named = (gap for _name, text, _kana in entries_with_text(document, "prompts") for gap in gaps(text))
    return tuple(gap for gap in dict.fromkeys(named) if gap.isascii() and not nearest(gap, filled))


def _problems(document: YamlDocument, facts: Collection[str] | None, language: str) -> Iterator[Problem]:
    filled = None if facts is None else (*CALL_GAPS, *facts)
    judged = set()
    for name, text, _kana in entries_with_text(document, "prompts"):
        for message in _unfilled(text, filled):
            judged.add(name)
            yield document.problem(("prompts", name, "text"), message, "unknown-gap")
    if language == JAPANESE:
        yield from misreadings(document, "prompts", judged)
        yield from texts_without_reading(document, "prompts")
    else:
        yield from _needless_readings(document)


def _needless_readings(document: YamlDocument) -> Iterator[Problem]:
    """Find readings of texts in another language, which would count in place of the words that are spoken."""
    for name, entry in entries_at(document.data, "prompts").items():
        if {"kana"} <= {*entries_at(entry)} and at(entry, "voice") is None:
            message = _('only Japanese has readings; leave "kana" out')
            yield document.problem(("prompts", name, "kana"), message, "reading", at_key=True)


def _unfilled(text: str, filled: tuple[str, ...] | None) -> Iterator[str]:
    """Yield a message for each gap of a text that is not one of *filled* (None: not known), or not written as one."""
    for gap in gaps(text) if filled else ():
        if filled and gap not in filled:
            yield _("nothing fills {{{gap}}}{meant}").format(gap=gap, meant=meant(gap, filled))
    if stray := _BRACE.search(GAP.sub("", text)):
        message = _("a gap is written {{name}}; here a {stray} is alone, full-width, or beside a space")
        yield message.format(stray=stray[0])


def texts_without_reading(document: YamlDocument, key: str) -> Iterator[Problem]:
    """Find the Japanese texts under *key* that have no reading."""
    broken = {problem.line for problem in document.problems if problem.rule == SYNTAX}  # it may hold the reading
    for name, _text, kana in entries_with_text(document, key):
        if document.place_of_value((key, name, "text")).line in broken:
            continue
        strange = not all(map(str.isascii, entries_at(document.data, key, name)))  # かな: it is reported
        if kana is None and not strange and (key, name, "voice") not in document.values:
            yield from without_reading(document, (key, name))


def misreadings(document: YamlDocument, key: str, judged: Collection[str] = ()) -> Iterator[Problem]:
    """Find the readings under *key* that cannot be right; none by a text that is broken or *judged*."""
    for name, wrong in document.once(_misread, key):
        if name not in judged:
            yield document.problem((key, name, "kana"), wrong, "reading")


def _misread(document: YamlDocument, key: str) -> list[tuple[str, str]]:
    wrong = []
    broken = {problem.line for problem in document.problems if problem.rule == SYNTAX}
    for name, text, kana in entries_with_reading(document, key):
        if document.place_of_value((key, name, "text")).line in broken or _BRACE.search(GAP.sub("", text)):
            continue
        message = not_kana(kana) if (key, name, "voice") in document.values else misread(text, kana)
        wrong += [(name, message)] if message else []
    return wrong


def not_kana(kana: str) -> str:
    """Return the message about the first character of a reading that is not kana, "" if there is none."""
    other = _NOT_KANA.search(_MARKS.sub("", kana))
    if not other:
        return ""
    if other[0].isalnum():
        return _('a reading is written in kana; "{other}" is not').format(other=other[0])
    return _('a reading is written in kana; leave "{other}" out').format(other=other[0])


def misread(text: str, kana: str) -> str:
    """Return why *kana* cannot be the reading of *text*, "" if it can."""
    if _MARKS.findall(text) != _MARKS.findall(kana):
        message = _(
            "the reading must have the same 、 。 ・ 「」 and {{gaps}} as the text: the text has {marks}, "
            "the reading {read}"
        )
        in_text, in_reading = ("".join(_MARKS.findall(each)) or _("none") for each in (text, kana))
        return message.format(marks=in_text, read=in_reading)
    if wrong := not_kana(kana):
        return wrong
    for written, read in zip(_MARKS.split(text), _MARKS.split(kana), strict=True):
        if not _fits(written, read):
            return _('"{read}" cannot be the reading of "{written}"').format(read=read, written=written)
    return ""


@lru_cache(maxsize=1024)  # pieces of two sites: a changed one is read again, with most texts unchanged
def _fits(written: str, read: str) -> bool:
    """Return whether the kana of *written* are in *read* in their order, something read for whatever is between."""
    written, read = normal(written), normal(read)
    return in_order(read, _NO_KANA.sub(_word, written).split(_WORD), between=1)


def _word(other: re.Match[str]) -> str:
    """Return what represents characters that are not kana: a word, for which at least one kana is read, or nothing."""
    return _WORD if any(char.isalnum() for char in other[0]) else ""
