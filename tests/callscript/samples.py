"""A script with something of everything, and how scripts are read in tests."""

from textwrap import dedent

from ivr.callscript import ScriptFile, Step, read_script
from ivr.strict_yaml import read

WHOLE = """\
# what it shows
call: 愛知県のセンターへ # a title
caller: "+819012345678"
called: "+815012345678"
at: 2026-05-07 10:00
world: [closed, over_limit]
warnings: [12200]
steps:
  - hears: 経営相談の、電話案内です。
  - says: 愛知県です
  # who rings
  - rings: 052-223-6953
    ends: busy
    by: 30
  - hears: [お話し中でした, 番号]

  - presses: "2"
"""


def script(text: str) -> ScriptFile:
    return read_script(read(dedent(text), "a.call.yaml"))


def steps(text: str) -> tuple[Step, ...]:
    """Read *text*, the lines below ``steps:``."""
    file = script("call: 試し\nsteps:\n" + dedent(text))
    assert file.problems == ()
    assert file.script
    return file.script.steps


def problems(text: str) -> list[str]:
    return [str(problem) for problem in script(text).problems]
