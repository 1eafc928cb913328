"""What others rely on: one JSON object for each answer, with the same keys in the same order."""

import json
from pathlib import Path

import pytest

from ivr.call import Ask, Plan, Said, SayLines, step
from ivr.site import shipped
from ivr.testing.questions import call_at
from tests.conftest import SiteCopy
from tests.testing.stranger import write_site

from .command import Command

KEYS = [
    *("text", "at", "meaning", "outcome", "service", "area", "prefecture", "key", "leads_to", "says", "why"),
]
FALLBACK, CENTER_22, COUNCIL_22 = "ring:+81354701840", "ring:+81542751880", "ring:+81542535118"
SERVICE, PLACE = "ask_service", "ask_prefecture"

# text, at: meaning, outcome, service, area, prefecture, key, leads_to
TOLD = {
    ("愛知県の経営改善支援センター", "service"): ("center", "certain", "center", "23", "愛知県", None, "read_back"),
    ("協議会をお願いします", "service"): ("council", "certain", "council", None, None, None, PLACE),
    ("二番です", "service"): ("council", "certain", "council", None, None, "2", PLACE),
    ("3", "service"): ("explain", "certain", None, None, None, "3", "explain"),
    ("ゼロ", "service"): ("help", "certain", None, None, None, "0", SERVICE),
    ("高山市です", "service"): ("place", "certain", None, "21", "岐阜県", None, "ask_which"),
    ("どちらに相談すればいいかわかりません", "service"): ("unsure", "certain", None, None, None, None, "ask_which"),
    ("経営のことで困っています", "service"): ("either", "certain", None, None, None, None, "ask_which"),
    ("費用はいくらですか", "service"): ("question:cost", "certain", None, None, None, None, SERVICE),
    ("もう死にたい", "service"): ("distress", "certain", None, None, None, None, FALLBACK),
    ("英語でお願いします", "service"): ("english", "certain", None, None, None, None, "ask_service"),
    ("人と話したいです", "service"): ("person", "certain", None, None, None, None, FALLBACK),
    ("間違い電話です", "service"): ("stop", "certain", None, None, None, None, "wrong_number"),
    ("あいうえお", "service"): ("nothing", "unknown", None, None, None, None, SERVICE),
    ("堺市", "prefecture"): ("place", "probable", None, "27140", "大阪府", None, PLACE),
    ("愛知県です", "prefecture"): ("place", "certain", None, "23", "愛知県", None, "read_back"),
    ("九州です", "prefecture"): ("place", "certain", None, None, None, None, PLACE),
    ("八番", "prefecture"): ("place", "certain", None, None, None, "8", PLACE),
    ("もう一度お願いします", "prefecture"): ("again", "certain", None, None, None, None, PLACE),
    ("戻ってください", "prefecture"): ("back", "certain", None, None, None, None, SERVICE),
    ("協議会のほうで", "prefecture"): ("council", "certain", "council", None, None, None, PLACE),
    ("四六〇の〇〇〇八です", "postal"): ("place", "probable", None, "23106", "愛知県", None, PLACE),
    ("はい", "yes_no"): ("yes", "certain", None, None, None, None, "read_back"),
    ("ニー", "yes_no"): ("no", "certain", None, None, None, "2", PLACE),
    ("愛知県です", "yes_no"): ("place", "certain", None, "23", "愛知県", None, "read_back"),
    ("はい、お願いします", "read_back"): ("yes", "certain", None, None, None, None, CENTER_22),
    ("違います", "read_back"): ("no", "certain", None, None, None, None, "what_is_wrong"),
    ("愛知県です", "read_back"): ("place", "certain", None, "23", "愛知県", None, "read_back"),
    ("つながないでください", "read_back"): ("stop", "certain", None, None, None, None, "stopped"),
    ("電話番号を教えてください", "not_reached"): ("number", "certain", None, None, None, None, "tell_number"),
    ("もう一度かけてください", "not_reached"): ("ring_again", "certain", None, None, None, None, COUNCIL_22),
    ("一番", "not_reached"): ("ring_again", "certain", None, None, None, "1", COUNCIL_22),
    ("どちらでもいいです", "ask_which"): ("unsure", "certain", None, None, None, None, PLACE),
    ("窓口", "after_details_council"): ("connect", "certain", "council", None, None, None, PLACE),
}

