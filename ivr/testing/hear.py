"""Meaning of an answer at a question, and what the caller hears next: one step of a call, in one row."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from ivr.call import Call, Plan, RingNumber, Said, Silent, spoken_lines
from ivr.call.interpret import COMMAND_KEYS, Interpretation
from ivr.call.nodes import Choice, Choose, ReadBack
from ivr.call.trace import Trace, trace
from ivr.heard.utterance import JAPANESE
from ivr.meaning import EITHER, NOTHING, QUESTION
from ivr.places import Ambiguous, Beyond, Certain, Probable, Unknown
from ivr.translation import _

DECISIVE = ("distress", "english", "person")
"""Lists that decide whatever else was said, in this order."""

UNDECIDED = (EITHER, "unsure", "explain")
STOP = frozenset({"stop", "wrong_number"})
RING = "ring:"


@dataclass(frozen=True, slots=True)
class HeardAnswer:
    """The meaning of *text* *at* a question; what is not there is None. The keys and their order are relied upon.

    *meaning* is a service's id, the name of a word list, ``either``, ``question:NAME``, ``place`` if only a place
    was said, or ``nothing``; *outcome* says how sure it is: certain, probable, ambiguous or unknown. *area* is the JIS
    code of the place (two or five figures), *prefecture* its full name, *key* the key that was named in words.
    *leads_to* is the node at which the call then waits, or ``ring:`` and a number in E.164; *says* is all that is said
    until then. *why* names what decided.
    """

    text: str
    at: str
    meaning: str
    outcome: str
    service: str | None
    area: str | None
    prefecture: str | None
    key: str | None
    leads_to: str
    says: str
    why: str | None = None

    def as_data(self, *, why: bool) -> dict[str, str | None]:
        """Return it for one line of JSON; *why* only if somebody wants to know."""
        return asdict(self if why else replace(self, why=None))


def hear(plan: Plan, call: Call, at: str, text: str) -> tuple[HeardAnswer, Trace]:
    """Say *text* in *call*, which is at the question *at*; nothing but spaces is silence, as from the carrier."""
    step = trace(plan, call, Said(text) if text.strip() else Silent())
    heard = step.heard or Interpretation("voice")
    taken = _taken(plan, step, heard)
    meaning = next(filter(None, _meanings(plan, step, heard, taken)), heard.meaning)
    return HeardAnswer(
        text=text,
        at=at,
        meaning=meaning,
        outcome=_outcome(step, heard, meaning),
        service=_service(plan, heard, taken),
        area=heard.place.code if isinstance(heard.place, Certain | Probable | Beyond) else None,
        prefecture=_prefecture(plan, heard),
        key=heard.key or None,
        leads_to=_leads_to(step),
        says=("" if plan.speaks(step.after.language).language == JAPANESE else " ").join(
            line.text for line in spoken_lines(step.instructions)
        ),
        why="; ".join(_why(plan, step, heard, meaning)),
    ), step


def _taken(plan: Plan, step: Trace, heard: Interpretation) -> Choice | None:
    """Return the choice that was taken at a question with choices: the one of the key, if one was named."""
    node = plan.flow.nodes.get(step.before.node)
    if not isinstance(node, Choose) or not step.choice:
        return None
    return next(choice for choice in node.choices if choice.key == (heard.key or step.choice))


def _meanings(plan: Plan, step: Trace, heard: Interpretation, choice: Choice | None) -> Iterator[str]:
    """Yield the meanings that the answer may be reported as, the weightiest first; "" if it was not said."""
    yield from (name for name in DECISIVE if name in heard.names)
    yield "stop" if heard.names & STOP else ""
    yield heard.meaning if heard.meaning.startswith(QUESTION) or heard.service in plan.directory.services else ""
    yield _yes_no(plan, step, heard)
    yield _chosen(choice, heard) if choice else ""
    yield "place" if heard.meaning != EITHER and is_place(step) else ""
    yield heard.meaning if heard.meaning != NOTHING else ""
    yield from (name for name in COMMAND_KEYS.values() if name in heard.names)


def _yes_no(plan: Plan, step: Trace, heard: Interpretation) -> str:
    """Return yes or no if that was asked, and said or keyed; 「静岡県です」 to 静岡県 is its place."""
    is_asked = step.before.asking.stage == "yes_no" or isinstance(plan.flow.nodes.get(step.before.node), ReadBack)
    if not is_asked:
        return ""
    said = next((name for name in ("no", "yes") if name in heard.names), "")
    is_named = not isinstance(heard.place, Unknown)
    return said or ("" if is_named or step.choice not in ("yes", "no") else step.choice)


def _chosen(choice: Choice, heard: Interpretation) -> str:
    """Return what a choice means: its list if its words were said, else what it fills in, or where it leads.

    For a caller who is taken to it because he cannot decide, it has no meaning of its own.
    """
    if choice.words and choice.words in heard.names:
        return choice.words
    return "" if heard.meaning in UNDECIDED else choice.value or choice.words or choice.to or ""


def is_place(step: Trace) -> bool:
    """Return whether the answer was taken for a place: filled in, asked about, a region opened; or is nothing else."""
    before, after = step.before, step.after
    asked = after.asking.candidates != before.asking.candidates and bool(after.asking.candidates)
    filled = after.slot("prefecture") not in (None, before.slot("prefecture"))
    heard = step.heard
    named = heard is not None and heard.meaning == NOTHING and not isinstance(heard.place, Unknown)
    return named or asked or filled or step.choice.startswith("region")


def _outcome(step: Trace, heard: Interpretation, meaning: str) -> str:
    if meaning == "place":
        return "certain" if step.choice.startswith("region") else type(heard.place).__name__.lower()
    own = "stop" if heard.meaning in STOP else heard.meaning
    keyed = bool(heard.key) and meaning != NOTHING
    return heard.outcome if meaning == own and not keyed else "certain"


def _service(plan: Plan, heard: Interpretation, choice: Choice | None) -> str | None:
    """Return the service that was said or chosen; what a choice fills into a slot of the site's own is none."""
    filled = choice.value if choice and heard.meaning not in UNDECIDED else None
    return next((one for one in (heard.service, filled) if one in plan.directory.services), None)


