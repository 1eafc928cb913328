"""The fold of a call's events into its record: a pure function, independent of the order in which they came.

Steps are ordered by their turn and the carrier's reports of a leg by their sequence, because clocks are changed and
callbacks are late. Duplicates count once. The first reported end of a leg remains its end.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from ivr.call import Hindrance, Outcome
from ivr.call.state import SLOTS
from ivr.clock import DAY

from .events import DOUBT, CallEvent, Kind
from .record import CallRecord, Disposition, RingRecord, Way

ENDS = tuple(one.value for one in Outcome)
"""Statuses after which nothing more happens on a leg."""
_SLACK = 5_000
"""Milliseconds that a callback may be late before the carrier's own time is used, which has whole seconds only."""
_SECOND = 1_000
_LATEST = DAY
"""Milliseconds beyond which a delay is not credible: one of the clocks is wrong, and ours is used."""

_TOGETHER = 2_000
"""Milliseconds between the ends of a ring and of its call, if the caller hung up while it rang."""

_DETOURS = frozenset({"missed", "asked", "helped", "refused"})
"""Marks of a step that is not on a straight way to a ring."""
_BY_VOICE = {("speech",): Way.ONE_SENTENCE, ("speech", "speech"): Way.TWO_ANSWERS}
_HINDRANCES = frozenset(Disposition(reason) for reason in get_args(Hindrance))
_TO_DO = frozenset({"number", "office", "timeout", "closed", "hindered", "ends"})
"""What a step shows of its answer to the carrier; all else is what was learned of the caller."""
_LONGEST_LIST = 1_000  # characters
_BEYOND = 100
"""Turns from here on belong to rings that only the carrier knows of."""


def fold(call: str, events: Sequence[CallEvent]) -> tuple[CallRecord, tuple[RingRecord, ...]]:
    """Return the record of *call* and those of its rings, in order; *events* are all of this call, at least one."""
    faults = sorted((one for one in events if one.kind is Kind.FAULT), key=_turn)
    steps = _carried_out(sorted((event for event in events if event.kind is Kind.STEP), key=_turn), faults)
    statuses = sorted((one for one in events if one.kind is Kind.STATUS), key=_sequence)
    own = [status for status in statuses if status.leg == call]
    started, last = _started(events), max(one.at for one in events)
    end = _end(own, steps)
    rings = tuple(_unless_left(ring, steps, own) for ring in _rings(call, steps, faults, statuses))
    aged = next((one for one in events if one.kind is Kind.AGED), None)
    final = rings[-1] if rings else None
    latest = steps[-1].data if steps else {}
    return CallRecord(
        call=call,
        started=started,
        last=last,
        ended=end[0] if end else (aged.at if aged else None),
        disposition=_disposition(rings, steps, is_over=bool(end), is_aged=bool(aged), faults=len(faults)),
        **_who((*steps, *own)),
        plan=next((plan for step in steps if (plan := _text(step.data.get("plan")))), None),
        language=_text(latest.get("language")),
        **_filled(steps),
        missed_at=_listed_in(steps, "missed", "node"),
        asked=_listed_in(steps, "asked", "asked"),
        way=_way_to_ring(steps),
        turns=_turn(steps[-1])[0] if steps else 0,
        rings=len(rings),
        ring_after=_ring_after(started, rings, steps, faults),
        office=final.office if final else None,
        outcome=final.outcome if final else None,
        talk=sum(ring.talk or 0 for ring in rings) if rings else None,
        last_node=_text(latest.get("to")),
        duration=(end[1] if end[1] is not None else _span(started, end[0])) if end else None,
        faults=len(faults),
    ), rings


def _turn(step: CallEvent) -> tuple[int, int]:
    return _whole(step.data.get("turn")) or 0, step.at


def _sequence(status: CallEvent) -> tuple[str, int, int]:
    number = _whole(status.data.get("sequence"))
    return status.leg, 1 << 20 if number is None else number, status.at


