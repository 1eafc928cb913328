"""Messages for pydantic's errors, in plain words and with a suggestion of what may have been meant."""

import re
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher, get_close_matches
from unicodedata import normalize

from pydantic_core import ErrorDetails

from ivr.translation import N_, _

from .syntax import BULLET, LONGEST, shown

_HOLDERS = ("都", "道", "府", "県", "市", "郡")
"""The endings of names of places that contain others."""
_MARKS = re.compile(r"[][{}:#&*!|>'\"%@`]|(?<![0-9])-|-(?![0-9])")
"""What would be more than words in a list of YAML."""
_BETWEEN_WORDS = re.compile(r"\s*[、，,・／;；]\s*|[/\s]+(?=[^ -~])|(?<=[^ -~])[/\s]+")
"""What stands between the words of a list: spaces only in Japanese, for "call me" is one entry, and / too (24/7)."""
_BULLETS = re.compile(r"(?:^|(?<=\s))(?:[・●○■◆•①-⑳]\s*|[－–—ー] +|[0-9]{1,2}[.)] +)")
"""What stands before each item of a list without dashes, whose lines were read as one text."""
FEW = 12  # so many possibilities are listed; more would not be read

# pydantic's error type to our words for a key without a value; {example} shows how one may be written.
EMPTY = {
    "union_tag_invalid": N_('nothing follows "{key}"{meant}'),
    "literal_error": N_('nothing follows "{key}"{meant}'),
    "not_written_so": N_('nothing follows "{key}"; expected {expected}'),
    "string_type": N_('nothing follows "{key}"; expected text'),
    "tuple_type": N_('nothing follows "{key}"; expected a list, such as {example}'),
    "dict_type": N_('nothing follows "{key}"; expected keys with values, such as {example}'),
    "model_attributes_type": N_('nothing follows "{key}"; expected keys with values, such as {example}'),
}


ABSENT = {
    "node": N_('there is no node "{name}"{meant}'),
    "prompt": N_('there is no prompt "{name}"{meant}'),
    "word list": N_('there is no word list "{name}"{meant}'),
    "service": N_('there is no service "{name}"{meant}'),
    "area": N_('there is no area "{name}"{meant}'),
    "prefecture": N_('there is no prefecture "{name}"{meant}'),
    "municipality": N_('there is no municipality "{name}"{meant}'),
    "ward": N_('there is no ward "{name}"{meant}'),
    "office": N_('there is no office "{name}"{meant}'),
    "language": N_('there is no language "{name}"{meant}'),
}
"""Messages about a name that does not exist, by its kind."""


# pydantic's error type to our words. {key} is the last part of the path to the value, {found} the value there, {meant}
# a suggestion from the possible values; the other gaps are filled from pydantic's context.
MESSAGES = {
    "missing": N_('the key "{key}" is missing here'),
    "union_tag_not_found": N_('the key "kind" is missing here{meant}'),
    "extra_forbidden": N_('no key is called "{key}" here{meant}'),
    "union_tag_invalid": N_("{found} is not allowed here{meant}"),
    "literal_error": N_("{found} is not allowed here{meant}"),
    "not_written_so": N_("expected {expected}, found {found}{half}"),
    "null": N_("expected text, found nothing; to write the word itself, quote it: {found}"),
    "string_type": N_("expected text, found {found}"),
    "tuple_type": N_("expected a list ([a, b], or each item after '- '), found {found}{listed}"),
    "dict_type": N_("expected keys with values, found {found}"),
    "model_attributes_type": N_("expected keys with values, found {found}"),
    "greater_than_equal": N_("{found} is too small; at least {ge}"),
    "less_than_equal": N_("{found} is too large; at most {le}"),
    "too_short": N_("too few entries here ({count}); at least {min_length}"),
    "too_long": N_("too many entries here ({count}); at most {max_length}"),
    "string_too_short": N_("{found} is too short; at least {min_length} characters"),
    "string_too_long": N_("{found} is too long; at most {max_length} characters"),
    "value_error": "{error}",
}

RULES = {"missing": "missing-key", "union_tag_not_found": "missing-key", "extra_forbidden": "unknown-key"}
"""pydantic's error type to the rule that was broken, if that is not `wrong-value`."""


