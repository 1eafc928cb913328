"""The pure core: a call is a fold over events.

`step` takes a plan, a call and an event, and returns the call and the instructions for the carrier. The plan is the
checked site, the call travels in the URL (`state`), the flow language is in `nodes`. Nothing here reads a clock or a
file.
"""

from .events import Answered, DialEnded, Event, HungUp, Keyed, Outcome, Said, Silent, World
from .hearing import Words
from .instructions import Ask, HangUp, Instruction, Ring, Say
from .nodes import Flow
from .plan import Plan
from .state import Call, from_pairs, to_pairs
from .step import begin, rescue, step, whisper

__all__ = [
    "Answered",
    "Ask",
    "Call",
    "DialEnded",
    "Event",
    "Flow",
    "HangUp",
    "HungUp",
    "Instruction",
    "Keyed",
    "Outcome",
    "Plan",
    "Ring",
    "Said",
    "Say",
    "Silent",
    "Words",
    "World",
    "begin",
    "from_pairs",
    "rescue",
    "step",
    "to_pairs",
    "whisper",
]
