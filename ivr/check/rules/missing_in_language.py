"""Every language has the same prompts as the Japanese one, with the same gaps.

A caller who is led in another language would hear Japanese in between, or a sentence without the number or the office.
The other languages are the further files in `prompts/` (en.yaml …).

Refuses what a caller would miss. Warns of a prompt that the Japanese file lacks: nobody says it.
"""

from collections.abc import Iterator, Mapping

from ivr.check.site_parts import PROMPTS, languages
from ivr.site import Problem, Site
from ivr.site.defined import names
from ivr.speech import gaps
from ivr.strict_yaml.document import YamlDocument
from ivr.strict_yaml.messages import meant
from ivr.translation import _

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


def check(site: Site) -> Iterator[Problem]:
    """Find the prompts that another language lacks, has alone, or says with other gaps."""
    expected = _texts(site.documents[PROMPTS])
    for document in languages(site) if expected else ():
        own = _texts(document)
        for name in () if document.broken else sorted(expected.keys() - own.keys()):
            message = _('the prompt "{name}" is missing in this language; its Japanese text is: {expected}').format(
                name=name, expected=expected[name]
            )
            yield document.problem(("prompts",), message, ID, at_key=True)
        for name, text in own.items():
            if name not in expected:
                message = _('prompts/ja.yaml has no prompt "{name}"{meant}').format(
                    name=name, meant=meant(name, tuple(expected))
                )
                yield document.problem(("prompts", name), message, ID, at_key=True, warning=True)
            elif text and set(gaps(text)) != set(gaps(expected[name])):
                message = _("this must have the same gaps as the Japanese text: {expected}").format(
                    expected=expected[name]
                )
                yield document.problem(("prompts", name, "text"), message, ID)


def _texts(document: YamlDocument) -> dict[str, str]:
    prompts = document.data.get("prompts") if isinstance(document.data, dict) else None
    known = names(document, "prompts")
    if not isinstance(prompts, dict) or known is None:
        return {}
    entries: Mapping[str, object] = prompts
    return {name: _text(entries[name]) for name in known}


def _text(entry: object) -> str:
    text = entry.get("text") if isinstance(entry, dict) else None
    return text if isinstance(text, str) else ""
