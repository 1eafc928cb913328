"""Changes of texts that callers notice: prompts, facts, the voice, and the words that they may use."""

from collections.abc import Iterator, Mapping

from ivr.check.site_parts import MEANINGS, PROMPTS, SCHEME, WORDS, languages
from ivr.heard.utterance import JAPANESE
from ivr.site import Site
from ivr.strict_yaml.document import Data, YamlDocument, at, entries_at
from ivr.translation import N_, _

from .change import Change, compared

# Fields of an entry besides its text, and what they are called.
_BESIDE = {
    "kana": N_("reading"),
    "slow": N_("slow"),
    "pause": N_("seconds of silence"),
    "voice": N_("voice"),
    "then": N_("said after it"),
}
_HEARD, _KEYED = MEANINGS.removesuffix(".yaml"), WORDS.removesuffix(".yaml")  # as every language's begin
_USUAL = {"slow": "false", "pause": "0", "voice": JAPANESE}


def text_changes(old: Site, new: Site) -> Iterator[Change]:
    """Yield the sentences that sound different, by name."""
    before, after = _prompt_files(old), _prompt_files(new)
    for language in dict.fromkeys((*before, *after)):
        was, now = before.get(language), after.get(language)
        prefix = "" if language == PROMPTS else f"{language} "
        yield from _entries("prompt", f"{prefix}{_('prompt')}", _data(was, "prompts"), _data(now, "prompts"))
        yield from compared("voice", _voices(was), _voices(now), _("{prefix}voice, ").format(prefix=prefix))
        yield from compared("name", _translated(was), _translated(now), prefix)
    yield from compared("recording", _recordings(old), _recordings(new), _("recording "))
    facts = (at(site.documents[SCHEME].data, "facts") for site in (old, new))
    yield from _entries("fact", _("fact"), *facts)


def word_changes(old: Site, new: Site) -> Iterator[Change]:
    """Yield words that callers can use only before or only after the change, and changed answers to questions."""
    files = dict.fromkeys(path for site in (old, new) for path in site.documents if path.startswith(_HEARD))
    for meant in files:
        prefix = "" if meant == MEANINGS else f"{meant} "
        before, after = (_words(site, meant) for site in (old, new))
        for name in dict.fromkeys((*before, *after)):
            was, now = before.get(name, ()), after.get(name, ())
            gone = "、".join(word for word in was if word not in now)
            come = "、".join(word for word in now if word not in was)
            if gone or come:
                yield Change("words", prefix + _("words for {name}").format(name=name), gone or None, come or None)
        yield from compared("answer", _answers(old, meant), _answers(new, meant), prefix + _("answer to "))


def _prompt_files(site: Site) -> dict[str, YamlDocument]:
    return {PROMPTS: site.documents[PROMPTS]} | {
        "prompts/" + document.path.rpartition("/")[2]: document for document in languages(site)
    }


def _voices(document: YamlDocument | None) -> dict[str, str]:
    """Return what describes each voice; those of other languages under their names."""
    named = _entry_texts(_data(document, "voices"))
    beside = {f"{name}.{key}": value for name, voice in named.items() for key, value in voice.items()}
    return _texts(_data(document, "voice")) | beside


def _translated(document: YamlDocument | None) -> dict[str, str]:
    """Return the facts and names as a further language has them, by where they are in its file."""
    data = document.data if document else None
    parts = (("facts",), ("names", "services"), ("names", "others"), ("names", "offices"))
    return {".".join((*loc, name)): text for loc in parts for name, text in _texts(at(data, *loc)).items()}


def _recordings(site: Site) -> dict[str, str]:
    recordings = [sound.recording for sound in site.recordings.sounds]
    return {one.name: f"{one.seconds:.1f} s ({one.digest})" for one in recordings if one}


def _data(document: YamlDocument | None, key: str) -> Data:
    return at(document.data, key) if document else None


def _entries(kind: str, word: str, old: Data, new: Data) -> Iterator[Change]:
    """Compare the entries of a text, including their other fields."""
    before, after = _entry_texts(old), _entry_texts(new)
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, {}), after.get(name, {})
        if was.get("text") != now.get("text"):
            yield Change(kind, f"{word} {name}", was.get("text"), now.get("text"))
        for key, called in _BESIDE.items() if was and now else ():
            usual = _USUAL.get(key)
            if was.get(key, usual) != now.get(key, usual):
                subject = _("{word} {name}, {called}").format(word=word, name=name, called=_(called))
                yield Change(kind, subject, was.get(key, usual), now.get(key, usual))


def _entry_texts(data: Data) -> dict[str, dict[str, str]]:
    return {name: _texts(entry) for name, entry in entries_at(data).items()}


def _texts(data: Data) -> dict[str, str]:
    return {key: value for key, value in entries_at(data).items() if isinstance(value, str)}


def _words(site: Site, meant: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words for each meaning and each key in the language of the file *meant*, each with its weight."""
    meanings, keyed = (site.documents.get(path) for path in (meant, meant.replace(_HEARD, _KEYED)))
    listed = {name: tuple(_heard_by(_data(meanings, name))) for name in ("trouble", "elsewhere")}
    for part, prefix in (("services", ""), ("lists", ""), ("questions", _("question "))):
        listed |= {
            f"{prefix}{name}": tuple(_heard_by(entry)) for name, entry in entries_at(_data(meanings, part)).items()
        }
    listed[_("politeness")] = tuple(_listed(_data(meanings, "polite")))
    keys = entries_at(_data(keyed, "keys"))
    return listed | {_("key {name}").format(name=name): tuple(_listed(words)) for name, words in keys.items()}


def _heard_by(entry: Data) -> Iterator[str]:
    yield from _listed(at(entry, "names"))
    spellings = at(entry, "words")
    for one in spellings if isinstance(spellings, list) else ():
        yield _("{words} (telling)").format(words="/".join(sorted(_listed(one))))
    yield from (_("{word} (alone)").format(word=word) for word in _listed(at(entry, "alone")))
    yield from (f"「{text}」" for text in _listed(at(entry, "examples")))


def _answers(site: Site, meant: str) -> dict[str, str]:
    questions = entries_at(_data(site.documents.get(meant), "questions"))
    answers = {name: at(entry, "answer") for name, entry in questions.items()}
    return {name: answer for name, answer in answers.items() if isinstance(answer, str)}


def _listed(data: Data) -> Iterator[str]:
    yield from (word for word in data if isinstance(word, str)) if isinstance(data, list) else ()
