"""`ivr prompts`: sounds, readings and recordings, as an operator uses them."""

import json
from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.distribution import install_command
from ivr.site import load
from ivr.speech import read_wave
from tests.conftest import SiteCopy
from tests.speech.waves import wav
from tests.voice.conftest import no_voice

from .command import Command, full_disk
from .copies import copied

__all__ = ["no_voice"]

INSTALL = f"there is no voice here; install it with: {install_command('voice')}"


class TestReadings:
    def test_each_prompt_is_shown_word_by_word(self, ivr: Command) -> None:
        ran = ivr("prompts", "readings", "welcome", "regions", "english")

        assert ran.code == 0
        assert ran.out.splitlines()[:3] == [
            "welcome",
            "    経営相談の案内です。",
            "    経営（ケーエー）  相談（ソーダン）  の（ノ）  案内（アンナイ）  です（デス）",
        ]
        assert "regions  (example for {choices})" in ran.out
        assert "english  (in Japanese sounds)" in ran.out
        assert ran.out.endswith("\n3 prompts, all read as intended\n")

    def test_what_is_read_otherwise_is_marked_and_is_exit_code_1(self, ivr: Command, small_copy: SiteCopy) -> None:
        small_copy.change(
            "prompts/ja.yaml",
            "    text: 会社のある都道府県は、どちらですか。\n    kana: かいしゃのあるとどうふけんは、どちらですか。",
            "    text: 都道府県の名前を、お話しください。\n    kana: とどうふけんのなまえを、おはなしください。",
        )

        ran = ivr("prompts", "readings", "--site", str(small_copy.root))

        assert ran.code == 1
        assert "    ✗ 「し」 is read シ, intended: nothing" in ran.out.splitlines()
        assert ran.out.endswith("\n88 prompts and 80 names, 1 of them misread\n")

    def test_a_name_that_is_read_otherwise_is_shown(self, ivr: Command, small_copy: SiteCopy) -> None:
        old = "    spoken_kana: けいえいかいぜんしえんせんたーのぜんこくほんぶ"
        small_copy.change("data/directory.yaml", old, old.replace("ほんぶ", "ほんしゃ"))

        ran = ivr("prompts", "readings", "--site", str(small_copy.root), "--json")
        report = json.loads(ran.out)

        assert ran.code == 1
        (name,) = report["names"]
        assert (name["name"], name["differs"], report["names_read"]) == ("office headquarters", True, 80)
        assert name["words"][-1] == {"text": "本部", "reading": "ホンブ", "sound": "ホンブ", "intended": "ホンシャ"}
        assert [one["name"] for one in report["prompts"] if one["differs"]] == [
            "fallback_closed",
            "fallback_failing",
            "hand_over",
        ]

    def test_a_prompt_that_does_not_exist_is_wrong_usage(self, ivr: Command) -> None:
        ran = ivr("prompts", "readings", "welcom")

        assert ran.code == 2
        assert 'there is no prompt "welcom"; did you mean "welcome"?' in ran.err

    def test_a_site_with_problems_tells_them(self, ivr: Command, small_copy: SiteCopy) -> None:
        small_copy.change(
            "prompts/ja.yaml", "    text: どちらでしょうか。{choices}", "    text: どちらでしょうか。{choice}"
        )

        ran = ivr("prompts", "readings", "--site", str(small_copy.root))

        assert (ran.code, ran.out) == (1, "")
        assert "nothing fills {choice}" in ran.err


