"""Recordings beside the prompts: which prompt each is of, and which text it says."""

import errno
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.site import hash_of
from ivr.site.recordings import MOST_BYTES, files, read_out, read_recordings, spoken_in, write_texts
from ivr.speech import Line, Prompt
from tests.conftest import SiteCopy
from tests.speech.waves import wav

WELCOME = "prompts/audio/ja/welcome.wav"
TEXTS = "prompts/audio/ja/texts.yaml"


def record(site: Path, path: str = WELCOME, content: bytes | None = None) -> Path:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(wav(1.5) if content is None else content)
    return file


def test_a_prompt_has_the_recording_that_is_named_like_it(small_copy: SiteCopy) -> None:
    record(small_copy.root)
    prompts = small_copy.plan().prompts

    recording = prompts["welcome"].recording
    assert recording
    assert (recording.name, recording.seconds, recording.content) == ("ja/welcome", 1.5, wav(1.5))
    assert {name for name, prompt in prompts.items() if prompt.recording} == {"welcome"}


def test_a_recording_of_more_than_10_mb_is_reported_and_not_read(small_copy: SiteCopy) -> None:
    file = record(small_copy.root)
    os.truncate(file, MOST_BYTES)
    assert [sound.prompt for sound in read_recordings(small_copy.root).sounds] == ["welcome"]
    before = hash_of(small_copy.root)
    os.truncate(file, 100_000_000)
    tracemalloc.start()
    found, after = read_recordings(small_copy.root), hash_of(small_copy.root)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (found.sounds, after == before) == ((), False)
    (problem,) = found.problems
    assert (problem.path, problem.message.partition(" (")[0]) == (str(file), "a recording has at most 10 MB")
    assert problem.message.endswith("this one has 100.0 MB and is not read")
    assert most < 20_000_000
    assert small_copy.load().plan is None


@pytest.mark.parametrize(
    "path", ["prompts/audio/en/welcome.wav", "prompts/audio/ja/english.wav", "prompts/audio/ja/welcom.wav"]
)
def test_another_language_or_name_is_no_recording_of_it(small_copy: SiteCopy, path: str) -> None:
    record(small_copy.root, path)

    assert not any(prompt.recording for prompt in small_copy.plan().prompts.values())


def test_a_sentence_in_another_language_is_recorded_under_that(small_copy: SiteCopy) -> None:
    record(small_copy.root, "prompts/audio/en/english.wav")

    assert small_copy.plan().prompts["english"].recording


@pytest.mark.parametrize("path", [WELCOME, TEXTS, "prompts/audio/welcome.wav"])
def test_each_file_makes_another_plan_and_hidden_ones_and_notes_do_not(small_copy: SiteCopy, path: str) -> None:
    before = small_copy.plan().hash
    record(small_copy.root, "prompts/audio/NOTICE.txt")
    record(small_copy.root, "prompts/audio/ja/.DS_Store")
    assert small_copy.plan().hash == before

    record(small_copy.root, path, b"texts: {}\n")
    assert small_copy.plan().hash != before
    assert files(small_copy.root) == [path]


def test_a_copy_elsewhere_is_the_same_plan(small_copy: SiteCopy, tmp_path: Path) -> None:
    record(small_copy.root)
    for folder in ("data", "prompts"):
        shutil.copytree(small_copy.root / folder, tmp_path / "elsewhere" / folder)

    assert SiteCopy(tmp_path / "elsewhere").plan().hash == small_copy.plan().hash


def test_a_mistake_in_the_texts_is_placed(small_copy: SiteCopy) -> None:
    file = record(small_copy.root, TEXTS, b"text:\n  welcome: x\n")

    assert [str(problem) for problem in small_copy.load().problems] == [
        f'{file}:1:1: no key is called "text" here; did you mean "texts"? (unknown-key)',
    ]


def test_a_file_that_cannot_be_read_is_reported(small_copy: SiteCopy) -> None:
    file = record(small_copy.root)
    file.unlink()
    file.symlink_to(small_copy.root)  # a folder is no file
    assert small_copy.load().problems == ()

    loose = Path("/proc/self/mem")  # a file that opens and cannot be read
    file.unlink()
    file.symlink_to(loose)
    assert [str(problem) for problem in small_copy.load().problems] == [
        f"{file}:1:1: this file cannot be read: Input/output error (file)"
    ]


