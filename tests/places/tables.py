"""The tables beside this file: what callers said, and where they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance of a kind, and the prefectures (names) that it may be for; none: it names no place."""

    kind: str
    text: str
    true: frozenset[str]


def rows(file: str) -> Iterator[list[str]]:
    """Yield the columns of each line of a table but its heading."""
    lines = (_HERE / file).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines[1:])


def heard() -> list[Said]:
    """Return the answers as a recogniser on a telephone line wrote them, the development set for matching by sound."""
    return [Said("misheard", text, frozenset({said.removesuffix("です")})) for said, text, _ in rows("heard.tsv")]


def heard_cities() -> list[Said]:
    """Return answers that name a municipality as a weak recogniser wrote them, with noise on the line and without."""
    return [
        Said("city misheard" if condition == "clean" else "city misheard, noisy", text, frozenset({prefecture}))
        for _, text, prefecture, condition in rows("heard_cities.tsv")
    ]


def addresses() -> list[Said]:
    """Return 2,000 postal addresses as spoken: with and without prefecture, in kanji and in kana."""
    found = []
    for prefecture, city, town, kana in rows("addresses.tsv"):
        true = frozenset({prefecture})
        found += [
            Said("address with prefecture", f"{prefecture}{city}{town}です", true),
            Said("address without prefecture", f"{city}{town}", true),
            Said("address in kana", f"{kana}です", true),
        ]
    return found


def non_places(of: str) -> list[Said]:
    """Return what is no place: "seen" when the phrases were collected, "new" written afterwards, or "answer".

    The last are answers to other questions, some of them misheard.
    """
    return [Said(f"no place, {of}", text, frozenset()) for kind, text in rows("nonplaces.tsv") if kind == of]
