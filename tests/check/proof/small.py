"""A small site cut out of the shipped one: one language, one prefecture, whose offices share a line, no explanations.

In copies of it, as of the shipped one, a test changes pieces of files.
"""

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zlib import crc32

from ivr.check import problems_of
from ivr.places import FILES
from ivr.site import Site, load, shipped

Change = tuple[str, str, str]
"""A file, a piece of it, and what stands there instead."""

FLOW, PROMPTS = "data/flow.yaml", "prompts/ja.yaml"
MEANINGS, WORDS = "data/meanings.yaml", "data/words.yaml"
CODE, NAME = "23", "愛知県"


BESIDE = shutil.ignore_patterns("README.md", "examples", "schema", "skeleton")
"""What is in the shipped site's folder and no part of it: two thirds of the files."""


def copy(to: Path, of: Path | None = None) -> Path:
    """Copy a site, by default the shipped one, without what lies beside its own files."""
    for folder in ("data", "prompts"):
        shutil.copytree((of or shipped()) / folder, to / folder, ignore=BESIDE)
    return to


def small(to: Path) -> Path:
    """Cut the small site out of a copy of the shipped one."""
    copy(to)
    for file in ("prompts/en.yaml", "data/meanings.en.yaml", "data/words.en.yaml"):
        (to / file).unlink()
    for name in FILES:
        rewrite(to, f"data/places/{name}", partial(_kept, name))
    rewrite(to, "data/directory.yaml", _directory)
    rewrite(to, FLOW, _flow)
    rewrite(
        to, PROMPTS, partial(_prompts, [one.message for one in problems_of(load(to)) if one.rule == "unused-prompt"])
    )
    return to


def _kept(name: str, text: str) -> str:
    """Keep the lines of the one prefecture, and a tenth of the lines of none, which each start would read."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith("#") or _is_kept(name, line))


def _is_kept(name: str, line: str) -> bool:
    cells = line.rstrip("\n").split("\t")
    if name == "areacodes.tsv":
        return cells[1] == NAME
    column = {"prefectures.tsv": 0, "municipalities.tsv": 0, "familiar.tsv": 0, "postal.tsv": 1}.get(name)
    if column is None:
        return crc32(line.encode()) % 10 == 0 or "東海" in cells  # a region's name, and a city's of that prefecture
    return cells[column][:2] == CODE


def _directory(text: str) -> str:
    head, offices = text.split("\noffices:\n")
    blocks = re.split(r"(?m)^(?=  \S)", offices)
    return f"{head}\noffices:\n" + "".join(block for block in blocks if block.strip().startswith(f"{NAME}:"))


def _flow(text: str) -> str:
    text = re.sub(
        r"(?m)^    regions:\n(?:      - .*\n)+",
        f"    regions: [{{label: region_tokai, prefectures: [{NAME}]}}]\n",
        text,
    )
    text = re.sub(r"(?ms)^  # The short question.*?(?=^  # ---- which prefecture)", "", text)
    text = re.sub(
        r"(?m)^ *(?:ask_yes_no|postal\w*|which): .*\n|^    help: help_prefecture\n"
        r"|^ *- .*(?:label: explanation|language: en).*\n|^languages:\n(?:  .*\n)+",
        "",
        text,
    )
    return text.replace("offer_postal, ", "").replace(", offer_english", "")


def _prompts(unused: list[str], text: str) -> str:
    names = [message.split('"')[1] for message in unused]
    return re.sub(rf"(?m)^  (?:{'|'.join(names)}):\n(?:    .*\n)+", "", text)


def rewrite(site: Path, path: str, change: Callable[[str], str]) -> None:
    """Change the text of a file of a site."""
    file = site / path
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def planted(site: Path, *changes: Change) -> Site:
    """Plant *changes* in a site and load it; each piece must be in its file exactly once."""
    for path, old, new in changes:
        text = (site / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times: {old}"
        (site / path).write_text(text.replace(old, new), encoding="utf-8")
    loaded = load(site)
    assert loaded.plan, loaded.problems
    return loaded
