"""Claims about every step: one documented function each, which returns what is wrong, or "".

Only what a site's files can break is claimed here; what no file can break is tested with the core. Claims about whole
calls are in `explore`.
"""

# ruff: noqa: D401  # the first line of each claim says what must hold
from collections.abc import Callable, Mapping

from ivr.call import Ask, Call, Conditions, Keyed, Plan, RingNumber, Silent, offered, step
from ivr.call.interpret import BY_REGION, COMMAND_KEYS, label_form
from ivr.call.kinds import playing
from ivr.call.lines import office
from ivr.call.nodes import AskPlace, Overheard, Question, ReadBack
from ivr.places import codes_of
from ivr.translation import N_, _

from .alphabet import Answer, AnswerKind
from .state import same_question
from .step import Arrival, own_name

LOST = N_("the call ends without an office rung or a number read out")
UNASKED = N_("a telephone rings again unasked")
UNTOLD = N_("an office on a shared line rings, and the sentence to ask for it was not heard in full")

ClaimThere = Callable[[Plan, Arrival], str]
ClaimAfter = Callable[[Plan, Call, Answer, Arrival], str]


def right_number(_plan: Plan, arrival: Arrival) -> str:
    """No number is read out except that of the office that the call is about."""
    return _("a number is read out that is not the office's") if arrival.announced.strange else ""


def phrase_with_number(_plan: Plan, arrival: Arrival) -> str:
    """A number on a shared line is followed by the sentence with which callers ask for the office."""
    if not arrival.announced.unnamed:
        return ""
    return _("a number on a shared line is read out without the sentence to ask for the office")


def phrase_only_there(plan: Plan, arrival: Arrival) -> str:
    """Only callers of an office on a shared line hear that sentence."""
    if not arrival.announced.phrase or office(plan, arrival.after).shared_line:
        return ""
    return _("the sentence for shared lines is heard by a caller of an office with a line of its own")


def whisper(plan: Plan, arrival: Arrival) -> str:
    """A desk on a shared line hears which service the call is for before it is put through."""
    if arrival.rings is None:
        return ""
    about = office(plan, arrival.after)
    if arrival.rings.number != about.e164 or not about.shared_line:
        return ""
    whispered = arrival.rings.whisper
    name = own_name(plan.first, arrival.after)
    named = whispered and name and name in whispered.text
    return "" if named else _("the desk on a shared line is not told which service is called")


def unasked(_plan: Plan, _before: Call, _answer: Answer, arrival: Arrival) -> str:
    """No telephone rings a second time unless the caller asks for it."""
    return _(UNASKED) if arrival.rings else ""


def back_key(plan: Plan, before: Call, _answer: Answer, arrival: Arrival) -> str:
    """* leads back to a question, or repeats the first one; it is no mistake and never ends or connects a call."""
    after = arrival.after
    was, now = before.asking, after.asking
    tried = now.tries > (was.tries if (after.node, now.stage) == (before.node, was.stage) else 0)
    to_menu = after.node == before.node and was.stage in ("first", "again") and now.stage != was.stage
    taken_back = len(after.slots) < len(before.slots)
    good = _asks(arrival) and not tried and (taken_back or not to_menu)
    return "" if good or _listens(plan, before) else _('* does not lead back from "{node}"').format(node=before.node)


def help_key(plan: Plan, before: Call, _answer: Answer, arrival: Arrival) -> str:
    """0 helps; where it has just helped, or means the fallback office, it rings that office or reads out a number."""
    if before.asking.stage == "postal" or _listens(plan, before):
        return ""
    handed = arrival.announced.number or (arrival.rings is not None and arrival.rings.number == plan.fallback.e164)
    helps = (
        arrival.after.node == before.node
        and arrival.after.asking.helped
        and not before.asking.helped
        and _asks(arrival)
    )
    if handed and not (before.asking.helped or _offers_fallback(plan, before)):
        return _('0 at "{node}" rings the fallback office, which was not announced').format(node=before.node)
    return (
        ""
        if handed or helps
        else _('0 at "{node}" neither helps nor leads to the fallback office').format(node=before.node)
    )


def _offers_fallback(plan: Plan, call: Call) -> bool:
    """Return whether the caller was told, at the question where *call* is, that 0 leads to the fallback office."""
    offer = plan.flow.defaults.offer_fallback
    node = plan.flow.nodes.get(call.node)
    is_offered = isinstance(node, Question) and offer in playing(call, node)
    return is_offered or any(one.key == "0" for one in offered(plan, call))


def objected(plan: Plan, before: Call, answer: Answer, arrival: Arrival) -> str:
    """After an answer at a read-back that is not understood, silence does not ring: it may be an objection.

    If the office is the fallback office, as a notice may arrange, it rings only where any call would be handed over.
    """
    if not isinstance(plan.flow.nodes.get(before.node), ReadBack):
        return ""
    repeats = answer.text in COMMAND_KEYS or bool(answer.heard.names & set(COMMAND_KEYS.values()))
    # Whatever fills a slot, including one of the site's own, was understood.
    corrects = bool(answer.codes or answer.heard.service) or arrival.after.slots != before.slots
    moved = (arrival.after.node, arrival.after.language) != (before.node, before.language)
    understood = moved or repeats or corrects
    if understood or not _rung_in_silence(plan, arrival.after):
        return ""
    return _('what is not understood at "{node}" is followed by a ring on silence').format(node=before.node)


