"""The table of calls as small as a page can carry it: states that nobody can tell apart become one."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from ivr.call import Ask, Call, Ring
from ivr.call.nodes import Listen

from . import wording
from .answers import keys
from .table import Result, Row, Table

Shown = tuple[Hashable, ...]


def packed(table: Table) -> dict[str, Any]:
    """Return the table as plain values for the page's script.

    ``views`` are what a state shows: [node, how it waits, keys with labels]; ``outs`` what an answer brings: [texts,
    rings, whisper, known, asked, refused]; ``states`` are [view, row, rows elsewhere], where a row is a list of
    answer, state and out by turns. Texts and names of answers are numbers of ``texts`` and ``answers``.
    """
    blocks = _blocks(table)
    texts, outs, views, names = _Pool(), _Pool(), _Pool(), _Pool()
    firsts = {block: call for call, block in reversed(blocks.items())}

    def out(result: Result) -> int:
        said = tuple(texts.number(text) for text in result.said)
        return outs.number((said, *_brought(result)[1:]))

    def row(cells: Row) -> list[int]:
        return [
            number
            for name, result in cells.items()
            for number in (names.number(name), blocks[result.state], out(result))
        ]

    states = []
    for call in (firsts[block] for block in range(len(firsts))):
        elsewhere = {name: row(cells) for name, cells in table.elsewhere[call].items() if cells}
        states.append([views.number(_view(table, call)), row(table.rows[call]), *([elsewhere] if elsewhere else [])])
    start = [blocks[table.start.state], out(table.start)]
    return {
        "start": start,
        "states": states,
        "views": list(views),
        "outs": list(outs),
        "texts": list(texts),
        "answers": list(names),
        "worlds": {name: wording.WORLDS[name] for name in table.worlds},
    }


class _Pool:
    """Number values in the order in which they are first seen."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._numbers)


def _blocks(table: Table) -> dict[Call, int]:
    """Give two states the same number where every series of answers brings the same to both."""
    rows = {
        call: [(world, name, result) for world, row in _all(table, call) for name, result in row.items()]
        for call in table.rows
    }
    alike: dict[Call, Hashable] = {
        call: (_view(table, call), tuple((world, name, _brought(result)) for world, name, result in row))
        for call, row in rows.items()
    }
    blocks, count = _numbered(alike), 0
    while count != (count := len(set(blocks.values()))):
        blocks = _numbered(
            {call: (blocks[call], *(blocks[result.state] for _, _, result in row)) for call, row in rows.items()}
        )
    return blocks


def _all(table: Table, call: Call) -> Iterable[tuple[str, Row]]:
    return [("", table.rows[call]), *table.elsewhere[call].items()]


def _numbered(alike: dict[Call, Hashable]) -> dict[Call, int]:
    pool = _Pool()
    return {call: pool.number(what) for call, what in alike.items()}


def _brought(result: Result) -> Shown:
    return (result.said, result.rings, result.whisper, result.known, result.asked, result.refused)


def _view(table: Table, call: Call) -> Shown:
    """Return what a state shows: its node, what it waits for, the service that the call knows, its keys with labels."""
    services = table.plan.directory.services
    service = call.slot("service") or (next(iter(services)) if len(services) == 1 else "")
    return (call.node, _waits(table, call), service, tuple(keys(table.plan, call)))


def _waits(table: Table, call: Call) -> str:
    match table.last[call]:
        case Ring():
            return "ring"
        case Ask() if isinstance(table.plan.node(call.node), Listen):
            return "listen"
        case Ask(speech=speech):
            return "ask" if speech else "keys"
        case _:
            return "end"
