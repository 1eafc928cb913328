"""The pure core: a call is a fold over events.

`step` takes a plan, a call and an event, and returns the call and the instructions for the carrier. The plan is the
checked site, the call travels in the URL (`state`), the flow language is in `nodes`. Nothing here reads a clock or a
file.
"""

from .conditions import Conditions
from .events import Answered, DialEnded, Event, HungUp, Keyed, Outcome, Said, Silent
from .flow_file import Flow
from .instructions import Ask, HangUp, Instruction, RingNumber, SayLines
from .kinds import offered
from .lines import Offer
from .plan import Plan
from .state import Asking, Call, from_pairs, to_pairs
from .step import begin, rescue, ringing, step
from .tongue import Recogniser, Tongue

__all__ = [
    "Answered",
    "Ask",
    "Asking",
    "Call",
    "Conditions",
    "DialEnded",
    "Event",
    "Flow",
    "HangUp",
    "HungUp",
    "Instruction",
    "Keyed",
    "Offer",
    "Outcome",
    "Plan",
    "Recogniser",
    "RingNumber",
    "Said",
    "SayLines",
    "Silent",
    "Tongue",
    "begin",
    "from_pairs",
    "offered",
    "rescue",
    "ringing",
    "step",
    "to_pairs",
]
