"""Thousands of utterances over all places: each name in one of many carrier phrases, always the same ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, cycle

from ivr.places import Gazetteer
from ivr.places.data.rows import Municipality, city_of, stem_kana

from .tables import Said

CARRIERS = (
    *("{}", "{}です", "{}です。", "えーと、{}です", "{}でございます", "{}になります", "{}の会社です", "はい、{}です"),
    *("{}で商売をしています", "すみません、{}なんですけど", "{}でお願いします", "{}にあります", "あの、{}の者ですが"),
    *(
        "{}の経営改善支援センターをお願いします",
        "いいえ、{}です",
        "住所は{}です",
        "{}に住んでいます",
        "会社は{}にあります",
    ),
    *(
        "{}ですけど",
        "{}だよ",
        "ええと{}です",
        "うちは{}です",
        "{}のほうです",
        "実は{}で店をしています",
        "それじゃ{}をお願いします",
    ),
    *("もしもし、{}の者です", "{}から電話しています", "本社が{}です", "{}という所です", "ちょっと遠いんですが{}です"),
)
CORRECTIONS = (
    *(
        "{wrong}ではなく{right}です",
        "{wrong}じゃなくて{right}です",
        "{wrong}、いや{right}です",
        "{wrong}じゃない、{right}です",
    ),
    *("{wrong}ではありません、{right}です", "{right}です、{wrong}じゃないです", "{wrong}…じゃなかった、{right}です"),
    *(
        "{wrong}、間違えました、{right}です",
        "{wrong}、失礼、{right}です",
        "{wrong}というか{right}です",
        "{wrong}、もとい{right}です",
    ),
    *("違います、{right}です", "そうじゃなくて{right}です", "{wrong}の隣の{right}です"),
)
NAMES_OF_OTHERS = (
    *(
        "{}銀行です",
        "{}さんです",
        "{}と申します",
        "{}商店です",
        "{}先生の紹介です",
        "{}ラーメンです",
        "{}信用金庫から借りています",
    ),
    *("株式会社{}です", "{}製作所の者です", "居酒屋{}です", "担当の{}です", "{}税理士事務所", "{}新聞", "{}大学"),
)

Names = Iterable[tuple[str, str]]


def all_utterances(places: Gazetteer) -> list[Said]:
    """Return every utterance: names in carrier phrases, corrections, other people's names."""
    return [*_names(places), *_corrections(places), *_others(places)]


def _names(places: Gazetteer) -> Iterator[Said]:
    prefectures = list(places.prefectures.values()) * 5
    yield from _carried("full prefecture", ((place.name, place.name) for place in prefectures))
    yield from _carried("full prefecture in kana", ((place.kana, place.name) for place in prefectures))
    yield from _carried("short prefecture", ((place.short, place.name) for place in prefectures))
    yield from _carried("short prefecture in kana", ((place.short_kana, place.name) for place in prefectures))
    kinds = _by_kind(places)
    meant: dict[str, set[str]] = defaultdict(set)
    for name, prefecture in [*chain.from_iterable(kinds.values()), *((p.short, p.name) for p in prefectures)]:
        meant[name].add(prefecture)
    for kind, names in kinds.items():
        for carried, (name, _) in zip(_carried(kind, names), names, strict=True):
            yield Said(kind, carried.text, frozenset(meant[name]))


def _by_kind(places: Gazetteer) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place in places.municipalities.values():
        prefecture = places.prefectures[place.code[:2]]
        kind = _kind(place)
        whole = (places.municipalities[city_of(place.code)].name if kind == "ward" else place.county) + place.name
        found[kind].append((place.name, prefecture.name))
        found[f"{kind} with prefecture"].append((prefecture.name + whole, prefecture.name))
        found[f"{kind} of a short prefecture"].append((f"{prefecture.short}の{place.name}", prefecture.name))
        if kind != "ward":
            found[f"{kind} in kana"].append((place.kana, prefecture.name))
            found[f"bare {kind}"].append((place.name[:-1], prefecture.name))
            found[f"bare {kind} in kana"].append((stem_kana(place.name, place.kana), prefecture.name))
    return found


def _kind(place: Municipality) -> str:
    if city_of(place.code):
        return "ward"
    return "city" if place.name[-1] in "市区" else "town"


def _carried(kind: str, names: Names) -> Iterator[Said]:
    for carrier, (name, prefecture) in zip(cycle(CARRIERS), names, strict=False):
        yield Said(kind, carrier.format(name), frozenset({prefecture}))


def _corrections(places: Gazetteer) -> Iterator[Said]:
    prefectures = list(places.prefectures.values())
    for step, correction in enumerate(CORRECTIONS, 1):
        for place, other in zip(prefectures, prefectures[step:] + prefectures[:step], strict=True):
            for kind in ("name", "short"):
                text = correction.format(wrong=getattr(other, kind), right=getattr(place, kind))
                yield Said("correction", text, frozenset({place.name}))


def _others(places: Gazetteer) -> Iterator[Said]:
    for pattern in NAMES_OF_OTHERS:
        for place in places.prefectures.values():
            yield Said("person or firm", pattern.format(place.short), frozenset())
