"""The routes to each office, from the first word to the ring, played by the core's own `step`, answer by answer.

By one sentence, by two spoken answers, and by keypad with the fewest keys; a doubtful place is confirmed, and a
read-back is left to ring. Also the route of a caller who never answers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Literal

from ivr.call import (
    Answered,
    Ask,
    Call,
    Event,
    Instruction,
    Keyed,
    Plan,
    RingNumber,
    Said,
    Silent,
    begin,
    offered,
    step,
)
from ivr.call.lines import choices_in, key_word
from ivr.call.nodes import AskPlace, Choose, Overheard, ReadBack
from ivr.directory import Office
from ivr.heard.utterance import ENGLISH, JAPANESE
from ivr.translation import N_

RouteKind = Literal["one sentence", "two answers", "keypad", "silence", "person", "english", "distress", "key 0"]
ROUTE_KINDS: tuple[RouteKind, ...] = ("one sentence", "two answers", "keypad")
"""The kinds of route that every office must have."""
NAMES: Mapping[RouteKind, str] = {
    "one sentence": N_("one sentence"),
    "two answers": N_("two answers"),
    "keypad": N_("keypad"),
    "silence": N_("a caller who never answers"),
    "person": N_("a caller who asks for a person"),
    "english": N_("a caller who asks for another language"),
    "distress": N_("a caller in despair"),
    "key 0": N_("a caller who presses 0 twice"),
}
"""How a kind of route is called: by how the caller answers, or by whom it is for."""
MOST_ANSWERS = 12  # answers in one route, against flows that never end

Take = Callable[[Call, Event], tuple[Call, tuple[Instruction, ...]]]
"""Takes a step of a plan."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The words for a *service*, a *place*, and both *all at once*, and how the two are joined into one request."""

    service: str
    place: str
    all_at_once: str
    joined: str


