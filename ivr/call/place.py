"""The question for the place: by voice, by region and prefecture on the keypad, or between candidates."""

from .asking import await_answer, wait_for_words, with_keys, without_vain_offer
from .events import OPEN, Conditions
from .interpret import Interpretation, region
from .lines import Offer, choices, label, lines, numbered, place, row, short_place, yes_no
from .moves import Enter, Move, Pending, Play, Wait
from .nodes import AskPlace, Playing
from .onward import skipped
from .plan import Plan
from .state import Call, Stage, about_slots, answered_in, put, refuse, to_stage

_REFUSALS = 2
"""Refused places after which the keypad is the safer way."""


def enter(plan: Plan, call: Call, node: AskPlace, came: Enter, conditions: Conditions) -> Move:
    """Ask, unless the place is known."""
    call = about_slots(call)
    if call.slot(node.slot):
        return Enter(node.next, call, came.pending, came.guessed)
    stage: Stage = "menu" if call.mode == "keys" or len(call.refused) >= _REFUSALS else "first"
    said = came.pending + _echo(plan, call, node, guessed=came.guessed)
    acknowledged = (node.acknowledge,) if node.acknowledge and call.slots and stage == "first" else ()
    return ask(plan, to_stage(call, stage), node, said or lines(plan, call, acknowledged), conditions)


def _echo(plan: Plan, call: Call, node: AskPlace, *, guessed: bool) -> Pending:
    """Return the lines that name the guessed service, so that the caller can say no."""
    return lines(plan, call, (node.noted,)) if guessed and node.noted else ()


def ask(plan: Plan, call: Call, node: AskPlace, pending: Pending = (), conditions: Conditions = OPEN) -> Wait:
    """Play the question at its present stage."""
    listed = choices(plan, offered(plan, call, node), *_template(plan, call))
    says = without_vain_offer(plan, call, node, playing(call, node), conditions)
    said = pending + lines(plan, call, says, listed)
    wait, several = wait_for_words(call, node.wait), call.asking.stage == "postal"
    return Wait(call, (await_answer(plan, said, wait, several=several),))


def consider(
    plan: Plan, call: Call, name: str, codes: tuple[str, ...], *, several: bool, guessed: bool = False
) -> Play:
    """Ask at the node *name* about *codes*: which of them (if *several*), else whether it is the first."""
    node = plan.node(name)
    assert isinstance(node, AskPlace)
    stage: Stage = "pick" if several else "yes_no"
    tries = call.asking.tries if call.asking.stage == stage else 0
    call = call.at(name, call.asking.at(stage, candidates=codes, tries=tries))
    return Play(call, _echo(plan, call, node, guessed=guessed))


def playing(call: Call, node: AskPlace) -> Playing:
    """Return the prompts of the present stage."""
    later = call.asking.tries > 0
    by_stage: dict[Stage, Playing] = {
        "again": node.again,
        "menu": node.menu_again if later else node.menu,
        "region": node.region_again if later else node.region,
        "yes_no": node.sure_again if with_keys(call) and node.sure_again else node.sure,
        "pick": node.pick,
        "postal": node.postal,
    }
    return by_stage.get(call.asking.stage, node.first)


def offered(plan: Plan, call: Call, node: AskPlace) -> tuple[Offer, ...]:
    """Return the choices of the present stage; key 9, which leads to the postal code, is not one and has no label."""
    match call.asking.stage:
        case "yes_no":
            return yes_no(plan)
        case "pick":
            return tuple(Offer(key, place(plan, code), code) for key, code in numbered(call.asking.candidates))
        case "postal":
            return ()
        case "region":
            return _areas(plan, call, node)
        case _ if not node.regions:
            return _areas(plan, call, node)
        case _:
            return tuple(Offer(key, label(plan, one.label), key) for key, one in numbered(node.regions))


def _areas(plan: Plan, call: Call, node: AskPlace) -> tuple[Offer, ...]:
    return tuple(Offer(key, short_place(plan, code), code) for key, code in numbered(_codes(plan, call, node)))


