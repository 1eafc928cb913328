"""The meaning of an answer: a service, a command, a question back, trouble or despair, by the site's words.

`meanings()` prepares the site's words once; `understand()` interprets an answer. Everything is pure: no file is opened,
and nothing is remembered between answers.
"""

from .meanings import EITHER, LANGUAGES, NOTHING, QUESTION, Meaning, MeaningKind, Meanings, meanings, wording
from .spoken_answer import NOT_UNDERSTOOD, Certainty, Understood
from .understand import understand, understand_by_ear

__all__ = [
    "EITHER",
    "LANGUAGES",
    "NOTHING",
    "NOT_UNDERSTOOD",
    "QUESTION",
    "Certainty",
    "Meaning",
    "MeaningKind",
    "Meanings",
    "Understood",
    "meanings",
    "understand",
    "understand_by_ear",
    "wording",
]
