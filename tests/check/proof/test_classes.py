"""Which prefectures are of one class: a notice separates them only if it changes what the proof looks at."""

from dataclasses import replace
from datetime import datetime

import pytest

from ivr.call import Plan
from ivr.check.proof.classes import classes
from ivr.directory import Notice
from ivr.speech import Prompt

FROM, UNTIL = datetime(2026, 12, 1), datetime(2026, 12, 4)  # noqa: DTZ001 - local time
HOKKAIDO = Notice("snow", FROM, UNTIL, areas=frozenset({"01"}))


def parts(plan: Plan, notice: Notice, text: str) -> bool:
    """Tell whether *notice*, which says *text*, makes more classes."""
    plan = replace(plan, localizations={})
    prompts = {**plan.prompts, f"notice {notice.name}": Prompt(text, text)}
    return len(classes(replace(plan, notices=(notice,), prompts=prompts)).members) > len(classes(plan).members)


@pytest.mark.parametrize(
    "text",
    [
        "大雪の被害についても、うかがいます。",
        "{prefecture}の被害も、{office}で、うかがいます。",
        "{service}のご相談も、どうぞ。",
    ],
)
def test_a_notice_that_only_says_something_parts_no_class(plan: Plan, text: str) -> None:
    assert not parts(plan, HOKKAIDO, text)
    assert not parts(plan, replace(HOKKAIDO, when="after"), text)


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        pytest.param(replace(HOKKAIDO, closes=True), "休みです。", id="it closes"),
        pytest.param(replace(HOKKAIDO, instead="headquarters"), "本部で、うけます。", id="another office rings"),
        pytest.param(HOKKAIDO, "番号は、{number}です。", id="it reads out the office's number"),
        pytest.param(HOKKAIDO, "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロです。", id="it reads out a number"),
    ],
)
def test_a_notice_that_leads_elsewhere_or_reads_out_a_number_does(plan: Plan, notice: Notice, text: str) -> None:
    assert parts(plan, notice, text)


def test_so_does_one_in_the_words_in_which_an_office_on_a_shared_line_is_asked_for(plan: Plan) -> None:
    shared = plan.flow.shared_line
    assert shared

    assert parts(plan, HOKKAIDO, plan.prompts[shared.before_ring].text)
