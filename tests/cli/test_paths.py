"""`ivr paths` as an operator uses it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.paths import paths
from tests.call import in_front
from tests.conftest import SiteCopy

from .copies import copied, spoil

KINDS = {"one sentence", "two answers", "keypad, all heard", "keypad, at one's option"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(paths, arguments, catch_exceptions=False)


def test_every_way_is_listed_with_its_answers_the_shortest_first() -> None:
    ways = [
        line for line in run().output.splitlines() if " s spoken " in line and ": " in line and " route" not in line
    ]
    seconds = [float(line.split(" s spoken")[0]) for line in ways]

    assert len(ways) == 4 * 94 + 5
    assert seconds == sorted(seconds)
    assert sum("<- longest" in line for line in ways) == 9
    assert any(
        "愛知県中小企業再生支援協議会  keypad, all heard: (silence) / 2 / 3 / 1 / (silence)" in line for line in ways
    )


@pytest.mark.parametrize(("more", "printed"), [((), "no office matches\n"), (("--json",), "[]\n")])
def test_an_office_that_there_is_not_is_told(small_site: Path, more: tuple[str, ...], printed: str) -> None:
    result = run("--site", str(small_site), "--office", "大江戸", *more)

    assert (result.exit_code, result.output) == (1, printed)


def test_the_shipped_site_keeps_the_seconds_that_were_promised() -> None:
    sums = run("--natural").output.splitlines()[-9:]
    clock = {line.split(":")[0]: float(line.split(" and ")[1].split(" s ")[0]) for line in sums}

    assert clock["one sentence"] <= 21
    assert clock["two answers"] <= 27.5
    assert clock["keypad, at one's option"] <= 32


def test_the_ways_to_an_office_of_no_place_say_for_whom_they_are() -> None:
    ways = json.loads(run("--json", "--office", "全国本部").output)

    assert {way["kind"]: way["answers"] for way in ways} == {
        "a caller who asks for a person": ["人"],
        "a caller in despair": ["もうだめ"],
        "a caller who asks for another language": ["中国語"],
        "a caller who never answers": ["", "", ""],
        "a caller who presses 0 twice": ["0", "0"],
    }
    assert {way["number"] for way in ways} == {"03-5470-1840"}


def test_words_of_english_callers_are_written_as_in_the_files(tmp_path: Path) -> None:
    site = tmp_path / "library"
    shutil.copytree(Path(__file__).parents[1] / "sites" / "library", site)
    spoil(site, "alone: [person]", "alone: [a real person please]", "data/meanings.yaml")
    ways = json.loads(run("--site", str(site), "--json").output)

    asking = [way["answers"] for way in ways if way["kind"] == "a caller who asks for a person"]
    assert asking == [["a real person please"]]


def test_an_office_that_a_question_in_front_leads_to_has_its_way_by_keys(site_copy: SiteCopy) -> None:
    in_front.with_slot(site_copy)
    ways = json.loads(run("--json", "--office", "全国本部", "--site", str(site_copy.root)).output)

    assert [way["answers"] for way in ways if way["kind"] == "keypad, all heard"] == [["", "2"]]


def test_ways_to_one_office_are_chosen_by_name_or_number() -> None:
    by_name = json.loads(run("--json", "--office", "愛知県経営").output)
    by_number = json.loads(run("--json", "--office", "052-223-6953").output)

    assert {way["kind"] for way in by_name} == KINDS
    assert {way["number"] for way in by_name} == {"052-223-6953"}
    assert len(by_number) == 2 * len(by_name)


def test_a_site_with_problems_has_no_ways(tmp_path: Path) -> None:
    site = copied(tmp_path)
    spoil(site, "start: welcome", "start: welcom", "data/flow.yaml")

    result = run("--site", str(site))

    assert result.exit_code == 1
    assert 'there is no node "welcom"' in result.output


def test_a_site_in_which_no_call_gets_to_an_office_is_told_apart(small_copy: SiteCopy) -> None:
    small_copy.change("data/flow.yaml", "    next: ask_service\n", "    next: welcome\n")
    result = run("--site", str(small_copy.root))

    assert (result.exit_code, result.output) == (1, "no route leads to an office; ivr check says why\n")


@pytest.mark.parametrize("option", [(), ("--natural",)])
def test_the_natural_rate_is_faster_than_the_voice(option: tuple[str, ...]) -> None:
    way = json.loads(run("--json", "--office", "愛知県経営", *option).output)[0]

    assert way["clock"] > way["spoken"] > 0
