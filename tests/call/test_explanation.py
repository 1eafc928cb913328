"""Callers who do not know which service they need are helped; the explanation is offered, never forced."""

import pytest

from ivr.call import Ask, Asking, Plan

from .talk import Answer, after, turns

HELP = (
    "専門家と、経営改善の計画を作るときは、イチ。"
    "公的な機関に、銀行との話し合いや、事業の再生を相談するときは、ニー。くわしい説明は、サン。お迷いのときは、ヨン。"
)
CAVEAT = "過去の案内資料による、説明です。今の内容は、窓口でお確かめください。"


@pytest.mark.parametrize(
    "answer",
    ["3", "説明", "説明をお願いします", "違いは何ですか", "協議会って何ですか"],
)
def test_who_does_not_know_which_hears_one_sentence_on_each(plan: Plan, answer: str) -> None:
    turn = after(plan, answer)

    assert turn.said == HELP


@pytest.mark.parametrize("before", [("3",), ("3", "3", "1"), ("3", "3", "1", "2", "1")])
def test_a_prefecture_named_meanwhile_is_said_back(plan: Plan, before: tuple[str, ...]) -> None:
    assert after(plan, *before, "岩手です").said.startswith("岩手県ですね。")


@pytest.mark.parametrize("answer", ["わかりません", "どちらかわからない", "どちらでもいいです"])
def test_who_cannot_decide_hears_the_short_question_and_then_is_led(plan: Plan, answer: str) -> None:
    asked, led = turns(plan, answer, answer)[1:]

    assert (asked.call.node, asked.said) == ("ask_which", plan.prompts["ask_which"].text)
    assert (led.call.node, led.service) == ("ask_prefecture", "council")


SERVICES = {
    "1": "center",
    "税理士と計画を作りたいです": "center",
    "費用の支援です": "center",
    "専門家と作る方": "center",
    "2": "council",
    "銀行との調整": "council",
    "公的な機関です": "council",
    "4": "council",
    "わかりません": "council",
    "決められないです": "council",
}


def test_the_sentences_lead_to_a_service(plan: Plan) -> None:
    heard = {answer: after(plan, "3", answer) for answer in SERVICES}

    assert {answer: turn.service for answer, turn in heard.items()} == SERVICES
    assert {turn.call.node for turn in heard.values()} == {"ask_prefecture"}


@pytest.mark.parametrize("answer", ["ほかの話です", "ざわざわ", "どちらでもない", "どれでもありません"])
@pytest.mark.parametrize(
    "before", [("3",), ("経営が苦しくて",), ("三重県です",)], ids=["explain", "ask_which", "prefecture first"]
)
def test_what_fits_neither_is_asked_again_and_never_guessed(plan: Plan, before: tuple[str, ...], answer: str) -> None:
    asked, turn = turns(plan, *before, answer)[-2:]

    assert (turn.call.node, turn.call.slots, turn.service) == (asked.call.node, asked.call.slots, None)


@pytest.mark.parametrize("answer", ["相談したいです", "支援を受けたい", "売上が落ちて困っているんです"])
def test_who_has_heard_the_explanation_and_still_fits_either_is_led_as_the_undecided_are(
    plan: Plan, answer: str
) -> None:
    turn = after(plan, "3", answer)

    assert (turn.call.node, turn.service) == ("ask_prefecture", "council")
    assert turn.said.startswith("では、再生支援協議会を、ご案内します。")


@pytest.mark.parametrize("answer", ["なんで", "どうしてですか", "どういう意味ですか", "何が違うんですか"])
def test_who_asks_on_after_the_explanation_is_led_to_no_office(plan: Plan, answer: str) -> None:
    turn = after(plan, "3", answer)

    assert (turn.call.node, turn.service) == ("explain", None)


def test_who_cannot_decide_hears_where_the_call_leads_and_why(plan: Plan) -> None:
    turn = after(plan, "3", "4")

    assert turn.said.startswith(
        "では、再生支援協議会を、ご案内します。経営改善支援センターも、この協議会の中に、設けられました。"
    )


def test_a_prefecture_named_before_is_kept_through_the_explanation(plan: Plan) -> None:
    turn = after(plan, "三重県です", "説明", "2")

    assert turn.said.startswith("三重県の中小企業再生支援協議会に")


