"""The table that the page plays calls from says and rings what the core says and rings."""

from functools import cache
from typing import Any

from hypothesis import given, settings, strategies as st

from ivr.call import Plan, World, step
from ivr.speech import KEYS

from .played import answered, data_of, event, opened, rings, said, shipped_page, shipped_site


@cache
def shipped_plan() -> Plan:
    plan = shipped_site().plan
    assert plan
    return plan


@cache
def shipped_data() -> dict[str, Any]:
    return data_of(shipped_page())


PLAN = shipped_plan()
OFFICES = frozenset(office.key for office in PLAN.directory)
WORLDS = {
    "": World(),
    "closed": World(closed=OFFICES),
    "failing": World(failing=OFFICES),
    "over_limit": World(over_limit=True),
}


Choice = tuple[int, int, str]
CHOICES = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 10_000), st.sampled_from(["", "", "", *WORLDS])), max_size=24
)


@given(choices=CHOICES, speaks=st.booleans())
@settings(max_examples=40)
def test_whatever_is_answered_page_and_core_say_and_ring_the_same(choices: list[Choice], speaks: bool) -> None:
    data = shipped_data()
    page, (call, instructions) = opened(data), answered(PLAN)
    assert page.said == said(instructions)
    for number, other, world in choices:
        possible = sorted(name for name in page.cells(world) if speaks or name[0] in "0123456789#*" or name in KEYLESS)
        if not possible:
            assert page.view[1] == "end"
            break
        name = possible[number % len(possible)]
        heard = place_of(data, page.refused, name, other, data["outs"][page.cells(world)[name][1]][4])
        if heard is None:
            continue
        unused = [key for key in KEYS if key not in page.cells()]
        key = unused[other % len(unused)] if unused else ""
        call, instructions = step(PLAN, call, event(name, PLAN, heard, key, WORLDS[world]))
        refused, page = page.refused, page.after(*page.cells(world)[name], heard)
        assert (page.said, page.rings) == (said(instructions), rings(PLAN, instructions)), name
        assert (page.known, page.asked) == (call.slot("prefecture") or "", "".join(call.candidates[:1])[:2])
        if page.known in refused:
            break  # the page goes on counting a place that was refused and is chosen after all
        if call.by == "voice" and (call.handed or len(call.refused) > 1):
            break  # from here the page shows the way of a caller who uses keys


KEYLESS = {"silence", "other", "completed", "busy", "no_answer", "failed", "canceled"}


def place_of(data: dict[str, Any], refused: tuple[str, ...], name: str, number: int, asked: str) -> str | None:
    """Return a prefecture that the answer *name* may stand for ("" for none); None where it was refused."""
    kind, _, class_ = name.partition(":")
    if kind == "postal":
        return None if asked in refused else ""
    if kind != "place":
        return ""
    codes = [code for code, (_, its) in data["places"].items() if str(its) == class_ and code not in refused]
    return codes[number % len(codes)] if codes else None


def test_every_office_rings_from_the_page() -> None:
    data = shipped_data()
    rung = set()
    for service, region, prefecture in ((s, r, p) for s in "12" for r in "12345678" for p in "12345678"):
        page = opened(data)
        for key in (service, region, prefecture, "1"):
            if key in page.cells():
                page = page.after(*page.cells()[key])
        rung.add(page.rings)

    assert rung - {""} == {office.number for office in PLAN.directory.offices.values()}
