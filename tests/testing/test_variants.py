"""The same answer in other forms: what says nothing changes nothing, and a no rings nobody."""

from functools import cache
from itertools import product

import pytest

from ivr.call import Call, Plan, RingNumber
from ivr.site import shipped
from ivr.testing.answers import WrittenAnswer, read_answers
from ivr.testing.hear import hear
from ivr.testing.questions import call_at
from ivr.testing.verdict import try_answers
from tests.conftest import shipped_plan

EACH = 7  # of so many answers one is tried
FILLERS = ("えーと、", "あの、", "あのー、", "あのですね、", "すみません、", "その、", "まあ、", "うーん、")
SERVICES = (
    "計画",
    "計画づくり",
    "センター",
    "経営改善",
    "専門家",
    "銀行",
    "返済",
    "協議会",
    "銀行との調整",
    "リスケ",
    "借金",
)
PEOPLE = ("人", "人と話す", "オペレーター", "担当者", "本部", "全国本部", "係の人", "人間")
DENIED = (
    *(
        "じゃないです",
        "ではありません",
        "じゃない",
        "じゃないんですけど",
        "じゃなかとです",
        "じゃなか",
        "やないです",
        "ちゃいます",
    ),
    *("はいりません", "はいらん", "とは言ってません", "なんて言ってません", "は結構です", "は嫌です"),
    *("は必要ありません", "はやめときます", "のほうじゃないです", "のほうは結構です"),
)


def after(plan: Plan, at: str, text: str) -> tuple[object, ...]:
    """Return where the call is after *text*, what it then knows and asks about, and which number rings."""
    _, step = hear(plan, _call(plan.language, at), at, text)
    call, rings = step.after, [one.number for one in step.instructions if isinstance(one, RingNumber)]
    return call.node, call.asking.stage, call.asking.candidates, call.slots, rings


@cache
def _call(language: str, at: str) -> Call:
    return call_at(shipped_plan().speaks(language), at)


@cache
def answers(*names: str) -> tuple[WrittenAnswer, ...]:
    plan, found = shipped_plan(), []
    for name in names:
        path = f"tests/heard/{name}.tsv"
        written, _ = read_answers(plan, shipped() / path, path)
        found += [one.answer for one in try_answers(plan, written[::EACH]) if one.verdict in ("right", "sensible")]
    return tuple(found)


JAPANESE, ENGLISH = ("dev", "answers", "callers", "trial"), ("en-answers", "en-callers", "en-doubts", "en-trial")


@pytest.mark.unmeasured
def test_marks_at_the_end_change_nothing(plan: Plan) -> None:
    changed = [
        (answer.at, answer.text + mark)
        for answer, mark in product(answers(*JAPANESE), ("、", "。", "…", "!"))
        if after(plan, answer.at, answer.text + mark) != after(plan, answer.at, answer.text)
    ]
    assert changed == []


@pytest.mark.unmeasured
def test_a_filler_with_a_pause_changes_nothing(plan: Plan) -> None:
    changed = [
        (answer.at, filler + answer.text)
        for answer, filler in product(answers(*JAPANESE), FILLERS)
        if not answer.text.isascii() and answer.meaning not in ("other", "hesitation")
        if after(plan, answer.at, filler + answer.text) != after(plan, answer.at, answer.text)
    ]
    assert changed == []


@pytest.mark.unmeasured
def test_capitals_marks_and_spaces_change_nothing_in_english(plan: Plan) -> None:
    english = plan.speaks("en")
    changed = [
        (answer.at, said)
        for answer in answers(*ENGLISH)
        for said in (answer.text.upper(), answer.text.lower(), f"{answer.text}.", f"{answer.text}!", f" {answer.text} ")
        if after(english, answer.at, said) != after(english, answer.at, answer.text)
    ]
    assert changed == []


@pytest.mark.unmeasured
@pytest.mark.parametrize("at", ["service", "ask_which", "prefecture", "yes_no", "read_back", "not_reached"])
def test_what_is_denied_neither_rings_nor_counts(plan: Plan, at: str) -> None:
    counted = []
    for name, denied in product((*SERVICES, *PEOPLE), DENIED):
        _, step = hear(plan, _call("ja", at), at, name + denied)
        before, known = dict(step.before.slots), dict(step.after.slots)
        rings = any(isinstance(one, RingNumber) for one in step.instructions)
        counted += [name + denied] if rings or not known.items() <= before.items() else []
    assert counted == []