@pytest.mark.parametrize("answers", [("3", "3"), ("説明", "くわしい説明をお願いします")])
def test_the_details_begin_by_saying_that_they_are_of_the_past(plan: Plan, answers: tuple[str, ...]) -> None:
    assert after(plan, *answers).said.startswith(CAVEAT)


@pytest.mark.parametrize("key", ["1", "5", "0", "#", "*", ""])
@pytest.mark.parametrize(
    ("before", "node"),
    [(("3", "3"), "after_details_center"), (("3", "3", "1", "2"), "after_details_council")],
)
def test_any_key_leaves_the_details_and_so_does_their_end(
    plan: Plan, before: tuple[Answer, ...], node: str, key: str
) -> None:
    facts = after(plan, *before).instructions

    assert {(len(one.lines), one.end_of_keys) for one in facts if isinstance(one, Ask)} == {(1, 0)}
    assert after(plan, *before, key).call.node == node


@pytest.mark.parametrize("word", ["わかりました", "もういいです", "次", "ざわざわ"])
def test_any_word_leaves_the_details_and_counts_as_no_miss(plan: Plan, word: str) -> None:
    turn = after(plan, "3", "3", word)

    assert (turn.call.node, turn.call.asking) == ("after_details_center", Asking("menu"))
    assert turn.said == after(plan, "3", "3", "").said


@pytest.mark.parametrize(
    ("word", "node", "service"),
    [("つないでください", "ask_prefecture", "center"), ("協議会をお願いします", "ask_prefecture", "council")],
)
def test_an_answer_given_during_the_details_counts(plan: Plan, word: str, node: str, service: str) -> None:
    turn = after(plan, "3", "3", word)

    assert (turn.call.node, turn.service) == (node, service)


def test_the_center_is_explained_as_the_leaflet_states_it(plan: Plan) -> None:
    said = after(plan, "3", "3").said

    for part in (
        "返済条件の変更や、新しい融資などの、金融支援が必要な、中小企業と、小規模事業者です。",
        "国の認定を受けた専門家の支援を受けて、経営改善計画を作る場合の、制度です。",
        "総額の三分の二まで、上限二百万円の支援を、受けられる制度です。",
        "税理士、税理士法人、公認会計士、中小企業診断士、弁護士、金融機関などです。",
        "定期的に、フォローアップします。",
        "相談と、申し込みは、経営改善支援センターで、受け付けています。",
    ):
        assert part in said


def test_the_council_is_explained_without_the_centers_money(plan: Plan) -> None:
    said = after(plan, "3", "3", "1", "2").said

    assert said.startswith(CAVEAT)
    assert "事業の再生に意欲がある、中小企業と、小規模事業者のための、公的な機関です。" in said
    assert "金融機関との調整を、お手伝いします。" in said
    for part in ("三分の二", "二百万円", "費用", "フォローアップ", "認定"):
        assert part not in said


@pytest.mark.parametrize(
    ("answers", "service"),
    [
        (("3", "3", "1", "1"), "center"),
        (("3", "3", "1", "つないでください"), "center"),
        (("3", "3", "1", "協議会をお願いします"), "council"),
        (("3", "3", "1", "2", "1", "1"), "council"),
        (("3", "3", "1", "もう一方の説明", "1", "窓口につないでください"), "council"),
    ],
)
def test_after_the_details_a_service_is_one_answer_away(plan: Plan, answers: tuple[str, ...], service: str) -> None:
    assert after(plan, *answers).service == service


@pytest.mark.parametrize("answer", ["3", "今の説明をもう一度", "もう一度説明してください"])
def test_the_details_are_said_again(plan: Plan, answer: str) -> None:
    first, left, again = turns(plan, "3", "3", "1", answer)[2:]

    assert left.call.node == "after_details_center"
    assert again.said == first.said


def test_the_sentences_are_shortened_only_where_they_were_not_answered(plan: Plan) -> None:
    first, again, missed = turns(plan, "3", "#", "")[1:]

    assert first.said == again.said == HELP
    assert missed.said == "計画づくりはイチ、銀行との調整はニー、くわしい説明はサン、お迷いのときはヨンです。"
