"""What the log holds."""

import json

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