class TestRender:
    def test_each_prompt_becomes_a_file_by_its_language(self, ivr: Command, tmp_path: Path) -> None:
        ran = ivr("prompts", "render", "welcome", "echo_service", "english", "--to", str(tmp_path / "new"), "--json")
        report = {one["name"]: one for one in json.loads(ran.out)}

        assert ran.code == 0
        assert sorted(str(file.relative_to(tmp_path / "new")) for file in tmp_path.rglob("*.*")) == [
            "NOTICE.txt",
            "en/english.wav",
            "ja/echo_service.wav",
            "ja/welcome.wav",
        ]
        assert "Creative Commons Attribution 3.0" in (tmp_path / "new/NOTICE.txt").read_text(encoding="utf-8")
        for one in report.values():
            wave = read_wave(Path(one["file"]).read_bytes())
            assert wave
            assert one["seconds"] == pytest.approx(wave.seconds, abs=0.01)
            assert one["seconds"] == pytest.approx(one["counted"], abs=0.8)
        assert (report["echo_service"]["filled"], report["welcome"]["filled"]) == (["topic"], [])

    def test_people_read_the_seconds_and_what_is_an_example(self, ivr: Command, tmp_path: Path) -> None:
        ran = ivr("prompts", "render", "yes", "echo_service", "--to", str(tmp_path))

        first, second = ran.out.splitlines()
        assert second == f"  0.3 s    0.3 computed  {tmp_path}/ja/yes.wav"
        assert first.endswith(f"{tmp_path}/ja/echo_service.wav  (example for {{topic}})")

    def test_numbers_are_spoken_slowly(self, ivr: Command, tmp_path: Path, small_copy: SiteCopy) -> None:
        render = ("prompts", "render", "number", "--to", str(tmp_path / "to"), "--site", str(small_copy.root), "--json")
        usual = json.loads(ivr(*render).out)
        small_copy.change("prompts/ja.yaml", "  slow: 0.8\n\n", "  slow: 0.5\n\n")
        slow = json.loads(ivr(*render).out)

        assert slow[0]["seconds"] / usual[0]["seconds"] == pytest.approx(8 / 5, rel=0.1)

    def test_a_folder_that_cannot_be_written_is_reported(self, ivr: Command, tmp_path: Path) -> None:
        (tmp_path / "ja").write_text("")

        ran = ivr("prompts", "render", "yes", "--to", str(tmp_path))

        assert ran.code == 1
        assert f"Error: {tmp_path}/ja/yes.wav cannot be written: File exists" in ran.err

    def test_force_needs_a_site(self, ivr: Command) -> None:
        assert ivr("prompts", "render", "--force").code == 2

    @pytest.mark.usefixtures("no_voice")
    @pytest.mark.parametrize("command", ["render", "readings"])
    def test_without_the_voice_it_is_said_how_to_install_it(self, ivr: Command, tmp_path: Path, command: str) -> None:
        ran = ivr("prompts", command, "yes", *(["--to", str(tmp_path)] if command == "render" else []))

        assert ran.code == 2
        assert INSTALL in ran.err
        assert list(tmp_path.iterdir()) == []


