"""All problems of a site: those found while reading it, and those that the rules find in what was read."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from ivr.problem import SYNTAX
from ivr.site import Problem, Site, files_of
from ivr.strict_yaml.messages import meant
from ivr.translation import _

from .routes.budgets import over_budget
from .rules import RULES, missing_in_language
from .site_parts import PROMPTS, in_each_language, languages

_PASSING = re.compile(r"\bline \d+|\d+行目|(; the shortest call|。いちばん短い通話).*", re.DOTALL)
"""Parts of a message that the rest of the site decides: another line, or the call that shows the problem."""
_FOLDERS = ("data", "data/places", "prompts", "prompts/audio", "prompts/audio/[!.]*")
_FOR_PEOPLE = (".md", ".txt")


def check(site: Site, *, budgets: bool = True) -> list[Problem]:
    """List the rules' findings by place: errors, and warnings, which do not keep a site from serving.

    Without *budgets* no route to an office is played, and none is reported as too long.
    """
    views = (*in_each_language(site),)
    judged = ((rule, view) for rule in RULES for view in (views if hasattr(rule, "IN_EACH_LANGUAGE") else (site,)))
    problems = {problem for rule, view in judged for problem in rule.check(view)}
    # A language that lacks words cannot be played before they are written.
    playable = not any(problem.rule == missing_in_language.ID and not problem.warning for problem in problems)
    return sorted({*problems, *(_too_long(site) if budgets and playable else ())})


def problems_of(site: Site, *, budgets: bool = True) -> tuple[Problem, ...]:
    """List every error and warning of a site, by place; rules check whatever could be read.

    Rules do not judge a line that is not the YAML it was meant to be: its author never wrote what was read there.
    *budgets* is as for `check`.
    """
    read = {*site.problems, *(problem for document in languages(site) for problem in document.problems)}
    read |= set(_stray_files(site))
    broken = {(problem.path, problem.line) for problem in read if problem.rule == SYNTAX}
    of_rules = check(site, budgets=budgets)
    return tuple(sorted(read | {problem for problem in of_rules if (problem.path, problem.line) not in broken}))


def new_problems(found: Iterable[Problem], known: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems *found* that are not *known*: compared by rule, file, keys and message, not by line."""
    left = Counter(map(_identity, known))
    new = []
    for problem in found:
        if left[_identity(problem)] > 0:
            left[_identity(problem)] -= 1
        else:
            new.append(problem)
    return tuple(new)


def _identity(problem: Problem) -> tuple[str, str, str, str]:
    return problem.rule, problem.path, problem.at, _PASSING.sub("", problem.message)


def _too_long(site: Site) -> Iterator[Problem]:
    """Find the routes over their budget in each language, in a site whose calls can be played."""
    first = site.plan
    for plan in (first, *first.others.values()) if first else ():
        yield from over_budget(site, plan)


def _stray_files(site: Site) -> Iterator[Problem]:
    """Warn of each file in a folder of the site that nothing reads, such as a copy, or one of a misspelt name."""
    paths = files_of(site.root)
    for folder in _FOLDERS:
        for file in sorted(site.root.glob(f"{folder}/[!.]*")):
            path = file.relative_to(site.root).as_posix()
            if path not in (*paths, PROMPTS) and not _is_for_people(file) and file.is_file():
                message = _("this file is not read: {why}").format(why=_why(path, paths))
                yield Problem(str(file), 1, 1, message, "stray-file", warning=True)


def _is_for_people(file: Path) -> bool:
    """Return whether *file* is no file of a site: flow.yaml.txt is one, as an editor of Windows calls what it saves."""
    return file.suffix.lower() in _FOR_PEOPLE and Path(file.stem).suffix not in (".yaml", ".tsv")


def _why(path: str, paths: Collection[str]) -> str:
    folder, _slash, name = path.rpartition("/")
    if folder.startswith("prompts/audio"):
        return _("recordings are files that end in .wav, and texts.yaml")
    if folder == "prompts" and name.endswith(".yaml"):
        return _("its name is not that of a language, such as ja.yaml, en.yaml or zh-TW.yaml")
    if name.endswith(".yml"):
        return _("the names of a site's files end in .yaml: {name}.yaml").format(name=name.removesuffix(".yml"))
    there = tuple(other.rpartition("/")[2] for other in paths if other.rpartition("/")[0] == folder)
    return _("a site has no {path}{meant}").format(path=path, meant=meant(name, there))
