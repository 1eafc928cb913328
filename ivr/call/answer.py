"""Decide what follows from an answer to any question: slots first, then this question's choices, then commands."""

from collections.abc import Callable

from ivr.meaning import NOTHING, QUESTION
from ivr.places import Unknown

from . import postcode
from .asking import ASIDE, NOISY, RETRIES, not_understood, silent
from .commands import again, ask_after, command
from .events import Keyed, Said, Silent
from .filling import fill, number_later, says_it_again
from .interpret import BY_REGION, Interpretation, interpret
from .kinds import QUESTIONS
from .moves import Enter, Move, Play
from .nodes import AskPlace, Choose, End, Overheard, Question, ReadBack
from .onward import goes_on_in
from .plan import Plan
from .ring import to_person
from .state import NEW, Call, unfilled

_CONNECTED = ("foreign", "english", "person")
"""Word lists that alone are enough to connect the caller."""

Hear = Callable[[Call, Question], Interpretation]
"""Interprets speech as an answer to a question, for a call that is at that question."""


def answer(plan: Plan, call: Call, node: Question, event: Keyed | Said | Silent) -> Move:
    """Return what follows when the caller answers *node* with *event*."""
    if isinstance(event, Silent):
        return silent(plan, call, node)
    move = understood(plan, call, node, interpret(plan, call, node, event))
    if isinstance(event, Said) and isinstance(move, Enter | Play) and move.call.language != call.language:
        return _said_in_it(plan.speaks(move.call.language), move, node, event)
    return move


def _said_in_it(plan: Plan, move: Enter | Play, node: Question, event: Said) -> Move:
    """Take what was said in *plan*'s language as an answer too, if *move* switches to that: "my loan in Kobe".

    Despair is acted on as well, and a question is answered, unless it is one about the language. Before a ring, a
    sentence in Latin letters that does not name the language may be an objection ("please do not call them"): only a
    yes rings after it.
    """
    heard = interpret(plan, move.call, node, event)
    if heard.meaning == "explain":
        asked = QUESTIONS[type(node)].answer(plan, move.call, node, heard)
    else:
        asked = None if heard.meaning == f"{QUESTION}other" else _asked_back(plan, move.call, node, heard)
    filled = _distress(plan, move.call, heard) or asked or fill(plan, move.call, node, heard)
    if isinstance(filled, Enter | Play):
        return filled._replace(pending=move.pending + filled.pending)
    names_it = not heard.names.isdisjoint({spoken.words for spoken in plan.flow.languages.values()})
    objects = isinstance(node, ReadBack) and heard.literally.isascii() and not names_it
    return move._replace(guessed=True) if objects and isinstance(move, Enter) else move


def overheard(plan: Plan, call: Call, node: Overheard, hear: Hear) -> Move:
    """Return what follows from speech during *node*: it answers the next question, else the call just goes on."""
    question = plan.node(node.next)
    if not isinstance(question, Question):
        return Enter(node.next, call)
    asked = QUESTIONS[type(question)].revalidate(call.at(node.next, NEW), question)
    heard = hear(asked, question)
    # With 「もういいです」 the caller has heard enough, but may still want to be connected: the question after it asks.
    move = None if "stop" in heard.names else taken(plan, asked, question, heard)
    return move or Enter(node.next, call)


