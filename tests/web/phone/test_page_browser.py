"""The page in a real Chromium: called by keyboard alone, by typed speech, on a large and a small screen."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from ivr.callscript import read_script_file
from ivr.settings import Settings
from ivr.testing.play_scripts import play
from ivr.testing.targets import site_target
from tests.browser import barriers, chromium, dim_in_the_dark, logged, unmarked
from tests.serving import listening
from tests.web.telephone import shipped_app

pytestmark = pytest.mark.unmeasured
DOWNLOADS = "downloads"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("phone")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with listening(shipped_app(Settings())) as address:
        yield f"{address}/phone?lang=ja"


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Chrome]:
    with chromium(folder / "profile") as chrome:
        chrome.execute_cdp_cmd(
            "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder / DOWNLOADS)}
        )
        yield chrome


@pytest.fixture
def page(browser: Chrome, address: str) -> Iterator[Chrome]:
    """Open the page anew on a screen of usual size; nothing may be wrong on its console afterwards."""
    screen(browser, 1280, 900)
    browser.get(address)
    yield browser
    assert logged(browser, "browser") == []


def screen(browser: Chrome, width: int, height: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    until(browser, lambda browser: browser.execute_script("return innerWidth") == width)


def find(page: Chrome, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


def focus(page: Chrome) -> WebElement:
    return page.switch_to.active_element


def until(page: Chrome, holds: Callable[[Chrome], object], seconds: float = 90) -> None:
    """Wait until *holds*; on a busy machine the voice is long in coming, for it has the lowest priority."""
    WebDriverWait(page, seconds, poll_frequency=0.05).until(holds)


def press(page: Chrome, *keys: str) -> None:
    """Press *keys* one after the other, each where the focus then is, and wait for what they lead to."""
    for key in keys:
        focus(page).send_keys(key)
        settled(page)


def settled(page: Chrome) -> None:
    until(page, lambda page: page.execute_script("return document.querySelector('main').ariaBusy") != "true")


# A name is made of one of these; only then it is asked for, which costs more than all else that the tests do. Further
# pressed Tabs are held back there, so that a few are pressed at once.
HOLDS_TABS = """
const [name] = arguments;
const named = ({ ariaLabel, labels, textContent }) =>
  [ariaLabel, textContent, ...[...(labels ?? [])].map((one) => one.textContent)].some((one) => one?.includes(name));
const passed = new Set([document.body]);
const holds = () => !passed.has(document.activeElement) && named(document.activeElement);
const hold = (event) => { if (event.key === "Tab" && holds()) event.preventDefault(); };
document.addEventListener("keydown", hold, true);
window.tabs = { holds, pass: () => passed.add(document.activeElement),
  end: () => document.removeEventListener("keydown", hold, true) };
