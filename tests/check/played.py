"""A call played from the page's table as its script plays it, beside the same call folded by the core."""

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ivr.call import (
    Answered,
    Ask,
    Call,
    DialEnded,
    Event,
    Instruction,
    Keyed,
    Outcome,
    Plan,
    Ring,
    Said,
    Say,
    Silent,
    World,
    begin,
    step,
)
from ivr.check.picture import page
from ivr.site import Site, load, shipped

NOISE = "ブブブブ"
SPOKEN = {"yes": "はい", "no": "いいえ", "noise": NOISE}


@cache
def shipped_site() -> Site:
    return load(shipped())


@cache
def shipped_page() -> str:
    return page(shipped_site())


def data_of(html: str) -> dict[str, Any]:
    """Return what the page's script works on."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@dataclass(frozen=True)
class Page:
    """Where the page's call stands: its state, the places it knows and asks about, those refused."""

    data: dict[str, Any]
    state: int = 0
    known: str = ""
    asked: str = ""
    refused: tuple[str, ...] = ()
    said: str = ""
    rings: str = ""

    @property
    def view(self) -> list[Any]:
        view: list[Any] = self.data["views"][self.data["states"][self.state][0]]
        return view

    def cells(self, world: str = "") -> dict[str, tuple[int, int]]:
        """Return the answers that are possible, each with the state and the out that it leads to."""
        _, row, *elsewhere = self.data["states"][self.state]
        rows = [row, *(each[world] for each in elsewhere if world in each)]
        return {
            self.data["answers"][cells[at]]: (cells[at + 1], cells[at + 2])
            for cells in rows
            for at in range(0, len(cells), 3)
        }

    def office(self) -> list[str] | None:
        found: list[str] | None = self.data["offices"].get(f"{self.known}-{self.view[2]}")
        return found

    def after(self, state: int, out: int, heard: str = "") -> "Page":
        texts, rings, _, known, asked, refused = self.data["outs"][out]
        came = {"p": self.known, "c": self.asked, "x": heard}
        now = replace(self, state=state, known=came.get(known, known), asked=came.get(asked, asked))
        gone = (*self.refused, *((came.get(refused, refused),) if refused else ()))
        now = replace(now, refused=tuple(code for code in gone if code != now.known))
        places = {"P": now.known, "C": now.asked, "p": self.known, "c": self.asked, "x": heard}
        office = now.office() or self.office() or []

        def filled(gap: re.Match[str]) -> str:
            if gap[1] in places:
                return str(self.data["places"][places[gap[1]]][0])
            return office[1 if gap[1] == "office" else 3]

        said = "".join(re.sub(r"\{(\w+)\}", filled, self.data["texts"][text]) for text in texts)
        rung = (office if rings == "chosen" else self.data["offices"][rings]) if rings else ["", "", ""]
        return replace(now, said=said, rings=rung[2])


def opened(data: dict[str, Any]) -> Page:
    state, out = data["start"]
    return Page(data).after(state, out)


def event(name: str, plan: Plan, place: str, key: str, world: World) -> Event:
    """Return what the caller does who gives the page's answer *name*."""
    kind, _, rest = name.partition(":")
    said = {
        **SPOKEN,
        "place": plan.places.name(place) if place else "",
        "service": plan.directory.services[rest].name if kind == "service" else "",
    }
    if name in set(Outcome):
        return DialEnded(Outcome(name), world)
    if kind in said:
        return Said(said[kind], world)
    keyed = {"postal": rest, "other": key}
    return Silent(world) if name == "silence" else Keyed(keyed.get(kind, name), world)


def answered(plan: Plan) -> tuple[Call, tuple[Instruction, ...]]:
    return step(plan, begin(plan), Answered())


def said(instructions: tuple[Instruction, ...]) -> str:
    return "".join(line.text for one in instructions if isinstance(one, Say | Ask) for line in one.lines)


def rings(plan: Plan, instructions: tuple[Instruction, ...]) -> str:
    numbers = {office.e164: office.number for office in plan.directory}
    return next((numbers[one.number] for one in instructions if isinstance(one, Ring)), "")