def _rung_in_silence(plan: Plan, call: Call) -> bool:
    """Return whether silence at this question rings the office of the call, other than as the fallback office."""
    node, office = call.node, plan.chosen(call)
    for _turn in range(plan.flow.turns):
        call, instructions = step(plan, call, Silent())
        if call.node != node:
            rung = {one.number for one in instructions if isinstance(one, RingNumber)}
            as_fallback = plan.flow.rings_fallback(plan.flow.nodes.get(call.node))
            return office is not None and office.e164 in rung and not as_fallback
    return False


def nothing_rings(plan: Plan, before: Call, answer: Answer, arrival: Arrival) -> str:
    """An answer that is not understood rings no office but the fallback office, when the call is handed over."""
    rung = arrival.rings.number if arrival.rings else plan.fallback.e164
    if rung == plan.fallback.e164 or _chosen(plan, before, answer):
        return ""
    return _('what is not understood at "{node}" rings an office').format(node=before.node)


def _chosen(plan: Plan, before: Call, answer: Answer) -> bool:
    """Return whether *answer* names a choice in the words in which it was offered, or a place that was asked about.

    A name of several places is spelt without the place that it means, yet it settles a question about one of them.
    """
    if set(codes_of(answer.with_place("").place)[:1]) & set(before.asking.candidates):
        return True
    language = plan.speaks(before.language).language
    return any(answer.heard.core == label_form(offer.label.text, language) for offer in offered(plan, before))


def asked_back(plan: Plan, before: Call, _answer: Answer, arrival: Arrival) -> str:
    """A question back is answered, and the same question asked again: it fills no slot, and is no mistake."""
    was, now = before.asking, arrival.after.asking
    node = _question(plan, before)
    same = arrival.after.node == node and dict(arrival.after.slots) == dict(before.slots)
    counted = _more(now.no_matches, was.no_matches) or (now.stage == was.stage and _more(now.tries, was.tries))
    if same and not counted and _asks(arrival):
        return ""
    return _('a question from the caller at "{node}" is taken for an answer').format(node=before.node)


def _more(now: int, was: int) -> bool:
    """Return whether a count has grown; a lazy one that is still the same is not looked at."""
    return now is not was and now > was


def _question(plan: Plan, call: Call) -> str:
    """Return the question that an answer is given to: during an announcement, the one after it."""
    node = plan.flow.nodes.get(call.node)
    return node.next if isinstance(node, Overheard) else call.node


def passed_once(plan: Plan, before: Call, answer: Answer, arrival: Arrival) -> str:
    """Telling more never leads back to a question in front that was passed: only `*` does."""
    node = arrival.after.node
    if node not in plan.in_front or not (answer.codes or answer.heard.service) or not before.slot(node):
        return ""
    message = _('"{text}" at "{node}" leads back to "{front}", which the caller has already answered')
    return message.format(text=answer.line(plan), node=before.node, front=node)


def comforted(plan: Plan, before: Call, _answer: Answer, arrival: Arrival) -> str:
    """Despair at any moment rings an office at once, or has a number read out."""
    if arrival.rings or arrival.announced.number:
        return ""
    message = _('despair at "{node}" leads neither to an office that rings nor to a number').format(node=before.node)
    node = plan.flow.nodes.get(before.node)
    unheard = isinstance(node, Overheard) and not isinstance(plan.flow.nodes.get(node.next), Question)
    return message + (
        _("; let a question follow this announcement, which hears what is said during it") if unheard else ""
    )


def corrected(plan: Plan, before: Call, _answer: Answer, arrival: Arrival) -> str:
    """2 at a read-back asks what is wrong: no office rings."""
    if not isinstance(plan.flow.nodes.get(before.node), ReadBack) or not arrival.rings:
        return ""
    return _('2 at "{node}" rings an office that the caller has said no to').format(node=before.node)


def handed_over(plan: Plan, before: Call, _answer: Answer, arrival: Arrival) -> str:
    """A call of too many turns is handed over or ends, so that it cannot go on for ever."""
    if before.handed_over or arrival.ends or arrival.after.handed_over:
        return ""
    return _("after {turns} turns the call is not handed over, and may never end").format(turns=plan.flow.turns)


def ends_at_last(_plan: Plan, before: Call, _answer: Answer, arrival: Arrival) -> str:
    """A call that was handed over and still goes on is ended."""
    return _("a call that has been handed over does not end") if before.handed_over and not arrival.ends else ""


def rescued(_plan: Plan, _before: Call, _answer: Answer, arrival: Arrival) -> str:
    """After a fault of the service an office rings, or a number is read out."""
    if arrival.rings or arrival.announced.number:
        return ""
    return _("after a fault of the service neither an office rings nor a number is read out")


