"""When the service must not start, and what it says then."""

import gc
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from ivr.settings import Settings, StartupError
from ivr.web import create_app
from ivr.web.server import on_starting, when_ready

from .altering import alter
from .reloading import started
from .telephone import PASSWORD, SETTINGS, TOKEN

PLACE = re.compile(r"^(?P<path>[^:]+):\d+:\d+: .+ \([\w-]+\)$")


@pytest.fixture
def settings(small_site: Path) -> Settings:
    """Return the settings of a service of the small site for the public."""
    return replace(SETTINGS, site=small_site)


def refusal(settings: Settings) -> str:
    with pytest.raises(StartupError) as refused:
        create_app(settings)
    return str(refused.value)


def test_unverified_numbers_are_not_dialled_for_the_public(settings: Settings) -> None:
    assert refusal(replace(settings, accept_unverified=False)).startswith("IVR_ACCEPT_UNVERIFIED: 3 of 3 offices ")


def test_unless_the_operator_accepts_them_which_every_start_says(
    settings: Settings, logged: list[dict[str, object]]
) -> None:
    create_app(settings)
    assert any(str(entry["event"]).startswith("IVR_ACCEPT_UNVERIFIED=1") for entry in logged)
    assert any(entry.get("unverified") == 3 for entry in logged)


def test_this_machine_may_try_them(settings: Settings, logged: list[dict[str, object]]) -> None:
    create_app(replace(settings, public_url="http://127.0.0.1:8000", accept_unverified=False))
    create_app(Settings(site=settings.site))
    assert not any("IVR_ACCEPT_UNVERIFIED" in str(entry) for entry in logged)


def test_verified_numbers_need_no_acceptance(site: Path, logged: list[dict[str, object]]) -> None:
    alter(
        site,
        "data/directory.yaml",
        r'^( +)(number: (".*))$',
        r"\1\2\n\1verified_on: 2026-11-20\n\1verified_by: 山田\n\1verified_number: \3",
    )
    app = create_app(replace(SETTINGS, site=site, accept_unverified=False))
    assert app.test_client().get("/readyz", auth=("", PASSWORD)).get_json()["unverified"] == 0
    create_app(replace(SETTINGS, site=site))
    assert not any("IVR_ACCEPT_UNVERIFIED" in str(entry) for entry in logged)


def test_a_placeholder_is_never_dialled_for_the_public(site: Path) -> None:
    file = site / "data" / "directory.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("03-5470-1840", "03-0120-0001"), encoding="utf-8")

    report = refusal(replace(SETTINGS, site=site))
    assert report == "1 of 3 numbers are placeholders, which IVR_PUBLIC_URL never dials: write the real ones"
    create_app(replace(SETTINGS, site=site, public_url="http://127.0.0.1:8000"))


def test_one_unverified_number_is_enough(site: Path) -> None:
    verified = r"\1\2\n\1verified_on: 2026-11-20\n\1verified_by: 山田\n\1verified_number: \3"
    alter(site, "data/directory.yaml", r'^( +)(number: ("(?!03-5470-1840).*))$', verified)
    settings = replace(SETTINGS, site=site, accept_unverified=False)
    assert refusal(settings).startswith("IVR_ACCEPT_UNVERIFIED: 1 of 3 offices ")


def test_every_problem_of_a_broken_site_is_listed(site: Path) -> None:
    alter(site, "data/flow.yaml", r"next: ask_service$", "next: ask_servise")
    alter(site, "data/flow.yaml", r"^    timeout: 25$", "    timeout: soon")
    alter(site, "data/words.yaml", r"^keys:", "keys")
    alter(site, "data/directory.yaml", r'"052-223-6953"', "0522236953")
    (site / "prompts/ja.yaml").unlink()
    listed = refusal(Settings(site=site)).splitlines()
    places = [place for line in listed if (place := PLACE.match(line))]
    assert len(places) == len(listed)
    assert {Path(place["path"]).relative_to(site).as_posix() for place in places} == {
        "data/directory.yaml",
        "data/flow.yaml",
        "data/words.yaml",
        "prompts/ja.yaml",
    }


def test_an_empty_folder_is_no_site(tmp_path: Path) -> None:
    listed = refusal(Settings(site=tmp_path))
    assert f"{tmp_path / 'data/flow.yaml'}:1:1: this file is missing (file)" in listed.splitlines()


def test_a_problem_that_only_a_rule_finds_stops_the_start_too(site: Path) -> None:
    alter(site, "data/directory.yaml", r'"052-223-6953"', '"03-3223-6953"')
    assert "data/directory.yaml" in refusal(Settings(site=site))


