"""What the proof says leads to the place: the word, where it stands, where it led, and the call that shows it."""

from pathlib import Path

import pytest

from ivr.call import Conditions, Outcome
from ivr.callscript import written
from ivr.check.proof import prove
from ivr.check.proof.alphabet import SILENCE, Answer
from ivr.check.proof.player import PlayedAnswer
from ivr.translation import addressing

from .conftest import PlantFaults
from .faults import TOGETHER
from .small import FLOW, copy, planted

MEANINGS = "data/meanings.yaml"
TOLD = [
    pytest.param(
        "callers do not find the new name of a service",
        MEANINGS,
        "計画",
        (
            '「愛知県の事業計画相談をお願いします」 at "ask_service" is only guessed to mean "center"',
            '"read_back" waits for a yes',
            "; the call: 「愛知県の事業計画相談をお願いします」",
        ),
        id="guessed",
    ),
    pytest.param(
        "a service has the name of the other one too",
        MEANINGS,
        "names: [経営改善支援センター, 中小",
        (
            '「経営改善支援センターです」 at "ask_service" is taken for "either"',
            'leads to "ask_service", not to "ask_prefecture"',
            "(services.center), data/meanings.yaml:",
            "(services.council); the call: 「経営改善支援センターです」",
        ),
        id="two meanings",
    ),
    pytest.param(
        "who agrees is asked once more",
        FLOW,
        "read_back:",
        (
            'the call goes round: 「…」 at "read_back" leads back to "read_back"',
            "をお願いします」, (silence), (silence)",
        ),
        id="round",
    ),
    pytest.param(
        "a key is another one when spoken",
        "data/words.yaml",
        '"2": [イチ',
        ('"イチ" at "ask_service" is another answer than its key 1', '"イチ" is in data/words.yaml:'),
        id="a word for a key",
    ),
]


@pytest.mark.unmeasured
@pytest.mark.parametrize(("fault", "path", "line", "parts"), TOLD)
def test_a_message_names_the_word_its_place_where_it_led_and_the_call(
    faulty: PlantFaults, fault: str, path: str, line: str, parts: tuple[str, ...]
) -> None:
    planted_in = faulty(next(group for group in TOGETHER if fault in group))
    site, proof = planted_in.site, planted_in.proof

    matching = [one for one in proof.problems if all(part in one.message for part in parts)]
    assert [Path(one.path) for one in matching[:1]] == [site / path]
    assert line in (site / path).read_text(encoding="utf-8").splitlines()[matching[0].line - 1]
    scripts = [written(one.script) for one in proof.broken if one.script and one.message in matching[0].message]
    assert ["  - says: " in script or "  - waits" in script for script in scripts] == [True]


FRONT = (
    "  ask_front:\n    kind: choose\n    menu: [choices]\n"
    '    choices: [{key: "1", label: go_on, words: connect, to: ask_service}]\n'
    "  ask_service:\n    kind: choose\n"
)


@pytest.mark.unmeasured
def test_a_question_in_front_is_proven_with_the_rest(small_site: Path, tmp_path: Path) -> None:
    """A call that goes on leads neither past it nor back, and each office is reached by voice and by keys."""
    site = planted(
        copy(tmp_path, small_site),
        (FLOW, "    says: [welcome]\n    next: ask_service\n", "    says: [welcome]\n    next: ask_front\n"),
        (FLOW, "  ask_service:\n    kind: choose\n", FRONT),
    )
    proof = prove(site, processes=1)

    assert proof
    assert (proof.problems, proof.ways) == ((), 6)


BETWEEN = "  between: {kind: say, says: [welcome], next: ask_service}\n"


@pytest.mark.unmeasured
def test_an_announcement_that_no_question_hears_is_told_what_it_lacks(small_site: Path, tmp_path: Path) -> None:
    said = "    kind: say\n    says: [welcome]\n    next: ask_service\n"
    listened = "    kind: listen\n    says: [welcome]\n    next: between\n"
    proof = prove(planted(copy(tmp_path, small_site), (FLOW, said, listened + BETWEEN)), processes=1)

    assert proof
    told = [one.message for one in proof.problems if one.rule == "proof-distress"]
    assert ["; let a question follow this announcement" in message for message in told] == [True]


def test_a_call_is_described_in_the_readers_language() -> None:
    answers = [PlayedAnswer(SILENCE, "", Conditions(), ())]
    answers += [PlayedAnswer(Answer("dial", outcome=one), "", Conditions(), ()) for one in Outcome]
    with addressing("ja"):
        lines = [str(one) for one in answers]

    assert lines == [
        "（沈黙）",
        "（通話が終わった）",
        "（話し中）",
        "（応答なし）",
        "（不通）",
        "（呼び出しをやめました）",
    ]
