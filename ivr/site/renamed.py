"""A service, or an office under `others`, that was renamed in some files only: one mistake, one message."""

from collections.abc import Iterator, Mapping, Sequence

from ivr.problem import Problem
from ivr.strict_yaml.document import Loc, YamlDocument, at, entries_at
from ivr.strict_yaml.syntax import shown
from ivr.translation import _

_DEFINED = {"unknown-service": "services", "unknown-office": "others"}
"""The rule of a name that is not defined, and where in the directory such names are."""


def renamed(
    problems: Sequence[Problem], directory: YamlDocument, documents: Mapping[str, YamlDocument]
) -> Iterator[Problem]:
    """Yield *problems*, with one in place of those of a name that several files have and the *directory* calls else."""
    for rule, key in _DEFINED.items():
        of_rule = [one for one in problems if one.rule == rule]
        new = _new_name(of_rule, directory, documents, key)
        if new:
            old = _name_at(of_rule[0], documents)
            files = ", ".join(dict.fromkeys(one.path.rpartition("/")[2] for one in of_rule))
            message = _('"{new}" is called "{old}" in {files}; write the same name everywhere')
            message = message.format(new=shown(new), old=shown(old), files=files)
            by_mistake = any(one.at == f"{key}.{new}" and one.rule != "missing-key" for one in problems)
            if not by_mistake:  # as a key that is no ID, which is reported already
                yield directory.problem((key, new), message, rule, at_key=True)
            problems = [one for one in problems if one.rule != rule]
    yield from problems


def _new_name(
    problems: Sequence[Problem], directory: YamlDocument, documents: Mapping[str, YamlDocument], key: str
) -> str:
    """Return the only name defined under *key* that none of the files with one unknown name has, "" for none."""
    paths = {one.path for one in problems}
    if len(paths) == 1 or len({_name_at(one, documents) for one in problems}) != 1:
        return ""
    files = [one for one in documents.values() if one.path in paths]
    new = [name for name in entries_at(directory.data, key) if not any(_has(file, key, name) for file in files)]
    return new[0] if len(new) == 1 else ""


def _has(document: YamlDocument, key: str, name: str) -> bool:
    """Return whether a file has *name* as a key or a value, other than where the directory defines it."""
    is_key = any(loc[-1:] == (name,) and loc != (key, name) for loc in document.keys)
    return is_key or any(text == name for _loc, text in document.texts)


def _name_at(problem: Problem, documents: Mapping[str, YamlDocument]) -> str:
    """Return the key or the value at the place of a *problem*."""
    place = problem.line, problem.column
    document = next(one for one in documents.values() if one.path == problem.path)
    keys: Iterator[Loc] = (loc for loc, position in document.keys.items() if position == place)
    values = (at(document.data, *loc) for loc, position in document.values.items() if position == place)
    return next((str(loc[-1]) for loc in keys), None) or next((one for one in values if isinstance(one, str)), "")