def same_by_voice(plan: Plan, before: Call, answer: Answer, arrival: Arrival, by_key: Callable[[], Call]) -> str:
    """Naming a choice, or speaking a key, leads where the key leads (*by_key*)."""
    if answer.same_as not in _offered(plan, before, answer):
        return ""
    keyed = by_key()
    if same_question(keyed, arrival.after) and _known(keyed) == _known(arrival.after):
        return ""
    went, should = arrival.after.node, keyed.node
    if went == should:
        message = _('"{text}" at "{node}" is another answer than its key {key}, though both lead to "{went}"')
    else:
        message = _('"{text}" at "{node}" leads to "{went}", and its key {key} to "{should}"')
    return message.format(text=answer.text, node=before.node, went=went, should=should, key=answer.same_as)


def _known(call: Call) -> dict[str, str]:
    """Return what a call knows; of a place only that there is one, as a spoken place need not be the keyed one."""
    return {name: value if name == "service" else "" for name, value in call.slots}


def _offered(plan: Plan, call: Call, answer: Answer) -> set[str]:
    """Return the keys that are choices where *call* is; the names of regions count where regions are offered."""
    node = plan.flow.nodes.get(call.node)
    if not answer.heard.key and answer.heard.names & {"yes", "no"}:
        counts = isinstance(node, ReadBack) or call.asking.stage == "yes_no"
    else:
        counts = not isinstance(node, AskPlace) or _is_listed(call, answer)
    return {offer.key for offer in offered(plan, call)} if counts else set()


def _is_listed(call: Call, answer: Answer) -> bool:
    """Return whether what was said names one of the entries that the place question offers where *call* is."""
    return call.asking.stage in BY_REGION or answer.heard.key == answer.same_as


def _listens(plan: Plan, call: Call) -> bool:
    """Return whether an announcement is heard where *call* is: every key there only goes on."""
    return isinstance(plan.flow.nodes.get(call.node), Overheard)


def _asks(arrival: Arrival) -> bool:
    return bool(arrival.instructions) and isinstance(arrival.instructions[-1], Ask)


THERE: Mapping[str, ClaimThere] = {
    "proof-number": right_number,
    "proof-phrase-number": phrase_with_number,
    "proof-phrase-only": phrase_only_there,
    "proof-whisper": whisper,
}
OF_KIND: Mapping[AnswerKind, Mapping[str, ClaimAfter]] = {
    "key": {"proof-objected": objected},
    "speech": {
        "proof-objected": objected,
        "proof-unheard": nothing_rings,
        "proof-question": asked_back,
        "proof-round": passed_once,
        "proof-distress": comforted,
    },
    "dial": {"proof-unasked": unasked},
    "late": {"proof-turns": handed_over},
    "last": {"proof-last": ends_at_last},
    "fault": {"proof-fault": rescued},
}
OF_KEY: Mapping[str, Mapping[str, ClaimAfter]] = {
    "*": {"proof-back": back_key},
    "0": {"proof-help": help_key},
    "2": {"proof-corrected": corrected},
}


def claims_at(plan: Plan, node: str, answer: Answer) -> Mapping[str, ClaimAfter]:
    """Return what is claimed about the step that *answer* takes from *node*, by name."""
    of_key = OF_KEY.get(answer.text, {}) if answer.kind == "key" else {}
    claims = {**OF_KIND.get(answer.kind, {}), **of_key}
    holds: dict[ClaimAfter, bool] = {
        objected: isinstance(plan.flow.nodes.get(node), ReadBack),
        asked_back: answer.asks_back,
        comforted: "distress" in answer.heard.names,
        nothing_rings: answer.is_noise,
        passed_once: bool(plan.in_front),
    }
    return {name: claim for name, claim in claims.items() if holds.get(claim, True)}


def wrong_there(plan: Plan, arrival: Arrival) -> dict[str, str]:
    """Return what is wrong with the result of a step, by claim; above all an exception: no answer may raise one."""
    if arrival.error:
        return {"proof-error": arrival.error}
    return {name: message for name, claim in THERE.items() if (message := claim(plan, arrival))}


def wrong_after(
    claims: Mapping[str, ClaimAfter],
    plan: Plan,
    before: Call,
    answer: Answer,
    arrival: Arrival,
    by_key: Callable[[], Call],
) -> dict[str, str]:
    """Return what is wrong with the step that *answer* takes from *before*, by claim; *by_key* is its key's step."""
    if arrival.error:
        return {}
    wrong = {name: message for name, claim in claims.items() if (message := claim(plan, before, answer, arrival))}
    if answer.same_as and (message := same_by_voice(plan, before, answer, arrival, by_key)):
        wrong["proof-words"] = message
    return wrong


def keyed(plan: Plan, before: Call, answer: Answer, conditions: Conditions) -> Call:
    """Return the call after the key that *answer* is another word for."""
    return step(plan, before, Keyed(answer.same_as, conditions))[0]
