"""Explanations of the proof's claims, each with a flow that breaks it and one that keeps it."""

from ivr.check.site_parts import FLOW, PROMPTS, WORDS

from .explanation import Explanation

_LOST = "Refuses: a caller would be lost.\n"
_MISLED = "Refuses: a caller would be misled.\n"

CLAIMS = {
    "proof-lost": Explanation(
        f"""A caller who does not hang up has an office ring, or hears its number.

The proof follows every call to its end, whatever its caller does and however the ringing ends. Only callers who want no
connection, or have dialled a wrong number, are let go.

{_LOST}""",
        FLOW,
        "defaults: {person: goodbye}\n",
        "defaults: {person: hand_over}\n",
    ),
    "proof-silence": Explanation(
        f"""Whoever says nothing and presses nothing is connected in the end.

People who cannot answer call too. Silence leads to the menu, and from a menu played twice to the node `lost`, which
must lead on.

{_LOST}""",
        FLOW,
        "ask_service: {kind: choose, lost: ask_service}\n",
        "ask_service: {kind: choose, lost: hand_over}\n",
    ),
    "proof-unasked": Explanation(
        f"""No telephone rings a second time unless the caller asks for it.

A caller who has heard that an office is busy decides what follows: again, its number, or the fallback office.

{_MISLED}""",
        FLOW,
        "not_reached: {kind: choose, lost: ring_office}\n",
        "not_reached: {kind: choose, lost: tell_number}\n",
    ),
    "proof-unheard": Explanation(
        f"""What is not understood rings no office but the fallback one, and silence after it rings none either.

A noise is not a yes. The question is repeated until the caller answers or is handed over.

{_MISLED}""",
        FLOW,
        "not_reached: {kind: choose, lost: ring_office}\n",
        "not_reached: {kind: choose, lost: tell_number}\n",
    ),
    "proof-objected": Explanation(
        f"""If an answer at the read-back is not understood, silence after it does not ring the office.

It may have been an objection. The caller is asked (`confirm`), and only a yes or a key rings. If he then stays silent,
he comes to the node `lost` of the defaults: that may hand him over, but must not ring the office.

{_MISLED}""",
        FLOW,
        "defaults: {lost: ring_office}\n",
        "defaults: {lost: hand_over}\n",
    ),
    "proof-corrected": Explanation(
        f"""Key 2 at the read-back rings no office.

Whoever presses it says that the office is the wrong one.

{_MISLED}""",
        FLOW,
        "read_back: {kind: read_back, wrong: ring_office}\n",
        "read_back: {kind: read_back, wrong: what_is_wrong}\n",
    ),
    "proof-question": Explanation(
        f"""A question from the caller is answered, and fills nothing.

A caller who asks what it costs, and names a prefecture on the way, has not chosen it.

{_MISLED}""",
        "data/meanings.yaml",
        "questions:\n  cost: {answer: answer_cost, names: [愛知県]}\n",
        "questions:\n  cost: {answer: answer_cost, names: [費用はいくら]}\n",
    ),
    "proof-distress": Explanation(
        f"""Despair leads at once to an office that rings, or to a number.

No menu stands between a person in despair and a voice; `distress` of the defaults names the node.

{_LOST}""",
        FLOW,
        "defaults: {distress: goodbye}\n",
        "defaults: {distress: ring_fallback}\n",
    ),
    "proof-back": Explanation(
        f"""`*` leads back from every question.

It is announced as the way back at all of them. `back` of a question names the node if that is not the question before.

{_LOST}""",
        FLOW,
        "not_reached: {kind: choose, back: goodbye}\n",
        "not_reached: {kind: choose, back: ask_service}\n",
    ),
    "proof-help": Explanation(
        f"""`0` helps at every question, and pressed again rings the fallback office, as it is then announced.

A caller who is stuck has one key to remember. It rings that office at once only if this was just announced.

{_LOST}""",
        FLOW,
        "defaults: {person: ask_service}\n",
        "defaults: {person: hand_over}\n",
    ),
    "proof-turns": Explanation(
        f"""After as many answers as `turns` allows a call is handed over, and then ends.

Nobody is asked for ever, not even a caller who keeps answering.

{_LOST}""",
        FLOW,
        "defaults: {too_long: ask_service}\n",
        "defaults: {too_long: hand_over}\n",
    ),
    "proof-last": Explanation(
        f"""A call that has been handed over ends by the node `last`.

A call that still continues goes there. That this node ends the call is checked when the flow is read (`no-end`).

{_LOST}""",
        FLOW,
        "defaults: {last: ask_service}\n",
        "defaults: {last: last_words}\n",
    ),
    "proof-fault": Explanation(
        f"""After a fault of the service an office rings, or a number is read out.

The node `error` of the defaults leads there, with an apology.

{_LOST}""",
        FLOW,
        "defaults: {error: goodbye}\n",
        "defaults: {error: fault}\n",
    ),
    "proof-error": Explanation(
        f"""No answer at any question stops the service.

Most often nodes lead to each other in a circle without a question.

{_LOST}""",
        FLOW,
        "ring_office: {unless: {over_limit: ring_office}}\n",
        "ring_office: {unless: {over_limit: tell_number}}\n",
    ),
    "proof-keypad": Explanation(
        f"""Every office is reached by keys alone.

Callers who cannot speak, or are not understood, have only the keys.

{_LOST}""",
        FLOW,
        'ask_service:\n  choices:\n  - {key: "1", label: service_center, value: center}\n',
        'ask_service:\n  choices:\n  - {key: "1", label: service_center, value: center}\n'
        '  - {key: "2", label: service_council, value: council}\n',
    ),
    "proof-voice": Explanation(
        f"""Every office is reached by voice alone, in one sentence and in two answers.

The sentences name the services and places. A service with a new name that no list of meanings has is not found.

{_LOST}""",
        "data/directory.yaml",
        "services:\n  center: {name: 事業計画相談, kana: じぎょうけいかくそうだん}\n",
        "services:\n  center: {name: 経営改善支援センター, kana: けいえいかいぜんしえんせんたー}\n",
    ),
    "proof-pair": Explanation(
        f"""From the read-back of each office a correction leads to each other one.

Tried with `ivr check --all`: 「いいえ、三重県の…です」 rings that office.

{_MISLED}""",
        FLOW,
        "read_back: {kind: read_back, wrong: goodbye}\n",
        "read_back: {kind: read_back, wrong: what_is_wrong}\n",
    ),
    "proof-round": Explanation(
        f"""No answer leads back to an opening question that the caller has already answered.

Whether somebody is a customer, or which language he speaks, is asked once. If his next answer led back to that
question, he would go round for ever.

{_LOST}""",
        FLOW,
        "ask_service: {kind: choose, lost: ask_customer}\n",
        "ask_service: {kind: choose, lost: hand_over}\n",
    ),
    "proof-words": Explanation(
        f"""A word for a choice leads where its key leads.

What is announced as one choice must be one, pressed or spoken.

{_MISLED}""",
        WORDS,
        'keys:\n  "1": [一]\n  "2": [イチ, ニー]\n',
        'keys:\n  "1": [イチ, 一]\n  "2": [ニー, 二]\n',
    ),
    "proof-number": Explanation(
        f"""No number is read out but that of the office that the call is about.

A number that is written in a sentence stays there when the directory changes.

{_MISLED}""",
        PROMPTS,
        "goodbye: {text: ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。,\n"
        "  kana: ゼロサンの、ゴーヨンナナゼロの、イチハチヨンゼロ。}\n",
        'number: {text: "番号は、{number}です。", kana: "ばんごうは、{number}です。"}\n',
    ),
    "proof-phrase": Explanation(
        f"""Before an office on a shared line rings, its caller has heard in full what to ask for.

The person who answers there answers for two offices.

{_MISLED}""",
        PROMPTS,
        "phrase: {text: お名前を、お伝えください。, kana: おなまえを、おつたえください。}\n",
        'phrase: {text: "「{service}での相談」と、お伝えください。",\n'
        '  kana: "「{service}でのそうだん」と、おつたえください。"}\n',
    ),
    "proof-phrase-number": Explanation(
        f"""After a number on a shared line follows what to ask for there.

A caller who dials it himself reaches somebody who answers for two offices.

{_MISLED}""",
        PROMPTS,
        "phrase_with_number: {text: お電話を、お待ちしています。, kana: おでんわを、おまちしています。}\n",
        'phrase_with_number: {text: "「{service}での相談」と、お伝えください。",\n'
        '  kana: "「{service}でのそうだん」と、おつたえください。"}\n',
    ),
    "proof-phrase-only": Explanation(
        f"""What to ask for on a shared line is heard only by callers of such an office.

Elsewhere nobody would understand it.

{_MISLED}""",
        FLOW,
        "busy: {kind: say, says: [busy, phrase], next: not_reached}\n",
        "busy: {kind: say, says: [busy], next: not_reached}\n",
    ),
    "proof-whisper": Explanation(
        f"""A desk on a shared line hears for which service the call is, before it is put through.

It answers for two of them.

{_MISLED}""",
        PROMPTS,
        "whisper_shared: {text: 相談です。, kana: そうだんです。}\n",
        'whisper_shared: {text: "{service}での、相談です。", kana: "{service}での、そうだんです。"}\n',
    ),
}
"""Explanations by claim; the examples show only the keys that matter, not whole nodes."""
