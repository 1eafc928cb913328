"""Another language: a word or a key changes it, and the call goes on in it from where it was."""

import pytest

from ivr.call import Call, Outcome, Plan, RingNumber, from_pairs, ringing, step, to_pairs
from tests.call.talk import Answer, after, event, turns
from tests.conftest import SiteCopy

HEADQUARTERS = "+81354701840"
READING = (
    "That is, kei-ei-kai-zen-shi-en-sen-ta, deh-no so-dan. It means, a consultation with the Management Improvement "
    "Support Center."
)
IN_ENGLISH = "We go on in English. The office that answers may speak Japanese."


@pytest.mark.parametrize(
    ("answers", "words", "node", "said"),
    [
        ((), "英語でお願いします", "ask_service", "What would you like to talk about?"),
        ((), "イングリッシュ", "ask_service", "What would you like to talk about?"),
        (("経営改善",), "English, please", "ask_prefecture", "In which prefecture is your company?"),
        (("1", "府中市です"), "English, please", "ask_prefecture", "Which one is it? For "),
        (("1", "徳島です"), "English, please", "ask_prefecture", "If it is Tokushima, press one."),
        (("1", "3"), "English, please", "ask_prefecture", "Please choose: for "),
        (("1", "9"), "English, please", "ask_prefecture", "Please press or say the seven digits"),
        (("経営改善", "愛知県"), "English, please", "read_back", "You will be connected to "),
    ],
)
def test_a_word_for_it_changes_the_language_at_the_question_where_the_call_is(
    plan: Plan, answers: tuple[Answer, ...], words: str, node: str, said: str
) -> None:
    before, turn = after(plan, *answers), after(plan, *answers, words)

    assert (turn.call.node, turn.call.language, turn.call.slots) == (node, "en", before.call.slots)
    assert turn.said.startswith(IN_ENGLISH + said)
    assert turn.call.asking.candidates == before.call.asking.candidates
    assert {line.language for line in turn.asked.lines} == {"en"}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("日本語でお願いします",), "日本語で、うかがいます。どのようなご相談ですか。"),
        (("8", "Can we talk in English?"), f"{IN_ENGLISH}What would you like to talk about?"),
        (("8", "I don't speak Japanese"), f"{IN_ENGLISH}What would you like to talk about?"),
        (
            ("8", "the council in Mie", "I don't speak Japanese"),
            f"{IN_ENGLISH}Shall we connect you to the Revitalization Support Council in Mie?",
        ),
    ],
)
def test_who_asks_for_the_language_of_the_call_hears_that_it_goes_on_in_it(
    plan: Plan, answers: tuple[Answer, ...], said: str
) -> None:
    turn = after(plan, *answers)

    assert (turn.said, turn.call.asking.no_matches) == (said, 0)


def test_what_was_said_in_english_need_not_be_said_again(plan: Plan) -> None:
    said = "I'd like to talk about rescheduling my loan in Kobe"
    at_once, in_two = after(plan, said), after(plan, "8", said)

    assert (at_once.call.language, at_once.call.slots) == ("en", (("service", "council"), ("prefecture", "28")))
    assert at_once.said == f"{IN_ENGLISH}{in_two.said}"
    assert after(plan, "Hello, my bank wants its loan back").said.endswith("In which prefecture is your company?")
    assert after(plan, "英語でお願いします、神戸です").call.slots == ()  # nothing of it is English


@pytest.mark.parametrize(
    "said", ["Please do not call them", "no that is not the right one", "I do not want that office"]
)
def test_an_objection_in_english_before_a_ring_is_asked_about(plan: Plan, said: str) -> None:
    asked = after(plan, "経営改善", "愛知県", said)

    assert asked.said.startswith(f"{IN_ENGLISH}Shall we connect you to ")
    assert after(plan, "経営改善", "愛知県", said, "").rang == ""
    assert after(plan, "経営改善", "愛知県", said, "yes").rang


