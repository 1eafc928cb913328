"""Explanations of unknown names, one for each kind of thing that a file can refer to."""

from ivr.check.site_parts import DIRECTORY, FLOW, PROMPTS

from .explanation import Explanation

_NAME = """Every name that a file uses is one that something has.

A name that nothing has is a typing mistake, or what it named was renamed or removed. The message suggests the nearest
name that exists.

Refuses: a call that comes there could not go on.
"""


def _unknown(path: str, bad: str, good: str) -> Explanation:
    return Explanation(_NAME, path, bad, good)


UNKNOWN_NAMES = {
    "unknown-key": Explanation(
        """Every key is one that is read there.

A key that nothing reads has no effect, though its author believes it has. It is mostly a typing mistake, or is indented
a level too deep.

Refuses: what was meant would not happen.
""",
        FLOW,
        "nodes:\n  goodbye: {kind: end, say: [goodbye]}\n",
        "nodes:\n  goodbye: {kind: end, says: [goodbye]}\n",
    ),
    "unknown-node": _unknown(FLOW, "start: welcom\n", "start: welcome\n"),
    "unknown-prompt": _unknown(FLOW, "choice: choise\n", "choice: choice\n"),
    "unknown-word-list": _unknown(
        FLOW,
        'choices:\n  - {key: "3", label: later, words: explane, to: goodbye}\n',
        'choices:\n  - {key: "3", label: later, words: explain, to: goodbye}\n',
    ),
    "unknown-service": _unknown(
        FLOW,
        'choices:\n  - {key: "1", label: center, value: centre}\n',
        'choices:\n  - {key: "1", label: center, value: center}\n',
    ),
    "unknown-prefecture": _unknown(
        FLOW,
        "regions:\n  - {label: west, prefectures: [愛知]}\n",
        "regions:\n  - {label: west, prefectures: [愛知県]}\n",
    ),
    "unknown-office": _unknown(FLOW, "fallback_office: headquarter\n", "fallback_office: headquarters\n"),
    "unknown-voice": _unknown(
        PROMPTS,
        "prompts:\n  english: {text: One moment please., voice: eng}\n",
        "prompts:\n  english: {text: One moment please., voice: en-US}\n",
    ),
    "unknown-gap": _unknown(
        PROMPTS,
        'prompts:\n  number: {text: "番号は、{nummber}です。", kana: "ばんごうは、{nummber}です。"}\n',
        'prompts:\n  number: {text: "番号は、{number}です。", kana: "ばんごうは、{number}です。"}\n',
    ),
    "unknown-area": _unknown(
        "data/hours.yaml",
        "areas:\n  愛知: {week: {mon-fri: 09:00-17:00}}\n",
        "areas:\n  愛知県: {week: {mon-fri: 09:00-17:00}}\n",
    ),
    "unknown-language": _unknown(
        FLOW,
        'choices:\n  - {key: "5", label: in_english, language: eng}\n',
        'choices:\n  - {key: "5", label: in_english, language: en}\n',
    ),
    "unknown-municipality": _unknown(
        DIRECTORY,
        "offices:\n  小牧:\n    center: {printed_name: 相談所, number: 0568-76-1111}\n",
        "offices:\n  小牧市:\n    center: {printed_name: 相談所, number: 0568-76-1111}\n",
    ),
    "unknown-ward": _unknown(
        DIRECTORY,
        "offices:\n  中:\n    center: {printed_name: 相談所, number: 052-241-3601}\n",
        "offices:\n  中区:\n    center: {printed_name: 相談所, number: 052-241-3601}\n",
    ),
    "unknown-place": _unknown(DIRECTORY, "areas: wards\nwithin: [名古屋]\n", "areas: wards\nwithin: [名古屋市]\n"),
    "unknown-slot": _unknown(
        FLOW, "which_way: {kind: branch, slot: custommer}\n", "which_way: {kind: branch, slot: customer}\n"
    ),
}
"""For each rule, what it requires and why."""
