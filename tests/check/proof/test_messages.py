"""What the proof says leads to the place: the word, where it stands, where it led, and the call that shows it."""

from pathlib import Path

import pytest

from ivr.callscript import written
from ivr.check.proof import prove

from .faults import FAULTS
from .small import FLOW, Change, copy, planted

MEANINGS = "data/meanings.yaml"
GUESSED = FAULTS["callers do not find the new name of a service"].changes
TWO_MEANINGS = ((MEANINGS, "  council:\n    names: [", "  council:\n    names: [経営改善支援センター, "),)
ROUND = ((FLOW, "    help: help_read_back\n    next: ring_office", "    help: help_read_back\n    next: ask_service"),)
TOLD = [
    pytest.param(
        GUESSED,
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
        TWO_MEANINGS,
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
        ROUND,
        FLOW,
        "read_back:",
        (
            'the call goes round: 「…」 at "read_back" leads back to "read_back"',
            "をお願いします」, (silence), (silence)",
        ),
        id="round",
    ),
    pytest.param(
        FAULTS["a key is another one when spoken"].changes,
        "data/words.yaml",
        '"2": [イチ',
        ('"イチ" at "ask_service" is another answer than its key 1', '"イチ" stands in data/words.yaml:'),
        id="a word for a key",
    ),
]


@pytest.mark.parametrize(("changes", "path", "line", "parts"), TOLD)
def test_a_message_names_the_word_its_place_where_it_led_and_the_call(
    small_site: Path, tmp_path: Path, changes: tuple[Change, ...], path: str, line: str, parts: tuple[str, ...]
) -> None:
    proof = prove(planted(copy(tmp_path, small_site), *changes), processes=1)
    assert proof

    told = [one for one in proof.problems if all(part in one.message for part in parts)]
    assert [Path(one.path) for one in told[:1]] == [tmp_path / path]
    assert line in (tmp_path / path).read_text(encoding="utf-8").splitlines()[told[0].line - 1]


def test_a_call_in_words_that_goes_astray_is_written_as_a_script(small_site: Path, tmp_path: Path) -> None:
    proof = prove(planted(copy(tmp_path, small_site), *TWO_MEANINGS), processes=1)
    assert proof
    script = next(one.script for one in proof.broken if one.claim == "proof-voice")

    assert script
    assert "steps:\n  - says: 愛知県の経営改善支援センターをお願いします\n" in written(script)
