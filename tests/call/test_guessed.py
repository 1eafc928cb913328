"""A probable service is filled in too: it is said at the next question, where a "no" takes it back."""

import pytest

from ivr.call import Plan
from ivr.call.nodes import Choose

from .talk import after, turns

GUESSED = "返済が苦しいんです"
"""Speaks for the council with one word."""
MIE_COUNCIL = "+81592283370"


def echo(plan: Plan, service: str) -> str:
    """Return what tells the caller which service was understood: that of its key in the menu."""
    node = plan.flow.nodes["ask_service"]
    assert isinstance(node, Choose)
    (choice,) = (one for one in node.choices if one.value == service)
    return plan.prompts["echo_service"].text.replace("{topic}", plan.prompts[choice.short or choice.label].text)


@pytest.mark.parametrize(
    ("said", "service", "is_echoed"),
    [
        (GUESSED, "council", True),
        ("銀行が話を聞いてくれない", "council", True),
        ("税理士に頼んだ人間です", "center", True),
        ("返済を待ってもらいたい", "council", False),
        ("経営改善", "center", False),
        ("2", "council", False),
    ],
)
def test_a_probable_service_is_said_before_the_next_question_and_a_certain_one_is_not(
    plan: Plan, said: str, service: str, is_echoed: bool
) -> None:
    turn = after(plan, said)

    assert (turn.call.node, turn.service) == ("ask_prefecture", service)
    assert turn.said.startswith(echo(plan, service)) == is_echoed


@pytest.mark.parametrize("no", ["いいえ", "違います", "いや、違うんです", "そうじゃないです"])
def test_a_no_takes_it_back_and_asks_again_what_the_call_is_about(plan: Plan, no: str) -> None:
    turn = after(plan, GUESSED, no)

    assert (turn.call.node, turn.service, turn.call.asking.no_matches) == ("ask_service", None, 0)


@pytest.mark.parametrize("correction", ["いいえ、経営改善です", "計画のほうです", "銀行ではなく、計画のほうです"])
def test_the_other_service_corrects_it(plan: Plan, correction: str) -> None:
    turn = after(plan, GUESSED, correction)

    assert (turn.call.node, turn.service) == ("ask_prefecture", "center")


def test_the_echo_is_said_once_and_the_office_is_read_back_as_ever(plan: Plan) -> None:
    echoed, again, read_back = turns(plan, GUESSED, "#", "三重県")[1:]

    assert echoed.said.endswith(again.said)
    assert not again.said.startswith(echo(plan, "council"))
    assert (read_back.call.node, read_back.call.asking.stage) == ("read_back", "")
    assert after(plan, GUESSED, "三重県", "").rang == MIE_COUNCIL


@pytest.mark.parametrize(
    "answers",
    [
        ("三重県です", GUESSED),
        ("三重県の者ですが、返済が苦しくて",),
        ("三重県です", "ざわざわ", "銀行が話を聞いてくれない"),
    ],
)
def test_where_the_office_would_ring_next_only_a_yes_rings(plan: Plan, answers: tuple[str, ...]) -> None:
    asked = after(plan, *answers)

    assert (asked.call.node, asked.call.asking.stage, asked.service) == ("read_back", "confirm", "council")
    assert after(plan, *answers, "").rang == ""
    assert after(plan, *answers, "ざわざわ").rang == ""
    assert after(plan, *answers, "はい").rang == after(plan, *answers, "1").rang == MIE_COUNCIL
    assert after(plan, *answers, "いいえ").call.node == "what_is_wrong"


@pytest.mark.parametrize("guess", ["返済が苦しいんです", "銀行が話を聞いてくれない"])
def test_a_guess_never_replaces_a_service_that_was_named_but_asks_which_is_meant(plan: Plan, guess: str) -> None:
    for before in (("経営改善",), ("経営改善", "三重県")):
        turn = after(plan, *before, guess)
        assert (turn.call.node, turn.service, turn.rang) == ("ask_which", None, "")
        assert after(plan, *before, guess, "計画づくり").service == "center"
    assert after(plan, "経営改善", f"三重県です、{guess}").call.node == "ask_which"


