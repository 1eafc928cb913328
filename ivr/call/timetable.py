"""Hours and notices of a call's office: whether it is open, when it opens next, and what notices do now."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from ivr.directory import Hours, Notice, Office
from ivr.speech import Line, reopening

from .events import Conditions
from .lines import lines, office as office_of_call
from .moves import Pending
from .plan import Plan
from .state import MOST_CODES, Call

MINUTE = "%Y%m%d%H%M"
"""Format of the minute at which a call was answered, as the call carries it."""

_LONGEST_CALL = timedelta(hours=2)
"""An address that claims that its call was answered longer ago is not believed."""

_ALWAYS = Hours()
"""The hours of an office without any: only notices close it."""

_YEAR = timedelta(days=365)
"""An opening further ahead is not said: dates are said without the year."""


def is_closed(plan: Plan, call: Call, office: Office, conditions: Conditions) -> bool:
    """Return whether *office* is closed: by a notice, or by its hours both now and when the call was answered."""
    if office.key in conditions.closed or any(notice.closes for notice in in_force(plan, call, office, conditions)):
        return True
    hours, now = plan.hours.get(office.key), conditions.now
    if hours is None or now is None or hours.is_open(now):
        return False
    taken = _answered_at(call, now)
    return taken is None or not hours.is_open(taken)


def openings(plan: Plan, call: Call, conditions: Conditions) -> Mapping[str, Line]:
    """Return, in words, when the office of *call* and the fallback office open next, as far as that is known."""
    if conditions.now is None:
        return {}
    offices = {"opens": office_of_call(plan, call), "fallback_opens": plan.fallback}
    in_words = {gap: _next_opening(plan, call, one, conditions.now) for gap, one in offices.items()}
    return {gap: line for gap, line in in_words.items() if line}


def _next_opening(plan: Plan, call: Call, office: Office, now: datetime) -> Line | None:
    """Return, in words, when *office* opens next; None if that is unknown, or the office is not closed."""
    hours = plan.hours.get(office.key, _ALWAYS)
    opens = hours.next_opening(now)
    while opens and (until := _closed_until(plan, call, office, opens)):
        opens = hours.next_opening(until.replace(tzinfo=opens.tzinfo))
    return reopening(opens, now, call.language) if opens and now < opens < now + _YEAR else None


def with_notices(plan: Plan, call: Call, conditions: Conditions) -> tuple[Call, Pending, Pending]:
    """Return *call*, moved to another office if a notice says so, and what is said before and after the read-back."""
    if not plan.notices:
        return call, (), ()
    chosen = plan.chosen(call)
    if chosen is None:
        return call, (), ()
    concerned, new = in_force(plan, call, chosen, conditions), untold(plan, call, chosen, conditions)
    before, after = (sentences(plan, call, [one for one in new if one.when == when]) for when in ("before", "after"))
    call = remember(plan, call, chosen, new)
    if instead := next((one.instead for one in concerned if one.instead), None):
        call = call._replace(rang=instead)
    return call, before, after


def in_force(plan: Plan, call: Call, office: Office, conditions: Conditions) -> tuple[Notice, ...]:
    """Return the notices in force for callers of *office*, in this *call*."""
    return tuple(notice for notice in _about(plan, call, office) if notice.name in conditions.notices)


def untold(plan: Plan, call: Call, office: Office, conditions: Conditions) -> tuple[Notice, ...]:
    """Return the notices in force that this *call* has not heard yet: each sentence is said once."""
    heard = {abs(at) for at in call.noticed}
    return tuple(notice for notice in in_force(plan, call, office, conditions) if _position(plan, notice) not in heard)


def remember(plan: Plan, call: Call, office: Office, notices: Iterable[Notice]) -> Call:
    """Return *call* with *notices* for *office* marked as said; beyond the limit the oldest are forgotten."""
    numbers = tuple(_position(plan, notice) * (1 if _is_same(plan, office, notice) else -1) for notice in notices)
    return call._replace(noticed=(*call.noticed, *numbers)[-MOST_CODES:]) if numbers else call


def _position(plan: Plan, notice: Notice) -> int:
    return plan.notices.index(notice) + 1


def _is_same(plan: Plan, office: Office, notice: Notice) -> bool:
    """Return whether *notice* at *office* is the same sentence whatever area and service the call is about.

    It is for an office under ``others``, which has no area, and if its prompt has no gap that the call fills.
    """
    return office.other is not None or prompt_of(notice.name) in plan.ready


def sentences(plan: Plan, call: Call, notices: Iterable[Notice]) -> Pending:
    """Return what *notices* say in this *call*."""
    return lines(plan, call, tuple(prompt_of(notice.name) for notice in notices))


def prompt_of(name: str) -> str:
    """Return the name of the prompt that says the notice *name*; no prompt in a site's files can have such a name."""
    return f"notice {name}"


def _about(plan: Plan, call: Call, office: Office) -> Iterator[Notice]:
    """Yield the notices for callers of *office*; those for its area and service only if the call chose it."""
    chosen = plan.chosen(call) if plan.notices and not call.rang else None
    about = plan.about(call) if chosen and chosen.key == office.key else None
    return (notice for notice in plan.notices if notice.concerns(office, about))


def _closed_until(plan: Plan, call: Call, office: Office, at: datetime) -> datetime | None:
    """Return until when notices in force *at* that time close *office*; None if they do not."""
    closing = (notice.until for notice in _about(plan, call, office) if notice.closes and notice.is_in_force(at))
    return max(closing, default=None)


def _answered_at(call: Call, now: datetime) -> datetime | None:
    """Return when *call* was answered, or None if the time in its address is not credible."""
    try:
        taken = datetime.strptime(call.answered, MINUTE).replace(tzinfo=now.tzinfo)
    except ValueError:  # empty, or a day or hour that does not exist
        return None
    return taken if now - _LONGEST_CALL <= taken <= now else None
