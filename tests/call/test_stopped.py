"""Callers who want no connection get none: nothing rings, and a wrong number ends kindly."""

from dataclasses import replace

import pytest

from ivr.call import Outcome, Plan
from ivr.call.nodes import Choose

from .talk import Answer, after, turns

MIE_COUNCIL = "+81592283370"
# Where a call may stand, with the answers that lead there.
STANDING: tuple[tuple[Answer, ...], ...] = (
    (),
    ("経営が苦しくて",),
    ("3",),
    ("経営改善",),
    ("経営改善", "岡山県"),
    ("事業再生", "三重県"),
    ("事業再生", "三重県", "あのう"),
    ("事業再生", "三重県", "", Outcome.BUSY),
)
WISHES = (
    *("つながないでください", "まだつながないで", "今日はやめておきます", "やっぱりやめます"),
    *("あとでかけ直します", "もういいです", "もう結構です", "考えてからまた電話します", "切ります"),
    *("じゃあいいです", "おつなぎしなくていいです", "やっぱりよします", "じゃあ昼からかけ直します", "そしたらいいです"),
    *("でも主人に聞いてからにします", "社長に確認してからにします", "急用ができたので", "また落ち着いたらかけます"),
)


@pytest.mark.unmeasured
@pytest.mark.parametrize("standing", STANDING)
def test_a_wish_to_stop_rings_nothing_and_says_so(plan: Plan, standing: tuple[Answer, ...]) -> None:
    for wish in WISHES:
        turn, silent, ended = turns(plan, *standing, wish, "", "")[-3:]

        assert (turn.call.node, turn.rang) == ("stopped", ""), wish
        assert turn.said.startswith(plan.prompts["stopped"].text), wish
        assert (silent.rang, ended.rang, ended.ended) == ("", "", True), wish
        assert after(plan, *standing, wish, "ざわざわ").rang == "", wish


@pytest.mark.parametrize(
    "answer",
    [
        *("1", "つないでください", "やっぱりつないで", "続けるとき", "続けます", "はい、続けてください"),
        *("お待たせしました", "すみません、お待たせ", "やっぱりお願いします", "はい、お願いします", "準備できました"),
    ],
)
def test_who_wants_to_go_on_after_all_goes_on_where_he_was(plan: Plan, answer: str) -> None:
    assert after(plan, "つながないで", answer).call.node == "ask_service"
    assert after(plan, "経営改善", "今日はやめておきます", answer).call.node == "ask_prefecture"
    gone_on = after(plan, "事業再生", "三重県", "ちょっと待って", answer)
    assert (gone_on.call.node, dict(gone_on.call.slots)) == ("read_back", {"service": "council", "prefecture": "24"})


def test_an_answer_counts_there_as_everywhere(plan: Plan) -> None:
    assert after(plan, "つながないで", "三重県の協議会です").call.node == "read_back"
    assert after(plan, "つながないで", "死にたい").rang == "+81354701840"


@pytest.mark.parametrize("said", ["すみません、かけ間違えました", "間違い電話です"])
def test_a_wrong_number_ends_kindly(plan: Plan, said: str) -> None:
    ends = {standing: after(plan, *standing, said) for standing in STANDING}

    assert {standing: (turn.said, turn.rang, turn.ended) for standing, turn in ends.items()} == dict.fromkeys(
        STANDING, (plan.prompts["wrong_number"].text, "", True)
    )


@pytest.mark.parametrize("said", ["間違えました", "すみません、間違えました"])
def test_who_says_so_before_anything_is_known_has_dialled_wrongly(plan: Plan, said: str) -> None:
    assert after(plan, said).call.node == "wrong_number"


def test_who_has_heard_enough_of_a_number_is_let_go(plan: Plan) -> None:
    before = ("事業再生", "三重県", "", Outcome.BUSY, "番号を教えて")

    assert after(plan, *before).call.node == "tell_number"
    stopped = after(plan, *before, "もういいです")
    assert (stopped.call.node, stopped.ended) == ("goodbye", True)
    assert after(plan, "つながないで", "もういいです").ended


@pytest.mark.parametrize("said", ["ありがとうございました", "はい、書けました", "控えました、どうも"])
def test_who_thanks_for_a_number_is_let_go_but_nobody_else(plan: Plan, said: str) -> None:
    before = ("事業再生", "三重県", "", Outcome.BUSY)

    assert after(plan, *before, "番号を教えて", said).call.node == "goodbye"
    assert after(plan, *before, "番号を教えて", f"{said}、もう一度お願いします").call.node == "tell_number"
    assert after(plan, *before, said).call.node == "not_reached"
    assert after(plan, "事業再生", "三重県", said).call.asking.stage == "confirm"


def test_who_declines_politely_is_not_asked_what_is_wrong(plan: Plan) -> None:
    assert after(plan, "事業再生", "三重県", "いえ、結構です").call.node == "stopped"
    assert after(plan, "いえ、結構です").call.node == "stopped"
    assert after(plan, "事業再生", "三重県", "いえ、結構遠いです").call.node == "what_is_wrong"


@pytest.mark.parametrize("said", ["ちょっと待ってください", "待って"])
def test_who_needs_a_moment_to_write_a_number_down_hears_it_again(plan: Plan, said: str) -> None:
    turn = after(plan, "事業再生", "三重県", "", Outcome.BUSY, "番号を教えて", said)

    assert turn.call.node == "tell_number"
    assert turn.said.startswith("三重県の中小企業再生支援協議会の番号を、ゆっくり、二回、申し上げます。")


