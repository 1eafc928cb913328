"""`ivr prompts add`: English beside the Japanese of a site that is there already, or a file for any other language."""

import re
import shutil
from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.check.proof import prove
from ivr.site import load, shipped

from .command import Command

NEW = ("--name", "市の電話/しのでんわ", "--fallback", "03-5470-1840", "--yes")
WARDS = ("--service", "tax=税/ぜい", "--service", "trash=ごみ", "--areas", "wards", "--in", "仙台市")
ENGLISH = ("--name", "City Line", "--service", "tax=taxes", "--service", "trash=garbage")
PREFECTURES = ("--areas", "prefectures", "--fallback", "03-5470-1840", "--yes")
OPEN = {"unverified-offices", "placeholder-number", "fallback-not-agreed"}


def texts(site: Path) -> dict[str, str]:
    return {str(file.relative_to(site)): file.read_text(encoding="utf-8") for file in site.glob("*/*.yaml")}


def test_a_site_that_speaks_english_too_leads_its_callers_in_it(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), *NEW, *WARDS)
    before = texts(site)

    ran = ivr("prompts", "add", "en", *ENGLISH, "--site", str(site))

    after, loaded = texts(site), load(site)
    assert ran.code == 0
    assert after.keys() - before.keys() == {"prompts/en.yaml", "data/meanings.en.yaml", "data/words.en.yaml"}
    for path, text in before.items():
        assert set(text.splitlines()) - set(after[path].splitlines()) <= {
            "  welcome: {kind: say, says: [welcome], next: ask_service}"
        }
    assert not re.search("[ぁ-ヿ一-鿿]", after["prompts/en.yaml"])
    assert {problem.rule for problem in problems_of(loaded)} == OPEN
    for answers in ("English please\ngarbage\nWakabayashi ward of Sendai\n\n", "ごみです\n若林区です\n\n"):
        assert "+81300000006" in ivr("call", "--site", str(site), "--json", stdin=f"{answers}!hangup\n").out


@pytest.mark.unmeasured
def test_no_caller_of_such_a_site_is_lost_in_either_language(ivr: Command, tmp_path: Path) -> None:
    ivr("new", str(tmp_path), *NEW, *WARDS[:4], "--areas", "none")

    assert ivr("prompts", "add", "en", *ENGLISH, "--site", str(tmp_path)).code == 0
    proof = prove(load(tmp_path), processes=1)
    assert proof
    assert (proof.problems, proof.ways) == ((), 12)


def test_an_office_whose_printed_name_is_known_by_now_is_named_in_english_too(ivr: Command, tmp_path: Path) -> None:
    """After ivr offices import its Japanese name was read out in the English voice, and nobody was told."""
    ivr("new", str(tmp_path), *NEW, *WARDS[:4], "--areas", "none")
    directory = tmp_path / "data" / "directory.yaml"
    imported = directory.read_text(encoding="utf-8").replace('printed_name: "税の窓口"', "printed_name: 市民税課")
    directory.write_text(imported, encoding="utf-8")

    ivr("prompts", "add", "en", *ENGLISH, "--site", str(tmp_path))

    english = tmp_path / "prompts" / "en.yaml"
    named = english.read_text(encoding="utf-8")
    assert 'tax: "the taxes desk"' in named
    assert {problem.rule for problem in problems_of(load(tmp_path))} == OPEN
    english.write_text(named.replace('tax: "the taxes desk"', 'tx: "the taxes desk"'), encoding="utf-8")
    (wrong,) = [one for one in problems_of(load(tmp_path)) if one.rule == "untranslated-name"]
    assert (wrong.message, wrong.warning) == ('there is no "tx" to translate; did you mean "tax"?', True)

    english.write_text(named.replace('    tax: "the taxes desk"\n', ""), encoding="utf-8")
    (lacking,) = [one for one in problems_of(load(tmp_path)) if one.rule == "untranslated-name"]
    # A line that ran without goes on running: an English caller hears the name in Japanese, all others as before.
    assert (lacking.message, lacking.warning) == ('the office "tax" has no name in this language', True)


