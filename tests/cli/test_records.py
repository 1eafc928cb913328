"""`ivr records`: requests that cannot be meant."""

import pytest
from click.testing import CliRunner

from ivr.cli.records import records

NO_DAY = "expected 2026-11-28 or the like, in the years 2000 to 2999, found {}"
NO_MONTH = "expected 2026-11 or the like, in the years 2000 to 2999, found {}"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("export", "--from", "28.11.2026"), NO_DAY.format("28.11.2026")),
        (("export", "--to", "9999-12-31"), NO_DAY.format("9999-12-31")),
        (
            ("export", "--from", "2026-11-05", "--to", "2026-11-02"),
            "--from 2026-11-05 is later than --to 2026-11-02: there is no day between them.",
        ),
        (("report", "--month", "2026-13"), NO_MONTH.format("2026-13")),
        (("report", "--month", "2026-11-28"), NO_MONTH.format("2026-11-28")),
        (("report", "--month", "2026-11", "--csv", "--html", "a.html"), "--html, --csv and --json exclude each other."),
        (("report", "--month", "2999-12"), "2999-12 has not come yet: in Japan it is "),
        (("reconcile", "--day", "2026-02-30"), NO_DAY.format("2026-02-30")),
        (("reconcile", "--day", "9999-12-31"), NO_DAY.format("9999-12-31")),
        (("reconcile", "--day", "2999-12-31"), "2999-12-31 has not come yet: in Japan it is "),
        (("purge", "--before", "0001-01-01"), NO_DAY.format("0001-01-01")),
        (("purge", "--before", "2999-01-01"), "2999-01-01 has not come yet: in Japan it is "),
    ],
)
def test_days_and_months_that_cannot_be_meant_are_reported(arguments: tuple[str, ...], complaint: str) -> None:
    refused = CliRunner().invoke(records, arguments, env={"LANG": "C"})
    assert refused.exit_code == 2
    assert complaint in refused.stderr
