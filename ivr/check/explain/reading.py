"""Explanations of the problems found while reading a site: rules that are not modules of `rules`, in the same form."""

from ivr.check.site_parts import DIRECTORY, FLOW, MEANINGS, PROMPTS, WORDS

from .explanation import Explanation

READING = {
    "syntax": Explanation(
        """A file is the YAML that its author meant.

If a line is not YAML, or means something else than it seems to, nobody can say what was meant: a quote or a bracket
that is not closed, a tab, a colon without its space, a value that runs on in the next line.

Refuses: the file would be read differently from how it looks.
""",
        PROMPTS,
        "prompts:\n  welcome: {text: 電話案内です。, kana: でんわあんないです。\n",
        "prompts:\n  welcome: {text: 電話案内です。, kana: でんわあんないです。}\n",
    ),
    "file": Explanation(
        """Every file of a site is there, can be read, and is UTF-8.

Spreadsheets and old editors save other encodings; read as UTF-8 they would be other characters. The message says which
encoding was found, and how to save the file.

Refuses: without the file there is no hotline.
""",
        DIRECTORY,
        "",
        "source: {name: leaflet, status: current}\n",
    ),
    "duplicate-key": Explanation(
        """Each key is written once.

YAML itself would keep the last of two equal keys and drop the other without a word: an office, a node or a sentence
would be gone.

Refuses: one of the two would be lost.
""",
        FLOW,
        "start: welcome\nstart: ask_service\n",
        "start: welcome\n",
    ),
    "missing-key": Explanation(
        """What a node, an office or a sentence needs is written down.

Nothing is assumed in place of a missing key: anybody who reads the file must see what callers hear and where they go.

Refuses: it is not clear what was meant.
""",
        FLOW,
        "nodes:\n  goodbye: {says: [goodbye]}\n",
        "nodes:\n  goodbye: {kind: end, says: [goodbye]}\n",
    ),
    "wrong-value": Explanation(
        """Every value has the form that is needed there: text, a number, a date, a list, or one of a few words.

A telephone number is text, in quotes: a spreadsheet drops its leading zero, and YAML may take it for another number.

Refuses: it is not clear what was meant.
""",
        FLOW,
        "fallback_agreed: yesterday\n",
        "fallback_agreed: 2026-11-20\n",
    ),
    "unheard-language": Explanation(
        """Words and meanings are written for a language in which answers can be understood.

In any other language they would have no effect. Without them callers use the keypad, which works in every language.

Refuses: callers would be asked to speak, and not understood.
""",
        "data/words.fr.yaml",
        'keys:\n  "1": [un]\n',
        "",
    ),
    "slot-name": Explanation(
        """A slot of a site's own, and what fills it, have short names of their own, and there are few of them.

They travel in the addresses of webhooks, appear in records, and may be gaps of prompts: a name already used there would
be taken for that.

Refuses: the call would not remember what was chosen.
""",
        FLOW,
        "ask_customer: {kind: choose, slot: status}\n",
        "ask_customer: {kind: choose, slot: customer}\n",
    ),
    "two-offices": Explanation(
        """One office answers for a service in an area.

`also_for` lets an office answer for further areas. If two offices answered for one area, nobody could say which is
rung.

Refuses: callers might be led to the wrong office.
""",
        DIRECTORY,
        "offices:\n"
        "  愛知県: {center: {printed_name: 甲, number: 052-223-6950, also_for: [三重県]}}\n"
        "  三重県: {center: {printed_name: 乙, number: 059-253-4300}}\n",
        "offices:\n  愛知県: {center: {printed_name: 甲, number: 052-223-6950, also_for: [三重県]}}\n",
    ),
    "hours": Explanation(
        """The days and times of opening hours and notices can be read, and contradict nothing.

Days are those of the week (mon-fri) or of the year (12-29, 2026-12-29), times go from 00:00 to
24:00 and do not overlap.

Refuses: callers would be told that an office is closed while it is open, or the reverse. Warns of two notices that let
different offices ring for the same callers at the same time: the first one's rings, and callers are told of both.
""",
        "data/hours.yaml",
        "site:\n  week: {mon-fri: 17:00-09:00}\n",
        "site:\n  week: {mon-fri: 09:00-17:00}\n",
    ),
    "reading": Explanation(
        """The reading of a sentence is in kana, has its marks and gaps at the same places, and can be its reading.

Lengths are computed from it, and the spoken sound is compared with it. A reading left behind when the sentence was
changed would make both wrong.

Refuses: the sentence or its reading is out of date.
""",
        PROMPTS,
        "prompts:\n  welcome: {text: 相談の、電話案内です。, kana: でんわあんないです。}\n",
        "prompts:\n  welcome: {text: 相談の、電話案内です。, kana: そうだんの、でんわあんないです。}\n",
    ),
    "kana": Explanation(
        """The reading of a name is in kana.

Its length is computed from its reading, and names are recognised by their sound, which a kanji does not show.

Refuses: the name could not be recognised by its sound.
""",
        DIRECTORY,
        "services:\n  center: {name: 相談センター, kana: 相談せんたー}\n",
        "services:\n  center: {name: 相談センター, kana: そうだんせんたー}\n",
    ),
    "number-form": Explanation(
        """An office's number is written as it is printed: figures and hyphens of normal width, from its leading zero.

Callers hear it in the groups that the hyphens make, and it is dialled without them.

Refuses: it could not be dialled.
""",
        DIRECTORY,
        'others:\n  headquarters: {printed_name: 全国本部, number: "3-5470-1840"}\n',
        'others:\n  headquarters: {printed_name: 全国本部, number: "03-5470-1840"}\n',
    ),
    "no-end": Explanation(
        """The node under `last` of the defaults ends the call.

A call that has lasted too long goes there; nothing may follow it.

Refuses: the call would not end.
""",
        FLOW,
        "defaults: {last: ask_service}\n",
        "defaults: {last: goodbye}\n",
    ),
    "node-name": Explanation(
        """A node's name is made of small letters a-z, figures and _, and is neither `status` nor `fallback`.

It is part of the addresses that Twilio requests; those two names are already in use.

Refuses: the node could not be reached.
""",
        FLOW,
        "nodes:\n  status: {kind: end}\n",
        "nodes:\n  goodbye: {kind: end}\n",
    ),
    "word": Explanation(
        """A word that callers may say contains a letter or a figure.

Punctuation and blanks are ignored when words are compared; a word of nothing else would be in every answer.

Refuses: every answer would mean it.
""",
        MEANINGS,
        "trouble: {words: [[「」]]}\n",
        "trouble: {words: [[赤字]]}\n",
    ),
    "key": Explanation(
        """The keys as words are those of a telephone, 0 to 9.

The words of `#` and `*` are the commands again and back, in meanings.yaml.

Refuses: nobody has that key.
""",
        WORDS,
        'keys:\n  "10": [ジュウ]\n',
        'keys:\n  "1": [イチ, 一]\n',
    ),
    "places": Explanation(
        """Every row of the lists of places has the form that the head of its file describes.

They are made by `ivr gazetteer` or edited by hand; a spreadsheet drops leading zeros and puts in quotes.

Refuses: callers would be taken to another prefecture.
""",
        "data/places/areacodes.tsv",
        "52\t愛知県\n",
        "052\t愛知県\n",
    ),
    "stray-file": Explanation(
        """Every file in a site's folders is one that is read.

A copy that a program has left (`ja.yaml.bak`), or a name with another ending (`ja.yml`), is not read, though its author
may be editing just this one. Notes for people may be kept there as .md and .txt.

Warns: calls follow the files that are read.
""",
        "prompts/",
        "ja.yml\n",
        "ja.yaml\n",
    ),
    "budget": Explanation(
        """No route to an office takes more seconds of speech than the flow's `budgets` allow.

Nobody listens for long, least of all somebody in trouble. For each kind of route the one furthest over is reported,
with the prompt that costs most of it.

Warns: a caller who listens a second longer reaches the same office.
""",
        FLOW,
        "budgets: {one_sentence: 5}\n",
        "budgets: {one_sentence: 25}\n",
    ),
    "allowance": Explanation(
        """A warning is allowed in place, by a comment that says which rule, until when and why.

The comment is at the end of the line, or on a line of its own above the key that it concerns, and covers everything
below that key. One that has expired, allows nothing, or lacks its reason is reported, so that none outlives its
purpose. Only warnings can be allowed: an error may mislead or lose a caller.

Warns: the warning itself is shown again.
""",
        FLOW,
        "fallback_office: headquarters  # allow: fallback-not-agreed\n",
        "fallback_office: headquarters  # allow: fallback-not-agreed until 2027-03-31: the talks are under way\n",
    ),
    "reload": Explanation(
        """A changed site can be copied, read and checked while the service runs.

The message says which of these failed. The previous plan stays in service.

Refuses the change: calls continue as before.
""",
        FLOW,
        "",
        "",
    ),
}
"""For each rule, what it requires and why; the examples are empty if there is nothing to show."""
