"""Where the caller is: what is said or keyed, to a prefecture, a question or nothing. Certain is never wrong.

`gazetteer()` builds the places once from the text of the files `FILES`; `locate()` hears an answer. All of it is pure:
no file is opened here, and nothing is remembered between two answers.
"""

from ivr.heard.normal import normal
from ivr.places.area import area, explain_area
from ivr.places.data.gazetteer import FILES, Gazetteer, gazetteer
from ivr.places.data.place import Prefecture
from ivr.places.data.table import Fault, MalformedError
from ivr.places.outcome import Ambiguous, Certain, Explained, Outcome, Probable, Unknown, codes_of
from ivr.places.postal import explain_postal, postal
from ivr.places.recognise import explain, explain_form, locate
from ivr.places.text.digits import digits, digits_in

__all__ = [
    "FILES",
    "Ambiguous",
    "Certain",
    "Explained",
    "Fault",
    "Gazetteer",
    "MalformedError",
    "Outcome",
    "Prefecture",
    "Probable",
    "Unknown",
    "area",
    "codes_of",
    "digits",
    "digits_in",
    "explain",
    "explain_area",
    "explain_form",
    "explain_postal",
    "gazetteer",
    "locate",
    "normal",
    "postal",
]