def understood(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move:
    """Return what follows from the answer *heard*, including when it was not understood."""
    return taken(plan, call, node, heard) or not_understood(plan, call, node, heard.mode)


def taken(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Return what follows from the answer *heard* by the first handler that takes it; None when none does."""
    return (
        _distress(plan, call, heard)
        or _language(plan, call, node, heard)
        or _person(plan, call, node, heard)
        or _stop(plan, call, node, heard)
        or _asked_back(plan, call, node, heard)
        or _postcode(plan, call, node, heard)
        or fill(plan, call, node, heard)
        or QUESTIONS[type(node)].answer(plan, call, node, heard)
        or command(plan, call, node, heard)
        or _thanked(plan, call, node, heard)
        or _asked_patiently(plan, call, node, heard)
    )


def _distress(plan: Plan, call: Call, heard: Interpretation) -> Move | None:
    """Connect a caller in despair at once, whatever else was said.

    The call is no longer about an office that was chosen: if nobody answers, the number read out is that of the line
    that rang.
    """
    to = plan.flow.defaults.distress
    if "distress" not in heard.names:
        return None
    return Enter(to, unfilled(call)) if to else Enter(plan.flow.defaults.person, call)


def _language(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Switch to the language that the caller asks for, and ask the current question in it.

    A caller who asks for the present language is told so: 「日本語でお願いします」, "do you speak English".
    """
    for language, spoken in plan.flow.languages.items():
        if spoken.words in heard.names and language == plan.language and spoken.says:
            return ask_after(plan, call, node, spoken.says)
        if spoken.words in heard.names and language != plan.language:
            call, said = goes_on_in(plan, call, language)
            reply = call.asking.stage in (*ASIDE, "region", "confirm")
            return Play(call, said) if reply else Enter(call.node, call, said)
    return None


def _person(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Connect a caller who wants a person, or a language that the site does not speak."""
    is_sure = (heard.meaning, heard.outcome) == ("person", "certain")  # by sound only words for a person are found
    by_name = is_sure and not set(heard.why) <= set(plan.meanings.said_for("person"))
    if heard.names.isdisjoint(_CONNECTED) or (by_name and isinstance(node, ReadBack) and not _is_there(plan, heard)):
        return None  # a person asked for by name is likely in the office that was read back: 「小林さんにつないで」
    defaults, spoken = plan.flow.defaults, {language.words for language in plan.flow.languages.values()}
    person = to_person(plan, node)
    for name, to in (("foreign", defaults.english), ("english", defaults.english), ("person", person)):
        if name in heard.names and name not in spoken:
            return Enter(to or defaults.person, call)
    return None


def _is_there(plan: Plan, heard: Interpretation) -> bool:
    """Return whether the person named in *heard* is said to be at the fallback office: 「本部の小林さんに」."""
    office, joint, _ = heard.why[0].partition("の")
    return bool(joint) and office in plan.fallback.printed_name and office in plan.meanings.said_for("person")


def _stop(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """End the call of a caller who does not want to be connected: nothing rings.

    「間違えました」 denies what was just said, or, while nothing is known yet, means a wrong number. A caller who has
    heard enough may leave at a question that only asks whether to go on.
    """
    defaults = plan.flow.defaults
    is_answer = _only_waits(plan, heard) and (heard.service or not isinstance(heard.place, Unknown))
    if is_answer or ("no" in heard.names and (isinstance(node, ReadBack) or call.asking.stage == "yes_no")):
        return None  # 「ちょっと待って、ええと、岐阜です」
    if not heard.names & {"stop", "wrong_number"} or _wants_number_alone(plan, call, heard):
        return None
    dialled_wrongly = "wrong_number" in heard.names or ("no" in heard.names and not call.slots)
    if dialled_wrongly and defaults.wrong_number:
        return Enter(defaults.wrong_number, call)
    if _only_waits(plan, heard) and RETRIES[call.asking.stage].silence != "ring":
        # 「ちょっと待って」 is no reason to hang up: a caller who looks for a pen or papers hears all of it again.
        return again(plan, call, node)
    return _leave(plan, call, node) or (Enter(defaults.stop, call) if defaults.stop else None)


def _thanked(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """End the call of a caller who says thanks, or has written down the number, where only the end is left."""
    # A caller who says 「ありがとうございます、お願いします」 may want what is offered.
    ends = heard.whole == heard.core or heard.whole.endswith(plan.meanings.said_for("thanks"))
    return _leave(plan, call, node) if ends and "thanks" in heard.names else None


def _leave(plan: Plan, call: Call, node: Question) -> Move | None:
    """End the call at a question that only asks whether to go on."""
    to = node.lost if isinstance(node, Choose) and not node.slot else None
    return Enter(to, call) if to and isinstance(plan.flow.nodes.get(to), End) else None


def _wants_number_alone(plan: Plan, call: Call, heard: Interpretation) -> bool:
    """Return whether *heard* asks for a chosen office's number instead of a ring: 自分でかけるので番号を."""
    return bool(heard.names & plan.for_number) and not _only_waits(plan, heard) and plan.chosen(call) is not None


def _only_waits(plan: Plan, heard: Interpretation) -> bool:
    """Return whether *heard* asks only for a moment's patience, and not to stop in any other words."""
    return "wait" in heard.names and set(heard.why) <= set(plan.meanings.said_for("wait"))


def _asked_back(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Answer the caller's own question and ask again: it fills no slot and does not count as a mistake."""
    said = plan.answers.get(heard.meaning.removeprefix(QUESTION)) if heard.meaning.startswith(QUESTION) else None
    if not said:
        return None
    return ask_after(plan, call, node, (said,))


def _postcode(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Take a postal code at the stage that asks for it; from other stages of the place question go to that stage.

    Key 9 goes there, the word for it, and what callers say for a postal code, unless they said the code itself.
    """
    if not isinstance(node, AskPlace) or not node.postal:
        return None
    if call.asking.stage == "postal":
        return postcode.answer(plan, call, node, postcode.given(heard.mode, heard.literally, plan.language))
    chosen = heard.key == postcode.KEY or (heard.meaning == "postal" and isinstance(heard.place, Unknown))
    return postcode.begin(call) if chosen and call.asking.stage in (*BY_REGION, "region") else None


def _asked_patiently(plan: Plan, call: Call, node: Question, heard: Interpretation) -> Move | None:
    """Ask again, a limited number of times, a caller who hesitates (えーと) or asks for something else.

    A caller with a matter of another office (「ハローワークですか」) first hears who answers here, if the question
    fills a slot. A caller who wants a number before an office is chosen hears how to get it. What is known already is
    said back.
    """
    is_other = heard.meaning == NOTHING and heard.outcome == "certain" and isinstance(node, Choose) and bool(node.slot)
    reply = plan.answers.get("who") if is_other else None
    if isinstance(node, Choose | AskPlace) and says_it_again(call, node, heard):
        reply = node.noted
    said = (*number_later(plan, call, heard), *([reply] if reply else []))
    missed = call.asking.no_matches
    if missed >= NOISY or not ("hesitation" in heard.names or said):
        return None
    counted = call.at(call.node, call.asking.heard(missed + 1))
    return ask_after(plan, counted, node, said)
