"""The read-back: which office will ring, and a moment to correct it."""

import pytest

from ivr.call import Plan
from tests.conftest import SiteCopy

from .talk import after, turns

AT_READ_BACK = ("事業再生", "三重県")
MIE_COUNCIL = "+81592283370"
HEADQUARTERS = "+81354701840"


def test_who_uses_keys_hears_the_key_of_a_correction(plan: Plan) -> None:
    assert after(plan, "2", "3", "4").said.endswith("おつなぎします。違うときは、ニー。")


def test_the_office_is_read_back_and_a_correction_is_waited_for_two_seconds(plan: Plan) -> None:
    turn = after(plan, *AT_READ_BACK)

    assert turn.said == "三重県の中小企業再生支援協議会におつなぎします。違うときは、「いいえ」と、どうぞ。"
    assert turn.asked.wait == 2


YES = [
    "",
    "1",
    "はい",
    "イチ",
    "はい、お願いします",
    "お願いします",
    "それでお願いします",
    "はい、三重県です",
    "三重県です",
    "はい、協議会です",
    "合っています",
    "はい、間違いないです",
    "間違ってないです",
    "三重で合ってます",
    "はいお願いいたします",
    "うんそこでいい",
    "承知しました",
    "そうそうお願いします",
    "三重県の協議会でお願いします",
    "はい、つないでください",
    "はい、お願いできますか？",
    "三重県ですね",
    "はい、どうぞ",
    "ええ、それでいいですよ",
]


def test_silence_or_a_yes_rings(plan: Plan) -> None:
    assert [answer for answer in YES if after(plan, *AT_READ_BACK, answer).rang != MIE_COUNCIL] == []


@pytest.mark.parametrize("named", ["小林さんにつないで", "担当の小林さんをお願いします", "経営の小林さんにつないで"])
def test_somebody_asked_for_by_name_is_likely_in_the_office_that_was_read_back(plan: Plan, named: str) -> None:
    asked, yes = turns(plan, *AT_READ_BACK, named, "はい")[-2:]

    assert asked.said == "三重県の中小企業再生支援協議会に、おつなぎして、よろしいでしょうか。"
    assert (asked.rang, yes.rang) == ("", MIE_COUNCIL)
    assert after(plan, "経営改善", named).call.node == "ring_fallback"  # while no office has been named


def test_somebody_of_the_headquarters_is_there(plan: Plan) -> None:
    assert after(plan, "経営改善", "三重県", "本部の小林さんにつないで").rang == HEADQUARTERS


@pytest.mark.parametrize("said", ["費用", "費用です", "費用お願いします"])
def test_a_word_of_the_service_that_may_ask_for_the_cost_is_no_yes(plan: Plan, said: str) -> None:
    asked = after(plan, "経営改善", "三重県", said)

    assert (asked.call.asking.stage, asked.rang) == ("confirm", "")
    assert after(plan, "経営改善", "三重県", "計画です").rang


@pytest.mark.parametrize("asked", ["担当者さんをお願いします", "おねれーたーに代わってください", "だれかと話したい"])
def test_a_person_asked_for_without_a_name_is_at_the_headquarters(plan: Plan, asked: str) -> None:
    assert after(plan, *AT_READ_BACK, asked).call.node == "ring_fallback"


NO = [
    "2",
    "ニー",
    "いいえ",
    "違います",
    "いいえ、違います",
    "いや、違うんです",
    "いいえ、三重県です",
    "あー違う違う",
    "やっぱり違うところに",
    "いえもう大丈夫です",
    "そうではありません",
    "間違ってます",
    "違ってますよ",
]


def test_a_no_asks_what_is_wrong(plan: Plan) -> None:
    assert {answer: after(plan, *AT_READ_BACK, answer).said for answer in NO} == dict.fromkeys(
        NO, "失礼しました。都道府県が違うときは、イチ。相談の内容が違うときは、ニー。どちらも違うときは、サン。"
    )


