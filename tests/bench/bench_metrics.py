"""What measuring costs: `python -m tests.bench.bench_metrics [ROUNDS [TIMES]]`.

Signed webhooks of one call go through the application in this process, by turns with its sums as they are and with a
table that adds nothing, in short rounds. The ratio is the median of the rounds', by the processor's seconds.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from ivr.settings import Settings
from ivr.web import create_app, measures
from ivr.web.call_records import RECORDER
from ivr.web.series import SUMS, Series
from tests.web.telephone import TOKEN, Telephone

from .figures import Figure, show

MOST = 1.05
"""Goal: what a webhook with metrics may cost, of one without."""
PUBLIC_URL = "http://127.0.0.1"


class _Nothing(Series):
    """A table that adds nothing."""

    def add(self, name: tuple[str, ...], by: float = 1.0) -> None:
        """Add nothing."""


def call(line: Telephone) -> None:
    """Make a call of four webhooks that ends with a busy office."""
    answer = line.post("/voice")
    answer = line.post(answer.next, SpeechResult="愛知県の経営改善支援センターです")
    answer = line.post(answer.next)
    line.post(answer.next, DialCallStatus="busy")


def worked(line: Telephone, times: int) -> float:
    """Return the seconds of the processor that so many calls take."""
    begun = time.process_time()
    for _ in range(times):
        call(line)
    return time.process_time() - begun


def ratios(app: Flask, rounds: int, times: int) -> Iterator[float]:
    """Yield what webhooks with metrics took, of what they took without, by rounds."""
    line, tables = Telephone(app, public_url=PUBLIC_URL), (SUMS, _Nothing(most=1))
    for turn in range(rounds + 1):
        taken = {}
        for at in (0, 1) if turn % 2 else (1, 0):
            measures.SUMS = tables[at]  # type: ignore[attr-defined]  # where webhooks find it
            taken[at] = worked(line, times)
        if turn:  # the first round warms up
            yield taken[0] / taken[1]
    measures.SUMS = SUMS  # type: ignore[attr-defined]  # as it was


def figures(rounds: int = 20, times: int = 25) -> Iterator[Figure]:
    """Yield what is measured."""
    with TemporaryDirectory() as folder:
        settings = Settings(tokens=(TOKEN,), public_url=PUBLIC_URL, var=Path(folder), records=True, hash_key="x")
        app = create_app(settings)
        yield Figure("a webhook with metrics against one without", median(ratios(app, rounds, times)), MOST, "x")
        app.extensions[RECORDER].journal.close()


if __name__ == "__main__":
    sys.exit(show(figures(*map(int, sys.argv[1:]))))
