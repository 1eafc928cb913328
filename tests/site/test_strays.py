"""Other files in a site's folders: hidden ones are ignored, the rest is named in a warning, none is read."""

from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.site import files_of
from tests.conftest import SiteCopy

HIDDEN = (
    *("prompts/._ja.yaml", "prompts/.#ja.yaml", "prompts/.~ja.yaml", "prompts/.en.yaml.swp", "data/._flow.yaml"),
    *("data/places/._postal.tsv", "data/.DS_Store", "prompts/audio/.DS_Store", "prompts/audio/ja/._welcome.wav"),
    *("prompts/audio/.trash/welcome.wav", "data/places/.~lock.postal.tsv#"),
)
FOR_PEOPLE = ("data/README.md", "data/notes.txt", "prompts/audio/NOTICE.txt")
TOLD = [
    ("prompts/ja.yml", "the names of a site's files end in .yaml: ja.yaml"),
    ("data/flow.yml", "the names of a site's files end in .yaml: flow.yaml"),
    ("prompts/ja (1).yaml", "its name is not that of a language, such as ja.yaml, en.yaml or zh-TW.yaml"),
    ("prompts/ja (conflicted copy 2026-11-28).yaml", "its name is not that of a language"),
    ("prompts/ja.sync-conflict-20261128-101112-ABCDEFG.yaml", "its name is not that of a language"),
    ("prompts/ja - コピー.yaml", "its name is not that of a language"),
    ("prompts/ja.yaml~", 'a site has no prompts/ja.yaml~; did you mean "ja.yaml"?'),
    ("prompts/ja.yaml.bak", 'a site has no prompts/ja.yaml.bak; did you mean "ja.yaml"?'),
    ("data/flow (1).yaml", 'a site has no data/flow (1).yaml; did you mean "flow.yaml"?'),
    ("data/~$flow.yaml", 'a site has no data/~$flow.yaml; did you mean "flow.yaml"?'),
    ("data/flow.yaml.txt", 'a site has no data/flow.yaml.txt; did you mean "flow.yaml"?'),
    ("prompts/en.yaml.txt", "a site has no prompts/en.yaml.txt"),
    ("data/Thumbs.db", "a site has no data/Thumbs.db"),
    ("data/places/postal.csv", 'did you mean "postal.tsv"?'),
    ("prompts/desktop.ini", "a site has no prompts/desktop.ini"),
    ("prompts/audio/Thumbs.db", "recordings are files that end in .wav, and texts.yaml"),
    ("prompts/audio/ja/welcome.wav~", "recordings are files that end in .wav, and texts.yaml"),
    ("prompts/audio/ja/welcome.mp3", "recordings are files that end in .wav, and texts.yaml"),
    ("prompts/audio/ja/texts (1).yaml", "recordings are files that end in .wav, and texts.yaml"),
]


def lay(site: SiteCopy, path: str, content: bytes = b"[\xff") -> Path:
    file = site.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("paths", [HIDDEN, FOR_PEOPLE])
def test_hidden_files_and_texts_for_people_are_passed_over(small_copy: SiteCopy, paths: tuple[str, ...]) -> None:
    plan, expected = small_copy.plan(), problems_of(small_copy.load())
    for path in paths:
        lay(small_copy, path)

    assert problems_of(small_copy.load()) == expected
    assert small_copy.plan().hash == plan.hash
    assert not set(files_of(small_copy.root)) & set(paths)


def test_all_other_files_are_reported_by_name_and_keep_no_site_from_serving(small_copy: SiteCopy) -> None:
    plan = small_copy.plan()
    files = {str(lay(small_copy, path)): words for path, words in TOLD}
    problems = [problem for problem in problems_of(small_copy.load()) if problem.rule == "stray-file"]

    assert small_copy.plan().hash == plan.hash
    assert [problem.path for problem in problems] == sorted(files)
    for problem in problems:
        assert problem.warning
        assert problem.message.startswith("this file is not read: ")
        assert files[problem.path] in problem.message


def test_a_copy_of_a_recording_keeps_no_site_from_serving_either(small_copy: SiteCopy) -> None:
    copies = {str(lay(small_copy, f"prompts/audio/ja/{name}", b"")) for name in ("welcome (1).wav", "welcom.wav")}
    problems = [problem for problem in problems_of(small_copy.load()) if problem.path in copies]

    assert {problem.rule for problem in problems} == {"unplayed-recording"}
    assert all(problem.warning and 'did you mean "welcome"?' in problem.message for problem in problems)


@pytest.mark.parametrize("name", ["en", "zh-TW", "zh-Hant", "fil"])
def test_a_language_is_a_file_named_after_it(small_copy: SiteCopy, name: str) -> None:
    lay(small_copy, f"prompts/{name}.yaml", b"prompts: {}\n")

    assert f"prompts/{name}.yaml" in files_of(small_copy.root)
    assert any(problem.path.endswith(f"{name}.yaml") for problem in problems_of(small_copy.load()))