@pytest.mark.parametrize(
    ("answer", "asked", "kept"),
    [
        ("県が違います", "会社のある都道府県は、どちらですか。", "service"),
        ("場所ちゃうで", "会社のある都道府県は、どちらですか。", "service"),
        ("三重県が違う", "会社のある都道府県は、どちらですか。", "service"),
        ("相談の内容が違うんです", "どのようなご相談ですか。", "prefecture"),
        ("相談が違う", "どのようなご相談ですか。", "prefecture"),
        ("相談内容が違う", "どのようなご相談ですか。", "prefecture"),
        ("どっちも違う", "経営相談の案内です。どのようなご相談ですか。", ""),
        ("両方とも違います", "経営相談の案内です。どのようなご相談ですか。", ""),
    ],
)
def test_a_no_that_says_what_is_wrong_is_not_asked_it(plan: Plan, answer: str, asked: str, kept: str) -> None:
    turn = after(plan, *AT_READ_BACK, answer)

    assert turn.said == f"失礼しました。{asked}"
    assert [slot for slot, _ in turn.call.slots] == [kept] * bool(kept)
    assert ("24" in turn.call.refused) is (kept != "prefecture")


@pytest.mark.parametrize("answer", ["3", "どっちも違う", "両方です", "全部"])
def test_who_was_misunderstood_in_both_begins_anew(plan: Plan, answer: str) -> None:
    turn = after(plan, *AT_READ_BACK, "いいえ", answer)

    assert (turn.call.node, turn.call.slots, turn.call.refused) == ("ask_service", (), ("24",))


def test_who_hears_the_number_alone_may_still_be_connected(plan: Plan) -> None:
    told, again, rung = turns(plan, *AT_READ_BACK, "番号は", "やっぱりつないでください", "")[-3:]

    assert "続けるときは、イチ。" in told.said
    assert (told.rang, again.call.node, rung.rang) == ("", "read_back", MIE_COUNCIL)


def test_a_start_that_is_a_question_is_asked_anew_alone(small_copy: SiteCopy) -> None:
    small_copy.change("data/flow.yaml", "\nstart: welcome\n", "\nstart: ask_service\n")
    turn = after(small_copy.plan(), "事業再生", "愛知県", "いいえ", "2")

    assert (turn.call.node, turn.call.slots) == ("ask_service", (("prefecture", "23"),))


@pytest.mark.parametrize("answer", ["*", "戻る"])
def test_a_no_by_mistake_goes_back_to_the_office(plan: Plan, answer: str) -> None:
    turn = after(plan, *AT_READ_BACK, "2", answer)

    assert (turn.call.node, turn.call.slots) == ("read_back", after(plan, *AT_READ_BACK).call.slots)


@pytest.mark.parametrize(
    ("answer", "office"),
    [
        ("いいえ、愛知県です", "愛知県の中小企業再生支援協議会"),
        ("愛知県です", "愛知県の中小企業再生支援協議会"),
        ("違います、愛知です", "愛知県の中小企業再生支援協議会"),
        ("センターの方です", "三重県の経営改善支援センター"),
        ("いいえ、経営改善です", "三重県の経営改善支援センター"),
        ("愛知県の経営改善支援センターです", "愛知県の経営改善支援センター"),
    ],
)
def test_a_correction_is_read_back_in_its_turn(plan: Plan, answer: str, office: str) -> None:
    turn = after(plan, *AT_READ_BACK, answer)

    assert turn.call.node == "read_back"
    assert turn.said.startswith(f"{office}におつなぎします。")


def test_a_correction_that_names_the_other_service_of_a_center(plan: Plan) -> None:
    turn = after(plan, "経営改善", "三重県", "協議会の方です")

    assert turn.said.startswith("三重県の中小企業再生支援協議会に")


@pytest.mark.parametrize(
    "answer",
    ["もう一度お願いします", "#", "シャープ", "すみません、もう一度言ってもらえますか", "聞こえないです", "もう一回"],
)
def test_the_office_is_read_back_again(plan: Plan, answer: str) -> None:
    assert after(plan, *AT_READ_BACK, answer).said == after(plan, *AT_READ_BACK).said


