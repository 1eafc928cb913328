"""The shortest call that breaks a claim, and that call as a script, which `ivr test` plays.

The exploration allows more calls than can happen. So its findings are searched for among real calls, the likeliest
first: those that come as near to a finding, step by step, as any call of their length. Conditions that stay the same
through the whole call are preferred, because such a call can be played.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from itertools import count

from ivr.call import Conditions, HangUp, Outcome, Plan, RingNumber, spoken_lines
from ivr.callscript import End, Hears, HearsAll, Presses, Rings, Says, Script, Step, Waits
from ivr.check.routes.astray import Astray
from ivr.directory import Directory, missing
from ivr.translation import _

from .alphabet import Answer
from .conditions import agrees, all_conditions, as_header, fewest_hindrances
from .explore import Explored, Finding, Silences
from .player import Played, PlayedAnswer, Player
from .state import State
from .successors import Successor

MOST_OF_A_CLAIM = 3
"""Messages of one claim that are shown, each with its call."""

_MOST_STEPS = 3_000
"""Real steps after which a search is given up."""

_NEVER = 10**6
"""Steps to what cannot be reached."""

_ENDS: dict[Outcome, End] = {
    Outcome.COMPLETED: "answered",
    Outcome.BUSY: "busy",
    Outcome.NO_ANSWER: "no-answer",
    Outcome.FAILED: "failed",
    Outcome.CANCELED: "canceled",
}

Breaks = Callable[[Played], bool]
_Try = Callable[[], Played | None]
Distances = Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken *claim*: what is wrong, at which node, and the shortest call that shows it (None: none was found).

    *script* is that call as `ivr test` plays it; None if it cannot be played. *astray* is where a spoken call leaves
    the route that it should take.
    """

    claim: str
    message: str
    node: str
    call: Played | None = None
    script: Script | None = None
    astray: Astray | None = None

    def as_data(self) -> dict[str, object]:
        """Return it as data for JSON; the call as its answers in words."""
        call = None if self.call is None else [*map(str, self.call.lines)]
        if self.astray:
            call = [f"「{turn.typed}」" if turn.typed else _("(silence)") for turn in self.astray.turns]
        return {"claim": self.claim, "message": self.message, "node": self.node, "call": call}


def broken_in(plan: Plan, explored: Explored) -> Iterator[Broken]:
    """Yield what is broken, each message of a claim once, with its shortest call."""
    for findings in explored.findings.values():
        by_message: dict[str, list[Finding]] = {}
        for finding in findings:
            by_message.setdefault(finding.message, []).append(finding)
        for of_message in [*by_message.values()][:MOST_OF_A_CLAIM]:
            claim, message, state, *_then = of_message[0]
            call = shortest(explored, of_message, partial(_breaks, plan, of_message[0]))
            yield shown_by(plan, (claim, message, state.node), call)


def _breaks(plan: Plan, finding: Finding, played: Played) -> bool:
    """Return whether a call shows the *finding*."""
    match finding.claim:
        case "proof-silence":
            conditions = played.lines[-1].conditions if played.lines else Conditions()
            return played.waits == "answer" and Silences(plan).kept_waiting(played.call, conditions)
        case claim:
            return (claim, finding.message) in played.wrong


def shown_by(plan: Plan, broken: tuple[str, str, str], call: Played | None) -> Broken:
    """Return what is broken (claim, message, node) with the call that shows it."""
    claim, message, node = broken
    return Broken(claim, message, node, call, script_of(plan, f"{claim}: {message}", call) if call else None)


def shortest(explored: Explored, findings: Sequence[Finding], breaks: Breaks) -> Played | None:
    """Return a shortest call that ends with a broken claim; None if none of the calls tried does."""
    best: Played | None = None
    for conditions in all_conditions(explored.successors.plan):
        here = [finding for finding in findings if agrees(finding.asked, conditions)]
        most = len(best.lines) if best else _NEVER
        call = _Search(explored, here, breaks, _distances(explored, here, conditions), conditions, most).run()
        best = call if call and len(call.lines) < most else best
    return best or _Search(explored, findings, breaks, _distances(explored, findings, None), None).run()