def _when(status: CallEvent, since: int) -> int:
    """Return when the reported event happened: its arrival, or the carrier's time if it is late.

    A carrier's time before *since*, the step that it followed, shows that one of the clocks is wrong: ours is used.
    """
    reported_at = _whole(status.data.get("told"))
    if reported_at is None or reported_at < since - _SECOND or not _SLACK < status.at - reported_at < _LATEST:
        return status.at
    return reported_at


def _end(own: Iterable[CallEvent], steps: Sequence[CallEvent]) -> tuple[int, int | None] | None:
    """Return when the call ended and how long it was, as reported; None without a report, as after our own hang-up."""
    return _reported_end(own, steps) or ((steps[-1].at, None) if steps and "ends" in steps[-1].data else None)


def _reported_end(own: Iterable[CallEvent], steps: Sequence[CallEvent]) -> tuple[int, int | None] | None:
    since = next((step.at for step in reversed(steps) if "dial" not in step.data), 0)  # a hang-up itself ends a dial
    for one in own:
        if one.data.get("status") in ENDS:
            seconds = _whole(one.data.get("seconds"))
            return _when(one, since), None if seconds is None else seconds * 1000
    return None


def _started(events: Sequence[CallEvent]) -> int:
    """Return when the call began: as it was seen here, or else as the carrier lists it."""
    seen = [event.at for event in events if not _is_listed(event)]
    return min(seen) if seen else min(_whole(one.data.get("began")) or one.at for one in events)


def _is_listed(event: CallEvent) -> bool:
    """Return whether an event comes from the carrier's own list of calls: it fills gaps, and has no turn."""
    return "began" in event.data


def _carried_out(steps: Sequence[CallEvent], faults: Sequence[CallEvent]) -> Sequence[CallEvent]:
    """Return *steps* without the instructions that the carrier never carried out, as it got another answer."""
    instead = {turn for fault in faults if (turn := _whole(fault.data.get("turn"))) is not None}
    return [_unanswered(step) if _turn(step)[0] in instead else step for step in steps]


def _unanswered(step: CallEvent) -> CallEvent:
    return replace(step, data={name: value for name, value in step.data.items() if name not in _TO_DO})


def _rings(
    call: str, steps: Sequence[CallEvent], faults: Sequence[CallEvent], statuses: Sequence[CallEvent]
) -> tuple[RingRecord, ...]:
    """Return the rings of *steps*, those after *faults*, and those that only the carrier's list has."""
    rung = {_turn(one)[0]: one for one in (*steps, *faults) if "number" in one.data}
    rings = [_ring(call, rung[turn], steps, statuses) for turn in sorted(rung)]
    listed = [status for status in statuses if status.leg != call and _is_listed(status)]
    listed.sort(key=lambda one: _whole(one.data.get("began")) or 0)
    by_leg = {ring.leg: at for at, ring in enumerate(rings) if ring.leg}
    unknown = 0
    for one in listed:
        number = _text(one.data.get("number"))
        fits = (at for at, ring in enumerate(rings) if ring.leg is None and ring.number == number)
        at = by_leg.get(one.leg, next(fits, None))
        if at is None:
            unknown += 1
            began = _whole(one.data.get("began")) or one.at
            rings.append(_listed(RingRecord(call, _BEYOND + unknown, began, number=number), one))
        elif rings[at].outcome is None:
            rings[at] = _listed(rings[at], one)
    return tuple(rings)


def _listed(ring: RingRecord, listed: CallEvent) -> RingRecord:
    outcome, seconds = _text(listed.data.get("status")), _whole(listed.data.get("seconds")) or 0
    talk = seconds * 1000 if outcome == "completed" else None
    return replace(ring, leg=listed.leg, outcome=outcome, talk=talk, ended=listed.at)


