import re
from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.check.proof import prove
from ivr.site import load, shipped

from .command import Command

FACTS = ("--fallback", "03-5470-1840", "--yes")
KINDS = {
    "wards": ("--service", "tax=税/ぜい", "--service", "trash=ごみ", "--areas", "wards", "--in", "名古屋市"),
    "one service": ("--service", "tax=税/ぜい", "--areas", "prefectures"),
    "one menu": ("--service", "none", "--areas", "prefectures", "--in", "東京都", "--in", "千葉県"),
    "towns": ("--service", "none", "--areas", "municipalities", "--in", "香川県"),
    "departments": ("--service", "tax=税/ぜい", "--service", "water=水道/すいどう", "--areas", "none"),
}
RINGS = {
    "wards": "税の相談\n中区です\n\n\n!hangup\n",
    "one service": "愛知県です\n\n\n!hangup\n",
    "one menu": "千葉県です\n\n\n!hangup\n",
    "towns": "丸亀市です\n\n\n!hangup\n",
    "departments": "水道です\n\n\n!hangup\n",
}
OPEN = {"unverified-offices", "placeholder-number", "fallback-not-agreed"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_site_lacks_only_what_is_to_be_filled_in(ivr: Command, tmp_path: Path, kind: str) -> None:
    ran = ivr("new", str(tmp_path / "own"), "--name", "市の電話/しのでんわ", *KINDS[kind], *FACTS)

    problems = problems_of(load(tmp_path / "own"))
    assert (ran.code, ran.err) == (0, "")
    assert {problem.rule for problem in problems} == OPEN
    assert all(problem.warning for problem in problems)
    assert "市の電話です。" in (tmp_path / "own" / "prompts" / "ja.yaml").read_text(encoding="utf-8")
    assert "+81300" in ivr("call", "--site", str(tmp_path / "own"), "--json", stdin=RINGS[kind]).out


MISTAKES = {
    "no reading": (("--service", "tax=税", "--areas", "prefectures"), "how is 税 read? Write it in kana"),
    "no ID": (("--service", "税", "--areas", "prefectures"), "expected ID=NAME/KANA"),
    "one ID twice": (("--service", "a=あ", "--service", "a=い", "--areas", "prefectures"), "the same ID"),
    "no place": (("--service", "none", "--areas", "wards", "--in", "名古屋"), "is called 名古屋"),
    "no wards": (("--service", "none", "--areas", "wards", "--in", "香川県"), "there are no wards in it"),
    "too many": (("--service", "none", "--areas", "municipalities", "--in", "北海道"), "areas are more than two menus"),
    "where": (("--service", "none", "--areas", "wards"), "Missing option '--in'"),
    "nothing to choose": (("--service", "tax=税/ぜい", "--areas", "none"), "nothing to choose"),
    "missing": (("--service", "none"), "Missing option '--areas'"),
    "copy": (("--like", "shipped"), "--like copies a whole site"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_cannot_be_is_told_and_nothing_is_written(ivr: Command, tmp_path: Path, mistake: str) -> None:
    options, message = MISTAKES[mistake]

    ran = ivr("new", str(tmp_path / "own"), "--name", "電話", *options, *FACTS)

    assert ran.code == 2
    assert message in ran.err
    assert not (tmp_path / "own").exists()


def test_a_number_is_given_as_it_is_printed(ivr: Command, tmp_path: Path) -> None:
    options = ("--name", "電話", *KINDS["departments"], "--yes")

    assert "as printed" in ivr("new", str(tmp_path / "own"), *options, "--fallback", "+81354701840").err


def test_no_site_is_written_over(ivr: Command, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    ran = ivr("new", str(tmp_path), "--like", "shipped")

    assert ran.code == 1
    assert "holds a site already" in ran.err


def test_the_shipped_site_is_copied(ivr: Command, tmp_path: Path) -> None:
    ivr("new", str(tmp_path / "own"), "--like", "shipped")

    for path in ("data/flow.yaml", "data/schema/flow.json", "data/places/prefectures.tsv", "prompts/ja.yaml"):
        assert (tmp_path / "own" / path).read_bytes() == (shipped() / path).read_bytes()
    assert not (tmp_path / "own" / "data" / "examples").exists()


@pytest.mark.parametrize("below", [".", "data", "prompts"])
def test_inside_a_sites_folder_that_site_is_meant(
    ivr: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), "--name", "電話", *KINDS["departments"], *FACTS)
    monkeypatch.chdir(site / below)

    here, given = ivr("offices", "list"), ivr("offices", "list", "--site", str(shipped()), "愛知県")

    assert "水道の窓口" in here.out
    assert here.err == f"The site in {site} is meant.\n"
    assert "愛知県" in given.out
    assert given.err == ""


def test_a_line_in_english_holds_no_japanese_and_leads_its_callers(ivr: Command, tmp_path: Path) -> None:
    services = ("--service", "lending=lending", "--service", "events=events", "--service", "rooms=room booking")
    site = tmp_path / "own"

    ran = ivr("new", str(site), "--name", "the Library", *services, "--areas", "none", "--prompts", "en", *FACTS)

    loaded = load(site)
    assert (ran.code, ran.err) == (0, "")
    assert {problem.rule for problem in problems_of(loaded)} == OPEN
    proof = prove(loaded)
    assert proof
    assert proof.problems == ()
    for file in (*(site / "data").glob("*.yaml"), *(site / "prompts").glob("*.yaml")):
        assert not re.search("[ぁ-ヿ一-鿿]", file.read_text(encoding="utf-8")), file.name
    called = ivr("call", "--site", str(site), "--json", stdin="room booking please\n\n\n!hangup\n")
    assert "+81300000003" in called.out
