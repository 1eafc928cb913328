"""A site as a whole: a plan, or every mistake of every file at once."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.call import Plan
from ivr.site import as_text, files_of, hash_of, load, places, shipped
from tests.conftest import SiteCopy

FILES = [
    "data/directory.yaml",
    "data/flow.yaml",
    "data/meanings.yaml",
    "data/scheme.yaml",
    "data/words.yaml",
    "prompts/ja.yaml",
    "prompts/en.yaml",
    "data/meanings.en.yaml",
    "data/words.en.yaml",
]
PLACES = ["data/places/prefectures.tsv", "data/places/municipalities.tsv"]


OPTIONAL = "data/scheme.yaml"


def test_the_shipped_site_has_a_plan_and_no_problems() -> None:
    site = load(shipped())

    assert site.problems == ()
    assert site.plan
    assert site.directory is site.plan.directory
    assert site.places is site.plan.places
    assert set(site.documents) == set(FILES)


def test_a_copy_elsewhere_is_the_same_plan(plan: Plan, site_copy: SiteCopy) -> None:
    assert site_copy.plan().hash == plan.hash


def test_what_is_loaded_again_is_the_plan_in_use_so_that_nothing_has_to_compare_all_of_both(
    plan: Plan, site_copy: SiteCopy
) -> None:
    assert site_copy.plan() is plan


def test_places_that_a_plan_has_are_not_read_anew(small_copy: SiteCopy) -> None:
    plan = small_copy.plan()
    places._gazetteer.cache_clear()  # noqa: SLF001 - as sites with places of their own do
    small_copy.write("data/flow.yaml", small_copy.read("data/flow.yaml").replace("start:", "start:  "))
    changed = small_copy.plan()

    assert changed is not plan
    assert changed.places is plan.places


def test_a_site_that_is_warned_of_something_has_a_plan(small_copy: SiteCopy) -> None:
    desk = '  desk: {printed_name: 災害の窓口, spoken_name: 災害, spoken_kana: さいがい, number: "03-0000-0060"}\n'
    small_copy.change("data/directory.yaml", "\nothers:\n", f"\nothers:\n{desk}")
    rest = "from: 2026-12-01, until: 2026-12-31, text: 休みです。, kana: やすみです。"
    (small_copy.root / "data/notices.yaml").write_text(
        f"notices:\n  first: {{rings: desk, {rest}}}\n  second: {{rings: headquarters, {rest}}}\n", encoding="utf-8"
    )
    site = small_copy.load()

    assert [(problem.rule, problem.warning) for problem in site.problems] == [("hours", True)]
    assert site.plan
    assert [notice.instead for notice in site.plan.notices] == ["desk", "headquarters"]


@pytest.mark.unmeasured
def test_any_change_of_any_file_makes_another_plan(plan: Plan, site_copy: SiteCopy) -> None:
    found = [plan.hash]
    for path in (*FILES, *PLACES):
        site_copy.write(path, site_copy.read(path) + "# changed\n")
        found.append(hash_of(site_copy.root))

    assert len(set(found)) == len(found)
    assert site_copy.plan().hash == found[-1]


def test_the_files_of_a_site_are_those_that_are_there_whatever_lies_beside_them(site_copy: SiteCopy) -> None:
    named = files_of(site_copy.root)
    assert set(named) >= {*FILES, *PLACES}
    assert named == tuple(sorted(named))
    for path in ("notes.txt", "data/notes.yaml", "prompts/ja.yaml~", "data/places/SOURCES.md"):
        site_copy.write(path, "whatever")
    site_copy.write("prompts/zh-TW.yaml", "prompts: {}\n")
    (site_copy.root / FILES[0]).unlink()

    assert set(files_of(site_copy.root)) == {*named, "prompts/zh-TW.yaml"} - {FILES[0]}


def test_prompts_in_another_language_belong_to_the_plan(plan: Plan, site_copy: SiteCopy) -> None:
    assert hash_of(site_copy.root) == plan.hash
    site_copy.write("prompts/en.yaml", "prompts: {}\n")

    assert hash_of(site_copy.root) != plan.hash


OF_FLOW = "phone_call"
OF_LANGUAGE = {"ja": "numbers_and_commands", "en": "experimental_utterances"}


@pytest.mark.parametrize(
    ("by_flow", "by_language", "heard_by"),
    [
        (False, (), {"ja": None, "en": None}),
        (True, (), {"ja": OF_FLOW, "en": None}),  # the flow names that of the first language
        (False, ("ja", "en"), OF_LANGUAGE),
        (True, ("ja", "en"), {**OF_LANGUAGE, "ja": OF_FLOW}),
    ],
)
def test_a_language_is_heard_by_the_model_that_its_file_or_for_the_first_one_the_flow_names(
    site_copy: SiteCopy, by_flow: bool, by_language: tuple[str, ...], heard_by: dict[str, str | None]
) -> None:
    if by_flow:
        site_copy.change("data/flow.yaml", "\nlistening:\n", f"\nlistening:\n  speech_model: {OF_FLOW}\n")
    for name in by_language:
        tag = {"ja": "ja-JP", "en": "en-US"}[name]
        of_file = f"\nrecogniser: {{language: {tag}, model: {OF_LANGUAGE[name]}}}\nvoice:\n"
        site_copy.change(f"prompts/{name}.yaml", "\nvoice:\n", of_file)
    plan = site_copy.plan()

    spoken = {name: plan.speaks(name).recogniser for name in plan.languages}
    assert {name: one.model if one else "" for name, one in spoken.items()} == heard_by
    assert plan.speaks("en").speaks("ja").recogniser == plan.recogniser


def test_the_hash_of_a_plan_is_short_and_fit_for_an_address(plan: Plan) -> None:
    assert len(plan.hash) == 12
    assert set(plan.hash) <= set("0123456789abcdef")


@pytest.mark.parametrize("path", [path for path in FILES if path != "prompts/en.yaml"])
def test_a_missing_file_is_reported_once_and_nothing_else_is(site_copy: SiteCopy, path: str) -> None:
    (site_copy.root / path).unlink()
    site = site_copy.load()

    assert site.plan is None
    why = ", and nothing else fills {center_within}, {center_for}, {center_when}, …, which the prompts name"
    missing = f"this file is missing{why if path == 'data/scheme.yaml' else ''}"
    assert as_text(site.problems) == f"{site_copy.root / path}:1:1: {missing} (file)"


def test_a_language_without_prompts_is_reported_where_the_flow_names_it(site_copy: SiteCopy) -> None:
    (site_copy.root / "prompts/en.yaml").unlink()

    assert [(problem.rule, problem.at) for problem in site_copy.load().problems] == [
        ("unknown-language", "languages.en"),
        ("unknown-language", "nodes.ask_service.choices.language"),
    ]


@pytest.mark.parametrize("path", PLACES)
def test_a_missing_list_of_places_is_reported(small_copy: SiteCopy, path: str) -> None:
    (small_copy.root / path).unlink()
    site = small_copy.load()

    assert site.plan is None
    assert site.places is None
    assert f"{small_copy.root / path}:1:1: this file is missing (file)" in map(str, site.problems)


def test_a_folder_without_a_site_lacks_every_file(small_copy: SiteCopy) -> None:
    shutil.rmtree(small_copy.root)
    site = small_copy.load()

    assert site.plan is None
    needed = [path for path in FILES[:6] if path != OPTIONAL]
    assert {problem.path for problem in site.problems} == {str(small_copy.root / path) for path in needed}
    assert {problem.message for problem in site.problems} == {"this file is missing"}


def test_a_list_of_places_that_is_no_text_is_reported(small_copy: SiteCopy) -> None:
    (small_copy.root / PLACES[0]).write_bytes(b"\xff\xfe\x00")

    assert any("this file is UTF-16" in problem.message for problem in small_copy.load().problems)


def test_a_bad_line_in_a_list_of_places_is_placed(small_copy: SiteCopy) -> None:
    path = PLACES[0]
    lines = small_copy.read(path).splitlines()
    small_copy.write(path, "\n".join([*lines, "48\tどこか"]))
    problem = next(problem for problem in small_copy.load().problems if problem.rule == "places")

    assert problem.path == str(small_copy.root / path)
    assert problem.line == len(lines) + 1


def test_a_file_that_is_no_utf8_is_reported(small_copy: SiteCopy) -> None:
    path = small_copy.root / "prompts/ja.yaml"
    path.write_bytes(small_copy.read("prompts/ja.yaml").encode("cp932"))
    site = small_copy.load()

    assert site.plan is None
    assert [(problem.rule, problem.path) for problem in site.problems] == [("file", str(path))]


@pytest.mark.unmeasured
def test_any_file_may_begin_with_a_byte_order_mark_and_have_the_line_ends_of_windows(
    plan: Plan, site_copy: SiteCopy
) -> None:
    for path in files_of(site_copy.root):
        content = (site_copy.root / path).read_bytes().replace(b"\n", b"\r\n")
        (site_copy.root / path).write_bytes(b"\xef\xbb\xbf" + content)
    changed = site_copy.plan()

    assert replace(changed, hash=plan.hash, places=plan.places) == plan
    assert changed.places.area_codes == plan.places.area_codes
    assert list(changed.places.prefectures) == list(plan.places.prefectures)


def test_all_that_is_wrong_with_the_lists_of_places_is_reported_at_once(site_copy: SiteCopy) -> None:
    places = site_copy.root / "data/places"
    (places / "phrases.tsv").write_bytes(site_copy.read("data/places/phrases.tsv").encode("cp932"))
    (places / "postal.tsv").unlink()
    (places / "readings.tsv").unlink()
    (places / "readings.tsv").mkdir()
    site_copy.write("data/places/areacodes.tsv", "123\t北海道\n0124\t北海同\n")
    site_copy.write("data/places/familiar.tsv", "no row\n")
    listed = {
        (Path(found.path).name, found.line, found.rule, found.message[:22]) for found in site_copy.load().problems
    }

    assert listed >= {
        ("phrases.tsv", 3, "file", "this file is Windows-3"),
        ("postal.tsv", 1, "file", "this file is missing"),
        ("readings.tsv", 1, "file", "this file cannot be re"),
        ("areacodes.tsv", 1, "places", "an area code begins wi"),
        ("areacodes.tsv", 2, "places", "no prefecture is calle"),
        ("familiar.tsv", 1, "places", "expected 5 columns sep"),
    }


def test_mistakes_in_every_file_are_reported_at_once_sorted_by_place(site_copy: SiteCopy) -> None:
    site_copy.change("data/directory.yaml", 'number: "059-228-3370"', 'number: "0592283370"')
    site_copy.change("data/flow.yaml", "start: welcome", "start: welcom")
    site_copy.change("data/flow.yaml", "    wrong: what_is_wrong", "    wrong: what_is_right")
    site_copy.change("data/scheme.yaml", "    kana: にひゃくまんえん", "    kana: 二百万円")
    site_copy.change("data/meanings.yaml", "  help:\n", "  hilfe:\n")
    site_copy.change("data/words.yaml", '  "9": [', '  "99": [')
    site_copy.change("prompts/ja.yaml", "    text: どちらでしょうか。{choices}", "    text: どちらでしょうか。{choice}")
    site = site_copy.load()
    places = [
        (problem.path.removeprefix(f"{site_copy.root}/"), problem.line, problem.rule) for problem in site.problems
    ]

    assert site.plan is None
    assert places == sorted(places)
    assert set(places) >= {
        ("data/directory.yaml", site_copy.line("data/directory.yaml", "0592283370"), "number-form"),
        ("data/flow.yaml", site_copy.line("data/flow.yaml", "start: welcom"), "unknown-node"),
        ("data/flow.yaml", site_copy.line("data/flow.yaml", "what_is_right"), "unknown-node"),
        ("data/scheme.yaml", site_copy.line("data/scheme.yaml", "二百万円") + 1, "reading"),
        ("data/meanings.yaml", site_copy.line("data/meanings.yaml", "lists:"), "missing-key"),
        ("data/words.yaml", site_copy.line("data/words.yaml", '"99":'), "key"),
        ("prompts/ja.yaml", site_copy.line("prompts/ja.yaml", "{choice}"), "unknown-gap"),
    }


def test_a_service_that_the_directory_does_not_know_is_reported_in_flow_and_meanings(site_copy: SiteCopy) -> None:
    site_copy.change("data/meanings.yaml", "  council:\n", "  concil:\n")
    site_copy.change(
        "data/flow.yaml",
        'service_council_short, value: council}\n      - {key: "3", label: explanation',
        'service_council_short, value: concil}\n      - {key: "3", label: explanation',
    )
    found = [(problem.rule, problem.message) for problem in site_copy.load().problems]

    assert found == [("unknown-service", 'there is no service "concil"; did you mean "council"?')] * 2


def test_a_place_in_a_file_is_found_for_whoever_judges_it_later(small_copy: SiteCopy) -> None:
    site = small_copy.load()
    problem = site.problem("data/flow.yaml", ("turns",), "too many", "example", warning=True)

    assert problem.line == small_copy.line("data/flow.yaml", "turns:")
    assert str(problem).endswith("warning: too many (example)")


def test_a_site_is_shown_without_its_files(small_copy: SiteCopy) -> None:
    assert len(repr(small_copy.load())) < 500
