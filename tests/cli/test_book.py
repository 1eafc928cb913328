"""Every example of the operators' book works: files in a site, calls, and the commands of all books."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from ivr.check import check, problems_of
from ivr.cli import main
from ivr.directory import Service
from ivr.site import load, shipped
from ivr.site.new import divided_for, site_files
from ivr.site.new_texts import Outline
from ivr.strict_yaml import Data, read, read_file

from .command import Command
from .copies import copied

ROOT = Path(__file__).parents[2]
BOOK = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
BOOKS = ("README.md", "data/README.md", "tests/README.md", "ivr/README.md")
TAX, WATER = Service("tax", "税", "ぜい"), Service("water", "水道", "すいどう")
LENDING, HALL = Service("lending", "貸出", "かしだし"), Service("hall", "会場", "かいじょう")
OWN = Outline("電話", "でんわ", (TAX, WATER), "none", (), "03-0000-0100")
LIBRARY = Outline("図書館", "としょかん", (LENDING, HALL), "none", (), "03-0000-0100")
WARDS = Outline("電話", "でんわ", (TAX, WATER), "wards", ("名古屋市",), "052-000-0001")
ALIKE = ("港区", "南区", "東区", "西区")
BASES: Mapping[str, str | Outline] = {
    "メッセージと注意": "shipped",
    "通話の流れを変える": "shipped",
    "先に一つたずねる": OWN,
    "相手の言葉を足す": "shipped",
    "どんな窓口にもできます": WARDS,
    "サービスと窓口の置きかた": "nationwide",
    "共用の番号（流れの": "city",
    "市に一つの窓口には": "city",
    "窓口のない地域では": "partial",
    "通じない窓口と、かけすぎ": "shipped",
    "窓口が電話に出たとき": "shipped",
    "受付時間と祝日": "shipped",
    "`ivr new` のサイトの受付時間": WARDS,
    "お知らせ": "shipped",
}
"""Of which site the examples under a heading of the book are a part."""


def blocks(kind: str) -> list[tuple[str, str]]:
    """Return the examples of a kind, each with the heading above it, and set to the left."""
    found, heading = [], ""
    for beginning, indent, content in re.findall(
        rf"^#+ ([^\n]+)$|^( *)```{kind}\n(.*?)^ *```$", BOOK, flags=re.MULTILINE | re.DOTALL
    ):
        heading = beginning or heading
        if content:
            found.append((heading, re.sub(rf"^{indent}", "", content, flags=re.MULTILINE)))
    return found


def files_of(block: str) -> Iterator[tuple[str, str]]:
    """Divide an example into the files that it names, each with what it shows of it."""
    parts = re.split(r"^# ((?:data|prompts)/\S+\.yaml)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", f"an example begins with the name of its file: {block}"
    return zip(parts[1::2], parts[2::2], strict=True)


def add(site: Path, file: str, text: str) -> None:
    """Put what an example shows into a file of *site*: a line in place of one, a whole file, or parts of it."""
    target, shown = site / file, read(text, file).data
    if not target.exists() or not isinstance(shown, dict) or "name" in shown:
        target.write_text(text, encoding="utf-8")
    elif text.count("\n") == 1:
        line = re.compile(rf"^{text.partition(':')[0]}:.*\n", re.MULTILINE)
        target.write_text(line.sub(lambda _old: text, target.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        there = read_file(target).data
        assert isinstance(there, dict)
        merged = json.dumps(merge(there, shown), ensure_ascii=False, indent=1)
        target.write_text(merged.replace('"null"', "null"), encoding="utf-8")  # every value was read as text


def merge(there: Mapping[str, Data], shown: Mapping[str, Data]) -> dict[str, Data]:
    merged = dict(there)  # what was read is kept for whoever reads the same text
    for key, value in shown.items():
        inner = there.get(key)
        both = isinstance(inner, dict) and isinstance(value, dict) and not {"kind", "printed_name"} & value.keys()
        merged[key] = merge(inner, value) if both and isinstance(inner, dict) and isinstance(value, dict) else value
    return merged


def base_of(heading: str) -> str | Outline:
    bases = [base for beginning, base in BASES.items() if heading.startswith(beginning)]
    assert bases, f"{heading}: BASES says of which site the examples under a heading are a part"
    return bases[0]


def site_of(base: str | Outline, folder: Path) -> Path:
    """Write the site that examples are a part of."""
    if base == "shipped":
        return copied(folder)
    if isinstance(base, str):
        shutil.copytree(shipped() / "data" / "examples" / base, folder)
        return folder
    places = load(shipped()).places
    assert places
    divided = divided_for(base, places)
    for path, text in site_files(base, divided, ALIKE if divided.areas else ()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def wrong_in(site: Path) -> list[str]:
    return [str(problem) for problem in problems_of(load(site)) if not problem.warning]


@pytest.mark.unmeasured
def test_the_examples_of_the_shipped_site_are_right_together(tmp_path: Path) -> None:
    site = site_of("shipped", tmp_path / "site")
    shown = [block for heading, block in blocks("yaml") if base_of(heading) == "shipped"]
    for file, text in (part for block in shown for part in files_of(block)):
        add(site, file, text)

    assert len(shown) >= 7
    assert wrong_in(site) == []


OTHERS = [(heading, block) for heading, block in blocks("yaml") if base_of(heading) != "shipped"]


@pytest.mark.unmeasured
@pytest.mark.parametrize(("heading", "block"), OTHERS, ids=[heading for heading, _block in OTHERS])
def test_an_example_is_right_in_the_site_that_it_is_of(tmp_path: Path, heading: str, block: str) -> None:
    base = LIBRARY if "lending:" in block else base_of(heading)
    site = site_of(base, tmp_path / "site")
    for file, text in files_of(block):
        add(site, file, text)

    assert wrong_in(site) == []


NEW_HOURS = next(block for heading, block in OTHERS if heading.startswith("`ivr new` のサイトの"))
STILL_TO_DO = {"unverified-offices", "placeholder-number", "fallback-not-agreed"}


@pytest.mark.parametrize(
    "block",
    [re.sub("^others:.*\n", "", NEW_HOURS, flags=re.MULTILINE), NEW_HOURS],
    ids=["of all", "the main office is always open"],
)
def test_the_hours_of_a_new_site_are_heeded_everywhere(tmp_path: Path, block: str) -> None:
    """Also where the fallback office rings, of which there would only be a warning; and no prompt is left over."""
    site = site_of(OWN, tmp_path / "site")
    for file, text in files_of(block):
        add(site, file, text)

    assert {problem.rule for problem in check(load(site))} == STILL_TO_DO


@pytest.mark.parametrize(
    ("answers", "number"),
    [("はい\n水道です\n\n!hangup\n", "+81300000002"), ("いいえ\n!hangup\n", "+81300000050")],
)
def test_the_question_in_front_is_answered_with_yes_or_no(
    ivr: Command, tmp_path: Path, answers: str, number: str
) -> None:
    site = site_of(OWN, tmp_path / "site")
    for file, text in files_of(next(block for heading, block in OTHERS if heading.startswith("先に一つ"))):
        add(site, file, text)

    assert number in ivr("call", "--site", str(site), "--json", stdin=answers).out


def test_the_call_of_the_book_goes_as_it_says(ivr: Command) -> None:
    answers = next(block for heading, block in blocks("text") if heading.startswith("電話をかけてみる"))

    out = ivr("call", "--site", str(shipped() / "data" / "examples" / "city"), stdin=answers).out

    assert out.index("☎ busy") < out.index("> 番号を教えて") < out.index("の番号は、ゼロゴーニーの")


def test_the_table_of_answers_of_the_book_is_one(ivr: Command, tmp_path: Path) -> None:
    table = next(block for _heading, block in blocks("text") if block.startswith("text,at,"))
    (tmp_path / "own.csv").write_text(table, encoding="utf-8")

    assert "100 %" in ivr("test", str(tmp_path)).out.splitlines()[-1]


def commands(book: str) -> Iterator[str]:
    """Yield what a book has of command lines, in its examples and in its sentences."""
    text = (ROOT / book).read_text(encoding="utf-8").replace("\\\n", " ")
    yield from re.findall(r"^ *(ivr [^#\n]*)", "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)), re.MULTILINE)
    yield from re.findall(r"`(ivr [^`]*)`", text)


@pytest.mark.parametrize("book", BOOKS)
def test_every_command_that_a_book_names_is_there_with_its_options(book: str) -> None:
    named = [*commands(book)]

    assert named
    assert [line for line in named if not is_command(line)] == []


def is_command(line: str) -> bool:
    """Tell whether there is such a command with such options."""
    command: click.Command = main
    words = shlex.split(line.replace("<", " < ").replace("'", ""))[1:]
    known = {"--lang", "--help"}
    for word in words:
        inner = command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
        if inner:
            command = inner
        elif word.startswith("--") and word.partition("=")[0] not in known | options_of(command):
            return False
    return command is not main or all(word.startswith("-") or word in ("ja", "en") for word in words)


def options_of(command: click.Command) -> set[str]:
    default = getattr(command, "default", None)
    inner = command.commands[default].params if isinstance(command, click.Group) and default else []
    return {name for param in (*command.params, *inner) for name in (*param.opts, *param.secondary_opts)}
