"""Explanations of the problems found in scripted calls and in tables of answers."""

from .explanation import Explanation

_CALL = "tests/calls/NAME.call.yaml"
_ANSWERS = "tests/heard/NAME.tsv"

TESTS_OF_CALLS = {
    "differs": Explanation(
        """A scripted call goes as its script says.

The message says what was expected and what happened instead; `ivr test --update` rewrites the expectation.

Refuses: `ivr test` fails.
""",
        _CALL,
        "steps:\n  - says: 愛知県の経営改善支援センターをお願いします\n  - rings: 03-5470-1840\n",
        "steps:\n  - says: 愛知県の経営改善支援センターをお願いします\n  - rings: 052-223-6953\n",
    ),
    "clock": Explanation(
        """The time of a script (`at`) is used only if the service runs in this process.

A service that is called over HTTP has its own clock.

Warns: the call is played at the service's own time.
""",
        _CALL,
        "at: 2026-05-07 20:00\n",
        "",
    ),
    "world": Explanation(
        """The circumstances of a script (`world`) are used only if the service runs in this process.

A service that is called over HTTP has its own.

Warns: the call is played in the service's own circumstances.
""",
        _CALL,
        "world: [closed]\n",
        "",
    ),
    "table": Explanation(
        """A table of answers has the columns text, at, meaning and place, and names what there is.

Each line is an answer, the question that it is said at, and what it means.

Refuses: `ivr test` cannot judge the answer.
""",
        _ANSWERS,
        "text\tat\tmeaning\tplace\n赤字です\tservice\ttruoble\t\n",
        "text\tat\tmeaning\tplace\n赤字です\tservice\teither\t\n",
    ),
}
"""For each rule, what it requires and why; the examples are empty if there is nothing to show."""
