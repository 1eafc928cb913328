"""Interpret an answer within its call: the only place where an answer becomes an `Interpretation`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from ivr.heard.utterance import JAPANESE, Utterance, plain, utterance
from ivr.meaning import NOTHING, Certainty, Meanings, Understood, understand, understand_by_ear, wording
from ivr.meaning.wording import consists_of
from ivr.places import AreaRule, Certain, Explained, PlaceOutcome, PlaceRule, Unknown, explain_said
from ivr.places.text.digits import digits_in

from .events import Keyed, Said
from .lines import choices_in, label
from .nodes import AskPlace, Choice, Choose, Question, ReadBack
from .plan import Plan
from .state import Call, drop, refuse

COMMAND_KEYS = {"#": "again", "*": "back", "0": "help"}
"""The keys that mean the same in every one-key question."""

_JOINTS = {JAPANESE: re.compile("[・と]")}
_OTHER_JOINT = re.compile(" and |, ")
"""Separates the names in a region's label (九州・沖縄)."""
_BOUNDS = {JAPANESE: re.compile("から|まで")}
_OTHER_BOUND = re.compile(" to ")
"""Words that turn a place's name into the start or end of a region (Aomori to Owani)."""

_AREA = {
    JAPANESE: re.compile(
        "^(?:いや|いえ|いいえ|違う|やっぱり|[1-8一二三四五六七八](?:番目?|つ目)?の)|(?:地方|えりあ)?(?:の(?:方|ほう)?)?$"
    )
}
_OTHER_AREA = re.compile("^ (?:no|nope|somewhere  in) | (?:region|area) $")
"""Words that callers add to a region's name (いや、九州のほう; 四番の九州)."""

_LONG_NUMBER = 5
"""Digits from which on a number is a postal code or a telephone's, and no name or key."""

BY_REGION = ("first", "again", "menu")
"""Stages at which naming a region is an answer."""


# A named tuple, as a call is: each answer makes several.
class Interpretation(NamedTuple):
    """The content of one answer.

    *key* is the key that was pressed or named. *meaning* is what the words mean apart from a place (see
    `ivr.meaning.Understood`), with its *outcome* and *why*; *names* are the word lists that matched. *service* and
    *place* are what it says for those slots, *rule* is the rule that decided the place. *whole* is a spoken answer in
    plain form, *core* the same without polite words at its end; *literally* are the keys, or the words in normal form.
    """

    mode: Literal["keys", "voice"]
    key: str = ""
    meaning: str = NOTHING
    outcome: Certainty = "unknown"
    names: frozenset[str] = frozenset()
    service: str = ""
    place: PlaceOutcome = Unknown()  # frozen, so that one is enough for all
    rule: str = ""
    whole: str = ""
    core: str = ""
    literally: str = ""
    why: tuple[str, ...] = ()

    @property
    def is_guess(self) -> bool:
        """Return whether the service is only probable."""
        return bool(self.service) and self.outcome != "certain"


def interpret(plan: Plan, call: Call, node: Question, event: Keyed | Said) -> Interpretation:
    """Return what the caller keyed or said; a place that was refused before, or by this answer, is ignored."""
    if isinstance(event, Keyed):
        return hear_keys(event.keys)
    said = utterance(event.text, plan.meanings.language)
    heard = hear_words(plan.keys, plan.meanings, said)
    refused = frozenset(without_denied(plan, call, heard).refused)
    place = place_in(plan, said, refused, event.conditions.near, by_sound=may_sound_like_a_place(heard))
    return in_call(plan, call, node, *by_ear(plan, said, heard, place))


def without_denied(plan: Plan, call: Call, heard: Interpretation) -> Call:
    """Return *call* without what the answer denies: the place of its yes/no question, or a service beside a place.

    「計画じゃなくて岡山です」 takes the service back, but says no other.
    """
    left = refuse(call, call.asking.candidates[0]) if denies_place(plan, call, heard) else call
    taken_back = heard.names & plan.meanings.services
    beside_place = bool(taken_back) and not heard.service and not isinstance(heard.place, Unknown)
    return drop(left, "service") if beside_place and call.slot("service") in taken_back else left


def denies_place(plan: Plan, call: Call, heard: Interpretation) -> bool:
    """Return whether *heard* is a no to the place that is asked about."""
    return call.asking.stage == "yes_no" and "no" in heard.names and not is_about_service(plan, call, heard)


def is_about_service(plan: Plan, call: Call, heard: Interpretation) -> bool:
    """Return whether *heard* takes a service back (計画は違います), or says another than the known one."""
    if not heard.names.isdisjoint(plan.meanings.services):
        return True
    known = call.slot("service") if heard.service else None
    return bool(known) and heard.service != known


