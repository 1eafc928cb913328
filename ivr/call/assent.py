"""Decides whether a spoken answer is only a yes, or only a wish to hear the same again: a wrong ring rings a stranger.

Elsewhere a word inside an answer may count. Where an office rings next, the whole answer has to be made of words that
agree, of the place or office that was read back, and of politeness; whatever is left over may have been an objection.
"""

from functools import lru_cache

from ivr.heard.utterance import letters
from ivr.meaning.expressions import Wording
from ivr.meaning.wording import is_made_of
from ivr.places import Certain

from .hearing import Interpretation, label_form
from .plan import Plan
from .state import Call


def agrees(plan: Plan, call: Call, heard: Interpretation) -> bool:
    """Tell whether *heard* is a yes to the office that was read back: key 1, or words of which none is left over."""
    if heard.mode == "keys":
        return heard.key == "1"
    text = heard.whole
    of = plan.meanings.wording
    if _is_asked(of, heard) and not text.endswith(of.request):
        return False
    naming = _named(plan, call, heard)
    is_whole = is_made_of(text, plan.meanings.agreeing | naming)
    return heard.key == "1" or (is_whole and ("yes" in heard.names or not is_made_of(text, plan.meanings.polite)))


def only_repeats(plan: Plan, heard: Interpretation) -> bool:
    """Tell whether *heard* asks to hear the same again, and says nothing else; what only wonders may be a protest."""
    words, of = plan.meanings.said_for("again"), plan.meanings.wording
    plainly = {word for word in words if len(word) >= of.telling and not word.endswith("か")}
    return heard.mode == "keys" or is_made_of(heard.whole, plainly | plan.meanings.polite | of.repeating)


def _is_asked(of: Wording, heard: Interpretation) -> bool:
    return "?" in heard.literally or heard.whole.endswith(of.protest)


def _named(plan: Plan, call: Call, heard: Interpretation) -> set[str]:
    """Return the words in *heard* that name what was read back: the place, and the parts of the service's name."""
    service = call.slot("service") or ""
    name = plan.directory.services[service].name if service else ""
    named = _parts(name, plan.meanings.said_for(service), plan.meanings.language) if name else frozenset()
    is_again = isinstance(heard.place, Certain) and heard.place.code == call.slot("prefecture")
    return {*named, letters(heard.place.heard, plan.meanings.language)} if is_again else {*named}


@lru_cache(maxsize=100)
def _parts(name: str, words: tuple[str, ...], language: str) -> frozenset[str]:
    return frozenset(word for word in words if word in label_form(name, language))
