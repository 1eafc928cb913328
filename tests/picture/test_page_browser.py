"""The page in a real Chromium: on large and small screens, and printed."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from ivr.picture import graph_of
from tests.browser import barriers, chromium, dim_in_the_dark, logged, requested_schemes, unmarked
from tests.conftest import shipped_plan

from .pages import shipped_page


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Start Chromium with an empty profile, and open the shipped site's page."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.html").write_text(shipped_page(), encoding="utf-8")
    with chromium(folder / "profile") as chrome:
        chrome.get((folder / "page.html").as_uri())
        yield chrome


@pytest.fixture
def shown(browser: Chrome) -> Iterator[Chrome]:
    """Give the page as it is opened, on a screen of usual size."""
    browser.set_window_size(1280, 900)
    browser.refresh()
    yield browser
    assert logged(browser, "browser") == []


def click(browser: Chrome, selector: str) -> None:
    element = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def test_the_arrows_of_a_box_are_lit_while_it_has_the_focus(shown: Chrome) -> None:
    arrows = [(arrow.source, arrow.target) for arrow in graph_of(shipped_plan()).arrows]

    shown.execute_script("document.querySelector('.box[data-node=read_back] a').focus()")
    assert lit(shown) == {arrow for arrow in arrows if "read_back" in arrow}
    shown.execute_script("document.activeElement.blur()")
    assert lit(shown) == set()


def lit(browser: Chrome) -> set[tuple[str | None, str | None]]:
    lit = browser.find_elements(By.CSS_SELECTOR, ".arrow.on")
    return {(arrow.get_attribute("data-from"), arrow.get_attribute("data-to")) for arrow in lit}


def test_the_drawing_is_shown_large_or_whole(shown: Chrome) -> None:
    wide = shown.find_element(By.CSS_SELECTOR, ".drawing").size["width"]

    click(shown, "#fit")
    assert shown.find_element(By.CSS_SELECTOR, ".drawing").size["width"] < wide
    assert shown.find_element(By.ID, "fit").get_attribute("aria-pressed") == "true"


def test_a_box_leads_to_what_is_heard_there(shown: Chrome) -> None:
    click(shown, '.box[data-node="ask_prefecture"] a')

    assert shown.current_url.endswith("#node-ask_prefecture")
    assert shown.find_element(By.CSS_SELECTOR, "#node-ask_prefecture").is_displayed()


def test_nothing_keeps_anybody_out_of_the_page(shown: Chrome) -> None:
    assert barriers(shown) == []  # its colours are those of the page in English
    assert dim_in_the_dark(shown) == []


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_no_screen_has_to_be_moved_sideways(browser: Chrome, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.execute_script("document.querySelector('.all').open = true")
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_script("document.querySelector('.all').open = false")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    assert wide <= width
    assert logged(browser, "browser") == []


def test_nor_where_each_area_of_a_region_leads_to_a_node_of_its_own(shown: Chrome) -> None:
    screen = {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    shown.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    wide = shown.execute_script(
        "for (const one of document.querySelectorAll('.region li'))"
        "  one.insertAdjacentHTML('beforeend', '<span class=to>→ 声の案内</span>');"
        "return document.documentElement.scrollWidth"
    )
    shown.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    shown.refresh()

    assert wide <= 360


def test_each_part_prints_on_its_own_pages(shown: Chrome) -> None:
    most = {"chart": 1, "flow": 1, "prompts": 12, "offices": 4}
    printed = {part: pages_of(shown, part) for part in most}

    assert [(part, found) for part, found in printed.items() if not 1 <= found <= most[part]] == []


def pages_of(shown: Chrome, part: str) -> int:
    shown.execute_script("document.documentElement.dataset.print = arguments[0]", part)
    printed = shown.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    shown.execute_script("delete document.documentElement.dataset.print")
    return pages(base64.b64decode(printed["data"]))


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_everything_that_can_be_pressed_has_a_name_and_is_large_enough(shown: Chrome) -> None:
    buttons = [one for one in shown.find_elements(By.CSS_SELECTOR, "button") if one.is_displayed()]

    assert [one.accessible_name for one in buttons if not one.accessible_name.strip()] == []
    assert [one.text for one in buttons if one.size["height"] < 44] == []


def test_in_english_the_page_is_english_but_what_is_marked_as_japanese(browser: Chrome, tmp_path: Path) -> None:
    before = browser.current_url
    (tmp_path / "page.html").write_text(shipped_page("en"), encoding="utf-8")
    browser.get((tmp_path / "page.html").as_uri())
    click(browser, "#fit")
    found = (unmarked(browser), barriers(browser, "color-contrast"), browser.find_element(By.ID, "fit").text)
    wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
    browser.get(before)

    assert found == ([], [], "Enlarge")
    assert wide <= 0


def test_nothing_was_asked_of_any_host(browser: Chrome) -> None:
    schemes = requested_schemes(browser)

    assert schemes
    assert schemes <= {"file", "data", "chrome"}  # chrome: is its own empty first page
