"""`data/directory.yaml` as read, and its faults."""

from datetime import date
from pathlib import Path

import pytest

from ivr.directory import NONE, Office, Service, Source
from ivr.site.directory import DirectoryRead, directory_of
from ivr.strict_yaml import read, read_file
from tests.conftest import SiteCopy

SHIPPED = Path(__file__).parents[2] / "data"
CODES = {"群馬県": "10", "愛知県": "23", "三重県": "24"}

SMALL = """\
source: {name: leaflet, status: historic}
services:
  center: {name: 経営改善支援センター, kana: けいえいかいぜんしえんせんたー}
others:
  headquarters: {printed_name: 経営改善支援センター（全国本部）, number: "03-5470-1840"}
offices:
  愛知県:
    center:
      printed_name: 愛知県経営改善支援センター
      number: "052-223-6953"
"""


def read_small(*changes: tuple[str, str]) -> DirectoryRead:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return directory_of(read(text, "directory.yaml"), CODES)


def shipped() -> DirectoryRead:
    rows = (SHIPPED / "places" / "prefectures.tsv").read_text(encoding="utf-8").splitlines()
    codes = {row.split("\t")[1]: row.split("\t")[0] for row in rows if not row.startswith("#")}
    return directory_of(read_file(SHIPPED / "directory.yaml"), codes)


def test_the_shipped_directory_has_an_office_for_each_of_47_prefectures_and_2_services() -> None:
    directory = shipped().directory

    assert shipped().problems == ()
    assert directory is not None
    assert set(directory.offices) == {(f"{code:02}", id_) for code in range(1, 48) for id_ in ("center", "council")}
    assert set(directory.others) == {"headquarters"}
    assert [office.key for office in directory if office.shared_line] == ["10-center", "23-center", "35-center"]
    assert directory.source.status == "historic"


def test_the_file_becomes_the_core_s_directory() -> None:
    found = read_small()

    assert found.problems == ()
    assert found.directory is not None
    assert found.directory.source == Source("leaflet", "historic")
    assert found.directory.services == {
        "center": Service("center", "経営改善支援センター", "けいえいかいぜんしえんせんたー")
    }
    assert list(found.directory) == [
        Office("23", "center", "愛知県経営改善支援センター", "052-223-6953"),
        Office(None, None, "経営改善支援センター（全国本部）", "03-5470-1840", other="headquarters"),
    ]


def test_every_office_is_found_again_in_the_file() -> None:
    assert read_small().locs == {
        "23-center": ("offices", "愛知県", "center"),
        "headquarters": ("others", "headquarters"),
    }


def test_an_office_may_have_a_spoken_name_and_be_verified() -> None:
    more = "shared_line: true\n      spoken_name: 相談所\n      spoken_kana: そうだんじょ\n"
    verified = '      verified_on: 2026-11-20\n      verified_by: 山田\n      verified_number: "052-223-6953"\n'

    directory = read_small(('"052-223-6953"\n', f'"052-223-6953"\n      {more}{verified}')).directory

    assert directory is not None
    assert directory.office("23", "center") == Office(
        "23",
        "center",
        "愛知県経営改善支援センター",
        "052-223-6953",
        spoken_name="相談所",
        spoken_kana="そうだんじょ",
        shared_line=True,
        verified_on=date(2026, 11, 20),
        verified_by="山田",
        verified_number="052-223-6953",
    )


