"""What answers mean in English: by whole words, in the order of rules that Japanese has."""

import pytest

from ivr.heard.utterance import plain, utterance
from ivr.meaning import LANGUAGES, NOT_UNDERSTOOD, Meaning, Meanings, meanings, understand, understand_by_ear
from ivr.meaning.english import ENGLISH_WORDING

OF = (
    Meaning(
        "service", "plan", ("business plan", "the plan"), (("expert",),), ("plan",), ("I need somebody for my plan",)
    ),
    Meaning("service", "loan", ("the council", "bank loan"), (("bank", "banks"), ("repay",)), ("loan",)),
    Meaning("trouble", "trouble", (), (("my shop",), ("in trouble",))),
    Meaning("elsewhere", "elsewhere", ("city council",)),
    Meaning("question", "cost", ("how much is it",), (("cost",),)),
    Meaning("list", "yes", ("that is right",), (), ("yes", "sure")),
    Meaning("list", "no", ("no", "that is wrong"), (), ("wrong",)),
    Meaning("list", "again", ("say that again",), (), ("pardon",)),
    Meaning("list", "person", ("a human",)),
    Meaning("list", "stop", ("no thank you",)),
    Meaning("list", "distress", ("want to die",)),
)


@pytest.fixture(scope="module")
def english() -> Meanings:
    return meanings(OF, ("please", "thank you"), "en")


MEANT: dict[str, tuple[str, str]] = {
    "I'd like a business plan": ("plan", "certain"),
    "an expert, please": ("plan", "probable"),
    "Plan.": ("plan", "certain"),
    "I can't repay the bank": ("loan", "certain"),
    "the riverbank": ("nothing", "unknown"),
    "Not the plan but the council": ("loan", "certain"),
    "The council, not the plan": ("loan", "certain"),
    "I don't want the plan, I want the council": ("loan", "certain"),
    "no, I mean the council": ("loan", "certain"),
    "not about the plan, about the loan": ("loan", "certain"),
    "it is not about the plan, it is the loan": ("loan", "certain"),
    "it's not about the bank": ("nothing", "unknown"),
    "not the plan, the loan": ("loan", "certain"),
    "the plan and the council": ("either", "ambiguous"),
    "my shop is in trouble": ("either", "certain"),
    "city council": ("nothing", "certain"),
    "How much is it?": ("question:cost", "certain"),
    "does it cost": ("question:cost", "probable"),
    "yeah, sure": ("yes", "certain"),
    "yes, please": ("yes", "certain"),
    "please": ("nothing", "unknown"),
    "No.": ("no", "certain"),
    "I have no time": ("nothing", "unknown"),
    "No, thank you.": ("stop", "certain"),
    "pardon?": ("again", "certain"),
    "Can I talk to a human": ("person", "certain"),
    "Is Mr. Tanaka there": ("person", "certain"),
    "can I speak with Mr Tanaka": ("person", "certain"),
    "I want to die": ("distress", "certain"),
    "that's right?": ("nothing", "unknown"),
}


def test_an_answer_means_what_its_words_say(english: Meanings) -> None:
    understood = {text: understand(english, utterance(text, "en")) for text in MEANT}

    assert {text: (one.meaning, one.outcome) for text, one in understood.items()} == MEANT


def test_an_answer_like_an_example_is_probable(english: Meanings) -> None:
    understood = understand(english, utterance("we need somebody for our plan", "en"))

    assert (understood.meaning, understood.outcome) == ("plan", "probable")


def test_english_is_not_listened_to_by_its_sound(english: Meanings) -> None:
    assert understand_by_ear(english, {}, utterance("けいかく", "en")) is NOT_UNDERSTOOD


def test_words_for_a_meaning_are_in_the_form_of_its_language(english: Meanings) -> None:
    assert english.said_for("no") == (" wrong ", " nope ", " that  is  wrong ")
    assert english.language in LANGUAGES


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("not the center but the council", "the council"),
        ("the council rather than the center", "the council"),
        ("the council instead of the center", "the council"),
        ("the center no wait the council", "the council"),
        ("I can not repay my loan", "I can not repay my loan"),
        ("of course not sure", "of course not sure"),
    ],
)
def test_what_is_taken_back_does_not_count(text: str, rest: str) -> None:
    assert ENGLISH_WORDING.after_correction(plain(text, "en")) == plain(rest, "en")


ASKED = {
    "What is it": True,
    "Hello, do I have to pay": True,
    "Aichi?": True,
    "Could you connect me to the council": False,
    "Can I speak to somebody?": False,
    "I know what it is": False,
    "": False,
}


def test_a_question_is_told_from_a_polite_request() -> None:
    assert {text: ENGLISH_WORDING.asks(utterance(text, "en")) for text in ASKED} == ASKED


def test_a_person_is_asked_for_by_name() -> None:
    assert ENGLISH_WORDING.names_person(plain("may I talk to Ms. Sato", "en"))
    assert not ENGLISH_WORDING.names_person(plain("Mr. Sato told me to call", "en"))
