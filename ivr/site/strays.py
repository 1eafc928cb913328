"""Stray files: files in a site's folders that nothing reads, such as copies and misspelt names.

Hidden files (`._ja.yaml`, `.DS_Store`) and texts for people (README.md, NOTICE.txt) are ignored.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from ivr.problem import Problem
from ivr.strict_yaml.messages import meant
from ivr.translation import _

FOLDERS = ("data", "data/places", "prompts", "prompts/audio", "prompts/audio/[!.]*")
FOR_PEOPLE = (".md", ".txt")
ID = "stray-file"


def stray_files(root: Path, paths: Collection[str]) -> Iterator[Problem]:
    """Warn of each file of the site in *root* that is not among *paths*, given as seen from there."""
    for folder in FOLDERS:
        for file in sorted(root.glob(f"{folder}/[!.]*")):
            path = file.relative_to(root).as_posix()
            if path not in paths and file.suffix.lower() not in FOR_PEOPLE and file.is_file():
                yield Problem(
                    str(file), 1, 1, _("this file is not read: {why}").format(why=_why(path, paths)), ID, warning=True
                )


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
