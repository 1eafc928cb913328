"""What callers notice of routes to an office and of lists of places: a small site and a changed copy."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.check.diff import changes
from ivr.site import Site, load

from .proof.small import FLOW, PROMPTS, Change, copy, planted

CENTER, COUNCIL = "愛知県 経営改善支援センター", "愛知県 中小企業再生支援協議会"


@pytest.fixture(scope="module")
def old(small_site: Path) -> Site:
    return load(small_site)


def changed_lines(old: Site, to: Path, *pieces: Change) -> list[str]:
    """List what is told of ways when pieces of the small site are replaced; seconds are shown as 0."""
    lines = map(str, changes(old, planted(copy(to, old.root), *pieces)))
    return [re.sub(r"\d+\.\d", "0", line) for line in lines if line.startswith(("route to", "data/places"))]


def test_of_longer_routes_the_one_that_grew_most_is_listed(old: Site, tmp_path: Path) -> None:
    pieces = (
        (PROMPTS, "text: 経営相談の案内です。\n", "text: 経営相談の、総合の案内です。\n"),
        (
            PROMPTS,
            "kana: けいえいそうだんのあんないです。\n",
            "kana: けいえいそうだんの、そうごうのあんないです。\n",
        ),
    )

    both = "0 s of speech → 0 s of speech (2 such routes are longer, none by more)"
    assert changed_lines(old, tmp_path, *pieces) == [
        f"route to {CENTER} by one sentence: {both}",
        f"route to {CENTER} by two answers: {both}",
        f"route to {CENTER} by keypad: {both}",
        "route to 経営改善支援センターの全国本部 by silence: 0 s of speech → 0 s of speech",
    ]


def test_shorter_routes_are_not_listed(old: Site, tmp_path: Path) -> None:
    assert changed_lines(old, tmp_path, (FLOW, "    says: [welcome]\n", "    says: [sorry]\n")) == []


def test_routes_that_are_gone_are_listed(old: Site, tmp_path: Path) -> None:
    assert changed_lines(old, tmp_path, (FLOW, "    office: chosen\n", "    office: fallback\n")) == [
        f"route to {CENTER} by one sentence: gone: 0 s of speech (and that to 1 more)",
        f"route to {CENTER} by two answers: gone: 0 s of speech (and that to 1 more)",
        f"route to {CENTER} by keypad: gone: 0 s of speech (and that to 1 more)",
    ]


def test_a_single_route_that_is_gone_is_listed_by_itself(old: Site, tmp_path: Path) -> None:
    pieces = ((FLOW, '      - {key: "2", label: service_council, short: service_council_short, value: council}\n', ""),)

    assert f"route to {COUNCIL} by keypad: gone: 0 s of speech" in changed_lines(old, tmp_path, *pieces)


def test_without_a_plan_routes_are_not_compared_and_a_line_says_so(old: Site) -> None:
    assert [str(change) for change in changes(old, replace(old, plan=None))] == [
        "routes to an office: one of the two sites has problems, so they were not compared"
    ]


def test_lists_of_places_that_differ_are_named(old: Site, tmp_path: Path) -> None:
    site = copy(tmp_path, old.root)
    familiar = site / "data/places/familiar.tsv"
    lines = familiar.read_text(encoding="utf-8").splitlines()
    familiar.write_text("\n".join(["# another remark", *lines[:-1]]) + "\n", encoding="utf-8")

    assert [str(change) for change in changes(old, load(site))] == [
        "data/places/familiar.tsv: 0 lines new, 1 gone: another prefecture may be understood"
    ]
