"""A directory of areas other than prefectures, of services that are not everywhere, and of neither."""

import pytest

from ivr.call import Call, from_pairs, to_pairs
from ivr.directory import Directory, is_placeholder
from ivr.site.directory import DirectoryRead, directory_of, with_areas
from ivr.strict_yaml import read
from tests.conftest import shipped_plan

HEAD = "source: {name: list, status: current}\n"
OTHERS = 'others:\n  hq: {printed_name: 本部, number: "03-5470-1840"}\n'
SERVICES = "services:\n  tax: {name: 税, kana: ぜい}\n  water: {name: 水道, kana: すいどう%s}\n"
WARDS = "areas: wards\nwithin: [名古屋市]\n"
TWO_CITIES = "areas: wards\nwithin: [横浜市, 相模原市]\n"


def office(name: str, more: str = "") -> str:
    return f'{{printed_name: {name}, number: "052-223-6953"{more}}}'


def read_directory(text: str) -> DirectoryRead:
    document = read(HEAD + text, "directory.yaml")
    places, problems = with_areas(document, shipped_plan().places)
    found = directory_of(document, {area.name: code for code, area in places.areas.items()})
    return DirectoryRead(found.directory, found.locs, (*problems, *found.problems), found.doubts)


def directory(text: str) -> Directory:
    found = read_directory(text)
    assert found.problems == ()
    assert found.directory
    return found.directory


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            f"{WARDS}{SERVICES % ''}offices:\n  中区:\n    tax: {office('甲')}\n    water: {office('乙')}\n",
            "23106-tax 23106-water",
        ),
        (f"{WARDS}offices:\n  中区: {office('甲')}\n  東区: {office('乙')}\n", "23106 23102"),
        (f"services:\n  tax: {{name: 税, kana: ぜい}}\noffices:\n  愛知県: {office('甲')}\n", "23-tax"),
        (f"services:\n  tax: {{name: 税, kana: ぜい}}\noffices:\n  愛知県:\n    tax: {office('甲')}\n", "23-tax"),
        (f"areas: none\n{SERVICES % ''}offices:\n  tax: {office('甲')}\n  water: {office('乙')}\n", "tax water"),
        ("areas: none\n", ""),
    ],
)
def test_an_office_is_written_under_what_the_site_has(text: str, keys: str) -> None:
    found = directory(text)

    assert " ".join(one.key for one in found) == keys
    assert [found.find(one.key) for one in found] == list(found)


def test_places_joined_by_another_comma_are_all_taken_for_the_areas() -> None:
    offices = f"offices:\n  瑞穂区: {office('甲')}\n  天竜区: {office('乙')}\n"
    (problem,) = read_directory(f"areas: wards\nwithin: [名古屋市、浜松市]\n{offices}").problems

    assert problem.message.endswith("write a comma and a space between them: 名古屋市, 浜松市")


@pytest.mark.parametrize(
    ("elsewhere", "answers"),
    [
        (", elsewhere: tax", {"中区": "乙", "東区": "甲", "西区": "丙"}),
        (", elsewhere: hq", {"中区": "乙", "東区": "本部", "西区": "本部"}),
        (", elsewhere: none", {"中区": "乙", "東区": None, "西区": None}),
        ("", {"中区": "乙", "東区": None, "西区": None}),
    ],
)
def test_where_a_service_has_no_office_another_answers(elsewhere: str, answers: dict[str, str | None]) -> None:
    found = directory(
        f"{WARDS}{SERVICES % elsewhere}{OTHERS}offices:\n"
        f"  中区:\n    tax: {office('甲', ', also_for: [東区]')}\n    water: {office('乙')}\n"
        f"  西区:\n    tax: {office('丙')}\n"
    )
    codes = {"中区": "23106", "東区": "23102", "西区": "23104"}

    answering = {name: found.office(codes[name], "water") for name in answers}
    assert {name: one and one.printed_name for name, one in answering.items()} == answers
    assert len(list(found)) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"areas: wards\noffices:\n  中区: {office('甲')}\n", 'the key "within" is missing: say of which prefectures'),
        (
            f"{WARDS.replace('屋市', '屋')}offices: {{}}\n",
            'no prefecture, and no city with wards, is called "名古屋"; did',
        ),
        (f"{WARDS}offices:\n  中村: {office('甲')}\n", 'there is no ward "中村"; did you mean "中村区"?'),
        (f"{WARDS}offices:\n  Naka-ku: {office('甲')}\n", 'there is no ward "Naka-ku"; did you mean "中区"?'),
        (f"{WARDS}offices:\n  Higashi: {office('甲')}\n", 'there is no ward "Higashi"; did you mean "東区"?'),
        (
            f"{TWO_CITIES}offices:\n  Midori ward: {office('甲')}\n",
            'there is no ward "Midori ward"; did you mean "横浜市緑区" or "相模原市緑区"?',
        ),
        (f"{WARDS}offices:\n  中区: {office('甲', ', also_for: [豊田市]')}\n", 'there is no ward "豊田市"'),
        (
            f"{WARDS}offices:\n  中区: {office('甲', ', also_for: [Chikusa]')}\n",
            'there is no ward "Chikusa"; did you mean "千種区"?',
        ),
        (
            f"{WARDS}offices:\n  中区: {office('甲', ', also_for: [東区]')}\n  東区: {office('乙')}\n",
            "乙 answers for 東区 already",
        ),
        (
            f"{SERVICES % ', elsewhere: general'}offices:\n  愛知県:\n    tax: {office('甲')}\n",
            'no other service and no office under others is called "general"',
        ),
        (f"areas: none\n{SERVICES % ''}{OTHERS.replace('hq', 'tax')}offices: {{}}\n", '"tax" is a service already'),
        (
            "areas: wards\nwithin: 名古屋市\noffices: {}\n",
            "expected a list ([a, b], or each item after '- '), found \"名古屋市\"; did you mean [名古屋市]?",
        ),
        ("areas: towns\noffices: {}\n", '"towns" is not allowed here; possible here: prefectures'),
    ],
)
def test_what_cannot_be_is_reported(text: str, message: str) -> None:
    (problem,) = read_directory(text).problems

    assert problem.message.startswith(message)


PLACEHOLDERS = {
    "052-012-0001": True,
    "03-0123-4567": True,
    "03-1123-4567": True,
    "0567-01-0001": True,
    "052-223-6953": False,
    "0120-123-456": False,
    "0800-123-4567": False,
    "050-1234-5678": False,
    "052-012-001": False,
}


def test_a_placeholder_is_known_by_its_exchange() -> None:
    assert {number: is_placeholder(number) for number in PLACEHOLDERS} == PLACEHOLDERS


def test_the_office_that_has_rung_by_its_name_travels_with_the_call() -> None:
    call = Call(node="busy", rang="counsel")

    assert from_pairs("busy", to_pairs(call)) == call
    assert from_pairs("busy", [("rang", "no name!")]) == Call(node="busy")


def test_the_name_of_an_office_may_be_long() -> None:
    call = Call(node="busy", rang="counsel_" * 20)

    assert from_pairs("busy", to_pairs(call)) == call


def test_a_site_without_services_says_who_answers_elsewhere_at_its_top() -> None:
    found = directory(f"{WARDS}elsewhere: hq\n{OTHERS}offices:\n  中区: {office('甲')}\n")

    assert [one and one.printed_name for one in (found.office("23106", ""), found.office("23102", ""))] == [
        "甲",
        "本部",
    ]