def test_what_the_site_says_in_words_of_its_own_is_left_to_be_translated(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    shutil.copytree(shipped() / "data/examples/nationwide", site)

    ivr("prompts", "add", "en", "--name", "Line", "--service", "revival=revival", "--site", str(site))
    checked = ivr("check", "--site", str(site))

    assert "goodbye:" in (site / "prompts/en.yaml").read_text(encoding="utf-8")
    assert (
        'the prompt "customer_new" is missing in this language; in the first one it is: はじめてのかた' in checked.out
    )
    assert checked.code == 1


def test_for_any_other_language_a_file_names_all_that_is_to_be_written(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), *NEW, *WARDS)
    before = texts(site)

    ran = ivr("prompts", "add", "ko", "--site", str(site))

    written = (site / "prompts/ko.yaml").read_text(encoding="utf-8")
    lines = written.splitlines()
    blank = [number for number, line in enumerate(lines, 1) if re.search(":  # .", line)]
    assert (ran.code, texts(site)) == (0, before | {"prompts/ko.yaml": written})
    assert "voice: {language: ko-KR, name: Polly.Seoyeon}" in written
    assert {'  "1":  # イチ', "    tax:  # 税", "    headquarters:  # 代表の窓口"} <= set(lines)
    assert "  number:\n    text:  # {office}の番号は、{number}。\n    slow: true\n    pause: 1\n" in written
    problems = [one for one in problems_of(load(site)) if one.path.endswith("ko.yaml") and not one.warning]
    assert [one.line for one in problems] == blank
    assert problems[0].message == 'nothing follows "0"; expected text'


def test_what_the_first_language_says_on_several_lines_is_one_comment(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), *NEW, *WARDS)
    fact = r'cost: {text: "二百\n万円", kana: にひゃくまんえん, leaflet: 二百万円}'
    (site / "data/scheme.yaml").write_text(f"source: 冊子\nfacts:\n  {fact}\n", encoding="utf-8")

    assert ivr("prompts", "add", "ko", "--site", str(site)).code == 0

    assert "  cost:  # 二百 万円\nprompts:\n" in (site / "prompts/ko.yaml").read_text(encoding="utf-8")


def test_once_it_is_written_the_site_speaks_that_language_too(ivr: Command, tmp_path: Path) -> None:
    site, counted = tmp_path / "own", iter(range(1000))
    ivr("new", str(site), *NEW, *WARDS)
    ivr("prompts", "add", "ko", "--site", str(site))
    korean = site / "prompts/ko.yaml"

    def words(line: re.Match[str]) -> str:
        gaps = " ".join(re.findall(r"\{\w+\}", line[1]))
        return f': "{chr(0xAC00 + 131 * next(counted))} {gaps}"\n'

    korean.write_text(re.sub(":  # (.*)\n", words, korean.read_text(encoding="utf-8")), encoding="utf-8")

    written = load(site)
    assert {problem.rule for problem in problems_of(written)} == OPEN | {"missing-in-language"}  # nobody reaches it
    proof = prove(written, processes=1)
    assert proof
    assert proof.problems == ()


def test_a_site_in_english_alone_still_begins_in_english(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), "--prompts", "en", "--name", "City Line", "--service", "none", *PREFECTURES)
    before = texts(site)

    refused, ran = (ivr("prompts", "add", language, "--site", str(site)) for language in ("ja", "ko"))

    assert (refused.code, ran.code, ran.err) == (1, 0, "")
    assert "Japanese cannot be added where another language is the first" in refused.err
    after, own = load(site), "prompts/ko.yaml"
    assert [file.language for file in after.files] == ["en", "ko"]
    assert {str(Path(one.path).relative_to(site)) for one in after.problems if not one.warning} == {own}
    flow = before["data/flow.yaml"].replace("nodes:\n", "language: en\nnodes:\n", 1)
    assert texts(site) == {**before, "data/flow.yaml": flow, own: texts(site)[own]}

    (site / own).unlink()
    shutil.copy(shipped() / "prompts" / "ja.yaml", site / "prompts")
    found = [one for one in problems_of(load(site)) if one.rule not in OPEN]
    assert [(one.rule, Path(one.path).name, one.at) for one in found] == [("wrong-value", "flow.yaml", "language")]
    assert "Japanese can only be the first language of a site" in found[0].message


ANOTHER = {
    "Korean": (2, "expected a language as in the name of its file, such as ko or zh-TW, found Korean"),
    "kr": (2, "kr is the code of a country; write that of a language, such as ko"),
    "cn": (2, "cn is the code of a country; write that of a language, such as zh"),
    "ja": (1, "the site speaks ja already"),
    "ko --name Line": (2, "--name and --service are for English; other names are written into the file"),
    "en": (2, "what is the hotline called in English? Write it as --name …"),
}


