"""The proof of a site: what was followed, and each broken claim with the shortest call that breaks it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from os import cpu_count

from ivr.call import Plan
from ivr.call.step import LEFT_AFTER_HAND_OVER
from ivr.callscript import Says, Script, Waits
from ivr.check.routes.astray import Astray, astray
from ivr.check.routes.routes import Route, RouteKind, missing, routes
from ivr.check.site_parts import FLOW, MEANINGS, WORDS
from ivr.directory import Directory, Office, missing as missing_offices
from ivr.garbage import no_collection
from ivr.heard.utterance import plain
from ivr.site import Problem, Site
from ivr.strict_yaml.document import Loc
from ivr.translation import _, ngettext

from .classes import classes
from .conditions import in_words
from .counterexample import MOST_OF_A_CLAIM, Broken, broken_in, shown_by
from .explore import Tell, explore, show_no_progress
from .player import Player, play_alone, play_pairs, steps_of
from .step import error_of_first
from .successors import Successors

_MOST_PROCESSES = 2  # however many processors there are
# The setting of the flow that decides a claim, if that is not the node at which it breaks.
_DECIDED: Mapping[str, tuple[str, ...]] = {
    "proof-turns": ("defaults", "too_long"),
    "proof-last": ("defaults", "last"),
    "proof-fault": ("defaults", "error"),
}
_WITHOUT_CALL = ("proof-error", "proof-keypad", "proof-voice")
_Place = tuple[str, Loc, str]
"""A file, the path to a text in it, and that text."""

_LAST_TURNS = LEFT_AFTER_HAND_OVER + 1
"""Turns after the limit by which a call that was handed over has ended: these answers, and the ring's own."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The result of the proof of a site.

    *places* is the number of explored states, *steps* that of steps taken and remembered, *turns* the most turns of a
    call, *ways* the number of routes by which each office was reached on its own, *pairs* that of the calls played from
    one office to another.
    """

    problems: tuple[Problem, ...] = ()
    broken: tuple[Broken, ...] = ()
    places: int = 0
    steps: int = 0
    turns: int = 0
    ways: int = 0
    pairs: int = 0

    def __str__(self) -> str:
        """Sum up in one line."""
        walked = _("{places} states of calls visited in {steps} steps, {ways} routes to a ring")
        walked = walked.format(places=self.places, steps=self.steps, ways=self.ways)
        if self.pairs:
            walked += _(", {pairs} calls from office to office").format(pairs=self.pairs)
        ends = _("every call is served, and ends within {turns} turns").format(turns=self.turns)
        if count := len(self.problems):
            ends = ngettext("{count} claim broken", "{count} claims broken", count).format(count=count)
        return _("proof: {walked}; {ends}").format(walked=walked, ends=ends)

    def as_data(self) -> dict[str, object]:
        """Return it as data for one JSON object."""
        counts = {name: getattr(self, name) for name in ("places", "steps", "turns", "ways", "pairs")}
        return {**counts, "broken": [one.as_data() for one in self.broken]}


def prove(
    site: Site, *, every: bool = False, processes: int | None = None, tell: Tell = show_no_progress
) -> Proof | None:
    """Explore every call of a site, and list the claims that do not hold; return None if the site has no plan.

    *every*: with every word of its lists instead of one of each, and a call from each office to every other.
    *processes* share the work: by default as many as there are processors, but at most two. *tell* receives the
    progress.
    """
    if site.plan is None:
        return None
    count = processes or min(cpu_count() or 1, _MOST_PROCESSES)
    with no_collection():
        all_routes = tuple(chain.from_iterable(routes(site.plan.speaks(name)) for name in site.plan.languages))
        return _prove(site, site.plan, all_routes, tell, every=every, processes=count)


def _prove(site: Site, plan: Plan, all_routes: tuple[Route, ...], tell: Tell, *, every: bool, processes: int) -> Proof:
    """Explore every state, play every route literally, and list the claims that either breaks."""
    walked = _with_every_office(plan)
    successors = Successors(walked, classes(walked), every)
    if error := error_of_first(walked):
        unanswered = Broken("proof-error", error, plan.flow.start)
        return Proof((_problem(site, plan, unanswered),), (unanswered,))
    explored = explore(successors, processes, tell)
    # Where an office was added, the routes are those of another plan.
    player = Player(successors, dict(steps_of(all_routes)) if walked is plan else {})
    pairs = list(play_pairs(player, all_routes)) if every else []
    wrong = [*play_alone(player, all_routes, processes), *chain.from_iterable(pairs)]
    literally = [shown_by(plan, (claim, message, played.call.node), played) for claim, message, played in wrong]
    spoken = {state.language for state in explored.edges}
    broken = [*broken_in(plan, explored), *_unreached(plan, all_routes, spoken)]
    explored_claims = {one.claim for one in broken}
    broken += [one for one in literally if one.claim not in explored_claims][:MOST_OF_A_CLAIM]
    problems = tuple(sorted({_problem(site, plan, one) for one in broken}))
    turns = plan.flow.turns + _LAST_TURNS
    return Proof(problems, tuple(broken), len(explored.edges), explored.steps, turns, len(all_routes), len(pairs))


def _with_every_office(plan: Plan) -> Plan:
    """Return *plan* with an office on its own line wherever one is missing.

    A rule already refuses such a site and names what is missing. The consequences, calls that go round in a circle,
    would only mislead: so everything else is proven as if the office were there.
    """
    lacking = tuple(missing_offices(plan.directory, plan.places.areas))

    def completed(directory: Directory) -> Directory:
        named = [(area, service, directory.services.get(service)) for area, service in lacking]
        offices = {
            (area, service): Office(area or None, service or None, one.name if one else area, f"000-{number:04}")
            for number, (area, service, one) in enumerate(named, 1)
        }
        return replace(directory, offices={**directory.offices, **offices})

    if not lacking:
        return plan
    localizations = {name: replace(one, directory=completed(one.directory)) for name, one in plan.localizations.items()}
    return replace(plan, directory=completed(plan.directory), localizations=localizations)


def _unreached(plan: Plan, all_routes: tuple[Route, ...], spoken: Collection[str]) -> Iterator[Broken]:
    """Yield the kinds of routes by which an office is not reached, in the languages that are *spoken* in any call."""
    unreached: dict[tuple[RouteKind, str], list[Office]] = {}
    for language in filter(spoken.__contains__, plan.languages):
        here = [route for route in all_routes if route.language == language]
        for office, kind in missing(plan.speaks(language), here):
            unreached.setdefault((kind, language), []).append(office)
    for (kind, language), offices in unreached.items():
        first, others = offices[0].printed_name, len(offices) - 1
        more = ngettext("{first} and {count} other office", "{first} and {count} other offices", others)
        names = more.format(first=first, count=others) if others else first
        message = _("{offices} cannot be reached by voice alone, in {kind}")
        if kind == "keypad":
            message = _("{offices} cannot be reached by keys alone")
        message += f" ({language})" if language != plan.language else ""
        claim = "proof-keypad" if kind == "keypad" else "proof-voice"
        lost = None if kind == "keypad" else astray(plan, offices[0], kind)
        message = message.format(offices=names, kind=_(kind))
        steps = tuple(Says(turn.typed) if turn.typed else Waits() for turn in lost.turns) if lost else ()
        script = Script(f"{claim}: {message}", steps) if lost else None
        yield Broken(claim, message, plan.flow.start, script=script, astray=lost)


def _problem(site: Site, plan: Plan, broken: Broken) -> Problem:
    """Return the problem, at the word that misleads if there is one, else at the node where it shows."""
    lost = broken.astray
    path: str = FLOW
    loc: Loc = ("nodes", lost.node) if lost else _DECIDED.get(broken.claim, ("nodes", broken.node))
    message = broken.message + (_led(lost) if lost else "")
    if lost and lost.fault != "round":
        path, loc = MEANINGS, ("services", lost.wanted)
    for word in _words(broken):
        places = _places_of(site, word)
        message += f"; {_occurrences(site, word, places)}"
        path, loc = places[-1][:2] if places else (path, loc)
    return site.problem(path, loc, message + _shown(plan, broken), broken.claim, at_key=path == FLOW)


def _words(broken: Broken) -> tuple[str, ...]:
    """Return the words that decided how an answer was understood."""
    if broken.astray:
        return () if broken.astray.fault == "round" else broken.astray.words
    last = broken.call.lines[-1] if broken.call and broken.call.lines else None
    return (last.text,) if last and broken.claim == "proof-words" else ()


def _led(lost: Astray) -> str:
    """Return where a spoken call went, and where it should have gone, in words."""
    if lost.fault == "round":
        message = _('; the call goes round: 「{said}」 at "{node}" leads back to "{went}"')
    elif lost.fault == "guess":
        message = _('; 「{said}」 at "{node}" is only guessed to mean "{meaning}": "{went}" waits for a yes')
    elif lost.words:
        message = _('; 「{said}」 at "{node}" is taken for "{meaning}" and leads to "{went}", not to "{should}"')
    else:
        message = _('; 「{said}」 at "{node}" is not understood: it leads to "{went}", not to "{should}"')
    return message.format(
        said=lost.said or "…", node=lost.node, went=lost.went, should=lost.should, meaning=lost.meaning
    )


def _shown(plan: Plan, broken: Broken) -> str:
    """Return the call in words: its answers, and the conditions under which it was made."""
    if broken.astray:
        said = ", ".join(f"「{turn.typed}」" if turn.typed else _("(silence)") for turn in broken.astray.turns)
        return _("; the call: {answers}").format(answers=said)
    if broken.call is None:
        return "" if broken.claim in _WITHOUT_CALL else _(" (not proven, though no call was found that shows it)")
    answers = ", ".join(map(str, broken.call.lines)) or _("none, from the first word on")
    conditions = dict.fromkeys(in_words(plan, line.conditions) for line in broken.call.lines)
    during = _(" and then ").join(filter(None, conditions))
    if during:
        return _("; the shortest call while {during}: {answers}").format(during=during, answers=answers)
    return _("; the shortest call: {answers}").format(answers=answers)


def _places_of(site: Site, word: str) -> list[_Place]:
    """Return where *word* occurs among what callers may mean and the words for keys, in whatever spelling."""
    form = plain(word)
    texts = ((path, *text) for path in (MEANINGS, WORDS) for text in site.documents[path].texts)
    listed = ((path, loc, text) for path, loc, text in texts if loc and isinstance(loc[-1], int))
    return [one for one in listed if form and plain(one[-1]) == form]


def _occurrences(site: Site, word: str, places: list[_Place]) -> str:
    """Return where *word* occurs: "data/meanings.yaml:23 (services.center), data/words.yaml:14 (keys.1)"."""
    named = [f"{path}:{site.documents[path].place_of_value(loc).line} ({_name(loc)})" for path, loc, _text in places]
    written = dict.fromkeys(f'"{text}"' for _path, _loc, text in places) or {f'"{word}"': None}
    sentence = _("{word} is in {places}") if named else _("{word} is in none of the lists")
    return sentence.format(word=", ".join(written), places=", ".join(named))


def _name(loc: Loc) -> str:
    return ".".join(map(str, [part for part in loc if isinstance(part, str)][:2]))
