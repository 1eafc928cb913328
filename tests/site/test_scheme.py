"""The facts of the scheme: each is in the leaflet, and nothing else is said."""

import re
from pathlib import Path

import pytest
import yaml

from ivr.site.scheme import read_scheme
from ivr.speech import Line
from ivr.strict_yaml import read
from tests.conftest import SiteCopy

ROOT = Path(__file__).parents[2]
LEAFLET = (ROOT / "tests" / "directory" / "leaflet.txt").read_text(encoding="utf-8")
SHIPPED = yaml.load((ROOT / "data" / "scheme.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506

SMALL = """\
source: leaflet
facts:
  cap: {text: 二百万円, kana: にひゃくまんえん, leaflet: （上限２００万円）}
"""


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", SHIPPED["facts"])
def test_every_fact_rests_on_words_of_the_leaflet(name: str) -> None:
    assert without_space(SHIPPED["facts"][name]["leaflet"]) in without_space(LEAFLET)


def test_the_source_is_named_as_the_leaflet_calls_itself() -> None:
    assert without_space(SHIPPED["source"].removesuffix("のリーフレット")) in without_space(LEAFLET)


@pytest.mark.parametrize(("name", "spoken"), [("center_share", "三分の二"), ("center_cap", "二百万円")])
def test_fractions_and_amounts_are_written_as_they_are_spoken(name: str, spoken: str) -> None:
    assert SHIPPED["facts"][name]["text"] == spoken


def test_facts_are_lines() -> None:
    assert read_scheme(read(SMALL, "scheme.yaml")) == ({"cap": Line("二百万円", "にひゃくまんえん")}, ())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "kana: にひゃくまんえん",
            "kana: にひゃく万えん",
            'scheme.yaml:3:27: a reading is written in kana; "万" is not (reading)',
        ),
        (", leaflet: （上限２００万円）", "", 'scheme.yaml:3:3: the key "leaflet" is missing here (missing-key)'),
        (
            "source: leaflet",
            "sauce: leaflet",
            'scheme.yaml:1:1: no key is called "sauce" here; did you mean "source"? (unknown-key)',
        ),
    ],
)
def test_mistakes_are_placed(old: str, new: str, problem: str) -> None:
    assert SMALL.count(old) == 1
    _, problems = read_scheme(read(SMALL.replace(old, new), "scheme.yaml"))

    assert problem in map(str, problems)


def test_a_mistake_of_form_hides_no_wrong_reading() -> None:
    _, problems = read_scheme(read(SMALL.replace("source: leaflet\n", "").replace("にひゃく", "二百"), "scheme.yaml"))

    assert {problem.rule for problem in problems} == {"missing-key", "reading"}


def test_a_site_without_the_file_is_told_which_gaps_it_was_to_fill(small_copy: SiteCopy) -> None:
    small_copy.change("prompts/ja.yaml", "text: お電話、ありがとう", "text: お電話{kosuto}、ありがとう")
    (small_copy.root / "data" / "scheme.yaml").unlink(missing_ok=True)

    told = [problem.message for problem in small_copy.load().problems if problem.path.endswith("scheme.yaml")]

    assert told == ["this file is missing, and nothing else fills {kosuto}, which the prompts name"]
