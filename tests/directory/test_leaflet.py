"""The shipped directory is the leaflet, row by row. Nothing here is shared with what loads the directory."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import yaml

LEAFLET = Path(__file__).with_name("leaflet.txt").read_text(encoding="utf-8")
DIRECTORY = Path(__file__).parents[2] / "data" / "directory.yaml"

# The headings stand over each other's tables: what a row is called decides whose number it is.
SERVICES = {"経営改善支援センター": "center", "中小企業再生支援協議会": "council"}
HEADQUARTERS = "経営改善支援センター（全国本部）"

ROW = re.compile(r"(?P<name>[^\s※]+)[ ]+(?P<mark>※[ ]+)?(?P<number>0\d+-\d+-\d{4})(?=\s)")

Row = tuple[str, str, str, bool]  # where: "愛知県 center" or "headquarters"; printed name, number, marked ※


def leaflet_rows() -> list[Row]:
    """Read the leaflet: two rows stand on most lines."""
    return [
        (where(match["name"]), match["name"], match["number"], match["mark"] is not None)
        for match in ROW.finditer(LEAFLET)
    ]


def where(name: str) -> str:
    if name == HEADQUARTERS:
        return "headquarters"
    service = next(service for service in SERVICES if name.endswith(service))
    return f"{name.removesuffix(service)} {SERVICES[service]}"


@cache
def directory_rows() -> list[Row]:
    """Read the directory with every scalar as the text that stands there."""
    data = yaml.load(DIRECTORY.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # makes text only
    offices = {
        f"{prefecture} {service}": office
        for prefecture, services in data["offices"].items()
        for service, office in services.items()
    }
    return [
        (key, office["printed_name"], office["number"], office.get("shared_line") == "true")
        for key, office in (offices | data["others"]).items()
    ]


def test_the_leaflet_has_95_rows_of_92_numbers() -> None:
    rows = leaflet_rows()

    assert len(rows) == len({where for where, *_ in rows}) == 95
    assert len({number for _, _, number, _ in rows}) == 92
    assert Counter(where.rpartition(" ")[2] for where, *_ in rows) == {"council": 47, "center": 47, "headquarters": 1}


def test_no_number_of_the_leaflet_is_left_unread() -> None:
    assert len(re.findall(r"\d-\d", LEAFLET)) == 2 * len(leaflet_rows())


def test_every_row_of_the_leaflet_is_in_the_directory() -> None:
    assert [row for row in leaflet_rows() if row not in directory_rows()] == []


def test_the_directory_has_no_other_office() -> None:
    assert sorted(directory_rows()) == sorted(leaflet_rows())


def test_three_centers_share_the_line_of_their_council() -> None:
    rows = leaflet_rows()
    council = {where.split()[0]: number for where, _, number, _ in rows if where.endswith("council")}

    shared = {where.split()[0]: number for where, _, number, marked in rows if marked}

    assert shared == {"群馬県": "027-255-6505", "山口県": "083-922-9931", "愛知県": "052-223-6953"}
    assert all(council[prefecture] == number for prefecture, number in shared.items())


def test_an_official_checked_one_number_by_another_way() -> None:
    # Shizuoka's own page of before 2022 gives this number for its center: https://www.shizuoka-cci.or.jp/405
    assert ("静岡県 center", "静岡県経営改善支援センター", "054-275-1880", False) in directory_rows()
