"""A real Chromium, and what it says of a page."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

DARK = 64
"""Of 255: a body with less red is dark, in the colours of our pages."""

PATIENCE = 120.0
"""Seconds for a script in a page: axe takes half a minute of the largest on a busy machine."""


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """Start Chromium with an empty *profile*, and end it."""
    options = ChromeOptions()
    options.binary_location = needed("chromium", "chromium")
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options, Service(needed("chromedriver", "chromium-driver")))
    chrome.set_script_timeout(PATIENCE)
    try:
        yield chrome
    finally:
        chrome.quit()


def needed(program: str, package: str) -> str:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is missing; install it with: apt-get install -y {package}")
    return found


def logged(browser: Chrome, kind: str) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def requested_schemes(browser: Chrome) -> set[str]:
    """Return the schemes of all addresses requested since the log was last read."""
    messages = (json.loads(entry["message"])["message"] for entry in logged(browser, "performance"))
    sent = (message["params"] for message in messages if message["method"] == "Network.requestWillBeSent")
    return {params["request"]["url"].partition(":")[0] for params in sent}


_UNMARKED = """
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const found = [];
for (let text = texts.nextNode(); text; text = texts.nextNode()) {
  const around = text.parentElement;
  if (around.closest("script, style, svg") || around.closest("[lang]").lang.startsWith("ja")) continue;
  if (/[\\u3041-\\u30ff\\u4e00-\\u9fff]/.test(text.data)) found.push(text.data.trim());
}
return found;
"""


def unmarked(browser: Chrome) -> list[str]:
    """Return what of the page is in Japanese, though the page says that it is in another language."""
    found: list[str] = browser.execute_script(_UNMARKED)
    return found


def barriers(browser: Chrome, *known: str) -> list[tuple[str, str]]:
    """Return what axe finds that keeps people out of the page as it stands: each rule with the element.

    Rules that are *known* to be kept, because the same page was tried by them in another language, are passed over.
    """
    return _violations(browser, {"rules": {rule: {"enabled": False} for rule in known}})


def dim_in_the_dark(browser: Chrome) -> list[tuple[str, str]]:
    """Return what axe finds too hard to read on the page as it stands, where the screen is set to dark."""
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    try:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
        assert _red(browser, "color") < DARK  # of what is printed: paper is white
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": dark})
        assert _red(browser, "backgroundColor") < DARK
        return _violations(browser, {"runOnly": ["color-contrast"]})
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def _red(browser: Chrome, of: str) -> int:
    """Return the red, up to 255, in a colour of the body."""
    return int(browser.execute_script("return parseInt(getComputedStyle(document.body)[arguments[0]].slice(4))", of))


def _violations(browser: Chrome, options: dict[str, Any]) -> list[tuple[str, str]]:
    if not browser.execute_script("return 'axe' in window"):
        browser.execute_script((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = browser.execute_async_script(
        "axe.run(document, arguments[0]).then(arguments[arguments.length - 1])",
        {"resultTypes": ["violations"], **options},
    )
    assert found["passes"]
    return [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]]
