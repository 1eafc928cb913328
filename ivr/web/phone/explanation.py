"""What a step of a call made of what happened, and why, told to people."""

from collections.abc import Iterator

from ivr.call import Answered, DialEnded, Keyed, Plan, Said, Silent
from ivr.call.hearing import Interpretation
from ivr.call.lines import label
from ivr.call.nodes import AskPlace, Choose
from ivr.call.trace import Trace
from ivr.picture.labels import OUTCOMES
from ivr.places import Ambiguous, Beyond, Certain, Probable, Unknown

from .page_texts import COMMANDS, PLACES, STAGES

Fact = tuple[str, str]
"""What is told, and what it is."""


def facts(plan: Plan, step: Trace) -> Iterator[Fact]:
    """Yield what *step* is about: what happened, what was heard in it, what that decided."""
    yield _happened(step)
    if step.heard:
        yield from _heard(plan, step.heard)
    if taken := _choice(plan, step):
        yield "選んだもの", taken
    yield from _decided(plan, step)
    if step.heard and not _has_moved(step):
        yield "結果", "この質問の答えとしては、わからない"
    if stage := STAGES[step.after.asking.stage]:
        yield "次のたずね方", stage


def _happened(step: Trace) -> Fact:
    match step.event:
        case Answered():
            return "できごと", "電話がつながった"
        case Keyed(keys):
            return "押したボタン", keys
        case Said(text):
            return "聞こえたことば", f"「{text}」"
        case Silent():
            return "できごと", "返事がない"
        case DialEnded(outcome):
            return "呼び出し", OUTCOMES[outcome]


def _heard(plan: Plan, heard: Interpretation) -> Iterator[Fact]:
    if heard.mode == "voice" and heard.key:
        yield "番号", heard.key
    if names := [COMMANDS[name] for name in COMMANDS if name in heard.names]:
        yield "ことばの意味", "、".join(names)
    if heard.service in plan.directory.services:
        yield "相談の内容", plan.directory.services[heard.service].name
    if place := _place(plan, heard):
        yield "場所", place
    if heard.rule:
        yield "場所のわけ", PLACES[heard.rule]


def _place(plan: Plan, heard: Interpretation) -> str:
    match heard.place:
        case Certain(code):
            return f"{_name(plan, code)}（確か）"
        case Probable(code):
            return f"{_name(plan, code)}（たぶん）"
        case Ambiguous(codes):
            return f"{'、'.join(_name(plan, code) for code in codes)}（どれか）"
        case Beyond(code):
            return f"{_name(plan, code)}（{'広すぎる' if plan.places.areas_in(code) else 'ここではない'}）"
        case Unknown():
            return ""


def _name(plan: Plan, code: str) -> str:
    """Return the name of a place, a municipality's after what it lies in."""
    around = plan.places.area_of(code) or plan.places.prefecture_of(code)
    name = plan.places.name(around)
    return name if code == around else name + plan.places.name(code)


def _choice(plan: Plan, step: Trace) -> str:
    """Return what the caller took at the question, in the words of the question; "" where he took nothing."""
    named = {"yes": "はい", "no": "いいえ", "postal": "郵便番号で答える", "pick": "ひとつを選んだ"}
    if not step.choice or step.choice in named:
        return named.get(step.choice, "")
    node = plan.node(step.before.node)
    if isinstance(node, AskPlace):
        number = step.choice.removeprefix("region ")
        return f"{number}　{label(plan, node.regions[int(number) - 1].label).text}"
    assert isinstance(node, Choose)
    taken = next(one for one in node.choices if one.key == step.choice)
    return f"{taken.key}　{label(plan, taken.label).text}"


def _decided(plan: Plan, step: Trace) -> Iterator[Fact]:
    """Yield the slots that the step filled or emptied."""
    service, prefecture = step.after.slot("service"), step.after.slot("prefecture")
    if service != step.before.slot("service"):
        yield "決まった相談", plan.directory.services[service].name if service else "（取り消し）"
    if prefecture != step.before.slot("prefecture"):
        yield "決まった場所", plan.places.name(prefecture) if prefecture else "（取り消し）"


def _has_moved(step: Trace) -> bool:
    """Tell whether an answer led anywhere but to being asked once more."""
    same = (step.before.slots, step.before.refused) == (step.after.slots, step.after.refused)
    heard = step.heard is not None and bool(step.heard.names or step.choice)
    return bool(step.entered) or not same or heard or step.before.asking.candidates != step.after.asking.candidates
