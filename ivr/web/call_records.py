"""The recorder of calls: it queues what webhooks report for the worker's journal; no call waits for it."""

import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

import structlog
from flask import request

from ivr.call import Call, Conditions, DialEnded, Outcome, Plan, Said
from ivr.call.flow_file import Limits
from ivr.clock import now
from ivr.directory import e164
from ivr.records import (
    FOLDER,
    CallEvent,
    HindranceReader,
    Hindrances,
    Journal,
    Kind,
    caller_key,
    hand_over,
    hashed,
    journal_bytes,
    keep_key,
    new_key,
    read_status,
)
from ivr.records.observe import Fault, ObservedStep, is_missed, note_fault, note_status, note_step
from ivr.records.supervise import Supervisor
from ivr.settings import Settings
from ivr.translation import _
from ivr.twilio import call_sid, called_number, calling_number, dial_status, error_code, leg_status

from .counters import COUNTERS

log = structlog.get_logger()

RECORDER = "ivr.recorder"
"""Key of the application's extensions: the `Recorder`, or None if no calls are recorded."""

NoteMissed = Callable[[Plan, int, str, str], CallEvent]
"""Returns the event of an answer that was not understood: under which plan, when, at which node, and the answer."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """Notes webhooks in *journal*, callers by a hash with *key*; *hindrances* are those of the last minutes.

    *missed* notes an answer that was not understood; None if none is to be stored. It *began* at that time, by a
    clock that nobody sets.
    """

    journal: Journal
    key: bytes
    hindrances: HindranceReader
    missed: NoteMissed | None = None
    began: float = field(default_factory=time.monotonic)

    def with_hindrances(self, conditions: Conditions, plan: Plan, number: str) -> Conditions:
        """Return *conditions* with what is on record of offices and of the caller *number* (E.164, "" if withheld)."""
        current = self.hindrances.current()
        over = bool(number and current.callers) and hashed(number, self.key) in current.callers
        over = over and not any(e164(exempt) == number for exempt in plan.flow.limits.exempt)
        failing = conditions.failing | offices_with(plan, current.numbers)
        return replace(conditions, failing=failing, over_limit=conditions.over_limit or over)

    def step(self, form: Mapping[str, str], taken: ObservedStep) -> None:
        """Note a step that was *taken* in the call that sent *form*."""
        if sid := call_sid(form):
            self._note(lambda: _noted(sid, form, taken, self.key))
            event, missed = taken.event, self.missed
            if missed and isinstance(event, Said) and is_missed(taken):
                self._note(lambda: missed(taken.plan, now(), taken.before.node, event.text))

    def status(self, rang: Call | None = None) -> None:
        """Record the carrier's report on the present call or, if it *rang* an office, on that leg."""
        status = leg_status(request.form)
        sid = status.parent if rang else status.leg
        is_refused = status.status == Outcome.BUSY and not rang  # by us: it was no call
        if sid and status.leg and not is_refused:
            self._note(lambda: note_status(sid, now(), status, rang.turn if rang else None))

    def fault(self, fault: Fault) -> None:
        """Note a *fault* of the service."""
        if sid := call_sid(request.form):
            self._note(lambda: note_fault(sid, now(), fault, error_code(request.form)))

    def _note(self, event_of: Callable[[], CallEvent]) -> None:
        """Queue the event that *event_of* returns; a fault here must not change the course of a call."""
        try:
            event = event_of()
        except Exception:
            log.exception(_("a call event cannot be recorded"))
            COUNTERS.count("unrecorded")
        else:
            self.journal.put(event)


def _noted(sid: str, form: Mapping[str, str], step: ObservedStep, key: bytes) -> CallEvent:
    event = step.event
    caller, called = hashed(calling_number(form) or "", key), called_number(form) or ""
    dial = dial_status(form, event.outcome) if isinstance(event, DialEnded) else None
    return note_step(sid, now(), step, caller, called, dial)


@lru_cache(maxsize=8)
def offices_with(plan: Plan, numbers: frozenset[str]) -> frozenset[str]:
    """Return the keys of the offices of *plan* that have one of *numbers* (E.164)."""
    return frozenset(office.key for office in plan.directory if office.e164 in numbers)


def recorder_for(settings: Settings, limits: Callable[[], Limits]) -> Recorder | None:
    """Return the recorder of a service with these *settings*, before its workers fork; None if it records nothing.

    *limits* gives those of the plan in service.
    """
    if settings.var is None or not settings.records:
        return None
    folder = settings.var / FOLDER
    given = {"DATABASE_URL": settings.database_url, "IVR_RECORDS_DAYS": str(settings.records_days)}
    shipper = Supervisor(folder, os.environ | given)
    hindrances, key = HindranceReader(folder), _key(settings)

    def chore() -> None:
        hindrances.refresh()
        shipper.tend()
        with suppress(OSError):  # of a full disk: nothing is known then, as /readyz tells, and it is tried again
            hand_over(folder, limits())
            if not settings.hash_key:
                keep_key(key, settings.folder)

    journal = Journal(folder, partial(COUNTERS.count, "unrecorded"), chore, _heartbeat)
    return Recorder(journal, key, hindrances, _missed() if settings.missed_answers else None)


def _missed() -> NoteMissed:
    """Return a function that notes answers that were not understood; it is set up at the start, as no call may wait."""
    from ivr.records.missed import note_missed  # noqa: PLC0415 - most services store no answers

    return note_missed


def _key(settings: Settings) -> bytes:
    """Return the key of callers' hashes; if none can be stored, one that lasts as long as the service."""
    try:
        return caller_key(settings.hash_key, settings.folder)
    except OSError as error:
        log.warning(_("after a restart no caller is recognised: IVR_VAR does not hold the key"), why=str(error))
        return new_key()


def records_report(settings: Settings, recorder: Recorder, plan: Plan) -> dict[str, object]:
    """Return the state of recording: how much was lost, how much waits, whether the database takes it.

    And the hindrances that the records show: which offices of *plan* are not rung blindly, since when, and why.
    """
    folder = settings.folder / FOLDER
    status = read_status(folder)
    return {
        "lost": COUNTERS.totals()["unrecorded"],
        "waiting_bytes": journal_bytes(folder),
        "database": status.database,
        "why": status.why,
        "clock": status.clock,
        "refused_lines": status.refused,
        "shipper_seconds_ago": max(0, now() - status.at) // 1000 if status.at else None,
        "around": _hindrances_report(recorder.hindrances.current(), plan),
    }


def _hindrances_report(hindrances: Hindrances, plan: Plan) -> dict[str, object] | None:
    """Describe the *hindrances*; None if none are known, so that everything rings."""
    if not hindrances.at:
        return None
    failing = hindrances.failing
    offices = [
        {
            "number": plan.directory.printed(number),
            "offices": [office.key for office in plan.directory.dialled(number)],
            "failing_for_seconds": max(0, now() - failing[number]) // 1000 if number in failing else None,
            "rung_too_often": number in hindrances.crowded,
        }
        for number in sorted(hindrances.numbers)
    ]
    return {"not_rung_blindly": offices, "callers_over_limit": len(hindrances.callers)}


def _heartbeat() -> CallEvent:
    return CallEvent("", _machine(), "beat", now(), Kind.BEAT)


def _machine() -> str:
    """Return this machine's name, in the letters that a name in a record may have."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in socket.gethostname())[:64]
