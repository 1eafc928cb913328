"""A service in this process that follows the files of its site, fast."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ivr.clock import japanese_time
from ivr.settings import Settings
from ivr.web import create_app
from ivr.web.app import WATCH
from ivr.web.reload.checking import Check
from ivr.web.reload.saved_files import WatchTiming
from tests.waiting import until

from .altering import alter
from .applications import check_here
from .telephone import PASSWORD, SETTINGS, Telephone

OLD = "経営相談の案内です。"
PROMPTS = "prompts/ja.yaml"
UNREADABLE = "/proc/self/mem"  # from its beginning, and for root too
FAST = WatchTiming(interval=0.05, quiet=0.2, retry=0.1)

Logged = list[dict[str, Any]]


@dataclass(frozen=True)
class Service:
    """A service and the telephone that calls it; *plans* is the folder of the plans that it keeps."""

    telephone: Telephone
    plans: Path

    def ready(self) -> dict[str, Any]:
        response = self.telephone.app.test_client().get("/readyz", auth=("", PASSWORD))
        assert response.status_code == 200
        answer: dict[str, Any] = response.get_json()
        return answer

    def waits_until(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for a report of which something is *true*, and return it."""
        return until(lambda: report if true(report := self.ready()) else {})

    def kept(self) -> set[str]:
        return {path.name for path in self.plans.iterdir()}


@contextmanager
def started(
    site: Path, var: Path, settings: Settings = SETTINGS, timing: WatchTiming = FAST, check: Check = check_here
) -> Iterator[Service]:
    """Start the service of *site*; it follows the files no more afterwards, as if it had ended."""
    app = create_app(replace(settings, site=site, var=var), japanese_time, timing, check=check)
    app.extensions[WATCH].start()
    try:
        yield Service(Telephone(app), var / "plans")
    finally:
        app.extensions[WATCH].stop()


def reword(site: Path, what: str = "新しい", kana: str = "あたらしい") -> str:
    """Change the first words that a caller hears, in one save, and return them."""
    words = f"{what}、案内です。"
    lines = f"    text: {words}\n    kana: {kana}、あんないです。"
    alter(site, PROMPTS, r"^    text: .*案内です。\n    kana: .*あんないです。$", lines)
    return words


def break_flow(site: Path) -> None:
    alter(site, "data/flow.yaml", r"next: ask_service$", "next: ask_servise")


def mend_flow(site: Path) -> None:
    alter(site, "data/flow.yaml", r"next: ask_servise$", "next: ask_service")


def events(logged: Logged, event: str) -> Logged:
    return [entry for entry in logged if entry["event"] == event]
