"""The places of a site: those in its own ``data/places/``, else the shipped ones; and which area a name means."""

import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from weakref import WeakValueDictionary

from ivr.distribution import shipped
from ivr.places import FILES, Gazetteer, MalformedError, spelled
from ivr.problem import Problem
from ivr.strict_yaml.decoding import EncodingError, text_of, unreadable
from ivr.strict_yaml.messages import meant, suggested

from .built_places import gazetteer_of

PLACES = "data/places"
_WITHIN = re.compile("^.+?[都道府県市郡](?=.+[市区町村]$)")
"""The place above that the name of an area has where two are called the same: 横浜市緑区."""

_in_use: WeakValueDictionary[tuple[tuple[str, str], ...], Gazetteer] = WeakValueDictionary()
"""The places in use in this process, by the texts of their files."""


def read_places(root: Path) -> tuple[Gazetteer | None, tuple[Problem, ...]]:
    """Read the places of the site in *root*, or the shipped ones if it has none of its own."""
    texts: dict[str, str] = {}
    unread: dict[str, Problem] = {}
    root = root if (root / PLACES).is_dir() else shipped()  # a site need not have its own places
    for name in FILES:
        file = root / PLACES / name
        try:
            texts[name] = text_of(file)
        except FileNotFoundError:
            continue  # the gazetteer reports it
        except (OSError, EncodingError) as error:
            unread[name] = unreadable(str(file), error)
    try:
        return _gazetteer(tuple(texts.items())), ()
    except MalformedError as error:
        faults = [fault for fault in error.faults if fault.file not in unread]
        problems = (
            Problem(str(root / PLACES / one.file), one.line, 1, one.reason, "places" if one.file in texts else "file")
            for one in faults
        )
        return None, (*unread.values(), *problems)


def shipped_places() -> Gazetteer:
    """Return the places of the whole country: those of a site that brings none."""
    places, _problems = read_places(shipped())
    assert places, "the shipped places are right"
    return places


@lru_cache(maxsize=2)
def _gazetteer(texts: tuple[tuple[str, str], ...]) -> Gazetteer:
    """Return the places; the same texts give the same object while any plan has it, as plans rarely differ in them."""
    return _in_use.get(texts) or _in_use.setdefault(texts, gazetteer_of(dict(texts), shipped() / PLACES))


def meant_area(name: str, areas: Collection[str]) -> str:
    """Suggest which of the *areas* was meant by a *name*, which may be in Latin letters, as the end of a sentence."""
    places = shipped_places()
    found = spelled(name, (*places.prefectures.values(), *places.municipalities.values()))
    in_letters = [area for area in areas if _WITHIN.sub("", area) in found or area in found]
    return suggested(in_letters) or meant(name, tuple(areas))