@pytest.mark.parametrize("given", ANOTHER)
def test_no_file_is_written_for_what_cannot_be_a_further_language(ivr: Command, tmp_path: Path, given: str) -> None:
    site, (code, message) = tmp_path / "own", ANOTHER[given]
    ivr("new", str(site), *NEW, *WARDS)
    before = texts(site)

    ran = ivr("prompts", "add", *given.split(), "--site", str(site))

    assert ran.code == code
    assert message in ran.err
    assert texts(site) == before


REFUSED = {
    "no such service": (("--service", "tx=taxes"), 'there is no service "tx"; did you mean "tax"?'),
    "one without a name": (("--service", "tax=taxes"), "what is trash in English? Write it as --service trash=…"),
    "no name": (("--service", "tax"), "expected ID=ENGLISH in Latin letters, as tax=taxes, found tax"),
    "no Latin letters": (("--service", "tax=税"), "expected ID=ENGLISH in Latin letters"),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_what_cannot_be_is_reported_and_nothing_is_written(ivr: Command, tmp_path: Path, mistake: str) -> None:
    site, (options, message) = tmp_path / "own", REFUSED[mistake]
    ivr("new", str(site), *NEW, *WARDS)
    before = texts(site)

    ran = ivr("prompts", "add", "en", "--name", "Line", *options, "--site", str(site))

    assert ran.code == 2
    assert message in ran.err
    assert texts(site) == before


def test_a_file_that_is_laid_out_otherwise_is_not_written_over(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), *NEW, *WARDS)
    flow = site / "data/flow.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace("\nnodes:", '\n"nodes":'), encoding="utf-8")
    before = texts(site)

    ran = ivr("prompts", "add", "en", *ENGLISH, "--site", str(site))

    assert (ran.code, ran.err) == (1, "Error: nothing was written: the layout of this file would change\n")
    assert texts(site) == before


def test_a_site_that_speaks_english_already_is_left_as_it_is(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), "--like", "shipped")

    ran = ivr("prompts", "add", "en", "--name", "Line", "--site", str(site))

    assert (ran.code, ran.err) == (
        1,
        "Error: the site speaks ja, en; English can be added only to a site that speaks Japanese alone\n",
    )


@pytest.mark.parametrize("own", ["prompts/en.yaml", "data/words.en.yaml", "data/meanings.en.yaml"])
def test_what_somebody_has_begun_by_hand_is_not_written_over(ivr: Command, tmp_path: Path, own: str) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), *NEW, *WARDS)
    (site / own).write_text("{}\n", encoding="utf-8")
    before = texts(site)

    ran = ivr("prompts", "add", "en", *ENGLISH, "--site", str(site))

    assert (ran.code, texts(site)) == (1, before)


def test_a_file_keeps_its_line_ends_and_its_byte_order_mark(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), *NEW, *WARDS)
    flow = site / "data/flow.yaml"
    flow.write_bytes(b"\xef\xbb\xbf" + flow.read_bytes().replace(b"\n", b"\r\n"))

    ran = ivr("prompts", "add", "en", *ENGLISH, "--site", str(site))

    written = flow.read_bytes()
    assert ran.code == 0
    assert (written.count(b"\xef\xbb\xbf"), written.count(b"\n")) == (1, written.count(b"\r\n"))
    assert b"say_english" in written
    assert {problem.rule for problem in problems_of(load(site))} == OPEN


def test_where_a_file_cannot_be_written_no_new_one_stays_and_it_can_be_tried_again(
    ivr: Command, tmp_path: Path
) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), *NEW, *WARDS)
    before = texts(site)
    (site / "data/words.en.yaml").symlink_to("missing/words.yaml")  # it is not there, and cannot be

    ran = ivr("prompts", "add", "en", *ENGLISH, "--site", str(site))

    assert ran.code == 1
    assert "data/words.en.yaml cannot be written" in ran.err
    assert texts(site) == before
    assert ivr("prompts", "add", "en", *ENGLISH, "--site", str(site)).code == 0
    assert "say_english" in (site / "data/flow.yaml").read_text(encoding="utf-8")
