"""Answers for when everything else fails: documents rendered with each plan, which need nothing afterwards."""

from dataclasses import dataclass

from ivr.call import Call, Plan, rescue
from ivr.twilio import Trunk, render_closed, report_ring

FALLBACK = "fallback"
"""The end of the address that answers in place of others, and where the ring of these documents is reported."""
_ANY_CALLER = "+0"
"""Placeholder for the caller ID in these documents, until a request says which number was called."""


@dataclass(frozen=True, slots=True)
class StaticAnswers:
    """TwiML documents that request nothing further, so that none leads back to the fault.

    *ring* apologises, rings the fallback office and then reads out its number; *number* only reads the number out.
    *rings* are the nodes that ring the fallback office: a call that has come so far does not ring it again. *office*
    and *dialled* are its name and its number.
    """

    ring: str
    number: str
    rings: frozenset[str]
    office: str
    dialled: str

    def is_rung(self, call: Call) -> bool:
        """Return whether the fallback office is rung where *call* broke."""
        return not (call.handed_over or call.node in self.rings)

    def document(self, call: Call, trunk: Trunk) -> str:
        """Return what to answer if *call* broke; the fallback office is rung on *trunk*, as the turn of *call*."""
        shown = f' callerId="{trunk.caller_id}"' if trunk.caller_id else ""
        chosen = (self.ring if self.is_rung(call) else self.number).replace(f' callerId="{_ANY_CALLER}"', shown)
        return report_ring(chosen, Call(FALLBACK, turn=call.turn), trunk) if trunk.followed else chosen


def static_answers(plan: Plan) -> StaticAnswers:
    """Render the static answers of *plan*."""
    after_fault, apologise = rescue(plan, Call(language=plan.language))
    _, tell = rescue(plan, after_fault)
    trunk = Trunk(caller_id=_ANY_CALLER)
    return StaticAnswers(
        ring=render_closed(plan, (*apologise, *tell), trunk),
        number=render_closed(plan, tell, trunk),
        rings=frozenset(name for name, node in plan.flow.nodes.items() if plan.flow.rings_fallback(node)),
        office=plan.fallback.key,
        dialled=plan.fallback.e164,
    )
