"""What calls have reached of a flow."""

from textwrap import dedent

import pytest

from ivr.callscript import read_script
from ivr.strict_yaml import read
from ivr.testcall import Target
from ivr.testing.cover import Cover, Coverage
from ivr.testing.play_scripts import play


def rows(hotline: Target, *scripts: str, head: str = "") -> dict[str, Coverage]:
    assert hotline.site
    cover = Cover(hotline.site)
    for steps in scripts:
        played = play(read_script(read(f"call: 試し\n{head}steps:\n{dedent(steps)}", "a.call.yaml")), hotline)
        assert played.problems == ()
        assert played.call
        cover.add(played.call)
    return {row.name: row for row in cover.table()}


def test_without_a_call_nothing_is_reached(hotline: Target) -> None:
    table = rows(hotline)

    assert all(row.share == 0 and set(row.missing) == row.possible for row in table.values())


def test_a_call_reaches_what_it_goes_through(hotline: Target) -> None:
    table = rows(hotline, "- says: 愛知県の協議会です\n- rings: 052-223-6953\n  ends: busy\n- hears: 話し中")

    assert table["nodes"].reached == {
        "welcome",
        "ask_service",
        "ask_prefecture",
        "read_back",
        "ring_office",
        "busy",
        "not_reached",
    }
    assert table["exits"].reached == {
        "welcome → ask_service",
        "ask_service → ask_prefecture",
        "ask_prefecture → read_back",
        "read_back → ring_office",
        "ring_office → busy",
        "busy → not_reached",
    }
    assert table["choices"].reached == {"ask_service 2"}
    assert table["outcomes"].reached == {"ring_office busy"}


CHOICES = {
    '- presses: "1"': {"ask_service 1"},
    "- says: 経営改善": {"ask_service 1"},
    "- says: 説明": {"ask_service 3"},
    '- presses: "3"\n- presses: "2"': {"ask_service 3", "explain 2"},
    '- presses: "3"\n- presses: "4"': {"ask_service 3", "explain 4"},
    "- says: 説明\n- says: わかりません": {"ask_service 3", "explain 4"},
    '- presses: "1"\n- presses: "3"': {"ask_service 1", "ask_prefecture region 3"},
    "- says: 経営改善\n- says: 岡山県\n- says: はい": {"ask_service 1", "ask_prefecture yes"},
    '- says: 経営改善\n- says: 岡山県\n- presses: "2"': {"ask_service 1", "ask_prefecture no"},
    '- says: 経営改善\n- says: 府中市\n- presses: "1"': {"ask_service 1", "ask_prefecture pick"},
    "- says: 愛知県の協議会\n- says: はい": {"ask_service 2", "read_back yes"},
    "- says: 愛知県の協議会\n- says: いいえ": {"ask_service 2", "read_back no"},
    '- presses: "9"': set(),
    "- says: がやがや": set(),
    "- waits": set(),
    '- presses: "#"': set(),
}


def test_a_choice_is_reached_by_its_key_and_by_its_words(hotline: Target) -> None:
    assert {steps: rows(hotline, steps)["choices"].reached for steps in CHOICES} == CHOICES


def test_what_every_question_inherits_is_reached_once(hotline: Target) -> None:
    table = rows(
        hotline,
        "- says: オペレーター\n- rings: 03-5470-1840",
        '- presses: "1"\n- waits\n- waits\n- rings: 03-5470-1840',
    )

    assert {"defaults → hand_over", "defaults → hand_over_missed"} <= table["exits"].reached


def test_several_calls_reach_more(hotline: Target) -> None:
    table = rows(hotline, '- presses: "1"', '- presses: "2"')

    assert table["choices"].reached == {"ask_service 1", "ask_service 2"}
    assert table["choices"].share == pytest.approx(100 * 2 / len(table["choices"].possible))


def test_a_call_reaches_what_hinders_a_ring(hotline: Target) -> None:
    table = rows(hotline, "- says: 愛知県の協議会です", head="world: closed\n")

    assert {"read_back → closed", "closed → tell_number_first"} <= table["exits"].reached


def test_a_row_of_nothing_is_whole() -> None:
    assert Coverage("choices", frozenset(), frozenset()).share == 100
