"""``prompts/audio/<language>/<prompt>.wav``: recorded prompts, and the text that was read for each.

``texts.yaml`` beside the recordings of a language holds these texts, so that the check finds a recording whose prompt,
or a fact in it, was changed later; and which sound was listened to, so that another take in its place is found.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ivr.problem import Problem
from ivr.speech import Line, Prompt, Recording, Wave, fill, fingerprint, gaps, read_wave, recording
from ivr.strict_yaml.decoding import unreadable
from ivr.strict_yaml.document import Loc, YamlDocument, entries_at
from ivr.strict_yaml.reader import read_file
from ivr.strict_yaml.schema import validate
from ivr.strict_yaml.syntax import as_value
from ivr.translation import N_, _

FOLDER = "prompts/audio"
TEXTS = "texts.yaml"
SUFFIX = ".wav"
NOTICE = "NOTICE.txt"
"""Credits for the voice; the only file beside the folders of the languages."""

MOST_BYTES = 10_000_000
"""Size of one recording, five times that of two minutes of telephone sound; every plan has all of them in memory."""
_TOO_LARGE = N_("a recording has at most 10 MB (two minutes of telephone sound have 2 MB)")
_HEAD = """\
# yaml-language-server: $schema=../../../data/schema/recordings.json
#
# Which text was read for each recording beside this file, with the facts of data/scheme.yaml in its gaps, and a
# fingerprint of the sound. `ivr check` compares them with what the prompt says today, and with the file as it is today;
# `ivr prompts recorded` notes both here.
"""


@dataclass(frozen=True, slots=True)
class TextsFile:
    """What was read for each recording of a language, by the prompt's name, with the site's facts in its gaps.

    *sounds* are the fingerprints of the files that were listened to; notes of earlier releases have none.
    """

    texts: dict[str, str]
    sounds: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A file among the recordings of *language*: its *path*, its name without ending, and its *content*."""

    path: str
    language: str
    prompt: str
    content: bytes = field(repr=False)

    @property
    def wave(self) -> Wave | None:
        """The head of the file; None if it is not a WAV file."""
        return read_wave(self.content) if self.path.endswith(SUFFIX) else None

    @property
    def recording(self) -> Recording | None:
        """The recording that the file is; None if it is not a WAV file."""
        wave = self.wave
        return recording(f"{self.language}/{self.prompt}", self.content, wave.seconds) if wave else None

    def problem(self, message: str, rule: str, *, warning: bool = False) -> Problem:
        """Return a problem of the file as a whole."""
        return Problem(self.path, 1, 1, message, rule, warning)


