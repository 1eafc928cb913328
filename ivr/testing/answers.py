"""Tables of answers as tests, ``tests/heard/*.tsv`` or ``*.csv``: what callers said, and what they meant."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from ivr.call import Plan
from ivr.call.interpret import region
from ivr.call.nodes import AskPlace
from ivr.heard.utterance import plain
from ivr.meaning import EITHER, NOTHING
from ivr.site import Problem
from ivr.site.spreadsheet import OpenQuoteError, csv_lines, csv_text
from ivr.strict_yaml.decoding import EncodingError, decoded
from ivr.strict_yaml.messages import absent, meant, suggested
from ivr.translation import N_, _, ngettext

from .questions import UnknownQuestionError, call_at

SUFFIXES = (".tsv", ".csv")
"""How tables may end: with tabs, or as a spreadsheet program saves them, with commas."""
COLUMNS = ("text", "at", "meaning", "place")
_WRITTEN = COLUMNS[:3]
"""The columns in which every answer has something."""
OTHER, PLACE = "other", "place"
"""Meanings of a table beside those of a site: whatever fills no slot and rings nobody; a place without more."""

_TABLE = "table"
_TWICE = N_('two columns are called "{name}"; leave one out, or call it something else')
_NO_COLUMN = N_("the first line has no column {missing}; columns have a tab between them (in .csv: a comma)")


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """One answer of a table: *text*, said *at* a question, has a *meaning* and names a *place* ("" for none).

    *place* is the full name of a prefecture, or of a region of the keypad's menu. *path* and *line* say where the
    answer is written.
    """

    path: str
    line: int
    text: str
    at: str
    meaning: str
    place: str = ""
    starts: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Where the columns begin in the line, from 1."""

    def wrong(self, column: str, message: str) -> Problem:
        """Return a problem in the *column* of this line."""
        return Problem(self.path, self.line, self.starts.get(column, 1), message, _TABLE)


def read_answers(plan: Plan, file: Path, path: str) -> tuple[tuple[WrittenAnswer, ...], tuple[Problem, ...]]:
    """Read the table *file*, which problems call *path*: its answers, and the names in it that this site lacks."""
    plan = plan_for_table(plan, path)
    try:
        lines = _lines(file)
        _first, head = next(lines, (1, [""]))
        names = [name.strip().lower() for name in head]  # a spreadsheet program may begin them with a capital
        if missing := [name for name in COLUMNS if name not in names]:
            return (), (Problem(path, 1, 1, _(_NO_COLUMN).format(missing=", ".join(missing)), _TABLE),)
        if double := [name for name in COLUMNS if names.count(name) > 1]:
            return (), (Problem(path, 1, 1, _(_TWICE).format(name=double[0]), _TABLE),)
        rows = {number: cells for number, cells in lines if any(cell.strip() for cell in cells)}
    except OpenQuoteError as error:
        return (), (Problem(path, error.line, 1, error.why, _TABLE),)
    except ValueError as error:
        line = error.line if isinstance(error, EncodingError) else 1
        return (), (Problem(path, line, 1, str(error), _TABLE),)
    least = max(names.index(name) for name in _WRITTEN) + 1
    torn = [number for number, cells in rows.items() if any(cells[len(names) :]) or len(cells) < least]
    answers = tuple(_answer(names, cells, path, number) for number, cells in rows.items() if number not in torn)
    problems = (Problem(path, number, 1, _torn(len(rows[number])), _TABLE) for number in torn)
    return answers, tuple(sorted((*problems, *_problems(plan, answers))))


