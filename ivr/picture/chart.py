"""Key chart for print: the questions on the shortest routes to the offices, and what each key leads to.

It follows calls made by keypad alone (`keypad`). Questions whose keys lead to the same ends are printed once, whatever
was chosen before them.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from ivr.call import Call, Plan, offered
from ivr.call.choose import playing
from ivr.call.lines import call_facts
from ivr.call.nodes import Choose
from ivr.heard.utterance import ENGLISH
from ivr.speech import fill, gaps
from ivr.translation import LANGUAGES, _, using_language

from .keypad import Keypad, KeyRoute, Pressed, asks_postcode, keypad, press_zero
from .labels import area


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One key: its *label*, the *service* that it chooses, and the step or the office that it *leads* to.

    The key of a region has the *rows* of its areas, which continue in its place.
    """

    key: str
    label: str
    service: str = ""
    leads: str = ""
    rows: tuple["ChartRow", ...] = ()


@dataclass(frozen=True, slots=True)
class ChartStep:
    """One question under its *name*, a letter; *postcode*: key 9 asks for one there.

    If all areas lead to the same, that is *all_lead*.
    """

    name: str
    title: str
    rows: tuple[ChartRow, ...]
    all_lead: str = ""
    postcode: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The *steps*, what keys mean *always*, the *keys* by area and service ("" for none), and to each of the *others*.

    *waits* says that an office is read back before it rings.
    """

    steps: tuple[ChartStep, ...]
    always: tuple[tuple[str, str], ...]
    waits: bool = False
    keys: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


def in_words_of(plan: Plan) -> AbstractContextManager[None]:
    """Use the words of the site's own language, not the operator's: the chart is printed for callers."""
    return using_language(plan.language if plan.language in LANGUAGES else ENGLISH)


def chart(plan: Plan) -> Chart:
    """Return the chart of *plan*."""
    with in_words_of(plan):
        return _chart(plan)


def _chart(plan: Plan) -> Chart:
    walked = keypad(plan)
    on_way = {call for route in walked.routes.values() for call, _ in route} | {walked.start}
    calls = [call for call, pressed in walked.questions.items() if call in on_way and pressed]
    letters = _printed(_letters(plan, walked), [call for call in calls if call.asking.stage != "region"])
    first = {letters[call]: call for call in reversed(calls) if call in letters}
    return Chart(
        tuple(_step(plan, walked, letters, first[letter]) for letter in sorted(first)),
        (("＃", _("hear it again")), ("＊", _("go back")), *_zero(plan, calls)),
        any(pressed.waited for call in calls for pressed in walked.questions[call]),
        {wish: _pressed(route) for wish, route in walked.wishes.items()},
        _others(plan, walked),
    )


def _pressed(route: KeyRoute) -> str:
    return "".join(key for _, key in route)


def _others(plan: Plan, walked: Keypad) -> dict[str, str]:
    """Return the keys to each office under ``others``; 0 if no choice leads to the one that rings after it."""
    person = press_zero(plan, walked.start)
    by_zero = {person[-1].office.key: "0" * len(person)} if person[-1].office else {}
    return by_zero | {office: _pressed(route) for office, route in walked.routes.items()}


def _letters(plan: Plan, walked: Keypad) -> dict[Call, str]:
    """Give each question a letter; questions whose keys lead to the same share one."""
    asked = [call for call, pressed in walked.questions.items() if pressed and call.asking.stage != "region"]
    letters, count = dict.fromkeys(asked, ""), 0
    while count != (count := len(set(letters.values()))):
        given: dict[Hashable, str] = {}
        letters = {
            call: given.setdefault((letters[call], call.node, _rows(plan, walked, letters, call)), _letter(len(given)))
            for call in asked
        }
    return letters


def _printed(letters: Mapping[Call, str], calls: Sequence[Call]) -> dict[Call, str]:
    """Return the letters, renamed from A on, of the questions that are like one of *calls*: those are printed."""
    names: dict[str, str] = {}
    for call in calls:
        names.setdefault(letters[call], _letter(len(names)))
    return {call: names[letter] for call, letter in letters.items() if letter in names}


def _letter(number: int) -> str:
    """Return A to Z, then ZA to ZZ and so on: in this order they sort."""
    return "Z" * (number // 26) + chr(ord("A") + number % 26)


def _step(plan: Plan, walked: Keypad, letters: Mapping[Call, str], call: Call) -> ChartStep:
    rows = _rows(plan, walked, letters, call)
    ends = {row.leads for region in rows for row in region.rows}
    all_lead = ends.pop() if len(ends) == 1 else ""
    return ChartStep(letters[call], _title(plan, call), rows, all_lead, asks_postcode(plan, call))


def _rows(plan: Plan, walked: Keypad, letters: Mapping[Call, str], call: Call) -> tuple[ChartRow, ...]:
    rows = []
    for pressed in walked.questions[call]:
        service = _service(plan, call, pressed)
        if pressed.call.asking.stage == "region" and call.asking.stage != "region":
            inside = _rows(plan, walked, letters, pressed.call)
            rows.append(ChartRow(pressed.key, pressed.label, service, rows=inside))
        else:
            leads = _leads(plan, call, pressed, letters)
            rows.append(ChartRow(pressed.key, pressed.label, service, leads))
    return tuple(rows)


def _leads(plan: Plan, call: Call, pressed: Pressed, letters: Mapping[Call, str]) -> str:
    if pressed.call.language != call.language:
        return _("on in that language")
    if pressed.office is None:
        return letters.get(pressed.call, _("as you are told"))
    own_choice = not pressed.call.rang and pressed.office is plan.chosen(pressed.call)  # not an office of its ring node
    return _("the office that you chose") if own_choice else pressed.office.printed_name


def _service(plan: Plan, call: Call, pressed: Pressed) -> str:
    """Return the name of the service that a key chooses, if its label does not say it."""
    chosen = pressed.call.slot("service")
    if not chosen or chosen == call.slot("service"):
        return ""
    name = plan.directory.services[chosen].name
    return "" if name == pressed.label else name


def _title(plan: Plan, call: Call) -> str:
    """Return what is asked before the choices are listed, else what the question is about."""
    node = plan.node(call.node)
    if not isinstance(node, Choose):
        return area(plan)
    heard = ""
    for name in (*node.says, *playing(call, node)):
        prompt = plan.prompts[name]
        before, lists_choices, _rest = prompt.text.partition("{choices}")
        heard += fill(replace(prompt, text=before, kana=""), call_facts(plan, call, gaps(before))).text
        if lists_choices:
            break
    return heard or (_("What it is about") if node.slot else _("Choose a key"))


def _zero(plan: Plan, calls: Sequence[Call]) -> Iterator[tuple[str, str]]:
    """Return what key 0 does at these questions, unless it is one of their choices."""
    pressed = [press_zero(plan, call) for call in calls if "0" not in {offer.key for offer in offered(plan, call)}]
    offices = {one[-1].office for one in pressed}
    presses = {len(one) for one in pressed}
    office = offices.pop() if len(offices) == 1 else None
    if office:
        name = office.spoken_name or office.printed_name
        form = _("{office} (when you hear the help, press it again)")
        if len(presses) == 1:
            form = _("{office}") if presses == {1} else _("help (press it again for {office})")
        yield "0", form.format(office=name)
    elif pressed:
        yield "0", _("help")
