"""What the printed key chart shows: the questions with their keys, and the regions with their prefectures."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.call import Plan
from ivr.call.lines import label, numbered
from ivr.call.nodes import AskPlace, Choose

from . import marks, spoken

Keys = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """One list of keys with what they stand for, under a *title*; *key* is what opens it."""

    title: str
    keys: Keys
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """The questions before the place, the regions, and the keys that mean the same everywhere."""

    questions: tuple[Menu, ...]
    regions: tuple[Menu, ...]
    always: Keys


def chart(plan: Plan) -> Chart:
    """Return the chart of a plan: the first question and the place, or every question where no place is asked for."""
    places = [node for node in plan.flow.nodes.values() if isinstance(node, AskPlace)]
    names = [plan.opening] if places else list(plan.flow.nodes)
    questions = tuple(_questions(plan, names))
    regions = tuple(menu for node in places[:1] for menu in _regions(plan, node))
    return Chart(questions, regions, tuple(_always(plan, postal=bool(places))))


def _questions(plan: Plan, names: list[str]) -> Iterator[Menu]:
    for name in names:
        node = plan.node(name)
        if isinstance(node, Choose) and node.choices:
            title = marks.plain("".join(said.text for said in spoken.at(plan, name)[:1] if node.says))
            keys = tuple((choice.key, label(plan, choice.label).text) for choice in node.choices)
            yield Menu(title or "ご用件", keys)


def _regions(plan: Plan, node: AskPlace) -> Iterator[Menu]:
    for key, region in numbered(node.regions):
        codes = (plan.codes[name] for name in region.prefectures)
        prefectures = tuple((sign, plan.places.prefectures[code].short) for sign, code in numbered(codes))
        yield Menu(label(plan, region.label).text, prefectures, key)


def _always(plan: Plan, *, postal: bool) -> Iterator[tuple[str, str]]:
    yield "＃", "もう一度聞く"
    yield "＊", "前に戻る"
    if postal:
        yield "9", "郵便番号で選ぶ"
    office = plan.fallback.spoken_name or plan.fallback.printed_name
    yield "0", f"使い方（もう一度押すと、{office}へ）"