def hear_keys(keys: str) -> Interpretation:
    """Return what pressed *keys* mean in a one-key question; more than one key, or an unknown one, means nothing."""
    if len(keys) != 1 or keys not in "0123456789#*":
        return Interpretation("keys", literally=keys)
    command = COMMAND_KEYS.get(keys)
    return Interpretation("keys", key=keys, names=frozenset({command} if command else ()), literally=keys)


def hear_words(keys: Mapping[str, str], meanings: Meanings, said: Utterance) -> Interpretation:
    """Return what *said* means apart from places; *keys* maps the words for keys, in plain form, to the keys."""
    key = keys.get(said.core) or keys.get(meanings.wording.numbered.sub("", said.core), "")
    heard = Interpretation("voice", key=key, whole=said.spoken, core=said.core, literally=said.form)
    # 405 is a name for the center, but not within the postal code 405-0031, however it is spoken.
    is_number = len(digits_in(said.form, said.language)) >= _LONG_NUMBER
    return heard if is_number else with_meaning(heard, understand(meanings, said))


def with_meaning(heard: Interpretation, understood: Understood) -> Interpretation:
    """Return *heard* with the meaning that was *understood* in it."""
    commands = {COMMAND_KEYS[heard.key]} if heard.key in COMMAND_KEYS else set[str]()
    return heard._replace(
        meaning=understood.meaning,
        outcome=understood.outcome,
        names=understood.lists | commands,
        service=understood.service,
        why=understood.why,
    )


def may_sound_like_a_place(heard: Interpretation) -> bool:
    """Return whether *heard* may contain a misheard place: not if its words mean something else, or all the service."""
    named = heard.outcome == "certain" and heard.service and not _only_names(heard)
    return bool(heard.outcome == "unknown" or named or heard.names & {"yes", "no"})


def _only_names(heard: Interpretation) -> bool:
    """Return whether nothing but particles stands around the words that decided: 「計画の書き方で」 names no place."""
    rest = heard.core
    for word in heard.why:
        rest = rest.replace(word, " ")
    return all(len(piece) <= 1 for piece in rest.split(" "))


def by_ear(
    plan: Plan, said: Utterance, heard: Interpretation, explained: Explained
) -> tuple[Interpretation, Interpretation]:
    """Return *heard* as it is, and with its place; if it has neither word nor place, words are matched by sound."""
    if heard.outcome == "unknown" and not heard.key and isinstance(explained.outcome, Unknown):
        heard = with_meaning(heard, understand_by_ear(plan.meanings, plan.places.readings, said))
    return heard, placed(heard, explained)


def place_in(
    plan: Plan,
    said: Utterance,
    refused: frozenset[str] = frozenset(),
    near: tuple[str, ...] = (),
    *,
    by_sound: bool = True,
) -> Explained:
    """Return the place that was named, and why; a word of the site's own is not a place (本部 is not 本部町)."""
    if not plan.places.areas:
        return Explained(Unknown(), "")
    return explain_said(plan.places, said, refused, near, plan.no_places, by_sound=by_sound)


def placed(heard: Interpretation, explained: Explained) -> Interpretation:
    """Return *heard* with the place that was found in it."""
    return heard._replace(place=explained.outcome, rule=explained.rule)


def in_call(
    plan: Plan, call: Call, node: Question, heard: Interpretation, with_place: Interpretation
) -> Interpretation:
    """Return *heard* as it is *with_place* (see `placed`), unless its words answer without a place."""
    if _is_position(plan, heard) and not _reads_list(call, node):
        heard, with_place = heard._replace(key=""), with_place._replace(key="")
    # A number that was read out, or somebody's name (建設業の山口です), is no place unless one was asked for.
    is_aside = isinstance(with_place.rule, AreaRule) or with_place.rule == PlaceRule.OTHERS
    if is_aside and not isinstance(node, AskPlace):
        with_place = heard
    if isinstance(node, Choose) and is_label(plan, node, heard):
        return heard._replace(meaning=NOTHING, outcome="unknown", service="")
    if isinstance(with_place.place, Certain):
        return heard if _is_region(plan, call, node, heard) else _answering(with_place)
    return heard if _is_asked_for(plan, call, node, heard) else with_place


def _is_position(plan: Plan, heard: Interpretation) -> bool:
    """Return whether *heard* names a key by its position among others (前のほう), not by its digit."""
    if heard.mode == "keys" or not heard.key.isdigit():
        return False
    return digits_in(plan.meanings.wording.numbered.sub("", heard.core).strip(), plan.language) != heard.key


def _reads_list(call: Call, node: Question) -> bool:
    """Return whether several answers are read out one after the other."""
    if isinstance(node, Choose):
        return len(node.choices) > 1
    return isinstance(node, AskPlace) and call.asking.stage in ("menu", "region", "pick")


def _answering(with_place: Interpretation) -> Interpretation:
    """Return an answer that names a place, without the question or command that only its form suggested."""
    is_only_like = with_place.outcome == "probable" and not with_place.service
    return (
        with_place._replace(meaning=NOTHING, outcome="unknown", names=frozenset(), why=())
        if is_only_like
        else with_place
    )