def answer(plan: Plan, call: Call, node: AskPlace, heard: Interpretation) -> Move | None:
    """Take the key or word that answers the present stage; None if it does not answer it."""
    match call.asking.stage:
        case "yes_no":
            return _yes_no(plan, call, node, heard)
        case "pick" if heard.names & {"no", "neither"}:
            return _none_of(plan, call, node)
        case "pick" | "region" if heard.key:
            return _entry(plan, call, node, heard)
        case "pick":
            return None
        case _ if heard.key and not node.regions:
            return _entry(plan, call, node, heard)
        case _:  # also within a region, where the name of another one leads there
            return _region(plan, call, node, heard)


def _yes_no(plan: Plan, call: Call, node: AskPlace, heard: Interpretation) -> Move | None:
    if heard.key == "2" or "no" in heard.names:
        return _refused(plan, call, node)
    if heard.key == "1" or "yes" in heard.names:
        return _found(plan, call, node, heard, call.asking.candidates[0])
    return None


def _entry(plan: Plan, call: Call, node: AskPlace, heard: Interpretation) -> Move | None:
    """Take the entry of a numbered list that was chosen by its key."""
    codes = call.asking.candidates if call.asking.stage == "pick" else _codes(plan, call, node)
    number = int(heard.key) if heard.key.isdigit() else 0
    return _found(plan, call, node, heard, codes[number - 1]) if 0 < number <= len(codes) else None


def _region(plan: Plan, call: Call, node: AskPlace, heard: Interpretation) -> Move | None:
    """Open the region that was meant, or list all regions for a caller who does not know."""
    number = region(plan, node, heard.key, heard.core)
    if number and (call.asking.stage, call.asking.region) != ("region", number):
        return Play(to_stage(answered_in(call, heard.mode), "region", region=number))
    if "unsure" in heard.names and call.asking.stage not in ("menu", "region"):
        return Play(to_stage(call, "menu"))
    return None


def _found(plan: Plan, call: Call, node: AskPlace, heard: Interpretation, code: str) -> Enter:
    call = put(answered_in(call, heard.mode), node.slot, plan.places.area_of(code))
    # A doubtful place brings a call to this question before its turn in the flow.
    return Enter(skipped(plan, call) or node.next, call)


def _refused(plan: Plan, call: Call, node: AskPlace) -> Play:
    """Refuse the first candidate for good and ask about the next, or ask the question in other words."""
    first, rest = call.asking.candidates[0], call.asking.candidates[1:]
    call = refuse(call, first)
    return consider(plan, call, call.node, rest, several=False) if rest else _anew(plan, call, node)


def _none_of(plan: Plan, call: Call, node: AskPlace) -> Play:
    """Refuse all candidates for good and ask in other words: the same words would be misheard the same way."""
    return _anew(plan, refuse(call, *call.asking.candidates), node)


def _anew(plan: Plan, call: Call, node: AskPlace) -> Play:
    call = to_stage(call, "menu" if call.mode == "keys" or len(call.refused) >= _REFUSALS else "again")
    return Play(call, lines(plan, call, (node.refused,)))


def _codes(plan: Plan, call: Call, node: AskPlace) -> tuple[str, ...]:
    """Return the areas that are offered: those of the region, or all if there are no regions."""
    if not node.regions:
        return plan.areas
    return tuple(plan.codes[name] for name in node.regions[call.asking.region - 1].areas)


def beyond(plan: Plan, call: Call, name: str, code: str, *, guessed: bool) -> Pending:
    """Return the lines that say, at the node *name*, that the place *code* is outside the areas or holds several."""
    node = plan.node(name)
    assert isinstance(node, AskPlace)
    prompt = node.wider if plan.places.areas_in(code) else node.outside
    about = to_stage(call, call.asking.stage, candidates=(code,))
    return _echo(plan, call, node, guessed=guessed) + lines(plan, about, (prompt,) if prompt else ())


def _template(plan: Plan, call: Call) -> tuple[str, str]:
    """Return how choices are said: as sentences, or in a row in the menus of regions and prefectures."""
    return (plan.flow.choice, "") if call.asking.stage in ("yes_no", "pick") else (plan.flow.place_choice, row(plan))


def revalidate(call: Call, node: AskPlace) -> Call:
    """Fall back to the menu if the region or the places of this stage are no longer there."""
    asking = call.asking
    lost = (
        asking.stage == ""
        or (asking.stage in ("yes_no", "pick") and not asking.candidates)
        or (asking.stage == "postal" and not node.postal)
        or (asking.stage == "region" and not 1 <= asking.region <= len(node.regions))
    )
    return to_stage(call, "menu") if lost else call
