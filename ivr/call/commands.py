"""Follow the commands that work at every question (again, back, help), and tell callers what they asked for."""

from ivr.meaning import EITHER
from ivr.places import PlaceRule

from .asking import ASIDE
from .interpret import BY_REGION, Interpretation
from .kinds import playing
from .lines import lines
from .moves import Enter, Move, Play
from .nodes import AskPlace, Choose, Playing, Question, ReadBack
from .plan import Plan, reads_number
from .read_back import only_repeats
from .ring import to_person
from .state import Call, Stage, drop, to_stage


def command(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Return what follows from the command in *heard*; None when there is none for *node*."""
    if ("again" in heard.names and _is_repeat(plan, call, node, heard)) or _asks_for_number_again(plan, node, heard):
        return again(plan, call, node)
    if "back" in heard.names:
        return _back(plan, call, node)
    if _takes_back(call, node, heard):
        return _to_last_slot(plan, call)
    # A caller who only describes trouble (どうしたらいいかわからない) has not asked for the fallback office.
    if "help" in heard.names and (heard.meaning != EITHER or not _was_helped(plan, call, node)):
        return _help(plan, call, node)
    if "explain" in heard.names:
        return ask_after(plan, call, node, *_help_prompts(plan, node))
    return None


def ask_after(plan: Plan, call: Call, node: Question, said: Playing, offer: Playing = ()) -> Move:
    """Say what the caller wanted to know and ask again; at a read-back only a yes then rings."""
    if isinstance(node, ReadBack) and call.asking.stage != "confirm":
        call = to_stage(call, "confirm")
    call = _anew(call, node) if said else call
    return Play(call, lines(plan, call, said), lines(plan, call, offer))


def _anew(call: Call, node: Question) -> Call:
    """Restart a menu that fills no slot, because something is said before it: the next yes may be about that."""
    return to_stage(call, call.asking.stage) if isinstance(node, Choose) and not node.slot else call


def again(plan: Plan, call: Call, node: Question) -> Move:
    """Repeat *node*: what it says on entering, if anything, and its choices as at first."""
    if isinstance(node, Choose) and node.says:
        return Play(to_stage(call, call.asking.stage), lines(plan, call, node.says))
    return Play(call)


def _is_repeat(plan: Plan, call: Call, node: Question, heard: Interpretation) -> bool:
    """Return whether *heard* asks only to repeat *node*; before a ring 「何ですかそれは嫌だ」 is an objection."""
    return not isinstance(node, ReadBack) or only_repeats(plan, call, heard)


def _asks_for_number_again(plan: Plan, node: Question, heard: Interpretation) -> bool:
    """Return whether *heard* asks for a number that *node* has just read out, in words that elsewhere lead to it."""
    return bool(plan.for_number & heard.names) and isinstance(node, Choose) and reads_number(node.says, plan.prompts)


def _takes_back(call: Call, node: Question, heard: Interpretation) -> bool:
    """Return whether "no" takes back the last noted answer: it does where no yes/no question was asked.

    After a place was refused, another no is about the places; and 「静岡じゃないです」 never noted anything.
    """
    open_question = isinstance(node, AskPlace) and call.asking.stage in BY_REGION and not call.refused
    return bool("no" in heard.names and call.slots and heard.rule != PlaceRule.DENIED) and (
        open_question or (isinstance(node, Choose) and bool(node.slot))
    )


def _back(plan: Plan, call: Call, node: Question) -> Move:
    """Take one step back: within the place question, to the node's `back`, or to the slot that was filled last."""
    if call.asking.stage in ("region", *ASIDE) and isinstance(node, AskPlace):
        stage: Stage = "menu" if call.asking.stage in ("region", "postal") or call.mode == "keys" else "first"
        return Play(to_stage(call, stage))
    if isinstance(node, Choose | AskPlace) and node.back:
        return Enter(node.back, call)
    return _to_last_slot(plan, call)


def _to_last_slot(plan: Plan, call: Call) -> Move:
    """Take back the slot that was filled last, and ask for it."""
    last = call.slots[-1][0] if call.slots else ""
    question = plan.question(last)
    return Enter(question, drop(call, last)) if question else Play(call)


def _help(plan: Plan, call: Call, node: Question) -> Move:
    """Help once; the second time, or if the fallback office was just offered, go to it."""
    if _was_helped(plan, call, node):
        return Enter(to_person(plan, node), call)
    call = _anew(call, node)
    helped = call.at(call.node, call.asking.with_help())
    said, offer = _help_prompts(plan, node)
    return Play(helped, lines(plan, call, said), lines(plan, call, offer))


def _was_helped(plan: Plan, call: Call, node: Question) -> bool:
    return call.asking.helped or plan.flow.defaults.offer_fallback in playing(call, node)


def _help_prompts(plan: Plan, node: Question) -> tuple[Playing, Playing]:
    """Return the help for *node*, and the prompt after it that offers the fallback office."""
    defaults = plan.flow.defaults
    return (node.help or defaults.help,), (defaults.help_fallback,) if defaults.help_fallback else ()
