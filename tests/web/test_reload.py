"""Files that change under a running service: what callers hear, what operators see, what is kept."""

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivr.site import hash_of, load
from ivr.web import create_app
from ivr.web.app import WATCH, japanese_time
from ivr.web.judging import Judge
from ivr.web.kept import Kept
from ivr.web.plans import Plans
from ivr.web.standing import serving
from ivr.web.watching import Watch

from .altering import alter
from .reloading import FAST, Service, started, until
from .telephone import SETTINGS

OLD = "経営相談の、電話案内です。"
PROMPTS = "prompts/ja.yaml"
UNREADABLE = "/proc/self/mem"  # from its beginning, and for root too
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


@pytest.mark.parametrize("saved", ["half", "unreadable"])
def test_what_is_saved_while_it_is_copied_is_not_judged(site: Path, var: Path, logged: Logged, saved: str) -> None:
    standing = serving(hash_of(site))
    reword(site)
    if saved == "unreadable":
        (site / PROMPTS).unlink()
        (site / PROMPTS).symlink_to(UNREADABLE)
    assert Judge(site, Kept(var), SETTINGS, quiet=lambda: False).judged(standing) == standing
    assert logged == []
    assert list(var.rglob("*")) == []


VERIFIED = (r'^( +)(number: ".*)$', r"\1\2\n\1verified_on: 2026-11-20\n\1verified_by: 山田")


def test_a_change_dials_unverified_numbers_for_the_public_no_more_than_a_start_does(site: Path, var: Path) -> None:
    alter(site, "data/directory.yaml", *VERIFIED)
    settings = replace(SETTINGS, accept_unverified=False)
    with started(site, var, settings) as service:
        old = service.ready()["plan"]
        alter(site, "data/directory.yaml", r'(number: "052-223-6953")\n +verified_on: .*\n +verified_by: .*', r"\1")
        told = service.waits_until(lambda told: bool(told["problems"]))
    assert told["plan"] == old
    (problem,) = [problem for problem in told["problems"] if problem["rule"] == "unverified-offices"]
    assert problem["message"].startswith("2 of 95 offices are unverified")
    assert problem["message"].endswith("dialled only with IVR_ACCEPT_UNVERIFIED=1")
    assert (problem["reminder"], problem["line"] > 1) == (False, True)


def test_an_operator_who_accepts_them_changes_what_he_likes(service: Service, site: Path) -> None:
    alter(site, "data/directory.yaml", r'"052-223-6953"', '"052-223-6950"')
    told = service.waits_until(lambda told: bool(told["plan"] == hash_of(site)))
    assert (told["unverified"], told["problems"]) == (95, [])


def test_a_call_from_before_a_restart_finishes_on_its_plan(site: Path, var: Path) -> None:
    with started(site, var) as before:
        call = before.telephone.post("/voice")
        old = before.ready()["plan"]
    alter(site, PROMPTS, r"^    text: (都道府県の名前を、.*)$", r"    text: では、\1")
    alter(site, PROMPTS, r"^    kana: (とどうふけんのなまえを、.*)$", r"    kana: では、\1")
    with started(site, var) as after:
        assert after.ready()["plan"] != old
        open_call = after.telephone.post(call.next, SpeechResult="経営改善")
        new_call = after.telephone.post(after.telephone.post("/voice").next, SpeechResult="経営改善")
    assert f"plan={old}" in open_call.next
    assert "では、" not in open_call.said
    assert new_call.said == f"では、{open_call.said}"


def test_a_desk_hears_the_whisper_of_its_calls_plan(service: Service, site: Path) -> None:
    old = service.ready()["plan"]
    query = "service=center&prefecture=23&turn=2"
    alter(site, PROMPTS, r'"({service}での、相談です。)"', r'"こちらは、\1"')
    alter(site, PROMPTS, r'"({service}での、そうだんです。)"', r'"こちらは、\1"')
    service.waits_until(lambda told: bool(told["plan"] != old))
    told = [service.telephone.post(f"/voice/ring_office/whisper?{query}{plan}").said for plan in (f"&plan={old}", "")]
    assert told == ["経営改善支援センターでの、相談です。", "こちらは、経営改善支援センターでの、相談です。"]


