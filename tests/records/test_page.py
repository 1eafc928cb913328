"""The report as a page: complete in one file, its figures those of the tables, usable on any screen and on paper."""

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from ivr.call import Plan
from ivr.clock import JAPAN
from ivr.records import database
from ivr.records.report import Table, tables_of, texts, tiles
from ivr.records.report.page import SiteNames, for_site, page
from ivr.records.report.table import crossed
from tests.browser import barriers, chromium, dim_in_the_dark, logged, requested_schemes

from .test_simulated import BUDGETS, SINCE, UNTIL, played, recorded

MONTH = datetime(2026, 11, 1, tzinfo=JAPAN)
MADE = datetime(2026, 12, 1, 9, 30, tzinfo=JAPAN)
CHANGES = Table(
    "changes",
    "Numbers and texts that changed",
    ("plan", "what", "before"),
    ("after",),
    (("0123456789ab", "愛知県 経営改善支援センター", "052-223-6953", "052-223-6950"),),
)
FOUND = ("place_by", "service_by")
GAPS = Table("gaps", "Gaps", ("from",), ("minutes",), (("2026-11-03 23:30", 90), ("all", 90)))


class Texts(HTMLParser):
    """Collects the texts of a page's elements, and the addresses and scripts in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tiles: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self._open.append((tag, dict(attrs).get("class") or ""))
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        tag, kind = self._open[-1] if self._open else ("", "")
        if tag in ("td", "th"):
            self.cells[-1] += data
        if (tag, kind) == ("text", "value"):
            self.tiles.append(data)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[Table, ...]:
    """Return the tables of a month of simulated calls, and a change and a gap in it."""
    _, events = played(200)
    *found, _ = recorded(database.url_for("", tmp_path_factory.mktemp("var")), events).values()
    return (*found, CHANGES, GAPS)


@pytest.fixture(scope="module")
def names(plan: Plan) -> SiteNames:
    return SiteNames.of(plan)


@pytest.fixture(scope="module")
def text(tables: tuple[Table, ...], names: SiteNames) -> str:
    return page(tables, names, MONTH, MADE)


def test_every_figure_of_every_table_is_on_it(text: str, tables: tuple[Table, ...]) -> None:
    cells = iter(Texts(text).cells)
    for table in tables:
        if [row[0] for row in table.rows] == ["all"]:
            continue  # that there was none is told in words
        for _ in table.columns:
            next(cells)
        for row in table.rows:
            for value in row:
                shown = next(cells)
                if isinstance(value, int):
                    assert shown == f"{value:,}", table.name
    assert next(cells, None) is None


def test_every_table_is_explained_in_the_language_of_the_page(tables: tuple[Table, ...]) -> None:
    by_the_site = {"missed": "node", "changes": "plan"}
    for table in tables:
        assert table.name in texts.NOTES, "ivr/records/report/texts.py"
        assert [name for name in table.heads if name not in texts.LABELS] == [], table.name
        unknown = [name for name in table.columns if name not in texts.LABELS and name[0] != "<" and name[-1] != "+"]
        assert unknown == [] or table.name in by_the_site, table.name


def test_the_figures_on_the_map_add_up_to_the_calls_whose_place_was_found(text: str, tables: tuple[Table, ...]) -> None:
    areas = tables[0]
    found = sum(int(row[-1]) for row in areas.rows[:-1] if row[0] != "-")
    on_map = [int(figure) for figure in Texts(text).tiles if not figure.endswith("%")]
    assert sum(on_map) == found > 0


def test_it_is_in_japanese_with_the_names_of_the_site(text: str) -> None:
    assert '<html lang="ja">' in text
    for words in ("経営改善支援センター", "つながった", "どのようなご相談ですか。", "静岡県", "052-223-6950"):
        assert words in text
    for code in ("connected", "two_answers", "place found by"):
        assert f">{code}<" not in text
    assert "+81" not in text  # numbers are as people in Japan write them


def test_in_english_it_has_no_word_of_ours_in_japanese(tables: tuple[Table, ...]) -> None:
    english = page([table for table in tables if table.name != "changes"], SiteNames(), MONTH, MADE, "en")
    assert '<html lang="en">' in english
    japanese = set(re.findall(r"[ぁ-んァ-ヶ一-龯]+", re.sub(r"<style>.*?</style>", "", english, flags=re.DOTALL)))
    assert japanese <= {short for _, _, short in tiles._TILES.values()}  # noqa: SLF001 - the names of places stay


def test_it_is_complete_in_one_file_without_a_script(text: str) -> None:
    found = Texts(text)
    assert not found.tags & {"script", "img", "iframe", "object", "form"}
    assert all(address.startswith("#") or address == "data:," for address in found.addresses)
    assert "url(" not in text
    assert "@import" not in text


def test_what_a_site_calls_things_is_text(tables: tuple[Table, ...]) -> None:
    evil = '<script>alert("1")</script>'
    named = SiteNames(evil, {"center": evil}, {"22": evil}, {"22-center": evil}, {"ask_service": evil})
    shown = page(tables, named, MONTH, MADE)
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_areas_that_are_no_prefectures_have_a_table_and_no_map(tables: tuple[Table, ...], names: SiteNames) -> None:
    first, *others = tables
    prefecture = next(row[0] for row in first.rows if row[0] in names.areas)
    rows = tuple(("13101" if row[0] == prefecture else row[0], *row[1:]) for row in first.rows)
    wards = replace(first, rows=rows)
    shown = Texts(page((wards, *others), names, MONTH, MADE))
    assert shown.tiles == []
    assert "13101" in shown.cells


@pytest.mark.parametrize(
    ("figures", "legend"),
    [
        ({"13": 3, "14": 45, "01": 11, "02": 12}, ("3–11", "12–19", "20–28", "29–36", "37–45")),
        ({"13": 16.6, "14": 100.0, "01": 66.5}, ("17–33", "34–50", "51–66", "67–83", "84–100")),
        ({"13": 1, "14": 2, "01": 3}, ("1", "2–3")),
        ({"13": 5}, ("5",)),
    ],
)
def test_each_figure_of_a_map_is_in_one_range_of_its_legend(figures: dict[str, float], legend: tuple[str, ...]) -> None:
    ranges = [tuple(map(int, one.split("–"))) for one in legend]

    assert tiles.bounds(figures) == legend
    for tile in tiles.tiles(figures):
        if tile.figure:
            assert [at for at, one in enumerate(ranges, 1) if one[0] <= int(tile.figure) <= one[-1]] == [tile.shade]


def test_what_is_heard_names_no_place_that_only_one_caller_would_hear(names: SiteNames) -> None:
    assert names.heard["ask_prefecture"] == "会社のある都道府県は、どちらですか。"
    assert names.heard["read_back"].startswith("…")
    assert [text for text in names.heard.values() if "北海道" in text] == []


def test_only_labels_that_are_too_long_are_pressed_together(tables: tuple[Table, ...], names: SiteNames) -> None:
    pressed = re.compile(r"textLength[^>]*>([^<]*)<")
    english = page(tables, names, MONTH, MADE, "en")
    assert [label for label in pressed.findall(english) if len(label) < 16] == []


def test_what_a_site_does_not_have_is_not_said_to_be_unknown() -> None:
    """Of services where there are none, and of areas: neither as a column, nor as how they were found."""
    understood = Table("understood", "U", ("area",), ("calls",), (("-", 4), ("all", 4)))
    ringing = Table("ringing", "R", ("place found by",), ("calls",), (("-", 4), ("all", 4)))
    found = [Table(name, name, ("found by",), ("all",), (("-", 4), ("all", 4))) for name in FOUND]
    towns, services = {"16201": "富山市", "16202": "高岡市"}, {"tax": "税", "water": "水道"}
    for row, names, columns, rows in (
        ("16201\t-", SiteNames(areas=towns), "area", [("-", 1, 1), ("16201", 3, 3), ("all", 4, 4)]),
        ("-\ttax", SiteNames(services=services), "service", [("-", 1, 1), ("tax", 3, 3), ("all", 4, 4)]),
    ):
        of_calls = {(row, "connected"): 3, ("-\t-", "connected"): 1}
        areas = crossed("areas", "Calls by area and service", ("area", "service"), of_calls, ["connected"])
        first, *rest = for_site((areas, *found, understood, ringing), names)
        assert (first.title, first.heads, first.columns) == (
            f"Calls by {columns}",
            (columns,),
            (columns, "connected", "all"),
        )
        assert [*first.rows] == rows
        assert [one.name for one in rest] == [
            f"{'place' if columns == 'area' else columns}_by",
            "understood",
            "ringing",
        ]
        for one in rest[1:]:
            assert one.rows == ((("-", 4), ("all", 4)) if columns == "area" else (("all", 4),))
        assert for_site((areas, *found, understood), SiteNames(areas=towns, services=services))[0] == areas


def test_a_month_without_calls_has_a_page(tmp_path: Path, names: SiteNames) -> None:
    engine = database.writing(database.url_for("", tmp_path))
    database.upgrade(engine)
    with engine.connect() as connection:
        empty = tables_of(connection, SINCE, UNTIL, UNTIL, BUDGETS)
    engine.dispose()
    shown = page(empty, names, MONTH, MADE)
    assert "この月の記録に、電話はありません。" in shown
    assert Texts(shown).tiles == []


# Prefectures that touch by land, and in which direction the second lies.
NEIGHBOURS = (
    *("02-05 south", "05-06 south", "06-07 south", "03-04 south", "04-07 south", "07-09 south", "10-09 east"),
    *("09-08 east", "10-11 south", "11-13 east", "08-12 south", "13-14 south", "20-19 south", "17-16 east"),
    *("16-15 east", "18-26 south", "21-24 south", "24-23 east", "23-22 east", "25-24 south", "26-29 south"),
    *("27-29 east", "29-30 south", "28-26 east", "31-28 east", "32-31 east", "32-34 south", "31-33 south"),
    *("34-33 east", "35-34 east", "38-37 east", "38-39 south", "37-36 south", "41-40 east", "40-44 east"),
    *("40-43 south", "44-45 south", "43-45 east", "43-46 south", "41-42 south"),
)


def test_each_prefecture_has_its_tile_and_lies_where_it_should() -> None:
    at = {code: (column, row) for code, (column, row, _) in tiles._TILES.items()}  # noqa: SLF001
    assert sorted(at) == [f"{code:02}" for code in range(1, 48)]
    assert len(set(at.values())) == 47
    for pair in NEIGHBOURS:
        one, two, way = pair[:2], pair[3:5], pair[6:]
        east, south = at[two][0] - at[one][0], at[two][1] - at[one][1]
        assert (east if way == "east" else south) > 0, pair
        assert max(abs(east), abs(south)) <= 2, pair


@pytest.fixture(scope="module")
def browser(
    text: str, tables: tuple[Table, ...], names: SiteNames, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chrome]:
    """Open the page in Chromium; beside it lies one whose tables are short, for axe reads cell by cell."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.html").write_text(text, encoding="utf-8")
    shortened = [replace(table, rows=(*table.rows[:-1][:3], *table.rows[-1:])) for table in tables]
    at = next(at for at, table in enumerate(shortened) if table.name == "ringing")
    *rows, sums = shortened[at].rows  # the colour of nothing is tried on that of sums
    nothing = tuple(0.0 if isinstance(cell, float) else cell for cell in sums)
    shortened[at] = replace(shortened[at], rows=(*rows, nothing))
    short = page(shortened, names, MONTH, MADE)
    (folder / "short.html").write_text(short, encoding="utf-8")
    with chromium(folder / "profile") as chrome:
        chrome.get((folder / "page.html").as_uri())
        yield chrome


def test_nothing_keeps_anybody_out_of_the_page(browser: Chrome) -> None:
    whole = browser.current_url
    browser.get(whole.replace("page.html", "short.html"))
    browser.set_window_size(1280, 900)
    assert barriers(browser) == []
    assert dim_in_the_dark(browser) == []
    assert logged(browser, "browser") == []
    browser.get(whole)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_screen_has_to_be_moved_sideways(browser: Chrome, width: int) -> None:
    screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    cut = browser.execute_script(
        "return [...document.querySelectorAll('.chart text')].filter(t => "
        "t.getBoundingClientRect().right > t.ownerSVGElement.getBoundingClientRect().right + 1).map(t => t.textContent)"
    )
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= width
    assert cut == []


def test_it_fits_on_a4(browser: Chrome) -> None:
    printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    assert {float(size) for size in re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) [\d.]+\]", printed)} == {594.95996}
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12


def test_nothing_was_asked_of_any_host(browser: Chrome) -> None:
    schemes = requested_schemes(browser)
    assert schemes
    assert schemes <= {"file", "data", "chrome"}
