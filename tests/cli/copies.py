"""Copies of the shipped site, which a test may change."""

from pathlib import Path

from tests.check.proof.small import copy


def copied(folder: Path) -> Path:
    """Copy the shipped site into *folder*; of its places only prefectures and areas, which are read faster."""
    copy(folder)
    for file in (folder / "data" / "places").glob("*.tsv"):
        if file.name not in ("prefectures.tsv", "areacodes.tsv"):
            file.write_text("", encoding="utf-8")
    return folder


def spoil(site: Path, old: str, new: str, name: str = "data/directory.yaml") -> None:
    """Replace a piece of one of a site's files."""
    file = site / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
