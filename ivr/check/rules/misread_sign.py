"""What is spoken is written so that a synthesiser cannot misread it: no figures, no Latin letters, no symbols.

「２／３」 is read as a date, 「※」 not at all, 「米印」 as べいいん, 「愛知県の方」 as ほう, half-width kana singly.
What is in Japanese in the file of another language has that language's voice, unless it has a `voice` of its own.
Callers hear the mistake; nobody who reads the file sees it.

Refuses: callers would hear something else.
"""

import re
from collections.abc import Iterable, Iterator

from ivr.check.site_parts import PROMPTS, texts
from ivr.heard.utterance import JAPANESE
from ivr.site import Problem, Site
from ivr.translation import N_, _

ID = "misread-sign"
PATH = PROMPTS
IN_EACH_LANGUAGE = True

GOOD = """\
prompts:
  welcome: {text: お困りのかたは、イチ。三分の二まで。, kana: おこまりのかたは、イチ。さんぶんのにまで。}
"""

BAD = """\
prompts:
  welcome: {text: お困りの方は、１。※２／３まで。, kana: おこまりのかたは、イチ。さんぶんのにまで。}
"""

_EMOJI = "⌀-⏿☀-➿⬀-⯿\U0001f000-\U0001faff\ufe0f\u20e3"  # the last two make one of what precedes them

# What is looked for, and what to write instead; {found} is what was found.
MISREAD = (
    (r"[0-9０-９]+[/／⁄][0-9０-９]+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]", N_("write the fraction in words, such as 三分の二")),
    (r"[0-9０-９]+|[①-⑳Ⅰ-ⅿ]", N_("write figures in kanji (二百万円), and keys as イチ ニー サン")),
    (r"米印|※|[*＊]", N_("write コメジルシ, or leave the mark out")),
    (r"[#＃♯]", N_("write シャープ")),
    (r"[A-Za-zＡ-Ｚａ-ｚ]+", N_("write it in kana")),
    (r"[ｦ-ﾟ]+", N_("write kana of normal width")),
    (r"(?<=[ぁ-んァ-ヴ])方(?![法針向面式角位策言角眼])|方々", N_("write かた (or ほう), as it is to be read")),
    (r"[%％‰]", N_("write パーセント")),
    (rf"[/／&＆+＋=＝<>＜＞~～〜@＠_＿^|｜\\￥¥$＄…‥→←↑↓■□●○◎◆◇{_EMOJI}]+", N_("write it in words")),
)
_GAP = re.compile(r"[{｛]\s*\w*\s*[}｝]?")
"""A gap, including one that is reported already because it is not written as one."""
_MISREAD = tuple((re.compile(pattern), advice) for pattern, advice in MISREAD)
_IN_JAPANESE = (
    (re.compile(r"[、-ヿ！-ﾟ一-龯]+"), N_("write it in the language of this file")),
    (re.compile(f"[{_EMOJI}]+|<[^<>]*>"), N_("write it in words")),
)
_WITH_KANJI = ("zh", "cmn", "yue")
"""Languages in which kanji are not Japanese."""


def check(site: Site) -> Iterator[Problem]:
    """Find, in everything spoken, what would be misread; each kind is reported once per text."""
    for path, loc, text, _kana in texts(site):
        if (*loc[:-1], "voice") in site.documents[path].values:
            continue  # a sentence in another language
        rest = _GAP.sub("　", text)
        for pattern, advice in _misread_in(site.language):
            if found := pattern.search(rest):
                yield site.problem(
                    path, loc, _('"{sign}" may be misread aloud; {advice}').format(sign=found[0], advice=_(advice)), ID
                )
                rest = pattern.sub("　", rest)


def _misread_in(language: str) -> Iterable[tuple[re.Pattern[str], str]]:
    if language == JAPANESE:
        return _MISREAD
    return _IN_JAPANESE[1:] if language.partition("-")[0] in _WITH_KANJI else _IN_JAPANESE
