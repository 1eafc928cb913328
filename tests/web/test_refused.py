"""Changes under a running service that are refused: what is reported, and how that ends."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.site import Problem, hash_of, load
from ivr.web.app import WATCH
from ivr.web.reload.checking import CheckResult
from ivr.web.reload.plan_store import PlanStore
from ivr.web.reload.plans import Plans
from ivr.web.reload.state import fresh_state
from ivr.web.reload.watcher import Watcher
from tests.waiting import PATIENCE, until

from .altering import alter
from .applications import check_here
from .reloading import (
    FAST,
    OLD,
    PROMPTS,
    UNREADABLE,
    Logged,
    Service,
    break_flow,
    events,
    mend_flow,
    reword,
    started,
)
from .telephone import SETTINGS


@pytest.mark.unmeasured
def test_a_change_with_problems_is_not_served_but_reported_with_the_operators_own_files(
    service: Service, site: Path, logged: Logged
) -> None:
    old = service.ready()
    break_flow(site)
    report = service.waits_until(lambda report: bool(report["problems"]))

    assert (report["ready"], report["plan"], report["since"]) == (True, old["plan"], old["since"])
    assert report["refused_since"] >= old["since"]
    line = (site / "data/flow.yaml").read_text().partition("ask_servise")[0].count("\n") + 1
    wrong = next(problem for problem in report["problems"] if problem["rule"] == "unknown-node")
    assert (wrong["path"], wrong["line"], wrong["warning"]) == (str(site / "data/flow.yaml"), line, False)
    assert all(problem["path"].startswith(f"{site}/") for problem in report["problems"])
    lines = [entry["event"] for entry in logged if entry["log_level"] == "error"]
    assert lines[0] == "change refused: the previous plan stays in service"
    assert any(text.startswith(f"{site}/data/flow.yaml:{line}:") and "(unknown-node)" in text for text in lines)
    assert len(lines) == 1 + len(report["problems"])
    assert service.telephone.post("/voice").said.startswith(OLD)
    assert service.kept() == {old["plan"]}


@pytest.mark.unmeasured
def test_while_a_change_is_checked_the_report_says_since_when(site: Path, var: Path) -> None:
    go_on = threading.Event()

    def check(copy: Path, root: Path, old: Path, over: Callable[[], bool]) -> CheckResult:
        if copy != old:
            assert go_on.wait(PATIENCE)
        return check_here(copy, root, old, over)

    with started(site, var, check=check) as service:
        before = service.ready()
        reword(site)
        report = service.waits_until(lambda report: bool(report["checking_since"]))
        assert (report["plan"], report["checking_since"] >= before["since"]) == (before["plan"], True)
        go_on.set()
        service.waits_until(lambda report: bool(report["plan"] == hash_of(site)) and report["checking_since"] is None)


def test_a_check_that_failed_is_reported_with_its_traceback_and_runs_no_more(
    site: Path, var: Path, logged: Logged
) -> None:
    def check(_copy: Path, _root: Path, _old: Path, _over: Callable[[], bool]) -> CheckResult:
        raise RuntimeError("the check itself failed")

    with started(site, var, check=check) as service:
        reword(site)
        service.waits_until(lambda report: bool(report["problems"]) and report["checking_since"] is None)
        assert events(logged, "the site's files cannot be watched")[0]["exc_info"]


def check_losing_english(copy: Path, root: Path, old: Path, over: Callable[[], bool]) -> CheckResult:
    """Check without the proof, and find what that would find where whoever speaks English is hung up on."""
    found = check_here(copy, root, old, over)
    before, lost, _ = (copy / "data/flow.yaml").read_text(encoding="utf-8").partition("[english], next: goodbye")
    problem = Problem(str(root / "data/flow.yaml"), before.count("\n") + 1, 5, "the call is lost", "proof-lost")
    return replace(found, problems=(*found.problems, problem)) if lost else found


def test_a_start_serves_what_the_proof_refuses_and_a_change_has_not_to_answer_for_it(
    site: Path, var: Path, logged: Logged
) -> None:
    english = r"says: \[english\], next: "
    alter(site, "data/flow.yaml", f"{english}ring_fallback", "says: [english], next: goodbye")
    with started(site, var, check=check_losing_english) as service:
        old = service.ready()["plan"]
        assert service.telephone.post("/voice").said.startswith(OLD)
        report = service.waits_until(lambda report: bool(report["problems"]))
        assert ({one["rule"] for one in report["problems"]}, report["refused_since"]) == ({"proof-lost"}, None)
        errors = [entry["event"] for entry in logged if entry["log_level"] == "error"]
        assert errors[0] == "the plan in service has problems: calls follow it all the same"
        assert "(proof-lost)" in errors[1]

        alter(site, "data/directory.yaml", r'"052-223-6953"', '"052-223-6950"')
        alter(site, "data/flow.yaml", r"^nodes:$", "# a comment: what follows is in other lines\nnodes:")
        report = service.waits_until(lambda report: bool(report["plan"] == hash_of(site)))
        assert {one["rule"] for one in report["problems"]} == {"proof-lost"}
        (accepted,) = events(logged, "change accepted")
        assert (accepted["old"], accepted["problems_as_before"]) == (old, 1)

        break_flow(site)
        report = service.waits_until(lambda report: bool(report["refused_since"]))
        assert {one["rule"] for one in report["problems"]} >= {"unknown-node", "proof-lost"}
        mend_flow(site)
        alter(site, "data/flow.yaml", f"{english}goodbye", "says: [english], next: ring_fallback")
        service.waits_until(lambda report: not report["problems"])


def test_mended_it_is_served(service: Service, site: Path, logged: Logged) -> None:
    break_flow(site)
    words = reword(site)
    service.waits_until(lambda report: bool(report["problems"]))
    mend_flow(site)
    report = service.waits_until(lambda report: not report["problems"])

    assert (report["plan"], report["refused_since"]) == (hash_of(site), None)
    assert service.telephone.post("/voice").said.startswith(words)
    assert len(events(logged, "the faulty change was fixed")) == 1


def test_taken_back_there_is_no_problem_any_more(service: Service, site: Path, logged: Logged) -> None:
    old = service.ready()["plan"]
    break_flow(site)
    service.waits_until(lambda report: bool(report["problems"]))
    mend_flow(site)
    report = service.waits_until(lambda report: not report["problems"])

    assert (report["plan"], report["refused_since"]) == (old, None)
    assert len(events(logged, "the faulty change was taken back")) == 1
    assert events(logged, "plan swapped in") == []


def test_a_report_is_of_one_plan_also_while_another_is_swapped_in(service: Service, site: Path) -> None:
    break_flow(site)
    refused = service.waits_until(lambda report: bool(report["problems"]))
    service.telephone.app.extensions[WATCH].stop()
    mend_flow(site)
    reword(site)
    mended = load(site).plan

    assert mended
    service.telephone.app.extensions[WATCH]._plans.swap(mended)  # noqa: SLF001 - the state is adopted right after
    report = service.ready()
    assert [report[key] for key in ("plan", "problems", "unverified")] == [
        refused[key] for key in ("plan", "problems", "unverified")
    ]


def test_a_file_that_vanishes_and_one_that_appears_are_changes(service: Service, site: Path) -> None:
    (site / "data/words.yaml").rename(site / "words.yaml")
    report = service.waits_until(lambda report: bool(report["problems"]))
    assert f"{site}/data/words.yaml" in {problem["path"] for problem in report["problems"]}
    (site / "words.yaml").rename(site / "data/words.yaml")
    service.waits_until(lambda report: not report["problems"])
    (site / "prompts/en.yaml").write_text("prompts: [", encoding="utf-8")
    report = service.waits_until(lambda report: bool(report["problems"]))
    assert {problem["path"] for problem in report["problems"]} == {f"{site}/prompts/en.yaml"}


VERIFIED = (
    r'^( +)(number: (".*))$',
    r"\1\2\n\1verified_on: 2026-11-20\n\1verified_by: 山田\n\1verified_number: \3",
)


def test_a_change_dials_unverified_numbers_for_the_public_no_more_than_a_start_does(site: Path, var: Path) -> None:
    alter(site, "data/directory.yaml", *VERIFIED)
    settings = replace(SETTINGS, accept_unverified=False)
    with started(site, var, settings) as service:
        old = service.ready()["plan"]
        alter(site, "data/directory.yaml", r' number: "052-223-6953"', ' number: "052-223-6950"')
        report = service.waits_until(lambda report: bool(report["problems"]))
    assert report["plan"] == old
    problems = [problem for problem in report["problems"] if problem["rule"] == "unverified-offices"]
    assert problems[0]["message"].startswith("2 of 3 offices are unverified (23-center, 23-council)")
    for problem in problems[1:]:
        assert "052-223-6953 was called, but the number is 052-223-6950" in problem["message"]
    assert len(problems) == 3
    for problem in problems:
        assert problem["message"].endswith("dialled only with IVR_ACCEPT_UNVERIFIED=1")
        assert (problem["warning"], problem["line"] > 1) == (False, True)


def test_an_operator_who_accepts_them_changes_what_he_likes(service: Service, site: Path) -> None:
    alter(site, "data/directory.yaml", r'"052-223-6953"', '"052-223-6950"')
    report = service.waits_until(lambda report: bool(report["plan"] == hash_of(site)))
    assert (report["unverified"], report["problems"]) == (3, [])


def test_a_folder_that_cannot_be_written_is_a_warning_and_calls_are_led(site: Path, var: Path, logged: Logged) -> None:
    var.write_text("no folder")
    with started(site, var) as service:
        old = service.ready()["plan"]
        (warning,) = [entry for entry in logged if entry["event"].startswith("plans cannot be saved")]
        assert (warning["log_level"], warning["folder"]) == ("warning", str(var / "plans"))
        call = service.telephone.post("/voice")
        assert service.telephone.post(call.next, Digits="1").node == "ask_prefecture"
        words = reword(site)
        report = service.waits_until(lambda report: bool(report["problems"]))
        assert (report["ready"], report["plan"]) == (True, old)
        assert report["problems"][0]["message"].startswith("a change cannot be followed: ")
        told_of = events(logged, "the site's files cannot be watched")
        assert {(entry["log_level"], entry["exc_info"]) for entry in told_of} == {("error", False)}
        assert all(str(var) in entry["error"] and "Errno" not in entry["error"] for entry in told_of)
        var.unlink()  # whatever broke, it goes on
        service.waits_until(lambda report: bool(report["plan"] != old and not report["problems"]))
        assert service.telephone.post("/voice").said.startswith(words)


def test_a_check_that_breaks_keeps_the_plan_and_is_made_again(site: Path, var: Path) -> None:
    broken = threading.Event()
    broken.set()

    def check(copy: Path, root: Path, old: Path, over: Callable[[], bool]) -> CheckResult:
        if broken.is_set():
            raise RuntimeError("ivr check ended with 1: no memory")
        return check_here(copy, root, old, over)

    with started(site, var, check=check) as service:
        words = reword(site)
        report = service.waits_until(lambda report: bool(report["problems"]))
        assert "ivr check ended with 1" in report["problems"][0]["message"]
        assert service.telephone.post("/voice").said.startswith(OLD)
        broken.clear()
        service.waits_until(lambda report: not report["problems"])
        assert service.telephone.post("/voice").said.startswith(words)


def test_files_that_cannot_be_read_are_a_problem_and_logged_once(service: Service, site: Path, logged: Logged) -> None:
    shutil.copy(site / PROMPTS, site / "saved.yaml")
    (site / PROMPTS).unlink()
    (site / PROMPTS).symlink_to(UNREADABLE)
    report = service.waits_until(lambda report: bool(report["problems"]))
    (problem,) = report["problems"]
    assert (problem["path"], problem["rule"]) == (str(site), "file")
    assert problem["message"].startswith("this file cannot be read: ")
    (site / "data/flow.yaml").touch()
    time.sleep(3 * FAST.quiet)
    assert len(events(logged, "change refused: the previous plan stays in service")) == 1
    (site / "saved.yaml").replace(site / PROMPTS)
    service.waits_until(lambda report: not report["problems"])


@pytest.fixture
def begun(site: Path, var: Path) -> Iterator[tuple[Watcher, Plans]]:
    """Return what a worker has that is forked from a service with the plan of *site*."""
    plan = load(site).plan
    assert plan
    plans = Plans.starting_with(plan, PlanStore(var / "plans"))
    watch = Watcher(site, plans, PlanStore(var / "plans"), SETTINGS, FAST)
    yield watch, plans
    watch.stop()


def test_a_worker_that_finds_no_copy_of_what_serves_takes_no_call(begun: tuple[Watcher, Plans]) -> None:
    watch, plans = begun
    old = plans.current.plan.hash
    watch.shared.write(fresh_state("0123456789ab"))
    with ThreadPoolExecutor(1) as worker:
        started = worker.submit(watch.start)
        (problem,) = until(lambda: plans.state.problems)
        assert problem.message.endswith("plan 0123456789ab is in service, but no copy of it can be read")
        assert started.running()
        watch.shared.write(fresh_state(old))
        started.result(PATIENCE)
    assert (plans.current.plan.hash, plans.state.plan) == (old, old)


def test_a_worker_leads_by_what_serves_though_its_copy_is_gone(begun: tuple[Watcher, Plans], site: Path) -> None:
    watch, plans = begun
    alter(site, "data/flow.yaml", r"^turns: .*$", "turns: 39")
    changed = load(site).plan
    assert changed
    watch.shared.put_plan(changed)
    watch.shared.write(fresh_state(changed.hash))
    watch.start()
    assert plans.current.plan == changed


def test_a_removed_working_directory_is_named_as_the_problem(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    with started(site, Path("var")) as service:
        shutil.rmtree(here)
        reword(site)
        (problem,) = service.waits_until(lambda report: bool(report["problems"]))["problems"]
    assert problem["message"] == (
        "a change cannot be followed: the working directory was removed under the service; restart it in one that stays"
    )
