"""The utterance: what a caller said, in every form used for comparison, computed once and passed on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ivr.heard import english
from ivr.heard.normal import excerpt, normal

JAPANESE, ENGLISH = "ja", "en"
"""The languages in which speech is understood; Japanese is that of place names, and the default language of a site."""

# Openings and polite words around an answer; what remains decides. Repetitions are atomic (`(?>…)`): otherwise a
# caller could keep a worker busy for seconds with ですですです. `++` behind a group would do the same, but Python
# before 3.11.5 (Debian 12 has 3.11.2) finds too little by it.
_OPENING = re.compile(
    r"^(?>(?:え[ーえ]*っ?とー?|(?:あの|その)[ーう]?ですねえ?|あのう|あのー|あの|そのー|えー|あー|うーん|んー|まあ|では|じゃあ|じゃ|もしもし|すみません|すいません|恐れ入ります"
    r"|お世話に(?:なります|なっております)|こんにちは|はい(?=.)"
    # Only before a request: 「そしたらいいです」 declines.
    r"|(?:ほいたら|ほんだら|ほしたら|そしたら|そいたら|ほんなら|そんなら|ほな|んじゃあ?|ほんじゃあ?|そんじゃあ?|そいじゃあ?|へば|せば)(?=お願い|おねがい|頼|たの|つな|繋|よろしく))+)"
)
_CLOSING = re.compile(
    r"[をでにがは]?"
    r"(?>(?:お願い(?:します|いたします|致します|いたしたい|したい|できますか|できませんか)?|おねがいします|ください|下さい|いいです|けっこうです|結構です"
    r"|にしてください|にします|頼みます|頼んます|頼む|でございますが?|な(?:の|ん)で(?:ございますが|す(?:けれども|けど|が)?)|なんだけど"
    r"|ですけれども|ですけど|ですが|ですね|でしょうか|ですかね|ですか|です|でーす|だけど|だよ|だね|だがね|だがや|だべ|だで|だ|やねん|やけど|やで|や|どす|っす|ですたい|ですばい"
    r"|んですけど|んですが|のですが|んだけど|よ|ね|わ|な)+)$"
)
# Sighs before an answer, and the short forms of yes and no: 「あ、はい」, 「はーい」; 「いえ」 is not 伊江村.
_SIGH = re.compile(
    r"^(?:(?:あっ|ああ|あー|あ|うーん|んー|え[ーえ]*っ?とー?|えー|(?:あの|その)[ーう]?(?:ですねえ?)?|まあ|すみません|すいません)"
    r"(?:[、。,](?=.)|(?=はい|いいえ|いえ)))+"
)
_SHORT_YES = re.compile(r"^は[ーあ]+い")
_SHORT_NO = re.compile(r"^(?:いえ)+(?:[、。,]|$|(?=[^ぁ-んー]|ちが|もう))")
_ENDING = "、。,.!・ "
"""Marks at the end of an answer: they say nothing, and some recognisers write none."""
_MARKS = re.compile(r"[^\wー]|_")
# The same in English, in plain form: English opens an answer with what Japanese puts at the end.
_ENGLISH_OPENING = re.compile(
    "^(?>(?:"
    + english.phrases(
        *("um+", "uh+", "er+m*", "ah+", "oh+", "hm+", "well", "so", "okay", "ok", "hello", "hi", "hey", "moshi moshi"),
        *("good (?:morning|afternoon|evening|day)", "excuse me", "pardon me", "i am sorry"),
        *("sorry", "please", "ano", "eto"),
        "yes(?=  )",
    )
    + ")+)"
)
_ENGLISH_LEAD = re.compile(
    "^(?>(?:"
    + english.phrases(
        *("i would like", "i want", "i need", "i am", "we are", "it is"),
        *("that is", "this is", "to", "calling", "about"),
        *("regarding", "for", "the", "an?", "my", "our", "in", "at", "i think"),
    )
    + ")+)(?=.)"
)
_ENGLISH_CLOSING = re.compile(
    "(?>(?:"
    + english.phrases(
        *("please", "thank you", "thanks", "very much", "so much"),
        *("a lot", "if possible", "if you can", "sir", "madam"),
        *("for me", "now", "then", "okay", "onegaishimasu", "onegai shimasu", "kudasai", "desu"),
    )
    + ")+)$"
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One spoken answer.

    *raw* is what the recogniser wrote, *form* the part that is read, in normal form. Each of the others is made from
    the one before: *clear* without leading sighs and with yes and no in full, *whole* without punctuation, *spoken*
    without words that only open an answer, *core* without polite words at its end. *language* is the language in which
    it was recognised.
    """

    raw: str
    form: str
    clear: str
    whole: str
    spoken: str
    core: str
    language: str = JAPANESE


@dataclass(frozen=True, slots=True)
class _Forms:
    """The functions by which a language makes the forms of an answer, each from the one before."""

    normal: Callable[[str], str]
    clear: Callable[[str], str]
    letters: Callable[[str], str]
    opening: re.Pattern[str]
    core: Callable[[str], str]


_JAPANESE = _Forms(
    normal,
    lambda form: _SHORT_NO.sub("いいえ、", _SHORT_YES.sub("はい", _SIGH.sub("", form))),
    lambda form: _MARKS.sub("", form),
    _OPENING,
    lambda spoken: _CLOSING.sub("", spoken),
)
_ENGLISH = _Forms(
    english.english,
    english.clear,
    english.words,
    _ENGLISH_OPENING,
    lambda spoken: _ENGLISH_LEAD.sub("", _ENGLISH_CLOSING.sub("", spoken)),
)
_FORMS: Mapping[str, _Forms] = {JAPANESE: _JAPANESE, ENGLISH: _ENGLISH}


def utterance(text: str, language: str = JAPANESE) -> Utterance:
    """Return the utterance of *text*. All comparisons take their form from it, so that none is computed twice.

    A language without forms of its own is treated like English, with spaces between words.
    """
    of = _FORMS.get(language, _ENGLISH)
    form = excerpt(of.normal(excerpt(text))).rstrip(_ENDING)
    clear = of.clear(form)
    whole = of.letters(clear)
    spoken = of.opening.sub("", whole)
    return Utterance(text, form, clear, whole, spoken, of.core(spoken) or spoken, language)


def letters(form: str, language: str = JAPANESE) -> str:
    """Return *form* (a text in normal form) without punctuation."""
    return _FORMS.get(language, _ENGLISH).letters(form)


def plain(text: str, language: str = JAPANESE) -> str:
    """Return *text* in plain form, in which words are compared.

    In Japanese that has one width, one kana type, no spaces and no punctuation; in English a space on both sides of
    each word, and one word for yes and one for no, as in an answer.
    """
    of = _FORMS.get(language, _ENGLISH)
    return of.letters(of.normal(text) if of is _JAPANESE else of.clear(of.normal(text)))


@lru_cache(maxsize=16_384)  # two plans' words: a changed site is read again, with most words unchanged
def plain_word(word: str, language: str, /) -> str:  # by position: a language by its name would be cached apart
    """Return a *word* of the site in plain form, cached; `plain` is for what a caller said, which is never cached."""
    return plain(word, language)