CONFIRM = "三重県の中小企業再生支援協議会に、おつなぎして、よろしいでしょうか。"
WITH_KEYS = "おつなぎするときは、イチ。違うときは、ニー。"
NOT_UNDERSTOOD = [
    *("7", "12", "あのう", "ムニャムニャをお願いします", "再生のほうなんですけど"),
    # objections
    *("もう三重県はいいです", "結構です"),
    # places in a list that nobody has read out
    *("前のほう", "前の方", "前者", "最初の", "ひとつめ", "後者"),
    # questions, with a yes or the place in them
    *("そうですか", "三重県ですか"),
    "それでいいんでしょうか",
    *(
        "それでいいの",
        "そうですか困ったな",
        "それでいいんですか",
        "大丈夫ですか",
        "大丈夫ですかね",
        "そうなの",
        "三重県？",
    ),
    *("はい？", "それで？", "三重県ですよね", "合ってるんだっけ", "お願いしますって言いましたっけ", "いいですかね"),
    # a yes or the place beside other words
    *("そうですけど困ったな", "はい、でも家族に聞いてから", "三重県は嫌だ"),
    # what may be cut off: 三重県じゃない
    *("三重県じゃ", "三重県では", "協議会じゃ"),
    # what only wonders, or asks to hear it again beside other words
    *("何ですかそれは嫌だ", "はあ？", "え", "ええと、何ですか", "もう一度考えます", "聞こえないから切る"),
]


def test_what_was_not_understood_is_never_followed_by_a_ring_on_silence(plan: Plan) -> None:
    for answer in NOT_UNDERSTOOD:
        asked, silent, handed = turns(plan, *AT_READ_BACK, answer, "", "")[-3:]

        assert (asked.said, asked.rang, asked.asked.wait) == (CONFIRM, "", 6), answer
        assert (silent.said, silent.rang) == (WITH_KEYS, ""), answer
        assert handed.rang == HEADQUARTERS, answer


WISHES_TO_STOP = [
    *("つながないでください", "まだつながないで", "ちょっと待って", "もういいです", "もう大丈夫です"),
    *("ありがとうございます、もう大丈夫です", "今日はやめておきます"),
]


@pytest.mark.parametrize("answer", WISHES_TO_STOP)
def test_a_wish_to_stop_is_no_yes_and_silence_rings_nothing_then(plan: Plan, answer: str) -> None:
    asked, silent = (after(plan, *AT_READ_BACK, answer, *more) for more in ((), ("",)))

    assert (asked.call.node, asked.rang) == ("stopped", "")
    assert (silent.call.node, silent.rang) == ("stopped", "")
    assert after(plan, *AT_READ_BACK, answer, "", "").ended


@pytest.mark.parametrize(
    ("answer", "prompts"),
    [
        ("それって電話代かかりますか", ["free"]),
        ("それで、いくらかかりますか", ["cost"]),
        ("録音されているんですか", ["privacy"]),
        ("お願いしますの前に聞きたい", ["help_read_back", "help_fallback"]),
    ],
)
def test_a_question_is_answered_and_then_only_a_yes_rings(plan: Plan, answer: str, prompts: list[str]) -> None:
    answered, silent = (after(plan, *AT_READ_BACK, answer, *more) for more in ((), ("",)))

    read_out = "".join(plan.prompts[plan.answers.get(name, name)].text for name in prompts)
    assert (answered.said, answered.rang) == (read_out + CONFIRM, "")
    assert (silent.call.asking.stage, silent.rang) == ("confirm", "")
    assert after(plan, *AT_READ_BACK, answer, "はい").rang == MIE_COUNCIL


def test_another_place_in_a_question_rings_on_a_yes_only(plan: Plan) -> None:
    asked, yes = turns(plan, *AT_READ_BACK, "東京の窓口ですか", "はい")[-2:]

    assert asked.said == "東京都の中小企業再生支援協議会に、おつなぎして、よろしいでしょうか。"
    assert (asked.rang, yes.rang) == ("", "+81332837425")


