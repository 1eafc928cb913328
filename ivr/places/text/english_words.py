"""Words around a place's name in an English sentence, as tables."""

import re

CALLING = (("calling", "from"), ("call", "from"), ("company", "from"), ("are", "from"))
"""Words before the caller's own place, which cast no doubt on it."""

DENYING = (
    *(("not",), ("not", "in"), ("not", "at"), ("not", "the"), ("not", "from"), ("not", "for"), ("not", "to")),
    *(("not", "want"), ("anywhere", "but"), ("closed", "the", "shop", "in"), ("closed", "in")),
    *(("rather", "than"), ("instead", "of"), ("except",), ("not", "in", "the"), ("never",), ("outside", "of")),
    *(("not", "about"), ("not", "calling", "from"), ("not", "calling", "about"), ("not", "based", "in")),
    *(("not", "located", "in"), ("not", "here", "in")),
)
"""Words that deny the name after them."""
DENIED_BEHIND = (
    *(("is", "wrong"), ("is", "not"), ("was", "wrong"), ("was", "not"), ("is", "incorrect"), ("wrong",), ("nope",)),
    ("is", "a", "mistake"),
)
"""Words that deny the name before them."""

CORRECTION = re.compile(
    r"\b(?:nope|no wait|i mean|i meant|sorry|actually|correction|or rather|make that|wait|excuse me|my mistake)\b"
)
"""What precedes one of these is taken back if another place follows."""


def _words(of: str) -> frozenset[str]:
    return frozenset(of.split())


COMMON = _words(
    """
    age ago and any are area ask ate bank call can cannot care case center china city date does fee first for
    from goes goto had happy have he her here hike him hiro home hose ishii kanda kato kite loan machine made
    main make male many matter may mean mine minute moan moment money more mori most moto name near no noda
    none nope nose not note obama okay on one our out plan rose saito sake same say second see she shop so
    some somehow soon sorry sue take tara tax than that the them then there they third this time to today togo
    tome tomorrow tone tonight too tore town tuna ueda use village wake ward was what with yes you yuki
    """
)
"""Words that are not a place's bare name, nor part of one, unless "city" goes with them or nothing else was said."""

BEFORE = _words(
    """
    a about actually address am an and are at based be business but center choose city company correct council
    desu factory for headquarters hello here hi i in is it like located location me mean meant my need no nope
    of office ok okay or our place please prefecture prefectures restaurant right said say select shop so
    sorry store that the this to town uh um us wait want ward we well with would yes you your
    """
)
"""Words that may come right before a name that is the answer."""

BEHIND = _words(
    """
    a about and area because branch business but center city company council desu for fu here i if in instead
    is it japan ken ku my not now of office okay onegai onegaishimasu or our please prefecture region shi shop
    side sir so support thank thanks that the then to ward we where with would yes you
    """
)
"""Words that may come right after it."""

ANNOUNCING = _words(
    """
    accountant dr lawyer miss mr mrs ms named president professor
    """
)
"""Words before the name of a person."""

NO_PLACE_BEHIND = _words(
    """
    airlines bank beef car cars castle chan college construction corp corporation credit dealer electric foods
    ginko hospital hotel inc industries industry kogyo kun limited ltd motor motors newspaper railway ramen
    sama san sensei shinkin shoji speaking store trading tv university
    """
)
"""Words after the name of a person, a firm or a thing."""

DOUBTING = _words(
    """
    accountant around bank beside between born branch brother client clients close closed could customer customers
    daughter east either family father friend from going grew guess husband if lawyer live lived lives living maybe
    might mother move moved moving near nearby new next north outside parent parents perhaps probably refused shin
    sister son south supplier suppliers think trip used visit visited was went were west whether wife
    """
)
"""Words that cast doubt on a name if they are among the three before it."""

DOUBTING_FROM_AFAR = _words("closed parent refused used whether")
"""Words that cast doubt on a name if they are among the five before it: "it used to be in Osaka"."""
