"""`ivr prompts import`: recordings of a PC for the telephone."""

import math
import struct
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from ivr.speech import read_wave
from tests.conftest import SiteCopy

from .command import Command
from .copies import copied


def recording(file: Path, rate: int, channels: int, size: int) -> None:
    """Write a second of a tone of 440 Hz, quiet, with a second of silence at each end."""
    tone = [round(0.1 * (2 ** (8 * size - 1) - 1) * math.sin(math.tau * 440 * n / rate)) for n in range(rate)]
    samples = b"".join(struct.pack("<i", one)[:size] * channels for one in [0] * rate + tone + [0] * rate)
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(size)
        sound.setframerate(rate)
        sound.writeframes(samples)


@pytest.mark.parametrize(("rate", "channels", "size"), [(44_100, 2, 2)])
def test_a_recording_of_a_pc_becomes_one_for_a_telephone(
    ivr: Command, small_copy: SiteCopy, rate: int, channels: int, size: int
) -> None:
    site, folder = small_copy.root, small_copy.root / "recorded"
    folder.mkdir()
    recording(folder / "welcome.wav", rate, channels, size)

    ran = ivr("prompts", "import", str(folder), "--site", str(site))

    content = (site / "prompts" / "audio" / "ja" / "welcome.wav").read_bytes()
    wave = read_wave(content)
    assert (ran.code, ran.err) == (0, "")
    assert wave
    assert (wave.rate, wave.channels, wave.bits) == (8_000, 1, 16)
    assert 1.0 <= wave.seconds <= 1.1
    samples = struct.unpack(f"<{(len(content) - 44) // 2}h", content[44:])
    middle = samples[len(samples) // 4 : len(samples) * 3 // 4]
    level = math.sqrt(sum(one**2 for one in middle) / len(middle)) / 2**15
    assert level == pytest.approx(0.1, rel=0.03)
    crossings = sum(one < 0 <= other for one, other in pairwise(middle))
    assert crossings == pytest.approx(440 * len(middle) / 8_000, abs=2)


def test_what_cannot_be_taken_is_reported(ivr: Command, tmp_path: Path, small_copy: SiteCopy) -> None:
    site = small_copy.root
    recording(tmp_path / "welcom.wav", 8_000, 1, 2)
    recording(tmp_path / "read_back.wav", 8_000, 1, 2)
    (tmp_path / "goodbye.wav").write_bytes(b"ID3")

    ran = ivr("prompts", "import", *map(str, sorted(tmp_path.glob("*.wav"))), "--site", str(site))

    assert ran.code == 1
    assert '"read_back" cannot be a recording: what fills {office} differs from call to call' in ran.err
    assert [file.name for file in (site / "prompts" / "audio").rglob("*.wav")] == []
    assert 'there is no prompt "welcom"; did you mean "welcome"?' in ran.err
    assert "it is not a WAV file, but MP3; save it as WAV of PCM, 16 bits" in ran.err


def test_a_recording_in_another_language_is_that_languages(ivr: Command, tmp_path: Path) -> None:
    site = copied(tmp_path / "site")
    recording(tmp_path / "welcome.wav", 16_000, 1, 2)

    ran = ivr("prompts", "import", str(tmp_path / "welcome.wav"), "--language", "en", "--site", str(site))
    noted = ivr("prompts", "recorded", "--site", str(site))

    assert ran.code == 0
    assert (site / "prompts" / "audio" / "en" / "welcome.wav").exists()
    assert noted.out.startswith("prompts/audio/en/texts.yaml: welcome: ")


def test_what_was_noted_of_a_sound_is_not_noted_of_the_one_that_replaces_it(
    ivr: Command, tmp_path: Path, small_copy: SiteCopy
) -> None:
    site = small_copy.root
    recording(tmp_path / "welcome.wav", 16_000, 1, 2)
    ivr("prompts", "import", str(tmp_path / "welcome.wav"), "--site", str(site))
    ivr("prompts", "recorded", "--site", str(site))

    ivr("prompts", "import", str(tmp_path / "welcome.wav"), "--site", str(site))
    same = ivr("prompts", "recorded", "--site", str(site))
    recording(tmp_path / "welcome.wav", 22_050, 1, 2)
    ivr("prompts", "import", str(tmp_path / "welcome.wav"), "--site", str(site))
    other = ivr("check", "--no-proof", "--site", str(site))

    assert same.out == "there is nothing to record\n"
    assert "welcome.wav:1:1: texts.yaml does not say which text was read here; listen to it: " in other.out
    assert ivr("prompts", "recorded", "--site", str(site)).out.startswith("prompts/audio/ja/texts.yaml: welcome: ")


def test_a_recording_replaced_by_hand_is_to_be_listened_to_again(ivr: Command, small_copy: SiteCopy) -> None:
    site = small_copy.root
    folder = site / "prompts" / "audio" / "ja"
    folder.mkdir(parents=True)
    recording(folder / "welcome.wav", 8_000, 1, 2)
    ivr("prompts", "recorded", "--site", str(site))
    recording(folder / "welcome.wav", 16_000, 1, 2)

    replaced = ivr("check", "--no-proof", "--site", str(site))
    noted = ivr("prompts", "recorded", "--site", str(site))
    after = ivr("check", "--no-proof", "--site", str(site))

    assert (
        "texts.yaml:8:14: this is not the sound that was listened to, but another one; listen to it: "
        "`ivr prompts recorded welcome` records that it says the current text (recording-changed)"
    ) in replaced.out
    assert noted.out.startswith("prompts/audio/ja/texts.yaml: welcome: ")
    assert "recording-changed" not in after.out


def test_what_one_language_says_in_the_voice_of_another_is_to_be_listened_to_as_well(
    ivr: Command, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    two = ("--service", "tax=税/ぜい/taxes", "--service", "trash=ごみ//garbage", "--areas", "none")
    ivr("new", str(site), "--prompts", "ja,en", "--name", "電話//Line", *two, "--fallback", "03-5470-1840", "--yes")
    recording(tmp_path / "offer_english.wav", 8_000, 1, 2)
    ivr("prompts", "import", str(tmp_path / "offer_english.wav"), "--site", str(site))

    before = ivr("check", "--no-proof", "--site", str(site))
    noted = ivr("prompts", "recorded", "--site", str(site))
    after = ivr("check", "--no-proof", "--site", str(site))

    assert "en/offer_english.wav:1:1: texts.yaml does not say which text was read here" in before.out
    assert noted.out == "prompts/audio/en/texts.yaml: offer_english: For English, press eight.\n"
    assert "offer_english" not in after.out + after.err
    assert "unplayed-recording" not in before.out + after.out


def test_a_recording_that_is_far_too_long_or_short_is_remarked_on(ivr: Command, tmp_path: Path) -> None:
    site = copied(tmp_path / "site")
    recording(tmp_path / "answer_privacy.wav", 8_000, 1, 2)

    ran = ivr("prompts", "import", str(tmp_path / "answer_privacy.wav"), "--site", str(site))

    assert ran.code == 0
    assert "it takes 1 seconds, its text about 8: is it the right sentence, and only once?" in ran.err


def test_files_that_a_mac_leaves_beside_recordings_are_passed_over(
    ivr: Command, tmp_path: Path, small_copy: SiteCopy
) -> None:
    site = small_copy.root
    (tmp_path / "recorded").mkdir()
    recording(tmp_path / "recorded" / "welcome.wav", 8_000, 1, 2)
    (tmp_path / "recorded" / "._welcome.wav").write_bytes(b"Mac OS X")

    ran = ivr("prompts", "import", str(tmp_path / "recorded"), "--site", str(site))

    assert (ran.code, ran.err) == (0, "")


def test_a_folder_without_recordings_is_reported(ivr: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")

    ran = ivr("prompts", "import", str(tmp_path))

    assert ran.code == 1
    assert f"{tmp_path} holds no WAV file" in ran.err
