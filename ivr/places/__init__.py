"""Recognition of places: from what a caller says or keys to an area, a question, or nothing.

A `Certain` outcome must never be wrong; doubt becomes a question. `gazetteer()` builds the places once from the texts
of `FILES`; `locate()` recognises an answer. All functions are pure: no file is opened, no state is stored.
"""

from ivr.heard.normal import normal
from ivr.places.area import AreaRule, area, explain_area
from ivr.places.data.areas import AreaKind, divided, holders
from ivr.places.data.gazetteer import FILES, Gazetteer, gazetteer
from ivr.places.data.rows import Prefecture, stem_kana
from ivr.places.data.tsv import MalformedError
from ivr.places.outcome import Ambiguous, Beyond, Certain, Explained, PlaceOutcome, Probable, Unknown, codes_of
from ivr.places.postal import explain_postal, postal
from ivr.places.recognise import explain, explain_said, locate
from ivr.places.rules import PlaceRule
from ivr.places.text.digits import digits, digits_in
from ivr.places.text.latin import spelled
from ivr.places.text.mentions import Masks, masks

__all__ = [
    "FILES",
    "Ambiguous",
    "AreaKind",
    "AreaRule",
    "Beyond",
    "Certain",
    "Explained",
    "Gazetteer",
    "MalformedError",
    "Masks",
    "PlaceOutcome",
    "PlaceRule",
    "Prefecture",
    "Probable",
    "Unknown",
    "area",
    "codes_of",
    "digits",
    "digits_in",
    "divided",
    "explain",
    "explain_area",
    "explain_postal",
    "explain_said",
    "gazetteer",
    "holders",
    "locate",
    "masks",
    "normal",
    "postal",
    "spelled",
    "stem_kana",
]
