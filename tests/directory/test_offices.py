"""Which office answers for an area and a service, and on which lines."""

from datetime import date
from types import MappingProxyType

import pytest

from ivr.directory import Directory, Office, Service, Source, e164, is_printed

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

    assert office.verified is verified
    assert directory.unverified() == (() if verified else (office,))


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
