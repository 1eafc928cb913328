"""Scenarios of callers: every office of the directory, by every way that leads there."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ivr.call import Plan, RingNumber
from ivr.call.lines import lines
from ivr.check.routes.routes import Route, routes
from ivr.directory import Office
from ivr.simulator import Action, Desk, Disconnect, Playback
from ivr.site.examples import call_for
from ivr.testcall import Scripted

THINKS: Final = (0.5, 2.5)
"""Seconds between the end of a question and the answer: the least and the most."""
_HURRY = 0.75
"""Where there is hardly time for it people are quicker: within this share of the time-out."""
_DESKS: Final[Mapping[str, int]] = {"answer": 85, "busy": 10, "no-answer": 5}
"""How a called telephone behaves, in how many of a hundred calls."""
_LIFTS: Final = (2.0, 8.0)
_TALKS: Final = (5.0, 25.0)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A way to an *office*: its *kind* in words, and the *answers* in the lines of `Scripted`.

    *phrase* is what is told if its line is shared, *whisper* what the desk hears before it is put through ("":
    nothing).
    """

    kind: str
    office: Office
    answers: tuple[str, ...]
    phrase: str
    whisper: str


def scenarios(plan: Plan) -> tuple[Scenario, ...]:
    """Return every way to every office that *plan* leads to, well mixed, and always in the same order."""
    found = [_scenario(plan, route) for route in routes(plan)]
    random.Random(plan.hash).shuffle(found)  # noqa: S311 - an order, no secret
    return tuple(found)


def _scenario(plan: Plan, route: Route) -> Scenario:
    shared = plan.flow.shared_line
    told = lines(plan, call_for(plan, route.office), (shared.before_ring,) if shared else ())
    phrase = "".join(line.text for line in told)
    rings = route.ringing[-1]
    desk = [line.text for line in (rings.whisper, rings.accept) if line] if isinstance(rings, RingNumber) else []
    answers = tuple(turn.typed for turn in route.turns)
    return Scenario(route.kind, route.office, answers, phrase, "".join(desk))


class ScenarioCaller:
    """Plays a *scenario*: answers once a question is over, after a while of thinking.

    Whom the office did not answer hears what he can do now, and hangs up. What is left to chance, how long he thinks
    and how the telephone behaves that is called, is always the same for one *seed*.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._has_rung = False
        self._script = Scripted(scenario.answers)
        self._dice = random.Random(seed)  # noqa: S311 - dice for a load, no secret

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Answer a question."""
        if self._has_rung and heard.asked:
            return (Disconnect(),)
        return tuple(self._in_time(action, heard) for action in self._script.hears(heard))

    def desk(self, _number: str) -> Desk:
        """Answer and talk for a short while, be busy, or let it ring."""
        self._has_rung = True
        (outcome,) = self._dice.choices(tuple(_DESKS), tuple(_DESKS.values()))
        after, talks = self._dice.uniform(*_LIFTS), self._dice.uniform(*_TALKS)
        return Desk(outcome, after, talks)  # type: ignore[arg-type]  # a key of the table

    def _in_time(self, action: Action, heard: Playback) -> Action:
        assert heard.asked
        assert not isinstance(action, Disconnect)  # no way to an office holds one
        thinks = min(self._dice.uniform(*THINKS), _HURRY * heard.asked.timeout)
        return replace(action, at=heard.seconds + thinks)