class TestRecordings:
    def test_what_is_rendered_into_a_site_is_played_from_then_on(self, ivr: Command, small_copy: SiteCopy) -> None:
        names = ("welcome", "if_wrong", "read_back", "service_center", "english")  # the last three cannot be recordings
        ran = ivr("prompts", "render", *names, "--into-site", "--site", str(small_copy.root), "--json")
        site = load(small_copy.root)
        assert site.plan

        assert [one["name"] for one in json.loads(ran.out)] == ["welcome", "if_wrong"]
        assert {name for name, prompt in site.plan.prompts.items() if prompt.recording} == {"welcome", "if_wrong"}
        assert [problem for problem in problems_of(site) if not problem.warning] == []
        assert (small_copy.root / "prompts/audio/NOTICE.txt").is_file()

    def test_where_the_disk_is_full_what_was_rendered_is_noted(self, ivr: Command, small_copy: SiteCopy) -> None:
        """Sounds without a note keep the site from being read, and the next rendering takes them for recordings."""
        rendering = ("prompts", "render", "welcome", "if_wrong", "--site", str(small_copy.root))
        first, second = sorted(
            json.loads(ivr(*rendering, "--to", str(small_copy.root / "tried"), "--json").out),
            key=lambda one: one["seconds"],
        )
        names = (first["name"], second["name"])
        with full_disk(Path(first["file"]).stat().st_size):
            ran = ivr("prompts", "render", *names, "--into-site", "--site", str(small_copy.root))

        assert (ran.code, ran.err.count("cannot be written: File too large")) == (1, 1)
        site = load(small_copy.root)
        assert site.plan
        assert [name for name, prompt in site.plan.prompts.items() if prompt.recording] == [first["name"]]

    def test_of_a_site_with_several_languages_all_that_is_japanese_is_rendered_into_it(
        self, ivr: Command, tmp_path: Path
    ) -> None:
        site = copied(tmp_path / "site")
        # The first is said in English calls alone; the last is the same in all of those, but not in Japanese ones.
        names = ("offer_japanese", "answer_cost", "offer_english", "whisper_shared", "phrase")
        ran = ivr("prompts", "render", *names, "--into-site", "--site", str(site), "--json")

        assert [one["name"] for one in json.loads(ran.out)] == ["answer_cost", "offer_japanese"]
        assert "recording" not in ivr("check", "--no-proof", "--site", str(site)).out

    def test_where_it_writes_to_is_tried_and_nothing_else(
        self, ivr: Command, small_copy: SiteCopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "var").touch()  # where nothing can be written
        render = ("prompts", "render", "welcome", "--site", str(small_copy.root))

        assert (ivr(*render).code, ivr(*render, "--into-site").code) == (2, 0)
        assert "exclude each other" in ivr(*render, "--into-site", "--to", str(tmp_path)).err

    def test_a_recording_that_is_there_is_kept(self, ivr: Command, small_copy: SiteCopy) -> None:
        own = _record(small_copy, "welcome")
        render = ("prompts", "render", "welcome", "--into-site", "--site", str(small_copy.root))

        assert ivr(*render).out == "there is nothing to render\n"
        assert own.read_bytes() == wav(1)
        assert "welcome.wav" in ivr(*render, "--force").out
        assert own.read_bytes() != wav(1)

    def test_the_text_of_a_new_recording_is_noted(self, ivr: Command, small_copy: SiteCopy) -> None:
        _record(small_copy, "welcome")
        _record(small_copy, "read_back")
        _record(small_copy, "welcom")
        _record(small_copy, "../goodbye")  # where nothing plays it
        noted = "prompts/audio/ja/texts.yaml: welcome: 経営相談の案内です。\n"

        assert ivr("prompts", "recorded", "--site", str(small_copy.root)).out == noted
        assert ivr("prompts", "recorded", "--site", str(small_copy.root)).out == "there is nothing to record\n"
        assert ivr("prompts", "recorded", "welcome", "--site", str(small_copy.root)).out == noted
        as_json = ivr("prompts", "recorded", "welcome", "--json", "--site", str(small_copy.root)).out
        assert json.loads(as_json) == {"ja": {"welcome": "経営相談の案内です。"}}

    def test_a_changed_text_is_noted_by_name_only(self, ivr: Command, small_copy: SiteCopy) -> None:
        _record(small_copy, "welcome")
        ivr("prompts", "recorded", "--site", str(small_copy.root))
        small_copy.change("prompts/ja.yaml", "text: 経営相談の案内です。", "text: 経営の相談の案内です。")
        small_copy.change("prompts/ja.yaml", "kana: けいえいそうだんの", "kana: けいえいのそうだんの")

        changed = ivr("check", "--no-proof", "--site", str(small_copy.root))
        assert changed.code == 1
        assert "texts.yaml:8:14: this recording says 「経営相談の案内です。」" in changed.out
        assert ivr("prompts", "recorded", "--site", str(small_copy.root)).out == "there is nothing to record\n"
        assert ivr("prompts", "recorded", "welcome", "--site", str(small_copy.root)).code == 0
        assert ivr("check", "--no-proof", "--site", str(small_copy.root)).code == 0

    def test_a_prompt_without_a_recording_is_wrong_usage(self, ivr: Command, small_copy: SiteCopy) -> None:
        ran = ivr("prompts", "recorded", "welcome", "--site", str(small_copy.root))

        assert ran.code == 2
        assert 'there is no recording of a prompt "welcome"' in ran.err


def _record(site: SiteCopy, name: str) -> Path:
    file = site.root / f"prompts/audio/ja/{name}.wav"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(wav(1))
    return file
