"""Loading of a site: every file is read, all problems are listed at once, and if there are none there is a plan."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from weakref import WeakValueDictionary

from ivr.call import Flow, Localization, Plan
from ivr.directory import Directory, Hours, Notice
from ivr.garbage import no_collection
from ivr.heard.utterance import JAPANESE
from ivr.places import FILES, Gazetteer
from ivr.problem import Problem
from ivr.strict_yaml.document import Loc, YamlDocument
from ivr.strict_yaml.reader import read, read_file
from ivr.translation import _

from . import flow, hours, inner_prompts, meanings, notices, prompts, recordings, requirements, scheme, slots, words
from .directory import DirectoryRead, directory_of, with_areas
from .directory_faults import area_word, unknown_prompts
from .languages import LanguageFiles, languages_of, localization, misplaced, read_documents, read_language
from .named_entries import entry_names
from .places import PLACES, read_places
from .recordings import Recordings
from .renamed import renamed

DIRECTORY = "data/directory.yaml"
_FILES = (DIRECTORY, scheme.PATH, flow.PATH)
_FEW = 3  # gaps that a message names
_IF_THERE = (hours.PATH, notices.PATH)
"""Files that a site need not have: without them offices are always rung, and there are no notices."""

_in_use: WeakValueDictionary[str, Plan] = WeakValueDictionary()
"""The plans of this process by hash, as long as anything refers to them."""


@dataclass(frozen=True, slots=True)
class Site:
    """A hotline as its operator wrote it.

    *root* is its folder. *plan* is None while there are errors. *documents* are by path (``data/flow.yaml``) and know
    the line of every value; *offices*, *places* and *flow* are there as soon as their own files are right, but names in
    the flow may still be unknown. *recordings* are the sounds beside the prompts. The site is seen in *language*: its
    files of words and prompts are under the paths that they have in a site of one Japanese language. *files* are those
    of all its languages, the first one first.
    """

    root: Path
    plan: Plan | None
    problems: tuple[Problem, ...]
    documents: Mapping[str, YamlDocument] = field(repr=False)
    offices: DirectoryRead = field(repr=False)
    places: Gazetteer | None = field(default=None, repr=False)
    recordings: Recordings = field(default_factory=Recordings, repr=False)
    language: str = JAPANESE
    files: tuple[LanguageFiles, ...] = field(default=(), repr=False)
    flow: Flow | None = field(default=None, repr=False)

    def in_language(self, files: LanguageFiles) -> "Site":
        """Return the site in the language of *files*."""
        return replace(
            self,
            plan=self.plan.speaks(files.language) if self.plan else None,
            documents={**self.documents, **_usual(files, self.documents)},
            language=files.language,
        )

    @property
    def directory(self) -> Directory | None:
        """Return the directory, or None if its file has no right form."""
        return self.offices.directory

    def problem(
        self, path: str, loc: Loc, message: str, rule: str, *, at_key: bool = False, warning: bool = False
    ) -> Problem:
        """Return a problem at the value *loc* of the file *path*, or at its key."""
        return self.documents[path].problem(loc, message, rule, at_key=at_key, warning=warning)


def files_of(root: Path) -> tuple[str, ...]:
    """Return the path within *root* of every existing file of its site (``data/flow.yaml``), sorted.

    A plan's hash covers exactly these files; they are copied with it and watched for changes.
    """
    named = {*_FILES, *_IF_THERE, *(f"{PLACES}/{name}" for name in FILES)}
    spoken = {path for files in languages_of(root, read_file(root / flow.PATH)) for path in files.paths}
    paths = named | spoken | set(recordings.files(root))
    return tuple(path for path in sorted(paths) if (root / path).is_file())


def hash_of(root: Path) -> str:
    """Return the hash that identifies the plan in *root*: 12 digits of a SHA-256 over all its files. Raises OSError."""
    digest = hashlib.sha256()
    for path in files_of(root):
        size = (root / path).stat().st_size
        # A file that is too large makes no plan, so its size is enough to show that it is there.
        content = (root / path).read_bytes() if size <= recordings.MOST_BYTES else b""
        digest.update(f"{path} {size}\n".encode() + content)
    return digest.hexdigest()[:12]


def load(root: Path) -> Site:
    """Read the site in the folder *root*. Raises nothing: `Site.problems` lists everything that is wrong."""
    with no_collection():
        return _load(root)


def _load(root: Path) -> Site:
    """Read every file, each as far as the others can be read, and make the plan if there is no error."""
    documents, files = _read_documents(root)
    languages = [file.language for file in files]
    places, place_problems = read_places(root)
    if places:
        places, area_problems = with_areas(documents[DIRECTORY], places)
        place_problems = (*place_problems, *area_problems)
    codes = {area.name: code for code, area in places.areas.items()} if places else {}
    offices = directory_of(documents[DIRECTORY], codes, language=languages[0])
    facts, scheme_problems = scheme.read_scheme(documents[scheme.PATH], languages[0])
    sounds = recordings.read_recordings(root)
    known = _known(documents, files, offices.directory, codes)
    gaps = _gaps(documents)
    spoken = tuple(read_language(one, documents, languages, gaps, known["service"]) for one in files)
    flow_read, flow_problems = flow.read_flow(documents[flow.PATH], known, area_word(documents[DIRECTORY]))
    opening, notices_read, time_problems = _times(documents, offices, codes, languages)
    problems = (*place_problems, *offices.problems, *scheme_problems, *flow_problems, *sounds.problems, *time_problems)
    problems += tuple(problem for one in spoken for problem in one.problems)
    problems += tuple(misplaced(root, documents[flow.PATH]))
    problems += tuple(unknown_prompts(documents[DIRECTORY], known["prompt"]))
    for one in files if gaps is not None else ():
        problems += tuple(inner_prompts.problems(documents[flow.PATH], documents[one.prompts], known["fact"] or ()))
    if flow_read and offices.directory and places:
        lacking = requirements.missing(flow_read, offices.directory, places)
        problems += tuple(documents[flow.PATH].problem(*one, "missing-key", at_key=True) for one in lacking)
    problems = tuple(renamed(problems, documents[DIRECTORY], documents))
    plan = None
    wrong = any(not problem.warning for problem in problems)
    if not wrong and places and offices.directory and flow_read:
        built = {one.language: localization(one, spoken, offices.directory, facts, places, sounds) for one in spoken}
        localizations = {
            name: replace(one, prompts={**notices_read.prompts(name), **one.prompts})
            for name, one in built.items()
            if one
        }
        localizations[languages[0]] = _with_model(localizations[languages[0]], flow_read)
        plan = _in_use_already(_plan(root, flow_read, places, localizations, (opening, notices_read.notices)))
        offices, places = replace(offices, directory=plan.directory), plan.places
    return Site(root, plan, tuple(sorted(problems)), documents, offices, places, sounds, languages[0], files, flow_read)


def _read_documents(root: Path) -> tuple[dict[str, YamlDocument], tuple[LanguageFiles, ...]]:
    """Return the files of the site in *root* as they are written, by path, and those of each language."""
    there = (*_FILES, *(path for path in _IF_THERE if (root / path).exists()))
    documents = {path: read_file(root / path, str(root / path)) for path in there}
    files = languages_of(root, documents[flow.PATH])
    for file in files:
        documents |= read_documents(root, file)
    documents |= _usual(files[0], documents)
    if not (root / scheme.PATH).exists():
        named = prompts.facts_named(documents[prompts.PATH], slots.named(documents[flow.PATH]))
        documents[scheme.PATH] = _no_scheme(str(root / scheme.PATH), named)
    return documents, files


def _no_scheme(path: str, named: Sequence[str]) -> YamlDocument:
    """Return the scheme of a site that has no file of it, in whose prompts the gaps *named* are for facts."""
    if not named:
        return read(scheme.WITHOUT_FACTS, path)
    message = _("this file is missing, and nothing else fills {gaps}, which the prompts name")
    more = ", …" if len(named) > _FEW else ""
    gaps = ", ".join(f"{{{gap}}}" for gap in named[:_FEW]) + more
    return YamlDocument(path, problems=(Problem(path, 1, 1, message.format(gaps=gaps), "file"),), broken=True)


def _gaps(documents: Mapping[str, YamlDocument]) -> tuple[str, ...] | None:
    """Return the gaps of prompts that something besides a call fills: facts and own slots; None if not known."""
    facts = entry_names(documents[scheme.PATH], "facts")
    return None if facts is None or documents[flow.PATH].broken else (*facts, *slots.named(documents[flow.PATH]))


def _known(
    documents: Mapping[str, YamlDocument],
    files: Sequence[LanguageFiles],
    directory: Directory | None,
    codes: Mapping[str, str],
) -> dict[str, tuple[str, ...] | None]:
    """Return the names that are defined, by kind; None for a kind whose names are not known."""
    known = {
        "prompt": entry_names(documents[prompts.PATH], "prompts"),
        "word list": entry_names(documents[meanings.PATH], "lists") if files[0].heard else None,
        "service": tuple(directory.services) if directory else None,
        "area": tuple(codes) or None,
        "fact": entry_names(documents[scheme.PATH], "facts"),
        "notice": entry_names(documents[notices.PATH], "notices") if notices.PATH in documents else (),
        "office": tuple(directory.others) if directory else None,
        "language": tuple(file.language for file in files),
    }
    return known | {f"prompt of {one.language}": entry_names(documents[one.prompts], "prompts") for one in files}


def _with_model(first: Localization, flow_read: Flow) -> Localization:
    """Return the *first* language heard by the model that the flow names, if it names one."""
    model, recogniser = flow_read.listening.speech_model, first.recogniser
    return replace(first, recogniser=replace(recogniser, model=model)) if model and recogniser else first


def _plan(
    root: Path,
    flow_read: Flow,
    places: Gazetteer,
    localizations: Mapping[str, Localization],
    times: tuple[Mapping[str, Hours], tuple[Notice, ...]],
) -> Plan:
    """Return the plan of the site in *root*, the first of whose languages is the first of *localizations*."""
    language, first = next(iter(localizations.items()))
    opening, said = times
    return Plan(
        hash=hash_of(root),
        flow=flow_read,
        places=places,
        codes={area.name: code for code, area in places.areas.items()},
        hours=opening,
        notices=said,
        language=language,
        localizations=localizations if len(localizations) > 1 else {},
        **first.of_language(),
    )


def _in_use_already(plan: Plan) -> Plan:
    """Return the plan in use that equals *plan*, if any: what is cached for it is then found by identity."""
    in_use = _in_use.setdefault(plan.hash, plan)
    return in_use if in_use == plan else plan


def _usual(files: LanguageFiles, documents: Mapping[str, YamlDocument]) -> dict[str, YamlDocument]:
    """Return the documents of a language under the paths of a site that has this language alone."""
    usual = (prompts.PATH, meanings.PATH, words.PATH)
    return dict(zip(usual, (documents[path] for path in (files.prompts, files.meanings, files.words)), strict=True))


def _times(
    documents: Mapping[str, YamlDocument],
    offices: DirectoryRead,
    codes: Mapping[str, str],
    languages: Sequence[str],
) -> tuple[Mapping[str, Hours], notices.NoticesRead, tuple[Problem, ...]]:
    """Return the hours of offices, the notices, and what is wrong with the two files, which a site may lack."""
    when, said, directory = documents.get(hours.PATH), documents.get(notices.PATH), offices.directory
    complete = not offices.problems
    opening, problems = hours.read_hours(when, directory, codes, complete=complete) if when else ({}, ())
    facts = entry_names(documents[scheme.PATH], "facts")
    notices_read = notices.read_notices(said, directory, codes, facts, languages) if said else notices.NoticesRead()
    return opening, notices_read, (*problems, *notices_read.problems)
