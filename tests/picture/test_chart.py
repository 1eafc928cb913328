"""The printed key chart is followed key by key through the core, and the office printed is the office that rings."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from ivr.call import Answered, Ask, Call, Event, Keyed, Plan, RingNumber, SayLines, Silent, begin, step
from ivr.call.nodes import Choose, ReadBack, Ring
from ivr.call.ring import office_of
from ivr.picture.chart import chart
from ivr.picture.page import page
from tests.call import in_front
from tests.conftest import SiteCopy, shipped_plan

from .pages import PERSON, PLACE_FIRST, WHO_FIRST, Change, small_plan

CHOSEN, UNPRINTED, ABROAD = "選んだ窓口", "声の案内", "その言語の案内"
SITES: dict[str, Callable[[Path], Plan]] = {
    "shipped": lambda _root: shipped_plan(),
    "service first": lambda root: small_plan(root, *PERSON),
    "place first": lambda root: small_plan(root, *PERSON, *PLACE_FIRST),
    "who first": lambda root: small_plan(root, *PERSON, *WHO_FIRST, services=("center",)),
}


@pytest.fixture(params=SITES, scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return SITES[request.param](tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def sheet(site: Plan) -> "Paper":
    return paper(site)


class Key(NamedTuple):
    """A key on paper, its label, and the service in brackets after it."""

    key: str
    label: str
    service: str = ""


class Listed(NamedTuple):
    """An office in the printed list: where it stands, its name, its number, and the keys to it."""

    where: str
    name: str
    number: str
    keys: str


@dataclass(frozen=True)
class Paper:
    """What is printed: by step the keys with the step or end that they lead to, what key 0 does, and the offices."""

    steps: dict[str, list[tuple[tuple[Key, ...], str]]]
    zero: str
    offices: list[Listed]

    def ways(self, step: str = "A", pressed: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], str]]:
        """Follow the chart from *step*: the keys to press, and the end that is printed."""
        for keys, to in self.steps[step]:
            yield from self.ways(to, (*pressed, *keys)) if to in self.steps else [((*pressed, *keys), to)]

    def office(self, pressed: tuple[Key, ...], end: str) -> Listed:
        """Return the one office of the list that the chart means by *end*."""
        found = [one for one in self.offices if one.name == end]
        if end == CHOSEN:
            services = [key.service or key.label for key in pressed]
            found = [one for one in self.offices if any(one.where.startswith(key.label) for key in pressed)]
            found = [one for one in found if any(name in one.name for name in services if name not in one.where)]
        (office,) = found
        return office


def paper(plan: Plan) -> Paper:
    html = page(plan)
    sheet, listed = section(html, "chart"), section(html, "offices")
    steps = {step.get("data-step", ""): [*keys_of(step)] for step in sheet.iterfind(".//*[@data-step]")}
    zero = next(text(item) for item in sheet.iterfind(".//*[@class='always']/li") if classed(item, "key") == "0")
    return Paper(steps, zero, [*offices_of(listed)])


def section(html: str, name: str) -> ET.Element:
    match = re.search(rf'<section id="{name}".*?</section>', html, re.DOTALL)
    assert match
    return ET.fromstring(match[0])  # noqa: S314 - our own page


def text(element: ET.Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def classed(element: ET.Element, name: str) -> str:
    return text(element.find(f".//*[@class='{name}']"))


def keys_of(step: ET.Element) -> Iterator[tuple[tuple[Key, ...], str]]:
    for item in step.iterfind("./ul/li"):
        yield (Key(classed(item, "key"), classed(item, "label"), classed(item, "service").strip("（）")),), leads(item)
    for region in step.iterfind(".//*[@class='region']"):
        opens = Key(classed(region, "key big"), classed(region, "label"))
        for item in region.iterfind("./ul/li"):
            key = Key(classed(item, "key"), classed(item, "label"))
            yield (opens, key), leads(item) or leads(step)


def leads(element: ET.Element) -> str:
    return classed(element, "to").removeprefix("→").strip()


def offices_of(listed: ET.Element) -> Iterator[Listed]:
    where = ""
    for row in listed.iterfind(".//tbody/tr"):
        where = text(row.find("th")) or where
        yield Listed(
            where, (row[-4].text or "").strip(), classed(row, "number"), classed(row, "press").replace(" ", "")
        )


@dataclass
class Telephone:
    """A call played by the core, which has just been answered."""

    plan: Plan

    def __post_init__(self) -> None:
        self.take(begin(self.plan), Answered())

    def take(self, call: Call, event: Event) -> None:
        self.call, self.instructions = step(self.plan, call, event)

    def press(self, keys: str) -> None:
        """Press *keys* one by one; a read-back after them is only listened to."""
        for key in keys:
            self.take(self.call, Keyed(key))
        if isinstance(self.plan.node(self.call.node), ReadBack):
            self.take(self.call, Silent())

    @property
    def said(self) -> str:
        return "".join(line.text for one in self.instructions if isinstance(one, SayLines | Ask) for line in one.lines)

    def hears(self, key: Key) -> bool:
        """Tell whether the label of *key*, or the short one that stands for it, was just said."""
        node = self.plan.node(self.call.node)
        shorts = (
            [one.short for one in node.choices if one.key == key.key and one.short] if isinstance(node, Choose) else []
        )
        return any(name in self.said for name in (key.label, *(self.plan.prompts[short].text for short in shorts)))

    @property
    def rings(self) -> tuple[str, str]:
        """The name and the number of the office that rings, "" where none does."""
        node = self.plan.node(self.call.node)
        office = office_of(self.plan, self.call, node) if isinstance(node, Ring) else None
        numbers = [one.number for one in self.instructions if isinstance(one, RingNumber)]
        assert numbers == ([office.e164] if office else [])
        return (office.printed_name, office.number) if office else ("", "")


def pressing(plan: Plan, keys: str) -> Telephone:
    phone = Telephone(plan)
    phone.press(keys)
    return phone


def test_who_follows_the_chart_reaches_the_office_that_it_prints(site: Plan, sheet: Paper) -> None:
    reached = set()
    for pressed, end in sheet.ways():
        if end not in (ABROAD, UNPRINTED):
            office = sheet.office(pressed, end)
            assert pressing(site, "".join(key.key for key in pressed)).rings == (office.name, office.number), pressed
            reached.add(office.name)

    assert reached | {site.fallback.printed_name} == {office.printed_name for office in site.directory}


def test_each_key_is_heard_where_the_chart_has_it(site: Plan, sheet: Paper) -> None:
    for pressed, _ in sheet.ways():
        phone = Telephone(site)
        for key in pressed:
            if not phone.hears(key):  # a question for voices; who waits hears the keys
                phone.take(phone.call, Silent())
            assert phone.hears(key), pressed
            phone.press(key.key)


def test_the_keys_beside_each_office_ring_it(site: Plan, sheet: Paper) -> None:
    assert [one for one in sheet.offices if pressing(site, one.keys).rings != (one.name, one.number)] == []
    assert {one.name for one in sheet.offices} == {office.printed_name for office in site.directory}


def test_key_0_rings_when_the_chart_says_so(site: Plan, sheet: Paper) -> None:
    name = site.fallback.spoken_name or site.fallback.printed_name
    presses = {
        f"0 使い方（もう一度押すと、{name}へ）": {2},
        f"0 {name}へ（使い方が聞こえたら、もう一度）": {1, 2},
    }[sheet.zero]

    ways = ["".join(key.key for key in pressed) for pressed, end in sheet.ways() if end not in (ABROAD, UNPRINTED)]
    assert {zeros(site, way[:many]) for way in ways for many in range(len(way))} == presses


def zeros(plan: Plan, keys: str) -> int:
    """Return how often 0 is pressed after *keys* until the fallback office rings."""
    ring = (plan.fallback.printed_name, plan.fallback.number)
    return next(count for count in (1, 2) if pressing(plan, keys + "0" * count).rings == ring)


def test_steps_stand_in_the_order_of_the_call(tmp_path: Path) -> None:
    titles = {name: [step.title for step in chart(make(tmp_path / name)).steps] for name, make in SITES.items()}

    assert titles == {
        "shipped": ["どのようなご相談ですか。", "都道府県"],
        "service first": ["お話しください。", "都道府県"],
        "place first": ["都道府県", "ご用件"],
        "who first": ["電話案内です。お話しください。", "都道府県"],
    }


def test_a_key_leads_to_a_step_an_office_or_off_the_chart(tmp_path: Path) -> None:
    first, place = chart(SITES["who first"](tmp_path)).steps

    assert [(row.key, row.leads) for row in first.rows] == [("1", "B"), ("2", UNPRINTED), ("4", "全国本部")]
    assert (place.all_lead, place.postcode) == (CHOSEN, True)


def test_an_office_that_a_choice_rings_by_its_name_is_printed_by_it(tmp_path: Path) -> None:
    rings = ("person:\n    {kind: ring, office: fallback,", "person:\n    {kind: ring, office: headquarters,")
    changes = ((PERSON[0][0], PERSON[0][1]), (PERSON[1][0], PERSON[1][1].replace(*rings)))

    first, place = chart(small_plan(tmp_path, *changes, *WHO_FIRST, services=("center",))).steps

    assert [(row.key, row.leads) for row in first.rows] == [("1", "B"), ("2", UNPRINTED), ("4", "全国本部")]
    assert place.all_lead == CHOSEN


def test_a_prefecture_whose_office_is_missing_leads_off_the_chart(tmp_path: Path) -> None:
    plan = SITES["who first"](tmp_path)
    offices = {key: office for key, office in plan.directory.offices.items() if key[0] != "24"}
    missing = replace(plan, directory=replace(plan.directory, offices=offices))

    _, place = chart(missing).steps
    assert place.all_lead == ""
    assert [[(row.label, row.leads) for row in region.rows] for region in place.rows] == [
        [("群馬", CHOSEN)],
        [("愛知", CHOSEN), ("三重", UNPRINTED)],
    ]


def test_an_office_that_no_key_leads_to_is_left_to_the_voice(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, ("prefectures: [愛知県, 三重県]", "prefectures: [愛知県]"))

    assert {one.keys for one in paper(plan).offices if one.where == "三重県"} == {"byvoice"}


AT_ONCE = (
    ("    menu: [ask, choices]", "    menu: [ask, choices, offer_fallback]"),
    ("    menu: [choices]\n    menu_again:", "    menu: [choices, offer_fallback]\n    menu_again:"),
    ("    region: [choices, offer_back]", "    region: [choices, offer_fallback]"),
)
"""Every question offers the fallback office under key 0, so that 0 leads there without help before it."""


@pytest.mark.parametrize(("changes", "zero"), [((*PERSON, *WHO_FIRST, *AT_ONCE), "全国本部へ"), ((), "使い方")])
def test_key_0_is_worded_by_what_it_does(tmp_path: Path, changes: tuple[Change, ...], zero: str) -> None:
    assert chart(small_plan(tmp_path, *changes)).always[-1] == ("0", zero)


def test_keys_after_which_the_same_is_asked_lead_to_one_letter_and_a_language_to_its_own(site_copy: SiteCopy) -> None:
    plan = in_front.with_slot(site_copy, "to: {member: ask_service}\n    otherwise: ask_service").plan()
    first, second, *_ = chart(plan).steps

    assert [(row.key, row.leads) for row in first.rows] == [("1", "B"), ("2", "B")]
    assert [row.leads for row in second.rows] == ["C", "C", UNPRINTED, ABROAD]
