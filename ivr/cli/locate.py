"""`ivr locate`: the place that a text names, as text or as one JSON object a line."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from ivr.call import Plan
from ivr.columns import columns, padded
from ivr.places import Explained, Gazetteer, Masks, codes_of, explain, explain_area, explain_postal
from ivr.site import load
from ivr.translation import N_, _

from .options import in_json, refuse, site_option

language_option = click.option(
    "--language", metavar="LANGUAGE", help="Interpret TEXT in this language of the site (default: its first language)."
)


form_option = click.option(
    "--json/--text",
    "as_json",
    default=lambda: not sys.stdout.isatty(),
    help="Print JSON, or text for people (default: text on a terminal, JSON elsewhere).",
)
OUTCOMES = {
    "certain": N_("certain"),
    "probable": N_("probable"),
    "ambiguous": N_("one of several"),
    "beyond": N_("outside the areas, or several of them"),
    "unknown": N_("not understood"),
}
"""The words for how sure a place or a meaning is."""


@click.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option(
    "--by",
    type=click.Choice(["speech", "postal", "number"]),
    default="speech",
    help="Read TEXT as an answer in words (speech), as a postal code, keyed or spoken (postal), or as a telephone "
    "number +81… (number).",
    show_default=True,
)
@language_option
@click.option("--explain", "why", is_flag=True, help="Also print the rule that decided.")
@site_option
@form_option
def locate(texts: tuple[str, ...], by: str, language: str | None, site: Path, *, why: bool, as_json: bool) -> None:
    """Print in which prefecture or area TEXT says the caller is.

    Without TEXT, each line of standard input is read. JSON is one object a line: text; outcome (certain,
    probable, ambiguous, beyond or unknown; beyond is a place that lies in no area of the site, or holds several);
    prefectures, or the site's areas, by their full names and the likeliest first; and heard, the part of
    the text that names the place, in normal form. The exit code is 1 if the site has problems with its places.
    """
    given = texts_given(texts)
    looked_up = load(site)
    if looked_up.places is None:
        refuse(looked_up.problems)
    plan = understood_in(looked_up.plan, language) if looked_up.plan else None
    spoken, no_places = (plan.language, plan.no_places) if plan else (looked_up.language, Masks())
    for text in given:
        explained = _located(looked_up.places, text, by, spoken, no_places)
        row = _as_data(looked_up.places, text, explained, why=why)
        click.echo(in_json(row, line=True) if as_json else in_rows(text, _rows(row)))


def _rows(row: Mapping[str, str | list[str]]) -> list[tuple[str, str]]:
    """Return what was found, each value with its name."""
    areas, rule = row["prefectures"], str(row.get("rule", ""))
    return [
        (_("place"), _(", ").join(areas) or _("none found")),
        (_("certainty"), _(OUTCOMES[str(row["outcome"])])),
        (_("words for it"), str(row["heard"])),
        (_("because"), _(rule)),
    ]


def in_rows(text: str, rows: Sequence[tuple[str, str]]) -> str:
    """Return *text* and, below it, the rows that have a value, with their names in one column."""
    width = max(columns(name) for name, _value in rows) + 2
    lines = [f"  {padded(name, width)}{value}" for name, value in rows if value]
    return "\n".join((_("“{text}”").format(text=printable(text)), *lines))


def understood_in(plan: Plan, language: str | None) -> Plan:
    """Return *plan* in *language* (None: the first one). Raises BadParameter if speech in it is not understood."""
    if language is None:
        return plan
    heard = [one for one in plan.languages if plan.speaks(one).recogniser]
    if language not in heard:
        message = _("speech is not recognised in {language}, only in {heard}")
        raise click.BadParameter(message.format(language=language, heard=", ".join(heard)), param_hint="--language")
    return plan.speaks(language)


def _located(places: Gazetteer, text: str, by: str, language: str, no_places: Masks) -> Explained:
    match by:
        case "postal":
            return explain_postal(places, text)
        case "number":
            return explain_area(places, text)
        case _:
            return explain(places, text, no_places=no_places, language=language)


def texts_given(texts: tuple[str, ...]) -> Iterable[str]:
    """Return the *texts* that a command is given, else the lines of its input. Raises UsageError if it has none."""
    if not texts and (sys.stdin is None or sys.stdin.isatty()):
        raise click.UsageError(_("give TEXT, or lines on standard input"))
    return texts or _lines()


def _lines() -> Iterator[str]:
    """Yield the lines of standard input; a byte order mark is dropped, and what is not UTF-8 replaced."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


def _as_data(places: Gazetteer, text: str, explained: Explained, *, why: bool) -> dict[str, str | list[str]]:
    areas = (places.area_of(code) for code in codes_of(explained.outcome))
    prefectures = dict.fromkeys(places.name(code) for code in areas if code)
    data: dict[str, str | list[str]] = {
        "text": printable(text),
        "outcome": type(explained.outcome).__name__.lower(),
        "prefectures": list(prefectures),
        "heard": printable(explained.outcome.heard),
    }
    return data | {"rule": str(explained.rule)} if why else data


def printable(text: str) -> str:
    """Replace what cannot be written as UTF-8: surrogates from an argument in another encoding."""
    return text.encode("utf-8", "replace").decode("utf-8")
