"""`ivr hear`: what an answer means at a question, as text or as one JSON object a line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import click

from ivr.call import Plan
from ivr.clock import now
from ivr.testing.hear import hear as heard
from ivr.testing.missed_answers import ranked
from ivr.testing.questions import ALIASES, UnknownQuestionError, UnknownStateError, call_at
from ivr.translation import _

from .locate import OUTCOMES, form_option, in_rows, language_option, printable, texts_given, understood_in
from .options import in_json, plan_of, site_option


@click.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option(
    "--at",
    metavar="QUESTION",
    help=f"Take TEXT as the answer to this question: {', '.join(ALIASES)}, or a node's name (default: {ALIASES[0]}).",
)
@click.option(
    "--state",
    default="",
    metavar="QUERY",
    help="Start from a call in this state, written as the query string of a webhook, such as "
    "service=council&prefecture=22.",
)
@language_option
@click.option("--missed", is_flag=True, help="List what callers said that was not understood (IVR_MISSED_ANSWERS).")
@click.option("--explain", "why", is_flag=True, help="Also name the words that decided.")
@site_option
@form_option
def hear(
    texts: tuple[str, ...],
    *,
    at: str | None,
    state: str,
    language: str | None,
    missed: bool,
    why: bool,
    site: Path,
    as_json: bool,
) -> None:
    """Print what an answer means and what the caller hears next.

    Each TEXT is said at the question --at. Without TEXT, each line of standard input is read. JSON is one object a
    line: text; at; meaning (a service, a word list, either, question:NAME, place, or nothing); outcome
    (certain, probable, ambiguous or unknown); service; area (JIS code), prefecture and key, if one was named;
    leads_to, the node that then waits, or ring:NUMBER; says, the next words; and why, with --explain.

    At prefecture, postal, yes_no (which asks about 岡山県) and read_back (which names 静岡県) the call has chosen the
    first service; at not_reached the office of the last service in 静岡県 was busy. At read_back and not_reached,
    questions of the site's own have their first answer. The exit code is 1 if the site has problems.

    --missed lists the answers that a service with IVR_MISSED_ANSWERS=1 did not understand in the last 30 days, the most
    frequent first. The fields are times; at; text; meaning and outcome, as they would be now; and nearest, example and
    likeness (0 to 1), for the most similar example in data/meanings.yaml.
    """
    if missed and (texts or state or language or why or at is not None):
        raise click.UsageError(_("--missed lists what callers said: it takes no TEXT, and no option about one"))
    at = ALIASES[0] if at is None else at
    given = () if missed else texts_given(texts)
    plan = plan_of(site)
    if missed:
        _list_missed(plan, as_json=as_json)
        return
    plan = understood_in(plan, language)
    try:
        call = call_at(plan, at, parse_qsl(state.removeprefix("?"), keep_blank_values=True))
    except UnknownQuestionError as mistake:
        raise click.BadParameter(str(mistake), param_hint="--at") from None
    except UnknownStateError as mistake:
        raise click.BadParameter(str(mistake), param_hint="--state") from None
    for text in given:
        with _circle_in_words():
            row = heard(plan, call, at, printable(text))[0].as_data(why=why)
        click.echo(in_json(row, line=True) if as_json else in_rows(text, _rows(row)))


@contextmanager
def _circle_in_words() -> Iterator[None]:
    """Refuse a flow, which nobody has checked yet, in which an answer leads round and round."""
    try:
        yield
    except RecursionError as circle:
        raise click.ClickException(str(circle)) from None


def _rows(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what the answer means and what comes next, each value with its name."""
    return [
        (_("meaning"), row["meaning"]),
        (_("certainty"), _(OUTCOMES[row["outcome"]])),
        (_("service"), row["service"] or ""),
        (_("prefecture"), row["prefecture"] or ""),
        (_("code of the place"), row["area"] or ""),
        (_("key named"), row["key"] or ""),
        (_("because"), row["why"] or ""),
        (_("leads to"), row["leads_to"]),
        (_("says next"), row["says"]),
    ]


def _list_missed(plan: Plan, *, as_json: bool) -> None:
    """Print the answers on record that were not understood."""
    from ivr.records.export import missed_answers  # noqa: PLC0415 - a database is opened for this alone

    from .records_database import reading  # noqa: PLC0415

    with reading() as engine:
        answers = missed_answers(engine, now())
    with _circle_in_words():
        for row in ranked(plan, answers):
            click.echo(in_json(row, line=True) if as_json else in_rows(str(row["text"]), _missed_rows(row)))


def _missed_rows(row: dict[str, Any]) -> list[tuple[str, str]]:
    like = _("{meaning}, as in “{example}” ({likeness})").format_map(row | {"meaning": row["nearest"]})
    return [
        (_("times said"), str(row["times"])),
        (_("question"), row["at"]),
        (_("meaning"), row["meaning"] or ""),
        (_("certainty"), _(OUTCOMES.get(row["outcome"], ""))),
        (_("most similar"), like if row["nearest"] else ""),
    ]