@dataclass(frozen=True, slots=True)
class Recordings:
    """Everything under ``prompts/audio``: the sounds, and by language the file with their texts.

    *unreadable* are the problems of files that could not be read.
    """

    sounds: tuple[SoundFile, ...] = ()
    texts: Mapping[str, YamlDocument] = field(default_factory=dict)
    unreadable: tuple[Problem, ...] = ()

    def text(self, sound: SoundFile) -> str | None:
        """Return the text that was read for *sound*, None if it is not noted of this very sound."""
        document, of_sound = self.texts.get(sound.language), fingerprint(sound.content)
        same = entries(document, "sounds").get(sound.prompt, of_sound) == of_sound
        return entries(document).get(sound.prompt) if same else None

    def problem(self, sound: SoundFile, message: str, rule: str, *, warning: bool = False) -> Problem:
        """Return a problem of *sound*, at its text in the file of texts, or else at the sound file."""
        document = self.texts.get(sound.language)
        if document is None or sound.prompt not in entries(document):
            return sound.problem(message, rule, warning=warning)
        return document.problem(entry(sound.prompt), message, rule, warning=warning)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of reading: of the files themselves, and of the form of the texts."""
        of_texts = [problem for document in self.texts.values() for problem in validate(document, TextsFile)[1]]
        return (*self.unreadable, *of_texts)


def read_recordings(root: Path) -> Recordings:
    """Read the recordings of the site in the folder *root*; there may be none."""
    paths = [root / path for path in files(root)]
    texts = {path.parent.name: read_file(path) for path in paths if path.name == TEXTS}
    read = [_read_sound(path) for path in paths if path.name != TEXTS]
    sounds = tuple(sound for sound in read if isinstance(sound, SoundFile))
    refused = (*_closed(root), *(problem for problem in read if isinstance(problem, Problem)))
    return Recordings(sounds, texts, refused)


def _closed(root: Path) -> Iterator[Problem]:
    """Yield the problems of folders that cannot be listed: their recordings would be missing without a word."""
    for folder in (root / FOLDER, *sorted((root / FOLDER).glob("[!.]*/"))):
        try:
            next(folder.iterdir(), None)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            yield unreadable(str(folder), error)


def _read_sound(path: Path) -> SoundFile | Problem:
    """Read one recording, or return why it cannot be read."""
    try:
        if (size := path.stat().st_size) > MOST_BYTES:
            message = _("{too_large}, this one has {size:.1f} MB and is not read")
            return Problem(str(path), 1, 1, message.format(too_large=_(_TOO_LARGE), size=size / 1e6), "file")
        return SoundFile(str(path), path.parent.name, path.stem, path.read_bytes())
    except OSError as error:
        return unreadable(str(path), error)


def files(root: Path) -> list[str]:
    """List every file that belongs to the recordings of the site in *root*, hidden ones aside, as seen from there."""
    forms = (f"[!.]*{SUFFIX}", f"[!.]*/[!.]*{SUFFIX}", f"[!.]*/{TEXTS}")
    paths = (path for form in forms for path in (root / FOLDER).glob(form) if path.is_file())
    return sorted(path.relative_to(root).as_posix() for path in paths)


def recorded(prompts: Mapping[str, Prompt], recordings: Recordings) -> dict[str, Prompt]:
    """Return *prompts*, each with its recording where there is one of its language."""
    sounds = {one.name: one for sound in recordings.sounds if (one := sound.recording)}
    return {
        name: replace(prompt, recording=sound) if (sound := sounds.get(f"{prompt.language}/{name}")) else prompt
        for name, prompt in prompts.items()
    }


def entries(document: YamlDocument | None, key: str = "texts") -> dict[str, str]:
    """Return the texts in a file of texts, or its *sounds*, by prompt, as far as it can be read."""
    noted = entries_at(document.data, key) if document else {}
    return {name: text for name, text in noted.items() if isinstance(text, str)}


def entry(prompt: str) -> Loc:
    """Return the location of a prompt's text in a file of texts."""
    return ("texts", prompt)


def read_out(prompt: Prompt, facts: Mapping[str, Line]) -> str | None:
    """Return the text that a recording of *prompt* has to say; None if a gap depends on the call."""
    return fill(prompt, facts).text if facts.keys() >= set(gaps(prompt.text)) else None


def unrecordable(name: str, prompt: Prompt, facts: Collection[str]) -> Iterator[str]:
    """Yield why the *prompt* of that name cannot be a recording: it has gaps that depend on the call."""
    for gap in gaps(prompt.text):
        if gap not in facts:
            message = _('"{prompt}" cannot be a recording: what fills {{{gap}}} differs from call to call')
            yield message.format(prompt=name, gap=gap)


def spoken_in(prompts: Mapping[str, Prompt], facts: Mapping[str, Line]) -> Iterator[tuple[str, str]]:
    """Yield the recordings of *prompts*: the name under which each is served, and the text it says."""
    for prompt in prompts.values():
        if prompt.recording and (text := read_out(prompt, facts)):
            yield prompt.recording.file, text


def write_texts(root: Path, language: str, texts: Mapping[str, str | None]) -> None:
    """Note in the site in *root* that its recordings of *language* say *texts*, by prompt; other notes stay.

    A text that is None is noted no longer: nobody has listened to its recording. Raises OSError.
    """
    from ivr.strict_yaml.edit import write_file  # noqa: PLC0415 - no start waits for its library

    file = root / FOLDER / language / TEXTS
    before = read_file(file) if file.exists() else None
    said = {name: text for name, text in {**entries(before), **texts}.items() if text is not None}
    heard = {name: sound for name, sound in entries(before, "sounds").items() if name in said and name not in texts}
    there = [sound for name in texts if name in said and (sound := file.with_name(f"{name}{SUFFIX}")).is_file()]
    heard |= {sound.stem: fingerprint(sound.read_bytes()) for sound in there}
    if (said, heard) == (entries(before), entries(before, "sounds")):
        return
    write_file(file, "\n".join([_HEAD, *_mapping("texts", said), *_mapping("sounds", heard), ""]))


def _mapping(key: str, entries: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of *entries* under *key*."""
    yield f"{key}:" if entries else f"{key}: {{}}"
    yield from (f"  {as_value(name)}: {as_value(text)}" for name, text in entries.items())
