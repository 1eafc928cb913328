"""Verdict on how an answer was understood, against what its caller meant.

**right**: the meaning is understood as written, and if a place is written the prefecture is filled in. A service
has to be certain. After a "no" with a place the place is what counts. `other` is right if no slot is filled and
nobody rung.

**sensible**: something is asked, or said, that helps the caller further: a service that is only guessed, and said at
the next question, where a "no" takes it back; the short question between the services, or the explanation, for callers
who meant one of them or could not decide; a yes/no question, or a choice, with the right place in it; the right service
while the place is still asked for, and the other way round; an office that rings for a caller who wants a person, in
other words than meant.

**wrong**: another service or place than the one meant is filled in, another office than the right one rings, the right
place is refused for good, or the call ends unasked. A guess is not another service to a caller who described only
trouble.

**not understood**: all that remains. The question is asked again, or something else was understood that costs the
caller one answer and no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ivr.call import HangUp, Plan, RingNumber
from ivr.call.trace import Trace
from ivr.meaning import EITHER, NOTHING
from ivr.translation import N_

from .answers import OTHER, PLACE, WrittenAnswer, plan_for_table, region_of
from .hear import DECISIVE, RING, UNDECIDED, HeardAnswer, hear
from .questions import call_at

Verdict = Literal["right", "sensible", "not understood", "wrong"]
VERDICTS: tuple[Verdict, ...] = (N_("right"), N_("sensible"), N_("not understood"), N_("wrong"))

_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An *answer* of a table, what was *heard* in it, and the *verdict*."""

    answer: WrittenAnswer
    heard: HeardAnswer
    verdict: Verdict


def try_answers(plan: Plan, answers: Iterable[WrittenAnswer]) -> tuple[JudgedAnswer, ...]:
    """Say each answer at its question. The questions must be there (see `read_answers`)."""
    at_question = cache(lambda language, at: call_at(plan.speaks(language), at))
    tried = []
    for answer in answers:
        there = plan_for_table(plan, answer.path)
        heard, step = hear(there, at_question(there.language, answer.at), answer.at, answer.text)
        tried.append(JudgedAnswer(answer, heard, judge(there, answer, heard, step)))
    return tuple(tried)


def judge(plan: Plan, answer: WrittenAnswer, heard: HeardAnswer, step: Trace) -> Verdict:
    """Return the verdict on an *answer* that was *heard* so in this *step*; see above for the words."""
    if _is_wrong(plan, answer, heard, step):
        return "wrong"
    if answer.meaning == OTHER:
        return "right"
    meaning = _meaning(plan, answer, heard, step)
    if not answer.place:
        return meaning
    place = _place(plan, answer, step)
    if answer.meaning == PLACE or (answer.meaning in _YES_NO and place != "not understood"):
        return place
    return _both(meaning, place, off=_asks_about_another(plan, answer, step))


def _is_wrong(plan: Plan, answer: WrittenAnswer, heard: HeardAnswer, step: Trace) -> bool:
    before, after = step.before, step.after
    is_meant = heard.meaning == answer.meaning
    if not is_meant and _ends(plan, answer, heard, step):
        return True
    if answer.meaning == "yes" and len(after.refused) > len(before.refused):
        return True
    return _other_service(plan, answer, heard, step) or _other_place(plan, answer, step)


def _ends(plan: Plan, answer: WrittenAnswer, heard: HeardAnswer, step: Trace) -> bool:
    """Return whether the call ended although the caller had not asked for that.

    A caller who names the right place at a read-back has asked for the ring.
    """
    if any(isinstance(one, HangUp) for one in step.instructions):
        return answer.meaning != OTHER
    agrees = answer.at == "read_back" and {answer.meaning, heard.meaning} <= {PLACE, "yes"}
    rings = any(isinstance(one, RingNumber) for one in step.instructions)
    return rings and not agrees and not _is_person(plan, answer, heard)


def _is_person(plan: Plan, answer: WrittenAnswer, heard: HeardAnswer) -> bool:
    """Return whether a person was wanted and is rung, on whatever ground."""
    rung = heard.meaning in DECISIVE or heard.leads_to == f"{RING}{plan.fallback.e164}"
    return answer.meaning in DECISIVE and rung


def _other_service(plan: Plan, answer: WrittenAnswer, heard: HeardAnswer, step: Trace) -> bool:
    before, after = step.before.slot("service"), step.after.slot("service")
    if after in (None, before, answer.meaning):
        return False
    led = answer.meaning == heard.meaning and answer.meaning not in plan.directory.services
    return not led and not (answer.meaning == EITHER and heard.outcome != "certain")


def _other_place(plan: Plan, answer: WrittenAnswer, step: Trace) -> bool:
    before, after = step.before.slot("prefecture"), step.after.slot("prefecture")
    if after in (None, before):
        return False
    if answer.place:
        return after != plan.codes.get(answer.place)
    asked = {plan.places.area_of(code) for code in step.before.asking.candidates}
    return answer.meaning != PLACE and not (answer.meaning == "yes" and after in asked)


def _meaning(plan: Plan, answer: WrittenAnswer, heard: HeardAnswer, step: Trace) -> Verdict:
    """Judge what was meant, leaving the place aside."""
    if answer.meaning in plan.directory.services:
        return _service(answer, heard, step)
    if answer.meaning in (heard.meaning, step.choice):
        return "right"
    guessed = answer.meaning == EITHER and heard.service is not None
    both = {answer.meaning, heard.meaning}
    leads_on = both <= set(UNDECIDED) or _is_person(plan, answer, heard) or guessed
    asks = answer.meaning == NOTHING and heard.meaning in UNDECIDED
    return "sensible" if leads_on or asks else "not understood"


def _service(answer: WrittenAnswer, heard: HeardAnswer, step: Trace) -> Verdict:
    if heard.service == answer.meaning and step.after.slot("service") == answer.meaning:
        return "right" if heard.outcome == "certain" else "sensible"
    return "sensible" if heard.meaning in UNDECIDED else "not understood"


def _place(plan: Plan, answer: WrittenAnswer, step: Trace) -> Verdict:
    """Judge the place alone."""
    code = plan.codes.get(answer.place)
    if code is None:
        return "right" if step.choice == f"region {region_of(plan, answer.place)}" else "not understood"
    if step.after.slot("prefecture") == code:
        return "right"
    asked = {plan.places.area_of(candidate) for candidate in step.after.asking.candidates}
    return "sensible" if code in asked else "not understood"


def _asks_about_another(plan: Plan, answer: WrittenAnswer, step: Trace) -> bool:
    asked = {plan.places.area_of(candidate) for candidate in step.after.asking.candidates}
    return bool(asked) and plan.codes.get(answer.place) not in asked


def _both(meaning: Verdict, place: Verdict, *, off: bool) -> Verdict:
    """Judge a meaning and a place together: one of them leads on if nothing unrelated is asked."""
    if meaning == place == "right":
        return "right"
    return "not understood" if off or meaning == place == "not understood" else "sensible"
