"""Every language has what the first one has: prompts with the same gaps, words for keys, lists, callers' questions.

A caller served in another language would hear the first one in between, or a sentence without the number or the office.
The languages are the files in `prompts/` (ja.yaml, en.yaml …); the first is the flow's `language`. The words to
recognise are in files beside them (`data/meanings.en.yaml`, `data/words.en.yaml`).

Refuses what a caller would miss. Warns of a notice that is said in the first language only, and of what nobody hears: a
prompt that the first language lacks, and a language that nobody can reach.
"""

from collections.abc import Iterable, Iterator, Mapping
from string import digits

from ivr.call import Flow
from ivr.call.nodes import Ring
from ivr.check.site_parts import DIRECTORY, FLOW, MEANINGS, NOTICES, PROMPTS, WORDS, languages
from ivr.site import Problem, Site
from ivr.site.directory_file import named_prompts
from ivr.site.flow import lists_of_defaults
from ivr.site.named_entries import entries_with_text, entry_names
from ivr.site.notices import entries_of
from ivr.site.prompts import language_of
from ivr.speech import gaps
from ivr.strict_yaml.document import Data, YamlDocument, at, entries_at
from ivr.strict_yaml.messages import meant, nearest, suggested
from ivr.translation import _

from .unused_prompt import said

ID = "missing-in-language"
PATH = "prompts/en.yaml"

GOOD = """\
prompts:
  welcome: {text: Welcome.}
  choices: {text: "{choices}"}
"""

BAD = """\
prompts:
  welcome: {text: Welcome.}
  choices: {text: Choose one.}
"""

_READING = "service_reading"
"""A gap that only another language needs."""


def check(site: Site) -> Iterator[Problem]:
    """Find what another language lacks, has in addition, or says with other gaps."""
    flow, expected = site.flow, dict(_texts(site.documents[PROMPTS]))
    for document in languages(site) if expected else ():
        if not document.broken and "prompts" in entries_at(document.data):
            yield from _other_gaps(site, document, expected)
            if flow:  # it alone says which prompts a language need not have, and which only that one has
                yield from _prompts(site, flow, document, expected)
        if site.files and flow and document.data is not None and not _is_reached(flow, language_of(document.path)):
            message = _("nobody can reach this language; give it words under languages in flow.yaml, or a choice")
            yield document.problem(("prompts",), message, ID, at_key=True, warning=True)
    yield from _notices(site)
    for files in site.files[1:]:
        if files.heard and flow:
            yield from _words(site, flow, site.documents[files.meanings], site.documents[files.words])


def _texts(document: YamlDocument) -> Iterator[tuple[str, str]]:
    texts = {name: text for name, text, _kana in entries_with_text(document, "prompts")}
    yield from ((name, texts.get(name, "")) for name in entry_names(document, "prompts") or ())


def _other_gaps(site: Site, document: YamlDocument, expected: Mapping[str, str]) -> Iterator[Problem]:
    """Find the prompts with other gaps than in the first language, unless one of the two is wrong and reported."""
    own = dict(_texts(document))
    paths = (document.path, site.documents[PROMPTS].path)
    misspelt = {one.at for one in site.problems if one.rule == "unknown-gap" and one.path in paths}
    for name, text in own.items():
        if f"prompts.{name}.text" in misspelt:
            continue
        if text and name in expected and _gaps(own, _parts(document, name)) != set(gaps(expected[name])):
            message = _("this must have the same gaps as the text in the first language: {text}")
            yield document.problem(("prompts", name, "text"), message.format(text=expected[name]), ID)


def _prompts(site: Site, flow: Flow, document: YamlDocument, expected: Mapping[str, str]) -> Iterator[Problem]:
    """Find the prompts that a language lacks, and those that only that language has."""
    own, language, spoken = dict(_texts(document)), language_of(document.path), said(site)
    parts = {part for name in own for part in _parts(document, name)[1:]} | _said_in(flow, language)
    lacking = {*needed(site, flow, language)} - own.keys()
    for name in own:
        if name not in expected and name not in parts and name not in spoken:  # what is said is reported where it is
            message = _('{path} has no prompt "{name}"{meant}')
            path = "prompts/" + site.documents[PROMPTS].path.rpartition("/")[2]
            stands_for = {*nearest(name, tuple(lacking), 0.8)}
            lacking -= stands_for
            text = message.format(path=path, name=name, meant=suggested(stands_for) or meant(name, tuple(expected)))
            yield document.problem(("prompts", name), text, ID, at_key=True, warning=not stands_for)
    for name in sorted(lacking):
        message = _('the prompt "{name}" is missing in this language; in the first one it is: {text}')
        yield document.problem(("prompts",), message.format(name=name, text=expected[name]), ID, at_key=True)


