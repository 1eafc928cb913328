"""Answers that were not understood, where the operator stores them: without number or call, names and figures masked.

Only what is left after `masked` leaves the webhook. What is stored of it has the day but no time, and names no call.
"""

import re
import secrets
from functools import lru_cache
from unicodedata import normalize

from ivr.call import Plan
from ivr.clock import AHEAD, DAY
from ivr.heard.normal import excerpt
from ivr.heard.utterance import plain

from .events import CallEvent, Kind

MOST = 1_000
"""The most answers that are stored; older ones are deleted."""
DAYS = 30
"""Days for which they are stored."""
LONGEST = 120
"""The most characters of one."""
MASK = "〓"

# Figures as a recogniser writes them: digits; kanji and words for figures, from three in a row on (四日市 is a place),
# and from four on those so short that they occur in any word.
_FIGURE = r"\d|[〇零一二三四五六七八九十百千万]|ゼロ|ぜろ|れい|まる|いち|にい|さん|よん|ごう|ろく|なな|しち|はち|きゅう"
_BETWEEN = r"[、,.\-‐ーの]?"
_FIGURES = re.compile(
    rf"(?:(?:{_FIGURE}|に|し|ご|く){_BETWEEN}){{3,}}(?:{_FIGURE}|に|し|ご|く)|(?:(?:{_FIGURE}){_BETWEEN}){{2,}}(?:{_FIGURE})|\d+"
    r"|[〇一二三四五六七八九十百千]+(?=年|月|日(?![市町])|歳|才|丁目|番|号)"  # 昭和五十年三月三日, but 十日町
)
_TO_PARTICLE = "[^、。はがのをにで]+"
_FIRM = "(?:株式|有限|合同|合資|合名)会社"
_NAMED = re.compile(
    r"(?P<before>(?:名前|氏名|会社名|社名|屋号)[はがを])[^、。]+"  # 名前は山田
    rf"|{_TO_PARTICLE}(?=(?:と|って|という)(?:申|もうし|いいます|言います|いう者|言う者|いうもの))"  # 山田と申します
    rf"|(?P<firm>{_FIRM}){_TO_PARTICLE}|{_TO_PARTICLE}(?P<behind>{_FIRM})"
)
_KANJI_KANA = "[一-龯々ヶァ-ヺー]"
_WORD = rf"(?:{_KANJI_KANA}+|(?<![^、。のは])[ぁ-ゖー]{{2,5}}|(?<={MASK}の)[ぁ-ゖー]{{2,5}})"
_INTRODUCED = re.compile(
    rf"(?<!{_KANJI_KANA})(?:(?P<of>{_KANJI_KANA}+)の)?(?P<name>{_WORD})(?=(?:なん|なの)?(?:です|でございます|だけど)|さん|様|さま)"
)
# A name in hiragana may contain the sound of any particle (たかはし, ながの): it is everything between what opens an
# answer, a sentence or a phrase, and the word that introduces the name.
_OPENS = (
    "(?:わたくし|わたし|ぼく|おれ|わし|うち|こちら)[はの]?|もしもし|はい|ええと|えっと|えーと|あのー|あの|すみません|すいません"
    "|です|ます|ました|でした|ですが|ますが|けど|ので"
)
_IN_HIRAGANA = re.compile(
    rf"(?P<before>(?:^|[、。{MASK}]|{_KANJI_KANA}[のは])(?>(?:{_OPENS})*)|(?:{_OPENS}))"
    r"(?P<name>[ぁ-んー]{2,12}?)"
    r"(?=(?P<firm>って(?:いい|言い)|と(?:申|もうし|いいます|言います|いう者|言う者|いうもの)|製作所|工務店|商店|商会|工業|建設)"
    r"|(?:なん|なの)?(?:です|でございます|だけど)|さん|くん|様|さま)"
)
_NO_NAME = re.compile(
    "を|^[んーっ]|ない$|たい$|ます|です|て[るいお]|った|って|ださい|から$|けど|ので|こと$|ほう$|もの$|ところ$|はず$|つもり$"
    "|じゃ|ちが|ねが|けっこう|ええ|ちょっと|やっぱ|いっしょ|だけ$|^(?:そう|どう|なん|なに|いくら|どこ|どれ|これ|それ|あれ|いえ|おなじ|わか)"
)
"""Words that occur in no name in hiragana, but in what is said before です."""
_PLACE = re.compile(r"[県府市区郡駅]$")
"""A word with such an ending names a place, which is useful to a question for the place."""


def note_missed(plan: Plan, at: int, node: str, text: str) -> CallEvent:
    """Return the stored form of *text*, not understood at *node*: an event of no call, with the day alone."""
    day = (at + AHEAD) // DAY * DAY - AHEAD
    data = {"node": node, "text": masked(plan, text)}
    return CallEvent("", secrets.token_hex(16), "missed", day, Kind.MISSED, data)


def masked(plan: Plan, text: str) -> str:
    """Return *text* with its figures, and whatever may be a name, masked.

    A word before です or さん may be a name unless the site's own words contain it; so may the word after "is called".
    A word before と申します always is. What remains are names without any introduction (うちの社長のさとうが), in
    hiragana inside a word of the site's (もりです), or recognised as other words.
    """
    form = "".join(char for char in normalize("NFKC", excerpt(text)) if char.isprintable() and char != " ")
    form = _FIGURES.sub(MASK, form)
    form = _IN_HIRAGANA.sub(lambda match: _without_hiragana(plan, match), form)
    form = _NAMED.sub(lambda match: f"{match['before'] or match['firm'] or ''}{MASK}{match['behind'] or ''}", form)
    return _INTRODUCED.sub(lambda match: _without_name(plan, match), form)[:LONGEST]


def _without_name(plan: Plan, match: re.Match[str]) -> str:
    of, name = match["of"], match["name"]
    if _is_known(plan, name):
        return match[0]
    return f"{of if _is_known(plan, of) else MASK}の{MASK}" if of else MASK


def _without_hiragana(plan: Plan, match: re.Match[str]) -> str:
    """Return the text *match* without its name: before と申します whatever it is, otherwise if it may be one."""
    may_be_one = match["firm"] or not (_NO_NAME.search(match["name"]) or _is_known(plan, match["name"]))
    return f"{match['before']}{MASK}" if may_be_one else match[0]


def _is_known(plan: Plan, word: str) -> bool:
    return bool(_PLACE.search(word)) or plain(word) in _words(plan)


@lru_cache(maxsize=4)
def _words(plan: Plan) -> str:
    """Return all words with which the site understands anything, in plain form."""
    every = (
        word
        for one in plan.meanings.by_id.values()
        for words in (one.names, *one.words, one.alone, one.examples)
        for word in words
    )
    return "\n".join(map(plain, every))
