"""Seconds until an office rings: of speaking, and by the clock.

Speaking is computed from the reading of each line, at the voice's rates, with the silence after it. By the clock come
the waiting times, and the time that callers are assumed to take. A caller who presses a key as soon as the wanted
option has been named in full hears nothing of what follows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ivr.call import Ask, Instruction, Keyed, Plan, Said, offered, spoken_lines
from ivr.call.lines import choices_in, key_word, label
from ivr.call.nodes import Choose
from ivr.speech import Line, SpeakingRate, fill, line_seconds
from ivr.speech.prompt import between_gaps, in_order

from .routes import Route, Turn

_seconds = lru_cache(maxsize=4_096)(line_seconds)
"""Cached, because the routes of a site say the same lines over and over."""

KEY_SECONDS = 1.3
"""Seconds from the last word, or from the wanted option, to the key."""
SENTENCE_SECONDS, WORDS_SECONDS = 4.0, 2.0
"""Seconds for a whole sentence; for a name or a yes."""
RECOGNISER_SECONDS = 1.0  # seconds from the end of speech until its text is known


def seconds_of_lines(lines: Iterable[Line], rate: SpeakingRate) -> float:
    """Return the seconds that *lines* take, with the silence after them."""
    return sum(_seconds(line, rate) for line in lines)


def seconds_of_instructions(instructions: Iterable[Instruction], rate: SpeakingRate) -> float:
    """Return the seconds that everything said in *instructions* takes."""
    return seconds_of_lines(spoken_lines(instructions), rate)


@dataclass(frozen=True, slots=True)
class Length:
    """The length of a route until the ring: seconds *spoken*, and seconds by the *clock*."""

    spoken: float
    clock: float


def length(plan: Plan, route: Route, rate: SpeakingRate, *, at_option: bool = False) -> Length:
    """Return how long *route* takes at *rate*; *at_option*: keys are pressed as soon as their option was named."""
    spoken = sum(_heard(plan, turn, rate, at_option=at_option) for turn in route.turns)
    spoken += seconds_of_instructions(route.ringing, rate)
    return Length(spoken, spoken + sum(_answering(plan, route, turn) for turn in route.turns))


def _answering(plan: Plan, route: Route, turn: Turn) -> float:
    """Return the seconds between what is heard and what is said next."""
    match turn.answer:
        case Keyed():
            return KEY_SECONDS
        case Said():
            words = SENTENCE_SECONDS if route.kind == "one sentence" and turn is route.turns[0] else WORDS_SECONDS
            return words + plan.flow.listening.end_of_speech + RECOGNISER_SECONDS
        case _:
            last = turn.instructions[-1]
            return last.wait if isinstance(last, Ask) else 0.0


def _heard(plan: Plan, turn: Turn, rate: SpeakingRate, *, at_option: bool) -> float:
    if not at_option or not isinstance(turn.answer, Keyed):
        return seconds_of_instructions(turn.instructions, rate)
    *before, last = turn.instructions
    assert isinstance(last, Ask)
    return seconds_of_instructions(before, rate) + _until(
        last.lines, _announcements(plan, turn, turn.answer.keys), rate
    )


def _until(lines: Sequence[Line], announcements: Sequence[str], rate: SpeakingRate) -> float:
    """Return the seconds until one of *announcements* has been said; those of all *lines* if none is."""
    for at, line in enumerate(lines):
        for kana in announcements:
            if (start := line.kana.find(kana)) >= 0:
                heard = line._replace(text=line.text[: start + len(kana)], kana=line.kana[: start + len(kana)], pause=0)
                share = line_seconds(heard) / line_seconds(line._replace(pause=0))
                return seconds_of_lines(lines[:at], rate) + share * (seconds_of_lines([line], rate) - line.pause)
    return seconds_of_lines(lines, rate)


def _announcements(plan: Plan, turn: Turn, pressed: str) -> list[str]:
    """Return, in kana, the ways in which a key's choice may have been announced."""
    plan = plan.speaks(turn.call.language)
    node = plan.flow.nodes.get(turn.call.node)
    named = [offer.label for offer in offered(plan, turn.call) if offer.key == pressed]
    if isinstance(node, Choose):
        named += [
            label(plan, choice.short) for choice in choices_in(plan, node) if choice.key == pressed and choice.short
        ]
    templates = (plan.prompts[name] for name in (plan.flow.choice, plan.flow.place_choice))
    word = key_word(plan, pressed)
    said = [fill(template, {"label": one, "key": word}) for template in templates for one in named]
    return [line.kana.rstrip("、。. ") for line in said]


def costliest(plan: Plan, route: Route, rate: SpeakingRate) -> tuple[str, float]:
    """Return the name of the prompt that takes most of a route, and its seconds."""
    cost: dict[str, float] = {}
    for line in spoken_lines((*(one for turn in route.turns for one in turn.instructions), *route.ringing)):
        name = _prompt(plan, line)
        cost[name] = cost.get(name, 0.0) + seconds_of_lines([line], rate)
    return max(cost.items(), key=lambda item: item[1])


def _prompt(plan: Plan, line: Line) -> str:
    """Return the prompt that says *line*: of those whose fixed words it contains in order, the one with the most."""

    def fixed(name: str) -> int:
        parts = between_gaps(plan.prompts[name].text)
        return sum(map(len, parts)) if in_order(line.text, parts) else -1

    return max(plan.prompts, key=fixed)
