"""Faults of meaning, each with the claim that it breaks and the shortest call that shows it: its caller's answers."""

from dataclasses import dataclass

from ivr.call import Hindrance

from .small import FLOW, MEANINGS, PROMPTS, WORDS, Change

SENTENCE = "「愛知県の経営改善支援センターをお願いします」"
SILENCE = "(silence)"
NOISE, DESPAIR = "「ざーざー」", "「もうだめ」"

CLOSED_UNTOLD = (FLOW, "says: [closed, next_opening], next: tell_number_first", "says: [closed], next: goodbye")
OPEN_BY_DAY = ("data/hours.yaml", "", "site: {week: {mon-fri: [09:00-17:00]}}\n")


@dataclass(frozen=True, slots=True)
class Message:
    """What the proof says of a word that misleads: *parts* of it, and a part of the *line* of *path* that it names."""

    path: str
    line: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: *changes* of a site, the *claim* broken, the *call* that shows it, and the *world* in which it does.

    A site with one *file* more (hours, or notices) shows it at a time that the call names. The *message* leads to the
    word that misleads.
    """

    changes: tuple[Change, ...]
    claim: str
    call: tuple[str, ...]
    world: tuple[Hindrance, ...] = ()
    file: Change | None = None
    message: Message | None = None


def prompt(text: str, kana: str, new_text: str, new_kana: str) -> tuple[Change, ...]:
    return (PROMPTS, f"{text}\n", f"{new_text}\n"), (PROMPTS, f"{kana}\n", f"{new_kana}\n")


FAULTS = {
    "two at the read-back rings all the same": Fault(
        ((FLOW, "wrong: what_is_wrong", "wrong: ring_office"),), "proof-corrected", (SENTENCE, "2")
    ),
    "a closed office is not told by its number": Fault(
        (CLOSED_UNTOLD,),
        "proof-lost",
        (SENTENCE,),
        file=OPEN_BY_DAY,
    ),
    "an office that a notice closes is not told by its number": Fault(
        (CLOSED_UNTOLD,),
        "proof-lost",
        (SENTENCE,),
        file=(
            "data/notices.yaml",
            "",
            "notices: {a: {from: 2026-12-01, until: 2026-12-02, closes: true, text: 休みです。, kana: やすみです。}}",
        ),
    ),
    "whoever asks for English is hung up on": Fault(
        ((FLOW, "says: [english], next: ring_fallback", "says: [english], next: goodbye"),),
        "proof-lost",
        ("「はろー」",),
    ),
    "the phrase does not say what to ask for": Fault(
        prompt(
            "電話がつながったら、「{service}での相談」と、お伝えください。",
            "でんわがつながったら、「{service}でのそうだん」と、おつたえください。",
            "電話がつながったら、お名前を、お伝えください。",
            "でんわがつながったら、おなまえを、おつたえください。",
        ),
        "proof-phrase",
        (SENTENCE, SILENCE),
    ),
    "the number is read out without the phrase": Fault(
        prompt(
            "お電話では、「{service}での相談」と、お伝えください。",
            "おでんわでは、「{service}でのそうだん」と、おつたえください。",
            "お電話を、お待ちしています。",
            "おでんわを、おまちしています。",
        ),
        "proof-phrase-number",
        (SENTENCE,),
        world=("failing",),
    ),
    "callers of every office hear the phrase": Fault(
        ((FLOW, "says: [busy], next: not_reached", "says: [busy, phrase], next: not_reached"),),
        "proof-phrase-only",
        ("「愛知県の中小企業再生支援協議会をお願いします」", SILENCE, "(busy)"),
    ),
    "the desk is not told which service is called": Fault(
        prompt('"{service}での、相談です。"', '"{service}での、そうだんです。"', "相談です。", "そうだんです。"),
        "proof-whisper",
        (SENTENCE, SILENCE),
    ),
    "a desk on a shared line is told nothing": Fault(
        (
            (
                "data/directory.yaml",
                "      shared_line: true\n    council:\n      printed_name: 愛知県",
                "      shared_line: true\n      whisper: none\n    council:\n      printed_name: 愛知県",
            ),
        ),
        "proof-whisper",
        ("「愛知県の経営改善支援センターをお願いします」", SILENCE),
    ),
    "another office's number is read out": Fault(
        prompt(
            "お電話、ありがとうございました。",
            "おでんわ、ありがとうございました。",
            "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。",
            "ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。",
        ),
        "proof-number",
        (SENTENCE, "「終わり」"),  # in a world where the office is closed and its number read out
    ),
    "a telephone rings again unasked": Fault(
        ((FLOW, "    lost: tell_number\n", "    lost: ring_office\n"),),
        "proof-unasked",
        (SENTENCE, SILENCE, "(busy)", SILENCE, SILENCE),
    ),
    "a telephone rings again after noise": Fault(
        ((FLOW, "    lost: tell_number\n", "    lost: ring_office\n"),),
        "proof-unheard",
        (SENTENCE, SILENCE, "(busy)", NOISE, NOISE),
    ),
    "what was answered in front is asked again": Fault(
        (
            (FLOW, "    says: [welcome]\n    next: ask_service\n", "    says: [welcome]\n    next: ask_front\n"),
            (
                FLOW,
                "  ask_service:\n    kind: choose\n",
                (
                    "  ask_front:\n    kind: choose\n    menu: [choices]\n"
                    '    choices: [{key: "1", label: go_on, words: connect, to: ask_service}]\n'
                    "  ask_service:\n    kind: choose\n"
                ),
            ),
            (FLOW, "    noted: echo_service\n    next: read_back\n", "    noted: echo_service\n    next: ask_front\n"),
        ),
        "proof-round",
        ("1", "「愛知県の経営改善支援センターをお願いします」"),
    ),
    "a gap is filled by a question that comes later": Fault(
        (
            (FLOW, "    wrong: what_is_wrong\n", "    wrong: by_customer\n"),
            (
                FLOW,
                "  what_is_wrong:\n    kind: choose\n",
                (
                    "  by_customer: {kind: branch, slot: customer, to: {}, otherwise: ask_customer}\n"
                    "  ask_customer:\n    kind: choose\n    slot: customer\n    menu: [choices]\n"
                    '    choices: [{key: "1", label: go_on, words: connect, value: member}]\n'
                    "    next: what_is_wrong\n"
                    "  what_is_wrong:\n    kind: choose\n"
                ),
            ),
            (PROMPTS, '"{service}での、相談です。"', '"{service}での、{customer}相談です。"'),
            (PROMPTS, '"{service}での、そうだんです。"', '"{service}での、{customer}そうだんです。"'),
        ),
        "proof-error",
        (SENTENCE, SILENCE),
    ),
    "despair is answered with a menu": Fault(
        ((FLOW, "  distress: distress\n", "  distress: stopped\n"),), "proof-distress", (DESPAIR,)
    ),
    "who says nothing is asked for ever": Fault(
        (
            (
                FLOW,
                "    help: help_service\n    next: ask_prefecture\n",
                "    help: help_service\n    next: ask_prefecture\n    lost: welcome\n",
            ),
        ),
        "proof-silence",
        (SILENCE,) * 3,
    ),
    "* leads to the end": Fault(
        (
            (
                FLOW,
                "    lost: goodbye\n\n  tell_number_first:",
                "    lost: goodbye\n    back: goodbye\n\n  tell_number_first:",
            ),
        ),
        "proof-back",
        (SENTENCE, SILENCE, "(busy)", "2", "*"),
    ),
    "0 leads nowhere": Fault(((FLOW, "  person: hand_over\n", "  person: ask_service\n"),), "proof-help", ("0", "0")),
    "a call of too many turns goes on": Fault(
        ((FLOW, "  too_long: hand_over_missed\n", "  too_long: ask_service\n"),), "proof-turns", (*["#"] * 39, SILENCE)
    ),
    "a key is another one when spoken": Fault(
        (
            (WORDS, '  "1": [イチ, 一,', '  "1": [一,'),
            (WORDS, '  "2": [ニー, ニ,', '  "2": [イチ, ニー, ニ,'),
        ),
        "proof-words",
        ("「イチ」",),
        message=Message(
            WORDS,
            '"2": [イチ',
            ('"イチ" at "ask_service" is another answer than its key 1', '"イチ" is in data/words.yaml:'),
        ),
    ),
    "the nodes go round in a circle": Fault(
        ((FLOW, "unless: {over_limit: over_limit}", "unless: {over_limit: ring_office}"),),
        "proof-error",
        (SENTENCE, SILENCE),
    ),
    "a fault of the service ends the call": Fault(
        ((FLOW, "  error: fault\n", "  error: goodbye\n"),), "proof-fault", ("(a fault)",)
    ),
    "an office has no key": Fault(
        ((FLOW, '      - {key: "2", label: service_council, short: service_council_short, value: council}\n', ""),),
        "proof-keypad",
        (),
    ),
    "callers do not find the new name of a service": Fault(
        (
            (
                "data/directory.yaml",
                "    name: 経営改善支援センター\n    kana: けいえいかいぜんしえんせんたー",
                "    name: 事業計画相談\n    kana: じぎょうけいかくそうだん",
            ),
        ),
        "proof-voice",
        (),
        message=Message(
            MEANINGS,
            "計画",
            (
                '「愛知県の事業計画相談をお願いします」 at "ask_service" is only guessed to mean "center"',
                '"read_back" waits for a yes',
                "; the call: 「愛知県の事業計画相談をお願いします」",
            ),
        ),
    ),
    "a service has the name of the other one too": Fault(
        ((MEANINGS, "  council:\n    names: [", "  council:\n    names: [経営改善支援センター, "),),
        "proof-voice",
        (),
        message=Message(
            MEANINGS,
            "names: [経営改善支援センター, 中小",
            (
                '「経営改善支援センターです」 at "ask_service" is taken for "either"',
                'leads to "ask_service", not to "ask_prefecture"',
                "(services.center), data/meanings.yaml:",
                "(services.council); the call: 「経営改善支援センターです」",
            ),
        ),
    ),
    "who agrees is asked once more": Fault(
        ((FLOW, "    help: help_read_back\n    next: ring_office", "    help: help_read_back\n    next: ask_service"),),
        "proof-voice",
        (),
        message=Message(
            FLOW,
            "read_back:",
            (
                'the call goes round: 「…」 at "read_back" leads back to "read_back"',
                "をお願いします」, (silence), (silence)",
            ),
        ),
    ),
}

TOGETHER = (
    (
        "two at the read-back rings all the same",
        "whoever asks for English is hung up on",
        "the phrase does not say what to ask for",
        "the desk is not told which service is called",
        "a telephone rings again unasked",
        "a telephone rings again after noise",
        "despair is answered with a menu",
        "* leads to the end",
        "a call of too many turns goes on",
        "a key is another one when spoken",
        "a fault of the service ends the call",
        "the number is read out without the phrase",
    ),
    (
        "callers of every office hear the phrase",
        "a desk on a shared line is told nothing",
        "who says nothing is asked for ever",
        "0 leads nowhere",
    ),
    ("another office's number is read out", "the nodes go round in a circle", "an office has no key"),
    ("a closed office is not told by its number", "a gap is filled by a question that comes later"),
    ("an office that a notice closes is not told by its number", "who agrees is asked once more"),
    ("what was answered in front is asked again",),
    ("callers do not find the new name of a service",),
    ("a service has the name of the other one too",),
)
"""Faults that hide none of each other, and break another claim or show in another call: one proof finds them all."""
