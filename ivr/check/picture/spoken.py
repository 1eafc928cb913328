"""What callers hear at each node, said by the core in an example call."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ivr.call import Ask, Call, Plan, Say as SayIt, choose, place, read_back
from ivr.call.lines import lines
from ivr.call.nodes import AskPlace, Choose, ReadBack, Ring
from ivr.call.ring import whisper
from ivr.call.state import Stage
from ivr.speech import Line, fill, gaps, key, line_seconds

from .marks import filled, plain

_CHOOSE: tuple[tuple[Stage, str], ...] = (
    ("first", "はじめに"),
    ("again", "聞き取れなかったとき"),
    ("menu", "ボタンで選ぶとき"),
)
_PLACE: tuple[tuple[Stage, int, str], ...] = (
    ("first", 0, "はじめに（声で）"),
    ("again", 0, "聞き取れなかったとき"),
    ("menu", 0, "ボタンで選ぶとき"),
    ("menu", 1, "ボタンで選ぶとき（二回目）"),
)
_EXCERPT = 34


@dataclass(frozen=True, slots=True)
class Spoken:
    """Tell what is heard: *when*, the *text* with its gaps filled (between the signs of `marks`), and its seconds."""

    when: str
    text: str
    seconds: int


def example(plan: Plan, *, shared: bool = False) -> Call:
    """Return a call that has chosen an office, if there is one; *shared*, one on a shared line where there is one."""
    offices = sorted(plan.directory.offices.values(), key=lambda office: office.shared_line is not shared)
    if not offices:
        return Call()
    office = offices[0]
    return Call(slots=(("service", office.service or ""), ("prefecture", office.prefecture or "")))


def at(plan: Plan, name: str) -> tuple[Spoken, ...]:
    """Return what callers hear at the node *name*, at each time they may hear it."""
    marked = filled(plan)
    return tuple(_spoken(plan, when, said) for when, said in _said(marked, replace(example(plan), node=name)) if said)


def anywhere(plan: Plan) -> tuple[Spoken, ...]:
    """Return what may be heard at several nodes: before a menu, as help, and for offices on a shared line."""
    marked, flow = filled(plan), plan.flow
    call = example(plan, shared=True)
    shared = (
        ("回線を共用する窓口につなぐ前", flow.shared_line.before_ring),
        ("回線を共用する窓口の番号のあと", flow.shared_line.with_number),
        ("共用の回線で、窓口が電話に出たとき（窓口にだけ聞こえる）", flow.shared_line.whisper),
    )
    named = (
        ("返事がないとき", flow.defaults.silence),
        ("二度聞き取れなかったとき", flow.defaults.misheard),
        ("0 を押したとき", flow.defaults.help),
        *(shared if any(office.shared_line for office in plan.directory) else ()),
    )
    return tuple(_spoken(plan, when, lines(marked, call, (name,))) for when, name in named)


def prompts(plan: Plan) -> Iterator[tuple[str, Spoken]]:
    """Give every prompt by name, its gaps filled by an example."""
    marked, call = filled(plan), example(plan, shared=True)
    first = next(iter(plan.places.prefectures), None)
    label = Line("（選ぶもの）", "えらぶもの")
    for name, prompt in marked.prompts.items():
        try:
            (line, *_) = lines(marked, replace(call, candidates=(first,) if first else ()), (name,), label)
        except KeyError:  # a prompt for one choice has gaps that only a choice fills
            line = fill(prompt, dict.fromkeys(gaps(prompt.text), label) | {"key": key("1")})
        yield name, _spoken(plan, name, (line,))


def excerpt(plan: Plan, name: str) -> str:
    """Return the beginning of what is first heard at the node *name*, or "" where nothing is said."""
    said = at(plan, name)
    text = plain(said[0].text) if said else ""
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def ringing(plan: Plan, node: Ring) -> str:
    """Return the name of the office that *node* rings."""
    match node.office:
        case "chosen":
            return "選ばれた窓口"
        case "fallback":
            return plan.fallback.printed_name
        case name:
            return plan.directory.others[name].printed_name


def _said(plan: Plan, call: Call) -> Iterator[tuple[str, tuple[Line, ...]]]:
    match plan.node(call.node):
        case Choose() as node:
            yield from _choose(plan, call, node)
        case AskPlace() as node:
            yield from _place(plan, call, node)
        case ReadBack() as node:
            yield "いつも", _heard(read_back.ask(plan, call, node).instructions)
            yield from _help(plan, call, node)
        case Ring() as node:
            yield "呼び出す前", lines(plan, call, node.says)
            told = whisper(plan, call, node)
            yield "窓口が電話に出たとき（窓口にだけ聞こえる）", (told,) if told else ()
        case node:
            yield "いつも", lines(plan, call, node.says)


def _choose(plan: Plan, call: Call, node: Choose) -> Iterator[tuple[str, tuple[Line, ...]]]:
    yield "入ったとき", lines(plan, call, node.says)
    for stage, when in _CHOOSE:
        if stage == "menu" or getattr(node, stage):
            yield when, _heard(choose.ask(plan, replace(call, stage=stage), node).instructions)
    if node.noted:
        yield "ほかの答えを先に聞いたとき", lines(plan, call, (node.noted,))
    for choice in node.choices:
        if choice.says:
            yield f"{choice.key} を選んだとき", lines(plan, call, (choice.says,))
    yield from _help(plan, call, node)


def _place(plan: Plan, call: Call, node: AskPlace) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for stage, missed, when in _PLACE:
        yield when, _heard(place.ask(plan, replace(call, stage=stage, missed=missed), node).instructions)
    for number, region in enumerate(node.regions, 1):
        inside = replace(call, stage="region", region=number)
        name = plan.prompts[region.label].text
        yield f"{number} {name}を選んだとき", _heard(place.ask(plan, inside, node).instructions)
    codes = tuple(plan.codes[name] for name in node.ask_yes_no[:2]) or tuple(plan.places.prefectures)[:2]
    if codes:
        asked = replace(call, candidates=codes)
        yield "確かめるとき", _heard(place.ask(plan, replace(asked, stage="yes_no"), node).instructions)
        yield "いくつか考えられるとき", _heard(place.ask(plan, replace(asked, stage="pick"), node).instructions)
    yield "「いいえ」のあと", lines(plan, call, (node.refused,))
    yield from _help(plan, call, node)


def _help(plan: Plan, call: Call, node: Choose | AskPlace | ReadBack) -> Iterator[tuple[str, tuple[Line, ...]]]:
    if node.help:
        yield "0 を押したとき", lines(plan, call, (node.help,))


def _heard(instructions: tuple[object, ...]) -> tuple[Line, ...]:
    return tuple(line for one in instructions if isinstance(one, SayIt | Ask) for line in one.lines)


def _spoken(plan: Plan, when: str, said: tuple[Line, ...]) -> Spoken:
    voice = next(iter(plan.voices.values()))
    length = sum(line_seconds(line, voice.rate, voice.slow) for line in said)
    return Spoken(when, "".join(line.text for line in said), round(length))
