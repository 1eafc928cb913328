"""Digits, as callers say them and recognisers write them."""

import re

from ivr.heard.english import english, phrases, words
from ivr.heard.normal import excerpt, normal
from ivr.heard.utterance import JAPANESE

_DIGITS = {
    **{str(digit): str(digit) for digit in range(10)},
    **dict.fromkeys(("ぜろ", "れい", "まる", "零", "〇", "○"), "0"),
    **dict.fromkeys(("いち", "いっ", "わん", "一"), "1"),
    **dict.fromkeys(("に", "にー", "にい", "二"), "2"),
    **dict.fromkeys(("さん", "三"), "3"),
    **dict.fromkeys(("よん", "よ", "し", "四"), "4"),
    **dict.fromkeys(("ご", "ごー", "ごお", "五"), "5"),
    **dict.fromkeys(("ろく", "ろっ", "六"), "6"),
    **dict.fromkeys(("なな", "しち", "七"), "7"),
    **dict.fromkeys(("はち", "はっ", "八"), "8"),
    **dict.fromkeys(("きゅう", "きゅー", "く", "九"), "9"),
}
_DIGIT = re.compile("|".join(sorted(map(re.escape, _DIGITS), key=len, reverse=True)))
_BETWEEN = re.compile(r"[-‐-―−ー〜~のぉっ、。,. #〒]|はいふん|えーと|えっと|あの")
_LEAD = re.compile(
    r"(?>(?:え[ーえ]*(?:っ?とー?)?|aと|あの[ーう]?|すみません|すいません|まあ|うーん|はい|(?:ゆうびん|郵便|有便|u-?bin|電話|でんわ|会社の電話)?(?:ばんごう|番号|市外局番|(?<=電話)|(?<=でんわ))(?:は|が|だと|で(?:言うと|いうと|す?が)?)?|うち[のは]|、|〒)*)"
)
_CLOSE = re.compile(
    r"(?>(?:の(?:番号|会社|ほう|方)|です|でございます|でーす|でええ|でいい|で?お願いします|になります|だ(?:と思います)?|や(?:ねん|で)?|っす|って(?:いう)?"
    r"|かな|けど|も|が|ね|よ|わ|ばい|、|。)+)$"
)


_ENGLISH = {
    **{str(digit): str(digit) for digit in range(10)},
    **dict.fromkeys(("zero", "oh", "o", "nought", "owe"), "0"),
    **dict.fromkeys(("one", "won"), "1"),
    **dict.fromkeys(("two", "too", "to"), "2"),
    "three": "3",
    **dict.fromkeys(("four", "for", "fore"), "4"),
    "five": "5",
    **dict.fromkeys(("six", "sicks"), "6"),
    "seven": "7",
    **dict.fromkeys(("eight", "ate"), "8"),
    **dict.fromkeys(("nine", "niner"), "9"),
}
_TIMES = {"double": 2, "triple": 3}
_ENGLISH_LEAD = re.compile(
    "^(?>(?:"
    + phrases(
        *("it is", "that is", "my", "the", "our", "post(?:al)? ?code", "zip ?code", "zip", "code", "postal", "number"),
        *("is", "um", "uh", "well", "yes", "okay", "so"),
    )
    + ")+)"
)
_ENGLISH_BETWEEN = frozenset(("dash", "hyphen", "minus", "no", "then", "and", "um", "uh", "please", "thank", "you"))


def digits(text: str, language: str = JAPANESE) -> str:
    """Return the digits of a spoken or keyed number, "" if the text says anything else.

    よんなないちの、ゼロゼロイチニー, 四七一の〇〇一二, ４７１－００１２ and 471の0012です are all 4710012.
    """
    form = normal(excerpt(text)) if language == JAPANESE else english(excerpt(text))
    return digits_in(excerpt(form), language)


def digits_in(form: str, language: str = JAPANESE) -> str:
    """Return what `digits` returns, for a text that is already in normal form, as a call passes it on."""
    if language != JAPANESE:
        return _digits_in_english(form)
    form = _CLOSE.sub("", form[_LEAD.match(form).end() :])  # type: ignore[union-attr]
    figures, start = [], 0
    while start < len(form):
        if between := _BETWEEN.match(form, start):
            start = between.end()
        elif digit := _DIGIT.match(form, start):
            figures.append(_DIGITS[digit[0]])
            start = digit.end()
        else:
            return ""
    return "".join(figures)


def _digits_in_english(form: str) -> str:
    figures, times = "", 1
    for word in _ENGLISH_LEAD.sub("", words(form)).split():
        if word in _TIMES:
            times = _TIMES[word]
        elif word in _ENGLISH:
            figures, times = figures + _ENGLISH[word] * times, 1
        elif word not in _ENGLISH_BETWEEN:
            return ""
    return figures
