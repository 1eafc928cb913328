"""Copies of the shipped site, whole or with four prefectures in two regions, in which a test changes pieces of files."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from ivr.check.proof.prove import Proof, prove
from ivr.places import FILES
from ivr.site import Site, load, shipped

Change = tuple[str, str, str]
"""A file, a piece of it, and what stands there instead."""

FLOW, PROMPTS, WORDS = "data/flow.yaml", "prompts/ja.yaml", "data/words.yaml"
# Two with a shared line, two without; 岐阜県 is the one that is asked yes or no when spoken.
KEPT = {"10": "群馬県", "21": "岐阜県", "23": "愛知県", "24": "三重県"}
REGIONS = """\
    regions:
      - {label: region_kanto, prefectures: [群馬県, 三重県]}
      - {label: region_tokai, prefectures: [愛知県, 岐阜県, 三重県]}
"""


def copy(to: Path) -> Path:
    """Copy the shipped site."""
    for folder in ("data", "prompts"):
        shutil.copytree(shipped() / folder, to / folder)
    return to


def small(to: Path) -> Path:
    """Copy the shipped site with four prefectures."""
    copy(to)
    for name in FILES:
        file = to / "data/places" / name
        file.write_text("".join(_kept(name, file.read_text(encoding="utf-8"))), encoding="utf-8")
    rewrite(to, "data/directory.yaml", _directory)
    rewrite(to, FLOW, _flow)
    return to


def _kept(name: str, text: str) -> Iterable[str]:
    """Keep the lines about the four prefectures, and those about none."""
    code = {"prefectures.tsv": 0, "municipalities.tsv": 0, "familiar.tsv": 0, "postal.tsv": 1}
    for line in text.splitlines(keepends=True):
        cells = line.rstrip("\n").split("\t")
        if name == "areacodes.tsv" and not line.startswith("#"):
            names = [one for one in cells[1].split("|") if one in KEPT.values()]
            yield from [f"{cells[0]}\t{'|'.join(names)}\n"] if names else []
        elif name not in code or line.startswith("#") or cells[code[name]][:2] in KEPT:
            yield line


def _directory(text: str) -> str:
    head, offices = text.split("\noffices:\n")
    blocks = re.split(r"(?m)^(?=  \S)", offices)
    return f"{head}\noffices:\n" + "".join(block for block in blocks if block.strip().split(":")[0] in KEPT.values())


def _flow(text: str) -> str:
    text = re.sub(r"(?m)^    regions:\n(?:      - .*\n)+", REGIONS, text)
    return re.sub(r"ask_yes_no: \[.*\]", "ask_yes_no: [岐阜県]", text)


def rewrite(site: Path, path: str, change: object) -> None:
    """Change the text of a file of a site."""
    assert callable(change)
    file = site / path
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def planted(site: Path, *changes: Change) -> Site:
    """Plant *changes* in a site and load it; each piece stands in its file exactly once."""
    for path, old, new in changes:
        text = (site / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times: {old}"
        (site / path).write_text(text.replace(old, new), encoding="utf-8")
    loaded = load(site)
    assert loaded.plan, loaded.problems
    return loaded


def proof(site: Site) -> Proof:
    """Prove a site in one process."""
    return prove(site, processes=1)
