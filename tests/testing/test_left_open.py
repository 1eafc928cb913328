"""What Twilio's documents leave open, done otherwise than the simulated carrier does it by default."""

from dataclasses import replace

import pytest

from ivr.callscript import read_script_file
from ivr.distribution import shipped
from ivr.testcall import Target
from ivr.testing.play_scripts import play


@pytest.mark.unmeasured
def test_every_call_of_the_hotline_goes_the_same_way(hotline: Target) -> None:
    options = replace(hotline.options, barge_in=True, recogniser=3.0, empty_digits=True)
    otherwise = replace(hotline, options=replace(options, out_of_order=True, action_after_hangup=True))
    played = [play(read_script_file(file), otherwise) for file in sorted((shipped() / "tests/calls").iterdir())]

    assert len(played) > 70
    assert [str(problem) for one in played for problem in one.problems] == []
