"""The English wording; a space in a phrase separates two words."""

import re

from ivr.heard.english import phrases
from ivr.heard.utterance import ENGLISH, plain

from .wording import Wording

_ASKING = (
    r"(?:what|how|when|where|who|whom|whose|which|why|do|does|did|is|are|am|was|can|could|will|would|may|should|must"
    r"|have|has)"
)
_NOT_AFTER = (
    *("may", "might", "should", "must", "if", "or", "why", "can", "could", "do"),
    *("does", "did", "will", "would", "is", "are", "am", "was", "have", "has"),
)
_DENIED = "".join(f"(?<! {word}  )" for word in _NOT_AFTER) + "not(?!  (?:sure|certain|really|yet|only|just|that|so) )"
_TO_ME = r"(?:me|us|my call)"
_CALLING = "(?:calling|phoning|asking|here)"
_RATHER = "(?:about|it is|i want|i need)"
_NO_MATTER = (
    f"(?:{_CALLING}|sure|certain|really|only|just|know|talk|speak|think|worry|worried|care|ask|hear|happy|good|sorry)"
)
ENGLISH_WORDING = Wording(
    turn=re.compile(
        phrases(
            r"not (?:\w+ ){1,8}?but(?: rather)?",
            r"(?:do not|does not) (?:want|need|mean) (?:\w+ ){1,6}?(?:but|i want|i need|i mean|i would like)",
            *(
                r"not (?:the|an?) \w+(?= (?:the|an?) )",
                rf"not (?:(?:{_CALLING} )?(?:about|for) )?(?!{_NO_MATTER} )(?:(?:the|an?|my) )?\w+(?= {_RATHER} )",
                "no i mean",
                "i mean",
                "i meant",
                "no wait",
                "or rather",
                "make that",
                "nope(?= (?:the|i|it))",
                "sorry i want",
            ),
        )
    ),
    taken_back=re.compile(
        r" (?:(?:rather  than|instead  of|and  not"
        rf"|not  (?:(?:{_CALLING}  )?(?:about|for|with|regarding)|interested  in))(?:  \w+){{1,8}}"
        rf"|{_DENIED}(?:  \w+){{1,4}}) $"
        r"| (?:do|does)  not  (?:want|need|mean)(?:  \w+){1,6} $"
        r"| (?:(?:the|my|our)  )?\w+  is  (?:wrong|incorrect|not  (?:right|correct)) "
    ),
    kept=re.compile(r"(.+?)(?= not  (?:\w+  ){1,8}?but )"),
    asked=re.compile(rf"^ {_ASKING} "),
    asks_for_it=re.compile(
        "^"
        + phrases(
            rf"(?:can|could|would|will) you (?:please )?(?:connect|transfer|put|help|give) {_TO_ME}(?: \w+)*",
            r"(?:can|could|may) i (?:please )?(?:have|get|speak|talk|be connected|ask for|choose|go with)(?: \w+)*",
            r"would you mind(?: \w+)*",
        )
        + "$"
    ),
    requests=re.compile(r"^ (?:can|could|would|will)  (?:you|i|we) | please "),
    leaves_it=re.compile(
        phrases(
            *("later", "tomorrow", "myself", "by myself", "no need", "not", "never", "useless", "no use", "no point"),
            r"in (?:the|an?|\w+) (?:\w+ )?(?:minutes?|hours?|days?|morning|afternoon)",
            *(r"(?:on|next) (?:week|month|\w+day)", "pointless", "let me try", "let me call", "if (?:i|you|we)"),
            r"i (?:will|can|have to|need to|must|might|may|would rather) (?:\w+ ){0,2}?(?:call|try|ring|dial)",
        )
    ),
    wonders=re.compile(
        phrases("what", "how", "when", "where", "who", "which", "why", "difference", "different", "mean", "meaning")
    ),
    denies=re.compile(phrases("not", "never", "but", "however", "wrong", "except")),
    not_wanted=re.compile(r"(?!)"),
    not_wanted_before=re.compile(
        phrases(
            "not(?: (?:want|need|ask|asking|dial)(?: to| for)?(?: (?:speak|talk) (?:to|with))?)?(?: (?:an?|the|any))?"
        )
        + "$"
    ),
    person=re.compile(
        phrases(
            r"(?:speak|talk|connect me) (?:to|with) (?:mr|mrs|ms|miss) \w+",
            r"(?:speak|talk|connect me) (?:to|with) \w+ san",
            r"is (?:mr|mrs|ms|miss) \w+ (?:there|in|available)",
        )
    ),
    named=(),
    unnamed=(),
    sentence=14,
    wavers=re.compile("(?!)"),
    numbered=re.compile(
        "^(?:" + phrases("the", "number", "option", "press", "pressing", "key", "button", "choice", "digit") + ")+"
    ),
    accepts=frozenset(plain(word, ENGLISH) for word in ("yes", "sure", "please", "please do")),
    around=frozenset(plain(word, ENGLISH) for word in ("it is", "that is", "about", "the", "a", "my", "our")),
    request=plain("please", ENGLISH),
    protest=(plain("right", ENGLISH), plain("is it", ENGLISH)),
    cut_denial=(),
    repeating=frozenset(
        plain(text, ENGLISH)
        for text in (
            *("can you", "could you", "would you", "will you", "i", "i did not"),
            *("it", "that", "what you said", "the", "me"),
            *("for me", "your message", "the message", "the choices", "the options"),
            *("one more time", "sorry", "to", "hear"),
            *("want", "would like", "like", "say", "tell", "speak"),
            *("can", "not", "again", "more", "the question", "you"),
        )
    ),
    telling=6,
    empty=frozenset(
        plain(word, ENGLISH)
        for word in (
            *("a", "an", "the", "to", "for", "of", "in", "on", "at"),
            *("with", "and", "or", "you", "your", "not", "is", "it"),
            *("when", "if", "this", "that", "more", "one", "be", "are"),
            *("by", "as", "do", "no", "from", "us", "me", "i"),
        )
    ),
)
