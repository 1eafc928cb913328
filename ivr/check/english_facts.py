"""Amounts, shares, times, dates and counts in a spoken English text, in digits or words."""

import re

# A number begins only where no character of a number precedes; "one" is far more often a word than a number.
_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion"
)
_WORD = rf"(?<![a-z])(?:one (?=hundred|thousand|million))?(?:{_NUMBERS})(?![a-z])"
_E = rf"(?:(?<![0-9])[0-9](?:[,.:]?[0-9])*+|{_WORD})"
_EN = rf"(?:{_E}(?:[ -]{_E}){{0,6}}+)"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_UNITS = "hours?|minutes?|days?|weeks?|months?|years?"
_COUNTED = "people|persons|companies|businesses|employees|cases|times a"
_SHARES = "half|halves|thirds?|quarters?|fifths?|tenths?"
_NUMBERED = (
    rf"{_EN}(?: ?(?:percent|per cent|%)| (?:{_SHARES})\b| ?(?:yen|dollars?|euros?)\b"
    rf"| ?(?:a\.?m\b\.?|p\.?m\b\.?|o'clock)|[ -](?:{_UNITS})\b)"
)
_FIGURES = (
    _NUMBERED,
    rf"\bhalf of\b|one (?:{_SHARES})\b",
    r"[$¥€] ?[0-9][0-9,.]*|\b(?:noon|midnight)\b",
    rf"\b(?:from (?:{_EN}|one) (?:to|until|till)|(?:open|close[sd]?) (?:at|until|till)) (?:{_EN}|one)\b",
    rf"\b(?:{_MONTHS}) [0-9]{{1,4}}|\b(?:19|20)[0-9]{{2}}\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
    r"\b(?:week(?:day|end)s?|(?:public holi|business )days?|every day)\b",
    r"\bfree of charge\b|\b(?:for|is|are) free\b(?! (?:to|of)\b)|\binterest[- ]free\b",
    r"\b(?:no|without) (?:charge|fee|cost)\b",
    rf"{_EN} (?:{_COUNTED})\b",
)
FIGURE = re.compile("|".join(_FIGURES), re.IGNORECASE)
