"""Where the words of an answer stand in the files of a site, for who is to mend what they mean."""

from collections.abc import Iterator

from ivr.check.site_parts import MEANINGS, WORDS
from ivr.heard.utterance import plain
from ivr.site import Site
from ivr.strict_yaml.document import Data, Loc
from ivr.translation import _

Place = tuple[str, Loc, str]
"""A file, the way to a text in it, and that text."""


def places_of(site: Site, word: str) -> list[Place]:
    """Return where *word* stands among what callers may mean and the words for keys, in whatever spelling."""
    form = plain(word)
    listed = ((path, loc, text) for path in (MEANINGS, WORDS) for loc, text in _texts(site.documents[path].data))
    return [one for one in listed if form and plain(one[-1]) == form]


def told(site: Site, word: str, places: list[Place]) -> str:
    """Say where *word* stands: "data/meanings.yaml:23 (services.center), data/words.yaml:14 (keys.1)"."""
    named = [f"{path}:{site.documents[path].place_of_value(loc).line} ({_name(loc)})" for path, loc, _text in places]
    written = dict.fromkeys(f'"{text}"' for _path, _loc, text in places) or {f'"{word}"': None}
    sentence = _("{word} stands in {places}") if named else _("{word} stands in none of the lists")
    return sentence.format(word=", ".join(written), places=", ".join(named))


def _name(loc: Loc) -> str:
    return ".".join(map(str, [part for part in loc if isinstance(part, str)][:2]))


def _texts(data: Data, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield the texts of the lists in *data*, with the way to each."""
    match data:
        case str() if loc and isinstance(loc[-1], int):
            yield loc, data
        case dict():
            for key, value in data.items():
                yield from _texts(value, (*loc, key))
        case list():
            for place, value in enumerate(data):
                yield from _texts(value, (*loc, place))