@pytest.mark.parametrize(
    ("on", "by", "number", "key", "why"),
    [
        ("2026-11-21", "山田", "052-223-6953", "verified_on", "2026-11-21 is in the future"),
        (
            "2013-03-31",
            "山田",
            "052-223-6953",
            "verified_on",
            "2013-03-31 is before the date of the source, 2013-04-01",
        ),
        ("2026-11-20", "（確認した人の名前）", "052-223-6953", "verified_by", "is not a person's name"),
        ("2026-11-20", " ", "052-223-6953", "verified_by", "is not a person's name"),
        (
            "2026-11-20",
            "山田",
            "052-223-6950",
            "verified_number",
            "052-223-6950 was called, but the number is 052-223-69",
        ),
        ("2026-11-20", "山田", "", "verified_on", 'the key "verified_number" is missing'),
    ],
)
def test_a_verification_may_verify_nothing(on: str, by: str, number: str, key: str, why: str) -> None:
    called = f'      verified_number: "{number}"\n' if number else ""
    lines = f'"052-223-6953"\n      verified_on: {on}\n      verified_by: "{by}"\n{called}'
    text = SMALL.replace('"052-223-6953"\n', lines).replace("historic}", "historic, dated: 2013-04-01}")
    found = directory_of(read(text, "directory.yaml"), CODES, today=date(2026, 11, 20))

    assert found.problems == ()
    assert found.doubts["23-center"][0] == key
    assert why in found.doubts["23-center"][1]
    assert found.directory is not None
    assert [office.key for office in found.directory.unverified()] == ["23-center", "headquarters"]
    assert found.directory.office("23", "center") == Office(
        "23", "center", "愛知県経営改善支援センター", "052-223-6953"
    )


@pytest.mark.parametrize("on", ["2013-04-01", "2026-11-20"])
def test_a_verification_of_the_source_s_day_or_of_today_counts(on: str) -> None:
    lines = f'"052-223-6953"\n      verified_on: {on}\n      verified_by: 山田\n      verified_number: "052-223-6953"\n'
    text = SMALL.replace('"052-223-6953"\n', lines).replace("historic}", "historic, dated: 2013-04-01}")
    found = directory_of(read(text, "directory.yaml"), CODES, today=date(2026, 11, 20))

    assert found.directory is not None
    assert [office.verified for office in found.directory] == [True, False]
    assert found.doubts == {}


def test_today_is_japan_s_day() -> None:
    assert read_small().doubts == {}
    lines = '"052-223-6953"\n      verified_on: 2999-01-01\n      verified_by: 山田\n'

    assert read_small(('"052-223-6953"\n', lines)).doubts == {
        "23-center": ("verified_on", "2999-01-01 is in the future")
    }


MISTAKES = [
    ("  愛知県:", "  愛知:", 7, 3, "unknown-prefecture", 'there is no prefecture "愛知"; did you mean "愛知県"?'),
    ("  愛知県:", "  東京:", 7, 3, "unknown-prefecture", 'there is no prefecture "東京"; possible here: 群馬県'),
    ("    center:", "    centre:", 8, 5, "unknown-service", '"centre"; did you mean "center"?'),
    ('"052-223-6953"', '"0522236953"', 10, 15, "number-form", "is not a number as printed"),
    ('"052-223-6953"', '"52-223-6953"', 10, 15, "number-form", 'has it lost its leading 0 ("052-223-6953")?'),
    ('"052-223-6953"', '"(52)223-6953"', 10, 15, "number-form", 'has it lost its leading 0 ("052-223-6953")?'),
    ('"052-223-6953"', '"052−223−6953"', 10, 15, "number-form", "is not a number as printed"),
    ('"03-5470-1840"', '"0354701840"', 5, 58, "number-form", 'did you mean "03-5470-1840"?'),
    ('"03-5470-1840"', '"03（5470）1840"', 5, 58, "number-form", 'did you mean "03-5470-1840"?'),
    ('"03-5470-1840"', '"+81-3-5470-1840"', 5, 58, "number-form", 'did you mean "03-5470-1840"?'),
    ('"03-5470-1840"', '"03-5470-1840（代表）"', 5, 58, "number-form", 'did you mean "03-5470-1840"?'),
    ('"03-5470-1840"', '"03-5470-1840（FAX）"', 5, 58, "number-form", "such as 052-223-6953"),
    ('"052-223-6953"', "[052]", 10, 15, "wrong-value", "expected text, found a list"),
    ('"052-223-6953"', "", 10, 14, "wrong-value", 'nothing follows "number"; expected text'),
    ("      number", "      nubmer", 10, 7, "unknown-key", 'did you mean "number"?'),
    ("headquarters:", "head-quarters:", 5, 3, "wrong-value", '"head-quarters" cannot be a name here'),
    ("けいえい", "経営", 3, 36, "kana", '"経営" is not'),
    ('6953"\n', '6953"\n      spoken_name: x\n', 11, 7, "missing-key", 'the key "spoken_kana" is missing here'),
    ('6953"\n', '6953"\n      spoken_kana: あ\n', 11, 7, "missing-key", 'the key "spoken_name" is missing here'),
    ('6953"\n', '6953"\n      verified_by: x\n', 11, 7, "missing-key", 'the key "verified_on" is missing here'),
    ('6953"\n', '6953"\n      verified_number: "1"\n', 11, 7, "missing-key", 'the key "verified_on" is missing'),
    ('6953"\n', '6953"\n      verified_on: 2026-11-31\n', 11, 20, "wrong-value", "expected a date"),
    ('6953"\n', '6953"\n      shared_line: yes\n', 11, 20, "wrong-value", "expected true or false"),
    ("status: historic", "status: old", 1, 33, "wrong-value", '"old" is not allowed here; possible here: cur'),
    ("center: {name", "Center: {name", 3, 3, "wrong-value", '"Center" cannot be a name here'),
]


