"""Every call that a visitor of the page can play, computed by the core.

The page never decides where a call goes: it looks an answer up and says what stands there. The names and numbers of
offices are left open in the texts (see `marks`) and put in by the page, so the table does not grow with the directory.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ivr.call import Answered, Ask, Call, Instruction, Plan, Ring, Say, World, begin, step
from ivr.call.nodes import ReadBack, Ring as RingNode, Unless

from . import marks
from .answers import Answer, Classes, answers, canonical, classes

Row = dict[str, "Result"]
KNOWN, ASKED, KNEW, HAD_ASKED, HEARD = "P", "C", "p", "c", "x"
"""Places of a call: what it knows and asks about now, the same before the answer, and what the answer named."""

_OPEN = {marks.OFFICE: "{office}", marks.NUMBER: "{number}"}


@dataclass(frozen=True, slots=True)
class Result:
    """What one answer leads to: the state of the call, what is said on the way, and where its places come from.

    In *said* and *whisper* open names stand in braces: {office}, {number}, and places as above. *rings* is the key of
    an office, or "chosen". *known* and *asked* say what the call knows and asks about afterwards, *refused* what the
    caller said no to: one of the places above, a prefecture's code, or nothing.
    """

    state: Call
    said: tuple[str, ...]
    rings: str = ""
    whisper: str = ""
    known: str = ""
    asked: str = ""
    refused: str = ""


@dataclass(slots=True)
class Table:
    """All states of a call: *rows* give the result of each answer, *elsewhere* those that differ in another world.

    *worlds* are those in which an office must not ring, by their exit in the flow. *last* is what the carrier was told
    last on the way to a state: to ask, to ring or to hang up.
    """

    plan: Plan
    classes: Classes
    worlds: Mapping[str, World]
    start: Result = field(init=False)
    rows: dict[Call, Row] = field(default_factory=dict)
    elsewhere: dict[Call, dict[str, Row]] = field(default_factory=dict)
    last: dict[Call, Instruction] = field(default_factory=dict)


def table(plan: Plan) -> Table:
    """Walk every state that the answers of `answers` lead to, breadth first."""
    made = Table(plan, classes(plan), _worlds(plan))
    waiting: deque[Call] = deque()
    look = _Look(made, marks.symbolic(plan), waiting)
    made.start = look(begin(plan), Answer("", Answered()))
    while waiting:
        call = waiting.popleft()
        given = tuple(answers(plan, made.classes, call, made.last[call]))
        row = made.rows[call] = {answer.name: look(call, answer) for answer in given}
        made.elsewhere[call] = {
            name: {
                answer.name: other
                for answer in given
                if _steers(plan, name, call, row[answer.name])
                and (other := look(call, answer, world)) != row[answer.name]
            }
            for name, world in made.worlds.items()
        }
    return made


@dataclass(frozen=True, slots=True)
class _Look:
    """Take one step of the core, and put a state that is new on the list of those to walk on from."""

    table: Table
    plan: Plan
    waiting: deque[Call]

    def __call__(self, call: Call, answer: Answer, world: World | None = None) -> Result:
        event = replace(answer.event, world=world) if world else answer.event
        after, instructions = step(self.plan, call, event)
        state = canonical(self.table.classes, after)
        if state not in self.table.last:
            self.table.last[state] = instructions[-1]
            self.waiting.append(state)
        return _result(self.table.plan, (call, answer, after), state, instructions)


Turn = tuple[Call, Answer, Call]


def _result(plan: Plan, turn: Turn, state: Call, instructions: tuple[Instruction, ...]) -> Result:
    before, answer, after = turn
    came = _before(before, answer)
    ring = next((one for one in instructions if isinstance(one, Ring)), None)
    refused = next((code[:2] for code in after.refused if code not in before.refused), "")
    known, asked = after.slot("prefecture") or "", _asked(after)
    return Result(
        state,
        tuple(_open(plan, turn, text) for text in _texts(instructions)),
        _rung(plan, after) if ring else "",
        _open(plan, turn, marks.text_of(ring.whisper)) if ring and ring.whisper else "",
        *(came.get(code, code) for code in (known, asked, refused)),
    )


def _before(call: Call, answer: Answer) -> dict[str, str]:
    """Return where a code comes from; what a menu of prefectures leads to comes from the menu."""
    known = "" if call.stage == "region" else call.slot("prefecture") or ""
    codes = {known: KNEW, _asked(call): HAD_ASKED, answer.place: HEARD}
    return {code: role for code, role in codes.items() if code}


def _asked(call: Call) -> str:
    """Return the prefecture of the place that a call asks about first."""
    return next(iter(call.candidates), "")[:2]


def _texts(instructions: tuple[Instruction, ...]) -> Iterator[str]:
    for one in instructions:
        if isinstance(one, Say | Ask):
            yield from (marks.text_of(line) for line in one.lines)


def _open(plan: Plan, turn: Turn, text: str) -> str:
    """Write the signs of a symbolic plan as names in braces, and those of other prefectures as their names."""
    if text.isprintable():  # signs for private use are not
        return text
    before, answer, after = turn
    roles = _before(before, answer) | {
        code: role for code, role in ((_asked(after), ASKED), (after.slot("prefecture") or "", KNOWN)) if code
    }
    return marks.SIGNS.sub(lambda sign: _name(plan, roles, sign[0]), text)


def _name(plan: Plan, roles: Mapping[str, str], sign: str) -> str:
    if sign in _OPEN:
        return _OPEN[sign]
    code = marks.prefecture_of(sign)
    return f"{{{roles[code]}}}" if code in roles else plan.places.name(code)


def _rung(plan: Plan, call: Call) -> str:
    node = plan.node(call.node)
    assert isinstance(node, RingNode)
    return plan.flow.fallback_office if node.office == "fallback" else node.office


def _unless(plan: Plan, name: str) -> Unless:
    node = plan.node(name)
    return node.unless if isinstance(node, ReadBack | RingNode) else Unless()


def _steers(plan: Plan, world: str, call: Call, result: Result) -> bool:
    """Tell whether a world may lead elsewhere than to *result*: it came to a node that has an exit for that world.

    A read-back that is only heard again was not come to anew.
    """
    stays = result.state.node == call.node and isinstance(plan.node(call.node), ReadBack)
    return not stays and getattr(_unless(plan, result.state.node), world) is not None


def _worlds(plan: Plan) -> dict[str, World]:
    """Return the worlds in which the flow goes elsewhere than to its office, by the exit that they take."""
    keys = frozenset(office.key for office in plan.directory)
    worlds = {"closed": World(closed=keys), "failing": World(failing=keys), "over_limit": World(over_limit=True)}
    used = [_unless(plan, name) for name in plan.flow.nodes]
    return {name: world for name, world in worlds.items() if any(getattr(unless, name) for unless in used)}