def test_a_folder_that_cannot_be_listed_is_reported(small_copy: SiteCopy, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = record(small_copy.root).parent
    listed = Path.iterdir

    def closed(path: Path) -> Iterator[Path]:
        if path == folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", closed)

    found = read_recordings(small_copy.root).problems
    assert list(map(str, found)) == [f"{folder}:1:1: this file cannot be read: Permission denied (file)"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("電話案内です。", "電話案内です。"),
        ("上限、{cap}です。", "上限、二百万円です。"),
        ("{office}に、おつなぎします。", None),
        ("{office}は、{cap}です。", None),
    ],
)
def test_a_recording_says_the_facts_of_the_site_and_nothing_of_the_call(text: str, said: str | None) -> None:
    assert read_out(Prompt(text, text), {"cap": Line("二百万円", "にひゃくまんえん")}) == said


def test_what_is_said_in_a_recording_is_known_by_its_address(small_copy: SiteCopy) -> None:
    record(small_copy.root)
    plan = small_copy.plan()
    recording = plan.prompts["welcome"].recording
    assert recording

    assert dict(spoken_in(plan.prompts, plan.facts)) == {recording.file: "経営相談の案内です。"}


def test_texts_are_noted_and_other_notes_stay(tmp_path: Path) -> None:
    sound = record(tmp_path)
    write_texts(tmp_path, "ja", {"welcome": "電話です。", "no": 'いいえ "'})
    write_texts(tmp_path, "ja", {"welcome": "電話案内です。"})
    found = read_recordings(tmp_path)

    assert found.problems == ()
    assert [found.text(one) for one in found.sounds] == ["電話案内です。"]
    assert '"no": "いいえ \\""' in (sound.parent / "texts.yaml").read_text(encoding="utf-8")


def test_a_note_is_of_the_very_sound_that_was_there(tmp_path: Path) -> None:
    sound = record(tmp_path)
    first = sound.read_bytes()
    write_texts(tmp_path, "ja", {"welcome": "電話です。"})
    record(tmp_path, content=wav(1.25))
    replaced = read_recordings(tmp_path)
    write_texts(tmp_path, "ja", {"no": "いいえ。"})
    still_replaced = read_recordings(tmp_path)
    sound.write_bytes(first)
    back = read_recordings(tmp_path)

    assert [found.text(one) for found in (replaced, still_replaced, back) for one in found.sounds] == [
        None,
        None,
        "電話です。",
    ]


def test_a_note_of_an_earlier_release_is_of_any_sound(tmp_path: Path) -> None:
    record(tmp_path)
    (tmp_path / "prompts/audio/ja/texts.yaml").write_text("texts:\n  welcome: 電話です。\n", encoding="utf-8")
    found = read_recordings(tmp_path)

    assert found.problems == ()
    assert [found.text(one) for one in found.sounds] == ["電話です。"]


def test_a_full_disk_costs_no_earlier_note_and_leaves_no_empty_list(tmp_path: Path) -> None:
    folder = tmp_path / "prompts/audio/ja"
    folder.mkdir(parents=True)
    limited = "import resource, sys; from pathlib import Path; from ivr.site.recordings import write_texts; "
    limited += "import ivr.strict_yaml.edit; resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9)); "
    limited += "write_texts(Path(sys.argv[1]), 'ja', {'no': 'いいえ。'})"
    first = subprocess.run([sys.executable, "-c", limited, tmp_path], capture_output=True, text=True, check=False)
    assert "File too large" in first.stderr
    assert not [*folder.iterdir()]  # an empty list would keep the site from being read

    write_texts(tmp_path, "ja", {"welcome": "電話です。"})
    before = (folder / "texts.yaml").read_text(encoding="utf-8")
    ran = subprocess.run([sys.executable, "-c", limited, tmp_path], capture_output=True, text=True, check=False)

    assert "File too large" in ran.stderr
    assert (folder / "texts.yaml").read_text(encoding="utf-8") == before
    assert [file.name for file in folder.iterdir()] == ["texts.yaml"]


def test_a_site_without_recordings_has_none(tmp_path: Path) -> None:
    assert read_recordings(tmp_path).sounds == ()
