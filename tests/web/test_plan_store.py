"""The plans on disk and in memory: which are kept, which are used, how often they are loaded."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.call import Plan
from ivr.site import hash_of
from ivr.web.reload.plan_store import MOST_PLANS, PlanStore
from ivr.web.reload.plans import Plans

from .altering import alter

HASH = "0123456789ab"


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(tmp_path / "var/plans")


@pytest.fixture
def old(store: PlanStore, site_copy: Path) -> str:
    """Keep a plan that differs from the shipped one, and return its hash."""
    alter(site_copy, "data/flow.yaml", r"^turns: .*$", "turns: 39")
    store.keep_site(site_copy)
    return hash_of(site_copy)


@pytest.fixture
def plans(plan: Plan, store: PlanStore) -> Plans:
    return Plans.starting_with(plan, store)


def flow(root: Path, text: str) -> str:
    """Write the only file of a site, and return the hash that it then has."""
    (root / "data").mkdir(parents=True, exist_ok=True)
    (root / "data/flow.yaml").write_text(text)
    return hash_of(root)


def names(store: PlanStore) -> set[str]:
    return {path.name for path in store.folder.iterdir()}


def test_the_last_five_plans_are_kept_by_when_they_became_current(store: PlanStore, tmp_path: Path) -> None:
    root = tmp_path / "site"
    texts = ["first", *(f"plan {number}" for number in range(1, MOST_PLANS)), "first", "sixth", "seventh"]
    for age, text in enumerate(texts):
        name = flow(root, text)
        store.keep_site(root)
        os.utime(store.folder / name, (age, age))
    hashes = {text: flow(root, text) for text in texts}
    assert names(store) == {hashes[text] for text in ("first", "plan 3", "plan 4", "sixth", "seventh")}


def test_neither_what_serves_nor_what_was_just_kept_is_dropped_whatever_the_clock_said(
    store: PlanStore, tmp_path: Path
) -> None:
    root = tmp_path / "site"
    serves = flow(root, "serves")
    store.keep_site(root)
    for number in range(MOST_PLANS + 2):
        name = flow(root, f"plan {number}")
        with store.temporary_copy(root) as copy:
            store.keep(copy, serves)
        os.utime(store.folder / name, (4e9, 4e9))
    os.utime(store.folder / serves, (1, 1))
    name = flow(root, "just kept")
    with store.temporary_copy(root) as copy:
        store.keep(copy, serves)
    assert {serves, name} <= names(store)
    assert store.names()[0] == name


def test_what_a_process_that_died_has_left_goes_after_an_hour(store: PlanStore, tmp_path: Path) -> None:
    for name, age in (("left", 2 * 3600), ("at-work", 60)):
        folder = store.folder / f".copy-{name}"
        folder.mkdir(parents=True)
        at = folder.stat().st_mtime - age
        os.utime(folder, (at, at))
    (store.folder / "notes").mkdir()  # whatever else is there is left alone
    name = flow(tmp_path / "site", "text")
    store.keep_site(tmp_path / "site")
    assert names(store) == {".copy-at-work", "notes", name}


def test_a_plan_is_kept_whole(store: PlanStore, old: str, site_copy: Path) -> None:
    assert names(store) == {old}
    loaded = store.plan(old)
    assert loaded is not None
    assert (loaded.hash, loaded.flow.turns) == (old, 39)
    store.keep_site(site_copy)
    assert names(store) == {old}


def test_it_is_loaded_once_however_many_calls_ask_for_it(plans: Plans, old: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        led = list(threads.map(plans.of, [old] * 8))
    assert [(plan.hash, plan is led[0]) for plan in led] == [(old, True)] * 8


def test_plans_share_the_places_that_they_have_in_common(plans: Plans, old: str) -> None:
    assert plans.of(old).places is plans.current.plan.places


@pytest.mark.parametrize("path", ["data/flow.yaml", "data/places/postal.tsv"])
def test_a_copy_that_was_tampered_with_is_not_used(
    plans: Plans, store: PlanStore, old: str, path: str, logged: list[dict[str, object]]
) -> None:
    alter(store.folder / old, path, r"\Z", "\n")
    assert plans.of(old) is plans.current.plan
    assert "a saved plan is damaged: it is not used" in {entry["event"] for entry in logged}


def test_a_damaged_copy_is_replaced_when_its_plan_is_kept_again(store: PlanStore, old: str, site_copy: Path) -> None:
    (store.folder / old / "data/flow.yaml").unlink()
    assert not store.is_intact(old)
    store.keep_site(site_copy)
    assert store.is_intact(old)


def test_one_that_cannot_be_read_is_logged_and_not_used(
    plans: Plans, store: PlanStore, old: str, logged: list[dict[str, object]]
) -> None:
    flow = store.folder / old / "data/flow.yaml"
    flow.unlink()
    flow.symlink_to("/proc/self/mem")  # which nobody can read from its beginning
    assert plans.of(old) is plans.current.plan
    assert logged[-1]["exc_info"]


def test_one_that_this_release_cannot_read_is_not_used_and_read_only_once(
    plans: Plans, store: PlanStore, site_copy: Path, logged: list[dict[str, object]]
) -> None:
    alter(site_copy, "data/flow.yaml", r"^turns: .*$", "turnings: 39")
    store.keep_site(site_copy)
    name = hash_of(site_copy)
    assert store.is_intact(name)
    for _ in range(50):
        assert plans.of(name) is plans.current.plan
    assert [entry["plan"] for entry in logged] == [name]


def test_it_is_looked_for_again_once_it_serves(plans: Plans, store: PlanStore, old: str) -> None:
    flow = store.folder / old / "data/flow.yaml"
    text = flow.read_text()
    flow.write_text("damaged")
    assert plans.of(old) is plans.current.plan
    flow.write_text(text)
    assert plans.of(old) is plans.current.plan
    loaded = store.plan(old)
    assert loaded is not None
    plans.remember(loaded)
    assert plans.of(old) is loaded


def test_no_call_waits_for_a_plan_that_was_kept_before_the_start(plans: Plans, store: PlanStore, old: str) -> None:
    plans.load_stored()
    shutil.rmtree(store.folder)
    assert plans.of(old).hash == old
    plans.load_stored()


@pytest.mark.parametrize("name", ["", HASH, "..", "../../etc", "plans", "A" * 40])
def test_any_other_name_means_the_current_plan(plans: Plans, store: PlanStore, old: str, name: str) -> None:
    assert plans.of(name) is plans.current.plan
    shutil.rmtree(store.folder)
    assert plans.of(old) is plans.of(name) is plans.current.plan


def test_without_a_folder_only_the_current_plan_is_known(plan: Plan) -> None:
    assert Plans.starting_with(plan).of(HASH) is plan


def test_a_plan_that_was_current_is_remembered_and_so_are_five_at_most(plan: Plan, store: PlanStore) -> None:
    plans = Plans.starting_with(plan, store)
    hashes = [plan.hash, *(f"{number:012x}" for number in range(MOST_PLANS + 1))]
    for name in hashes[1:]:
        plans.swap(replace(plan, hash=name))
    assert plans.current.plan.hash == hashes[-1]
    assert [plans.of(name).hash == name for name in hashes] == [False, *[True] * (MOST_PLANS + 1)]
    plans.swap(replace(plan, hash=hashes[1]))  # back again: it is the current one, and then the youngest of the others
    plans.swap(replace(plan, hash=plan.hash))
    assert plans.of(hashes[1]).hash == hashes[1]
