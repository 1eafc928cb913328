"""How callers wrap what they mean: corrections, questions, and names of people, banks and firms. All in plain form."""

import re
from collections.abc import Collection

from ivr.heard.utterance import Utterance

_TURN = re.compile(
    r"(?:では?|じゃ|や)(?:なくって|なくて|なく|のうて|なしに|ないん?です(?:けど|が)?|ないので|ない|ありません(?:ので)?)|じゃのうて"
)
_ASKED = re.compile(
    r"(?:か(?:ねえ?|なあ?|しら|い(?:のう?|な|ね)?|よ|のう?)?|の(?:かな|かね|か)?|でしょう|だろう|やろ|っけ|は|って"
    r"|(?:教えて(?:ください|ほしい|欲しい|もらえます|もらえません|くれます|くれません)?|知りたい|聞きたい)(?:んです)?(?:けど|が)?(?:です)?)$"
)
_ASKS_FOR_IT = re.compile(r"(?:お願い|おねがい)(?:でき|いただけ)(?:ます|ません)か$")
REQUEST = "お願いできますか"
"""Has the form of a question, and is none."""
# Of a bank's name the kanji before it; what only says which bank is no name.
_BANK = re.compile(r"[一-鿿]{1,4}(?:銀行|信用金庫|信金|信用組合|信組)")
_NO_NAME = (
    *("取引", "主力", "地方", "地元", "都市", "各", "複数", "大手", "別", "相手", "借入", "融資", "担当"),
    *("今", "毎月", "毎年", "以前", "先日", "昨日", "最近", "現在", "今日", "今回", "明日", "当時", "全"),
)
_PERSON = re.compile(
    r"[一-鿿ぁ-んー]{1,6}?(?:さん|さま|様|先生)[はをに]?(?:お(?:られ|いで|いで)|いらっしゃ|い(?:ます|てます)|お願い|(?:代|替|か)わ|出し|つな|繋|と話)"
)
_FIRM = re.compile(r"(?:株式|有限|合同)会社[一-鿿]{1,6}|[一-鿿]{1,6}(?:株式|有限|合同)会社")


def after_correction(whole: str) -> str:
    """Return what counts of an answer: what stands behind the last 「…ではなく」."""
    return _TURN.split(whole)[-1]


def asks(said: Utterance) -> bool:
    """Tell whether an answer is a question; a polite request has only the form of one."""
    return (_ASKED.search(said.whole) is not None or "?" in said.form) and not _ASKS_FOR_IT.search(said.whole)


def is_made_of(text: str, pieces: Collection[str]) -> bool:
    """Tell whether *text* is a row of *pieces*; it takes as long as the text is, however the pieces overlap."""
    lengths = {len(piece) for piece in pieces}
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + length for length in lengths if text[start : start + length] in pieces}
    return len(text) in reached


def names_person(whole: str) -> str:
    """Return the part in which a person is asked for by name, or ""."""
    found = _PERSON.search(whole)
    return found.group() if found else ""


def without_names(whole: str) -> str:
    """Return an answer with the names of banks and firms blanked: 千葉銀行 is a caller, 銀行 a reason to call."""
    return _FIRM.sub(_blank, _BANK.sub(_blank, whole))


def _blank(found: re.Match[str]) -> str:
    name = found.group()
    return name if name.startswith(_NO_NAME) else "＿" * len(name)