"""


def tab_to(page: Chrome, name: str) -> None:
    """Go with the Tab key to the control that is called *name*."""
    page.execute_script(HOLDS_TABS, name)
    try:
        for _ in range(12):
            while page.execute_script("return window.tabs.holds()"):
                if focus(page).accessible_name == name:
                    return
                page.execute_script("window.tabs.pass()")
            ActionChains(page).send_keys(Keys.TAB * 5).perform()
    finally:
        page.execute_script("window.tabs.end()")
    raise AssertionError(f"no {name} is reached with Tab")


def say(page: Chrome, text: str) -> None:
    find(page, "#words").send_keys(text, Keys.ENTER)
    settled(page)


def dial(page: Chrome) -> None:
    find(page, "#dial .call").send_keys(Keys.ENTER)
    settled(page)


def state(page: Chrome) -> str:
    return find(page, "main").get_attribute("data-state") or ""


def log(page: Chrome) -> list[str]:
    """Return the lines of the transcript, all at one moment."""
    words = "return [...document.querySelectorAll('#entries .words')].map((one) => one.firstChild.data)"
    lines: list[str] = page.execute_script(words)
    return lines


def explained(page: Chrome) -> dict[str, str]:
    """Return what the last step understood."""
    rows = page.find_elements(By.CSS_SELECTOR, "#facts div")
    return {row.find_element(By.TAG_NAME, "dt").text: row.find_element(By.TAG_NAME, "dd").text for row in rows}


ENDS = [  # of ringing; after the last the call is over
    ("話し中", "話し中でした", "asked"),
    ("出ない", "だれも出ませんでした", "asked"),
    ("つながらない", "つながりませんでした", "asked"),
    ("出る", "案内が終わり、電話が切れました", "over"),
]


def test_the_keyboard_alone_leads_to_each_end_of_ringing(page: Chrome) -> None:
    tab_to(page, "発信")
    press(page, Keys.ENTER)
    assert log(page)[0] == "経営相談の案内です。"
    press(page, "1", "3", "1")
    tab_to(page, "だまって待つ")
    press(page, Keys.ENTER)

    assert focus(page).accessible_name == "出る"
    for button, line, ends in ENDS:
        assert state(page) == "ringing"
        assert find(page, "#office").text == "愛知県経営改善支援センター"
        assert find(page, "#office-number").text == "052-223-6953"
        assert "「経営改善支援センターでの、相談です。」" in find(page, "#whisper").text
        tab_to(page, button)
        press(page, Keys.ENTER)
        assert line in log(page)
        assert state(page) == ends
        assert focus(page).is_displayed()
        assert focus(page).tag_name != "body"
        if ends != "over":
            tab_to(page, "ひとつ前に戻す")
            press(page, Keys.ENTER)


def test_the_desk_hears_its_whisper_and_the_call_can_be_made_again(page: Chrome) -> None:
    dial(page)
    press(page, "1", "3", "1")
    say(page, "はい")
    press(page, Keys.ENTER)

    (whisper,) = page.find_elements(By.CSS_SELECTOR, "#entries .desk .words")
    assert whisper.text == "経営改善支援センターでの、相談です。"
    assert focus(page).accessible_name == "もう一度かける"
    press(page, Keys.ENTER)
    assert (state(page), log(page)) == ("idle", [])
    assert focus(page).accessible_name == "発信"


def test_what_was_misheard_is_asked_and_confirmed(page: Chrome) -> None:
    dial(page)
    tab_to(page, "話すことば")
    press(page, "銀行との調整です", Keys.ENTER)
    say(page, "いわらきけん")

    assert log(page)[-1] == "茨城県で、よろしいでしょうか。"
    assert explained(page)["場所"] == "茨城県（たぶん）"
    assert explained(page)["場所の理由"] == "音が、この場所にいちばん近い"
    assert find(page, "#place").text.startswith("都道府県をたずねる（はい・いいえで確かめる）")
    say(page, "はい")
    assert log(page)[-2] == "茨城県の中小企業再生支援協議会におつなぎします。"
    press(page, Keys.ENTER)  # says nothing
    assert find(page, "#office-number").text == "029-300-2288"


def test_escape_hangs_up_in_the_middle_and_while_it_rings(page: Chrome) -> None:
    dial(page)
    press(page, Keys.ESCAPE)
    assert (state(page), log(page)[-1]) == ("over", "あなたが電話を切りました")

    press(page, Keys.ENTER)
    dial(page)
    say(page, "愛知県の経営改善支援センターです")
    press(page, Keys.ENTER, Keys.ESCAPE)
    assert (state(page), log(page)[-1]) == ("over", "あなたが電話を切りました")


def test_the_mouse_presses_keys_and_takes_an_answer_back(page: Chrome) -> None:
    find(page, "#dial .call").click()
    wait_for(page, "asked")
    before = log(page)
    find(page, '#pad [data-key="1"]').click()
    until(page, lambda page: "1 を押した" in log(page))
    find(page, "#undo").click()
    until(page, lambda page: log(page) == before)
    assert not find(page, "#undo").is_enabled()


def wait_for(page: Chrome, awaited: str) -> None:
    until(page, lambda page: state(page) == awaited)


def test_a_postal_code_is_pressed_digit_by_digit(page: Chrome) -> None:
    dial(page)
    press(page, "1", "9", *"460")
    assert find(page, "#keys").text == "460"

    press(page, *"0008", "#")
    assert log(page)[-2:][0] == "4600008# を押した"


def test_keys_pressed_faster_than_the_service_answers_all_count(page: Chrome) -> None:
    dial(page)
    focus(page).send_keys("131")
    until(page, lambda page: "愛知県の経営改善支援センターにおつなぎします。" in log(page))


def test_who_cannot_reach_the_service_reads_so_and_can_go_on(page: Chrome) -> None:
    dial(page)
    nowhere = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.execute_cdp_cmd("Network.emulateNetworkConditions", nowhere)
    press(page, "1")
    assert "サーバーにつながりません" in find(page, "#trouble").text

    page.execute_cdp_cmd("Network.emulateNetworkConditions", nowhere | {"offline": False})
    press(page, "1")
    assert "1 を押した" in log(page)
    assert find(page, "#trouble").text == ""
    assert all("ERR_INTERNET_DISCONNECTED" in entry["message"] for entry in logged(page, "browser"))


def test_who_writes_the_password_into_the_address_can_call(page: Chrome, address: str) -> None:
    page.get(address.replace("://", "://operator:password@"))
    dial(page)
    assert log(page)[0] == "経営相談の案内です。"


def test_three_digits_of_a_postal_code_are_sent_by_a_button(page: Chrome) -> None:
    dial(page)
    press(page, "1", "9", *"460")
    tab_to(page, "ここまで押す")
    press(page, Keys.ENTER)

    assert "460 を押した" in log(page)
    assert focus(page).is_displayed()


MISFIT = """
const real = JSON.stringify;
JSON.stringify = (made) => real({ ...made, steps: [{ rings: "052-223-6953", ends: "busy" }] });
"""


def test_a_call_that_cannot_go_on_can_be_hung_up_and_made_again(page: Chrome) -> None:
    dial(page)
    page.execute_script(MISFIT)
    press(page, "1")
    assert "この通話はつづけられません。かけ直してください。" in find(page, "#trouble").text

    press(page, Keys.ESCAPE)
    assert (state(page), focus(page).accessible_name) == ("over", "もう一度かける")
    press(page, Keys.ENTER)
    assert (state(page), find(page, "#trouble").text) == ("idle", "")
    assert all("409" in entry["message"] for entry in logged(page, "browser"))


def test_where_keys_are_asked_for_one_can_speak_too(page: Chrome) -> None:
    dial(page)
    for _ in range(2):
        say(page, "にゃんこ")

    assert "では、ボタンでお選びください。" in log(page)[-3:]
    say(page, "計画づくりです")
    assert find(page, "#place").text.startswith("都道府県をたずねる")


def test_what_cannot_be_dialled_is_said_at_its_field(page: Chrome) -> None:
    field = find(page, '[name="caller"]')
    field.clear()
    field.send_keys("abc", Keys.ENTER)
    until(page, lambda page: find(page, "#trouble").text)

    assert "かける人の番号は、090-1234-5678 のように" in find(page, "#trouble").text
    assert focus(page) == field
    assert [entry["message"] for entry in logged(page, "browser") if "422" not in entry["message"]] == []


def test_the_call_is_saved_as_a_script_that_goes_the_same_way(page: Chrome, folder: Path) -> None:
    page.execute_script('document.querySelector("[name=at]").value = "2026-05-07T10:00"')
    dial(page)
    say(page, "愛知県の経営改善支援センターをお願いします")
    press(page, Keys.ENTER)
    tab_to(page, "話し中")
    press(page, Keys.ENTER, "2")
    tab_to(page, "台本として保存")
    press(page, Keys.ENTER)

    file = folder / DOWNLOADS / "2026-05-07-1000.call.yaml"
    until(page, lambda _: file.exists())
    played = play(read_script_file(file), site_target())
    assert [str(problem) for problem in played.problems] == []
    assert played.call
    assert played.call.dialled == ("052-223-6953",)
    assert "ends: busy" in file.read_text(encoding="utf-8")


def test_at_its_real_pace_a_key_cuts_what_is_heard_and_time_stands_while_one_types(page: Chrome) -> None:
    tab_to(page, "実際の速さ")
    press(page, Keys.SPACE)
    page.execute_script("document.getElementById('words').value = 'えーと'")
    dial(page)
    assert (state(page), log(page)) == ("heard", ["経営相談の案内です。"])

    page.execute_script("document.getElementById('words').value = ''")
    until(page, lambda page: find(page, "#seconds").text != "0:00")
    press(page, "1")
    until(page, lambda page: "1 を押した" in log(page))
    assert find(page, "#entries .mark").text == "途中まで"
    tab_to(page, "実際の速さ")
    press(page, Keys.SPACE)
    assert state(page) == "asked"


TIME_FLIES = "window.setInterval = ((real) => (act) => real(act, 1))(window.setInterval)"


def test_at_its_real_pace_a_question_waits_no_longer_than_it_would(page: Chrome) -> None:
    dial(page)
    page.execute_script(TIME_FLIES)
    tab_to(page, "実際の速さ")
    press(page, Keys.SPACE)

    until(page, lambda page: "計画づくりはイチ、銀行との調整はニー、わからないときはサンです。" in log(page))


def test_at_its_real_pace_nobody_has_to_wait_until_a_call_is_over(page: Chrome) -> None:
    dial(page)
    say(page, "愛知県の経営改善支援センターです")
    press(page, Keys.ENTER)
    find(page, "#pace").click()
    find(page, '[data-ends="answered"]').click()
    wait_for(page, "ending")
    assert find(page, "#place").text.startswith("選ばれた窓口を呼び出す")
    find(page, "#again").click()
    dial(page)

    wait_for(page, "heard")
    assert log(page) == ["経営相談の案内です。"]


def test_the_reading_of_what_is_said_can_be_shown(page: Chrome) -> None:
    dial(page)
    reading = find(page, "#entries .reading")
    assert not reading.is_displayed()

    tab_to(page, "よみがな")
    press(page, Keys.SPACE)
    assert reading.text == "けいえいそうだんのあんないです。"


LISTENS = """
window.sounds = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.sounds.push(this); return play.call(this); };
"""
MEASURES = """
const [number, done] = arguments;
const sound = window.sounds[number];
const decode = async () => {
  const file = await (await fetch(sound.src)).arrayBuffer();
  const samples = (await new OfflineAudioContext(1, 1, 8000).decodeAudioData(file)).getChannelData(0);
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return { played: sound.currentTime, seconds: samples.length / 8000, level: 10 * Math.log10(power) };
};
decode().then(done);
"""


def sounding(page: Chrome) -> None:
    """Wait until something is heard, or why not is shown."""
    until(
        page,
        lambda page: page.execute_script("return window.sounds[0]?.currentTime > 0") or find(page, "#trouble").text,
    )
    assert find(page, "#trouble").text == ""


def test_a_call_is_heard_and_a_key_cuts_it(page: Chrome) -> None:
    page.execute_script(LISTENS)
    tab_to(page, "音を出す")
    press(page, Keys.SPACE)
    assert find(page, "#pace").is_selected()
    dial(page)
    until(page, lambda page: page.execute_script("return window.sounds.length == 2"))
    assert page.execute_script("return window.sounds.map((one) => one.ended)") == [True, False]
    first = page.execute_async_script(MEASURES, 0)
    press(page, "1")

    assert first["played"] == pytest.approx(first["seconds"], abs=0.1)
    assert 1 < first["seconds"] < 3
    assert -26 < first["level"] < -14
    assert page.execute_script("return window.sounds[1].paused")
    assert find(page, "#trouble").text == ""
    find(page, "#sound").click()
    assert find(page, "#pace").is_selected()


def test_without_the_real_pace_nothing_sounds(page: Chrome) -> None:
    page.execute_script(LISTENS)
    find(page, "#sound").click()
    find(page, "#pace").click()
    assert not find(page, "#sound").is_selected()
    dial(page)

    assert page.execute_script("return window.sounds.length") == 0


def test_a_missing_sound_is_shown_and_the_call_goes_on(page: Chrome) -> None:
    page.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/phone/sound*"]})
    find(page, "#sound").click()
    dial(page)
    until(page, lambda page: find(page, "#trouble").text)
    page.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})

    assert "音を出せませんでした。" in find(page, "#trouble").text
    press(page, "1")
    until(page, lambda page: "1 を押した" in log(page))
    assert all("ERR_BLOCKED_BY_CLIENT" in entry["message"] for entry in logged(page, "browser"))


STARTS = """
const [second, from, done] = arguments;
import("/phone/static/sound.js").then(({ Sound }) => {
  const sound = new Sound(() => {});
  sound.start([{ sound: "a", second }], from);
  done(sound.entries.length);
});
"""


@pytest.mark.parametrize(("second", "heard"), [(0.3, 1), (0.31, 1), (0.29, 0)])
def test_what_begins_with_an_answer_is_heard_however_its_second_was_added_up(
    page: Chrome, second: float, heard: int
) -> None:
    assert 0.1 + 0.1 + 0.1 != 0.3
    assert page.execute_async_script(STARTS, second, 0.1 + 0.1 + 0.1) == heard


UTTERS = """
window.uttered = [];
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "ja-JP" }, { lang: "en-GB" }],
  speak: (one) => {
    window.uttered.push([one.text, one.lang]);
    one.dispatchEvent(new Event("start"));
    setTimeout(() => one.dispatchEvent(new Event("end")), 10);
  },
  cancel: () => {},
} });
"""


def test_what_the_voice_of_this_machine_cannot_say_the_browser_says_in_its_own(page: Chrome) -> None:
    page.execute_script(LISTENS + UTTERS)
    find(page, "#sound").click()
    dial(page)
    sounding(page)
    press(page, "8")
    until(page, lambda page: page.execute_script("return window.uttered.length >= 2"))  # a slow one is past it

    texts = ["We go on in English. The office that answers may speak Japanese.", "What would you like to talk about?"]
    assert page.execute_script("return window.uttered")[:2] == [[text, "en-GB"] for text in texts]
    sounds = page.execute_script("return window.sounds.map((one) => decodeURIComponent(one.src))")
    assert [sound for sound in sounds if sound.isascii()] == []
    words = page.find_elements(By.CSS_SELECTOR, "#entries .words[lang=en]")
    assert [one.text for one in words][:2] == texts


def test_without_an_english_voice_the_page_says_so_and_the_call_goes_on(page: Chrome) -> None:
    page.execute_script(LISTENS + UTTERS.replace('{ lang: "en-GB" }', ""))
    find(page, "#sound").click()
    dial(page)
    sounding(page)
    press(page, "8")
    until(page, lambda page: find(page, "#trouble").text)

    assert find(page, "#trouble").text == "このブラウザには、英語の声がありません。文字でごらんください。"
    until(page, lambda page: log(page)[-1] == "What would you like to talk about?")


SPEAKS = """
window.SpeechRecognition = class extends EventTarget {
  start() {
    this.dispatchEvent(new Event("start"));
    const said = window.saysAloud;
    const event = said ? Object.assign(new Event("result"), { results: [[{ transcript: said }]] })
      : Object.assign(new Event("error"), { error: "no-speech" });
    this.dispatchEvent(event);
    this.dispatchEvent(new Event("end"));
  }
};
"""


def test_a_browser_that_recognises_speech_offers_its_microphone(page: Chrome, address: str) -> None:
    added = page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SPEAKS})
    page.get(address)
    page.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)
    dial(page)
    tab_to(page, "マイクで話す")
    assert find(page, "#privacy").is_displayed()
    press(page, Keys.ENTER)
    assert "声が聞こえませんでした" in find(page, "#trouble").text

    page.execute_script("window.saysAloud = '愛知県のセンターです'")
    press(page, Keys.ENTER)
    assert "「愛知県のセンターです」" in log(page)
    assert find(page, "#trouble").text == ""


def test_nothing_keeps_anybody_out(page: Chrome) -> None:
    def looked_through() -> str:
        for width, height in ((1280, 900), (360, 740), (768, 1024)):
            screen(page, width, height)
            assert barriers(page) == [], width
        assert dim_in_the_dark(page) == []
        return state(page)

    assert looked_through() == "idle"
    dial(page)
    press(page, "1")
    assert looked_through() == "asked"
    say(page, "愛知県")
    press(page, Keys.ENTER)
    assert looked_through() == "ringing"
    press(page, Keys.ENTER)
    find(page, "#path summary").click()
    assert looked_through() == "over"


def test_no_screen_has_to_be_moved_sideways(page: Chrome) -> None:
    dial(page)
    for answer in ("1", "3", "1"):
        press(page, answer)
        for width in (320, 360, 768, 1280, 1920):
            screen(page, width, 740)
            assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_on_a_small_screen_the_call_and_its_keys_are_seen_together(page: Chrome) -> None:
    screen(page, 360, 740)
    dial(page)

    for selector in ("#log", "#pad", "#words", "#hang-up"):
        place = find(page, selector).rect
        assert place["y"] + place["height"] <= 740, selector


def test_everything_that_can_be_pressed_is_large_enough(page: Chrome) -> None:
    dial(page)
    buttons = [one for one in page.find_elements(By.TAG_NAME, "button") if one.is_displayed()]

    assert len(buttons) > 12
    assert [one.text for one in buttons if one.size["height"] < 44] == []


def test_what_the_call_does_is_on_one_line_with_its_time(page: Chrome) -> None:
    dial(page)
    press(page, Keys.ESCAPE)
    for width in (320, 360, 1280):
        screen(page, width, 740)
        said, time = (find(page, selector).rect for selector in ("#state", "#clock"))
        assert said["y"] < time["y"] + time["height"] / 2 < said["y"] + said["height"], width


@pytest.mark.parametrize(("language", "after"), [("ja", "、"), ("en", "")])
def test_the_introduction_names_the_buttons_as_they_are(page: Chrome, address: str, language: str, after: str) -> None:
    page.get(address.replace("lang=ja", f"lang={language}"))
    introduction = find(page, ".empty").text
    buttons = page.find_elements(By.CSS_SELECTOR, "#ringing button")
    names = [button.get_attribute("textContent") or "" for button in buttons]

    assert names
    assert [name for name in names if f"{name}{after}" not in introduction] == []


def test_in_english_the_page_is_english_but_what_is_marked_as_japanese(page: Chrome) -> None:
    find(page, 'a[lang="en"]').click()
    find(page, "#dial .call").click()
    wait_for(page, "asked")
    for said in ("愛知県の経営改善支援センターです", "はい"):
        find(page, "#words").send_keys(said, Keys.ENTER)
        until(page, lambda page, said=said: f"“{said}”" in find(page, "#log").text)  # type: ignore[misc]

    assert state(page) == "ringing"
    assert "経営改善支援センター" in find(page, "#office").text
    find(page, "#path summary").click()
    for width in (380, 1280):
        screen(page, width, 800)
        assert (unmarked(page), barriers(page)) == ([], [])
        assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_in_an_english_call_the_example_is_english(page: Chrome) -> None:
    words = find(page, "#words")
    assert (words.get_attribute("lang"), words.get_attribute("placeholder")) == (
        "ja",
        "税理士さんに勧められて電話しました",
    )
    dial(page)
    press(page, "8")

    assert words.get_attribute("lang") == "en-US"
    assert (words.get_attribute("placeholder") or "").isascii()


def test_no_other_host_is_asked_for_anything(page: Chrome, address: str) -> None:
    dial(page)
    messages = (json.loads(entry["message"])["message"] for entry in logged(page, "performance"))
    asked = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]

    assert asked
    own = address.removesuffix("/phone?lang=ja")
    assert [url for url in asked if not url.startswith((own, "data:", "chrome:", "blob:"))] == []