def test_despair_in_english_is_heard_before_english_was_chosen(plan: Plan) -> None:
    for before in ((), ("経営改善",), ("経営改善", "愛知県")):
        said = after(plan, *before, "everyone would be better off without me")
        assert (said.rang, said.call.language) == (HEADQUARTERS, "en"), before


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("How much does the consultation cost", "answer_cost"),
        ("Hello, how much must I pay for it", "answer_cost"),
        ("Excuse me, is this a government office", "answer_who"),
    ],
)
def test_a_question_in_english_is_answered_before_english_was_chosen(plan: Plan, said: str, answer: str) -> None:
    answered = after(plan, said)

    assert answered.said.startswith(IN_ENGLISH + plan.speaks("en").prompts[answer].text)
    read_back = after(plan, "経営改善", "愛知県", said)
    assert (read_back.call.asking.stage, after(plan, "経営改善", "愛知県", said, "").rang) == ("confirm", "")


def test_an_explanation_may_be_asked_for_in_english_before_english_was_chosen(plan: Plan) -> None:
    assert after(plan, "I want to know the difference between them").call.node == "explain"
    assert after(plan, "Do you speak English").said == f"{IN_ENGLISH}What would you like to talk about?"


def test_a_key_for_it_is_no_answer_by_key(plan: Plan) -> None:
    turn = after(plan, "", "8")

    assert turn.said == f"{IN_ENGLISH}What would you like to talk about?"
    assert turn.call.mode == ""
    assert "press eight" not in after(plan, "8", "").said
    assert after(plan, "8", "8").said != turn.said  # it leads to English only from another language


def test_the_second_place_in_english_is_no_service(plan: Plan) -> None:
    turn = after(plan, "8", "a plan", "we have a shop in Tokyo and a shop in Yokohama", "the second one")

    assert (turn.service, turn.prefecture) == ("center", "14")


def test_who_pressed_the_key_by_mistake_finds_the_way_back(plan: Plan) -> None:
    offered, back = turns(plan, "8", "", "8")[-2:]

    assert offered.said.endswith("日本語はハチ。")
    assert (back.call.language, back.said) == ("ja", "日本語で、うかがいます。どのようなご相談ですか。")
    assert "日本語はハチ" not in after(plan, "").said


def test_who_answers_by_keys_goes_on_by_keys(plan: Plan) -> None:
    assert (
        after(plan, "8", "1").said
        == "Which region? Please choose: "
        + "; ".join(
            f"for {name}, {key}"
            for name, key in [
                ("Kanto", "one"),
                ("Kinki", "two"),
                ("Tokai", "three"),
                ("Kyushu and Okinawa", "four"),
                ("Hokkaido and Tohoku", "five"),
                ("Koshinetsu and Hokuriku", "six"),
                ("Chugoku", "seven"),
                ("Shikoku", "eight"),
            ]
        )
        + "."
    )


def test_a_choice_of_a_language_may_have_a_short_label(site_copy: SiteCopy) -> None:
    site_copy.change("data/flow.yaml", "label: offer_english,", "label: offer_english, short: offer_english,")
    plan = site_copy.load().plan
    assert plan

    assert after(plan, "").said.endswith("For English, press eight.")
    assert after(plan, "8", "").said.endswith("日本語はハチ。")


def test_a_call_can_go_back_to_the_first_language(plan: Plan) -> None:
    turn = after(plan, "8", "making a plan", "Japanese, please")

    assert (turn.call.language, turn.service) == ("ja", "center")
    assert turn.said.startswith("日本語で、うかがいます。会社のある")


@pytest.mark.parametrize(
    "answers",
    [
        ("中国語でお願いします",),
        ("你好",),
        ("経営改善", "韓国語"),
        ("8", "Do you speak Chinese?"),
        ("8", "making a plan", "Korean, please"),
    ],
)
def test_whoever_asks_for_a_language_that_there_is_not_reaches_a_person(
    plan: Plan, answers: tuple[Answer, ...]
) -> None:
    turn = after(plan, *answers)

    assert turn.rang == HEADQUARTERS
    assert turn.said.startswith("Please hold.")