@pytest.mark.parametrize("answer", ["1", "はい", "はい、お願いできますか", "三重県です", "お願いします"])
def test_a_yes_or_a_key_rings_then(plan: Plan, answer: str) -> None:
    assert after(plan, *AT_READ_BACK, "あのう", answer).rang == MIE_COUNCIL


@pytest.mark.parametrize("answer", ["2", "いいえ", "違います"])
def test_a_no_asks_then_what_is_wrong(plan: Plan, answer: str) -> None:
    turn = after(plan, *AT_READ_BACK, "あのう", answer)

    assert turn.said.startswith("失礼しました。都道府県が違うときは、イチ。")


def test_a_correction_is_read_back_then_and_silence_rings_as_ever(plan: Plan) -> None:
    corrected = (*AT_READ_BACK, "あのう", "愛知県です")

    assert after(plan, *corrected).said.startswith("愛知県の中小企業再生支援協議会におつなぎします。")
    assert after(plan, *corrected, "").rang == "+81522236953"


def test_the_question_can_be_heard_again_and_helps(plan: Plan) -> None:
    assert after(plan, *AT_READ_BACK, "あのう", "#").said == CONFIRM
    assert after(plan, *AT_READ_BACK, "あのう", "0").said.endswith(CONFIRM)
    assert after(plan, *AT_READ_BACK, "あのう", "0", "0").rang == HEADQUARTERS


def test_on_a_shared_line_the_phrase_is_heard_again_before_the_ring(plan: Plan) -> None:
    turn = after(plan, "経営改善", "愛知県", "あのう", "1")

    assert turn.rang == "+81522236953"
    assert turn.said == "電話がつながったら、「経営改善支援センターでの相談」と、お伝えください。"


def test_after_two_answers_not_understood_a_yes_is_still_heard_and_silence_rings_the_fallback_office(
    plan: Plan,
) -> None:
    noisy = (*AT_READ_BACK, "ざわざわ", "がやがや")

    assert after(plan, *noisy, "はい").rang == MIE_COUNCIL
    assert after(plan, *noisy, "").rang == HEADQUARTERS


@pytest.mark.parametrize("answer", ["1", "都道府県が違います", "都道府県", "県が違います", "場所です"])
def test_a_wrong_prefecture_is_asked_anew_and_not_proposed_again(plan: Plan, answer: str) -> None:
    turn = after(plan, *AT_READ_BACK, "2", answer)

    assert turn.call.node == "ask_prefecture"
    assert (turn.service, turn.prefecture, turn.call.refused) == ("council", None, ("24",))
    assert after(plan, *AT_READ_BACK, "2", answer, "三重県").prefecture is None


@pytest.mark.parametrize("answer", ["2", "相談の内容が違います", "内容です", "ニー"])
def test_a_wrong_service_is_asked_anew_and_the_prefecture_kept(plan: Plan, answer: str) -> None:
    asked = after(plan, *AT_READ_BACK, "2", answer)
    corrected = after(plan, *AT_READ_BACK, "2", answer, "経営改善")

    assert (asked.call.node, asked.service, asked.prefecture) == ("ask_service", None, "24")
    assert corrected.said.startswith("三重県の経営改善支援センターに")


def test_what_is_wrong_may_be_said_outright(plan: Plan) -> None:
    assert after(plan, *AT_READ_BACK, "2", "愛知県です").prefecture == "23"
    assert after(plan, *AT_READ_BACK, "2", "経営改善です").service == "center"


def test_keyed_corrections_stay_on_the_keypad(plan: Plan) -> None:
    turn = after(plan, "2", "3", "4", "2", "1")

    assert turn.said.startswith("どの地域ですか。関東はイチ、")


def test_a_correction_that_sounds_like_another_is_asked(plan: Plan) -> None:
    turn = after(plan, *AT_READ_BACK, "いいえ、岡山県です")

    assert turn.said.startswith("岡山県で、よろしいでしょうか。")
    assert after(plan, *AT_READ_BACK, "いいえ、岡山県です", "1").prefecture == "33"
