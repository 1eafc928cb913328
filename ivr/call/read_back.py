"""The read-back: it says which office will ring, and gives the caller a moment to say no.

At other questions a word within an answer may be enough. Here an office rings next, so the whole answer must consist of
words that agree, the place or office that was read back, and polite words: anything else may be an objection, and a
wrong ring reaches a stranger.
"""

from functools import lru_cache

from ivr.heard.utterance import letters
from ivr.meaning.wording import consists_of
from ivr.places import Certain, PlaceRule, Probable

from . import choose
from .asking import await_answer, with_keys
from .events import OPEN, Conditions
from .interpret import Interpretation, label_form
from .lines import Offer, choices, lines, yes_no
from .moves import Enter, Move, Pending, SayLines, Wait
from .nodes import Choose, Playing, ReadBack
from .onward import asked_anew
from .plan import Plan
from .ring import diverted, node_without_office
from .state import NEW, Call, Stage, to_stage, without_place
from .timetable import with_notices


def enter(plan: Plan, call: Call, node: ReadBack, came: Enter, conditions: Conditions) -> Move:
    """Read the office back; if none is chosen, or it should not ring now, go on elsewhere.

    If a guess led here, nothing rings without a yes. Notices are said to all callers they concern, also to those who
    are led elsewhere from here.
    """
    call, before, after = with_notices(plan, call, conditions)
    office = plan.chosen(call)
    if office:
        instead = diverted(plan, call, office, node.unless, conditions)
    else:
        instead = node_without_office(plan, call, node.unless)
    if instead:
        return Enter(instead, call, came.pending + before + after)
    return ask(plan, to_stage(call, "confirm") if came.guessed else call, node, came.pending + before, after=after)


def ask(
    plan: Plan,
    call: Call,
    node: ReadBack,
    pending: Pending = (),
    _conditions: Conditions = OPEN,
    *,
    after: Pending = (),
) -> Wait:
    """Name the office and wait; on a shared line the phrase comes before the wait, where no key can cut it.

    *after* is said once the office has been named. At the stage ``confirm``, after an answer that was not understood
    and may have been a no, the caller is asked, and only a yes or a key rings.
    """
    if call.asking.stage == "confirm":
        listed = choices(plan, offered(plan, call, node), plan.flow.choice)
        pending += after
        return Wait(call, (await_answer(plan, pending + lines(plan, call, playing(call, node), listed)),))
    office = plan.chosen(call)
    named = pending + lines(plan, call, node.says) + after
    offer = lines(plan, call, playing(call, node))
    if office and office.shared_line:
        phrase = lines(plan, call, plan.phrase(office, "before_ring"))
        return Wait(call, (SayLines(named + phrase), await_answer(plan, offer, node.shared_wait)))
    return Wait(call, (await_answer(plan, named + offer, node.wait),))


def playing(call: Call, node: ReadBack) -> Playing:
    """Return the prompts of the present stage."""
    if call.asking.stage == "confirm":
        return node.confirm_again if with_keys(call) and node.confirm_again else node.confirm
    return node.offer_keys if call.mode == "keys" and node.offer_keys else node.offer


def offered(plan: Plan, _call: Call, _node: ReadBack) -> tuple[Offer, ...]:
    """Return the keys that ring or correct; they are read out only at the stage ``confirm``."""
    return yes_no(plan)


def answer(plan: Plan, call: Call, node: ReadBack, heard: Interpretation) -> Move | None:
    """Ring on a yes, correct on a no; repeating what was read back, but not as a question, is a yes."""
    if heard.key == "2" or "no" in heard.names:
        said_what = _in_advance(plan, call, node.wrong, heard)
        return said_what or Enter(node.wrong, asked_anew(plan, call, node.wrong))
    if agrees(plan, call, heard):
        return Enter(node.next, call)
    number = heard.names & plan.for_number
    return _in_advance(plan, call, plan.flow.defaults.stop, heard._replace(names=number)) if number else None


def _in_advance(plan: Plan, call: Call, name: str | None, heard: Interpretation) -> Move | None:
    """Return what follows if the caller already answers what the node *name* would ask; else None.

    A no may say what is wrong (県が違います), and a caller who wants only the number (番号だけ教えて) wants no ring.
    """
    node = plan.flow.nodes.get(name or "")
    if heard.key or not isinstance(node, Choose):
        return None
    move = choose.answer(plan, call.at(name or "", NEW), node, heard)
    return move._replace(pending=lines(plan, call, node.says) + move.pending) if isinstance(move, Enter) else None


def revalidate(call: Call, _node: ReadBack) -> Call:
    """Drop state that belongs to other kinds of question."""
    stage: Stage = "confirm" if call.asking.stage == "confirm" else ""
    return without_place(call, stage)


def agrees(plan: Plan, call: Call, heard: Interpretation) -> bool:
    """Return whether *heard* is a yes to the office that was read back: key 1, or only words that agree."""
    if heard.mode == "keys":
        return heard.key == "1"
    text = heard.whole
    of = plan.meanings.wording
    if _is_asked(plan, heard) and not (text.endswith(of.request) or of.asks_for_it.search(text)):
        return False
    # 「返済です」 agrees; 「計画いいです」 may decline.
    plainly, named = of.accepts | of.around, _named(plan, call, heard)
    said_again = plan.meanings.never_asked(call.slot("service") or "")  # 「費用」 may be a question
    says_again = consists_of(text, plainly | said_again | named) and not consists_of(text, plainly)
    is_cut = text.endswith(tuple(name + end for name in named | said_again for end in of.cut_denial))
    is_whole = not is_cut and (says_again or consists_of(text, plan.meanings.agreeing | named))
    return heard.key == "1" or (is_whole and ("yes" in heard.names or not consists_of(text, plan.meanings.polite)))


def only_repeats(plan: Plan, call: Call, heard: Interpretation) -> bool:
    """Return whether *heard* asks only for a repetition; words of wonder are excluded, as they may be a protest."""
    words, wording = plan.meanings.said_for("again"), plan.meanings.wording
    plainly = {word for word in words if len(word) >= wording.telling and not word.endswith("か")}
    pieces = plainly | plan.meanings.polite | wording.repeating | _named(plan, call, heard)
    return heard.mode == "keys" or consists_of(heard.whole, pieces)


def _is_asked(plan: Plan, heard: Interpretation) -> bool:
    wording, text = plan.meanings.wording, heard.whole
    # At its very beginning only what makes a question of an English answer can match: "is that in Shizuoka".
    begins = wording.asked.match(text) and text not in plan.meanings.said_for("yes")  # "is correct" is no question
    plainly = text in wording.protest or consists_of(text, plan.meanings.sure("yes"))  # "right", "that is right"
    protests = text.endswith(wording.protest) and not plainly
    return "?" in heard.literally or protests or bool(begins)


def _named(plan: Plan, call: Call, heard: Interpretation) -> set[str]:
    """Return the words that name what was read back: the place in *heard*, and the parts of the service's name."""
    service = call.slot("service") or ""
    name = plan.directory.services[service].name if service else ""
    named = _parts(name, plan.meanings.said_for(service), plan.meanings.language) if name else frozenset()
    match heard.place:
        case Certain(code) | Probable(code) if heard.rule != PlaceRule.SOUND:
            is_again = plan.places.area_of(code) == call.slot("prefecture")
        case _:
            is_again = False
    return {*named, letters(heard.place.heard, plan.meanings.language)} if is_again else {*named}


@lru_cache(maxsize=100)
def _parts(name: str, words: tuple[str, ...], language: str) -> frozenset[str]:
    return frozenset(word for word in words if word in label_form(name, language))
