"""The question with a few choices."""

from ivr.meaning import EITHER
from ivr.meaning.wording import consists_of
from ivr.speech import Line, gaps

from .asking import await_answer, wait_for_words, without_vain_offer
from .events import OPEN, Conditions
from .interpret import COMMAND_KEYS, Interpretation, echoes, is_named, labels
from .lines import Offer, choices, choices_in, label, lines, office, row, whole
from .moves import Enter, Move, Pending, Wait
from .nodes import Choice, Choose, Playing, Question, Ring
from .onward import asked_anew, goes_on_in, skipped
from .plan import CHOICES, Plan
from .ring import is_promised
from .state import Call, about_slots, answered_in, drop, put, to_stage

_UNDECIDED = (EITHER, "unsure")
"""Meanings of a caller who cannot decide."""
_FOR_UNDECIDED = ("unsure", "explain")
"""Word lists whose choices serve such a caller, in order of preference."""


def enter(plan: Plan, call: Call, node: Choose, came: Enter, conditions: Conditions) -> Move:
    """Ask, unless the answer is known."""
    call = about_slots(call) if node.slot else call
    if node.slot and node.next and call.slot(node.slot):
        return Enter(node.next, call, came.pending, came.guessed)
    if came.node in plan.in_front:  # the flow itself leads here: ask again
        call = drop(call, came.node)
    by_voice = node.first and call.mode != "keys"
    call = to_stage(call, "first" if by_voice else "menu")
    return ask(plan, call, node, came.pending + lines(plan, call, node.says), conditions)


def ask(plan: Plan, call: Call, node: Choose, pending: Pending = (), conditions: Conditions = OPEN) -> Wait:
    """Play the question at its present stage, without choices that promise a connection that cannot be made now.

    Their keys and words still work: a caller who asks for one hears why it is not possible now, and what is.
    """
    says, listed = without_vain_offer(plan, call, node, playing(call, node), conditions), None
    if not plan.ready.keys() >= set(whole(plan, says)):
        offers = tuple(
            one for one in _as_heard_now(plan, call, node) if _is_possible(plan, call, node, one, conditions)
        )
        listed = _listed(plan, call, node, offers)
        says = says if offers else _without_choices(plan, says)
    said = pending + lines(plan, call, says, listed)
    return Wait(call, (await_answer(plan, said, wait_for_words(call, node.wait)),))


def _listed(plan: Plan, call: Call, node: Choose, offers: tuple[Offer, ...]) -> Line:
    """Return *offers* as one line: short labels in a row, full ones as a sentence each."""
    in_row = _is_later(call, node) and all(choice.short or choice.language for choice in node.choices)
    manner = (plan.flow.place_choice, row(plan)) if in_row else (plan.flow.choice, "")
    return choices(plan, offers, *manner)


def playing(call: Call, node: Choose) -> Playing:
    """Return the prompts of the present stage."""
    by_stage = {"first": node.first, "again": node.again}
    menu = node.menu_again if call.asking.tries and node.menu_again else node.menu
    return by_stage.get(call.asking.stage) or menu


def _is_possible(plan: Plan, call: Call, node: Choose, offer: Offer, conditions: Conditions) -> bool:
    """Return whether *offer* is possible now: not if it promises a connection to an office that would not be rung."""
    choice = next(one for one in node.choices if one.key == offer.key)
    if choice.value or not choice.to:
        return True
    return is_promised(plan, _about_other(plan, call, choice), choice.to, conditions)


def _about_other(plan: Plan, call: Call, choice: Choice) -> Call:
    """Return *call* about the other service if *choice* offers that, else unchanged."""
    service = other_service(plan, call) if choice.other == "service" else None
    return about_slots(put(call, "service", service)) if service else call


def _without_choices(plan: Plan, says: Playing) -> Playing:
    """Return *says* without the prompts that list choices."""
    return tuple(name for name in whole(plan, says) if CHOICES not in gaps(plan.prompts[name].text))


def offered(plan: Plan, call: Call, node: Choose) -> tuple[Offer, ...]:
    """Return the choices available now, with their full labels."""
    there = _available(plan, call, node)
    return tuple(Offer(one.key, label(plan, one.label), one.value or one.to or one.language or "") for one in there)


def _available(plan: Plan, call: Call, node: Choose) -> tuple[Choice, ...]:
    """Return the choices of *node*, except one of another office if no other office has a different number.

    A caller who has heard that a line is busy is not offered the same line under another name.
    """
    working = choices_in(plan, node)
    if not any(one.other for one in working):
        return working
    apart = {"service": bool(other_service(plan, call)), "fallback": office(plan, call).number != plan.fallback.number}
    return tuple(one for one in working if not one.other or apart[one.other])


def other_service(plan: Plan, call: Call) -> str | None:
    """Return the first service whose office for the place of *call* has a different number from its own, or None."""
    mine = plan.chosen(call)
    for service in plan.directory.services if mine else ():
        other = plan.chosen(about_slots(put(call, "service", service)))
        if mine and other and other.number != mine.number:
            return service
    return None


