import pytest
from hypothesis import given, strategies as st

from ivr.heard.morae import MORAE, Mora, cost, gap, sounds
from ivr.heard.phonetic_match import Heard, name_of, names
from ivr.heard.readings import Arc, arcs

KANA = st.text(alphabet="あいうえおかきくけこがぎさしすちつてとなにのはひふほまみやよらりわん", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("kana", "morae"),
    [
        ("あいち", (("", "a"), ("", "i"), ("ch", "i"))),
        ("とうきょう", (("t", "o"), ("-", "o"), ("ky", "o"), ("-", "o"))),
        ("とっとり", (("t", "o"), ("Q", ""), ("t", "o"), ("r", "i"))),
        ("ふぁん", (("f", "a"), ("N", ""))),
        ("ゃん", (("", "a"), ("N", ""))),
        ("漢字", ()),
    ],
)
def test_kana_are_heard_as_morae(kana: str, morae: tuple[Mora, ...]) -> None:
    assert sounds(kana) == morae


@given(st.text(alphabet="ぁあぃいぅうゔかがきぎさざしじちっつづてでとなはばぱまゃやゅゆょよらわゐゑんー"))
def test_every_kana_has_a_mora_that_can_be_compared(kana: str) -> None:
    assert set(sounds(kana)) <= set(MORAE)


@given(st.sampled_from(MORAE), st.sampled_from(MORAE))
def test_hearing_one_as_the_other_costs_the_same_both_ways(one: Mora, other: Mora) -> None:
    assert cost(one, other) == cost(other, one) >= 0
    assert (cost(one, other) == 0) == (one == other) or one[1] == other[1]


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("ふ", "す"), ("ふ", "ま")),
        (("な", "だ"), ("な", "さ")),
        (("か", "が"), ("か", "ま")),
        (("き", "け"), ("き", "か")),
        (("ひ", "ち"), ("ひ", "も")),
    ],
)
def test_a_telephone_confuses_these_more_than_those(near: tuple[str, str], far: tuple[str, str]) -> None:
    (one, other), (this, that) = ([sounds(kana)[0] for kana in pair] for pair in (near, far))
    assert cost(one, other) < cost(this, that)


def distance(heard: str, said: str) -> int:
    return Heard([Arc(0, 1, sounds(heard))]).near(names([name_of("it", sounds(said))]), 10**6)[0][0]


@given(KANA)
def test_a_name_is_no_distance_from_itself(kana: str) -> None:
    assert distance(kana, kana) == 0


@given(KANA, KANA)
def test_comparing_many_names_finds_what_comparing_each_alone_finds(heard: str, said: str) -> None:
    plain = _edit_distance(sounds(heard), sounds(said)) * 1000 // (100 * len(sounds(said)))
    assert distance(heard, said) == plain


def _edit_distance(heard: tuple[Mora, ...], said: tuple[Mora, ...]) -> int:
    """Compute the weighted edit distance the plain way, by recursion on the first mora of each."""
    if not heard:
        return sum(map(gap, said))
    if not said:
        return sum(map(gap, heard))
    rows = [[0] * (len(said) + 1) for _ in range(len(heard) + 1)]
    for i in range(len(heard) + 1):
        for j in range(len(said) + 1):
            steps = [0] if i == j == 0 else []
            steps += [rows[i - 1][j] + gap(heard[i - 1])] if i else []
            steps += [rows[i][j - 1] + gap(said[j - 1])] if j else []
            steps += [rows[i - 1][j - 1] + cost(heard[i - 1], said[j - 1])] if i and j else []
            rows[i][j] = min(steps)
    return rows[-1][-1]


def test_all_readings_of_kanji_are_tried() -> None:
    known = {"服": (sounds("ふく"),), "行": (sounds("こう"), sounds("い")), "券": (sounds("けん"),)}
    lattice = arcs(known, "服行券")
    assert lattice is not None
    assert Heard(lattice).near(names([name_of("福井", sounds("ふくいけん"))]), 100) == [(0, "福井")]


def test_a_text_with_an_unknown_sign_has_no_sound() -> None:
    assert arcs({}, "愛知") is None
