"""The month as one self-contained HTML page: charts, a map if areas are prefectures, tables beside them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from ivr.call import Plan
from ivr.columns import columns, excerpt
from ivr.html_page import environment, static
from ivr.meaning import QUESTION
from ivr.national_number import national
from ivr.picture.spoken import heard_at
from ivr.translation import N_, _, current_language, using_language

from . import charts, texts, tiles
from .table import ALL, NONE, Cell, Table, without
from .tables import WEEK

_UNANSWERED = ("busy", "no_answer", "failed")
_LONGEST = 80
"""Columns for the words shown beside the name of their node; a Japanese character takes two."""
_ANY = "…"
"""In place of what differs from call to call."""
_BESIDE = ("place_by", "service_by", "left", "ways", "hours", "gaps")
"""Tables that are short enough to be shown beside their chart."""
_SEVERAL = 2
_FOUND_BY = {"service": "service_by", "area": "place_by"}
"""The tables of how it was found."""
_HEADS = {"service": ("service",), "area": ("area", "place found by")}
"""What names the rows by it."""
_CALLS_BY: Mapping[tuple[str, ...], str] = {("area",): N_("Calls by area"), ("service",): N_("Calls by service")}
"""The title of the first table with the one head that a site has."""
_GONE = ("left", "left_ringing")


@dataclass(frozen=True, slots=True)
class SiteNames:
    """The names that a site uses: its *title*, its services by id, its areas by code, its offices by key.

    *heard* is what callers hear at a node, or as the answer to a question back. What has no name is shown by its id.
    """

    title: str = ""
    services: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "SiteNames":
        """Return the names of the site that *plan* was built from."""
        services = {service.id: service.name for service in plan.directory.services.values()}
        return cls(
            title=plan.directory.title,
            services=services,
            areas=plan.places.area_names,
            offices={office.key: office.printed_name for office in plan.directory},
            heard={name: _heard(plan, name) for name in plan.flow.nodes}
            | {f"{QUESTION}{name}": plan.prompts[said].text for name, said in plan.answers.items()},
        )


def for_site(tables: Sequence[Table], names: SiteNames) -> tuple[Table, ...]:
    """Leave out of *tables* what neither the site nor any call has: services, or areas.

    That they were not found would be no news.
    """
    areas = next(table for table in tables if table.name == "areas")
    for head, there in (("service", names.services), ("area", names.areas)):
        at = areas.columns.index(head)
        if len(there) < _SEVERAL and all(row[at] == NONE for row in areas.rows[:-1]):
            tables = [table for table in tables if table.name != _FOUND_BY[head]]
            for gone in _HEADS[head]:
                tables = [without(table, gone) if gone in table.heads else table for table in tables]
    return tuple(
        replace(one, title=_CALLS_BY.get(one.heads, one.title)) if one.name == "areas" else one for one in tables
    )


def _heard(plan: Plan, node: str) -> str:
    """Return what is asked at *node*, or what is first heard there."""
    said = (one.parts for one in heard_at(plan, node))
    heard = ["".join(_ANY if differs else text for text, differs, _language in parts) for parts in said]
    asked = next((text for text in heard if text.endswith("か。")), "")
    return asked if 0 < columns(asked) <= _LONGEST else excerpt(next(iter(heard), ""), _LONGEST)


def page(tables: Sequence[Table], names: SiteNames, month: datetime, as_known: datetime, language: str = "ja") -> str:
    """Return the page of *tables* for *month*, as it was known at *as_known*, in *language*."""
    with using_language(language):
        return _page(tables, names, month, as_known)


def _page(tables: Sequence[Table], names: SiteNames, month: datetime, as_known: datetime) -> str:
    by_name = {table.name: table for table in tables}
    own = environment(__package__)
    own.globals |= {"aside": _aside, "columns": columns}
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return own.get_template("report.html").render(
        css=static(__package__, "report.css"),
        language=current_language(),
        texts=texts,
        names=names,
        month=f"{month:%Y-%m}",
        period=_("{first} to {last}, Japan time").format(first=f"{month:%Y-%m-%d}", last=f"{last:%Y-%m-%d}"),
        made=_("as known on {at}").format(at=f"{as_known:%Y-%m-%d %H:%M}"),
        days=last.day,
        tables=for_site(tables, names),
        named=partial(read_cell, names),
        label=read_label,
        key_figures=_key_figures(by_name),
        week=WEEK,
        all=ALL,
        beside=_BESIDE,
        **_charts(by_name, names),
    )


def _charts(tables: Mapping[str, Table], names: SiteNames) -> dict[str, Any]:
    """Return the data of the page's charts."""
    areas = tables["areas"]
    calls, connected = _by_area(areas)
    shares = {area: 100 * connected[area] / number for area, number in calls.items()}
    named = partial(read_cell, names)
    return {
        "total": charts.sums(areas)[ALL],
        "outcomes": charts.segments(areas) if areas.rows[-1][-1] else (),
        "maps": (
            (_("Calls by prefecture"), tiles.tiles(calls), tiles.bounds(calls), ""),
            (
                _("Connected, in percent of the calls of each prefecture"),
                tiles.tiles(shares, "%"),
                tiles.bounds(shares),
                "%",
            ),
        )
        if tiles.covers(calls)
        else (),
        "map_size": (tiles.WIDTH, tiles.HEIGHT, tiles.SIZE),
        "found": {
            name: charts.bars(
                {named(tables[name], 0, row): many for row, many in charts.by_row(tables[name]).items()}, _aside
            )
            for name in ("place_by", "service_by")
        },
        "left": charts.bars({read_label(name): one for name, one in charts.by_seconds(tables["left"]).items()}, _aside),
        "spreads": charts.spreads(tables["ways"]),
        "squares": charts.squares(tables["hours"]),
        "gaps": charts.gaps(tables["gaps"]),
        "silent": tuple(_silent(names, *one) for one in charts.silent(tables["offices"])),
    }