@dataclass(frozen=True, slots=True)
class _Search:
    """A search for a call under *conditions* (None: they change as needed), given up after *most* answers."""

    explored: Explored
    findings: Sequence[Finding]
    breaks: Breaks
    distances: Distances
    conditions: Conditions | None
    most: int = _NEVER

    def run(self) -> Played | None:
        """Return the call, or None."""
        player, order, seen = Player(self.explored.successors), count(), set[object]()
        waiting: list[tuple[int, int, _Try]] = []

        def reached(played: Played | None) -> Played | None:
            if played is None:
                return None
            if shown := self._shown(player, played):
                return shown
            if played.key in seen:
                return None
            seen.add(played.key)
            for length, answer, conditions in self._answers_onward(player.state(played)):
                attempt: _Try = partial(player.answer, played, answer, conditions)
                heappush(waiting, (len(played.lines) + length, next(order), attempt))
            return None

        if self.explored.first not in self.distances:
            return None
        shown = reached(player.begin(self.conditions or Conditions()))
        for _step in range(_MOST_STEPS):
            if shown or not waiting or waiting[0][0] >= self.most:
                break
            shown = reached(heappop(waiting)[2]())
        return shown

    def _shown(self, player: Player, played: Played) -> Played | None:
        """Return the call up to the answer that shows a finding in its present state; None if none does."""
        state = player.state(played)
        ends = [played] if any(finding.then is None for finding in self.findings) else []
        here = (one.then for one in self.findings if one.then is not None and one.state == state)
        ends += [self._then(player, played, then) for then in here]
        return next(filter(self.breaks, ends), None)

    def _then(self, player: Player, played: Played, answers: Iterable[Answer]) -> Played:
        for answer in answers:
            played = player.answer(played, answer, self.conditions or Conditions()) or played
        return played

    def _answers_onward(self, state: State) -> Iterator[tuple[int, Answer, Conditions]]:
        """Yield the answers that lead towards a finding, each with the fewest answers still needed after it."""
        here = [finding for finding in self.findings if finding.state == state and finding.then is None]
        if state.waits == "end" or not (here or state in self.distances):
            return
        for answer in self.explored.successors.answers(state):
            nearest: dict[Conditions, int] = {}
            for after in self.explored.successors.after(state, answer):
                if self.conditions is None or agrees(after.edge.asked, self.conditions):
                    conditions = self.conditions or fewest_hindrances(after.edge.asked)
                    length = self._length(here, answer, after)
                    nearest[conditions] = min(length, nearest.get(conditions, _NEVER))
            yield from ((length, answer, conditions) for conditions, length in nearest.items() if length < _NEVER)

    def _length(self, here: Iterable[Finding], answer: Answer, after: Successor) -> int:
        """Return how many answers it takes to break a claim by *answer*, or on the route that it opens."""
        if any(finding.broken_by(after) for finding in here):
            return 1
        on = answer.kind != "fault" and "proof-error" not in after.wrong
        return 1 + self.distances.get(after.edge.state, _NEVER) if on else _NEVER


def _distances(explored: Explored, findings: Iterable[Finding], conditions: Conditions | None) -> Distances:
    """Return for each state the fewest steps to a broken claim, by edges that *conditions* allow (None: all)."""
    before = explored.before(conditions)
    distance = dict.fromkeys((finding.state for finding in findings), 1)
    waiting = deque(distance)
    while waiting:
        state = waiting.popleft()
        for earlier in before.get(state, ()):
            if earlier not in distance:
                distance[earlier] = distance[state] + 1
                waiting.append(earlier)
    return distance


def script_of(plan: Plan, title: str, played: Played) -> Script | None:
    """Return the script of a call; None if it cannot be played.

    That is so if the conditions change during it, the service fails, or the office that it is about is still missing.
    """
    under = {line.conditions for line in played.lines} or {Conditions()}
    header = as_header(plan, under.pop())
    unplayable = any(line.answer.kind == "fault" or not line.instructions for line in played.lines)
    about = plan.about(played.call)
    if under or header is None or unplayable or about in {*missing(plan.directory, plan.places.areas)}:
        return None
    hindrances, at = header
    return Script(title, tuple(_steps(plan.directory, played.lines, timed=at is not None)), at=at, world=hindrances)


def _steps(directory: Directory, lines: tuple[PlayedAnswer, ...], *, timed: bool) -> Iterator[Step]:
    """Yield the steps of a script; *timed*: sentences about the hour, unknown to the proof, may be heard as well."""
    number = ""
    for line in lines:
        yield _given(line, number)
        rung = (one.number for one in line.instructions if isinstance(one, RingNumber))
        number = next(map(directory.printed, rung), "")
    last = lines[-1].instructions if lines else ()
    if heard := tuple(line.text for line in spoken_lines(last)):
        whole = "".join(heard)
        ended = isinstance(last[-1], HangUp)
        yield Hears(heard) if timed else HearsAll(whole) if ended else Hears((whole,))
    if number:
        yield Rings(number)


def _given(line: PlayedAnswer, number: str) -> Step:
    match line.answer.kind:
        case "key":
            return Presses(line.text)
        case "speech":
            return Says(line.text)
        case "dial":
            return Rings(number, _ENDS[line.answer.outcome or Outcome.FAILED])
        case _:
            return Waits()
