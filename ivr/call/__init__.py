"""The pure core: a call is a fold over events.

`step` takes a plan, a call and an event, and returns the call and the instructions for the carrier. The plan is the
checked site, the call (`state`) travels in the URL (`query`), the flow language is in `nodes`. Nothing here reads a
clock or a file.
"""

from .events import Answered, Conditions, DialEnded, Event, Hindrance, HungUp, Keyed, Outcome, Said, Silent
from .flow_file import Flow
from .kinds import offered
from .lines import Offer
from .localization import Localization, Recogniser
from .moves import Ask, HangUp, Instruction, RingNumber, SayLines, spoken_lines
from .plan import Plan
from .query import from_pairs, to_pairs
from .state import Asking, Call
from .step import begin, rescue, ringing, step

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
    "Hindrance",
    "HungUp",
    "Instruction",
    "Keyed",
    "Localization",
    "Offer",
    "Outcome",
    "Plan",
    "Recogniser",
    "RingNumber",
    "Said",
    "SayLines",
    "Silent",
    "begin",
    "from_pairs",
    "offered",
    "rescue",
    "ringing",
    "spoken_lines",
    "step",
    "to_pairs",
]
