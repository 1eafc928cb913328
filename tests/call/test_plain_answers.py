"""Ordinary answers, as people give them: sighs, short forms of yes and no, names that run together."""

import pytest

from ivr.call import Outcome, Plan
from ivr.heard.utterance import utterance

from .talk import after, turns

TOKYO_COUNCIL = "東京都の協議会です"


CLEAR = {
    "いえ": "いいえ、",
    "いえ、三重県です": "いいえ、三重県です",
    "いえいえ、違います": "いいえ、違います",
    "いえ三重県です": "いいえ、三重県です",
    "いえそんです": "いえそんです",  # 伊江村
    "あ、はい": "はい",
    "あっ、はーい": "はい",
    "うーん、いいえ": "いいえ",
    "あいちけんです": "あいちけんです",
    "ええ": "ええ",
}


def test_sighs_are_left_out_and_yes_and_no_are_whole() -> None:
    assert {said: utterance(said).clear for said in CLEAR} == CLEAR


NO = ["いえ", "いえいえ", "いえ、違います", "東京じゃない", "そこじゃない", "だめです"]


def test_a_no_at_the_read_back_is_a_no(plan: Plan) -> None:
    assert {no: after(plan, TOKYO_COUNCIL, no).call.node for no in NO} == dict.fromkeys(NO, "what_is_wrong")


YES = ["あ、はい", "ああ、はい", "はーい", "うんうん", "いいですよ", "うーん、はい"]


def test_a_yes_at_the_read_back_is_a_yes(plan: Plan) -> None:
    assert {yes: after(plan, TOKYO_COUNCIL, yes).rang for yes in YES} == dict.fromkeys(YES, "+81332837425")


@pytest.mark.parametrize(
    ("correction", "prefecture"), [("いえ、三重県です", "24"), ("いえ大阪です", "27"), ("東京じゃなくて大阪です", "27")]
)
def test_a_no_with_a_place_corrects(plan: Plan, correction: str, prefecture: str) -> None:
    assert after(plan, TOKYO_COUNCIL, correction).call.slot("prefecture") == prefecture


@pytest.mark.parametrize(
    "said", ["経営改善支援センター 青森", "経営改善支援センター青森", "青森経営改善支援センター", "青森、経営改善"]
)
def test_a_bare_place_beside_a_service_is_heard(plan: Plan, said: str) -> None:
    assert after(plan, said).call.slots == (("service", "center"), ("prefecture", "02"))


@pytest.mark.parametrize(
    "said",
    [
        *("人につないでください", "人間と話したい", "係員", "スタッフをお願いします", "誰かと話したいんですが"),
        *("責任者がいい", "責任者がいますか", "分かる人がいいです", "話せる人がいますか", "詳しい人がいたら代わって"),
    ],
)
def test_who_asks_for_a_person_is_led_to_one(plan: Plan, said: str) -> None:
    assert after(plan, said).rang == "+81354701840"


def test_the_recogniser_is_not_told_to_expect_despair(plan: Plan) -> None:
    assert not {"死にたい", "英語", "人"}.intersection(plan.hints)
    assert {"愛知県", "経営改善支援センター", "はい", "いいえ", "もう一度"} < set(plan.hints)


@pytest.mark.parametrize("said", ["本部のほうで", "本部", "ええと、本部がいいです", "せや", "せやで"])
def test_a_word_of_the_site_is_no_place(plan: Plan, said: str) -> None:
    assert after(plan, "経営改善", said).call.asking.candidates == ()
    assert after(plan, TOKYO_COUNCIL, said).call.asking.candidates == ()


@pytest.mark.parametrize(("answer", "service"), [("最初のほうで", "center"), ("あとのほうです", "council")])
def test_the_short_question_names_the_services_in_the_order_of_their_keys(
    plan: Plan, answer: str, service: str
) -> None:
    asked = plan.prompts["ask_which"].text

    assert asked.index("計画") < asked.index("銀行")
    assert after(plan, "経営が苦しくて", answer).call.slot("service") == service


@pytest.mark.parametrize(
    "said",
    [
        *("主人と代わります", "ちょっと主人に代わりますね", "本人に代わりますので", "今主人はいないんです"),
        *(
            "主人おらんのです",
            "職員が三人の小さな会社です",
            "責任者は私です",
            "担当者がいないので",
            "分かる人がいなくて",
        ),
        *("友人と話して決めます", "法人に変わったばかりで", "人を出せないんです", "上の人に言われて電話しました"),
        *("分かる人がいなくて", "機械じゃないんですか"),
        *("銀行の担当さんから計画書を持ってこいと言われて", "担当者さんから聞きました", "担当の方はどんな人ですか"),
    ],
)
def test_people_who_are_spoken_of_are_not_asked_for(plan: Plan, said: str) -> None:
    for before in ((), ("経営改善",), (TOKYO_COUNCIL,)):
        assert after(plan, *before, said).rang == "", before


@pytest.mark.parametrize(
    "said",
    [
        *("えーと", "あのですね", "うーん", "もしもし", "わたしはね", "おはようございます", "すみません"),
        *("山本食堂の山本と申します", "丸山製作所です"),
    ],
)
def test_who_is_still_thinking_is_asked_again_without_a_word(plan: Plan, said: str) -> None:
    for before in ((), ("経営改善",), ("三重県",), ("経営改善", "岡山県")):
        asked, again = turns(plan, *before, said)[-2:]
        assert asked.said.endswith(again.said), before
        assert (again.call.node, again.call.asking.stage) == (asked.call.node, asked.call.asking.stage), before


