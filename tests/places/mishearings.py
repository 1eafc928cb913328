"""Municipalities as a weak recogniser may write them, drawn from kinds of mishearing: the same ones each time.

No row was heard. Each is a name in a carrier phrase whose sounds slip as sounds do on a telephone line, whose ending,
prefecture or carrier phrase may be damaged, and whose parts are written with any kanji that are read so.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp
from random import Random

from ivr.heard.morae import MORAE, Mora, cost, sounds
from ivr.places import Gazetteer
from ivr.places.data.rows import Municipality, city_of

from .tables import Said

_OPENINGS = {
    "": ("",),
    "えーと、": ("えーと、", "Aと", "1と", "エイト", "えっと、", "映像、", "Aと、"),
    "かいしゃは": ("会社は", "会社は、", "あいさは", "かいさは"),
}
_CLOSINGS = {
    "です": ("です", "です。", "でーす"),
    "からです": ("からです", "からです。", "カラです", "たらです"),
    "のかいしゃです": ("の会社です", "の会社です。", "のかいさです"),
    "にあります": ("にあります", "にあります。", "に参ります"),
    "なんですけど": ("なんですけど", "なんですけど。", "なんで好きだ", "ですけど"),
    "からでんわしています": ("から電話しています", "から電話しています。", "から出ましています"),
}
_FRAMES = (
    *(("", "です"), ("えーと、", "です"), ("かいしゃは", "にあります"), ("", "からです"), ("", "のかいしゃです")),
    *(("", "なんですけど"), ("", "からでんわしています")),
)
_ENDINGS = {
    "し": ("す", "ち", "しん", "し", "し", "し"),
    "ちょう": ("ちゃう", "とう", "しょう", "ちょう", "ちょう"),
    "まち": ("ま", "まし", "まち", "まち"),
    "く": ("きます", "くう", "く", "く"),
    "けん": ("け", "けい", "きん", "けん", "けん", "けん"),
}
_INTACT = 0.4  # of the prefectures, written as they should be
_SLIPS, _LOST, _EXTRA = 0.07, 0.02, 0.01  # of the sounds
_NEAR = 20.0  # hundredths: how fast it gets rarer that a sound is taken for one further off
_KANJI = 0.35  # of the sounds, written with a kanji
_LONGEST = 4  # kana of a kanji

_KANA = (
    *"あいうえおかきくけこがぎぐげごさしすせそざじずぜぞたちつてとだでどなにぬねの",
    *"はひふへほばびぶべぼぱぴぷぺぽまみむめもやゆよらりるれろわん",
    "っ",
    *(one + small for one in "きぎしじちにひびぴみり" for small in "ゃゅょ"),
)
_SPELLED: Mapping[Mora, str] = {sounds(kana)[0]: kana for kana in _KANA}
_LONG = "-"  # the consonant of a vowel that is drawn out

Writings = Mapping[str, Sequence[str]]


def mishearings(places: Gazetteer, count: int, seed: int) -> list[Said]:
    """Return `count` misheard answers, a third of them with a prefecture; half of the places drawn by their size."""
    random = Random(seed)  # noqa: S311 - the same answers each time
    towns = [place for place in places.municipalities.values() if not city_of(place.code)]
    drawn = random.choices(towns, [place.size + 20 for place in towns], k=count // 2)
    drawn += random.sample(towns, count - count // 2)
    writings = _writings(places)
    return [_said(random, places, town, writings, whole=at % 3 == 0) for at, town in enumerate(drawn)]


def _said(random: Random, places: Gazetteer, town: Municipality, writings: Writings, *, whole: bool) -> Said:
    prefecture = places.prefectures[town.code[:2]]
    opening, closing = random.choice(_FRAMES)
    name = _misheard(random, town.kana, writings)
    if whole:
        intact = random.random() < _INTACT
        before = prefecture.name if intact else _misheard(random, prefecture.kana, writings)
        name = before + random.choice(("", "の")) + name
    kind = "with prefecture, drawn" if whole else "municipality, drawn"
    text = random.choice(_OPENINGS[opening]) + name + random.choice(_CLOSINGS[closing])
    return Said(kind, text, frozenset({prefecture.name}))


def _misheard(random: Random, kana: str, writings: Writings) -> str:
    for ending, heard in _ENDINGS.items():
        if kana.endswith(ending) and len(kana) > len(ending) + 1:
            kana = _slipped(random, kana.removesuffix(ending)) + random.choice(heard)
            return _written(random, kana, writings)
    return _written(random, _slipped(random, kana), writings)


def _slipped(random: Random, kana: str) -> str:
    """Return kana of which some sounds are taken for others, lost, or too many."""
    found = ""
    for mora in sounds(kana):
        chance = random.random()
        if chance >= _LOST:
            found += _kana(_slip(random, mora) if chance < _LOST + _SLIPS else mora, found)
        if chance > 1 - _EXTRA:
            found += "い"
    return found


def _slip(random: Random, mora: Mora) -> Mora:
    others = [other for other in MORAE if other != mora and other in _SPELLED]
    return random.choices(others, [exp(-cost(mora, other) / _NEAR) for other in others])[0]


def _kana(mora: Mora, before: str) -> str:
    return "ー" if mora[0] == _LONG and before else _SPELLED.get(mora, "う")


def _written(random: Random, kana: str, writings: Writings) -> str:
    """Return kana, some of it in any kanji that is read so."""
    found, start = "", 0
    while start < len(kana):
        sizes = [size for size in range(_LONGEST, 0, -1) if kana[start : start + size] in writings]
        size = random.choice(sizes[:2]) if sizes and random.random() < _KANJI else 0
        found += random.choice(writings[kana[start : start + size]]) if size else kana[start]
        start += size or 1
    return found


def _writings(places: Gazetteer) -> Writings:
    """Return the kanji by each of their two commonest readings."""
    found: dict[str, list[str]] = defaultdict(list)
    for written, readings in places.readings.items():
        for morae in readings[:2]:
            kana = ""
            for mora in morae:
                kana += _kana(mora, kana)
            found[kana].append(written)
    return found
