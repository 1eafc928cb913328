from pathlib import Path

import pytest

from ivr.site import load
from ivr.site.office_csv import compared, rows_of

from .command import Command
from .copies import copied

CHANGED = (
    "都道府県,サービス,電話番号\n愛知県,経営改善支援センター,０５２－２２３－９９９９\n沖縄,council,098-868-3760\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copied(tmp_path / "site")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_changed_number_is_written_and_its_verification_ends(
    ivr: Command, site: Path, tmp_path: Path, encoding: str
) -> None:
    file, directory = tmp_path / "list.csv", site / "data" / "directory.yaml"
    file.write_bytes(CHANGED.replace("\n", "\r\n").encode(encoding))
    ivr("offices", "verify", "23-center", "--by", "山田", "--site", str(site))
    before = directory.read_text(encoding="utf-8")

    ran = ivr("offices", "import", str(file), "--yes", "--site", str(site))

    assert ran.code == 0
    assert "052-223-6953 becomes 052-223-9999 (its verification ends)" in ran.out
    assert "1 to change, 1 as they are" in ran.out
    after = directory.read_text(encoding="utf-8")
    kept = [line for line in before.splitlines() if "verified_" not in line or line.startswith("#")]
    assert len(kept) == len(after.splitlines())
    assert [new for old, new in zip(kept, after.splitlines(), strict=True) if old != new] == [
        '      number: "052-223-9999"'
    ]


WRONG = {
    "愛智県,経営改善支援センター,052-223-9999": 'no area is called "愛智県"; did you mean "愛知県" or "愛媛県"?',
    "愛知県,経営改善センター,052-223-9999": 'no service is called "経営改善センター"',
    "愛知県,center,52-223-9999": "Is its leading 0 lost?",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_line_is_told_and_nothing_is_written(ivr: Command, site: Path, tmp_path: Path, row: str) -> None:
    file, directory = tmp_path / "list.csv", site / "data" / "directory.yaml"
    file.write_text(f"都道府県,サービス,電話番号\n{row}\n", encoding="utf-8")
    before = directory.read_bytes()

    ran = ivr("offices", "import", str(file), "--yes", "--site", str(site))

    assert ran.code == 1
    assert ran.out.startswith("line 2: ")
    assert WRONG[row] in ran.out
    assert directory.read_bytes() == before


def test_without_a_yes_nothing_is_written(ivr: Command, site: Path, tmp_path: Path) -> None:
    file, directory = tmp_path / "list.csv", site / "data" / "directory.yaml"
    file.write_text(CHANGED, encoding="utf-8")
    before = directory.read_bytes()

    assert "Write this" in ivr("offices", "import", str(file), "--site", str(site), stdin="n\n").out
    assert directory.read_bytes() == before


def test_a_list_without_numbers_is_told(ivr: Command, site: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")

    assert "names no column of numbers" in ivr("offices", "import", str(file), "--site", str(site)).err


def test_new_offices_are_added_where_they_belong(ivr: Command, tmp_path: Path) -> None:
    site, file = tmp_path / "own", tmp_path / "list.csv"
    ivr("new", str(site), "--like", "partial")
    file.write_text("area,service,name,number\n青森県,export,青森の輸出窓口,017-012-0001\n", encoding="utf-8")

    ran = ivr("offices", "import", str(file), "--yes", "--site", str(site))

    assert ran.code == 0, ran.err
    directory = load(site).directory
    assert directory
    assert directory.offices["02", "export"].number == "017-012-0001"
    assert directory.offices["02", "export"].printed_name == "青森の輸出窓口"


FOUND = [
    ("灘", "ごみ", "", "078-012-0001", "new number: 灘区のごみの窓口, 078-011-0001 becomes 078-012-0001"),
    ("灘区", "ゴミ", "灘区のゴミの窓口", "078-012-0001", "becomes 078-012-0001"),
    (
        "灘区",
        "garbage",
        "灘区環境課",
        "078-012-0001",
        'the list has the name "灘区環境課", the directory "灘区のごみの窓口"',
    ),
    ("", "", "代表の窓口", "078-012-0001", "new number: 代表の窓口, 078-010-0001 becomes 078-012-0001"),
    ("", "headquarters", "", "（０７８）０１２－０００１", "new number: 代表の窓口, 078-010-0001 becomes 078-012-0001"),
    (
        "",
        "ごみ",
        "",
        "078-012-0001",
        "line 2: this line names no area; an office of no area is found by its name: 代表の窓口",
    ),
    ("灘田区", "ごみ", "", "078-012-0001", 'did you mean "灘区"?'),
    ("東南区", "ごみ", "", "078-012-0001", 'did you mean "東区" or "南区"?'),
]
CITY = """\
source: {name: a list, status: current}
areas: wards
within: [神戸市, 名古屋市]
services: {garbage: {name: ごみ, kana: ごみ}, tax: {name: 税, kana: ぜい}}
elsewhere: headquarters
others: {headquarters: {printed_name: 代表の窓口, number: "078-010-0001"}}
offices:
  灘区:
    garbage: {printed_name: 灘区のごみの窓口, number: "078-011-0001"}
"""


@pytest.mark.parametrize(("area", "service", "name", "number", "told"), FOUND)
def test_a_line_finds_its_office_as_people_write_it(
    tmp_path: Path, area: str, service: str, name: str, number: str, told: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "directory.yaml").write_text(CITY, encoding="utf-8")
    site = load(tmp_path)
    assert site.directory
    rows = rows_of(f"区,サービス,窓口名,電話番号\n{area},{service},{name},{number}\n".encode())

    result = compared(site, site.directory, rows)

    assert any(told in line for line in (*result.wrong, *result.noted, *map(str, result.changes)))
