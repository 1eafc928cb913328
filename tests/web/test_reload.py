"""Files that change under a running service: what callers hear, what operators see, what is kept."""

import os
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.clock import japanese_time
from ivr.site import hash_of
from ivr.web import create_app
from ivr.web.app import WATCH
from ivr.web.reload.plan_store import PlanStore
from ivr.web.reload.review import Reviewer
from ivr.web.reload.state import ReloadState, fresh_state
from tests.waiting import until

from .altering import alter
from .applications import check_here
from .reloading import (
    FAST,
    PROMPTS,
    UNREADABLE,
    Logged,
    Service,
    events,
    reword,
    started,
)
from .telephone import SETTINGS


def test_new_calls_hear_the_new_words_and_open_calls_the_old_ones_to_their_end(
    service: Service, site: Path, logged: Logged
) -> None:
    alter(site, PROMPTS, r"ただいま話し中です", "今は話し中です")  # an older sentence, heard late in a call
    alter(site, PROMPTS, r"ただいまはなしちゅうです", "いまははなしちゅうです")
    first = service.ready()["plan"]
    call = service.telephone.post("/voice")
    service.waits_until(lambda report: report["plan"] == hash_of(site))

    assert "plan swapped in" in str(logged)
    call = service.telephone.post(call.next, SpeechResult="愛知県の経営改善支援センターをお願いします")
    call = service.telephone.post(call.next)
    assert call.rang == "+81522236953"
    call = service.telephone.post(call.next, DialCallStatus="busy")
    assert "ただいま話し中です" in call.said
    assert f"plan={first}" in call.next
    new = service.telephone.post("/voice/ring_office?service=center&prefecture=23", DialCallStatus="busy")
    assert "今は話し中です" in new.said
    assert "ただいま話し中です" not in new.said


def test_the_swap_is_logged_with_both_plans_and_what_callers_will_notice(
    service: Service, site: Path, logged: Logged
) -> None:
    old = service.ready()["plan"]
    words = reword(site)
    report = service.waits_until(lambda report: bool(report["plan"] != old))

    assert service.telephone.post("/voice").said.startswith(words)
    assert report["since"] >= service.ready()["since"]
    (accepted,) = events(logged, "change accepted")
    assert (accepted["old"], accepted["new"]) == (old, hash_of(site))
    assert any(words in change for change in accepted["callers_will_notice"])
    (swapped,) = events(logged, "plan swapped in")
    assert (swapped["old"], swapped["new"], swapped["worker"]) == (old, hash_of(site), os.getpid())


def test_an_editor_that_writes_another_file_and_renames_it_is_understood(service: Service, site: Path) -> None:
    shutil.copy(site / PROMPTS, site / "before.yaml")
    words = reword(site)
    (site / PROMPTS).replace(site / "after.yaml")
    (site / "before.yaml").replace(site / PROMPTS)
    (site / "after.yaml").replace(site / PROMPTS)
    service.waits_until(lambda report: bool(report["plan"] == hash_of(site)))
    assert service.telephone.post("/voice").said.startswith(words)


def test_files_that_are_still_being_saved_are_not_served(site: Path, var: Path, logged: Logged) -> None:
    with started(site, var, timing=replace(FAST, quiet=3.0)) as service:
        old = service.ready()["plan"]
        reword(site, "途中の", "とちゅうの")
        half = hash_of(site)
        time.sleep(0.5)  # until the watch has seen it; it is not yet quiet
        words = reword(site)
        service.waits_until(lambda report: bool(report["plan"] != old))
        assert service.telephone.post("/voice").said.startswith(words)
        assert half not in service.kept()
        assert len(events(logged, "plan swapped in")) == 1


@pytest.mark.parametrize("saved", ["half", "unreadable"])
def test_what_is_saved_while_it_is_copied_is_not_judged(site: Path, var: Path, logged: Logged, saved: str) -> None:
    state = fresh_state(hash_of(site))
    reword(site)
    if saved == "unreadable":
        (site / PROMPTS).unlink()
        (site / PROMPTS).symlink_to(UNREADABLE)
    published: list[ReloadState] = []
    reviewer = Reviewer(site, PlanStore(var), SETTINGS, lambda: False, lambda: False, publish=published.append)
    assert reviewer.review(state) == state
    assert (logged, published) == ([], [])
    assert list(var.rglob("*")) == []


def test_a_call_from_before_a_restart_finishes_on_its_plan(site: Path, var: Path) -> None:
    with started(site, var) as before:
        call = before.telephone.post("/voice")
        old = before.ready()["plan"]
    alter(site, PROMPTS, r"^    text: (会社のある都道府県は、.*)$", r"    text: では、\1")
    alter(site, PROMPTS, r"^    kana: (かいしゃのあるとどうふけんは、.*)$", r"    kana: では、\1")
    with started(site, var) as after:
        assert after.ready()["plan"] != old
        open_call = after.telephone.post(call.next, SpeechResult="経営改善")
        new_call = after.telephone.post(after.telephone.post("/voice").next, SpeechResult="経営改善")
    assert f"plan={old}" in open_call.next
    assert "では、" not in open_call.said
    assert new_call.said == open_call.said.replace("会社", "では、会社")


def test_a_desk_hears_the_whisper_of_its_calls_plan(service: Service, site: Path) -> None:
    old = service.ready()["plan"]
    query = "service=center&prefecture=23&turn=2"
    alter(site, PROMPTS, r'"({service}での、相談です。)"', r'"こちらは、\1"')
    alter(site, PROMPTS, r'"({service}での、そうだんです。)"', r'"こちらは、\1"')
    service.waits_until(lambda report: bool(report["plan"] != old))
    whispers = [
        service.telephone.post(f"/voice/ring_office/whisper?{query}{plan}").said for plan in (f"&plan={old}", "")
    ]
    assert whispers == ["経営改善支援センターでの、相談です。", "こちらは、経営改善支援センターでの、相談です。"]


def test_a_call_of_an_unknown_plan_goes_on_with_what_is_still_valid(service: Service) -> None:
    current = service.ready()["plan"]
    for unknown in ("0123456789ab", "plan", "A" * 40):
        query = f"service=center&prefecture=23&turn=1&plan={unknown}"
        answer = service.telephone.post(f"/voice/read_back?{query}")
        assert answer.rang == "+81522236953"
        assert f"plan={current}" in answer.next


def test_a_plan_that_was_lost_is_kept_again(service: Service, site: Path) -> None:
    (old,) = service.kept()
    shutil.rmtree(service.plans)
    (site / PROMPTS).touch()
    until(lambda: service.plans.is_dir() and service.kept() == {old})


def test_the_watch_begins_with_the_first_request_where_the_server_does_not_start_it(site: Path, var: Path) -> None:
    app = create_app(replace(SETTINGS, site=site, var=var), japanese_time, FAST, check=check_here)
    reword(site)
    client = app.test_client()
    until(lambda: client.get("/readyz").get_json()["plan"] == hash_of(site))
    assert [thread.name for thread in threading.enumerate()].count("watch") >= 1
    app.extensions[WATCH].stop()


def test_a_service_without_a_folder_keeps_nothing_and_follows_nothing(site: Path, tmp_path: Path) -> None:
    app = create_app(replace(SETTINGS, site=site))
    assert WATCH not in app.extensions
    assert {path.name for path in tmp_path.iterdir()} == {"site"}
