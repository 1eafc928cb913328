"""The target of calls: a TwiML service with its clock, the line to it, and the site behind it, if known."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

from ivr.call import Conditions, Hindrance, Plan
from ivr.call.events import OPEN
from ivr.callscript import HINDRANCES, conditions_of, wrong_moment
from ivr.clock import JAPAN, japanese_time
from ivr.directory import Directory
from ivr.settings import VOICE_PATH
from ivr.simulator import Carrier, CarrierOptions, PhoneNumber, SimulatedCall, TwimlService
from ivr.simulator.call_context import Switchboard
from ivr.site import Site
from ivr.site.recordings import spoken_in
from ivr.speech import gaps
from ivr.speech.prompt import between_gaps
from ivr.translation import _

MORNING = datetime(2026, 1, 5, 10, 0)  # noqa: DTZ001 - local time, as in a script
"""When a call comes in for which no time is given: always the same Monday morning, so that tests can be repeated."""


@dataclass(slots=True)
class CallClock:
    """The clock of a service under test: the time at which the call *began*, and the call's own seconds since.

    *conditions* hold during the call, apart from the time.
    """

    began: datetime = MORNING
    call: SimulatedCall | None = None
    conditions: Conditions = OPEN

    def __call__(self) -> datetime:
        """Return the local time."""
        second = self.call.second if self.call else 0.0
        return (self.began + timedelta(seconds=second)).replace(tzinfo=JAPAN)

    def conditions_now(self) -> Conditions:
        """Return the conditions that may prevent a ring."""
        return self.conditions

    def follow(self, call: SimulatedCall | None, began: datetime, conditions: Conditions = OPEN) -> None:
        """Follow *call*, which comes in at the local time *began*; None while it is being dialled."""
        self.began, self.call, self.conditions = began, call, conditions


@dataclass(frozen=True, slots=True)
class Target:
    """A TwiML service and how to call it.

    *clock* is that of a service in this process; elsewhere its own counts. *directory* and *site* are None
    if nothing is known of them.
    """

    service: TwimlService
    line: PhoneNumber
    options: CarrierOptions = field(default_factory=CarrierOptions)
    token: str | None = None
    clock: CallClock | None = None
    directory: Directory | None = None
    site: Site | None = None

    @property
    def plan(self) -> Plan | None:
        """The plan of the site, if one is known."""
        return self.site.plan if self.site else None

    def carrier(self, seed: str = "ivr") -> Carrier:
        """Return a new carrier, which counts its CallSids from the first.

        A service elsewhere may keep what it has heard of a call: to it no two calls have the same CallSid.
        """
        seed = seed if self.clock else f"{seed}/{secrets.token_hex(4)}"
        return Carrier(self.service, self.line, self.options, self.token, seed)

    def began(self, at: datetime | str | None) -> datetime:
        """Return *at* as the local time at which a call comes in (None: any).

        Raises ValueError for what is no time, and for a time of a service elsewhere, where its own clock counts.
        """
        if self.clock is None:
            if at is not None:
                raise ValueError(_("the time of a call cannot be chosen here: the service goes by its own clock"))
            return japanese_time().replace(tzinfo=None)
        if not isinstance(at, str):
            return at or MORNING
        try:
            return datetime.fromisoformat(at)
        except ValueError:
            raise ValueError(wrong_moment(at)) from None

    def conditions(self, hindrances: Collection[Hindrance]) -> Conditions:
        """Return the conditions with all *hindrances*, whose names are those under `world` in a script.

        Raises ValueError for a service elsewhere, and for an unknown hindrance.
        """
        if unknown := set(hindrances).difference(HINDRANCES):
            raise ValueError(
                _("expected some of {hindrances}, found {names}").format(
                    hindrances=", ".join(HINDRANCES), names=", ".join(sorted(unknown))
                )
            )
        if hindrances and self.clock is None:
            raise ValueError(_("the circumstances of a call cannot be chosen here: the service has its own"))
        return conditions_of(hindrances, self.directory) if self.directory else OPEN

    def connect(
        self,
        carrier: Carrier,
        numbers: tuple[str, str],
        began: datetime,
        desks: Switchboard,
        conditions: Conditions = OPEN,
    ) -> SimulatedCall:
        """Call from the first of *numbers* to the second through *carrier*; the local time is *began*."""
        if self.clock:
            self.clock.follow(None, began, conditions)
        carrier.options = replace(self.options, began=began.replace(tzinfo=JAPAN))
        call = carrier.dial(*numbers, desks)
        if self.clock:
            self.clock.follow(call, began, conditions)
        return call

    def printed(self, number: str) -> str:
        """Return *number* (E.164) as the directory prints it; one that it does not hold is not changed."""
        return self.directory.printed(number) if self.directory else number

    def answering(self, number: str) -> str:
        """Return the names of the offices that *number* (E.164) reaches, empty if it reaches none."""
        reached = self.directory.dialled(number) if self.directory else ()
        return " / ".join(office.printed_name for office in reached)


def line_of_service(owned: frozenset[str] = frozenset()) -> PhoneNumber:
    """Return a number with the addresses of our service, as operators set them; calls may also show *owned* numbers."""
    return PhoneNumber(
        voice_url=VOICE_PATH, fallback_url=f"{VOICE_PATH}/fallback", status_url=f"{VOICE_PATH}/status", owned=owned
    )


def options_of(plan: Plan) -> CarrierOptions:
    """Return carrier options that give spoken lengths by a plan's own readings, and its recordings their words."""
    return CarrierOptions(readings=_readings(plan), recorded=dict(spoken_in(plan.prompts, plan.facts)))


def _readings(plan: Plan) -> dict[str, str]:
    """Return every piece of text that *plan* speaks, with its kana: the text between gaps, and what fills them."""
    pieces: dict[str, str] = {}
    for prompt in plan.prompts.values():
        pieces |= dict(zip(between_gaps(prompt.text), between_gaps(prompt.kana), strict=True))
    pieces |= {fact.text: fact.kana for fact in plan.facts.values() if not gaps(fact.text)}
    pieces |= {service.name: service.kana for service in plan.directory.services.values()}
    named = chain.from_iterable(
        ((place.name, place.kana), (place.short, place.short_kana)) for place in plan.places.areas.values()
    )
    pieces |= dict(named)
    pieces |= {one.spoken_name: one.spoken_kana for one in plan.directory if one.spoken_name and one.spoken_kana}
    return {text: kana for text, kana in pieces.items() if text}