def test_but_not_for_ever(plan: Plan) -> None:
    *_, last = turns(plan, *["えーと", "あの", "その", "えーと", "あの"])

    assert last.rang == "+81354701840"


def test_who_is_still_thinking_at_the_read_back_is_asked_before_it_rings(plan: Plan) -> None:
    for said in ("えーと", "うーん"):
        asked, silent = turns(plan, "事業再生", "三重県", said, "")[-2:]
        assert (asked.call.node, asked.call.asking.stage, silent.rang) == ("read_back", "confirm", "")


@pytest.mark.parametrize("said", ["ハローワークですか", "税務署お願いします", "警察につないでください"])
def test_who_wants_another_office_hears_who_this_is(plan: Plan, said: str) -> None:
    turn = after(plan, said)

    assert turn.said == plan.prompts["answer_who"].text + plan.prompts["ask_service"].text
    assert after(plan, said, said, said).said != turn.said
    assert after(plan, "経営改善", said).said == plan.prompts["ask_prefecture_again"].text


def test_what_is_said_twice_is_said(plan: Plan) -> None:
    assert after(plan, "助けて、助けて").rang == "+81354701840"
    assert after(plan, "事業再生", "三重県", "違う違う違う").call.node == "what_is_wrong"


def test_who_wants_a_number_before_its_office_is_known_hears_how_to_hear_it(plan: Plan) -> None:
    early = plan.prompts["answer_number"].text

    assert after(plan, "番号だけ教えてください").said == early + plan.prompts["ask_service"].text
    assert after(plan, "経営改善", "電話番号は").said == early + plan.prompts["ask_prefecture"].text
    assert after(plan, "経営改善", "番号", "福岡県", "番号").call.node == "tell_number_stopped"
    assert after(plan, "センターの番号がほしい").said.startswith(f"{early}計画づくりですね。")
    assert after(plan, "番号だけ教えて、函館の").said.startswith(f"{early}北海道ですね。")
    assert after(plan, "経営改善", "センターの番号がほしい").said.startswith(f"{early}計画づくりですね。")
    assert after(plan, "三重県", "三重の番号を教えて").said.startswith(f"{early}三重県ですね。")
    assert after(plan, "経営改善", "府中の番号を教えて").said.startswith(f"{early}どちらでしょうか。")
    assert early not in after(plan, "静岡のセンターの番号を教えて").said


def test_what_is_known_may_be_said_again_at_the_next_question(plan: Plan) -> None:
    asked = "銀行との調整ですね。" + plan.prompts["ask_prefecture"].text
    said = ["借金があって", "銀行かなあ", "銀行かなあ", "銀行かなあ"]

    assert [turn.said == asked for turn in turns(plan, *said)[2:]] == [True, True, False]  # not for ever
    assert after(plan, *["静岡です"] * 6).call.node == "ring_fallback"
    assert after(plan, "借金があって", "計画かなあ").call.node == "ask_which"


def test_a_name_within_a_long_number_is_none(plan: Plan) -> None:
    assert after(plan, "銀行", "405の件です").service == "center"
    for code in ("405の0031", "よんまるごのぜろぜろさんいち", "よんまるごーのゼロゼロさんいち"):
        turn = after(plan, "銀行", code)
        assert (turn.service, turn.call.asking.candidates) == ("council", ("19205",))


def test_who_does_not_know_what_to_do_is_helped_where_no_service_is_asked_for(plan: Plan) -> None:
    said = "どうしたらいいかわからない"

    assert after(plan, said).call.node == "ask_which"
    assert after(plan, "計画", said).said.startswith(plan.prompts["help_prefecture"].text)
    assert after(plan, "計画", "会社がつぶれそうです").said == plan.prompts["ask_prefecture_again"].text


def test_who_says_twice_that_he_is_lost_has_not_asked_for_the_headquarters(plan: Plan) -> None:
    said = "どうしたらいいかわからない"

    assert after(plan, "経営改善", said, said).rang == ""
    assert after(plan, "経営改善", "使い方がわからない", "使い方がわからない").rang


def test_after_a_place_was_refused_a_no_is_about_places(plan: Plan) -> None:
    assert after(plan, "計画", "違う").call.node == "ask_service"
    assert after(plan, "計画", "計画じゃなくて").call.node == "ask_service"
    for said in ("静岡じゃなくて", "静岡じゃないです", "静岡じゃない会社です"):
        assert after(plan, "計画", said).call.node == "ask_prefecture"
    assert after(plan, "計画", "石川", "いいえ", "いいえ", "違う").call.node == "ask_prefecture"


def test_who_says_a_number_aloud_that_he_writes_down_names_no_place(plan: Plan) -> None:
    said = ["静岡県の計画づくり", "番号を教えて", "ゼロサンの、サンニーハチサンの、ナナヨンニーゴー"]

    assert after(plan, "計画", said[-1]).call.asking.candidates == ("13",)
    assert after(plan, *said).call.node == "tell_number_stopped"


@pytest.mark.parametrize("said", ["自分でかけるので番号をください", "つながなくていいから番号を教えて"])
def test_who_rings_the_office_himself_and_asks_for_its_number_hears_it(plan: Plan, said: str) -> None:
    assert after(plan, "静岡県の計画づくり", said).call.node == "tell_number_stopped"
    assert after(plan, "静岡県の計画づくり", "はい", Outcome.BUSY, said).call.node == "tell_number"
