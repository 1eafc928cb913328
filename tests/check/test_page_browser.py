"""The page in a real Chromium: played by click and key, on a large and a small screen, and printed."""

import base64
import json
import re
from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.browser import chromium, logged

from .played import shipped_page


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Start Chromium with an empty profile, and open the shipped site's page."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.html").write_text(shipped_page(), encoding="utf-8")
    with chromium(folder / "profile") as chrome:
        chrome.get((folder / "page.html").as_uri())
        yield chrome


@pytest.fixture
def call(browser: Chrome) -> Iterator[Chrome]:
    """Give the page with a call that has just begun, on a screen of usual size."""
    browser.set_window_size(1280, 900)
    click(browser, "#restart")
    click(browser, '#world input[value=""]')
    yield browser
    assert logged(browser, "browser") == []


def click(browser: Chrome, selector: str) -> None:
    element = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def press(browser: Chrome, keys: str) -> None:
    for key in keys:
        click(browser, f'#pad button[data-key="{key}"]')


def choose(browser: Chrome, words: str) -> None:
    (button,) = (
        one for one in browser.find_elements(By.CSS_SELECTOR, "#speech button, #others button") if one.text == words
    )
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    button.click()


def log(browser: Chrome) -> list[str]:
    return [line.text for line in browser.find_elements(By.CSS_SELECTOR, "#log li")]


def shown(browser: Chrome, selector: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).text


def test_keys_lead_to_the_office_on_a_shared_line_with_its_phrase(call: Chrome) -> None:
    press(call, "131")

    assert (
        "愛知県の、経営改善支援センターに、おつなぎします。電話がつながったら、「経営改善支援センターでの相談」"
        in log(call)[-1]
    )
    choose(call, "だまっている")
    assert shown(call, "#office") == "愛知県経営改善支援センター"
    assert shown(call, "#number") == "052-223-6953"
    assert "「経営改善支援センターでの、相談です。」" in shown(call, "#whisper")


def test_voice_leads_to_an_office_and_a_correction_to_another(call: Chrome) -> None:
    say_place(call, "和歌山県")
    assert log(call)[-1].startswith("和歌山県で")
    choose(call, "「はい」")
    assert shown(call, "#where") == "選んでもらう"
    choose(call, "「中小企業再生支援協議会」")
    choose(call, "「いいえ」")
    press(call, "1")
    assert not call.find_element(By.CSS_SELECTOR, "#place option[value='30']").is_enabled()
    say_place(call, "三重県")
    choose(call, "「はい」")
    assert shown(call, "#office") == "三重県中小企業再生支援協議会"


def say_place(browser: Chrome, name: str) -> None:
    Select(browser.find_element(By.CSS_SELECTOR, "#place select")).select_by_visible_text(name)
    click(browser, "#place button")


def test_words_that_do_what_a_key_does_are_shown(call: Chrome) -> None:
    assert shown(call, "#spoken").startswith("声でも通じます：1 は「経営改善支援センター」")
    for _ in range(2):
        choose(call, "聞き取れない声")
    assert shown(call, "#spoken") == ""


def test_a_busy_office_leads_on_and_the_number_is_told(call: Chrome) -> None:
    press(call, "2111")
    choose(call, "話し中だった")
    press(call, "2")

    assert "ゆっくり、二回" in log(call)[-1]
    assert "ゼロサンの、" in log(call)[-1]


def test_a_closed_office_does_not_ring(call: Chrome) -> None:
    click(call, '#world input[value="closed"]')
    press(call, "131")

    assert "愛知県の、経営改善支援センターは、ただいま、受付時間の外です。" in log(call)[-1]


def test_a_postal_code_leads_to_its_town(call: Chrome) -> None:
    press(call, "19")
    choose(call, "000-0000 と押す")
    assert log(call)[-1].startswith("その番号は、見つかりませんでした。")


def test_the_keyboard_plays_and_an_answer_is_taken_back(call: Chrome) -> None:
    first = log(call)
    button = call.find_element(By.CSS_SELECTOR, '#pad button[data-key="1"]')
    button.send_keys("1")
    button.send_keys("3")
    assert log(call)[-2:][0] == "3（東海）"
    click(call, "#undo")
    click(call, "#undo")
    assert log(call) == first
    call.find_element(By.CSS_SELECTOR, "#restart").send_keys(Keys.TAB, Keys.ENTER)


def test_silence_alone_ends_with_an_office(call: Chrome) -> None:
    for _ in range(3):
        choose(call, "だまっている")

    assert shown(call, "#office") == "経営改善支援センター（全国本部）"
    choose(call, "話し終えた")
    assert log(call)[-1] == "電話が終わりました。"
    assert not call.find_element(By.ID, "pad").is_displayed()


def test_the_drawing_shows_where_the_call_is(call: Chrome) -> None:
    press(call, "131")

    (here,) = call.find_elements(By.CSS_SELECTOR, ".box.here")
    assert here.get_attribute("data-node") == "read_back"
    assert shown(call, "#where") == "窓口を読み上げる"


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_no_screen_has_to_be_moved_sideways(call: Chrome, width: int) -> None:
    call.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    wide = call.execute_script("return document.documentElement.scrollWidth")
    call.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    call.refresh()

    assert wide <= width


@pytest.mark.parametrize(("part", "most"), [("chart", 1), ("flow", 1), ("offices", 5)])
def test_each_part_prints_on_its_own_pages(call: Chrome, part: str, most: int) -> None:
    call.execute_script("document.documentElement.dataset.print = arguments[0]", part)
    printed = call.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    call.execute_script("delete document.documentElement.dataset.print")

    assert 1 <= pages(base64.b64decode(printed["data"])) <= most


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_everything_that_can_be_pressed_has_a_name_and_is_large_enough(call: Chrome) -> None:
    buttons = [one for one in call.find_elements(By.CSS_SELECTOR, "button, select") if one.is_displayed()]

    assert [one.accessible_name for one in buttons if not one.accessible_name.strip()] == []
    assert [one.text for one in buttons if one.size["height"] < 44] == []


def test_nothing_was_asked_of_any_host(browser: Chrome) -> None:
    messages = (json.loads(entry["message"])["message"] for entry in logged(browser, "performance"))
    asked = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]

    assert asked
    assert {url.partition(":")[0] for url in asked} <= {"file", "data", "chrome"}  # chrome: is its own empty first page