@pytest.mark.parametrize(
    "said", ["銀行が話を聞いてくれない", "返済のことです", "計画じゃないです", "いや返済のことです"]
)
def test_another_service_that_is_guessed_where_a_place_is_asked_about_is_asked_about_after_the_place(
    plan: Plan, said: str
) -> None:
    turn = after(plan, "経営改善", "岡山県", said)

    assert (turn.call.node, turn.call.asking.stage, turn.service) == ("ask_prefecture", "yes_no", None)
    assert turn.said == after(plan, "経営改善", "岡山県").said
    agreed = after(plan, "経営改善", "岡山県", said, "はい")
    assert (agreed.call.node, agreed.call.slot("prefecture"), agreed.rang) == ("ask_service", "33", "")


@pytest.mark.parametrize("before", [("経営改善",), ()])
@pytest.mark.parametrize("said", ["返済です", "計画じゃなくて返済です", "はい、銀行との調整です"])
def test_a_service_that_is_named_where_a_place_is_asked_about_is_said_back_and_the_place_stays(
    plan: Plan, before: tuple[str, ...], said: str
) -> None:
    asked = after(plan, *before, "岡山県", said)

    assert (asked.call.asking.stage, asked.call.asking.candidates, asked.service) == ("yes_no", ("33",), "council")
    assert asked.said.startswith(echo(plan, "council"))
    assert after(plan, *before, "岡山県", said, "はい").call.node == "read_back"


def test_a_no_that_says_another_service_denies_the_service_and_not_the_place(plan: Plan) -> None:
    asked = after(plan, "経営改善", "岡山県", "いいえ、返済です")

    assert (asked.call.asking.candidates, asked.call.refused, asked.service) == (("33",), (), "council")


@pytest.mark.parametrize(
    ("said", "kept"), [("計画は違います", None), ("返済は違います", "center"), ("返済じゃないです", "center")]
)
def test_a_service_that_is_taken_back_where_a_place_is_asked_about_leaves_the_place(
    plan: Plan, said: str, kept: str | None
) -> None:
    asked = after(plan, "経営改善", "岡山県", said)

    assert (asked.call.asking.candidates, asked.call.refused, asked.service) == (("33",), (), kept)


def test_a_service_that_is_taken_back_beside_a_place_is_asked_for_again(plan: Plan) -> None:
    said = {
        "計画じゃなくて岡山です": None,
        "計画じゃないです、岡山です": None,
        "計画は違いますけど岡山はあってます": None,
        "岡山です、計画じゃなくて": None,
        "返済じゃなくて岡山です": "center",
        "岡山の計画です": "center",
    }
    at_the_place = {text: after(plan, "経営改善", "岡山県", text).service for text in said}
    at_the_read_back = {text: after(plan, "経営改善", "静岡県", text, "はい").service for text in said}

    assert at_the_place == said
    assert at_the_read_back == said
    assert after(plan, "経営改善", "静岡県", "計画じゃなくて岡山です", "はい").call.node == "ask_service"


def test_a_service_that_is_named_where_one_of_two_places_is_asked_for_leaves_both_to_choose(plan: Plan) -> None:
    asked = after(plan, "府中市です", "返済です")

    assert (asked.call.asking.stage, asked.call.asking.candidates, asked.service) == (
        "pick",
        ("13206", "34208"),
        "council",
    )
    assert after(plan, "府中市です", "返済です", "2").prefecture == "34"


def test_a_no_that_says_the_service_for_the_first_time_denies_the_place(plan: Plan) -> None:
    asked = after(plan, "岡山県", "いいえ、返済です")

    assert (asked.call.asking.candidates, asked.call.refused, asked.service) == ((), ("33",), "council")


def test_another_place_said_with_the_service_is_taken(plan: Plan) -> None:
    taken = after(plan, "経営改善", "岡山県", "協議会で、三重県です")

    assert (taken.call.node, taken.prefecture, taken.service) == ("read_back", "24", "council")


def test_a_place_that_must_be_asked_about_is_asked_after_the_echo(plan: Plan) -> None:
    turn = after(plan, "岡山県の者ですが、返済が苦しくて")

    assert (turn.call.asking.stage, turn.call.asking.candidates, turn.service) == ("yes_no", ("33",), "council")
    assert turn.said.startswith(echo(plan, "council"))


# ---- trouble without a service


@pytest.mark.parametrize(
    "said", ["経営が苦しくて", "相談したいです", "計画も銀行も", "センターと協議会", "売上が落ちて困っています"]
)
def test_who_names_only_trouble_or_touches_both_is_asked_the_short_question(plan: Plan, said: str) -> None:
    turn = after(plan, said)

    assert (turn.call.node, turn.service, turn.rang) == ("ask_which", None, "")
    assert turn.said == plan.prompts["ask_which"].text


