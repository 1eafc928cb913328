"""Everything that callers will notice between two sites."""

from collections.abc import Iterator
from pathlib import Path

from ivr.call import Flow
from ivr.check.site_parts import DIRECTORY, FLOW, HOURS, NOTICES, prompts_of
from ivr.places import FILES
from ivr.site import Site
from ivr.site.places import PLACES
from ivr.strict_yaml.document import Data
from ivr.translation import _

from .change import Change, compared
from .changed_flow import flow_changes
from .changed_offices import named, office_changes
from .changed_routes import route_changes
from .changed_texts import text_changes, word_changes


def changes(old: Site, new: Site) -> tuple[Change, ...]:
    """List what callers will notice when *new* replaces *old*: numbers first, then what is heard and keyed.

    A part that cannot be read in one of the two sites is not compared, and a change says so.
    """
    return tuple(
        dict.fromkeys(
            (
                *_offices(old, new),
                *_phrases(old, new),
                *text_changes(old, new),
                *_flows(old, new),
                *word_changes(old, new),
                *_times(old, new),
                *_places(old, new),
                *_routes(old, new),
            )
        )
    )


def _times(old: Site, new: Site) -> Iterator[Change]:
    """Yield the hours and notices that differ, each by its keys in the file."""
    for kind, path in (("hours", HOURS), ("notice", NOTICES)):
        before, after = (_said(site, path) for site in (old, new))
        yield from compared(kind, before, after, f"{path} ")


def _said(site: Site, path: str) -> dict[str, str]:
    document = site.documents.get(path)
    return dict(_leaves(document.data, ())) if document else {}


def _leaves(data: Data, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each value with its path of keys; a list is one value."""
    match data:
        case dict():
            for key, value in data.items():
                yield from _leaves(value, (*keys, key))
        case list():
            yield ".".join(keys), ", ".join(str(item) for item in data) or "-"
        case _:
            yield ".".join(keys), str(data)


def _offices(old: Site, new: Site) -> Iterator[Change]:
    if old.directory is None or new.directory is None:
        yield _unread(DIRECTORY)
        return
    places = new.places or old.places
    yield from office_changes(old.directory, new.directory, places.area_names if places else {})
    yield from compared("place", _readings(old), _readings(new), _("name of "))


def _flows(old: Site, new: Site) -> Iterator[Change]:
    before, after = old.flow, new.flow
    if before is None or after is None:
        yield _unread(FLOW)
    else:
        yield from flow_changes(before, after, prompts_of(old) | prompts_of(new))


def _places(old: Site, new: Site) -> Iterator[Change]:
    """Report which of the lists of places differ, not what each line means for callers: that would be too long."""
    for name in FILES:
        was, now = (_lines(site.root / PLACES / name) for site in (old, new))
        if was != now:
            note = _("{count} lines new, {gone} gone: another prefecture may be understood").format(
                count=len(now - was), gone=len(was - now)
            )
            yield Change("places", f"{PLACES}/{name}", note=note)


def _lines(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8-sig", errors="replace") if file.is_file() else ""
    return {line for line in text.splitlines() if not line.startswith("#")}


def _routes(old: Site, new: Site) -> Iterator[Change]:
    if old.plan and new.plan:
        yield from route_changes(old.plan, new.plan, new.plan.places.area_names)
    elif old.plan or new.plan:
        yield Change(
            "unread", _("routes to an office"), note=_("one of the two sites has problems, so they were not compared")
        )


def _unread(path: str) -> Change:
    return Change("unread", path, note=_("it is malformed in one of the two sites, so it was not compared"))


def _readings(site: Site) -> dict[str, str]:
    prefectures = site.places.prefectures if site.places else {}
    return {code: f"{place.name} ({place.kana})" for code, place in prefectures.items()}


def _phrases(old: Site, new: Site) -> Iterator[Change]:
    """Return, by office, what callers of a shared line are now asked to say, if that has changed."""
    before, after = _phrases_said(old), _phrases_said(new)
    for subject in before:
        if subject in after and before[subject] != after[subject]:
            yield Change("phrase", subject, before[subject], after[subject])


def _phrases_said(site: Site) -> dict[str, str]:
    flow, directory = site.flow, site.directory
    if flow is None or directory is None:
        return {}
    names = site.places.area_names if site.places else {}
    phrases = {service.id: _phrase(site, flow, service.name) for service in directory.services.values()}
    shared = (office for office in directory.offices.values() if office.shared_line)
    return {named(directory, office, names): phrases.get(office.service or "", "") for office in shared}


def _phrase(site: Site, flow: Flow, service: str) -> str:
    prompt = prompts_of(site).get(flow.shared_line.before_ring) if flow.shared_line else None
    return prompt.text.replace("{service}", service) if prompt else ""