def answer(plan: Plan, call: Call, node: Choose, heard: Interpretation) -> Move | None:
    """Take the choice that the answer names; None when it names none.

    A yes takes the one thing that was offered, once the offer alone was said: the first yes may be to a number that was
    read out before it. If that goes on to a read-back, only another yes rings. A caller who only describes trouble,
    touches two choices or cannot decide is asked the short question; one who still cannot gets the site's choice for
    the undecided, or the explanation.
    """
    named, offer = chosen(plan, call, node, heard), None
    if named is None:
        named = offer = _only_offer(plan, call, node, heard)
    if named is None and node.which and heard.meaning in _UNDECIDED:
        return Enter(node.which, answered_in(call, heard.mode))
    taken = named or _for_undecided(node, heard)
    if taken is None:
        return None
    if taken.language:
        call, said = goes_on_in(plan, call, taken.language)
        return Enter(taken.to or call.node, call, said)
    call = take(plan, answered_in(call, heard.mode), node, taken)
    said = lines(plan, call, (taken.says,)) if taken.says else ()
    if node.slot and node.next and taken.value:
        return Enter(skipped(plan, call) or node.next, call, said)
    call = _about_other(plan, call, taken)
    if not taken.to:
        return None
    # A question in front corrects nothing: the question that it leads to is not asked again if its answer is known.
    onward = call if call.node in plan.in_front else asked_anew(plan, call, taken.to)
    # 「もう一方の番号を教えて」 asks for no ring.
    for_number = bool(taken.other and heard.names & plan.for_number)
    return Enter(taken.to, onward, said, guessed=taken is offer or for_number)


def take(plan: Plan, call: Call, node: Choose, choice: Choice) -> Call:
    """Fill the slot of *node*, where *call* is, with *choice*; at a question in front, remember where it leads."""
    if node.slot and choice.value:
        return put(call, node.slot, choice.value)
    led = plan.in_front.get(call.node, {}).get(choice.key)
    return put(call, call.node, led) if led else call


def fill_own(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Call:
    """Fill the site's own open slots that *heard* names in addition to its answer to *node*."""
    meant = {slot: value for name, (slot, value) in plan.own_words.items() if name in heard.names}
    asked = node.slot if isinstance(node, Choose) else None
    for slot, value in meant.items():
        call = call if slot == asked or call.slot(slot) else put(call, slot, value)
    return call


def own_choice(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Choice | None:
    """Return the choice that *heard* names at a question in front or for one of the site's own slots; else None."""
    if not isinstance(node, Choose) or node.slot == "service" or not (node.slot or call.node in plan.in_front):
        return None
    return chosen(plan, call, node, heard)


def chosen(plan: Plan, call: Call, node: Choose, heard: Interpretation) -> Choice | None:
    """Return the choice that was keyed or named; else, unless it was a command, the only one whose label was echoed."""
    there, language = _available(plan, call, node), plan.language
    meant = [choice for choice in choices_in(plan, node) if _means(plan, choice, heard)]
    # 「別のところにもう一度かけて」 never rings the same office again, even if no other one is offered.
    named = next((choice for choice in meant if choice.other), meant[0] if meant else None)
    named = named if named in there else None
    if named or heard.key or heard.names.intersection(COMMAND_KEYS.values()):
        return named
    echoed = [choice for choice in there if any(echoes(heard.whole, name, language) for name in labels(plan, choice))]
    return echoed[0] if len(echoed) == 1 else None


def _only_offer(plan: Plan, call: Call, node: Choose, heard: Interpretation) -> Choice | None:
    """Return the one choice that a yes takes: the only one, besides a no, of a menu that was played alone.

    The yes must be plain: other words that agree may decline an offer (大丈夫です). A choice of a language is offered
    in that language, so a yes in this one does not mean it.
    """
    is_plain = "yes" in heard.names and consists_of(heard.whole, plan.meanings.wording.accepts)
    if not is_plain or not call.asking.tries:  # only a menu that was played again takes a yes
        return None
    if plan.flow.defaults.offer_fallback in playing(call, node):
        return None  # which is another offer
    offers = [choice for choice in _available(plan, call, node) if choice.words != "no"]
    return offers[0] if len(offers) == 1 and not offers[0].language else None


def _for_undecided(node: Choose, heard: Interpretation) -> Choice | None:
    """Return the choice for a caller who cannot decide, None for any other caller or if there is none."""
    if not node.slot or heard.meaning not in _UNDECIDED:
        return None
    by_list = {choice.words: choice for choice in node.choices}
    return next((by_list[name] for name in _FOR_UNDECIDED if name in by_list), None)


def _means(plan: Plan, choice: Choice, heard: Interpretation) -> bool:
    if heard.key:
        return heard.key == choice.key
    if is_named(plan, choice, heard):
        return True
    # Who only asks (もう一度かけたらつながりますか), or declines, has not asked for a ring.
    rings = choice.other == "fallback" or isinstance(plan.flow.nodes.get(choice.to or ""), Ring)
    return choice.words in heard.names and (not rings or plan.meanings.wording.wants_ring(heard.whole))


def _as_heard_now(plan: Plan, call: Call, node: Choose) -> tuple[Offer, ...]:
    """Return the offers with the labels that are heard now: full ones at the first playing, short ones later.

    A choice of a language is left out: a separate prompt offers it in that language.
    """
    later, abroad = _is_later(call, node), {one.key for one in node.choices if one.language}
    there = choices_in(plan, node) if later else ()  # the label of any other may be missing in this language
    short = {str(choice.key): label(plan, choice.short) for choice in there if choice.short}
    offers = (offer for offer in offered(plan, call, node) if offer.key not in abroad)
    return tuple(Offer(one.key, short.get(one.key, one.label), one.meaning) for one in offers)


def _is_later(call: Call, node: Choose) -> bool:
    """Return whether the question was asked before: at this stage, or in words if it begins with words."""
    return call.asking.stage != "first" if node.first else call.asking.tries > 0


def revalidate(call: Call, _node: Choose) -> Call:
    """Fall back to the menu from a stage that this question does not have."""
    return call if call.asking.stage in ("first", "again", "menu") else to_stage(call, "menu")