def _lines(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table, each with its number and its cells. Raises ValueError if it is none."""
    content = file.read_bytes()
    if file.suffix.lower() == ".tsv":
        yield from ((number, line.split("\t")) for number, line in enumerate(decoded(content).splitlines(), 1))
    else:
        yield from csv_lines(csv_text(content))


def _torn(cells: int) -> str:
    message = ngettext(
        "this line has {cells} cell; expected one for each column, with a tab between them (in .csv: a comma)",
        "this line has {cells} cells; expected one for each column, with a tab between them (in .csv: a comma)",
        cells,
    )
    return message.format(cells=cells)


def _answer(names: Sequence[str], cells: Sequence[str], path: str, line: int) -> WrittenAnswer:
    row = dict(zip(names, cells, strict=False))
    widths = map(len, cells if path.lower().endswith(SUFFIXES[0]) else map(_written, cells))
    starts = dict(zip(names, accumulate(widths, lambda at, width: at + width + 1, initial=1), strict=False))
    text, at, meaning, place = (row.get(name, "").strip() for name in COLUMNS)
    return WrittenAnswer(path, line, text, at, meaning, place, starts)


def _written(cell: str) -> str:
    """Return a *cell* as a spreadsheet program writes it in CSV: with quotes where it needs them."""
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if {*cell} & {*',"'} else cell


def plan_for_table(plan: Plan, path: str) -> Plan:
    """Return *plan* in the language of the table *path*: the one that its name begins with (``en-callers.tsv``)."""
    language, hyphen, _rest = Path(path).name.partition("-")
    return plan.speaks(language) if hyphen and language in plan.languages else plan


def _problems(plan: Plan, answers: Collection[WrittenAnswer]) -> Iterator[Problem]:
    """Find what is not written, questions, meanings and places that the site does not have, and answers that differ."""
    meanings = known_meanings(plan)
    unasked = {at: reason for at in {one.at for one in answers} if at and (reason := _unasked(plan, at))}
    first: dict[tuple[str, str], WrittenAnswer] = {}
    for answer in answers:
        if empty := [name for name in _needed(answer) if not getattr(answer, name)]:
            message = _('there is nothing in the column "{name}"').format(name=empty[0])
            yield answer.wrong(empty[0], message)
            continue
        if answer.at in unasked:  # what follows may be in the wrong columns too
            yield answer.wrong("at", unasked[answer.at])
            continue
        same = first.setdefault((answer.text, answer.at), answer) if answer.meaning in meanings else answer
        if (same.meaning, same.place) != (answer.meaning, answer.place):
            message = _("this answer has another meaning, or place, in line {line}; leave one of the two out")
            yield answer.wrong("text", message.format(line=same.line))
        if answer.meaning not in meanings:
            yield answer.wrong(
                "meaning",
                _('there is no meaning "{meaning}"{meant}').format(
                    meaning=answer.meaning, meant=_named(plan, answer.meaning) or meant(answer.meaning, meanings)
                ),
            )
        if answer.place and answer.place not in plan.codes and region_of(plan, answer.place) is None:
            kind = "prefecture" if plan.places.areas.keys() <= plan.places.prefectures.keys() else "area"
            yield answer.wrong("place", absent(kind, answer.place, plan.codes))


def _needed(answer: WrittenAnswer) -> tuple[str, ...]:
    """Return the columns in which an answer has something: a place has a name."""
    return (*_WRITTEN, "place") if answer.meaning == PLACE else _WRITTEN


def _named(plan: Plan, meaning: str) -> str:
    """Suggest the ID of the service that is called so."""
    return suggested(id_ for id_, service in plan.directory.services.items() if service.name == meaning)


def _unasked(plan: Plan, at: str) -> str:
    try:
        call_at(plan, at)
    except UnknownQuestionError as mistake:
        return str(mistake)
    return ""


def known_meanings(plan: Plan) -> tuple[str, ...]:
    """Return what an answer of this site can mean."""
    unnamed = (choice.to for choice in plan.flow.choices if choice.to and not choice.words)
    return tuple(dict.fromkeys((*plan.meanings.by_id, EITHER, NOTHING, PLACE, OTHER, *unnamed)))


def region_of(plan: Plan, name: str) -> int | None:
    """Return the number of the region of the keypad's menu that is called *name*, whole or in part; None for none."""
    return next((number for node in plan.flow.each(AskPlace) if (number := region(plan, node, "", plain(name)))), None)
