"""Whether a spoken answer is a yes, or asks to hear the same again, and nothing else: a wrong ring rings a stranger.

Elsewhere a word inside an answer may count. Where an office rings next, the whole answer has to be made of words that
agree, of the place or office that was read back, and of politeness; whatever is left over may have been an objection.
"""

from collections.abc import Collection
from functools import lru_cache

from ivr.heard.utterance import letters
from ivr.places import Certain

from .hearing import Interpretation, label_form
from .plan import Plan
from .state import Call

_REQUEST = "お願いできますか"
"""Has the form of a question, and is none."""
_ASKS = ("の", "よね")
_POLITE = frozenset(
    (
        *(
            "お願い",
            "お願いします",
            "おねがいします",
            "お願いいたします",
            "お願い致します",
            "おねがいいたします",
            _REQUEST,
        ),
        *(
            "お願いしたいです",
            "お願いしたいんです",
            "お願いしたいのですが",
            "お願いしたいんですが",
            "お願いしたいんですけど",
        ),
        *("よろしく", "ください", "下さい", "どうぞ", "すみません", "すいません", "ありがとうございます", "ありがとう"),
        *("です", "ですね", "ですよ", "でございます", "だ", "だよ", "だね", "ね", "よ", "県", "で", "の", "に", "を"),
        *(
            "そこ",
            "そちら",
            "こちら",
            "いい",
            "つないで",
            "繋いで",
            "おつなぎ",
            "かけて",
            "もちろん",
            "はい",
            "ほう",
            "方",
        ),
        *("あ", "ああ", "あー", "あの", "あのう", "ええと", "えーと", "えっと", "まあ", "じゃあ", "じゃ", "では"),
    )
)
_REPEATING = frozenset(
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
            "でした",
        ),
        *(
            "くださいますか",
            "もらえますか",
            "いただけますか",
            "できますか",
            "いいですか",
            "ませんか",
            "ん",
            "が",
            "けど",
        ),
    )
)
_TELLING = 3
"""Characters from which on a word for "again" asks for nothing but that: 「え」 may be a protest."""


def agrees(plan: Plan, call: Call, heard: Interpretation) -> bool:
    """Tell whether *heard* is a yes to the office that was read back: key 1, or words of which none is left over."""
    if heard.mode == "keys":
        return heard.key == "1"
    text = heard.whole
    if _is_asked(heard) and not text.endswith(_REQUEST):
        return False
    naming = _named(plan, call, heard)
    agreeing = {*plan.meanings.said_for("yes"), *naming}
    is_whole = is_made_of(text, agreeing | _POLITE)
    return heard.key == "1" or (is_whole and ("yes" in heard.names or not is_made_of(text, _POLITE)))


def only_repeats(plan: Plan, heard: Interpretation) -> bool:
    """Tell whether *heard* asks to hear the same again, and says nothing else; what only wonders may be a protest."""
    words = plan.meanings.said_for("again")
    plainly = {word for word in words if len(word) >= _TELLING and not word.endswith("か")}
    return heard.mode == "keys" or is_made_of(heard.whole, plainly | _POLITE | _REPEATING)


def is_made_of(text: str, pieces: Collection[str]) -> bool:
    """Tell whether *text* is a row of *pieces*; it takes as long as the text is, however the pieces overlap."""
    lengths = {len(piece) for piece in pieces}
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + length for length in lengths if text[start : start + length] in pieces}
    return len(text) in reached


def _is_asked(heard: Interpretation) -> bool:
    return "?" in heard.literally or heard.whole.endswith(_ASKS)


def _named(plan: Plan, call: Call, heard: Interpretation) -> set[str]:
    """Return the words in *heard* that name what was read back: the place, and the parts of the service's name."""
    service = call.slot("service") or ""
    named = _parts(plan.directory.services[service].name, plan.meanings.said_for(service)) if service else frozenset()
    is_again = isinstance(heard.place, Certain) and heard.place.code == call.slot("prefecture")
    return {*named, letters(heard.place.heard)} if is_again else {*named}


@lru_cache(maxsize=100)
def _parts(name: str, words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words if word in label_form(name))