def _is_asked_for(plan: Plan, call: Call, node: Question, heard: Interpretation) -> bool:
    """Return whether *heard* answers without a place: 「はい、さようです」 is not 佐用町, 「東海」 not 東海市."""
    if call.asking.stage == "yes_no" or isinstance(node, ReadBack):
        return "yes" in heard.names
    if isinstance(node, Choose) and not node.slot:  # 「代わりました、山田です」 goes on, and is not 山田町
        return any(choice.words in heard.names for choice in node.choices)
    return isinstance(node, AskPlace) and region(plan, node, "", heard.core) is not None


def _is_region(plan: Plan, call: Call, node: Question, heard: Interpretation) -> bool:
    """Return whether *heard* is the whole name of a region offered: 「九州・沖縄」 is not 沖縄県, but 「沖縄」 is."""
    by_name = call.asking.stage in (*BY_REGION, "region")
    return by_name and isinstance(node, AskPlace) and names_region(plan, node, heard)


@lru_cache(maxsize=1_000)
def label_form(label: str, language: str) -> str:
    """Return a label in plain form; cached, because labels are few and each answer is compared with them."""
    return plain(label, language)


def echoes(whole: str, label: str, language: str = JAPANESE) -> bool:
    """Return whether *whole*, a complete spoken answer, is part of what callers heard as *label*.

    A label of several clauses is more a description than a name: one word of it (相談したい) would choose by chance. So
    would an answer without its polite words: 「もういいです」 is not part of 「もう一度かけるとき」.
    """
    of = wording(language)
    clauses = "、" in label or "," in label
    return len(whole) > 1 and not clauses and whole in label_form(label, language) and not consists_of(whole, of.empty)


def is_label(plan: Plan, node: Choose, heard: Interpretation) -> bool:
    """Return whether *heard* is one of the choices in exactly the words that callers hear."""
    return any(is_named(plan, one, heard) for one in choices_in(plan, node))


def is_named(plan: Plan, choice: Choice, heard: Interpretation) -> bool:
    """Return whether *heard* is *choice* in exactly the words that callers hear, and does not turn it down."""
    if heard.core not in (label_form(name, plan.language) for name in labels(plan, choice)):
        return False
    start = heard.whole.find(heard.core)  # 「計画づくりは結構です」
    return not plan.meanings.wording.denial(heard.whole, start, start + len(heard.core))


def labels(plan: Plan, choice: Choice) -> tuple[str, ...]:
    """Return the labels under which callers hear *choice*, the full one first."""
    return tuple(label(plan, name).text for name in (choice.label, choice.short) if name)


def region(plan: Plan, node: AskPlace, key: str, core: str) -> int | None:
    """Return the number of the region that a *key* or its name stands for, or None."""
    numbers = _numbers_by_name(tuple([label(plan, one.label).text for one in node.regions]), plan.language)
    named = (numbers.get(one) for one in (core, _AREA.get(plan.language, _OTHER_AREA).sub("", core)))
    keyed = int(key) if key.isdigit() and int(key) <= len(node.regions) else None
    return min(filter(None, (*named, keyed)), default=None)


@lru_cache(maxsize=100)
def _numbers_by_name(labels: tuple[str, ...], language: str) -> Mapping[str, int]:
    """Return the number of the region for each name that callers may say; of a name of several, the first."""
    numbers = [(name, number) for number, text in enumerate(labels, 1) for name in _names(text, language) if name]
    return dict(reversed(numbers))


@lru_cache(maxsize=1_000)
def _names(text: str, language: str) -> frozenset[str]:
    """Return what callers may say for a region: its whole label, or one of the places in it."""
    parts = _JOINTS.get(language, _OTHER_JOINT).split(text)
    return _whole_names(text, language) | {label_form(part, language) for part in parts}


@lru_cache(maxsize=1_000)
def _whole_names(text: str, language: str) -> frozenset[str]:
    """Return the forms in which a whole label may be heard: the word that joins its places may be missing.

    A label alone may begin like an answer: from "So to Nakatane" the leading "so" is removed as a sigh.
    """
    unjoined = _JOINTS.get(language, _OTHER_JOINT).sub("" if language == JAPANESE else " ", text)
    forms = (form for one in (text, unjoined) for form in (label_form(one, language), utterance(one, language).core))
    return frozenset(forms)


def names_region(plan: Plan, node: AskPlace, heard: Interpretation) -> bool:
    """Return whether the answer is a region's whole name, and that name is more than one place."""
    names = (label(plan, region.label).text for region in node.regions)
    more = (_JOINTS.get(plan.language, _OTHER_JOINT), _BOUNDS.get(plan.language, _OTHER_BOUND))
    return any(
        heard.core in _whole_names(name, plan.language) and any(sign.search(name) for sign in more) for name in names
    )
