"""Promises of the core that no site file can break; each returns what breaks it, or nothing.

Calls are tried at every question of a plan, at each of its stages, with each value that matters of everything else they
carry.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from ivr.call import (
    Ask,
    Call,
    Event,
    Keyed,
    Outcome,
    Plan,
    RingNumber,
    Said,
    Silent,
    choose,
    from_pairs,
    step,
    to_pairs,
)
from ivr.call.events import OPEN, DialEnded
from ivr.call.interpret import interpret
from ivr.call.moves import Play
from ivr.call.nodes import AskPlace, Choose, Node, ReadBack, Ring
from ivr.call.ring import office_of
from ivr.call.state import Asking, Slots, Stage
from ivr.call.step import advance, revalidate

OTHER_ANSWERS = (Silent(), Keyed("7"), Keyed("00"), Said("…"), Said("はい"), Said("いいえ"))
"""Answers that neither ask for help nor have the question repeated: one of them is noise, compared with no name."""

YES = {"ja": "はい", "en": "yes"}
ASIDE = {
    "ja": ("いくらかかりますか", "どんな制度ですか", "番号を教えて", "えーと", "東京です"),
    "en": ("How much does it cost?", "Um."),
}
"""What is said at a menu without an answer to it: something else may be told before it is asked again."""


def carried(plan: Plan, call: Call) -> bool:
    """A call is the same after its address is read back."""
    read = from_pairs(call.node, to_pairs(call))
    return read == call == revalidate(plan, read)


def counted(plan: Plan, call: Call) -> bool:
    """Every answer counts as one turn."""
    return step(plan, call, Silent())[0].turn == call.turn + 1


def repeated(plan: Plan, call: Call) -> bool:
    """# repeats the question and changes only the count of turns; what is said on entering begins it anew."""
    node = plan.node(call.node)
    if isinstance(node, Ring):
        return True
    says = isinstance(node, Choose) and bool(node.says)
    after, instructions = step(plan, call, Keyed("#"))
    asking = call.asking._replace(tries=0, helped=False) if says else call.asking
    return after._replace(turn=call.turn) == call._replace(asking=asking) and isinstance(instructions[-1], Ask)


def helped_once(plan: Plan, call: Call) -> bool:
    """Help counts until the next answer: the second 0 rings the fallback office."""
    helped = call._replace(asking=call.asking._replace(helped=True))
    answered = [step(plan, helped, event)[0] for event in OTHER_ANSWERS]
    back = step(plan, helped, Keyed("*"))[0]
    leads_back = (back.node, back.asking.stage) != (call.node, call.asking.stage)
    return not any(one.asking.helped for one in answered) and not (leads_back and back.asking.helped)


def seven_digits(plan: Plan, call: Call) -> bool:
    """Nothing but seven digits is a postal code: with more of them, or fewer, no place is asked about or chosen."""
    if call.asking.stage != "postal":
        return True
    code = f"{plan.places.postal.numbers[0]:07}"
    no_codes = (code[:3], code[:6], f"{code}1", f"{code}1119", f"{code[:3]}*{code[3:]}")
    after = [step(plan, call, Keyed(keys)) for keys in no_codes]
    asked = all(isinstance(instructions[-1], Ask) and not then.asking.candidates for then, instructions in after)
    return asked and all((then.node, then.slots) == (call.node, call.slots) for then, _ in after)


def dialled(plan: Plan, call: Call) -> bool:
    """Nothing is dialled but the number of the office that a node rings."""
    events: tuple[Event, ...] = (Silent(), Keyed("0"), Keyed("1"), *map(DialEnded, Outcome))
    for after, instructions in (step(plan, call, event) for event in events):
        node, last = plan.flow.nodes[after.node], instructions[-1]
        if isinstance(last, RingNumber):
            office = office_of(plan, after, node) if isinstance(node, Ring) else None
            if office is None or office.e164 != last.number or office not in list(plan.directory):
                return False
    return True


def offered_alone(plan: Plan, call: Call) -> bool:
    """A yes takes what a menu offers only where the menu alone was said last: else it may be to what was told."""
    for language in plan.languages if _takes_a_yes(plan, call._replace(asking=Asking("menu", tries=1))) else ():
        events: list[Event] = [Silent(), *map(Keyed, "059#*"), *map(Said, (*ASIDE[language], YES[language]))]
        for after, instructions in (step(plan, call._replace(language=language), event) for event in events):
            there = plan.speaks(after.language)
            if (
                after.asking.tries
                and _takes_a_yes(there, after)
                and instructions != advance(there, Play(after), OPEN)[1]
            ):
                return False
    return True


def _takes_a_yes(plan: Plan, call: Call) -> bool:
    """Return whether *call* is at a menu, which fills no slot, where a yes takes a choice that it does not name."""
    node = plan.node(call.node)
    if not isinstance(node, Choose) or node.slot:
        return False
    heard = interpret(plan, call, node, Said(YES[plan.language]))
    return not choose.chosen(plan, call, node, heard) and choose.answer(plan, call, node, heard) is not None


PROMISES: Mapping[str, Callable[[Plan, Call], bool]] = {
    promise.__name__: promise
    for promise in (carried, counted, repeated, helped_once, seven_digits, dialled, offered_alone)
}


def broken(plan: Plan) -> set[str]:
    """Name the promises that some call breaks."""
    there = list(calls(plan))
    return {name for name, keeps in PROMISES.items() if not all(keeps(plan, call) for call in there)}


def calls(plan: Plan) -> Iterator[Call]:
    """Yield calls at every question and ringing of *plan*."""
    for (name, node), slots in product(plan.flow.nodes.items(), _slots(plan)):
        for stage, region, candidates in _stages(plan, node) if node.kind not in ("say", "end", "listen") else ():
            asking = Asking(stage, region, candidates)
            call = Call(name, slots, asking, turn=1, plan=plan.hash)
            if revalidate(plan, call) == call:
                tried, helped = asking._replace(tries=1, no_matches=1), stage != "" or isinstance(node, ReadBack)
                yield call
                yield call._replace(asking=tried, refused=("01", "02"), mode="keys", handed_over=True)
                yield call._replace(asking=asking._replace(tries=1, helped=helped), mode="voice")


def _slots(plan: Plan) -> list[Slots]:
    service = ("service", next(iter(plan.directory.services)))
    prefecture = ("prefecture", next(iter(plan.directory.offices.values())).prefecture or "")
    return [(), (service,), (prefecture,), (service, prefecture), (prefecture, service)]


def _stages(plan: Plan, node: Node) -> Iterator[tuple[Stage, int, tuple[str, ...]]]:
    match node:
        case Choose():
            yield from (("first", 0, ()), ("again", 0, ()), ("menu", 0, ()))
        case AskPlace():
            codes = tuple([*plan.places.prefectures][:3])
            yield from (("first", 0, ()), ("again", 0, ()), ("menu", 0, ()), ("region", 1, ()), ("postal", 0, ()))
            yield from (("yes_no", 0, codes), ("yes_no", 0, codes[:1]), ("pick", 0, codes))
        case ReadBack():
            yield from (("", 0, ()), ("confirm", 0, ()))
        case _:
            yield ("", 0, ())
