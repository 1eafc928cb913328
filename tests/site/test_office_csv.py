"""Lists of offices as people write them: which office a line is about, and the messages about it."""

from pathlib import Path

import pytest

from ivr.site import Site, load
from ivr.site.directory_edit import write_changes
from ivr.site.office_changes import compared
from ivr.site.office_csv import rows_of

MEANT = {
    "078-012-0001 内線201": '; no extension can be dialled; did you mean "078-012-0001"?',
    "℡078-012-0001": '; did you mean "078-012-0001"?',
    "078-012-0001（代表）": '; did you mean "078-012-0001"?',
    "078 012 0001": '; did you mean "078-012-0001"?',
    "O78-O12-OOO1": '; did you mean "078-012-0001"?',
    "078-012-0001（9時〜17時）": '; write the number alone; did you mean "078-012-0001"?',
    "078-012-0001／078-012-0002": "; write one number: an office has no second one",
    "783223322": '; has it lost its leading 0 ("078-322-3322")?',
    "7.8E+08": "; a spreadsheet program has rounded it: make its column text, and type the number again",
    "未定": "; for a number that is not known yet write a placeholder, such as 03-0000-0001",
    "22-3322": "",
    "FAX 078-012-0001": "",
}


@pytest.fixture
def city(tmp_path: Path) -> Site:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "directory.yaml").write_text(CITY, encoding="utf-8")
    return load(tmp_path)


@pytest.mark.parametrize("number", MEANT)
def test_what_is_meant_by_a_number_is_suggested(city: Site, number: str) -> None:
    assert city.directory
    rows = rows_of(f"区,サービス,電話番号\n灘区,ごみ,{number}\n".encode())

    (wrong,) = compared(city, city.directory, rows).wrong

    assert wrong.endswith(f"is not a number as printed, such as 052-223-6953{MEANT[number]}")


FOUND = [
    ("灘", "ごみ", "", "078-012-0001", "new number: 灘区のごみの窓口, 078-011-0001 becomes 078-012-0001"),
    ('"灘\n区"', "ごみ", '"灘区\n環境課"', '"078-012-\r\n0001"', "becomes 078-012-0001; it is called 灘区 環境課"),
    ("灘区", "ゴミ", "灘区のゴミの窓口", "078-012-0001", "becomes 078-012-0001"),
    (
        "灘区",
        "garbage",
        "灘区環境課",
        "078-012-0001",
        "new number: 灘区のごみの窓口, 078-011-0001 becomes 078-012-0001; it is called 灘区環境課",
    ),
    (
        "灘区",
        "税",
        "灘税務署",
        "078-222-0001",
        'the list has the name "灘税務署", the directory "税の窓口", which is kept',
    ),
    ("", "", "代表の窓口", "078-012-0001", "new number: 代表の窓口, 078-010-0001 becomes 078-012-0001"),
    ("", "税", "代表の窓口", "078-012-0001", 'it names the service "税" and the office "代表の窓口", which has none'),
    ("", "headquarters", "", "（０７８）０１２－０００１", "new number: 代表の窓口, 078-010-0001 becomes 078-012-0001"),
    (
        "",
        "ごみ",
        "",
        "078-012-0001",
        "(of merged cells only the first has it); an office outside any area is found by its name: 代表の窓口",
    ),
    ("", "粗大ごみ", "", "078-012-0001", "new number: 粗大ごみの窓口, 078-010-0002 becomes 078-012-0001"),
    (
        "",
        "large",
        "粗大ごみセンター",
        "078-012-0001",
        "078-010-0002 becomes 078-012-0001; it is called 粗大ごみセンター",
    ),
    (
        "",
        "粗大ごみ",
        "代表の窓口",
        "078-012-0001",
        'the service "粗大ごみ" and the office "代表の窓口", which has none',
    ),
    ("兵庫県灘区", "ごみ", "", "078-012-0001", "new number: 灘区のごみの窓口, 078-011-0001 becomes 078-012-0001"),
    ("大阪府灘区", "ごみ", "", "078-012-0001", 'there is no area "大阪府灘区"; did you mean "灘区"?'),
    ("Nada Ward", "ごみ", "", "078-012-0001", "new number: 灘区のごみの窓口, 078-011-0001 becomes 078-012-0001"),
    ("Náda-ku", "ごみ", "", "078-012-0001", "new number: 灘区のごみの窓口"),
    ("Nada Town", "ごみ", "", "078-012-0001", 'there is no area "Nada Town"'),
    ("灘田区", "ごみ", "", "078-012-0001", 'did you mean "灘区"?'),
    ("東南区", "ごみ", "", "078-012-0001", 'did you mean "東区" or "南区"?'),
    ("灘", "ごみ", "", "078-012-0001 078-012-0002", '"078-012-0001 078-012-0002" is not a number as printed'),
    ("灘", "ごみ", "", "078-012", '"078-012" is not a number as printed'),
]
CITY = """\
source: {name: a list, status: current}
areas: wards
within: [神戸市, 名古屋市]
services:
  garbage: {name: ごみ, kana: ごみ}
  tax: {name: 税, kana: ぜい}
  large: {name: 粗大ごみ, kana: そだいごみ, elsewhere: collection}
elsewhere: headquarters
others:
  headquarters: {printed_name: 代表の窓口, number: "078-010-0001"}
  collection: {printed_name: 粗大ごみの窓口, number: "078-010-0002"}
offices:
  灘区:
    garbage: {printed_name: 灘区のごみの窓口, number: "078-011-0001"}
    tax: {printed_name: 税の窓口, number: "078-222-0001"}
"""