def test_what_is_only_untidy_is_logged_and_stops_no_start(site: Path, logged: list[dict[str, object]]) -> None:
    alter(site, "data/flow.yaml", r"^nodes:$", "nodes:\n  draft: {kind: say, says: [welcome], next: ask_service}")
    alter(site, "data/flow.yaml", r"^  keypad: .*$", "  keypad: 5")
    alter(site, "prompts/ja.yaml", r"^prompts:$", "prompts:\n  draft: {text: 準備中です。, kana: じゅんびちゅうです。}")
    create_app(Settings(site=site))
    report = " ".join(str(entry["event"]) for entry in logged if entry["log_level"] == "warning")
    for rule in ("unreachable-node", "budget", "unused-prompt"):
        assert f"({rule})" in report


def test_a_way_that_is_too_long_is_logged_once_the_service_is_up(
    site: Path, var: Path, logged: list[dict[str, object]]
) -> None:
    alter(site, "data/flow.yaml", r"^  keypad: .*$", "  keypad: 5")
    alter(site, "data/flow.yaml", r"^(  two_answers: .*)$", r"\1 # allow: budget until 2999-12-31: tried out")
    with started(site, var) as service:
        before = str(logged)
        service.waits_until(lambda report: bool(report["checked"]))
    report = [str(entry["event"]) for entry in logged if entry["log_level"] == "warning"]

    assert "(budget)" not in before
    assert any("(budget)" in event for event in report)
    assert "allows nothing" not in str(logged)


@pytest.mark.unmeasured
def test_warnings_are_logged_and_stop_nothing(settings: Settings, logged: list[dict[str, object]]) -> None:
    create_app(Settings(site=settings.site))
    assert any(": warning: " in str(entry["event"]) for entry in logged)


@pytest.fixture
def nothing_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TWILIO_AUTH_TOKEN", "TWILIO_WEBHOOK_KEY", "IVR_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)


def listening_at(*bind: str) -> SimpleNamespace:
    config = Config()
    config.set("bind", list(bind))
    return SimpleNamespace(address=config.address, spawn_worker=None, handle_term=None)


@pytest.mark.usefixtures("nothing_configured")
@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "[::1]:8000", "unix:/run/ivr.sock"])
def test_without_a_token_it_listens_on_this_machine(bind: str) -> None:
    on_starting(listening_at(bind))


@pytest.mark.usefixtures("nothing_configured")
@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "[::]:8000", "10.0.0.7:8000"])
def test_and_nowhere_else(bind: str, monkeypatch: pytest.MonkeyPatch, logged: list[dict[str, object]]) -> None:
    with pytest.raises(StartupError, match=r"^TWILIO_AUTH_TOKEN: must be set to listen on"):
        on_starting(listening_at("127.0.0.1:8000", bind))
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    on_starting(listening_at("127.0.0.1:8000", bind))
    assert str(logged[-1]["event"]).startswith("IVR_PUBLIC_URL is not set")
    monkeypatch.setenv("IVR_PUBLIC_URL", "https://x.jp")
    on_starting(listening_at("127.0.0.1:8000", bind))
    assert len(logged) == 1


@pytest.mark.usefixtures("nothing_configured")
@pytest.mark.parametrize("on_a_terminal", [True, False])
def test_a_closed_terminal_ends_the_service_and_else_its_signal_leaves_the_workers_alone(
    on_a_terminal: bool, monkeypatch: pytest.MonkeyPatch, logged: list[dict[str, object]]
) -> None:
    server = listening_at("127.0.0.1:8000")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: on_a_terminal)
    on_starting(server)
    if on_a_terminal:
        assert server.handle_hup is server.handle_term
    else:
        server.handle_hup()
        assert str(logged[-1]["event"]).startswith("SIGHUP changes nothing")


def test_garbage_is_collected_once_it_is_ready_but_what_the_start_has_made_is_left_alone() -> None:
    gc.disable()
    try:
        when_ready(None)

        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()


CHECKED_THEN_SERVED = """
import sys
from ivr.cli import main
main(["check", "--no-proof"], standalone_mode=False)
print(*sys.modules)
from ivr.web import create_app
create_app()
print(*sys.modules)
"""


def test_a_check_loads_nothing_that_only_serving_needs_nor_a_start_what_no_start_needs(
    small_site: Path, tmp_path: Path
) -> None:
    """Imports are half of the time that a check takes (`python -m tests.bench.bench_check` measures it)."""
    done = subprocess.run(
        [sys.executable, "-c", CHECKED_THEN_SERVED],
        env={**os.environ, "IVR_SITE": str(small_site)},
        cwd=tmp_path,  # a folder without plans of earlier starts
        capture_output=True,
        text=True,
        check=True,
    )

    checked, served = (set(line.split()) for line in done.stdout.splitlines() if "ivr.cli " in line)
    assert "ivr.check.rules" in checked
    assert not checked & {
        "flask",
        "werkzeug",
        "twilio",
        "requests",
        "structlog",
        "ivr.web",
        "ivr.simulator",
        "ivr.twilio",
    }
    assert "ivr.web.phone" in served
    assert not served & {
        "alembic",
        "holidays",
        "prometheus_client",
        "pydantic",
        "requests",
        "ruamel.yaml",
        "sqlalchemy",
        "ivr.picture",
        "ivr.simulator",
    }
