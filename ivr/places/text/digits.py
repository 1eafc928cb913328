"""Digits as callers say them and recognisers write them."""

import re

from ivr.heard.normal import excerpt, normal

_DIGITS = {
    **{str(digit): str(digit) for digit in range(10)},
    **dict.fromkeys(("ぜろ", "れい", "まる", "零", "〇", "○"), "0"),
    **dict.fromkeys(("いち", "いっ", "わん", "一"), "1"),
    **dict.fromkeys(("に", "二"), "2"),
    **dict.fromkeys(("さん", "三"), "3"),
    **dict.fromkeys(("よん", "よ", "し", "四"), "4"),
    **dict.fromkeys(("ご", "五"), "5"),
    **dict.fromkeys(("ろく", "ろっ", "六"), "6"),
    **dict.fromkeys(("なな", "しち", "七"), "7"),
    **dict.fromkeys(("はち", "はっ", "八"), "8"),
    **dict.fromkeys(("きゅう", "きゅー", "く", "九"), "9"),
}
_DIGIT = re.compile("|".join(sorted(map(re.escape, _DIGITS), key=len, reverse=True)))
_BETWEEN = re.compile(r"[-‐-―−ー〜~のぉっ、。,. #〒]|はいふん|えーと|えっと|あの")
_LEAD = re.compile(
    r"(?:えー*っ?と|aと|あの[ーう]?|はい|(?:ゆうびん|郵便|有便|u-?bin)?(?:ばんごう|番号)(?:は|が|で(?:言うと|いうと|す?が)?)?|うちは|、|〒)*+"
)
_CLOSE = re.compile(r"(?:です[。]?|でございます|でーす|になります|だと思います|かな|けど|が|ね|よ|、|。)++$")


def digits(text: str) -> str:
    """Return the digits of a spoken or keyed number, "" if the text says anything else.

    よんなないちの、ゼロゼロイチニー, 四七一の〇〇一二, ４７１－００１２ and 471の0012です are all 4710012.
    """
    return digits_in(excerpt(normal(excerpt(text))))


def digits_in(form: str) -> str:
    """Return what `digits` returns for a text that is in normal form already, as a call hands it on."""
    form = _CLOSE.sub("", form[_LEAD.match(form).end() :])  # type: ignore[union-attr]
    found, start = [], 0
    while start < len(form):
        if between := _BETWEEN.match(form, start):
            start = between.end()
        elif digit := _DIGIT.match(form, start):
            found.append(_DIGITS[digit[0]])
            start = digit.end()
        else:
            return ""
    return "".join(found)