@pytest.mark.parametrize("standing", [before for before in STANDING if before[-1:] != ("三重県",)])
@pytest.mark.parametrize("said", ["ちょっと待ってください", "待っとってください", "主人と代わりますので待ってください"])
def test_who_needs_a_moment_hears_the_question_again(plan: Plan, standing: tuple[Answer, ...], said: str) -> None:
    before, turn = turns(plan, *standing, said)[-2:]

    assert (turn.call.node, turn.call.asking, turn.rang) == (before.call.node, before.call.asking, "")
    assert before.said.endswith(turn.said)
    assert after(plan, *standing, said + "、やっぱりやめます").call.node == "stopped"


@pytest.mark.parametrize("said", ["ちょっと待ってください", "待っとってください", "はい、あ、ちょっと待って"])
def test_before_a_ring_who_needs_a_moment_is_not_put_through(plan: Plan, said: str) -> None:
    assert after(plan, "事業再生", "三重県", said).call.node == "stopped"


@pytest.mark.parametrize("asked", ["番号だけ教えて", "電話番号を教えてください", "いや番号だけでいいです"])
@pytest.mark.parametrize("before", [(), ("あのう",)], ids=["read back", "confirm"])
def test_who_wants_the_number_alone_hears_it_and_nothing_rings(plan: Plan, before: tuple[str, ...], asked: str) -> None:
    turn = after(plan, "事業再生", "三重県", *before, asked)

    assert (turn.call.node, turn.rang) == ("tell_number_stopped", "")
    assert turn.said.startswith("かしこまりました。おつなぎしません。三重県の中小企業再生支援協議会の番号を、")


@pytest.mark.parametrize("said", ["番号はわかってます", "メモしましたのでつないでください", "番号はいいです"])
def test_who_has_the_number_already_is_asked_and_not_told_it(plan: Plan, said: str) -> None:
    turn = after(plan, "事業再生", "三重県", said)

    assert (turn.call.node, turn.call.asking.stage, turn.rang) == ("read_back", "confirm", "")


@pytest.mark.parametrize("said", ["三重県の協議会の電話番号を教えてください", "三重の協議会の番号なんですけど"])
def test_who_asks_for_an_office_s_number_is_not_connected_unasked(plan: Plan, said: str) -> None:
    asked, silent = turns(plan, said, "")[-2:]

    assert (asked.call.node, asked.call.asking.stage) == ("read_back", "confirm")
    assert silent.rang == ""
    assert after(plan, said, "番号だけで").call.node == "tell_number_stopped"


NUMBER_OF_THE_CENTER = "三重県の経営改善支援センターの番号を、ゆっくり、二回、申し上げます。"


@pytest.mark.parametrize("said", ["センターの番号も教えてください", "センターの番号も"])
def test_the_number_of_the_other_office_is_read_out_where_one_is(plan: Plan, said: str) -> None:
    before = ("事業再生", "三重県", "", Outcome.BUSY)

    for where in ((*before, "2"), before, ("事業再生", "三重県", "自分でかけます")):
        turn = after(plan, *where, said)
        assert (turn.said.startswith(NUMBER_OF_THE_CENTER), turn.rang) == (True, ""), where


def test_a_moment_s_patience_with_an_answer_is_an_answer(plan: Plan) -> None:
    turn = after(plan, "事業再生", "ちょっと待って、ええと、三重県です")

    assert (turn.call.node, turn.prefecture) == ("read_back", "24")


@pytest.mark.parametrize("asked", ["2", "番号を教えて", "電話番号を聞くとき"])
def test_who_rings_the_office_himself_may_hear_its_number(plan: Plan, asked: str) -> None:
    turn = after(plan, "事業再生", "三重県", "自分でかけます", asked)

    assert turn.said.startswith("三重県の中小企業再生支援協議会の番号を、ゆっくり、二回、申し上げます。")


def test_a_remark_on_the_weather_is_no_wish_to_stop(plan: Plan) -> None:
    assert after(plan, "今日はいい天気ですね").call.node == "ask_service"


@pytest.mark.parametrize("said", ["間違いです", "間違えました"])
def test_a_mistake_named_at_the_read_back_is_a_no(plan: Plan, said: str) -> None:
    assert after(plan, "事業再生", "三重県", said).call.node == "what_is_wrong"


def test_a_yes_to_going_on_after_a_stop_rings_only_after_another(plan: Plan) -> None:
    number = ("事業再生", "三重県", "番号だけ教えて", "はい")

    assert after(plan, *number, "はい").said.endswith("おつなぎして、よろしいでしょうか。")
    assert after(plan, *number, "はい", "").rang == ""
    assert after(plan, *number, "はい", "はい").rang
    assert after(plan, *number, "続けてください").call.asking.stage == ""


def test_a_yes_to_a_choice_that_yes_names_is_no_guess(plan: Plan) -> None:
    number = ("事業再生", "三重県", "番号だけ教えて", "")
    name = after(plan, *number).call.node
    node = plan.flow.nodes[name]
    assert isinstance(node, Choose)
    named = replace(node, choices=tuple(replace(choice, words="yes") for choice in node.choices))
    changed = replace(plan, flow=replace(plan.flow, nodes={**plan.flow.nodes, name: named}))

    turn = after(changed, *number, "はい")
    assert (turn.call.node, turn.call.asking.stage) == ("read_back", "")
