"""English answers: their normal form, and a plain form that code for Japanese can search for whole words.

In plain form every word and every digit has a space on both sides: " my  bank ". So code that looks for a name in an
answer, or checks that an answer consists of certain words, finds only whole words ("no" is not in "north"), and does
not depend on the language.
"""

import re
from unicodedata import combining, normalize

_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")
_IRREGULAR = {
    **dict.fromkeys(("can't", "cant", "cannot"), "can not"),
    **dict.fromkeys(("won't", "wont"), "will not"),
    **dict.fromkeys(("dont", "don't"), "do not"),
    **dict.fromkeys(("doesnt", "didnt", "isnt", "wasnt", "arent", "havent", "couldnt", "wouldnt"), ""),
    **dict.fromkeys(("im", "i'm"), "i am"),
    "ive": "i have",
    "id": "i would",
    "thats": "that is",
    "whats": "what is",
    "let's": "let us",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "gimme": "give me",
    **dict.fromkeys(("centre", "centres"), "center"),
    "ain't": "is not",
    "y'all": "you all",
}
_SHORTENED = {word: long or f"{word.removesuffix('nt')} not" for word, long in _IRREGULAR.items()}
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"), ("'d", " would"))
_IS = frozenset(("it", "that", "this", "what", "where", "who", "how", "when", "there", "here", "he", "she", "which"))

# Sighs before an answer, and the short forms of yes and no. "no" precedes many words (no money): where it denies it
# becomes "nope", which is said of nothing else.
_SIGHS = "u+h+(?![- ]?huh)|u+m+|e+r+m*|a+h+|o+h+|hm+|mm+|well|so|okay|ok|sorry|actually|hello|hi|hey"
_SIGH = re.compile(rf"^(?:(?:{_SIGHS})(?:[,.…]|-)*(?: +|$)(?=\S))+")
_SHORT_YES = re.compile(r"\b(?:yeah|yep|yup|ya|yah|yea|yes+|aye|uh[- ]?huh|mm[- ]?hmm|hai)\b")
_NO = re.compile(
    r"(?:^|(?<=[,.!?、] )|(?<=nope )|(?<=no ))(?:no+|nope|nah|nay|uh[- ]uh|iie)(?=[,.!?、]|$"
    r"| (?:it|that|this|i|we|he|she|not|no|nope|sorry|wrong|please|thank|thanks|my|the|in|wait|you|actually|another"
    r"|change|do|does|is|ok|okay|yes)\b)"
)
_NO_AT_END = re.compile(r"(?:(?<=[,.!?、] )|(?<=actually )|(?<=sorry )|(?<=wait )|(?<=mean ))no(?=[.!?]*$)")

_WORD = re.compile(r"[0-9]|[^\W\d_]+")


def english(text: str) -> str:
    """Return *text* in NFKC and lower case, without accents, with single spaces and contractions in full."""
    letters = normalize("NFD", normalize("NFKC", text).lower().translate(_APOSTROPHES))
    bare = letters if letters.isascii() else "".join(char for char in letters if not combining(char))
    plain = " ".join(bare.split())
    printable = plain if plain.isprintable() else "".join(char for char in plain if char.isprintable())
    return " ".join(map(_in_full, printable.split(" ")))


def clear(form: str) -> str:
    """Return *form* (a text in normal form) without leading sighs, with one word for yes and one for no."""
    form = _SHORT_YES.sub("yes", _SIGH.sub("", form))
    return _NO_AT_END.sub("nope", _NO.sub("nope", form))


def words(form: str) -> str:
    """Return the words and digits of *form*, each with a space on both sides."""
    return "".join([f" {word} " for word in _WORD.findall(form.replace("'", ""))])


def phrases(*of: str) -> str:
    """Return an expression for any of these phrases in plain form; a space in a phrase separates two words."""
    return " (?:" + "|".join(of).replace(" ", "  ") + ") "


def _in_full(word: str) -> str:
    bare = word.rstrip(".,!?;:")
    if bare in _SHORTENED:
        return _SHORTENED[bare] + word[len(bare) :]
    if "'" not in word:
        return word
    for short, long in _ENDINGS:
        if bare.endswith(short):
            return bare.removesuffix(short) + long + word[len(bare) :]
    of = bare.removesuffix("'s")
    return (of + " is" if of in _IS and of != bare else of) + word[len(bare) :]
