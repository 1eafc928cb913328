"""A sample of mechanical mistakes in the shipped site; `python -m tests.bench.bench_mutations` makes all 400."""

from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.site import Site, load
from tests.cli.copies import copied

from .mutations import DIRECTORY, FLOW, PROMPTS, Mutation, extracted, faults, mutation, texts

pytestmark = pytest.mark.unmeasured
SEEDS = range(0, 400, 40)  # each kind of mistake at least once
WITH_ROUTES = SEEDS[::2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("mutated"))


@pytest.fixture(scope="module")
def old(folder: Path) -> Site:
    site = load(folder)
    assert all(problem.warning for problem in problems_of(site, budgets=False))  # or every mistake would be refused
    return site


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed not in WITH_ROUTES])
def test_a_mistake_is_refused_with_its_place_or_named(seed: int, folder: Path, old: Site) -> None:
    originals = texts(folder)
    mutant = mutation(seed, originals)

    found = faults(folder, originals, old, mutant, ways=False)
    assert list(found) == [], f"{mutant.name} in {mutant.path}"


@pytest.mark.parametrize("seed", WITH_ROUTES)
def test_so_it_is_with_the_ways_to_the_offices(seed: int, folder: Path, old: Site) -> None:
    originals = texts(folder)
    mutant = mutation(seed, originals)

    assert list(faults(folder, originals, old, mutant)) == [], f"{mutant.name} in {mutant.path}"


def test_the_same_seed_makes_the_same_mistake(folder: Path) -> None:
    assert mutation(7, texts(folder)) == mutation(7, texts(folder)) != mutation(16, texts(folder))


QUIET = (
    (DIRECTORY, "052-223-6953", "052-223-6950"),
    (PROMPTS, "失礼しました。\n", "失礼いたしました。\n"),
    (FLOW, "refused: sorry", "refused: silence"),
)


@pytest.mark.parametrize(("path", "was", "now"), QUIET)
def test_a_change_that_is_not_listed_would_be_found_out(path: str, was: str, now: str, tmp_path: Path) -> None:
    """Compare a changed site with itself, as a blind comparison would: the extraction must contradict."""
    originals = texts(copied(tmp_path))
    kana = {"失礼しました。\n    kana: しつれいしました": "失礼いたしました。\n    kana: しつれいいたしました"}
    text = originals[path]
    for old, new in (kana if path == PROMPTS else {was: now}).items():
        assert old in text
        text = text.replace(old, new)
    (tmp_path / path).write_text(text, encoding="utf-8")
    changed = load(tmp_path)

    found = list(faults(tmp_path, originals, changed, Mutation(path, "changed", text), ways=False))

    assert found
    assert all(fault.startswith("not told") for fault in found)


def test_the_extraction_sees_every_office_and_the_phrase_of_the_shared_lines(folder: Path) -> None:
    known = extracted(texts(folder))
    assert known is not None

    offices = {key: value for key, value in known.items() if key[0] == "office"}
    assert len(offices) == 94
    assert [key[1] for key, value in offices.items() if "相談" in str(value)] == ["群馬県", "愛知県", "山口県"]
