"""Where Open JTalk reads something else than was intended, and where not."""

from ivr.speech import Line
from ivr.voice import compare_reading, spoken_text, words


def differing(text: str, kana: str, *, name: bool = False) -> list[tuple[str, str, str | None]]:
    found = compare_reading(Line(text, kana), name=name)
    return [(one.word.text, one.word.sound, one.intended) for one in found if one.intended is not None]


SAME = [
    ("経営の大阪の支援", "けいえいのおおさかのしえん"),  # long vowels, also where two words meet
    ("全国へ、おつなぎします。", "ぜんこくへ、おつなぎします。"),
    ("違うときは、ニーを。", "ちがうときは、ニーを。"),
    ("三分の二、二百万円", "さんぶんのに、にひゃくまんえん"),
    ("センター", "せんたあ"),
    ("続く", "つずく"),
    ("平日の、九時から、十七時です。", "へいじつの、くじから、じゅうしちじです。"),  # 七 alone is ナナ
    ("十四時三十分", "じゅうよじさんじゅっぷん"),
    ("「はい」・「いいえ」", "「はい」・「いいえ」"),
    ("", ""),
]


def test_what_sounds_the_same_does_not_differ() -> None:
    assert [each for text, kana in SAME for each in differing(text, kana)] == []


MISREAD = {
    ("一日は、休み", "ついたちは、やすみ"): [("一日", "イチニチ", "ツイタチ")],
    ("お話しください", "おはなしください"): [("お話", "オハナシ", "オハナ")],
    ("支援の方法", "しえんのほう"): [("方法", "ホーホー", "ホー")],
    ("方法", "あほうほう"): [("方法", "ホーホー", "アホーホー")],
    ("方法", "ほうほうだ"): [("方法", "ホーホー", "ホーホーダ")],
    ("二", ""): [("二", "ニ", "")],
    ("十七時", "じゅうななじ"): [("七", "シチ", "ナナ")],
    ("七", "しち"): [("七", "ナナ", "シチ")],
}


def test_a_word_that_is_misread_is_reported_with_what_was_intended() -> None:
    assert {(text, kana): differing(text, kana) for text, kana in MISREAD} == MISREAD


def test_in_a_name_nothing_is_a_particle() -> None:
    assert differing("北海道の、はこだてし", "ほっかいどうの、はこだてし") == []
    assert differing("北海道の、はこだてし", "ほっかいどうの、はこだてし", name=True) == [("は", "ワ", "ハ")]
    assert differing("北海道の、ハコダテシ", "ほっかいどうの、はこだてし", name=True) == []


def test_every_word_is_given_with_its_reading_and_its_sound() -> None:
    assert [(word.text, word.reading, word.sound) for word in words("経営は、です。")] == [
        ("経営", "ケイエイ", "ケーエー"),
        ("は", "ハ", "ワ"),
        ("です", "デス", "デス"),
    ]


def test_a_sentence_in_another_language_is_spoken_from_its_kana() -> None:
    line = Line("Please hold.", "プリーズホールド。", language="en")

    assert spoken_text(line) == "プリーズホールド。"
    assert all(word.intended is None for word in compare_reading(line))