def message(error: ErrorDetails, possible: Iterable[str] = (), example: str = "") -> tuple[str, str]:
    """Return the rule that an error of pydantic breaks, and how, in a sentence.

    *possible* are the words allowed there, *example* shows how a value is written.
    """
    sentence = MESSAGES.get(error["type"], "{said}")
    last = error["loc"][-1] if error["loc"] else ""
    key = "-" if isinstance(last, int) else str(last)  # the dash of an item of a list
    value = error["input"]
    if error["type"] == "union_tag_invalid":
        value, key = value["kind"], "kind"
    if value is None:
        sentence = EMPTY.get(error["type"], sentence)
    if isinstance(value, str) and error["type"] == "dict_type" and error["loc"]:
        sentence = N_("expected keys with values, such as {example}, found {found}")
    if value == "" and error["type"] == "string_too_short":
        sentence = N_("there is nothing between the quotes; write a text")
    word = key if error["type"] == "extra_forbidden" else value
    gaps = {
        **error.get("ctx", {}),
        "key": shown(key),
        "example": f"- {example}" if key == "-" else f"{key}: {example}",
        "found": described(value),
        "meant": meant(word if isinstance(word, str) else "", tuple(possible)),
        "half": error.get("ctx", {}).get("meant") or _half(value),
        "listed": _listed(value),
        "count": len(value) if isinstance(value, list | dict) else "",
        "said": error["msg"],
    }
    return RULES.get(error["type"], "wrong-value"), _(sentence).format_map(gaps)


def several(word: str, possible: Collection[str]) -> tuple[str, ...]:
    """Return the *possible* words that *word* joins with another sign than a comma (三重県、奈良県), if it does."""
    parts = tuple(half_width(part) for part in re.split("[、，・／/;；\u3000 ]+", word))
    return parts if len(parts) > 1 and set(parts) <= set(possible) else ()


def meant(word: str, possible: tuple[str, ...]) -> str:
    """Suggest what was meant, as the end of a sentence: the nearest possible words, else all, if they are few."""
    if parts := several(word, possible):
        return _("; write a comma and a space between them: {parts}").format(parts=", ".join(parts))
    near = nearest(word, possible)
    if not near and 0 < len(possible) <= FEW:
        return _("; possible here: {possible}").format(possible=", ".join(possible))
    return suggested(near or nearest(word, possible, cutoff=0.55))


def absent(kind: str, name: str, possible: Iterable[str], suggestion: str | None = None) -> str:
    """Return the message that nothing of a *kind* has this *name*, and what was meant.

    That is one of the *possible* names, if the *suggestion* does not say something else.
    """
    end = meant(name, tuple(possible)) if suggestion is None else suggestion
    return _(ABSENT[kind]).format(name=shown(name), meant=end)


def suggested(near: Iterable[str]) -> str:
    """Suggest the words *near* to one, if there are any, as the end of a sentence."""
    names = _('" or "').join(near)
    return _('; did you mean "{near}"?').format(near=names) if names else ""


def nearest(word: str, possible: tuple[str, ...], cutoff: float = 0.6) -> tuple[str, ...]:
    """Return the nearest possible words, all that are equally near, if they share at least *cutoff* of *word*."""
    word = half_width(word)
    for one in possible:  # 名古屋市東区 is 東区, though 名東区 is more like it
        if word.endswith(one) and word.removesuffix(one).endswith(_HOLDERS):
            return (one,)
    longer = [one for one in possible if len(one) > 1 or len(word) == 1]  # 10 is no likelier to be 1 than 5
    near = get_close_matches(word, longer, n=FEW, cutoff=cutoff)
    likeness = {one: SequenceMatcher(None, one, word).ratio() for one in near}
    return tuple(one for one in near if likeness[one] == likeness[near[0]])


def _half(value: object) -> str:
    """Suggest the half-width form of full-width letters or digits, as the end of a sentence."""
    if not isinstance(value, str) or half_width(value) == value:
        return ""
    return _("; write {meant}, in half width").format(meant=half_width(value))


def _listed(value: object) -> str:
    """Suggest a list of the words that a text holds, as the end of a sentence."""
    words = _BETWEEN_WORDS.split(value.strip("、，,()（） ")) if isinstance(value, str) else []
    if isinstance(value, str) and BULLET.match(value):
        words = [word.strip() for word in _BULLETS.split(value)[1:]]
    if not all(words) or not words or _MARKS.search("".join(words)) or len("".join(words)) > LONGEST:
        return ""
    return _("; did you mean {name}?").format(name=f"[{', '.join(words)}]")


def half_width(text: str) -> str:
    """Return *text* with letters, digits and punctuation in half width, as on a keyboard, and without outer spaces."""
    return normalize("NFKC", text).strip()


def described(value: object) -> str:
    """Describe a value of a file in a word or two."""
    match value:
        case None:
            return _("nothing")
        case str():
            return _('"{text}"').format(text=shown(value))
        case dict():
            return _("keys with values")
        case list():
            return _("a list")
    return str(value)
