"""What the workers share survives interrupted writes and full disks."""

import os
import resource
import signal
from dataclasses import fields

import pytest

from ivr.call import Plan
from ivr.site import Problem
from ivr.web.reload.shared import SharedBytes, SharedState
from ivr.web.reload.state import ReloadState, fresh_state

STANDING = ReloadState(
    "0123456789ab",
    "2026-11-28T00:00:00+00:00",
    "ba9876543210",
    blocking=(Problem("data/flow.yaml", 1, 2, "「間違い」", "rule", at="nodes.ask"),),
    blocked_since="2026-11-28T00:00:01+00:00",
    plan_problems=(Problem("data/flow.yaml", 3, 4, "older", "proof-lost", warning=True, at="nodes.bye"),),
    checking_since="2026-11-28T00:00:02+00:00",
)


def forked(act: object) -> int:
    """Do *act* in a process that shares everything, and return how it ended."""
    child = os.fork()
    if child == 0:
        assert callable(act)
        act()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def test_what_one_process_writes_all_read() -> None:
    shared = SharedState(fresh_state("0123456789ab"))
    assert forked(lambda: shared.write(STANDING)) == 0
    read = shared.read()
    assert read == STANDING
    assert [problem.at for problem in read.problems] == ["nodes.ask", "nodes.bye"]


def test_a_writing_that_is_refused_or_cut_off_changes_nothing() -> None:
    record = SharedBytes()
    for content in (b"first", b"second"):
        record.write(content)

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with pytest.raises(OSError, match="too large"):
            record.write(b"third" * 1000)

    assert forked(full) == 0
    assert next(record.values()) == b"second"
    record.write(b"fourth")
    assert next(record.values()) == b"fourth"


def test_what_is_damaged_reads_as_what_was_written_before_it_and_then_as_none() -> None:
    record = SharedBytes()
    found = [list(record.values())]
    for content in (b"first", b"second"):
        record.write(content)
        found.append(list(record.values()))
    for file in reversed(record.files):
        os.pwrite(file, b"!", os.fstat(file).st_size - 1)
        found.append(list(record.values()))
    assert found == [[], [b"first"], [b"second", b"first"], [b"first"], []]


def test_the_plan_that_serves_is_there_without_any_file(plan: Plan) -> None:
    shared = SharedState(fresh_state(plan.hash))
    assert shared.plan(plan.hash) is None
    shared.put_plan(plan)
    read = shared.plan(plan.hash)
    assert read
    # Two plans are equal where they were made from the same: what was derived from that has to be there as well.
    assert [one.name for one in fields(Plan) if getattr(read, one.name) != getattr(plan, one.name)] == []
    assert (read.speaks("en").ready, read.speaks("en").first is read) == (plan.speaks("en").ready, True)
    assert shared.plan("0123456789ab") is None
