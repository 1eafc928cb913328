"""Events of calls, as a journal holds them."""

from typing import Any

from ivr.records import CallEvent, Kind

AT = 1_795_848_000_000
CALL = "CA00000000000000000000000000000001"
CHILD = "CB00000000000000000000000000000001"
CALLER = "0123456789abcdef0123456789abcdef"


def step(turn: int, at: int | None = None, call: str = CALL, **data: Any) -> CallEvent:  # noqa: ANN401 - what an event holds
    """Return the step to *turn*, a second after the one before it."""
    known = {"turn": turn, "how": "speech", "node": "a", "to": "b", "plan": "p1", "language": "ja"}
    known["caller"] = [CALLER, "22", "+815012345678"]
    when = AT + turn * 1000 if at is None else at
    return CallEvent(call, call, f"step {turn}", when, Kind.STEP, known | data)


def reported(status: str, sequence: int | None = 0, at: int = AT + 60_000, leg: str = CALL, **data: Any) -> CallEvent:  # noqa: ANN401 - what an event holds
    """Return what the carrier tells of a leg: the call's own, or with a *turn* that of a ring."""
    key = f"status {'-' if sequence is None else sequence} {status}"
    return CallEvent(CALL, leg, key, at, Kind.STATUS, {"status": status, "sequence": sequence} | data)


def rung(status: str, sequence: int | None, at: int = AT + 5_000, turn: int = 2, **data: Any) -> CallEvent:  # noqa: ANN401 - what an event holds
    return reported(status, sequence, at, CHILD, turn=turn, **data)


FOUND: dict[str, Any] = {"slots": {"service": "center", "prefecture": "22"}}
START = step(0, how="answered", node="welcome", to="ask_service")
RING = step(2, to="ring_office", number="+81542751880", office="22-center", **FOUND)
CONNECTED = step(3, how="dial", to="goodbye", ends=1, dial=[2, CHILD, "completed", 30, ""], **FOUND)


def whole_call(call: str = CALL, at: int = AT) -> tuple[CallEvent, ...]:
    """Return the events of a call that was connected."""
    of_calls = (START, step(1, slots={"service": "center"}), RING, CONNECTED, reported("completed", seconds=40))
    return tuple(CallEvent(call, call, one.key, one.at - AT + at, one.kind, one.data) for one in of_calls)