def test_a_mistake_is_reported_at_its_place() -> None:
    for old, new, line, column, rule, words in MISTAKES:
        problems = [problem for problem in read_small((old, new)).problems if words in problem.message]

        assert [(problem.line, problem.column, problem.rule) for problem in problems] == [(line, column, rule)], new


def test_an_office_names_the_prompts_of_its_desk_and_no_other_ones(site_copy: SiteCopy) -> None:
    number = '      number: "059-228-3370"\n'
    site_copy.change("data/directory.yaml", number, f"{number}      whisper: whisper_shared\n      accept: none\n")
    office = site_copy.plan().directory.find("24-council")
    assert office
    assert (office.whisper, office.accept) == ("whisper_shared", NONE)

    site_copy.change("data/directory.yaml", "whisper: whisper_shared", "whisper: whisper_shard")
    (problem,) = site_copy.load().problems
    assert problem.line == site_copy.line("data/directory.yaml", "whisper_shard")
    assert (problem.rule, problem.message) == (
        "unknown-prompt",
        'there is no prompt "whisper_shard"; did you mean "whisper_shared"?',
    )


def test_two_entries_for_one_key_are_reported() -> None:
    (problem,) = directory_of(read(f"{SMALL}    center: {{}}\n", "directory.yaml"), CODES).problems

    assert problem.rule == "duplicate-key"
    assert "first at 8:5" in problem.message


def test_the_offices_of_a_misspelt_prefecture_are_checked_as_those_of_the_nearest() -> None:
    found = read_small(("  愛知県:", "  愛知:"))

    assert found.directory is not None
    assert found.directory.office("23", "center") is not None
    assert found.locs["23-center"] == ("offices", "愛知", "center")


def test_a_further_service_is_one_mistake_however_many_offices_there_are() -> None:
    more = "services:\n  council: {name: 協議会, kana: きょうぎかい}\n"
    office = '  {}: {{printed_name: 窓口, number: "052-223-695{}"}}\n'
    offices = f"offices:\n{office.format('群馬県', 1)}{office.format('三重県', 2)}"
    (problem,) = read_small(("services:\n", more), ("offices:\n", offices)).problems

    assert problem.line == 8
    assert problem.message.endswith("its service (群馬県: {council: {…}}); 2 here are not")


def test_a_file_of_the_wrong_form_makes_no_directory() -> None:
    found = read_small(("offices:", "ofices:"))

    assert found.directory is None
    assert found.locs == {}
    assert [problem.rule for problem in found.problems] == ["unknown-key"]


def test_without_prefectures_there_is_no_directory_and_nobody_is_to_blame_here() -> None:
    found = directory_of(read(SMALL, "directory.yaml"), {})

    assert found == DirectoryRead(None, {}, ())


def test_without_prefectures_the_offices_are_checked_all_the_same() -> None:
    found = directory_of(read(SMALL.replace("052-", "52-"), "directory.yaml"), {})

    assert [problem.rule for problem in found.problems] == ["number-form"]
