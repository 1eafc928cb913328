"""What is different in the hours of offices, and in the notices."""

from collections.abc import Iterator

from ivr.check.site_parts import HOURS, NOTICES
from ivr.site import Site
from ivr.strict_yaml.document import Data

from .change import Change, compared


def time_changes(old: Site, new: Site) -> Iterator[Change]:
    """Yield the hours and the notices that differ, each by its place in the file."""
    for kind, path in (("hours", HOURS), ("notice", NOTICES)):
        before, after = (_said(site, path) for site in (old, new))
        yield from compared(kind, before, after, f"{path} ")


def _said(site: Site, path: str) -> dict[str, str]:
    document = site.documents.get(path)
    return dict(_leaves(document.data, ())) if document else {}


def _leaves(data: Data, way: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each value with the way to it, a list as one value."""
    match data:
        case dict():
            for key, value in data.items():
                yield from _leaves(value, (*way, key))
        case list():
            yield ".".join(way), ", ".join(str(item) for item in data) or "-"
        case _:
            yield ".".join(way), str(data)
