"""Fill the slots that an answer contains, and ask about a place in doubt before anything else."""

from typing import NamedTuple

from ivr.heard.utterance import letters
from ivr.places import Ambiguous, Beyond, Certain, PlaceRule, Probable, Unknown

from . import choose, place
from .asking import ASIDE, not_understood
from .interpret import BY_REGION, Interpretation, denies_place, is_about_service, without_denied
from .kinds import QUESTIONS
from .lines import can_say, lines
from .moves import Enter, Move, Play
from .nodes import AskPlace, Choice, Choose, Playing, Question, ReadBack
from .onward import opening_of
from .plan import Plan, reads_number
from .state import NEW, Call, about_slots, answered_in, drop, put


class _Content(NamedTuple):
    """How the content of an answer is taken.

    *guessed*: its service may be wrong. *stays*: the place under question is asked about again. *codes* are the places
    to ask about before anything else (*several*: which of them).
    """

    guessed: bool
    stays: bool
    codes: tuple[str, ...]
    several: bool


def fill(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Fill every slot that the answer contains; None when it contains nothing new."""
    return None if _wavers(plan, call, heard) else _fill(plan, call, node, heard)


def _fill(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    content = _content(plan, call, node, heard)
    after = _filled(plan, call, node, heard, content)
    if plan.question("prefecture") and isinstance(heard.place, Beyond):
        after = answered_in(drop(after, "prefecture"), heard.mode)
        return _beyond(plan, after, node, heard, guessed=content.guessed)
    if not content.codes and (after is call or dict(after.slots) == dict(call.slots)):
        if isinstance(node, Choose) and node.which and says_it_again(call, node, heard):
            return _go_on(plan, call, node, heard, guessed=False)
        if _keeps_place(plan, call, node, heard):
            unsure = heard.is_guess or not isinstance(heard.place, Certain)  # 「実家は静岡です」
            return _go_on(plan, answered_in(after, heard.mode), node, heard, guessed=unsure)
        return _between_services(plan, call, node, heard)
    after, own = answered_in(after, heard.mode), choose.own_choice(plan, call, node, heard)
    if content.codes:
        return _ask_place(plan, after, node, heard, content, own)
    return _lead_on(plan, after, node, heard, own, guessed=content.guessed)


def _wavers(plan: Plan, call: Call, heard: Interpretation) -> bool:
    """Return whether the place of a yes/no question is said again, but not as a yes: 「岡山がね」, 「岡山ですか」."""
    says_more = heard.service or heard.names & {"yes", "no", *plan.for_number}
    match heard.place:
        case Certain(code, place) | Probable(code, place) if not says_more:
            of, named = plan.meanings.wording, letters(place, plan.language)
        case _:
            return False
    behind = heard.whole.rpartition(named)[2]
    asks = of.asks_whether(heard.whole) and behind not in of.around  # 「岡山市の」
    in_doubt = asks or heard.rule == PlaceRule.OTHERS or of.wavers.fullmatch(behind)
    if not in_doubt or call.asking.stage != "yes_no":  # the call is looked at last: all others are one to the proof
        return False
    asked = call.asking.candidates
    return code in asked or code in map(plan.places.area_of, asked)


def _content(plan: Plan, call: Call, node: Question, heard: Interpretation) -> _Content:
    guessed = heard.is_guess and (bool(heard.names & plan.for_number) or _counts_as_guess(call, heard))
    if _stays_asked(plan, call, node, heard):
        return _Content(guessed, True, call.asking.candidates, call.asking.stage == "pick")
    doubtful = _doubtful(plan, call, heard) if plan.question("prefecture") else ((), False)
    return _Content(guessed, False, *doubtful)


def _filled(plan: Plan, call: Call, node: Question, heard: Interpretation, content: _Content) -> Call:
    """Return *call* with the slots that the answer fills or takes back; a place only if it is not asked about first."""
    after, takes_service = without_denied(plan, call, heard), content.guessed or not heard.is_guess
    if heard.service in plan.directory.services and plan.question("service") and takes_service:
        after = put(after, "service", heard.service)
    if content.stays and after.slot("service") == call.slot("service") and not _denies_another(call, heard):
        after = drop(after, "service")  # it was only taken back: which one is meant is asked afterwards
    if plan.question("prefecture") and not content.codes and isinstance(heard.place, Certain | Probable):
        after = put(after, "prefecture", plan.places.area_of(heard.place.code))
    return choose.fill_own(plan, after, node, heard) if plan.own_words else after


def _ask_place(
    plan: Plan, call: Call, node: Question, heard: Interpretation, content: _Content, own: Choice | None
) -> Play:
    """Ask about the places in doubt; another service than the known one (三重県の返済です) is asked for afterwards."""
    other = _between_services(plan, call, node, heard)
    call = other.call if other else call
    call = choose.take(plan, call, node, own) if own and isinstance(node, Choose) else call
    name, echoes = plan.question("prefecture") or "", content.guessed or (content.stays and bool(call.slot("service")))
    asked = place.consider(plan, call, name, content.codes, several=content.several, guessed=echoes)
    return asked._replace(pending=lines(plan, call, number_later(plan, call, heard)) + asked.pending)


def _lead_on(
    plan: Plan, call: Call, node: Question, heard: Interpretation, own: Choice | None, *, guessed: bool
) -> Move:
    """Return what follows once all slots that the answer contains are filled."""
    other = _between_services(plan, call, node, heard)
    answered = QUESTIONS[type(node)].answer(plan, call, node, heard) if own else None
    if isinstance(answered, Enter):  # the question itself was answered too: keep what is said on the way from it
        return answered._replace(guessed=guessed)
    instead = other or _number_of(plan, about_slots(call), node, heard)
    # A caller who names an office to get its number has not asked to be connected: nothing rings without a yes.
    # Nor has one who asks about another place than was read back: 「東京の窓口ですか」.
    asks = isinstance(node, ReadBack) and plan.meanings.wording.asks_whether(heard.whole)
    unsure = guessed or asks or bool(heard.names & plan.for_number)
    return instead or _go_on(plan, call, node, heard, guessed=unsure)


def number_later(plan: Plan, call: Call, heard: Interpretation) -> Playing:
    """Return the prompt that says how to hear a number, if no office is chosen yet: センターの番号を教えて."""
    said = plan.answers.get("number")
    return (said,) if said and heard.names & plan.for_number and plan.chosen(call) is None else ()


def _number_of(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Read out the number of the office just named (センターの番号も), if *node* reads out or offers numbers."""
    wanted = heard.names & plan.for_number
    if not wanted or not isinstance(node, Choose) or node.slot or not plan.chosen(call):
        return None
    if reads_number(node.says, plan.prompts):
        return Enter(call.node, call)
    return choose.answer(plan, call, node, heard._replace(names=wanted))


def _stays_asked(plan: Plan, call: Call, node: Question, heard: Interpretation) -> bool:
    """Return whether a place is asked about and *heard* is about the service: that place is then asked about again."""
    is_asked = isinstance(node, AskPlace) and call.asking.stage in ("yes_no", "pick")
    if not is_asked or not isinstance(heard.place, Unknown) or denies_place(plan, call, heard):
        return False
    return is_about_service(plan, call, heard) or bool(heard.service and not call.slot("service"))


def _denies_another(call: Call, heard: Interpretation) -> bool:
    """Return whether *heard* only takes back a service that the call is not about: 「計画は違います」, after 返済."""
    return not heard.service and call.slot("service") not in heard.names


def _between_services(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Enter | None:
    """Ask which service is meant if a guess differs from the known one: it may have been misheard.

    The slot is looked at last: from there on the proof takes a step for each of its values.
    """
    asks = plan.flow.nodes.get(plan.question("service") or "")
    if not (heard.is_guess and isinstance(node, AskPlace | ReadBack) and isinstance(asks, Choose) and asks.which):
        return None
    is_other = call.slot("service") not in (None, heard.service) and call.asking.stage not in ASIDE
    return Enter(asks.which, drop(call, "service")) if is_other else None


def _counts_as_guess(call: Call, heard: Interpretation) -> bool:
    """Return whether a guess may fill the service; a known one only if it was denied (違います、銀行です)."""
    return "no" in heard.names or not call.slot("service")


def _beyond(plan: Plan, call: Call, node: Question, heard: Interpretation, *, guessed: bool) -> Move:
    """Say that the place lies in no area of this site, or holds several, and ask again; it never leads to a ring."""
    name = plan.question("prefecture") or ""
    assert isinstance(heard.place, Beyond)
    reply = place.beyond(plan, call, name, heard.place.code, guessed=guessed)
    if isinstance(node, AskPlace):
        return not_understood(plan, call, node, heard.mode, reply)
    return Play(call.at(name, NEW.at("again")), reply)


def says_it_again(call: Call, node: Question, heard: Interpretation) -> bool:
    """Return whether the caller repeats the known service or place when asked for the other one."""
    if isinstance(node, AskPlace):
        return call.asking.stage in BY_REGION and bool(heard.service) and heard.service == call.slot("service")
    known = isinstance(heard.place, Certain) and heard.place.code == call.slot("prefecture")
    return known and isinstance(node, Choose) and bool(node.slot) and not call.slot(node.slot or "")


def _keeps_place(plan: Plan, call: Call, node: Question, heard: Interpretation) -> bool:
    """Return whether the caller says the known place when asked about another: 「いいえ、静岡県ですよ」."""
    place = heard.place
    named = plan.places.area_of(place.code) if isinstance(place, Certain | Probable) else ""
    return isinstance(node, AskPlace) and bool(named) and named == call.slot(node.slot)


def _doubtful(plan: Plan, call: Call, heard: Interpretation) -> tuple[tuple[str, ...], bool]:
    """Return the places to ask about first (none if the place is certain), and whether to choose between them."""
    match heard.place:
        case Certain(code) if code not in plan.alike or _is_known(plan, call, code):
            return (), False
        case Probable(code) if _is_known(plan, call, code):
            return (), False
        case Certain(code):
            return (code,), False
        case Probable(code, rest=rest):
            return (code, *rest), False
        case Ambiguous(codes) if codes != call.asking.candidates:
            return codes, True
        case _:
            return (), False


def _is_known(plan: Plan, call: Call, code: str) -> bool:
    """Return whether *code* adds nothing to what is known or was just asked about.

    It is the place itself, a place in it, or the area around the place that was asked about: after 「福島」 for
    福島県の 伊達市; or 「浜松です」 from a caller who has already said 静岡.
    """
    asked = call.asking.candidates if call.asking.stage in ("yes_no", "pick") else ()
    is_named = ("prefecture", plan.places.area_of(code)) in call.slots
    return code in asked or is_named or code in map(plan.places.area_of, asked)


def _go_on(plan: Plan, call: Call, node: Question, heard: Interpretation, *, guessed: bool) -> Move:
    """Go on to the next open question; if *node* itself is still open, say what was noted and ask its short form."""
    later = number_later(plan, call, heard)
    if isinstance(node, Choose) and node.slot and not call.slot(node.slot):
        noted = (node.noted,) if node.noted and can_say(plan, call, node.noted) else ()
        return Enter(node.which or call.node, call, lines(plan, call, later + noted))
    return Enter(opening_of(plan, call), call, lines(plan, call, later), guessed=guessed)
