"""What a caller said, in every form in which it is looked at: made once, when it is heard, and handed on."""

import re
from dataclasses import dataclass

from ivr.heard.normal import excerpt, normal

# Openings and politeness around an answer; what is left over decides.
_OPENING = re.compile(
    r"^(?:え[ーえ]*っ?とー?|あのう|あのー|あの|そのー|えー|あー|うーん|んー|まあ|では|じゃあ|じゃ|もしもし|すみません|すいません|恐れ入ります"
    r"|お世話に(?:なります|なっております)|こんにちは|はい(?=.))++"
)
_CLOSING = re.compile(
    r"[をでにがは]?"
    r"(?:お願い(?:します|いたします|致します|いたしたい|したい|できますか|できませんか)?|おねがいします|ください|下さい|いいです|けっこうです|結構です"
    r"|にしてください|にします|頼みます|頼んます|頼む|でございますが?|な(?:の|ん)で(?:ございますが|すけれども|すけど|すが)|なんだけど"
    r"|ですけれども|ですけど|ですが|ですね|でしょうか|ですかね|ですか|です|でーす|だけど|だよ|だね|だ|やねん|やけど|や|どす"
    r"|んですけど|んですが|のですが|んだけど|よ|ね|わ|な)++$"
)
# Sighs before an answer, and the short forms of yes and no: 「あ、はい」, 「はーい」; 「いえ」 is not 伊江村.
_SIGH = re.compile(
    r"^(?:(?:あっ|ああ|あー|あ|うーん|えーと|えっと|ええと|えー)"
    r"(?:[、。,]|(?=はい|いいえ|いえ)))+"
)
_SHORT_YES = re.compile(r"^は[ーあ]+い")
_SHORT_NO = re.compile(r"^(?:いえ)+(?:[、。,]|$|(?=[^ぁ-んー]|ちが|もう))")
_MARKS = re.compile(r"[^\wー]|_")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One spoken answer.

    *raw* is what the recogniser wrote, *form* what is read of it in normal form. The others are each made of the one
    before: *clear* without the sighs that open it and with yes and no in full, *whole* without marks, *spoken* without
    the words that only begin an answer, *core* without the politeness at its end.
    """

    raw: str
    form: str
    clear: str
    whole: str
    spoken: str
    core: str


def utterance(text: str) -> Utterance:
    """Return what was said with *text*. Whoever compares words takes a form from here: none is worked out again."""
    form = excerpt(normal(excerpt(text)))
    clear = _SHORT_NO.sub("いいえ、", _SHORT_YES.sub("はい", _SIGH.sub("", form)))
    whole = letters(clear)
    spoken = _OPENING.sub("", whole)
    return Utterance(text, form, clear, whole, spoken, _CLOSING.sub("", spoken) or spoken)


def letters(form: str) -> str:
    """Return *form* (a text in normal form) without marks."""
    return _MARKS.sub("", form)


def plain(text: str) -> str:
    """Return *text* in the form in which words are compared: one width, one kana type, no spaces, no marks."""
    return letters(normal(text))


def is_polite(word: str) -> bool:
    """Tell whether *word* (in plain form) is nothing but politeness."""
    return _CLOSING.fullmatch(word) is not None
