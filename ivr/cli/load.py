"""`ivr load`: whole calls at a steady rate to a running service, and how quickly and correctly it answers them."""

import logging
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from ivr.load import (
    MOST_A_SECOND,
    MOST_SECONDS,
    Demand,
    Load,
    as_data,
    as_text,
    first_call,
    load_target,
    metrics_of,
    scenarios,
    stranger,
)
from ivr.settings import VOICE_PATH, StartupError
from ivr.testcall import Target
from ivr.translation import _
from ivr.web.log import configure_log

from . import INTERRUPTED
from .options import in_json, json_option, site_option
from .output import counted


@click.command()
@click.argument("url", default=f"http://127.0.0.1:8000{VOICE_PATH}")
@site_option
@click.option(
    "--rate",
    default=5.0,
    show_default=True,
    type=click.FloatRange(0, MOST_A_SECOND, min_open=True),
    help="Start this many calls a second.",
)
@click.option(
    "--seconds",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0, MOST_SECONDS, min_open=True),
    help="Start calls for this many seconds; each one is played to its end.",
)
@click.option(
    "--pace",
    default=1.0,
    show_default=True,
    type=click.FloatRange(1, 60),
    help="Let callers listen, think and answer this many times as fast as real people.",
)
@click.option("--force", is_flag=True, help="Call a service even if it is not on this machine.")
@json_option
def load(url: str, *, site: Path, rate: float, seconds: float, pace: float, force: bool, as_json: bool) -> None:
    """Load-test a running service with many complete calls at once.

    URL is its voice URL (default: http://127.0.0.1:8000/voice). The callers ask for every office of the site in turn,
    by one sentence, by two answers and by keypad, and take their time to listen and to think. Requests are signed with
    TWILIO_AUTH_TOKEN, and marked as rehearsals, which our service leaves out of its counts; no telephone rings. Ctrl-C
    ends the calls and prints the figures so far. The exit code is 0 if every call rang the right office in the right
    way, 130 after Ctrl-C, and otherwise 1.
    """
    _refuse_foreign_host(url, force=force)
    configure_log(logging.ERROR)
    with ExitStack() as opened:
        try:
            demand = Demand(rate, seconds, pace)
            target = opened.enter_context(load_target(url, site))
        except ValueError as mistake:
            raise click.UsageError(str(mistake)) from None
        running = _run(target, demand)
    metrics = metrics_of(running)
    click.echo(in_json(as_data(metrics)) if as_json else as_text(metrics))
    click.get_current_context().exit(INTERRUPTED if running.broken_off else 0 if metrics.fine else 1)


def _refuse_foreign_host(url: str, *, force: bool) -> None:
    host = stranger(url)
    if host and not force:
        raise click.UsageError(
            _(
                "{host} is not this machine, so nothing was sent to it. On a public line real callers would have to "
                "wait behind these calls, and its operator may not have agreed to them. --force makes the calls "
                "anyway."
            ).format(host=host)
        )


def _run(target: Target, demand: Demand) -> Load:
    """Make one call to try, then all of them. Raises StartupError if there are none, or the first one fails."""
    assert target.site
    assert target.site.plan
    all_scenarios = scenarios(target.site.plan)
    if not all_scenarios:
        raise StartupError(_("No load was generated: no route of the site leads to the office of a prefecture."))
    if wrong := first_call(target, all_scenarios[0]):
        raise StartupError(
            _("No load was generated, because a first single call went wrong: {wrong}").format(wrong=wrong)
        )
    running = Load(target, all_scenarios, demand)
    with _interrupted(running), counted(running.run(), _("calls"), 2 * demand.calls) as news:
        deque(news, maxlen=0)
    return running


@contextmanager
def _interrupted(running: Load) -> Iterator[None]:
    """Make Ctrl-C end the calls of *running* instead of this program."""
    before = signal.signal(signal.SIGINT, lambda *_signal: running.break_off())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
