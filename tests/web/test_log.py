"""What the log holds."""

import errno
import json
from pathlib import Path

import pytest
import structlog

from ivr.web.log import configure_log, rehearsing


def test_calls_that_are_only_tried_out_leave_no_line_but_what_goes_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    log = structlog.get_logger()
    with rehearsing():
        log.info("step")
        log.error("fault")
    log.info("call ended")

    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["fault", "call ended"]


def test_a_traceback_repeats_nothing_that_a_caller_said(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    said, number = "浜松の山田です", "+818011112222"
    known: dict[str, str] = {}
    try:
        try:
            assert known[said]
        except KeyError as error:
            raise ValueError(number) from error
    except ValueError:
        structlog.get_logger().exception("fault")

    line = capsys.readouterr().err
    assert said not in line
    assert number not in line
    first, second = json.loads(line)["exception"].split("\n\n")
    assert first.endswith("KeyError")
    assert second.endswith("ValueError")


def test_what_is_raised_from_itself_has_one_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    error = OSError(errno.ENOSPC, "no room")
    try:
        raise error from error
    except OSError:
        structlog.get_logger().exception("fault")

    assert json.loads(capsys.readouterr().err)["exception"].count("OSError: no room") == 1


def test_a_traceback_repeats_what_the_system_says(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    configure_log()
    try:
        (tmp_path / "missing").read_bytes()
    except FileNotFoundError:
        structlog.get_logger().exception("fault")
    assert json.loads(capsys.readouterr().err)["exception"].endswith("FileNotFoundError: No such file or directory")