def _ring(call: str, step: CallEvent, steps: Iterable[CallEvent], statuses: Iterable[CallEvent]) -> RingRecord:
    """Return the record of the ring of *step*: the end of the dial decides, then the reports of its leg."""
    turn = _turn(step)[0]
    reports = [status for status in statuses if status.leg != call and status.data.get("turn") == turn]
    end = next((one for one in reports if one.data.get("status") in ENDS), None)
    rang = next((one for one in reports if one.data.get("status") in ("ringing", "answered")), None)
    dial = next((one for one in steps if _dial(one)[0] == turn), None)
    _, leg, outcome, seconds, error = _dial(dial) if dial else (turn, None, None, None, None)
    if end and outcome is None:
        outcome, seconds = _text(end.data.get("status")), _whole(end.data.get("seconds"))
    ended = dial.at if dial else (_when(end, step.at) if end else None)
    return RingRecord(
        call=call,
        turn=turn,
        at=step.at,
        office=_text(step.data.get("office")),
        number=_text(step.data.get("number")),
        closed=_whole(step.data.get("closed")),
        leg=leg or next((one.leg for one in reports), None),
        after=_span(step.at, _when(rang, step.at)) if rang else None,
        outcome=outcome,
        talk=(seconds or 0) * 1000 if outcome == "completed" else None,
        ended=ended,
        error=error,
    )


def _ring_after(
    started: int, rings: Sequence[RingRecord], steps: Iterable[CallEvent], faults: Sequence[CallEvent]
) -> int | None:
    """Return the milliseconds until the first telephone rang; None if none did, or nobody knows since when.

    What rings instead of the first answer, which the carrier never got, rings up to 15 s after the call came in.
    """
    if not rings or (faults and not any(step.at <= rings[0].at for step in steps)):
        return None
    return _span(started, rings[0].at + (rings[0].after or 0))


def _unless_left(ring: RingRecord, steps: Sequence[CallEvent], own: Iterable[CallEvent]) -> RingRecord:
    """Return *ring*, canceled if its caller hung up meanwhile: carriers report no answer, but no desk failed.

    Otherwise a few callers who hang up at once could make an office count as failing, and nobody would be put through.
    A ring that took all its time was not answered, whatever its caller did then; a call that we ended was not left by
    its caller.
    """
    end = _reported_end(own, steps)
    if ring.outcome != "no_answer" or ring.ended is None or end is None or _goes_on_after(ring, steps):
        return ring
    began = next((step for step in steps if _turn(step)[0] == ring.turn), None)
    timeout = _whole(began.data.get("timeout")) if began else None
    took_all = timeout is not None and ring.ended - ring.at - (ring.after or 0) >= timeout * 1000
    return replace(ring, outcome="canceled") if end[0] - ring.ended < _TOGETHER and not took_all else ring


def _dial(step: CallEvent) -> tuple[int | None, str | None, str | None, int | None, str | None]:
    """Return turn, leg, outcome, seconds and error of the dial that *step* ended; None for each without one."""
    match step.data.get("dial"):
        case [turn, leg, outcome, seconds, error]:
            return _whole(turn), _text(leg), _text(outcome), _whole(seconds), _text(error)
        case _:
            return None, None, None, None, None


def _disposition(
    rings: Sequence[RingRecord], steps: Sequence[CallEvent], *, is_over: bool, is_aged: bool, faults: int
) -> Disposition:
    """Return how the call ended for its caller: a talk ranks before a fault, and a fault before an unanswered ring."""
    final = rings[-1].outcome if rings else None
    if any(ring.outcome == "completed" for ring in rings):
        # A talk is followed by a farewell: its step means that the call is over, even if nobody reports the end.
        return Disposition.CONNECTED
    if not is_over:
        return Disposition.LOST if is_aged else Disposition.OPEN
    if faults:
        return Disposition.FAULT
    if rings:
        by_outcome = {"busy": Disposition.BUSY, "no_answer": Disposition.NO_ANSWER, None: Disposition.LEFT_RINGING}
        left = final == "canceled" and not _goes_on_after(rings[-1], steps)
        return Disposition.LEFT_RINGING if left else by_outcome.get(final, Disposition.FAILED)
    if hindered := [step.data["hindered"] for step in steps if step.data.get("hindered") in _HINDRANCES]:
        return Disposition(hindered[-1])
    return Disposition.ENDED if steps and "ends" in steps[-1].data else Disposition.LEFT


