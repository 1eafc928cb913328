"""Every route from the first word to the ring, as a table: by which answers, to which office, in how many seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import mean
from typing import Any

from ivr.call import Plan
from ivr.speech import SpeakingRate
from ivr.translation import N_, _, ngettext

from .routes import NAMES, Route
from .seconds import length

AT_OPTION = N_("keypad, at one's option")


@dataclass(frozen=True, slots=True, order=True)
class Path:
    """One route: seconds *spoken* and by the *clock*, its *kind*, its *answers* as typed, its *office*.

    *longest* marks the route of its kind with the most seconds of speaking.
    """

    spoken: float
    clock: float
    kind: str
    answers: tuple[str, ...]
    office: str
    number: str
    longest: bool = False


def paths(plan: Plan, routes: Iterable[Route], rate: SpeakingRate) -> tuple[Path, ...]:
    """Return each route with its seconds, shortest first; by keys twice: after hearing all, and as soon as named."""
    every = [path for route in routes for path in _paths(plan, route, rate)]
    longest = {kind: max(one for one in every if one.kind == kind) for kind in {one.kind for one in every}}
    return tuple(replace(one, longest=one is longest[one.kind]) for one in sorted(every))


def _paths(plan: Plan, route: Route, rate: SpeakingRate) -> list[Path]:
    kinds = (
        [(NAMES[route.kind], False)]
        if route.kind != "keypad"
        else [(N_("keypad, all heard"), False), (AT_OPTION, True)]
    )
    rows = []
    for kind, at_option in kinds:
        time = length(plan, route, rate, at_option=at_option)
        answers = tuple(turn.typed for turn in route.turns)
        office = route.office
        rows.append(
            Path(round(time.spoken, 1), round(time.clock, 1), kind, answers, office.printed_name, office.number)
        )
    return rows


def as_text(rows: Sequence[Path]) -> str:
    """Write one line for each route, and for each kind the mean and the longest."""
    lines = [_row(path) for path in rows]
    return "\n".join([*lines, *(_sum(kind, rows) for kind in dict.fromkeys(path.kind for path in rows))])


def _row(path: Path) -> str:
    answers = " / ".join(answer or _("(silence)") for answer in path.answers)
    times = _("{spoken:5.1f} s spoken {clock:5.1f} s by the clock").format(spoken=path.spoken, clock=path.clock)
    mark = _("  <- longest") if path.longest else ""
    return f"{times}  {path.number:<13} {path.office}  {_(path.kind)}: {answers}{mark}"


def _sum(kind: str, rows: Sequence[Path]) -> str:
    of_kind = [path for path in rows if path.kind == kind]
    spoken, clock = [path.spoken for path in of_kind], [path.clock for path in of_kind]
    counted = ngettext("{kind}: {count} route", "{kind}: {count} routes", len(of_kind)).format(
        kind=_(kind), count=len(of_kind)
    )
    mean_and_longest = _(
        "mean {spoken:.1f} s spoken and {clock:.1f} s by the clock, longest {most_spoken:.1f} and {most_clock:.1f}"
    ).format(spoken=mean(spoken), clock=mean(clock), most_spoken=max(spoken), most_clock=max(clock))
    return _("{counted}, {mean_and_longest}").format(counted=counted, mean_and_longest=mean_and_longest)


def as_data(rows: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the rows as data for JSON."""
    return [asdict(path) for path in rows]
