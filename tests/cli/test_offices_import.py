"""`ivr offices import`: a list as CSV, compared and taken over."""

from pathlib import Path

import pytest

from ivr.site import load

from .command import Command
from .copies import copied

CHANGED = (
    "都道府県,サービス,電話番号\n愛知県,経営改善支援センター,０５２－２２３－９９９９\n沖縄,council,098-868-3760\n"
)
WARDS = ("--areas", "wards", "--in", "名古屋市", "--fallback", "052-000-0001", "--yes")


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
    assert "1 to change, 1 unchanged" in ran.out
    after = directory.read_text(encoding="utf-8")
    lines = [line for line in before.splitlines() if "verified_" not in line or line.startswith("#")]
    assert len(lines) == len(after.splitlines())
    assert [new for old, new in zip(lines, after.splitlines(), strict=True) if old != new] == [
        '      number: "052-223-9999"'
    ]


VERIFIED = "verified_on: 2026-11-20, verified_by: '山田, 花子', verified_number:"
TAX = f'{{number: "052-223-6950", {VERIFIED} "052-223-6950", printed_name: 甲}}'
IN_BRACES = [
    (
        f"""\
  千種区: {{tax: {TAX}, water: {{{VERIFIED} "052-223-6953", printed_name: 乙, number: "052-223-6953"}}}}  # {{両方}}
""",
        f"""\
  千種区: {{tax: {TAX}, water: {{printed_name: 乙, number: "052-223-9999"}}}}  # {{両方}}
""",
    ),
    (
        f"""\
  千種区:
    tax: {{printed_name: 甲, number: "052-223-6950"}}
    water: {{printed_name: 乙,  # 水道
      number: "052-223-6953",
      {VERIFIED} "052-223-6953"}}
""",
        """\
  千種区:
    tax: {printed_name: 甲, number: "052-223-6950"}
    water: {printed_name: 乙,  # 水道
      number: "052-223-9999",
      }
""",
    ),
]


@pytest.mark.parametrize(("before", "after"), IN_BRACES)
def test_in_braces_the_verification_of_that_office_alone_ends(
    ivr: Command, tmp_path: Path, before: str, after: str
) -> None:
    site, file = tmp_path / "own", tmp_path / "list.csv"
    ivr("new", str(site), "--name", "あ", "--service", "tax=税/ぜい", "--service", "water=水道/すいどう", *WARDS)
    directory = site / "data" / "directory.yaml"
    head, _, rest = directory.read_text(encoding="utf-8").partition("offices:\n")
    others = rest[rest.index("  東区:") :]
    directory.write_text(f"{head}offices:\n{before}{others}", encoding="utf-8")
    file.write_text("区,用件,電話番号\n千種区,水道,052-223-9999\n", encoding="utf-8")

    ran = ivr("offices", "import", str(file), "--yes", "--site", str(site))

    assert ran.code == 0, ran.err
    assert directory.read_text(encoding="utf-8") == f"{head}offices:\n{after}{others}"


WRONG = {
    "愛智県,経営改善支援センター,052-223-9999": 'there is no area "愛智県"; did you mean "愛知県" or "愛媛県"?',
    "愛知県,経営改善センター,052-223-9999": 'there is no service "経営改善センター"',
    "愛知県・三重県,center,052-223-9999": "a line is for one area; write one for each of 愛知県、三重県",
    "愛知県,center,52-223-9999": 'has it lost its leading 0 ("052-223-9999")?',
    '愛知県,center,"052-223-9999\n052-223-9998"': "; write one number: an office has no second one\n",
    "愛知県,center,": "this line has no number",
    "愛知県,,052-223-9999": "this line names no service; possible here: 経営改善支援センター, ",
    "愛知県,center,0570-054-054": "0570-054-054 is not the number of a fixed line",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_line_is_reported_and_nothing_is_written(ivr: Command, site: Path, tmp_path: Path, row: str) -> None:
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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "no line of it names a column of numbers"),
        ("番号,都道府県,電話番号\n1,愛知県,052-223-9999\n", "two of its columns are for the same: 番号、電話番号"),
        (
            "都道府県,サービス,電話番号\n愛知県,center,052-223-9999,x\n",
            "line 2: it has more cells than there are columns",
        ),
        ("PK\x03\x04", "it is a workbook of a spreadsheet program, not CSV: save it as CSV UTF-8"),
    ],
)
def test_a_list_whose_columns_are_in_doubt_is_refused(
    ivr: Command, site: Path, tmp_path: Path, content: str, message: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(content, encoding="utf-8")

    ran = ivr("offices", "import", str(file), "--yes", "--site", str(site))

    assert ran.code == 1
    assert ran.err.startswith(f"Error: {file}: ")
    assert message in ran.err


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