LEADS_ON: dict[str, tuple[str, str | None]] = {
    "銀行との話し合いです": ("ask_prefecture", "council"),
    "銀行のほう": ("ask_prefecture", "council"),
    "専門家と計画を作るほうです": ("ask_prefecture", "center"),
    "計画です": ("ask_prefecture", "center"),
    "1": ("ask_prefecture", "center"),
    "2": ("ask_prefecture", "council"),
    "わかりません": ("ask_prefecture", "council"),
    "どちらでもいいです": ("ask_prefecture", "council"),
    "とにかく苦しいんです": ("ask_prefecture", "council"),
    "両方です": ("ask_prefecture", "council"),
    "説明してください": ("explain", None),
    "ざわざわ": ("ask_which", None),
    "": ("ask_which", None),
}


def test_the_short_question_leads_on_and_who_cannot_decide_is_led(plan: Plan) -> None:
    heard = {answer: after(plan, "経営が苦しくて", answer) for answer in LEADS_ON}

    assert {answer: (turn.call.node, turn.service) for answer, turn in heard.items()} == LEADS_ON


def test_the_prefecture_that_was_named_first_is_kept_through_the_short_question_and_a_no_takes_it_back(
    plan: Plan,
) -> None:
    assert after(plan, "三重県です", "銀行との調整です").prefecture == "24"
    assert after(plan, "三重県です", "2").call.node == "read_back"
    for no in ("いいえ", "違います"):
        corrected = after(plan, "三重県です", no)
        assert (corrected.call.node, corrected.prefecture) == ("ask_prefecture", None)
    assert after(plan, "三重県です", "いいえ、愛知県です").prefecture == "23"


# ---- "no" at an open question


@pytest.mark.parametrize(
    ("answers", "node", "slots"),
    [
        (("経営改善", "違います"), "ask_service", ()),
        (("三重県です", "違います"), "ask_prefecture", ()),
        (("1", "いいえ"), "ask_service", ()),
        (("違います",), "ask_service", ()),
        (("いいえ", "いいえ"), "ask_service", ()),
    ],
)
def test_a_no_at_an_open_question_takes_back_what_was_said_last(
    plan: Plan, answers: tuple[str, ...], node: str, slots: tuple[tuple[str, str], ...]
) -> None:
    call = after(plan, *answers).call

    assert (call.node, call.slots) == (node, slots)


def test_a_no_to_a_place_refuses_it_and_takes_back_no_service(plan: Plan) -> None:
    turn = after(plan, "経営改善", "岡山県", "いいえ")

    assert (turn.call.node, turn.service, turn.call.refused) == ("ask_prefecture", "center", ("33",))


@pytest.mark.parametrize("answer", ["違います、銀行のことで", "ちがうがね、銀行だがね"])
def test_a_guess_replaces_a_service_that_the_caller_denies(plan: Plan, answer: str) -> None:
    echoed = after(plan, "計画づくり", answer)
    assert (echoed.call.node, echoed.service) == ("ask_prefecture", "council")
    assert echoed.said.startswith("銀行との調整ですね。")

    confirmed = after(plan, "計画づくり", "三重県", answer)
    assert confirmed.said == "三重県の中小企業再生支援協議会に、おつなぎして、よろしいでしょうか。"
    assert after(plan, "計画づくり", "三重県", answer, "").rang == ""


@pytest.mark.parametrize("answer", ["三重県の返済です", "返済です、三重県です", "三重県の銀行のことです"])
def test_a_guess_at_another_service_beside_a_place_is_asked_about(plan: Plan, answer: str) -> None:
    """The office of the service that was known would be read back, and silence would ring it."""
    for before in (("経営改善",), ("経営改善", "愛知県")):
        asked = after(plan, *before, answer)
        assert (asked.call.node, asked.call.slots) == ("ask_which", (("prefecture", "24"),))
    assert after(plan, "経営改善", answer, "銀行との話し合い", "").rang == MIE_COUNCIL
    assert after(plan, "返済", answer).call.node == "read_back"


def test_so_it_is_once_the_place_is_known(plan: Plan) -> None:
    asked = after(plan, "経営改善", "伊達市の返済です", "1")
    assert (asked.call.node, asked.call.slots) == ("ask_service", (("prefecture", "07"),))