def test_the_language_travels_in_the_address(plan: Plan) -> None:
    call = after(plan, "8", "1").call

    assert ("language", "en") in to_pairs(call)
    assert from_pairs(call.node, to_pairs(call)) == call


@pytest.mark.parametrize("language", ["fr", "EN", "xx"])
def test_an_address_in_a_language_that_there_is_not_is_answered_in_the_first(plan: Plan, language: str) -> None:
    call, _ = step(plan, Call(node="ask_service", plan=plan.hash, language=language), event(""))

    assert call.language == "ja"


def test_the_desk_hears_its_own_language_and_which_one_the_caller_speaks(plan: Plan) -> None:
    shared, own = ("8", "1", "3", "1"), ("8", "2", "3", "1")

    for keys, whisper, kana in (
        (
            shared,
            "経営改善支援センターでの、相談です。英語を話すかたです。",
            "けいえいかいぜんしえんせんたーでの、そうだんです。えいごをはなすかたです。",
        ),
        (own, "英語を話すかたです。", "えいごをはなすかたです。"),
    ):
        turn = after(plan, *keys, "1")
        assert isinstance(turn.last, RingNumber)
        assert turn.last.whisper
        assert (turn.last.whisper.text, turn.last.whisper.kana, turn.last.whisper.language) == (whisper, kana, "ja")
        assert ringing(plan, turn.call) == turn.last


def test_the_phrase_is_said_in_japanese_with_its_reading_and_its_meaning(plan: Plan) -> None:
    turn = after(plan, "8", "1", "3", "1")
    lines = [line for one in turn.instructions for line in getattr(one, "lines", ())]

    assert [(line.language, line.slow, line.text) for line in lines] == [
        ("en", False, "You will be connected to the Management Improvement Support Center in Aichi."),
        ("en", False, "When somebody answers, please say this in Japanese."),
        ("ja", True, "「経営改善支援センターでの相談」。"),
        ("en", False, READING),
        ("en", False, "If this is wrong, press two."),
    ]


def test_a_number_is_read_out_in_english(plan: Plan) -> None:
    said = after(plan, "8", "2", "3", "1", "1", Outcome.BUSY, "2").said

    assert "zero five two, two two three, " in said


@pytest.mark.parametrize("answer", ["neither", "neither of them", "none of those"])
def test_in_english_too_neither_chooses_nothing(plan: Plan, answer: str) -> None:
    assert after(plan, "8", "both", answer).call.slots == ()
    assert after(plan, "8", "plan", "Fuchu", answer).call.refused == ("13206", "34208")


@pytest.mark.parametrize(
    "said",
    [
        "I want a business improvement plan in Nagoya",
        "Ｉ ｗａｎｔ ａ ｐｌａｎ ｉｎ Ｎａｇｏｙａ",
        "Is this the consultation hotline?",
        "My company can't pay, it's in Osaka.",
    ],
)
def test_a_sentence_in_latin_letters_asks_for_english(plan: Plan, said: str) -> None:
    for before in ((), ("経営改善",), ("事業再生", "三重県")):
        turn = after(plan, *before, said)
        assert (turn.call.language, turn.rang) == ("en", ""), before


@pytest.mark.parametrize(
    "said",
    [
        *("OK", "yes", "no no no no", "OK OK OK OK", "thank you"),
        *("M&Aの相談", "A B C", "A I U E O", "we want the big 計画"),
    ],
)
def test_a_few_words_in_latin_letters_do_not(plan: Plan, said: str) -> None:
    for before in ((), ("経営改善",), ("事業再生", "三重県")):
        assert after(plan, *before, said).call.language != "en", before
