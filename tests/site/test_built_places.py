"""The shipped places are built once; what is stored is never another site's, older code's, or damaged."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ivr.places import FILES, MalformedError
from ivr.site import shipped
from ivr.site.built_places import gazetteer_of
from ivr.site.places import PLACES

FEW = {name: (shipped() / PLACES / name).read_text("utf-8").split("\n")[0] + "\n" for name in FILES}
FEW["prefectures.tsv"] = (shipped() / PLACES / "prefectures.tsv").read_text("utf-8")
OTHER = FEW | {"municipalities.tsv": FEW["municipalities.tsv"] + "23100\t名古屋市\tなごやし\t\t\t100\t\t\n"}


def written(folder: Path, texts: Mapping[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_places_are_kept_and_read_as_they_were_built(tmp_path: Path) -> None:
    of, cache = written(tmp_path / "shipped", OTHER), tmp_path / "new" / "kept"

    built, read = gazetteer_of(OTHER, of, cache), gazetteer_of(OTHER, of, cache)

    assert len([*cache.iterdir()]) == 1
    assert read is not built
    assert (read.name("23100"), read.spoken, read.latin) == ("名古屋市", built.spoken, built.latin)


@pytest.mark.parametrize("damage", [b"", b"no pickle", b"cbuiltins\nnothing\n."])
def test_what_is_damaged_is_built_anew(tmp_path: Path, damage: bytes) -> None:
    of, cache = written(tmp_path / "shipped", FEW), tmp_path / "kept"
    gazetteer_of(FEW, of, cache)
    (file,) = cache.iterdir()
    file.write_bytes(damage)

    assert gazetteer_of(FEW, of, cache).name("23") == "愛知県"
    assert len(file.read_bytes()) > len(damage)


def test_other_places_are_never_taken_for_the_shipped_ones_nor_kept(tmp_path: Path) -> None:
    of, cache = written(tmp_path / "shipped", FEW), tmp_path / "kept"
    gazetteer_of(FEW, of, cache)

    assert [*gazetteer_of(OTHER, of, cache).municipalities] == ["23100"]
    assert len([*cache.iterdir()]) == 1
    with pytest.raises(MalformedError):
        gazetteer_of({}, of, cache)


def test_of_changed_places_only_the_last_are_kept(tmp_path: Path) -> None:
    cache = tmp_path / "kept"
    gazetteer_of(FEW, written(tmp_path / "shipped", FEW), cache)
    gazetteer_of(OTHER, written(tmp_path / "shipped", OTHER), cache)

    assert len([*cache.iterdir()]) == 1
    assert [*gazetteer_of(OTHER, tmp_path / "shipped", cache).municipalities] == ["23100"]


def test_what_a_killed_process_had_half_written_does_not_stay(tmp_path: Path) -> None:
    of, cache = written(tmp_path / "shipped", FEW), tmp_path / "kept"
    gazetteer_of(FEW, of, cache)
    (file,) = cache.iterdir()
    file.rename(file.with_suffix(".4711"))

    gazetteer_of(FEW, of, cache)

    assert [*cache.iterdir()] == [file]


def test_places_that_cannot_be_kept_are_built_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file, no folder")

    assert gazetteer_of(FEW, written(tmp_path / "shipped", FEW), tmp_path / "kept").name("23") == "愛知県"
