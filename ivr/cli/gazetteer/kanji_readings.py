"""The readings of each kanji, found by aligning the words of a dictionary with their readings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log

_LONGEST = 5  # kana of one kanji
_LIKELY = {1: -1.6, 2: -0.7, 3: -1.5, 4: -3.0, 5: -5.0}  # log of how often a kanji has so many kana, roughly
_ROUNDS = 3  # passes over all words
_UNKNOWN = -1.0  # added where a kanji has not been seen yet
_SMOOTHING = 0.3  # how often an unseen reading counts as seen
_PLACE_WEIGHT = 0.5  # of a place name beside an ordinary word
_MOST, _SHARE, _SEEN = 5, 0.04, 2  # readings of a kanji that are kept: so many, so common, seen so often
_NEVER_FIRST = frozenset("ゃゅょんーぁぃぅぇぉ")
_NEVER_CUT = frozenset("ゃゅょー")
_SAME = {"は": "わ", "へ": "え"}  # particles inside words

_HEAD = "# Kanji, digits, words, and their common readings, commonest first. Made by `ivr gazetteer`. See SOURCES.md\n"
# Words whose reading does not come from their kanji: those of the appendix to the list of 常用漢字 that callers say.
_WORDS = {
    "明日": "あした,あす", "田舎": "いなか", "笑顔": "えがお", "叔父": "おじ", "伯父": "おじ", "叔母": "おば",
    "大人": "おとな", "風邪": "かぜ", "為替": "かわせ", "果物": "くだもの", "今日": "きょう", "昨日": "きのう",
    "今朝": "けさ", "今年": "ことし", "景色": "けしき", "心地": "ここち", "五月": "さつき,ごがつ", "芝生": "しばふ",
    "清水": "しみず", "砂利": "じゃり", "上手": "じょうず", "下手": "へた", "白髪": "しらが", "素人": "しろうと",
    "玄人": "くろうと", "相撲": "すもう", "太刀": "たち", "一日": "ついたち,いちにち", "梅雨": "つゆ",
    "時計": "とけい", "名残": "なごり", "雪崩": "なだれ", "博士": "はかせ", "二十": "はたち,にじゅう",
    "二十日": "はつか", "一人": "ひとり", "二人": "ふたり", "二日": "ふつか", "日和": "ひより", "吹雪": "ふぶき",
    "部屋": "へや", "迷子": "まいご", "真面目": "まじめ", "土産": "みやげ", "息子": "むすこ", "眼鏡": "めがね",
    "紅葉": "もみじ,こうよう", "木綿": "もめん", "大和": "やまと", "行方": "ゆくえ", "浴衣": "ゆかた",
    "七夕": "たなばた", "小豆": "あずき", "手伝": "てつだ", "友達": "ともだち", "少し": "すこし", "何": "なに,なん",
    "仮名": "かな", "海女": "あま", "師走": "しわす", "最寄": "もよ",
}  # fmt: skip
# 「えーと」 is written A と.
_LETTERS = {
    "a": "えー", "b": "びー", "c": "しー", "d": "でぃー", "e": "いー", "f": "えふ", "g": "じー", "h": "えいち",
    "i": "あい", "j": "じぇー", "k": "けー", "l": "える", "m": "えむ", "n": "えぬ", "o": "おー", "p": "ぴー",
    "q": "きゅー", "r": "あーる", "s": "えす", "t": "てぃー", "u": "ゆー", "v": "ぶい", "w": "だぶりゅー",
    "x": "えっくす", "y": "わい", "z": "ぜっと",
}  # fmt: skip
_DIGITS = dict(zip("123456789", "一二三四五六七八九", strict=True))

Counts = Mapping[str, Counter[str]]


def is_kanji(char: str) -> bool:
    """Return whether a character is a kanji or 々."""
    return "一" <= char <= "鿿" or char == "々"


def readings_text(words: Iterable[tuple[str, str, bool]], wanted: Iterable[str]) -> str:
    """Return readings.tsv for the *wanted* kanji from words: (written, reading in hiragana, is a place's name)."""
    counts = kanji_readings(list(words))
    readings = {kanji: _common(counts[kanji]) for kanji in wanted if kanji in counts}
    readings |= {digit: readings[kanji] for digit, kanji in _DIGITS.items() if kanji in readings}
    readings |= {"0": ["ぜろ", "れい"]}
    for word, spoken in (_WORDS | _LETTERS).items():
        readings[word] = list(dict.fromkeys([*readings.get(word, ()), *spoken.split(",")]))
    return _HEAD + "".join(f"{written}\t{' '.join(spoken)}\n" for written, spoken in sorted(readings.items()))


def kanji_readings(words: Sequence[tuple[str, str, bool]]) -> dict[str, Counter[str]]:
    """Return how often each kanji has each reading, by aligning every word again with what the last round found.

    Words of one kanji align in one way only and begin.
    """
    single = [word for word in words if sum(map(is_kanji, word[0])) == 1]
    counts = _counted(single, {})
    for _ in range(_ROUNDS):
        counts = _counted(words, counts)
    return counts


def _counted(words: Iterable[tuple[str, str, bool]], counts: Counts) -> dict[str, Counter[str]]:
    totals = {kanji: counter.total() for kanji, counter in counts.items()}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for written, spoken, place in words:
        for char, part in zip(written, _align(written, spoken, counts, totals), strict=False):
            if is_kanji(char):
                counted[char][part] += _PLACE_WEIGHT if place else 1  # type: ignore[assignment]
    return counted


def _align(written: str, spoken: str, counts: Counts, totals: Mapping[str, float]) -> Sequence[str]:
    """Return the part of *spoken* that belongs to each character of *written*, nothing if they do not fit."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for char in written:
        after: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (score, parts) in best.items():
            for end in _ends(char, spoken, start):
                part = spoken[start:end]
                better = score + (_score(char, part, counts, totals) if is_kanji(char) else 0.0)
                if end not in after or better > after[end][0]:
                    after[end] = better, (*parts, part)
        best = after
    return best.get(len(spoken), (0.0, ()))[1]


def _ends(char: str, spoken: str, start: int) -> Iterable[int]:
    if not is_kanji(char):
        same = spoken[start : start + 1] in (char, _SAME.get(char), "ー")
        return (start + 1,) if same and start < len(spoken) else ()
    if spoken[start : start + 1] in _NEVER_FIRST:
        return ()
    ends = range(start + 1, min(start + _LONGEST, len(spoken)) + 1)
    return [end for end in ends if spoken[end : end + 1] not in _NEVER_CUT or end == len(spoken)]


def _score(kanji: str, part: str, counts: Counts, totals: Mapping[str, float]) -> float:
    total = totals.get(kanji)
    if total is None:
        return _LIKELY[len(part)] + _UNKNOWN
    likely = _SMOOTHING * 2.718 ** _LIKELY[len(part)]
    return log((counts[kanji][part] + likely) / (total + 1))


def _common(counter: Counter[str]) -> list[str]:
    total = counter.total()
    common = [part for part, seen in counter.most_common(_MOST) if seen >= _SEEN and seen >= _SHARE * total]
    return common or [part for part, _ in counter.most_common(1)]


def everyday_kanji(names: Iterable[str]) -> list[str]:
    """Return the kanji of JIS X 0208's first level and those in *names*."""
    rows = (bytes((first, second)) for first in range(0xB0, 0xD0) for second in range(0xA1, 0xFF))
    first_level = (code.decode("euc_jp", "ignore") for code in rows)
    return sorted({char for char in chain.from_iterable(chain(first_level, names)) if is_kanji(char)})