def test_a_town_may_be_named_with_its_county_and_its_prefecture(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    town = CITY.replace("wards", "municipalities").replace("神戸市, 名古屋市", "富山県").replace("灘区:", "入善町:")
    (tmp_path / "data" / "directory.yaml").write_text(town, encoding="utf-8")
    site = load(tmp_path)
    assert site.directory
    for name in ("入善町", "下新川郡入善町", "富山県入善町", "富山県下新川郡入善町"):
        rows = rows_of(f"市町村,サービス,電話番号\n{name},ごみ,0765-72-1101\n".encode())

        assert [change.loc for change in compared(site, site.directory, rows).changes] == [
            ("offices", "入善町", "garbage")
        ]


@pytest.mark.parametrize("number", ["078-010-0001", "078-222-0001"])  # nobody's as yet, or somebody's
def test_an_office_that_is_found_by_its_key_is_not_called_so(tmp_path: Path, number: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "directory.yaml").write_text(CITY.replace("078-010-0001", number), encoding="utf-8")
    site = load(tmp_path)
    assert site.directory

    result = compared(site, site.directory, rows_of("窓口名,電話番号\nheadquarters,078-222-0002\n".encode()))

    assert [change.name for change in result.changes] == ["代表の窓口"]
    assert not result.noted


# Excel writes the title above a table, the notes below it, and what a heading has in two lines.
LISTS = [
    "くらしの窓口,,\n,,令和8年4月1日現在\n区,サービス,電話番号\n灘区,ごみ,078-012-0001\n",
    "No.,区名,サービス名,電話番号\n1,灘区,ごみ,078-012-0001\n,,,\n※変わることがあります。,,,\n",
    "区,サービス,電話番号\n灘区,ごみ,078-012-0001\n※ 変わることがあります。,,\n（注）祝日は休み,,\n",
    '区,用件,"電話\n番号"\n灘区,ごみ,078-012-0001\n',
    "くらしの窓口\n区\tサービス\t電話番号\n灘区\tごみ\t078-012-0001\n",
    "ごみ,税,水道,福祉,介護\n区\tサービス\t電話番号\n灘区\tごみ\t078-012-0001\n",
    "No.,区,相談内容,電話番号（代表）\n1,灘区,ごみ,078-012-0001\nNo.,区,相談内容,電話番号（代表）\n",
]
NAMES = "区,サービス,電話番号"
LOST = [  # sorted together with the names; a table above another; beside the table; as Excel takes it for a number
    (f"灘区,ごみ,078-012-0001\n{NAMES}\n東区,ごみ,052-012-0003\n", "line 1: 078-012-0001"),
    (f"区,サービス,連絡先\n灘区,ごみ,078-012-0001\n\n{NAMES}\n東区,ごみ,052-012-0003\n", "line 2: 078-012-0001"),
    (f"{NAMES},備考\n灘区,ごみ,078-012-0001,\n,,,078（012）0002\n", "line 3: 078（012）0002"),
    (f"灘区,ごみ,780120001\n{NAMES}\n", "line 1: 780120001"),
]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_read_as_a_spreadsheet_program_writes_it(text: str) -> None:
    assert [dict(row.cells) for row in rows_of(text.encode("cp932"))] == [
        {"area": "灘区", "service": "ごみ", "number": "078-012-0001"}
    ]


def test_the_sign_for_the_cell_above_is_that_cell() -> None:
    rows = rows_of(f"{NAMES}\n灘区,ごみ,078-012-0001\n〃,税,078-012-0002\n同上,〃,〃\n".encode())

    assert [[*row.cells.values()] for row in rows[1:]] == [["灘区", "税", "078-012-0002"]] * 2


def test_a_table_with_other_columns_below_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^line 3: a table with other columns begins here; "):
        rows_of(f"{NAMES}\n灘区,ごみ,078-012-0001\n電話番号,区\n078-012-0002,東区\n".encode())


def test_a_cell_that_is_called_like_a_column_begins_no_table() -> None:
    rows = rows_of(f"{NAMES},連絡方法\n灘区,ごみ,078-012-0001,電話\n東区,ごみ,078-012-0002,窓口\n".encode())

    assert [(row.cells["number"], row.beside["連絡方法"]) for row in rows] == [
        ("078-012-0001", "電話"),
        ("078-012-0002", "窓口"),
    ]


def test_a_column_with_a_note_in_brackets_is_not_read_beside_the_one_without() -> None:
    (row,) = rows_of(f"{NAMES},電話番号（夜間）,窓口名,窓口名(カナ)\n灘区,ごみ,078-1,078-2,灘,ナダ\n".encode())

    assert (row.cells["number"], row.cells["name"]) == ("078-1", "灘")
    assert row.beside == {"電話番号（夜間）": "078-2", "窓口名(カナ)": "ナダ"}


def test_two_columns_with_notes_in_brackets_are_named_with_them() -> None:
    with pytest.raises(ValueError, match=r"for the same: 電話番号（旧）、電話番号（新）;"):
        rows_of("区,サービス,電話番号（旧）,電話番号（新）\n".encode())


@pytest.mark.parametrize("name", ["電話番号（FAX）", "電話番号(ファックス)", "電話番号（ﾌｧｸｽ）"])
def test_the_numbers_of_a_fax_are_not_read(name: str) -> None:
    with pytest.raises(ValueError, match=r"^no line of it names a column of numbers; "):
        rows_of(f"区,サービス,{name}\n灘区,ごみ,078-012-0001\n".encode())


LACKING = [
    ("区,用途,電話番号", "no column of it is for services; call that one サービス", "用途"),
    ("区域,サービス,電話番号", "no column of it is for areas; call that one 地域", "区域"),
]


@pytest.mark.parametrize(("names", "sentence", "unread"), LACKING)
def test_a_column_that_is_called_something_else_is_told_once(
    city: Site, names: str, sentence: str, unread: str
) -> None:
    assert city.directory
    rows = rows_of(f"{names}\n灘区,ごみ,078-012-0001\n東区,ごみ,078-012-0002\n".encode())

    result = compared(city, city.directory, rows)

    assert (result.wrong, result.noted) == ((sentence,), (f"columns that are not read: {unread}",))


def test_the_columns_that_are_not_read_are_named(city: Site) -> None:
    assert city.directory
    rows = rows_of("No.,区,サービス,電話番号,備考,メモ\n1,灘区,ごみ,078-012-0001,平日のみ,\n".encode())

    assert compared(city, city.directory, rows).noted == ("columns that are not read: No.、備考",)


@pytest.mark.parametrize(("text", "where"), LOST)
def test_no_office_is_taken_for_a_title_or_a_note(text: str, where: str) -> None:
    line, _, number = where.partition(": ")
    with pytest.raises(ValueError, match=f"^{line}: no name of a column of numbers is above {number};"):
        rows_of(text.encode())


@pytest.mark.parametrize(("area", "service", "name", "number", "sentence"), FOUND)
def test_a_line_finds_its_office_as_people_write_it(
    tmp_path: Path, area: str, service: str, name: str, number: str, sentence: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "directory.yaml").write_text(CITY, encoding="utf-8")
    site = load(tmp_path)
    assert site.directory
    rows = rows_of(f"区,サービス,窓口名,電話番号\n{area},{service},{name},{number}\n".encode())

    result = compared(site, site.directory, rows)

    assert any(sentence in line for line in (*result.wrong, *result.noted, *map(str, result.changes)))


@pytest.mark.parametrize("others", ["ごみの係,078-012-0002", "ごみの係,078-011-0001", "ほかの係,078-012-0001"])
@pytest.mark.parametrize("step", [1, -1])
def test_an_office_that_a_list_names_twice_is_in_doubt_also_where_one_line_is_as_before(
    tmp_path: Path, others: str, step: int
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "directory.yaml").write_text(CITY, encoding="utf-8")
    site = load(tmp_path)
    assert site.directory
    lines = ("灘区,ごみ,ごみの係,078-012-0001\n", f"灘区,ごみ,{others}\n")[::step]

    result = compared(site, site.directory, rows_of(("区,サービス,窓口名,電話番号\n" + "".join(lines)).encode()))

    assert result.wrong == ("line 3: the list names this office twice, with different numbers or names",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('電話番号\n078-011-0001\n"' + "078-011-0001\n" * 11_000, 3),
        ('"' + "078-011-0001\n" * 11_000, 1),
        ('電話番号,備考\n078-011-0001,"平日\n078-011-0002,\n', 2),
        ('電話番号,備考\n078-011-0001,\n078-011-0002,"平日\n078-011-0003,"土曜も"\n', 3),
    ],
)
def test_a_quote_that_is_left_open_is_named_with_its_line_and_takes_no_office_away(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=rf"^line {line}: a quote that opens here is not closed at the end of its"):
        rows_of(text.encode())


