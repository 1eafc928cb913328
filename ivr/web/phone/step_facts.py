"""Facts about a step of a call, for people: what happened, how it was understood, and why."""

from collections.abc import Iterator

from ivr.call import Answered, DialEnded, Keyed, Plan, Said, Silent
from ivr.call.interpret import Interpretation
from ivr.call.lines import label
from ivr.call.nodes import AskPlace, Choose
from ivr.call.trace import Trace
from ivr.picture.labels import OUTCOMES
from ivr.places import Ambiguous, Beyond, Certain, Probable, Unknown
from ivr.translation import _

from .page_texts import CHOICES, COMMANDS, STAGES

StepFact = tuple[str, str]
"""The name of a fact, one of FACTS, and its value."""


def facts(plan: Plan, step: Trace) -> Iterator[StepFact]:
    """Yield the facts about *step*: what happened, what was understood, what that decided."""
    yield _happened(step)
    if step.heard:
        yield from _heard(plan, step.heard)
    if taken := _choice(plan, step):
        yield "taken", taken
    yield from _decided(plan, step)
    if step.heard and not _has_moved(step):
        yield "result", _("it is no answer to this question")
    if stage := STAGES[step.after.asking.stage]:
        yield "stage", _(stage)


def _happened(step: Trace) -> StepFact:
    match step.event:
        case Answered():
            return "event", _("the call was answered")
        case Keyed(keys):
            return "pressed", keys
        case Said(text):
            return "said", _("“{text}”").format(text=text)
        case Silent():
            return "event", _("nobody answers the question")
        case DialEnded(outcome):
            return "rang", _(OUTCOMES[outcome])


def _heard(plan: Plan, heard: Interpretation) -> Iterator[StepFact]:
    if heard.mode == "voice" and heard.key:
        yield "number", heard.key
    if names := [_(COMMANDS[name]) for name in COMMANDS if name in heard.names]:
        yield "words", _(", ").join(names)
    if heard.service in plan.directory.services:
        yield "service", plan.directory.services[heard.service].name
    if place := _place(plan, heard):
        yield "place", place
    if heard.rule:
        yield "why", _(heard.rule)


def _place(plan: Plan, heard: Interpretation) -> str:
    match heard.place:
        case Certain(code):
            return _("{place} (certain)").format(place=_name(plan, code))
        case Probable(code):
            return _("{place} (probably)").format(place=_name(plan, code))
        case Ambiguous(codes):
            return _("{places} (one of them)").format(places=_(", ").join(_name(plan, code) for code in codes))
        case Beyond(code):
            form = _("{place} (too large)") if plan.places.areas_in(code) else _("{place} (not here)")
            return form.format(place=_name(plan, code))
        case Unknown():
            return ""


def _name(plan: Plan, code: str) -> str:
    """Return the name of a place, a municipality's after what it lies in."""
    around = plan.places.area_of(code) or plan.places.prefecture_of(code)
    name = plan.places.name(around)
    return name if code == around else name + plan.places.name(code)


def _choice(plan: Plan, step: Trace) -> str:
    """Return the choice that the caller made, in the words of the question; "" if none."""
    if not step.choice or step.choice in CHOICES:
        return _(CHOICES.get(step.choice, ""))
    node = plan.node(step.before.node)
    if isinstance(node, AskPlace):
        number = step.choice.removeprefix("region ")
        return f"{number}　{label(plan, node.regions[int(number) - 1].label).text}"
    assert isinstance(node, Choose)
    taken = next(choice for choice in node.choices if choice.key == step.choice)
    return f"{taken.key}　{label(plan, taken.label).text}"


def _decided(plan: Plan, step: Trace) -> Iterator[StepFact]:
    """Yield the slots that the step filled or emptied."""
    service, prefecture = step.after.slot("service"), step.after.slot("prefecture")
    if service != step.before.slot("service"):
        yield "service set", plan.directory.services[service].name if service else _("(taken back)")
    if prefecture != step.before.slot("prefecture"):
        yield "place set", plan.places.name(prefecture) if prefecture else _("(taken back)")


def _has_moved(step: Trace) -> bool:
    """Return whether an answer did more than have the question asked again."""
    same = (step.before.slots, step.before.refused) == (step.after.slots, step.after.refused)
    heard = step.heard is not None and bool(step.heard.names or step.choice)
    return bool(step.entered) or not same or heard or step.before.asking.candidates != step.after.asking.candidates
