"""Scenarios of callers: every route to every office, and what must be heard on it.

The right office has to ring, and the right words to be said before it.
"""

import random
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from ivr.call import Plan, RingNumber
from ivr.call.lines import lines
from ivr.callscript import End
from ivr.check.routes.routes import Route, routes
from ivr.directory import Office
from ivr.simulator import Action, Desk, Disconnect, Playback, SimulatedCall
from ivr.simulator.transcript import Dialled, PickedUp, PromptSpoken
from ivr.site.examples import call_for
from ivr.testcall import DESKS
from ivr.testcall.answer_lines import actions, step_of
from ivr.translation import _

THINKS = (0.5, 2.5)
"""Seconds between the end of a question and the answer: the least and the most."""
_HURRY = 0.75
"""The longest thinking, as a share of the time-out."""
_DESKS: Mapping[End, int] = {"answered": 85, "busy": 10, "no-answer": 5}
"""How ringing ends, in how many of a hundred calls."""
_LIFTS = (2.0, 8.0)
_TALKS = (5.0, 25.0)
"""Seconds until a desk answers, and for which it then talks: the least and the most of each."""
_ROUNDING = 0.01
"""Seconds by which a prompt may end earlier than it lasts, and is still heard in full."""
_LONGEST_COMPLAINT = 120
"""Characters of what is said to be wrong with a call."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A route to an *office*: its *kind* in words, and its *answers* as lines.

    *phrase* is what the caller hears if its line is shared, *whisper* what the desk hears before it is put through ("":
    nothing).
    """

    kind: str
    office: Office
    answers: tuple[str, ...]
    phrase: str
    whisper: str


def scenarios(plan: Plan) -> tuple[Scenario, ...]:
    """Return every route to every office of *plan*, well mixed, and always in the same order."""
    mixed = [_scenario(plan, route) for route in routes(plan)]
    random.Random(plan.hash).shuffle(mixed)  # noqa: S311 - an order, no secret
    return tuple(mixed)


def _scenario(plan: Plan, route: Route) -> Scenario:
    shared = plan.flow.shared_line
    phrase_lines = lines(plan, call_for(plan, route.office), (shared.before_ring,) if shared else ())
    phrase = "".join(line.text for line in phrase_lines)
    rings = route.ringing[-1]
    desk = [line.text for line in (rings.whisper, rings.accept) if line] if isinstance(rings, RingNumber) else []
    answers = tuple(turn.typed for turn in route.turns)
    return Scenario(route.kind, route.office, answers, phrase, "".join(desk))


class ScenarioCaller:
    """Plays a *scenario*: answers once a question is over, after a while of thinking.

    If the office did not answer, the caller hears what can be done now, and hangs up. What is random, how long the
    caller thinks and how the called telephone behaves, is always the same for one *seed*.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._has_rung = False
        self._answers = deque(scenario.answers)
        self._dice = random.Random(seed)  # noqa: S311 - dice for a load, no secret

    def hears(self, heard: Playback) -> Sequence[Action]:
        """Answer a question."""
        if self._has_rung and heard.asked:
            return (Disconnect(),)
        if not heard.asked or not self._answers:
            return ()
        return tuple(self._in_time(action, heard) for action in actions(step_of(self._answers.popleft())))

    def desk(self, _number: str) -> Desk:
        """Answer and talk for a short while, be busy, or let it ring."""
        self._has_rung = True
        (ends,) = self._dice.choices(tuple(_DESKS), tuple(_DESKS.values()))
        return replace(DESKS[ends], after=self._dice.uniform(*_LIFTS), talks=self._dice.uniform(*_TALKS))

    def _in_time(self, action: Action, heard: Playback) -> Action:
        assert heard.asked
        assert not isinstance(action, Disconnect)  # no route to an office has one
        thinks = min(self._dice.uniform(*THINKS), _HURRY * heard.asked.timeout)
        return replace(action, at=heard.seconds + thinks)


def unmet(call: SimulatedCall, scenario: Scenario) -> str:
    """Return what is wrong with *call*, which is over: "" if it rang the right office.

    It has to ring the office's number and no other. Where the line is shared, and only there, the caller has to hear
    the phrase in full before that, and the desk its whisper. The first of Twilio's complaints is enough.
    """
    wrongs = (*_misled(call, scenario), *call.complaints[:1])
    return "; ".join(shorten(words, _LONGEST_COMPLAINT) for words in wrongs)


def _misled(call: SimulatedCall, scenario: Scenario) -> Iterator[str]:
    office = scenario.office
    if call.dialled != (office.e164,):
        yield _("rang {dialled}, not {number}").format(
            dialled=", ".join(call.dialled) or _("nobody"), number=office.e164
        )
    heard_phrase = bool(scenario.phrase) and scenario.phrase in _heard_before_ringing(call)
    if heard_phrase is not office.shared_line:
        yield _("was not told the phrase") if office.shared_line else _("was told the phrase of a shared line")
    whisper = scenario.whisper if any(isinstance(event, PickedUp) for event in call.transcript) else ""
    if call.whispered != whisper:
        yield _("the desk heard 「{whispered}」, not 「{whisper}」").format(whispered=call.whispered, whisper=whisper)


def _heard_before_ringing(call: SimulatedCall) -> str:
    """Return what the caller heard, in full, before a telephone was called."""
    heard = []
    for event in call.transcript:
        if isinstance(event, Dialled):
            break
        if isinstance(event, PromptSpoken) and event.heard >= event.seconds - _ROUNDING:
            heard.append(event.text)
    return "".join(heard)
