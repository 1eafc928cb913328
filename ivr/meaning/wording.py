"""How callers of each language wrap what they mean: corrections, questions, and names of people, banks and firms.

All expressions are for plain form, but `Wording.asked`, which is for it without the words that open an answer.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ivr.heard.english import phrases
from ivr.heard.utterance import Utterance, plain

_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Wording:
    """The expressions of one language.

    What stands before a *turn* counts no more, nor what is *taken_back*. An answer that was *asked* is a question,
    unless it *asks_for_it* (a polite request); what *wonders* is in a question that has an answer. What *denies* takes
    back a yes before it. *person* asks for somebody by name, *named* are names of banks and firms, *unnamed* what only
    looks like one. *sentence* are the characters from which on an answer can be a question of its own. *numbered* is
    what may stand around the word for a key. *request* ends an answer that has only the form of a question, *protest*
    one that may be an objection; of *repeating* and words for "again" a wish to hear the same is made, of which no word
    alone has fewer than *telling* characters. Words in *empty* name no choice alone.
    """

    turn: re.Pattern[str]
    taken_back: re.Pattern[str]
    asked: re.Pattern[str]
    asks_for_it: re.Pattern[str]
    wonders: re.Pattern[str]
    denies: re.Pattern[str]
    person: re.Pattern[str]
    named: tuple[re.Pattern[str], ...]
    unnamed: tuple[str, ...]
    sentence: int
    numbered: re.Pattern[str]
    request: str
    protest: tuple[str, ...]
    repeating: frozenset[str]
    telling: int
    empty: frozenset[str] = frozenset()


JAPANESE = Wording(
    turn=re.compile(
        r"(?:では?|じゃ|や)(?:なくって|なくて|なく|のうて|なしに|ないん?です(?:けど|が)?|ないので|ない|ありません(?:ので)?)|じゃのうて"
    ),
    taken_back=re.compile(_NEVER),
    asked=re.compile(
        r"(?:か(?:ねえ?|なあ?|しら|い(?:のう?|な|ね)?|よ|のう?)?|の(?:かな|かね|か)?|でしょう|だろう|やろ|っけ|は|って"
        r"|(?:教えて(?:ください|ほしい|欲しい|もらえます|もらえません|くれます|くれません)?|知りたい|聞きたい)(?:んです)?(?:けど|が)?(?:です)?)$"
    ),
    asks_for_it=re.compile(r"(?:お願い|おねがい)(?:でき|いただけ)(?:ます|ません)か$"),
    wonders=re.compile(
        r"何|なに|なん(?![でだかやすの])|なんの|どう(?![やすし])|どん|どこ|どの|いつ|誰|だれ|なぜ|いくら|違|ちが|意味"
    ),
    # 「問題ないとは言えない」 is no 「問題ない」.
    denies=re.compile(r"(?:な[いく]|ません|へん|のうて|らん)(?:です|けど|が|[よねなのわでと])*$"),
    person=re.compile(
        r"[一-鿿ぁ-んー]{1,6}?(?:さん|さま|様|先生)[はをに]?(?:お(?:られ|いで|いで)|いらっしゃ|い(?:ます|てます)|お願い|(?:代|替|か)わ|出し|つな|繋|と話)"
    ),
    named=(
        # Of a bank's name the kanji before it; what only says which bank is no name.
        re.compile(r"[一-鿿]{1,4}(?:銀行|信用金庫|信金|信用組合|信組)"),
        re.compile(r"(?:株式|有限|合同)会社[一-鿿]{1,6}|[一-鿿]{1,6}(?:株式|有限|合同)会社"),
    ),
    unnamed=(
        *("取引", "主力", "地方", "地元", "都市", "各", "複数", "大手", "別", "相手", "借入", "融資", "担当"),
        *("今", "毎月", "毎年", "以前", "先日", "昨日", "最近", "現在", "今日", "今回", "明日", "当時", "全"),
    ),
    sentence=5,  # 「どうで？」 is what a recogniser makes of a yes
    numbered=re.compile(r"(?:番目|番号?|つ目)?(?:の(?:ほう|方))?[でにをが]?$"),
    request="お願いできますか",
    protest=("の", "よね"),
    repeating=frozenset(
        (
            *(
                "言って",
                "いって",
                "聞かせて",
                "きかせて",
                "教えて",
                "ゆっくり",
                "ちょっと",
                "よく",
                "ません",
                "ないです",
            ),
            *("でした", "くださいますか", "もらえますか", "いただけますか", "できますか", "いいですか", "ませんか"),
            *("ん", "が", "けど"),
        )
    ),
    telling=3,  # 「え」 may be a protest
)

_ASKING = (
    r"(?:what|how|when|where|who|whom|whose|which|why|do|does|did|is|are|am|was|can|could|will|would|may|should|must"
    r"|have|has)"
)
_NOT_AFTER = (
    "may",
    "might",
    "should",
    "must",
    "if",
    "or",
    "why",
    "can",
    "could",
    "do",
    "does",
    "did",
    "will",
    "would",
    "is",
    "are",
    "am",
    "was",
    "have",
    "has",
)
_DENIED = "".join(f"(?<! {word}  )" for word in _NOT_AFTER) + "not(?!  (?:sure|certain|really|yet|only|just|that|so) )"
_TO_ME = r"(?:me|us|my call)"
ENGLISH = Wording(
    turn=re.compile(
        phrases(
            r"not (?:\w+ ){1,8}?but(?: rather)?",
            r"(?:do not|does not) (?:want|need|mean) (?:\w+ ){1,6}?(?:but|i want|i need|i mean|i would like)",
            *(
                r"not (?:the|an?) \w+(?= (?:the|an?) )",
                "no i mean",
                "i mean",
                "i meant",
                "no wait",
                "or rather",
                "make that",
                "nope(?= (?:the|i|it))",
                "sorry i want",
            ),
        )
    ),
    taken_back=re.compile(
        rf" (?:(?:rather  than|instead  of|and  not)(?:  \w+){{1,8}}|{_DENIED}(?:  \w+){{1,4}}) $"
        r"| (?:do|does)  not  (?:want|need|mean)(?:  \w+){1,6} $"
    ),
    asked=re.compile(rf"^ {_ASKING} "),
    asks_for_it=re.compile(
        "^"
        + phrases(
            rf"(?:can|could|would|will) you (?:please )?(?:connect|transfer|put|help|give) {_TO_ME}(?: \w+)*",
            r"(?:can|could|may) i (?:please )?(?:have|get|speak|talk|be connected|ask for|choose|go with)(?: \w+)*",
            r"would you mind(?: \w+)*",
        )
        + "$"
    ),
    wonders=re.compile(
        phrases("what", "how", "when", "where", "who", "which", "why", "difference", "different", "mean", "meaning")
    ),
    denies=re.compile(phrases("not", "never", "but", "however", "wrong", "except")),
    person=re.compile(
        phrases(
            r"(?:speak|talk|connect me) (?:to|with) (?:mr|mrs|ms|miss) \w+",
            r"(?:speak|talk|connect me) (?:to|with) \w+ san",
            r"is (?:mr|mrs|ms|miss) \w+ (?:there|in|available)",
        )
    ),
    named=(),
    unnamed=(),
    sentence=14,
    numbered=re.compile(
        "^(?:" + phrases("the", "number", "option", "press", "pressing", "key", "button", "choice", "digit") + ")+"
    ),
    request=plain("please", "en"),
    protest=(plain("right", "en"),),
    repeating=frozenset(
        plain(text, "en")
        for text in (
            *(
                "can you",
                "could you",
                "would you",
                "will you",
                "i",
                "i did not",
                "it",
                "that",
                "what you said",
                "the",
                "me",
            ),
            *(
                "for me",
                "your message",
                "the message",
                "the choices",
                "the options",
                "one more time",
                "sorry",
                "to",
                "hear",
            ),
            *(
                "want",
                "would like",
                "like",
                "say",
                "tell",
                "speak",
                "can",
                "not",
                "again",
                "more",
                "the question",
                "you",
            ),
        )
    ),
    telling=6,
    empty=frozenset(
        plain(word, "en")
        for word in (
            *(
                "a",
                "an",
                "the",
                "to",
                "for",
                "of",
                "in",
                "on",
                "at",
                "with",
                "and",
                "or",
                "you",
                "your",
                "not",
                "is",
                "it",
            ),
            *(
                "when",
                "if",
                "this",
                "that",
                "more",
                "one",
                "be",
                "are",
                "by",
                "as",
                "do",
                "no",
                "from",
                "us",
                "me",
                "i",
            ),
        )
    ),
)
_WORDINGS: Mapping[str, Wording] = {"ja": JAPANESE, "en": ENGLISH}
LANGUAGES = tuple(_WORDINGS)
"""The languages in which answers are understood; in any other the keypad leads."""


def wording(language: str) -> Wording:
    """Return the wording of a language, the English one where it has none of its own."""
    return _WORDINGS.get(language, ENGLISH)


def after_correction(whole: str, of: Wording = JAPANESE) -> str:
    """Return what counts of an answer: what stands behind the last 「…ではなく」, without what is taken back."""
    turned = [turn.end() for turn in of.turn.finditer(whole)]
    return of.taken_back.sub("", whole[max(turned, default=0) :])


def asks(said: Utterance) -> bool:
    """Tell whether an answer is a question; a polite request has only the form of one."""
    of = wording(said.language)
    whole = said.whole if of is JAPANESE else said.spoken
    return (of.asked.search(whole) is not None or "?" in said.form) and not of.asks_for_it.search(whole)


def is_made_of(text: str, pieces: Collection[str]) -> bool:
    """Tell whether *text* is a row of *pieces*; it takes as long as the text is, however the pieces overlap."""
    lengths = {len(piece) for piece in pieces}
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + length for length in lengths if text[start : start + length] in pieces}
    return len(text) in reached


def names_person(whole: str, of: Wording = JAPANESE) -> str:
    """Return the part in which a person is asked for by name, or ""."""
    found = of.person.search(whole)
    return found.group() if found else ""


def without_names(whole: str, of: Wording = JAPANESE) -> str:
    """Return an answer with the names of banks and firms blanked: 千葉銀行 is a caller, 銀行 a reason to call."""
    for names in of.named:
        whole = names.sub(lambda found: _blank(found.group(), of), whole)
    return whole


def _blank(name: str, of: Wording) -> str:
    return name if name.startswith(of.unnamed) else "＿" * len(name)