PHRASINGS: Mapping[str, Phrasing] = {
    JAPANESE: Phrasing("{}です", "{}です", "{}をお願いします", "{place}の{service}"),
    ENGLISH: Phrasing("{}, please", "It is in {}", "{}, please", "{service} in {place}"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a route: what was said at once, the call at that point, and the answer to it."""

    call: Call
    instructions: tuple[Instruction, ...]
    answer: Event

    @property
    def typed(self) -> str:
        """The answer as typed: keys, words, or "" for silence."""
        match self.answer:
            case Keyed(keys):
                return keys
            case Said(text):
                return text
            case _:
                return ""


@dataclass(frozen=True, slots=True)
class Route:
    """A route to an office in a *language*: its *turns*, and the *ringing* at its end, with what is said before it."""

    kind: RouteKind
    office: Office
    turns: tuple[Turn, ...]
    ringing: tuple[Instruction, ...]
    language: str = JAPANESE


@dataclass(frozen=True, slots=True)
class Here:
    """The state of a route so far: the call, what it was just told, and the turns taken."""

    call: Call
    instructions: tuple[Instruction, ...]
    turns: tuple[Turn, ...] = ()

    def answer(self, take: "Take", event: Event) -> "Here | None":
        """Take a step from here; None if it raises: no route leads through it, and the reason does not matter here."""
        try:
            after, instructions = take(self.call, event)
        except Exception:  # noqa: BLE001 - whatever a broken plan raises
            return None
        turns = (*self.turns, Turn(self.call, self.instructions, event)) if self.instructions else ()
        return Here(after, instructions, turns)

    @property
    def ring(self) -> RingNumber | None:
        """The ring that it has reached, if any."""
        last = self.instructions[-1]
        return last if isinstance(last, RingNumber) else None

    @property
    def asks(self) -> bool:
        """Whether the caller is being asked something."""
        return isinstance(self.instructions[-1], Ask)


@lru_cache(maxsize=4)  # rules, proof and pages ask for the routes of the same plans, which take long to play
def routes(plan: Plan) -> tuple[Route, ...]:
    """Return each route that leads to an office of an area or a service, in the directory's order.

    The routes are in the language of *plan*; if that is not the first, they begin by switching to it.
    """
    return tuple(_routes(plan))


def _routes(plan: Plan) -> Iterator[Route]:
    keyed, take = by_keys(plan), cache(partial(step, plan))  # many routes begin the same way
    begun = first(plan, take)
    for office in plan.directory.offices.values():
        spoken = (_spoken(plan, take, begun, office, kind) for kind in kinds_in(plan) if kind != "keypad")
        yield from filter(None, (*spoken, keyed.get(office.key)))


def kinds_in(plan: Plan) -> tuple[RouteKind, ...]:
    """Return the kinds of route that every office must have in the language of *plan*."""
    return ROUTE_KINDS if plan.recogniser else ("keypad",)


def unanswered(plan: Plan) -> Route | None:
    """Return the route of a caller who never answers: to the fallback office; None if that does not ring."""
    take = partial(step, plan)
    return _played(plan, take, first(plan, take), plan.fallback, "silence", lambda _here: (Silent(),))


def missing(plan: Plan, played: Iterable[Route]) -> Iterator[tuple[Office, RouteKind]]:
    """Yield the offices that lack a route of some kind."""
    there = {(route.office.key, route.kind) for route in played}
    for office in plan.directory.offices.values():
        yield from ((office, kind) for kind in kinds_in(plan) if (office.key, kind) not in there)


def first(plan: Plan, take: Take, *, by_keys: bool = False) -> Here | None:
    """Return what is heard first in a call in the language of *plan*, once it has switched to that."""
    here = Here(begin(plan), ()).answer(take, Answered())
    if here is None or plan.home is None:
        return here
    events = _asking_for(plan, here.call)
    changed = (after for event in (reversed(events) if by_keys else events) if (after := here.answer(take, event)))
    return next((after for after in changed if after.call.language == plan.language), None)


def _asking_for(plan: Plan, call: Call) -> list[Event]:
    """Return what a caller says or presses at the first question to switch to the language of *plan*."""
    spoken, home = plan.flow.languages.get(plan.language), plan.first
    said = home.meanings.said_for(spoken.words)[:1] if spoken and spoken.words and home.recogniser else ()
    led = _languages(home, call)
    keys = [offer.key for offer in offered(home, call) if led.get(offer.key) == plan.language]
    return [*map(Said, said), *map(Keyed, keys)]


def _languages(plan: Plan, call: Call) -> Mapping[str, str]:
    """Return the languages to which keys of the question that *call* is at lead."""
    node = plan.flow.nodes.get(call.node)
    return {one.key: one.language for one in choices_in(plan, node) if one.language} if isinstance(node, Choose) else {}


def _spoken(plan: Plan, take: Take, begun: Here | None, office: Office, kind: RouteKind) -> Route | None:
    """Play a call in which every question is answered in words."""
    return _played(plan, take, begun, office, kind, lambda here: _words(plan, here, office, kind))


def _played(
    plan: Plan,
    take: Take,
    begun: Here | None,
    office: Office,
    kind: RouteKind,
    answers: Callable[[Here], Sequence[Event]],
) -> Route | None:
    """Continue a call from *begun* until *office* rings, by the first of the *answers* that lead there; else None."""
    seen: set[Call] = set()

    def played(here: Here | None, left: int) -> Route | None:
        if here is None or here.ring or not left or here.call in seen:
            rings = here and here.ring and here.ring.number == office.e164
            return Route(kind, office, here.turns, here.instructions, plan.language) if here and rings else None
        seen.add(here.call)
        return next(filter(None, (played(here.answer(take, event), left - 1) for event in answers(here))), None)

    return played(begun, MOST_ANSWERS)


def _words(plan: Plan, here: Here, office: Office, kind: RouteKind) -> Sequence[Event]:
    """Return what the caller may say now: silence if no answer is needed, nothing if there are no words for it."""
    node, say = plan.flow.nodes.get(here.call.node), PHRASINGS[plan.language]
    says: tuple[str, ...]
    if isinstance(node, ReadBack | Overheard):
        return (Silent(),)
    match node:
        case AskPlace() if here.call.asking.stage == "yes_no":
            says = plan.meanings.said_for("yes")[:1]
        case Choose(slot="service") | AskPlace() if kind == "one sentence" and not _was_asked(plan, here):
            says = (say.all_at_once.format(wish(plan, office)),)
        case Choose(slot="service"):
            says = (say.service.format(_service(plan, office)),)
        case AskPlace():
            says = (say.place.format(_place(plan, office)),)
        case Choose() if not node.slot and here.call.node not in plan.in_front:
            says = ()
        case _:
            says = tuple(one.label.text for one in offered(plan, here.call))
    return tuple(map(Said, says))


def followed(plan: Plan, office: Office, kind: RouteKind) -> Iterator[tuple[Turn, Call]]:
    """Yield each turn of a spoken call for *office*, and the call after it, as long as there is something to say."""
    take = partial(step, plan)
    here = first(plan, take)
    for _ in range(MOST_ANSWERS):
        events = _words(plan, here, office, kind) if here and here.asks else ()
        after = here.answer(take, events[0]) if here and events else None
        if after is None:
            break
        yield after.turns[-1], after.call
        here = after


def _was_asked(plan: Plan, here: Here) -> bool:
    """Return whether service or place was asked before: a caller who says both at once then said them already."""
    asked = (plan.flow.nodes.get(turn.call.node) for turn in here.turns)
    return any(isinstance(node, AskPlace) or (isinstance(node, Choose) and node.slot == "service") for node in asked)


def wish(plan: Plan, office: Office) -> str:
    """Return how a caller names an office: by area and service, as far as it has them."""
    place, service = _place(plan, office), _service(plan, office)
    both = PHRASINGS[plan.language].joined.format(place=place, service=service)
    return both if place and service else place or service


def _place(plan: Plan, office: Office) -> str:
    return plan.places.name_in(office.prefecture, plan.language) if office.prefecture else ""


def _service(plan: Plan, office: Office) -> str:
    return plan.directory.services[office.service].name if office.service else ""


def _is_in_words(plan: Plan, here: Here) -> bool:
    """Return whether the question just asked names none of its keys: they are said after a silence."""
    last = here.instructions[-1]
    heard = "".join(line.text for line in last.lines) if isinstance(last, Ask) else ""
    led = _languages(plan, here.call)
    offers = [offer for offer in offered(plan, here.call) if offer.key not in led]
    return bool(offers) and not any(key_word(plan, offer.key).text in heard for offer in offers)


@lru_cache(maxsize=2)  # asked for twice in a first language: for the offices of a place, and for the others
def by_keys(plan: Plan) -> Mapping[str, Route]:
    """Return, for each office by key, the route with the fewest keys; silence only where the call goes on by itself.

    Offices under `others` are included if a key leads to them before every other office is reached.
    """
    by_office: dict[str, Route] = {}
    seen: set[Call] = set()
    level = list(filter(None, [first(plan, partial(step, plan), by_keys=True)]))
    wanted = {office.key for office in plan.directory.offices.values()}
    while level and not wanted <= by_office.keys():
        reached = [after for here in level for after in _pressed(plan, here)]
        level = []
        for after in reached:
            office = plan.chosen(after.call)
            if after.ring and office and office.other is None and after.ring.number == office.e164:
                by_office.setdefault(office.key, _keyed(plan, office, after))
            elif other := other_office(plan, after):
                by_office.setdefault(other.key, _keyed(plan, other, after))
            elif after.asks and (position := after.call._replace(turn=0)) not in seen:
                seen.add(position)
                level.append(after)
    return by_office


def _keyed(plan: Plan, office: Office, here: Here) -> Route:
    return Route("keypad", office, here.turns, here.instructions, plan.language)


def other_office(plan: Plan, here: Here) -> Office | None:
    """Return the office under `others` that rings now, or None."""
    ring = here.ring
    return next((one for one in plan.directory.others.values() if ring and one.e164 == ring.number), None)


def _pressed(plan: Plan, here: Here) -> Iterator[Here]:
    """Yield what each key leads to; at a read-back, after an explanation, and before keys are told, what silence does.

    A caller who uses keys presses none before hearing of one.
    """
    goes_on = isinstance(plan.flow.nodes.get(here.call.node), ReadBack | Overheard) or _is_in_words(plan, here)
    keys = sorted({offer.key for offer in offered(plan, here.call)} - _languages(plan, here.call).keys())
    events: list[Event] = [Silent()] if goes_on else [Keyed(key) for key in keys]
    yield from filter(None, (here.answer(partial(step, plan), event) for event in events))
