"""A file of prompts in a further language, in which everything is still to be translated."""

from collections.abc import Iterable, Iterator, Mapping

from ivr.call import Plan
from ivr.distribution import shipped
from ivr.speech import KEYS, key
from ivr.strict_yaml.syntax import as_value
from ivr.translation import _

from .new_texts import SKELETON
from .twilio_names import VOICES_PAGE, voice_for


def untranslated(plan: Plan, language: str, needed: Iterable[str]) -> str:
    """Return the file of a *language* that *plan* does not speak: a line for all that it must say, without words.

    Beside each is what it is in the first language. *needed* are the prompts that the file must have.
    """
    return "".join(f"{line}\n" for line in _lines(plan, language, needed))


def _lines(plan: Plan, language: str, needed: Iterable[str]) -> Iterator[str]:
    for_editors = (shipped() / SKELETON / "en.yaml").read_text(encoding="utf-8").partition("\n")[0]
    yield from (for_editors, "#")
    head = _("What callers hear in {language}. Write it behind each colon; the comment has the words of {first}.")
    yield f"# {head.format(language=language, first=plan.language)}"
    yield ""
    tag, name = voice_for(language)
    yield f"voice: {{language: {tag}, name: {name}}}  # {VOICES_PAGE}"
    yield from _entries("keys", {name: key(name, plan.language).text for name in KEYS})
    directory = plan.directory
    yield "names:"
    yield from _entries("services", {id_: one.name for id_, one in directory.services.items()}, 2)
    yield from _entries(
        "others", {key: one.spoken_name or one.printed_name for key, one in directory.others.items()}, 2
    )
    called = {one.key: one.spoken_name for one in directory.offices.values() if one.spoken_name}
    yield from _entries("offices", called, 2)
    yield from _entries("facts", {name: line.text for name, line in plan.facts.items()})
    yield "prompts:"
    for name in needed:
        prompt = plan.prompts[name]
        yield f"  {_key(name)}:"
        yield f"    text:  # {' '.join(prompt.text.split())}"
        yield from ["    slow: true"] if prompt.slow else []
        yield from [f"    pause: {prompt.pause}"] if prompt.pause else []


def _entries(kind: str, words: Mapping[str, str], indent: int = 0) -> Iterator[str]:
    """Yield the lines of a *kind*, with one for each of the *words*; nothing for none."""
    before = " " * indent
    if words:
        yield f"{before}{kind}:"
    yield from (f"{before}  {_key(name)}:  # {' '.join(word.split())}" for name, word in words.items())


def _key(name: str) -> str:
    """Return a *name* as a key of YAML: in quotes, if it could be taken for anything else."""
    return name if name[0].isalpha() and name not in ("yes", "no") else as_value(name)
