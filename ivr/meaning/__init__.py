"""What an answer means: a service, a command, a question back, trouble or despair, by the words of the site.

`meanings()` prepares the site's words once; `understand()` hears an answer. All of it is pure: no file is opened here,
and nothing is remembered between two answers.
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