def _goes_on_after(ring: RingRecord, steps: Sequence[CallEvent]) -> bool:
    """Return whether the caller answers after *ring* was over: a hang-up cancels it, and its end is the last step."""
    last = steps[-1] if steps else None
    return last is not None and _turn(last)[0] > ring.turn != _dial(last)[0]


def _who(steps: Sequence[CallEvent]) -> dict[str, Any]:
    for step in steps:
        match step.data.get("caller"):
            case [caller, area, called]:
                return {"caller": _text(caller), "caller_area": _text(area), "called": _text(called)}
    return {}


def _filled(steps: Sequence[CallEvent]) -> dict[str, Any]:
    """Return service, place and the site's own slots, how each was found, and what was misunderstood or taken back."""
    slots: Mapping[str, Any] = {}
    by: dict[str, str | None] = {"service": None, "prefecture": None}
    offered_by = None
    counts = dict.fromkeys(("corrected", "misunderstood", "silences", "doubts"), 0)
    despairs = False
    for step in steps:
        data, now = step.data, _mapping(step.data.get("slots"))
        # Despair empties the slots and rings. That takes nothing back, and the record keeps what the call was about.
        despairs = despairs or bool(slots and not now and "number" in data)
        now = now or (slots if despairs else now)
        if data.get("asks") in DOUBT and data.get("stage") not in DOUBT:
            offered_by = _found_by(data)
            counts["doubts"] += 1
        for name in by:
            if now.get(name) and now.get(name) != slots.get(name):
                doubted = name == "prefecture" and data.get("stage") in DOUBT
                by[name] = offered_by if doubted else _found_by(data)
        gone = any(slots[name] != now.get(name) for name in slots)
        counts["corrected"] += int("refused" in data or gone)
        counts["misunderstood"] += int("missed" in data)
        counts["silences"] += int(data.get("how") == "silence" and data.get("node") == data.get("to"))
        slots = now
    filled = {name: _text(slots.get(name)) for name in by} | {"slots": _own(slots)}
    found_by = {f"{name}_by": by[name] if filled[name] else None for name in by}
    return filled | found_by | counts


def _own(slots: Mapping[str, Any]) -> str | None:
    """Return the values of the site's own slots, by name, as a JSON object; None if there are none."""
    own = {name: text for name, value in sorted(slots.items()) if name not in SLOTS and (text := _text(value))}
    return json.dumps(own) if own else None


def _listed_in(steps: Iterable[CallEvent], mark: str, name: str) -> str | None:
    """Return the texts under *name* of the steps that have *mark*, joined by dots; None if no step has it."""
    texts = (text for step in steps if mark in step.data and (text := _text(step.data.get(name))))
    return ".".join(texts)[:_LONGEST_LIST] or None


def _way_to_ring(steps: Sequence[CallEvent]) -> Way | None:
    """Return how the first ring was reached; None without a ring, or after any detour."""
    answers: list[str] = []
    slots: Mapping[str, Any] = {}
    waited = False
    for step in steps:
        data, now = step.data, _mapping(step.data.get("slots"))
        if not _DETOURS.isdisjoint(data) or data.get("stage") == "postal":
            return None
        waited |= data.get("how") == "silence" and data.get("node") == data.get("to")
        if now != slots:
            answers.append(_text(data.get("how")) or "")
        slots = now
        if "number" in data:
            if set(answers) == {"keys"}:
                return Way.KEYPAD  # callers who say nothing hear the keys
            return None if waited else _BY_VOICE.get(tuple(answers))
    return None


def _found_by(data: Mapping[str, Any]) -> str | None:
    if data.get("stage") == "postal":
        return "postal"
    return "sound" if data.get("sound") == 1 else _text(data.get("how"))


def _span(start: int, end: int) -> int:
    """Return the milliseconds from *start* to *end*; 0 if the clock was put back between them."""
    return max(0, end - start)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53 else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