MEANINGS = """\
services: {}
lists: {"yes": {}, "no": {}, again: {}, back: {}, help: {}, person: {}, unsure: {}}
"""


def rows(out: str) -> list[dict[str, str | None]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("at", sorted({at for _, at in TOLD}))
def test_each_answer_is_one_object_with_the_same_keys(ivr: Command, at: str) -> None:
    texts = [text for text, where in TOLD if where == at]

    ran = ivr("hear", "--at", at, *texts)

    assert ran.code == 0
    found = rows(ran.out)
    assert all(list(row) == KEYS for row in found)
    expected = [(text, at, *TOLD[text, at]) for text in texts]
    assert [tuple(row[key] for key in KEYS[:9]) for row in found] == expected
    assert all(row["why"] is None for row in found)


def test_what_is_said_is_all_that_the_caller_hears_until_he_is_heard_again(ivr: Command, plan: Plan) -> None:
    row = rows(ivr("hear", "愛知県の経営改善支援センターです").out)[0]

    _, instructions = step(plan, call_at(plan, "service"), Said("愛知県の経営改善支援センターです"))
    said = [line.text for one in instructions if isinstance(one, SayLines | Ask) for line in one.lines]
    assert len(said) > 1
    assert row["says"] == "".join(said)


def test_people_read_text(ivr: Command) -> None:
    ran = ivr("hear", "--text", "--lang", "ja", "--at", "prefecture", "愛知県です", "あいうえお")

    assert ran.out.splitlines()[:6] == [
        "「愛知県です」",
        "  意味              place",
        "  確かさ            確か",
        "  都道府県          愛知県",
        "  場所の番号        23",
        "  次の所            read_back",
    ]
    assert ran.out.splitlines()[6].startswith(
        "  次に聞こえる言葉  愛知県の経営改善支援センターにおつなぎします。電話が"
    )
    assert "分からなかった" in ran.out


def test_an_answer_is_heard_in_another_language_of_the_site(ivr: Command) -> None:
    row = rows(ivr("hear", "--language", "en", "talks with my bank in Nagoya").out)[0]

    assert (row["service"], row["prefecture"], row["leads_to"]) == ("council", "愛知県", "read_back")
    assert str(row["says"]).startswith("You will be connected to the Revitalization Support Council in Aichi. If this")


def test_a_language_in_which_nobody_is_heard_is_wrong_usage(ivr: Command) -> None:
    for command in ("hear", "locate"):
        ran = ivr(command, "--language", "fr", "Lyon")

        assert ran.code == 2
        assert "speech is not recognised in fr, only in ja, en" in ran.err


def test_without_texts_each_line_of_standard_input_is_an_answer(ivr: Command) -> None:
    ran = ivr("hear", "--at", "yes_no", stdin="﻿はい\n\nいいえ\r\n")

    assert [row["text"] for row in rows(ran.out)] == ["はい", "", "いいえ"]
    assert [row["meaning"] for row in rows(ran.out)] == ["yes", "nothing", "no"]


def test_the_words_that_decided_are_named(ivr: Command) -> None:
    texts = ("愛知県の経営改善支援センター", "二番", "あいうえお")

    why = [row["why"] for row in rows(ivr("hear", "--explain", *texts).out)]

    assert why == ["center: 経営改善支援せんたー; 愛知県: 愛知県 (a prefecture is named in full)", "key 2", ""]


@pytest.mark.parametrize(
    ("at", "state", "text", "leads_to"),
    [
        ("read_back", "service=council&prefecture=22", "はい", COUNCIL_22),
        ("read_back", "?prefecture=22&service=council", "はい", COUNCIL_22),
        ("yes_no", "service=council&candidates=22", "はい", "read_back"),
        ("prefecture", "stage=region&region=3&service=center", "二番", "read_back"),
        ("prefecture", "", "二番", PLACE),
    ],
)
def test_another_state_is_taken(ivr: Command, at: str, state: str, text: str, leads_to: str) -> None:
    assert rows(ivr("hear", "--at", at, "--state", state, text).out)[0]["leads_to"] == leads_to


def test_questions_of_the_sites_own_are_answered_before_a_read_back(ivr: Command) -> None:
    own = shipped() / "data/examples/nationwide"

    (row,) = rows(ivr("hear", "--at", "read_back", "はい", "--site", str(own)).out)

    assert str(row["leads_to"]).startswith("ring:")
    (row,) = rows(ivr("hear", "--at", "ask_customer", "はじめてです", "--site", str(own)).out)
    assert (row["meaning"], row["outcome"], row["service"]) == ("first_time", "certain", None)  # its value is none


@pytest.mark.parametrize(
    "state",
    ["service=centre", "prefecture=99", "stage=mneu", "hello=1", "service=center&turn=many", "service=", "center="],
)
def test_a_state_that_no_call_can_have_is_refused(ivr: Command, state: str) -> None:
    ran = ivr("hear", "--at", "prefecture", "--state", state, "はい")

    assert (ran.code, ran.out) == (2, "")
    assert "--state" in ran.err
    assert f'no call can be at "prefecture" with {state.rpartition("&")[2]}' in " ".join(ran.err.split())


@pytest.mark.parametrize("state", ["service=center&missed=0&language=ja", "plan=abc&turn=3&service=center"])
def test_a_state_as_an_address_has_it_is_taken(ivr: Command, state: str) -> None:
    assert rows(ivr("hear", "--at", "prefecture", "--state", state, "愛知県").out)[0]["leads_to"] == "read_back"


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ("yesno", 'there is no question "yesno"; did you mean "yes_no"?'),
        ("goodbye", 'nothing is asked at "goodbye"'),
        ("welcom", 'there is no question "welcom"'),
    ],
)
def test_a_question_that_is_none_is_refused(ivr: Command, at: str, message: str) -> None:
    ran = ivr("hear", "--at", at, "はい")

    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_a_site_with_problems_hears_nothing(ivr: Command, tmp_path: Path) -> None:
    ran = ivr("hear", "--site", str(tmp_path), "はい")

    assert (ran.code, ran.out) == (1, "")
    assert "this file is missing" in ran.err


def test_an_answer_that_leads_round_and_round_is_told(ivr: Command, small_copy: SiteCopy) -> None:
    flow = "data/flow.yaml"
    small_copy.change(flow, "    next: ask_prefecture\n", "    next: round\n")
    small_copy.change(flow, "nodes:\n", "nodes:\n  round: {kind: say, says: [sorry], next: round}\n")
    ran = ivr("hear", "--site", str(small_copy.root), "協議会")

    assert (ran.code, ran.out) == (1, "")
    assert 'the nodes lead in a circle at "round"' in ran.err


def test_a_site_of_its_own_is_heard_at_its_first_question(ivr: Command, tmp_path: Path) -> None:
    write_site(tmp_path)
    (tmp_path / "data/meanings.yaml").write_text(MEANINGS, encoding="utf-8")
    site = str(tmp_path)

    row = rows(ivr("hear", "--site", site, "いち").out)[0]
    refused = ivr("hear", "--site", site, "--at", "yes_no", "はい")

    assert (row["meaning"], row["key"], row["leads_to"]) == ("ring_sales", "1", FALLBACK)
    assert refused.code == 2
    assert 'there is no question "yes_no"' in refused.err
