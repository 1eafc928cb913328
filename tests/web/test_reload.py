"""Files that change under a running service: what callers hear, what operators see, what is kept."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivr.settings import Settings
from ivr.site import hash_of, load
from ivr.web.app import WATCH
from ivr.web.kept import Kept
from ivr.web.plans import Plans
from ivr.web.watching import Pace

from .altering import alter
from .reloading import FAST, Service, started, until
from .telephone import SETTINGS, Answer, Telephone

OLD = "経営相談の、電話案内です。"
PROMPTS = "prompts/ja.yaml"
ASKED = "/voice/ask_service?stage=first"
Logged = list[dict[str, Any]]


@pytest.fixture
def site(tmp_path: Path, site_copy: Path) -> Path:
    """Return a copy of the site in a folder that holds nothing else."""
    root = tmp_path / "site"
    root.mkdir()
    for folder in ("data", "prompts"):
        (site_copy / folder).rename(root / folder)
    return root


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def service(site: Path, var: Path) -> Iterator[Service]:
    with started(site, var) as service:
        yield service


def reword(site: Path, times: str = "新しい", kana: str = "あたらしい") -> str:
    """Change the first words that a caller hears, and return them."""
    alter(site, PROMPTS, r"^    text: .*電話案内です。$", f"    text: {times}、電話案内です。")
    alter(site, PROMPTS, r"^    kana: .*でんわあんないです。$", f"    kana: {kana}、でんわあんないです。")
    return f"{times}、電話案内です。"


def break_flow(site: Path) -> None:
    alter(site, "data/flow.yaml", r"next: ask_service$", "next: ask_servise")


def mend_flow(site: Path) -> None:
    alter(site, "data/flow.yaml", r"next: ask_servise$", "next: ask_service")


def events(logged: Logged, event: str) -> Logged:
    return [entry for entry in logged if entry["event"] == event]


def explained(service: Service, answer: Answer) -> Answer:
    """Go through the explanation, whose last question is asked with a prompt of its own."""
    return service.telephone.post(answer.next, Digits="3")


def test_new_calls_hear_the_new_words_and_open_calls_the_old_ones_to_their_end(
    service: Service, site: Path, logged: Logged
) -> None:
    alter(site, PROMPTS, r"お話し中でした", "話し中でした")  # an older sentence, heard late in a call
    alter(site, PROMPTS, r"おはなしちゅうでした", "はなしちゅうでした")
    first = service.ready()["plan"]
    call = service.telephone.post("/voice")
    service.waits_until(lambda told: told["plan"] == hash_of(site))

    assert "plan swapped in" in str(logged)
    call = service.telephone.post(call.next, SpeechResult="三重県の経営改善支援センターをお願いします")
    call = service.telephone.post(call.next)
    assert call.rang == "+81592534300"
    call = service.telephone.post(call.next, DialCallStatus="busy")
    assert "お話し中でした" in call.said
    assert f"plan={first}" in call.next
    new = service.telephone.post("/voice/ring_office?service=center&prefecture=24", DialCallStatus="busy")
    assert "話し中でした" in new.said
    assert "お話し中でした" not in new.said


def test_the_swap_is_logged_with_both_plans_and_what_callers_will_notice(
    service: Service, site: Path, logged: Logged
) -> None:
    old = service.ready()["plan"]
    words = reword(site)
    told = service.waits_until(lambda told: bool(told["plan"] != old))

    assert service.telephone.post("/voice").said.startswith(words)
    assert told["since"] >= service.ready()["since"]
    (accepted,) = events(logged, "change accepted")
    assert (accepted["old"], accepted["new"]) == (old, hash_of(site))
    assert any(words in change for change in accepted["callers_will_notice"])
    (swapped,) = events(logged, "plan swapped in")
    assert (swapped["old"], swapped["new"], swapped["worker"]) == (old, hash_of(site), os.getpid())


def test_a_change_with_problems_is_not_served_but_told_with_the_operators_own_files(
    service: Service, site: Path, logged: Logged
) -> None:
    old = service.ready()
    break_flow(site)
    told = service.waits_until(lambda told: bool(told["problems"]))

    assert (told["ready"], told["plan"], told["since"]) == (True, old["plan"], old["since"])
    assert told["refused_since"] >= old["since"]
    line = (site / "data/flow.yaml").read_text().partition("ask_servise")[0].count("\n") + 1
    wrong = next(problem for problem in told["problems"] if problem["rule"] == "unknown-node")
    assert (wrong["path"], wrong["line"], wrong["reminder"]) == (str(site / "data/flow.yaml"), line, False)
    assert all(problem["path"].startswith(f"{site}/") for problem in told["problems"])
    lines = [entry["event"] for entry in logged if entry["log_level"] == "error"]
    assert lines[0] == "change refused: the plan before it goes on serving"
    assert any(text.startswith(f"{site}/data/flow.yaml:{line}:") and "(unknown-node)" in text for text in lines)
    assert len(lines) == 1 + len(told["problems"])
    assert service.telephone.post("/voice").said.startswith(OLD)
    assert service.kept() == {old["plan"]}


def test_mended_it_is_served(service: Service, site: Path, logged: Logged) -> None:
    break_flow(site)
    words = reword(site)
    service.waits_until(lambda told: bool(told["problems"]))
    mend_flow(site)
    told = service.waits_until(lambda told: not told["problems"])

    assert (told["plan"], told["refused_since"]) == (hash_of(site), None)
    assert service.telephone.post("/voice").said.startswith(words)
    assert len(events(logged, "the change with problems was mended")) == 1


def test_taken_back_there_is_no_problem_any_more(service: Service, site: Path, logged: Logged) -> None:
    old = service.ready()["plan"]
    break_flow(site)
    service.waits_until(lambda told: bool(told["problems"]))
    mend_flow(site)
    told = service.waits_until(lambda told: not told["problems"])

    assert (told["plan"], told["refused_since"]) == (old, None)
    assert len(events(logged, "the change with problems was taken back")) == 1
    assert events(logged, "plan swapped in") == []


def test_a_file_that_vanishes_and_one_that_appears_are_changes(service: Service, site: Path) -> None:
    (site / "data/words.yaml").rename(site / "words.yaml")
    told = service.waits_until(lambda told: bool(told["problems"]))
    assert f"{site}/data/words.yaml" in {problem["path"] for problem in told["problems"]}
    (site / "words.yaml").rename(site / "data/words.yaml")
    service.waits_until(lambda told: not told["problems"])
    (site / "prompts/en.yaml").write_text("prompts: [", encoding="utf-8")
    told = service.waits_until(lambda told: bool(told["problems"]))
    assert {problem["path"] for problem in told["problems"]} == {f"{site}/prompts/en.yaml"}


def test_an_editor_that_writes_another_file_and_renames_it_is_understood(service: Service, site: Path) -> None:
    shutil.copy(site / PROMPTS, site / "before.yaml")
    words = reword(site)
    (site / PROMPTS).replace(site / "after.yaml")
    (site / "before.yaml").replace(site / PROMPTS)
    (site / "after.yaml").replace(site / PROMPTS)
    service.waits_until(lambda told: bool(told["plan"] == hash_of(site)))
    assert service.telephone.post("/voice").said.startswith(words)


def test_files_that_are_still_being_saved_are_not_served(site: Path, var: Path, logged: Logged) -> None:
    with started(site, var, pace=replace(FAST, quiet=1.0)) as service:
        old = service.ready()["plan"]
        reword(site, "途中の", "とちゅうの")
        half = hash_of(site)
        seen = threading.Event()
        seen.wait(0.1)  # seen by the watch, and not yet quiet
        words = reword(site)
        service.waits_until(lambda told: bool(told["plan"] != old))
        assert service.telephone.post("/voice").said.startswith(words)
        assert half not in service.kept()
        assert len(events(logged, "plan swapped in")) == 1


def test_what_is_saved_while_it_is_copied_is_not_judged(service: Service, site: Path, logged: Logged) -> None:
    judge = replace(service.telephone.app.extensions[WATCH]._judge, quiet=lambda: False)  # noqa: SLF001
    standing = service.telephone.app.extensions[WATCH]._plans.standing  # noqa: SLF001
    reword(site)
    assert judge.judged(standing) == standing
    assert events(logged, "change accepted") == []
