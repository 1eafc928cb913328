"""Offices that are missing, share a line or may be rung again: what the flow says, and what rings."""

from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.check.proof import prove
from ivr.simulator import Carrier, Desk
from ivr.testing.targets import site_target
from tests.callers import Scripted

from . import build, site_of

pytestmark = pytest.mark.unmeasured
Change = tuple[str, str, str]

NONE_THERE_NODE = """\
  none_there:
    kind: choose
    says: [none_there]
    choices:
      - {key: "1", label: wrong_service, words: wrong_service, to: ask_service}
      - {key: "0", label: ring_fallback, words: headquarters, to: ring_fallback}
    menu: [choices]
"""
NONE_THERE_PROMPT = """\
  none_there:
    text: "{area}に、{service}の窓口は、ありません。"
    kana: "{area}に、{service}のまどぐちは、ありません。"
"""
UNLESS = "unless: {no_office: none_there}"
NONE_THERE: tuple[Change, ...] = (
    ("directory.yaml", "elsewhere: general}", "elsewhere: none}"),
    ("flow.yaml", "    unless: {closed: closed}\n", "    unless: {closed: closed, no_office: none_there}\n"),
    ("flow.yaml", "canceled: busy}\n  busy:", f"canceled: busy, {UNLESS}}}\n  busy:"),
    ("flow.yaml", "  stopped: {kind", f"{NONE_THERE_NODE}  stopped: {{kind"),
    ("ja.yaml", "  wrong_service:", f"{NONE_THERE_PROMPT}  wrong_service:"),
)
ELSEWHERE: tuple[Change, ...] = (("directory.yaml", "elsewhere: general}", "elsewhere: headquarters}"),)
COUNSELLORS = """\
  counsel:
    {printed_name: 相談の係, spoken_name: 相談の係, spoken_kana: そうだんのかかり, number: "03-5470-1849"}
"""
RING_COUNSEL = """\
  ring_counsel:
    {kind: ring, office: counsel, completed: goodbye, busy: busy, no_answer: busy, failed: busy, canceled: busy}
"""
COUNSEL: tuple[Change, ...] = (
    ("directory.yaml", "offices:\n", f"{COUNSELLORS}offices:\n"),
    ("flow.yaml", "value: rooms}\n", 'value: rooms}\n      - {key: "4", label: counsel, to: ring_counsel}\n'),
    ("flow.yaml", "  stopped: {kind", f"{RING_COUNSEL}  stopped: {{kind"),
    ("ja.yaml", "  service_lending:", "  counsel: {text: お困りのとき, kana: おこまりのとき}\n  service_lending:"),
)


def carrier(root: Path, name: str, changes: tuple[Change, ...]) -> Carrier:
    return site_target(build(root, name, *changes)).carrier()


@pytest.mark.parametrize(
    ("changes", "answers", "number"),
    [
        (NONE_THERE, ["静岡県の輸出相談です", "0"], "+81354701840"),
        (NONE_THERE, ["静岡県の輸出相談です", "1", "1"], "+81542535118"),
        (NONE_THERE, ["愛知県の輸出相談です"], "+81520000023"),
        (ELSEWHERE, ["静岡県の輸出相談です"], "+81354701840"),
        (ELSEWHERE, ["愛知県の輸出相談です"], "+81520000023"),
    ],
)
def test_a_service_that_exists_in_some_areas_only(
    tmp_path: Path, changes: tuple[Change, ...], answers: list[str], number: str
) -> None:
    call = carrier(tmp_path, "partial", changes).call(Scripted(answers))

    assert call.dialled == (number,)
    assert ("静岡県に、輸出相談の窓口は、ありません。" in call.said) is (changes is NONE_THERE and "静岡" in answers[0])


def test_where_none_answers_the_flow_must_say_where_the_call_goes(tmp_path: Path) -> None:
    problems = site_of(tmp_path, "partial", NONE_THERE[0]).problems

    assert {(one.rule, one.message.partition(":")[0]) for one in problems} == {
        ("missing-key", 'the key "no_office" under "unless" is missing')
    }


def test_an_office_that_was_rung_by_its_name_can_be_heard_and_rung_again(tmp_path: Path) -> None:
    line = carrier(tmp_path, "departments", COUNSEL)
    call = line.dial(desks=lambda _number: Desk("busy"))
    call.play(Scripted(["4", "2", "1", "2", "!hangup"]))

    assert call.dialled == ("+81354701849", "+81354701849")
    assert call.said.count("相談の係の番号は、ゼロサンの、ゴーヨンナナゼロの、イチハチヨンキュー。") == 4


