"""Report on the calls that were played, as text and as data."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ivr.columns import padded
from ivr.simulator import as_line
from ivr.translation import _, ngettext

from .cover import Coverage
from .play_scripts import ScriptResult

_FEW = 12
"""Names of a row that people are shown; programs get all."""


def as_text(played: Sequence[ScriptResult], table: Iterable[Coverage]) -> Iterator[str]:
    """Yield the report as text: each call that failed, then the coverage."""
    for one in played:
        if one.problems:
            yield story(one)
            yield ""
    wrong = sum(not one.passed for one in played)
    calls = ngettext("{count} call", "{count} calls", len(played)).format(count=len(played))
    message = _("{calls}, {wrong} of them not as expected") if wrong else _("{calls}, all as expected")
    yield message.format(calls=calls, wrong=wrong)
    for row in table:
        yield _("  {row} {reached:>3} of {possible:<3} {share:>3} %").format(
            row=padded(_(row.name), 9), reached=len(row.reached), possible=len(row.possible), share=int(row.share)
        )
        yield from _missing(row)


def story(played: ScriptResult) -> str:
    """Return where a call failed, and its transcript up to there."""
    problems = "\n".join(map(str, played.problems))
    if played.passed or not played.call or not played.file.script:
        return problems
    return f"{problems}\n\n{played.file.script.call}\n{played.call}"


def as_data(played: Iterable[ScriptResult], table: Iterable[Coverage]) -> dict[str, Any]:
    """Return the report as data for one JSON object."""
    return {
        "calls": [_call(one) for one in played],
        "reached": {
            row.name: {"reached": len(row.reached), "possible": len(row.possible), "missing": row.missing}
            for row in table
        },
    }


def _missing(row: Coverage) -> Iterator[str]:
    if not row.missing:
        return
    more = len(row.missing) - _FEW
    names = ", ".join(row.missing[:_FEW]) + (_(" and {more} more").format(more=more) if more > 0 else "")
    yield textwrap.fill(
        _("not reached: {names}").format(names=names), 110, initial_indent=" " * 6, subsequent_indent=" " * 8
    )


def _call(result: ScriptResult) -> dict[str, Any]:
    return {
        "path": result.file.document.path,
        "call": result.file.script.call if result.file.script else None,
        "passed": result.passed,
        "problems": [{key: it for key, it in one.as_data().items() if key != "path"} for one in result.problems],
        "transcript": [as_line(event) for event in result.call.transcript] if result.call else [],
    }
