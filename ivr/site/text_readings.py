"""Readings of a site's texts, enough to compute how long any sentence built from them takes."""

from itertools import chain

from ivr.call import Plan
from ivr.speech import gaps
from ivr.speech.prompt import GAP


def readings(plan: Plan) -> dict[str, str]:
    """Return every piece of text that *plan* speaks, with its kana: the text between gaps, and what fills them."""
    pieces: dict[str, str] = {}
    for prompt in plan.prompts.values():
        pieces |= dict(zip(_between(prompt.text), _between(prompt.kana), strict=True))
    pieces |= {fact.text: fact.kana for fact in plan.facts.values() if not gaps(fact.text)}
    pieces |= {service.name: service.kana for service in plan.directory.services.values()}
    named = chain.from_iterable(
        ((place.name, place.kana), (place.short, place.short_kana)) for place in plan.places.areas.values()
    )
    pieces |= dict(named)
    pieces |= {one.spoken_name: one.spoken_kana for one in plan.directory if one.spoken_name and one.spoken_kana}
    return {text: kana for text, kana in pieces.items() if text}


def _between(text: str) -> list[str]:
    return GAP.split(text)[::2]