def _prefecture(plan: Plan, heard: Interpretation) -> str | None:
    """Return the prefecture of the place; of several places the one in which they all lie."""
    match heard.place:
        case Certain(code) | Probable(code) | Beyond(code):
            codes: tuple[str, ...] = (code,)
        case Ambiguous(several):
            codes = several
        case _:
            codes = ()
    prefectures = {plan.places.prefecture_of(code) for code in codes}
    return plan.places.name(prefectures.pop()) if len(prefectures) == 1 else None


def _leads_to(step: Trace) -> str:
    ringing = next((one.number for one in step.instructions if isinstance(one, RingNumber)), None)
    return f"{RING}{ringing}" if ringing else step.after.node


def _why(plan: Plan, step: Trace, heard: Interpretation, meaning: str) -> Iterator[str]:
    """Yield what decided: the key, the words or the example of the meaning, the part that named the place."""
    if heard.key:
        yield _("key {key}").format(key=heard.key)
    if heard.why:
        yield f"{heard.meaning}: {_words(plan, heard)}"
    elif step.choice and not heard.key:
        yield _("{meaning}: the label of {choice}").format(meaning=meaning, choice=step.choice)
    if not isinstance(heard.place, Unknown):
        yield f"{_prefecture(plan, heard) or _('place')}: {heard.place.heard} ({_(heard.rule)})"


def _words(plan: Plan, heard: Interpretation) -> str:
    first = heard.why[0]
    if first.startswith("～"):
        return _("sounds like {word}").format(word=first[1:])
    if heard.outcome == "probable" and first in plan.meanings.near.texts and first not in heard.whole:
        return _("like the example {example}").format(example=first)
    return "、".join(heard.why)
