"""`ivr call`: a telephone in the terminal, to this site's service or to any other TwiML service."""

import logging
import sys
from datetime import datetime
from pathlib import Path

import click

from ivr.callscript import wrong_number
from ivr.simulator.carrier import CALLED, CALLER
from ivr.testcall import PlayedCall, dial, save
from ivr.translation import _
from ivr.web.log import configure_log

from .days import MINUTE
from .live_transcript import JsonFormatter, LiveTranscript, TextFormatter
from .options import NewFile, chosen_site_option, json_option, writing
from .piped_answers import Answers, LineReader
from .terminal import Terminal
from .url_option import target_of, url_option

Person = Terminal | Answers
"""What plays the caller and the called desks."""


def _number(_context: click.Context, parameter: click.Parameter, number: str) -> str:
    if wrong := wrong_number(number, anonymous=parameter.name == "caller"):
        raise click.BadParameter(wrong)
    return number


@click.command()
@chosen_site_option
@url_option
@click.option(
    "--from",
    "caller",
    default=CALLER,
    show_default=True,
    callback=_number,
    help="Call from this number, from anonymous, or from a sip: address.",
)
@click.option("--to", "called", default=CALLED, show_default=True, callback=_number, help="Call this number.")
@click.option(
    "--at",
    type=MINUTE,
    metavar='"DAY TIME"',
    help="Place the call at this local time, as 2026-05-07 10:00 (default: a Monday at 10:00).",
)
@click.option(
    "--save",
    "file",
    type=NewFile(makes_folder=True),
    metavar="FILE",
    help="Write the call to FILE (NAME.call.yaml) as a script, which `ivr test` plays.",
)
@json_option
def call(
    *,
    site: Path | None,
    url: str | None,
    caller: str,
    called: str,
    at: datetime | None,
    file: Path | None,
    as_json: bool,
) -> None:
    """Call the hotline, or another service, from the terminal.

    The call shows what is said and when, and which office rings. Answer each question with keys (0-9, # and *), with
    what you say, or with an empty line for silence; ? shows help. While a telephone rings, Enter answers it.

    Without a terminal each line of standard input is one answer, read when it is needed: !busy, !no-answer, !failed,
    !canceled and !answer say how the next telephone behaves, !hangup hangs up, and after the last line the caller is
    silent. With --json each event is printed at once, as one JSON object a line. The exit code is 1 if the carrier
    reports an error.
    """
    if url and at:
        raise click.UsageError(_("--at has no effect with --url: that service goes by its own clock."))
    configure_log(logging.ERROR)
    target = target_of(url, site)
    person = _person(as_json=as_json)
    numbers = caller, called
    at = at and at.replace(tzinfo=None)  # as in a script
    played = dial(target, target.carrier(), numbers, at)
    if target.directory and target.directory.name and not as_json:
        click.echo(target.directory.name)
    live = LiveTranscript(played.call, JsonFormatter() if as_json else TextFormatter(target))
    try:
        conduct(played, person, live)
    finally:  # what was played before a Ctrl-C is saved too
        if file:
            title = file.name.removesuffix(".yaml").removesuffix(".call")
            with writing(file):
                file.parent.mkdir(exist_ok=True)
                save(file, title, played.call, target.printed, at)
    failed = any(warning.level == "error" for warning in played.warnings)
    click.get_current_context().exit(1 if failed else 0)


def _person(*, as_json: bool) -> Person:
    if sys.stdin is not None and sys.stdin.isatty() and not as_json:
        return Terminal()
    return Answers(LineReader(sys.stdin.fileno() if sys.stdin else None))


def conduct(played: PlayedCall, person: Person, live: LiveTranscript) -> None:
    """Play the call to its end, telling at every moment what has happened up to it."""
    while True:
        for line in live.news():
            click.echo(line)  # flushes
        if played.is_over:
            return
        if played.ringing:
            _let_ring(played, person)
        elif played.is_asked:
            played.take(person.answer(played.desks))
        else:
            played.hear_on()


def _let_ring(played: PlayedCall, person: Person) -> None:
    """Make each telephone that rings behave as *person* says, unless that was said before."""
    for _number in played.ringing[len(played.desks) :]:
        ends = person.ring()
        if ends is None:
            played.hang_up()
            return
        played.desks.expect(ends)
    played.let_ring()