def needed(site: Site, flow: Flow, language: str) -> list[str]:
    """Return the prompts of the first language that another one must have too, in the order of its file."""
    of_desks = {name for _, name in named_prompts(site.documents[DIRECTORY].data)}
    heard = said(site) - of_desks - _unsaid_in(site, flow, language)
    return [name for name in entry_names(site.documents[PROMPTS], "prompts") or () if name in heard]


def _notices(site: Site) -> Iterator[Problem]:
    """Find the notices that have no words in another language."""
    if NOTICES not in site.documents:
        return
    for name, entry in entries_of(site.documents[NOTICES]).items():
        for language in sorted({file.language for file in site.files[1:]} - entry.languages.keys()):
            message = _('callers served in {language} hear this in the first language; write it under "languages" too')
            yield site.problem(NOTICES, ("notices", name), message.format(language=language), ID, warning=True)


def _gaps(own: Mapping[str, str], said: Iterable[str]) -> set[str]:
    return {gap for name in said for gap in gaps(own.get(name, ""))} - {_READING}


def _parts(document: YamlDocument, name: str) -> tuple[str, ...]:
    """Return the prompt *name* and those that are said after it."""
    said: list[str] = []
    then: Data = name
    while isinstance(then, str) and then not in said:
        said.append(then)
        then = at(document.data, "prompts", then, "then")
    return tuple(said)


def _unsaid_in(site: Site, flow: Flow, language: str) -> set[str]:
    """Return the prompts that *language* need not have: what only desks hear, and what offers a language."""
    rings = [node.whisper for node in flow.each(Ring)]
    shared = [flow.shared_line.whisper] if flow.shared_line else []
    accepts = [node.accept for node in flow.each(Ring)]
    heard = [*shared, *rings, *accepts, *(spoken.whisper for spoken in flow.languages.values())]
    offered = {None, *(file.language for file in site.files)} - {language}  # any other name is misspelt, and reported
    leading = {name for one in flow.choices if one.language not in offered for name in (one.label, one.short)}
    leading -= {name for one in flow.choices if one.language in offered for name in (one.label, one.short)}
    others = {name for other in flow.languages for name in _said_in(flow, other)} - _said_in(flow, language)
    return {name for name in (*heard, *leading) if name} | others


def _said_in(flow: Flow, language: str) -> set[str]:
    """Return the prompts that are said when a call switches to *language*."""
    return {*flow.languages[language].says} if language in flow.languages else set()


def _words(site: Site, flow: Flow, meanings: YamlDocument, words: YamlDocument) -> Iterator[Problem]:
    """Find the lists that the flow names, the questions back and the keys for which a language has no words."""
    lists = {one.words for one in flow.choices}
    lists |= {spoken.words for spoken in flow.languages.values()}
    lists |= {*lists_of_defaults(site.documents[FLOW].data)}
    first = entry_names(site.documents[MEANINGS], "lists") or ()
    lists &= {*first}  # what is not there either is misspelt
    own = entry_names(meanings, "lists")
    for name in sorted(name for name in lists if name and own is not None and name not in own):
        message = _('the list "{name}" is missing in this language, and the flow names it').format(name=name)
        message += suggested(nearest(name, tuple(one for one in own or () if one not in first)))
        yield meanings.problem(("lists",), message, ID, at_key=True)
    keyed = entry_names(words, "keys")
    strange = {*(keyed or ())} - {*digits}  # one of them may be the missing one
    for key in entry_names(site.documents[WORDS], "keys") or ():
        if keyed is not None and key not in keyed and key in digits and not strange:
            message = _("the key {key} has no word in this language").format(key=key)
            yield words.problem(("keys",), message, ID, at_key=True)
    asked = entry_names(meanings, "questions") or ()
    for name in entry_names(site.documents[MEANINGS], "questions") or ():
        if not meanings.broken and name not in asked:
            message = _('the question from callers "{name}" is missing in this language').format(name=name)
            yield meanings.problem(("questions",), message, ID, at_key=True, warning=True)


def _is_reached(flow: Flow, language: str) -> bool:
    spoken = flow.languages.get(language)
    return bool(spoken and spoken.words) or any(one.language == language for one in flow.choices)
