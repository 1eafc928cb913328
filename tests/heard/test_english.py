"""English answers: whole words, one word for yes and one for no, and Japanese names in Latin letters."""

from hypothesis import given, strategies as st

from ivr.heard.romaji import folded, romaji, syllables
from ivr.heard.utterance import plain, utterance


def test_each_form_is_made_of_the_one_before() -> None:
    said = utterance("Um, hello, I'd like the Centre, please.", "en")

    assert said.form == "um, hello, i would like the center, please"
    assert said.clear == "i would like the center, please"
    assert said.whole == " i  would  like  the  center  please "
    assert said.spoken == said.whole
    assert said.core == " center "
    assert said.language == "en"


IN_FULL = {
    "Yeah.": "yes",
    "uh-huh": "yes",
    "hai": "yes",
    "Nah": "nope",
    "No, it's Kyoto": "nope, it is kyoto",
    "no no no": "nope nope nope",
    "Osaka, no.": "osaka, nope",
    "Yes, actually no": "yes, actually nope",
    "Well, no.": "nope",
    "I have no money": "i have no money",
    "No money at all": "no money at all",
    "no idea": "no idea",
    "north": "north",
    "don’t": "do not",
    "Tôkyô": "tokyo",
    "the bank's loan": "the bank loan",
    "that's": "that is",
    "": "",
}


def test_short_forms_are_in_full_and_a_no_that_denies_is_told_from_others() -> None:
    assert {text: utterance(text, "en").clear for text in IN_FULL} == IN_FULL


WHOLE_WORDS = {
    ("no", "the north"): False,
    ("no", "No."): True,
    ("bank", "my bank, please"): True,
    ("bank", "banks"): False,
    ("my bank", "It is my bank"): True,
    ("405", "the 405 program"): True,
}


def test_a_name_is_found_as_whole_words() -> None:
    assert {(name, text): plain(name, "en") in utterance(text, "en").whole for name, text in WHOLE_WORDS} == WHOLE_WORDS


@given(st.text(max_size=400))
def test_any_text_has_a_form_of_words_between_spaces(text: str) -> None:
    said = utterance(text, "en")

    assert said.whole == "".join(f" {word} " for word in said.whole.split())
    assert said.whole.endswith(said.spoken)
    assert said.core in said.spoken


LATIN = {
    "とうきょう": ("tokyo", "to-kyo"),
    "おおさか": ("osaka", "o-sa-ka"),
    "ほっかいどう": ("hokkaido", "hok-kai-do"),
    "ひょうご": ("hyogo", "hyo-go"),
    "にいがた": ("niigata", "nii-ga-ta"),
    "ぐんま": ("gunma", "gun-ma"),
    "はっちょう": ("hatcho", "hat-cho"),
    "なんよう": ("nan'yo", "nan'-yo"),
    "コウチ": ("kochi", "ko-chi"),
    "けいえいかいぜんしえんせんたー": ("keieikaizenshiensenta", "kei-ei-kai-zen-shi-en-sen-ta"),
    "": ("", ""),
}


def test_kana_are_written_as_names_are_in_english() -> None:
    assert {kana: (romaji(kana), syllables(kana)) for kana in LATIN} == LATIN


SPELLINGS = [
    ("Tokyo", "Tôkyô", "Toukyou", "tookyoo", "Tohkyoh"),
    ("Osaka", "Ohsaka", "Oosaka", "Ōsaka"),
    ("Gunma", "Gumma"),
    ("Shizuoka", "Sizuoka"),
    ("Fukushima", "Hukusima"),
    ("Chiba", "Tiba"),
    ("Matsuyama", "Matuyama"),
    ("Hyogo", "Hyougo", "Hyôgo"),
    ("Niigata", "Nigata"),
    ("Sapporo", "Saporo"),
    ("Hatcho", "Haccho", "Hattyou"),
    ("Nan'yo", "Nanyo", "Nan-yo"),
]


def test_all_spellings_of_a_name_are_one() -> None:
    assert [spellings for spellings in SPELLINGS if len({folded(spelling) for spelling in spellings}) > 1] == []


def test_names_that_differ_stay_apart() -> None:
    apart = ("Aichi", "Saga", "Shiga", "Kagawa", "Kanagawa", "Chiba", "Oita", "Ota", "Osaka", "Okayama", "Wakayama")

    assert len({folded(name) for name in apart}) == len(apart)
