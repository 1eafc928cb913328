"""``data/notices.yaml``: sentences for a limited time, and what they do meanwhile: ring elsewhere, or close."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Annotated, Literal

from ivr.bounds import Between
from ivr.call.timetable import prompt_of
from ivr.clock import japanese_time
from ivr.directory import Directory, Notice
from ivr.heard.utterance import JAPANESE
from ivr.problem import Problem
from ivr.speech import MOST_CHARACTERS, Prompt, gaps
from ivr.strict_yaml.customary import meant_date, meant_moment
from ivr.strict_yaml.document import Loc, YamlDocument, at
from ivr.strict_yaml.messages import meant
from ivr.strict_yaml.schema import validate
from ivr.strict_yaml.strict_types import TIME_OF_DAY
from ivr.translation import _

from .hours import ALL, unknown
from .named_entries import no_language
from .prompts import misreadings, texts_without_reading

PATH = "data/notices.yaml"

GAPS = ("office", "prefecture", "service", "topic", "number", "fallback")
"""What a call fills in: the office is the one that the notice is about, also where another one rings instead."""

_MOMENT = re.compile(f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}( {TIME_OF_DAY})?")
_DAY = len("2026-12-01")
_LATEST = datetime(3000, 1, 1)  # noqa: DTZ001 - local time
"""No notice ends later: there must be a day after it, on which an office could open, that Python knows."""


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """A sentence, from when and until when it is said, and to whose callers.

    `from`, `until`: a day (2026-12-01), or a day and a time (2026-12-01 09:00); of an `until` without a time the whole
    day belongs to it. `text` is what is said in the site's first language, `kana` its reading, which only Japanese
    needs; `languages` is the same in other languages, by their names. `services`, `areas`: only for callers of these
    (in both, where both are given); `others`: for the calls of these offices of no area; without any it is for all
    callers of an office. `when`: `before` the office is read back, or `after`. `rings`: an office under `others` of
    directory.yaml that rings instead. `closes`: the offices are closed meanwhile.
    """

    from_: str
    until: str
    text: Annotated[str, Between(1, MOST_CHARACTERS)]
    kana: str | None = None
    languages: dict[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    when: Literal["before", "after"] = "before"
    rings: str | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class NoticesFile:
    """The notices by name; nothing, once the last one was deleted."""

    notices: dict[str, NoticeEntry] | None = None


@dataclass(frozen=True, slots=True)
class NoticesRead:
    """Result of reading: the notices, their sentences as the file has them, and what is wrong."""

    notices: tuple[Notice, ...] = ()
    entries: Mapping[str, NoticeEntry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    first: str = JAPANESE

    def prompts(self, language: str = JAPANESE) -> dict[str, Prompt]:
        """Return the prompts that say the notices in *language*, in the first one if they have no other words."""
        return {
            prompt_of(name): Prompt(said, said, language=language)
            if (said := entry.languages.get(language))
            else Prompt(entry.text, entry.kana or entry.text, language=self.first)
            for name, entry in self.entries.items()
        }


def entries_of(document: YamlDocument | None) -> Mapping[str, NoticeEntry]:
    """Return the notices of a file as it has them; none if there is no file, or its form is wrong."""
    file = validate(document, NoticesFile)[0] if document else None
    return (file and file.notices) or {}


def read_notices(
    document: YamlDocument,
    directory: Directory | None,
    codes: Mapping[str, str],
    facts: Collection[str] | None,
    languages: Sequence[str] = (JAPANESE,),
) -> NoticesRead:
    """Read the notices; *codes* are those of areas by name, *facts* the gaps that the site fills (None: not known).

    *languages* are those of the site, the first one first.
    """
    file, problems = validate(document, NoticesFile)
    told = {one.at: one for one in _words_for_all(document)}
    wrong = [told.get(one.at, one) for one in problems]
    if languages[0] == JAPANESE:
        wrong += (*misreadings(document, "notices"), *texts_without_reading(document, "notices"))
    if file is None or directory is None:
        return NoticesRead(problems=tuple(sorted(wrong)))
    notices = []
    entries = file.notices or {}
    for name, entry in entries.items():
        loc = ("notices", name)
        wrong += [*_unknown(document, loc, entry, directory, codes), *_wrong(document, loc, entry, facts)]
        since, until = (moment(text, whole=whole) for text, whole in ((entry.from_, False), (entry.until, True)))
        wrong += [*_wrong_times(document, loc, entry, since, until), *_unspoken(document, loc, entry, languages)]
        if since and until:
            notices.append(_notice(name, entry, since, until, codes))
    wrong += _redirected_twice(document, notices)
    return NoticesRead(tuple(notices), entries, tuple(sorted(wrong)), languages[0])


def moment(text: str, *, whole: bool) -> datetime | None:
    """Return the moment of *text*; *whole*: of a day without a time, its end. None if there is no such moment."""
    try:
        if not _MOMENT.fullmatch(text):
            return None
        if len(text) > _DAY:
            return datetime.fromisoformat(text)
        return datetime.combine(date.fromisoformat(text), time()) + timedelta(days=whole)
    except ValueError:  # a day or an hour that does not exist
        return None
    except OverflowError:  # after the last day that Python knows
        return _LATEST + timedelta(days=1)


def _wrong_times(
    document: YamlDocument, loc: Loc, entry: NoticeEntry, since: datetime | None, until: datetime | None
) -> Iterator[Problem]:
    for key, text, found in (("from", entry.from_, since), ("until", entry.until, until)):
        if found is None:
            message = _("expected a day, such as 2026-12-01, or a day and a time, such as 2026-12-01 09:00")
            without_year = _("; write the year too") if meant_date(f"{text} ") else ""
            yield document.problem((*loc, key), message + (meant_moment(text) or without_year), "wrong-value")
    if since and until and until <= since:
        yield document.problem((*loc, "until"), _("this notice ends before it begins"), "hours")
    if until and until > _LATEST:
        message = _("a notice must end; write a day before the year 3000")
        yield document.problem((*loc, "until"), message, "hours")


def _unspoken(document: YamlDocument, loc: Loc, entry: NoticeEntry, languages: Sequence[str]) -> Iterator[Problem]:
    """Find words in a language that the site does not speak, or that `text` is in already."""
    for name in entry.languages:
        if name == languages[0]:
            message = _('the first language is {name} already: its words are under "text"').format(name=name)
            yield document.problem((*loc, "languages", name), message, "unknown-language", at_key=True)
        elif name not in languages:
            yield no_language(document, (*loc, "languages", name))


def _wrong(document: YamlDocument, loc: Loc, entry: NoticeEntry, facts: Collection[str] | None) -> Iterator[Problem]:
    """Find what a notice cannot say, or cannot do at the same time."""
    filled = None if facts is None else (*GAPS, *facts)
    for gap in gaps(entry.text):
        if filled is not None and gap not in filled:
            message = _("nothing fills {gap} in a notice").format(gap=f"{{{gap}}}") + meant(gap, filled)
            yield document.problem((*loc, "text"), message, "unknown-gap")
    if entry.rings and entry.closes:
        message = _("another office rings instead, so nothing is closed; leave out one of the two")
        yield document.problem((*loc, "closes"), message, "hours", at_key=True)
    if entry.rings and entry.others:
        message = _(
            "another office can ring only in place of an office of an area or a service; change the number of this one"
        )
        yield document.problem((*loc, "others"), message, "hours", at_key=True)


def _redirected_twice(document: YamlDocument, notices: Sequence[Notice]) -> Iterator[Problem]:
    """Warn of two offices that are to ring at the same time for the same callers, who are told of both.

    It is no more than a warning: in a disaster, its desk may have to ring for an office that has moved. Nor is it more
    than untidy once one of them is over, of which `expired-notice` tells.
    """
    now = japanese_time().replace(tzinfo=None)
    redirects = [notice for notice in notices if notice.instead and notice.until > now]
    for first, second in combinations(redirects, 2):
        if first.instead != second.instead and first.meets(second):
            message = _(
                '"{name}" redirects the same callers at the same time; it stands first, so its office rings, and they '
                "hear both notices"
            )
            loc = ("notices", second.name, "rings")
            yield document.problem(loc, message.format(name=first.name), "hours", warning=True)


def _unknown(
    document: YamlDocument, loc: Loc, entry: NoticeEntry, directory: Directory, codes: Mapping[str, str]
) -> Iterator[Problem]:
    for kind, key, names in (
        ("service", "services", directory.services),
        ("area", "areas", codes),
        ("office", "others", directory.others),
    ):
        for place, name in enumerate(getattr(entry, key)):
            if name not in names:
                message = _for_all(key) if name.lower() in ALL else unknown(kind, name, directory, codes)
                yield document.problem((*loc, key, place), message, f"unknown-{kind}")
    if entry.rings is not None and entry.rings not in directory.others:
        message = unknown("office", entry.rings, directory, codes)
        yield document.problem((*loc, "rings"), message, "unknown-office")


def _words_for_all(document: YamlDocument) -> Iterator[Problem]:
    """Find a word that means everything, in place of a list (areas: 全部)."""
    for loc in document.values:
        key, text = loc[-1:], at(document.data, *loc)
        if key in (("services",), ("areas",), ("others",)) and isinstance(text, str) and text.lower() in ALL:
            yield document.problem(loc, _for_all(str(loc[-1])), "wrong-value")


def _for_all(key: str) -> str:
    return _('for all there are, leave "{key}" out').format(key=key)


def _notice(name: str, entry: NoticeEntry, since: datetime, until: datetime, codes: Mapping[str, str]) -> Notice:
    return Notice(
        name=name,
        since=since,
        until=until,
        areas=frozenset(codes.get(area, "") for area in entry.areas),
        services=frozenset(entry.services),
        others=frozenset(entry.others),
        when=entry.when,
        instead=entry.rings,
        closes=entry.closes,
    )
