"""What an answer means: a service, a command, a question back, trouble or despair, by the site's words.

`meanings()` prepares the site's words once; `understand()` interprets an answer. Everything is pure: no file is opened,
and nothing is remembered between answers.
"""

from .meanings import EITHER, NOTHING, QUESTION, Kind, Meaning, Meanings, meanings
from .understand import NOT_UNDERSTOOD, Outcome, Understood, understand, understand_by_ear
from .wording import LANGUAGES

__all__ = [
    "EITHER",
    "LANGUAGES",
    "NOTHING",
    "NOT_UNDERSTOOD",
    "QUESTION",
    "Kind",
    "Meaning",
    "Meanings",
    "Outcome",
    "Understood",
    "meanings",
    "understand",
    "understand_by_ear",
]