def test_a_call_of_an_unknown_plan_goes_on_with_what_is_still_valid(service: Service) -> None:
    current = service.ready()["plan"]
    for unknown in ("0123456789ab", "plan", "A" * 40):
        query = f"service=center&prefecture=23&turn=1&plan={unknown}"
        answer = service.telephone.post(f"/voice/read_back?{query}")
        assert answer.rang == "+81522236953"
        assert f"plan={current}" in answer.next


def test_a_folder_that_cannot_be_written_is_a_warning_and_calls_are_led(site: Path, var: Path, logged: Logged) -> None:
    var.write_text("no folder")
    with started(site, var) as service:
        old = service.ready()["plan"]
        (warning,) = [entry for entry in logged if entry["event"].startswith("plans cannot be kept")]
        assert (warning["log_level"], warning["folder"]) == ("warning", str(var / "plans"))
        call = service.telephone.post("/voice")
        assert service.telephone.post(call.next, Digits="1").node == "ask_prefecture"
        words = reword(site)
        told = service.waits_until(lambda told: bool(told["problems"]))
        assert (told["ready"], told["plan"]) == (True, old)
        assert told["problems"][0]["message"].startswith("a change cannot be followed: ")
        assert any(entry["event"] == "the site's files cannot be followed" and entry["exc_info"] for entry in logged)
        var.unlink()  # whatever broke, it goes on
        service.waits_until(lambda told: bool(told["plan"] != old and not told["problems"]))
        assert service.telephone.post("/voice").said.startswith(words)


def test_a_check_that_breaks_keeps_the_plan_and_is_made_again(
    service: Service, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/bin/false")
        words = reword(site)
        told = service.waits_until(lambda told: bool(told["problems"]))
        assert "ivr check ended with 1" in told["problems"][0]["message"]
        assert service.telephone.post("/voice").said.startswith(OLD)
    service.waits_until(lambda told: not told["problems"])
    assert service.telephone.post("/voice").said.startswith(words)


def test_files_that_cannot_be_read_are_a_problem_and_told_once(service: Service, site: Path, logged: Logged) -> None:
    shutil.copy(site / PROMPTS, site / "saved.yaml")
    (site / PROMPTS).unlink()
    (site / PROMPTS).symlink_to(UNREADABLE)
    told = service.waits_until(lambda told: bool(told["problems"]))
    (problem,) = told["problems"]
    assert (problem["path"], problem["rule"]) == (str(site), "file")
    assert problem["message"].startswith("this file cannot be read: ")
    (site / "data/flow.yaml").touch()
    time.sleep(3 * FAST.quiet)
    assert len(events(logged, "change refused: the plan before it goes on serving")) == 1
    (site / "saved.yaml").replace(site / PROMPTS)
    service.waits_until(lambda told: not told["problems"])


def test_a_worker_without_a_copy_of_what_serves_says_so_and_goes_on(site: Path, var: Path) -> None:
    plan = load(site).plan
    assert plan
    kept = Kept(var / "plans")
    plans = Plans.begun(plan, kept)
    plans.standing = serving("0123456789ab")
    watch = Watch(site, plans, kept, SETTINGS, FAST)
    watch.start()
    (problem,) = plans.standing.problems
    assert problem.message.endswith("plan 0123456789ab serves, but no copy of it can be read")
    until(lambda: {"problems": plans.standing.problems}, lambda told: not told["problems"])
    watch.stop()
    assert plans.current.plan is plan
    assert plans.standing.plan == plan.hash
    assert kept.holds(plan.hash)


def test_a_plan_that_was_lost_is_kept_again(service: Service, site: Path) -> None:
    (old,) = service.kept()
    shutil.rmtree(service.plans)
    (site / PROMPTS).touch()
    until(lambda: {"kept": service.plans.is_dir() and service.kept() == {old}}, lambda told: bool(told["kept"]))


def test_the_watch_begins_with_the_first_request_where_the_server_does_not_start_it(site: Path, var: Path) -> None:
    app = create_app(replace(SETTINGS, site=site, var=var), japanese_time, FAST)
    reword(site)
    client = app.test_client()
    until(lambda: client.get("/readyz").get_json(), lambda told: bool(told["plan"] == hash_of(site)))
    assert [thread.name for thread in threading.enumerate()].count("watch") >= 1
    app.extensions[WATCH].stop()


def test_a_service_without_a_folder_keeps_nothing_and_follows_nothing(site: Path, tmp_path: Path) -> None:
    app = create_app(replace(SETTINGS, site=site))
    assert WATCH not in app.extensions
    assert {path.name for path in tmp_path.iterdir()} == {"site"}
