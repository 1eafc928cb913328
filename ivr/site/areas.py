"""``areas`` and ``within`` of ``data/directory.yaml``: how a site divides the country, or a part of it."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import get_args

from ivr.places import AreaKind, Gazetteer, divided, holders
from ivr.problem import Problem
from ivr.strict_yaml.document import YamlDocument
from ivr.strict_yaml.messages import meant
from ivr.strict_yaml.syntax import shown
from ivr.translation import _


def with_areas(document: YamlDocument, places: Gazetteer) -> tuple[Gazetteer, tuple[Problem, ...]]:
    """Return *places* with the areas that a directory's file names (`areas`, `within`), and what is wrong with them.

    A misspelt name counts as the nearest one, so that the rest is checked by it; where none is near, no area is known.
    """
    data = document.data if isinstance(document.data, dict) else {}
    kinds: tuple[AreaKind, ...] = get_args(AreaKind)
    kind = next((one for one in kinds if one == data.get("areas")), kinds[0])
    listed, known = data.get("within"), holders(places)
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    problems = [
        document.problem(("within", place), _no_holder(name, known), "unknown-place")
        for place, name in enumerate(names)
        if name not in known
    ]
    if kind in ("municipalities", "wards") and not names:
        message = _('the key "within" is missing: say of which prefectures or cities these {areas} are')
        problems.append(document.problem(("areas",), message.format(areas=kind), "missing-key", at_key=True))
    within = {known[near] for name in names for near in get_close_matches(name, known, n=1)}
    return divided(places, "none" if problems and not within else kind, within), tuple(problems)


def _no_holder(name: str, known: Collection[str]) -> str:
    message = _('no prefecture, and no city with wards, is called "{name}"{meant}')
    return message.format(name=shown(name), meant=meant(name, tuple(known)))