def test_a_cell_is_read_as_one_line_without_what_cannot_be_seen() -> None:
    rows = rows_of('窓口名,電話番号\n"灘の\n係\0",\u200b078-011-0001\u202c\n'.encode())

    assert [row.cells for row in rows] == [{"name": "灘の 係", "number": "078-011-0001"}]


SEVERAL = """\
offices:
  灘区: {garbage: {number: "078-011-0001", printed_name: a of it }, tax: {printed_name: b, number: "078-011-0002"}}
  東区:
    garbage:
      verified_on: 2026-11-01
      number: "052-011-0003"
      verified_by: 山田
      verified_number: "052-011-0003"
      printed_name: c d  # c
    tax: {printed_name: d, number: '052-011-0004', verified_on: 2026-11-01, verified_by: 山田}
"""
CHANGED = """\
offices:
  灘区: {garbage: {number: "078-012-0001", printed_name: "ごみの係" }, tax: {printed_name: b, number: "078-012-0002"}}
  東区:
    garbage:
      number: "052-012-0003"
      printed_name: "東の係"  # c
    tax: {printed_name: d, number: "052-012-0004"}
"""


def test_the_numbers_of_a_list_are_written_together_wherever_they_are(tmp_path: Path) -> None:
    file, head = tmp_path / "data" / "directory.yaml", CITY.partition("offices:")[0]
    file.parent.mkdir()
    file.write_text(head + SEVERAL, encoding="utf-8")
    site = load(tmp_path)
    assert site.directory
    new = (
        "区,サービス,窓口名,電話番号\n東区,税,,052-012-0004\n灘区,ごみ,ごみの係,078-012-0001\n"
        "灘区,税,,078-012-0002\n東区,ごみ,東の係,052-012-0003\n"
    )

    write_changes(file, compared(site, site.directory, rows_of(new.encode())).changes)

    assert file.read_text(encoding="utf-8") == head + CHANGED
