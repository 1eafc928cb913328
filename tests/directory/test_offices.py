"""Which office answers for an area and a service, and on which lines."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from ivr.directory import NONE, Directory, Office, Service, Source, e164, elsewhere, is_printed, missing

COUNCIL = Office("23", "council", "愛知県中小企業再生支援協議会", "052-223-6953")
CENTER = Office("23", "center", "愛知県経営改善支援センター", "052-223-6953", shared_line=True)
HEADQUARTERS = Office(None, None, "経営改善支援センター（全国本部）", "03-5470-1840", other="headquarters")

DIRECTORY = Directory(
    source=Source("leaflet", "historic"),
    services={"center": Service("center", "経営改善支援センター", "けいえいかいぜんしえんせんたー")},
    offices=MappingProxyType({("23", "council"): COUNCIL, ("23", "center"): CENTER}),
    others=MappingProxyType({"headquarters": HEADQUARTERS}),
)


@pytest.mark.parametrize(
    ("prefecture", "service", "office"),
    [
        ("23", "center", CENTER),
        ("23", "council", COUNCIL),
        ("23", "headquarters", None),
        ("24", "center", None),
        ("", "", None),
    ],
)
def test_a_prefecture_and_a_service_have_one_office(prefecture: str, service: str, office: Office | None) -> None:
    assert DIRECTORY.office(prefecture, service) == office


@pytest.mark.parametrize("office", list(DIRECTORY), ids=lambda office: office.key)
def test_an_office_is_found_by_its_key(office: Office) -> None:
    assert DIRECTORY.find(office.key) is office


NO_KEYS = ["", "-", "23", "center-23", "None-None", "23-center-x", "head-quarters"]


def test_no_office_is_found_by_another_key() -> None:
    assert {key: DIRECTORY.find(key) for key in NO_KEYS} == dict.fromkeys(NO_KEYS, None)


def test_an_office_of_a_service_or_of_an_area_alone_is_found_by_that() -> None:
    waste, north = Office(None, "waste", "ごみ係", "052-715-1111"), Office("01", None, "北海道支部", "052-715-2222")
    directory = Directory(Source("list", "current"), {}, {("", "waste"): waste, ("01", ""): north})

    assert [directory.find(key) for key in ("waste", "01", "-waste", "01-waste")] == [waste, north, waste, None]


def test_another_office_answers_only_where_there_is_none() -> None:
    directory = replace(DIRECTORY, elsewhere={("24", "center"): CENTER, ("23", "center"): COUNCIL})

    assert [directory.office(area, "center") for area in ("23", "24", "25")] == [CENTER, CENTER, None]


def test_without_services_an_office_of_another_area_answers_too() -> None:
    north = Office("01", None, "北海道支部", "052-715-2222", also_for=("02",))
    directory = Directory(DIRECTORY.source, {}, {("01", ""): north}, DIRECTORY.others)

    assert elsewhere(directory, ("01", "02", "03"), None) == {("02", ""): north}
    assert elsewhere(directory, ("03",), "headquarters") == {("03", ""): HEADQUARTERS}


def _of(area: str, service: str, *also_for: str) -> Office:
    return Office(area, service, f"{area}{service}", "052-223-6953", also_for=also_for)


def _answers(services: dict[str, str | None], default: str | None = None) -> dict[tuple[str, str], str]:
    """Return who answers in three areas for those without their own office, by their keys."""
    named = {id_: Service(id_, id_, id_, instead) for id_, instead in services.items()}
    offices = {
        (one.prefecture or "", one.service or ""): one for one in (_of("23", "center", "24"), _of("24", "loans"))
    }
    directory = Directory(DIRECTORY.source, named, offices, DIRECTORY.others)
    return {key: office.key for key, office in elsewhere(directory, ("23", "24", "25"), default).items()}


CENTER_OF_24 = {("24", "center"): "23-center"}


@pytest.mark.parametrize(
    ("services", "default", "answers"),
    [
        ({"center": None, "loans": None}, None, CENTER_OF_24),
        ({"center": NONE, "loans": NONE}, "headquarters", CENTER_OF_24),
        (
            {"center": None, "loans": None},
            "headquarters",
            {**CENTER_OF_24, **dict.fromkeys([("25", "center"), ("23", "loans"), ("25", "loans")], "headquarters")},
        ),
        (
            {"center": None, "loans": "center"},
            "headquarters",
            {
                **CENTER_OF_24,
                ("25", "center"): "headquarters",
                ("23", "loans"): "23-center",
                ("25", "loans"): "headquarters",
            },
        ),
        ({"center": "loans", "loans": "center"}, "headquarters", {**CENTER_OF_24, ("23", "loans"): "23-center"}),
        ({"center": "loans", "loans": NONE}, None, CENTER_OF_24),
    ],
)
def test_where_there_is_no_office_the_one_answers_that_the_directory_names(
    services: dict[str, str | None], default: str | None, answers: dict[tuple[str, str], str]
) -> None:
    assert _answers(services, default) == answers


@pytest.mark.parametrize(
    ("services", "areas", "without"),
    [
        ({"center": None}, ["23", "24"], [("24", "center")]),
        ({"center": NONE}, ["23", "24"], []),
        ({"center": None, "loans": NONE}, [], [("", "center")]),
        ({}, ["23", "24"], [("23", ""), ("24", "")]),
        ({}, [], []),
    ],
)
def test_an_office_is_missing_where_none_answers_and_its_service_does_not_say_none(
    services: dict[str, str | None], areas: list[str], without: list[tuple[str, str]]
) -> None:
    named = {id_: Service(id_, id_, id_, instead) for id_, instead in services.items()}

    assert list(missing(Directory(DIRECTORY.source, named, DIRECTORY.offices), areas)) == without


def test_keys_name_prefecture_and_service_or_the_other_office() -> None:
    assert [office.key for office in DIRECTORY] == ["23-council", "23-center", "headquarters"]


def test_two_offices_answer_a_shared_line() -> None:
    assert DIRECTORY.answering("052-223-6953") == (COUNCIL, CENTER)
    assert DIRECTORY.answering("03-5470-1840") == (HEADQUARTERS,)
    assert DIRECTORY.answering("03-5470-1841") == ()


@pytest.mark.parametrize(
    ("verified_on", "verified_by", "verified_number", "verified"),
    [
        (date(2026, 11, 20), "山田", "052-223-6953", True),
        (date(2026, 11, 20), "山田", "0522-23-6953", True),
        (date(2026, 11, 20), "山田", "052-223-6950", False),
        (date(2026, 11, 20), "山田", None, False),
        (date(2026, 11, 20), None, "052-223-6953", False),
        (None, "山田", "052-223-6953", False),
        (None, None, None, False),
    ],
)
def test_an_office_is_verified_by_somebody_on_some_day_with_this_very_number(
    verified_on: date | None, verified_by: str | None, verified_number: str | None, *, verified: bool
) -> None:
    office = Office(
        "23",
        "center",
        "x",
        "052-223-6953",
        verified_on=verified_on,
        verified_by=verified_by,
        verified_number=verified_number,
    )
    directory = Directory(DIRECTORY.source, DIRECTORY.services, {("23", "center"): office})

    placeholder = replace(office, number="052-012-0001", verified_number="052-012-0001")

    assert office.verified is verified
    assert directory.unverified() == (() if verified else (office,))
    assert not placeholder.verified  # whoever claims it


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("052-223-6953", "+81522236953"),
        ("0857-52-6701", "+81857526701"),
        ("03-5470-1840", "+81354701840"),
        ("0120-00-1234", "+81120001234"),  # the second zero stays: only one leading 0 is dropped
        ("00-1-2", "+81012"),
    ],
)
def test_e164_drops_one_leading_zero(number: str, dialled: str) -> None:
    assert is_printed(number)
    assert e164(number) == dialled


MALFORMED = (
    *(
        "",
        "0",
        "0522236953",
        "52-223-6953",
        "+81-52-223-6953",
        "052--223",
        "052-223-",
        "052-223-6953\n",
        " 052-223-6953",
    ),
    *("052-223-69a3", "０５２-２２３-６９５３", "052−223−6953", "٠٥٢-٢٢٣"),  # no letters, no digits of other scripts
)


@pytest.mark.parametrize("number", MALFORMED)
def test_anything_else_has_no_e164(number: str) -> None:
    assert not is_printed(number)
    with pytest.raises(ValueError, match="not a national number"):
        e164(number)


def test_an_office_dials_its_number() -> None:
    assert CENTER.e164 == "+81522236953"


def test_a_dialled_number_is_found_as_it_is_printed() -> None:
    assert DIRECTORY.dialled("+81522236953") == (COUNCIL, CENTER)
    assert DIRECTORY.printed("+81522236953") == "052-223-6953"
    assert DIRECTORY.dialled("+81312345678") == ()
    assert DIRECTORY.printed("+81312345678") == "+81312345678"
