"""The 47 prefectures as tiles: each near its neighbours, and all of one size, however many people call."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

# Columns from the west, rows from the north. Prefectures that touch are side by side or corner to corner as far as
# there is room; Shikoku, Kyushu and Okinawa are set apart, as the sea does.
_TILES = {
    "01": (12, 1, "北海道"),
    "02": (12, 2, "青森"),
    "05": (11, 3, "秋田"), "03": (12, 3, "岩手"),
    "06": (11, 4, "山形"), "04": (12, 4, "宮城"),
    "17": (9, 5, "石川"), "16": (10, 5, "富山"), "15": (11, 5, "新潟"), "07": (12, 5, "福島"),
    "18": (8, 6, "福井"), "21": (9, 6, "岐阜"), "20": (10, 6, "長野"), "10": (11, 6, "群馬"), "09": (12, 6, "栃木"),
    "08": (13, 6, "茨城"),
    "32": (5, 7, "島根"), "31": (6, 7, "鳥取"), "28": (7, 7, "兵庫"), "26": (8, 7, "京都"), "25": (9, 7, "滋賀"),
    "19": (10, 7, "山梨"), "11": (11, 7, "埼玉"), "13": (12, 7, "東京"), "12": (13, 7, "千葉"),
    "35": (4, 8, "山口"), "34": (5, 8, "広島"), "33": (6, 8, "岡山"), "27": (7, 8, "大阪"), "29": (8, 8, "奈良"),
    "24": (9, 8, "三重"), "23": (10, 8, "愛知"), "22": (11, 8, "静岡"), "14": (12, 8, "神奈川"),
    "30": (8, 9, "和歌山"),
    "41": (2, 10, "佐賀"), "40": (3, 10, "福岡"), "44": (4, 10, "大分"), "38": (6, 10, "愛媛"), "37": (7, 10, "香川"),
    "42": (2, 11, "長崎"), "43": (3, 11, "熊本"), "45": (4, 11, "宮崎"), "39": (6, 11, "高知"), "36": (7, 11, "徳島"),
    "46": (3, 12, "鹿児島"),
    "47": (1, 13, "沖縄"),
}  # fmt: skip
SIZE = 28
"""The side of a tile, in the drawing's units."""
WIDTH, HEIGHT = (SIZE * max(tile[at] for tile in _TILES.values()) for at in (0, 1))
SHADES = 5
"""Shades of a colour in the style sheet."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One prefecture: its *code* and short *name*, where its tile is, the *figure* in it, and its *shade* from 0."""

    code: str
    name: str
    x: int
    y: int
    figure: str
    shade: int


def covers(areas: Mapping[str, object]) -> bool:
    """Return whether all *areas* are prefectures (JIS codes): otherwise there is no map of them."""
    return bool(areas) and _TILES.keys() >= areas.keys()


def name(code: str) -> str:
    """Return the short name of a prefecture; *code* itself for anything else."""
    return _TILES[code][2] if code in _TILES else code


def tiles(figures: Mapping[str, float], unit: str = "") -> tuple[Tile, ...]:
    """Return the tiles with *figures* by prefecture, in whole numbers, each with its *unit*."""
    whole = _whole(figures)
    ends = _ends(whole)
    drawn = []
    for code, (column, row, short) in _TILES.items():
        figure = whole.get(code)
        shade = 0 if figure is None else sum(figure >= end for end in ends[:-1])
        shown = "" if figure is None else f"{figure}{unit}"
        drawn.append(Tile(code, short, SIZE * (column - 1), SIZE * (row - 1), shown, shade))
    return tuple(drawn)


def bounds(figures: Mapping[str, float]) -> tuple[str, ...]:
    """Return the range of figures of each shade from 1 on; each figure is in one of them."""
    ends = list(map(ceil, _ends(_whole(figures))))
    ends[-1] += 1
    return tuple(f"{low}–{high - 1}" if high - low > 1 else str(low) for low, high in pairwise(ends))


def _whole(figures: Mapping[str, float]) -> dict[str, int]:
    return {code: round(figure) for code, figure in figures.items()}


def _ends(figures: Mapping[str, int]) -> list[float]:
    """Return the ends of the shades, from the least figure to the most, all of equal width."""
    least, most = min(figures.values()), max(figures.values())
    steps = max(1, min(SHADES, most - least))
    return [least + (most - least) * at / steps for at in range(steps + 1)]
