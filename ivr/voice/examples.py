"""Every prompt as a caller hears it in one call or another, and every name that may fill a gap."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ivr.call import Ask, Call, Plan, choose, place
from ivr.call.lines import call_facts, label, lines, place as named
from ivr.call.moves import Wait
from ivr.call.nodes import AskPlace, Choose
from ivr.call.state import Stage
from ivr.speech import Line, fill, gaps, key, telephone_number

_STAGES: tuple[Stage, ...] = ("first", "again", "menu", "region", "yes_no", "pick", "postal")


@dataclass(frozen=True, slots=True)
class Example:
    """A *line* that callers hear: that of the prompt *name*, or a name by what it names.

    *filled* are the gaps that a call fills: what stands in them here is an example.
    """

    name: str
    line: Line
    filled: tuple[str, ...] = ()


def examples(plan: Plan) -> Iterator[Example]:
    """Give every prompt of *plan*; where it has gaps that depend on the call, as one call hears it."""
    asked = dict(_asked(plan))
    for name, prompt in plan.prompts.items():
        filled = tuple(dict.fromkeys(gap for gap in gaps(prompt.text) if gap not in plan.facts))
        yield Example(name, asked.get(name) or _told(plan, name), filled)


def names(plan: Plan) -> Iterator[Example]:
    """Give all that may fill a gap: services, offices with their numbers, prefectures and municipalities."""
    for service in plan.directory.services.values():
        yield Example(f"service {service.id}", Line(service.name, service.kana))
    for office in plan.directory:
        call = Call(slots=(("service", office.service or ""), ("prefecture", office.prefecture or "")))
        facts = call_facts(plan, call if office.prefecture and office.service else Call())
        yield Example(f"office {office.key}", facts["office"])
        yield Example(f"number {office.number}", telephone_number(office.number))
    for code, prefecture in plan.places.prefectures.items():
        yield Example(f"prefecture {code}", Line(prefecture.name, prefecture.kana))
        yield Example(f"prefecture {code}, short", Line(prefecture.short, prefecture.short_kana))
    for code in plan.places.municipalities:
        yield Example(f"municipality {code}", named(plan, code))


def _asked(plan: Plan) -> Iterator[tuple[str, Line]]:
    """Go through the questions of *plan* backwards, so that of one prompt the first question to say it is the last."""
    for name, node in reversed(plan.flow.nodes.items()):
        for stage in reversed(_STAGES):
            call = replace(_example(plan), node=name, stage=stage, region=1, candidates=_candidates(plan))
            match node:
                case Choose():
                    yield from zip(choose.playing(node, call), _lines(choose.ask(plan, call, node)), strict=False)
                case AskPlace():
                    yield from zip(place.playing(node, call), _lines(place.ask(plan, call, node)), strict=False)


def _lines(move: Wait) -> tuple[Line, ...]:
    (ask,) = move.instructions
    assert isinstance(ask, Ask)
    return ask.lines


def _told(plan: Plan, name: str) -> Line:
    """Return the prompt *name* in a call for an office, or as one choice among several."""
    try:
        return lines(plan, replace(_example(plan, shared=True), candidates=_candidates(plan)), (name,))[0]
    except KeyError:
        prompt = plan.prompts[name]
        one = label(plan, next(iter(_labels(plan)), plan.flow.yes))
        return fill(prompt, {**dict.fromkeys(gaps(prompt.text), one), **plan.facts, "key": key("1")})


def _labels(plan: Plan) -> Iterator[str]:
    return (choice.label for node in plan.flow.nodes.values() if isinstance(node, Choose) for choice in node.choices)


def _example(plan: Plan, *, shared: bool = False) -> Call:
    """Return a call for an office, on a line of its own or *shared*, if there is such a one."""
    offices = sorted(plan.directory.offices.values(), key=lambda office: office.shared_line is not shared)
    return next(
        (Call(slots=(("service", one.service or ""), ("prefecture", one.prefecture or ""))) for one in offices), Call()
    )


def _candidates(plan: Plan) -> tuple[str, ...]:
    """Return two places that a caller may have meant: a municipality and a prefecture, where there are any."""
    return (*[*plan.places.municipalities][:1], *[*plan.places.prefectures][-1:])