def test_a_question_asked_again_is_about_its_own_office(tmp_path: Path) -> None:
    again: Change = ("flow.yaml", "to: tell_number}", "to: ask_service}")
    line = carrier(tmp_path, "departments", (*COUNSEL, again))
    call = line.dial(desks=lambda _number: Desk("busy"))
    call.play(Scripted(["4", "2", "もよおし", "", "!hangup"]))

    assert call.dialled == ("+81354701849", "+81354701842")


def test_the_proof_holds_where_an_office_is_rung_by_its_name(tmp_path: Path) -> None:
    site = site_of(tmp_path, "departments", *COUNSEL)

    assert [problem for problem in problems_of(site) if not problem.warning] == []
    proof = prove(site, processes=1)
    assert proof
    assert proof.problems == ()


FRONT = """\
  ask_front: {kind: choose, menu: [choices], choices: [{key: "1", label: go_on, to: ask_service}]}
"""
IN_FRONT: tuple[Change, ...] = (
    ("flow.yaml", "says: [welcome], next: ask_service}\n", f"says: [welcome], next: ask_front}}\n{FRONT}"),
    ("ja.yaml", "  service_lending:", "  go_on: {text: つづける, kana: つづける}\n  service_lending:"),
)


def test_a_question_in_front_is_proven_with_the_rest(tmp_path: Path) -> None:
    """A call that goes on leads neither past it nor back, and each office is reached by voice and by keys."""
    proof = prove(site_of(tmp_path, "departments", *IN_FRONT), processes=1)

    assert proof
    assert (proof.problems, proof.ways) == ((), 9)


THREE = tuple(
    ("directory.yaml", f'number: "03-5470-184{digit}"}}', 'number: "03-5470-1841", shared_line: true}')
    for digit in (1, 2, 3)
)
PHRASES = """\
  phrase: {text: "「{service}」と、お伝えください。", kana: "「{service}」と、おつたえください。"}
  whisper: {text: "{service}です。", kana: "{service}です。"}
"""
SHARED: tuple[Change, ...] = (
    *THREE,
    ("flow.yaml", "nodes:\n", "shared_line: {before_ring: phrase, with_number: phrase, whisper: whisper}\nnodes:\n"),
    ("ja.yaml", "  service_lending:", f"{PHRASES}  service_lending:"),
)
SAID = [("もよおし", "もよおし"), ("部屋の予約", "部屋の予約"), ("1", "貸し出し")]


@pytest.mark.parametrize(("said", "phrase"), SAID)
def test_any_number_of_offices_share_a_line_each_with_its_own_phrase(tmp_path: Path, said: str, phrase: str) -> None:
    call = carrier(tmp_path, "departments", SHARED).call(Scripted([said]))

    assert call.dialled == ("+81354701841",)
    assert f"「{phrase}」と、お伝えください。" in call.said
    assert call.whispered == f"{phrase}です。"


def test_a_shared_line_without_a_phrase_is_reported(tmp_path: Path) -> None:
    problems = site_of(tmp_path, "departments", *THREE).problems

    assert [problem.message for problem in problems] == [
        (
            'the key "shared_line" is missing: 貸し出しの係 shares its line with another office; write shared_line: '
            "{before_ring: …, with_number: …, whisper: …}, each the name of a prompt"
        )
    ]


LENDING = (
    "  lending: {printed_name: 貸し出しの係, spoken_name: 貸し出しの係, spoken_kana: かしだしのかかり, "
    'number: "03-5470-1841"'
)


@pytest.mark.parametrize(
    "changes",
    [
        (("directory.yaml", f"{LENDING}}}\n", ""),),
        (*SHARED, ("directory.yaml", f"{LENDING}, shared_line: true}}\n", "")),
    ],
    ids=["one of its own line", "one of a shared line"],
)
def test_a_missing_office_is_reported_once_by_its_rule(tmp_path: Path, changes: tuple[Change, ...]) -> None:
    site = site_of(tmp_path, "departments", *changes)
    proof = prove(site, processes=1)

    assert "missing-office" in {problem.rule for problem in problems_of(site)}
    assert proof
    assert proof.problems == ()
