"""Answers for when everything else fails: documents that are rendered with each plan and need nothing afterwards."""

from dataclasses import dataclass

from ivr.call import Call, Plan, rescue
from ivr.call.nodes import Ring
from ivr.twilio import Trunk, render_closed

_ANY_CALLER = "+0"
"""Placeholder for the caller ID in these documents, until a request says which number was called."""


@dataclass(frozen=True, slots=True)
class StaticAnswers:
    """TwiML documents that request nothing further, so that none leads back to the fault.

    *ring* apologises, rings the fallback office and then reads out its number; *number* only reads the number out.
    *rings* are the nodes that ring the fallback office: a call that has come so far does not ring it again.
    """

    ring: str
    number: str
    rings: frozenset[str]

    def document(self, call: Call, caller_id: str | None) -> str:
        """Return what to answer where *call* broke; the fallback office is rung with *caller_id* (E.164)."""
        shown = f' callerId="{caller_id}"' if caller_id else ""
        chosen = self.number if call.handed_over or call.node in self.rings else self.ring
        return chosen.replace(f' callerId="{_ANY_CALLER}"', shown)


def static_answers(plan: Plan) -> StaticAnswers:
    """Render the static answers of *plan*."""
    after_fault, apologise = rescue(plan, Call(language=plan.language))
    _, tell = rescue(plan, after_fault)
    names = ("fallback", plan.flow.fallback_office)
    trunk = Trunk(caller_id=_ANY_CALLER)
    return StaticAnswers(
        ring=render_closed(plan, (*apologise, *tell), trunk),
        number=render_closed(plan, tell, trunk),
        rings=frozenset(
            name for name, node in plan.flow.nodes.items() if isinstance(node, Ring) and node.office in names
        ),
    )
