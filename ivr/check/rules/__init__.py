"""The rules of a site, one module each: what it requires and why, a good and a bad example, and `check`.

A rule is named by its `ID`, which follows each of its messages. `GOOD` and `BAD` are texts for the file at `PATH`;
tests show that the rule finds nothing in the one and something in the other. For a sound file they describe its header.

What can mislead or lose a caller is an error: a site with one neither starts nor replaces the one that serves. What is
only untidy is a warning: it must not keep a corrected number off the line, nor a flow from being tried. Each module's
docstring ends with which of the two its problems are, and why.
"""

from collections.abc import Iterator
from typing import Protocol

from ivr.site import Problem, Site

from . import (
    alike_choices,
    endless_node,
    expired_notice,
    fact_without_source,
    fallback_not_agreed,
    few_examples,
    forbidden_word,
    idle_day,
    invalid_number,
    joined_words,
    long_hint,
    long_notice,
    long_prompt,
    misread_sign,
    missing_exit,
    missing_in_language,
    missing_office,
    missing_reprompt,
    misunderstood_example,
    mixed_up_office,
    number_twice,
    placeholder_number,
    recording_changed,
    recording_format,
    recording_gap,
    same_key,
    shared_line,
    stale_office,
    too_many_choices,
    unheard_opening,
    unheeded_hours,
    unknown_carrier_name,
    unplayed_recording,
    unreachable_node,
    unspoken_choices,
    unsupported_fact,
    untranslated_name,
    unused_prompt,
    unverified_offices,
    word_of_two_meanings,
    wrong_area,
    wrong_key,
)


class Rule(Protocol):
    """What a module must have to be a rule."""

    ID: str
    PATH: str
    GOOD: str
    BAD: str

    def check(self, site: Site) -> Iterator[Problem]:
        """Find what breaks the rule, in the parts that could be read."""


RULES: tuple[Rule, ...] = (
    missing_office,
    mixed_up_office,
    invalid_number,
    wrong_area,
    number_twice,
    placeholder_number,
    shared_line,
    unreachable_node,
    endless_node,
    missing_exit,
    same_key,
    alike_choices,
    too_many_choices,
    missing_reprompt,
    unspoken_choices,
    unheard_opening,
    unheeded_hours,
    wrong_key,
    unused_prompt,
    missing_in_language,
    unknown_carrier_name,
    untranslated_name,
    long_prompt,
    long_notice,
    expired_notice,
    idle_day,
    misread_sign,
    long_hint,
    joined_words,
    word_of_two_meanings,
    misunderstood_example,
    few_examples,
    forbidden_word,
    unsupported_fact,
    fact_without_source,
    stale_office,
    recording_format,
    recording_gap,
    recording_changed,
    unplayed_recording,
    unverified_offices,
    fallback_not_agreed,
)

IN_EACH_LANGUAGE: tuple[Rule, ...] = (
    alike_choices,
    unspoken_choices,
    wrong_key,
    long_prompt,
    misread_sign,
    long_hint,
    joined_words,
    word_of_two_meanings,
    misunderstood_example,
    few_examples,
    forbidden_word,
    unsupported_fact,
    recording_format,
    recording_gap,
    recording_changed,
    unplayed_recording,
    unknown_carrier_name,
)
"""Rules about what is said and heard: they judge each language by its own files."""