def _aside(text: str) -> str:
    return _(" ({text})").format(text=text)


def read_label(code: str) -> str:
    """Return the name of a column: a word of ours, a number of seconds, or what the site calls it."""
    if code.startswith("<"):
        return _("under {seconds} s").format(seconds=code[1:])
    if code.endswith("+"):
        return _("{seconds} s or more").format(seconds=code[:-1])
    return _(texts.LABELS[code]) if code in texts.LABELS else code


def _silent(names: SiteNames, office: str, rung: int, in_vain: int) -> charts.Bar:
    share = in_vain / rung
    note = _("never reached ({rings} rings)") if in_vain == rung else _("{share} % of {rings} not reached")
    text = note.format(share=round(100 * share), rings=rung)
    return charts.Bar(names.offices.get(office, office), share, text, "dead" if share == 1 else "")


def _by_area(areas: Table) -> tuple[Counter[str], Counter[str]]:
    """Return the number of calls for each area that was found, and how many of them were connected."""
    calls, connected = Counter[str](), Counter[str]()
    for row in areas.rows[:-1]:
        cells = areas.by_column(row)
        if (area := str(row[0])) != NONE:
            calls[area] += int(cells[ALL])
            connected[area] += int(cells.get("connected", 0))
    return calls, connected


def _key_figures(tables: Mapping[str, Table]) -> tuple[tuple[str, str, str], ...]:
    """Return the figures at the top: name, value, and share."""
    counts = charts.sums(tables["areas"])
    total = counts[ALL]
    ringing, gaps = tables["ringing"], tables["gaps"]
    counted = {
        "connected": counts.get("connected", 0),
        "unanswered": sum(counts.get(name, 0) for name in _UNANSWERED),
        "gone": sum(counts.get(name, 0) for name in _GONE),
    }
    return (
        ("calls", f"{total:,}", ""),
        *((what, f"{number:,}", f"{100 * number / total:.0f}%" if total else "") for what, number in counted.items()),
        ("median", str(ringing.by_column(ringing.rows[-1])["median"]) if ringing.rows else NONE, ""),
        ("gap", f"{gaps.by_column(gaps.rows[-1])['minutes']:,}", ""),
    )


def read_cell(names: SiteNames, table: Table, column: int, cell: Cell) -> str:
    """Return *cell* of *table* as people read it: a head's name, or a figure with separated thousands."""
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:.1f}"
    if not cell:
        return ""
    of = table.columns[column]
    if cell in (ALL, NONE):
        otherwise = texts.UNKNOWN if cell == NONE else {}
        return _(otherwise.get(of, texts.LABELS[cell])) if column < len(table.heads) else cell
    if of in texts.LABELLED:
        return _(texts.LABELS.get(cell, cell))
    names_of = {"service": names.services, "office": names.offices, "area": names.areas}.get(of, {})
    return names_of.get(cell) or {"area": tiles.name, "number": national}.get(of, str)(cell)
