"""The plugin as its users see it: a test run of their own, in a folder of their own."""

import shutil
from pathlib import Path

import pytest

from ivr.site import shipped
from tests.cli.serving import served
from tests.simulator.pages import Answer, Page

from .stranger import write_site

TEST = """
    def test_a_caller_from_aichi(phone):
        call = phone.dial()
        call.say("愛知県")
        call.press("1")
        call.hears("愛知県の経営改善支援センターにおつなぎします。")
        assert call.rang == "052-223-6953"
"""
SCRIPT = """\
call: 愛知県のセンターへ
steps:
  - says: 愛知県の経営改善支援センターです
  - rings: 052-223-6953
"""


@pytest.fixture
def at_small_site(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run that names no site call the small one, which is read and checked sooner."""
    monkeypatch.setenv("IVR_SITE", str(small_site))


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess(*arguments)


@pytest.mark.unmeasured
def test_the_phone_calls_the_shipped_site(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TEST)

    run(pytester).assert_outcomes(passed=1)


@pytest.mark.usefixtures("at_small_site")
def test_a_failure_shows_what_was_expected_and_the_transcript(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_a_caller_from_aichi(phone):
            call = phone.dial()
            call.say("愛知県の協議会です")
            call.hears("三重県の")
    """)

    result = run(pytester)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            '>*call.hears("三重県の")',
            "E*DiffersError: expected to hear 「三重県の」, heard 「愛知県の中小企業再生支援協議会におつなぎします。*",
            "E* 0.0  経営相談の案内です。",
            "E*> 愛知県の協議会です",
        ]
    )
    assert "conversation.py" not in result.stdout.str()


@pytest.mark.usefixtures("at_small_site")
def test_a_failed_assertion_is_followed_by_the_calls(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_a_caller_from_aichi(phone):
            first, second = phone.dial(), phone.dial()
            second.press("1")
            assert second.rang == "03-5470-1840"
    """)

    result = run(pytester)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*- call 1 -*", " *経営相談の案内です。", "*- call 2 -*", " *> [[]1[]]"])


WRONG: dict[str, tuple[Answer, str]] = {
    "answered 500": (Page("oops", "text/plain", 500), "*would have logged error 11200: *"),
    "broken TwiML": (Page("<Response><Say>はい"), "*would have logged error 12100: *"),
    "what Twilio only warns of": ("<Say>はい。</Say><Dance/>", "*would have logged warning 12200: *"),
}


@pytest.mark.parametrize(("answer", "warning"), WRONG.values(), ids=WRONG)
def test_what_twilio_would_log_fails_a_test_that_does_not_expect_it(
    pytester: pytest.Pytester, answer: Answer, warning: str
) -> None:
    pytester.makepyfile("""
        def test_a_call(phone):
            phone.dial().leave()
    """)

    with served({"/voice": answer}) as (url, _):
        result = run(pytester, "--ivr-url", url)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([warning, "*phone.dial(warnings=[[]11200[]])*", "*- call 1 -*"])


def test_a_test_names_what_it_expects(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_that_happens(phone):
            phone.dial(warnings=[12200]).leave()

        def test_that_does_not(phone):
            phone.dial(warnings=[12200, 11200]).leave()
    """)

    with served({"/voice": "<Say>はい。</Say><Dance/>"}) as (url, _):
        result = run(pytester, "--ivr-url", url)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*nothing happened that Twilio would log as 11200*"])


@pytest.mark.usefixtures("at_small_site")
def test_who_rang_last_and_who_answered(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_a_caller_from_aichi(phone):
            call = phone.dial()
            call.say("愛知県の協議会です")
            call.rings(ends="busy")
            assert (call.rang, call.answered_by) == ("052-223-6953", None)
            call.press("0")
            assert (call.rang, call.answered_by) == ("03-5470-1840", "03-5470-1840")

        def test_a_desk_that_hangs_up_before_it_is_put_through(phone):
            call = phone.dial()
            call.say("愛知県の経営改善支援センターです")
            call.rings(ends="declined")
            assert (call.dialled, call.answered_by) == (("052-223-6953",), None)
    """)

    run(pytester).assert_outcomes(passed=2)


@pytest.mark.usefixtures("at_small_site")
def test_scripts_are_tests(pytester: pytest.Pytester) -> None:
    pytester.makefile(".call.yaml", aichi=SCRIPT)

    result = run(pytester, "-v")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["aichi.call.yaml::愛知県のセンターへ PASSED*"])


@pytest.mark.usefixtures("at_small_site")
def test_a_script_that_differs_says_where(pytester: pytest.Pytester) -> None:
    pytester.makefile(".call.yaml", aichi=SCRIPT.replace("052-223-6953", "03-5470-1840"))

    result = run(pytester)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "aichi.call.yaml:4:12: expected 03-5470-1840 to ring, but 052-223-6953 rings (*) (differs)",
            "",
            "愛知県のセンターへ",
            " *0.0  経営相談の案内です。",
            " *> 愛知県の経営改善支援センターです",
            "FAILED aichi.call.yaml::愛知県のセンターへ - aichi.call.yaml:4:12: expected*",
        ]
    )


@pytest.mark.usefixtures("at_small_site")
def test_a_script_with_mistakes_lists_them(pytester: pytest.Pytester) -> None:
    pytester.makefile(".call.yaml", aichi=SCRIPT.replace("says", "say").replace("rings", "ring"))

    result = run(pytester)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["aichi.call.yaml:3:5: *did you mean*", "aichi.call.yaml:4:5: *did you mean*"])


def test_other_files_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", aichi=SCRIPT)

    run(pytester).assert_outcomes()


@pytest.mark.parametrize("file", ["pytest.ini", "pyproject.toml"])
def test_a_strangers_site_is_tested_with_two_lines(pytester: pytest.Pytester, file: str) -> None:
    write_site(pytester.path / "hotline")
    two_lines = {
        "pytest.ini": "[pytest]\nivr_site = hotline\n",
        "pyproject.toml": '[tool.pytest.ini_options]\nivr_site = "hotline"\n',
    }
    (pytester.path / file).write_text(two_lines[file], encoding="utf-8")
    pytester.makepyfile("""
        def test_sales(phone):
            call = phone.dial()
            call.hears("営業は、イチ。")
            call.press("1")
            call.rings(ends="busy")
            call.hears("受付におつなぎします。")
            assert call.rang == "03-5470-1840"
    """)
    pytester.makefile(
        ".call.yaml",
        sales='call: 営業へ\nsteps:\n  - hears: 営業は、イチ。\n  - presses: "1"\n  - rings: 03-5470-1840\n',
    )

    run(pytester).assert_outcomes(passed=2)


def test_the_site_can_come_from_the_environment(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(pytester.path)
    monkeypatch.setenv("IVR_SITE", str(pytester.path))
    pytester.makepyfile('def test_sales(phone):\n    phone.dial().hears("営業は、イチ。")\n')

    run(pytester).assert_outcomes(passed=1)


def test_a_site_with_problems_fails_with_them(pytester: pytest.Pytester) -> None:
    write_site(pytester.path)
    flow = pytester.path / "data/flow.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace("start: ask", "start: aks"), encoding="utf-8")
    pytester.makeini("[pytest]\nivr_site = .\n")
    pytester.makepyfile("def test_sales(phone):\n    phone.dial()\n")

    result = run(pytester)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(['*data/flow.yaml:*: there is no node "aks"; did you mean "ask"[?] (unknown-node)'])


def test_a_service_somewhere_is_called(pytester: pytest.Pytester) -> None:
    pytester.makefile(".call.yaml", gone="call: 誰もいない\nsteps:\n  - hears: application error\nwarnings: [11202]\n")

    run(pytester, "--ivr-url", "http://127.0.0.1:9/voice").assert_outcomes(passed=1)


def test_what_is_no_address_is_reported(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nivr_url = 127.0.0.1\n")
    pytester.makefile(".call.yaml", aichi=SCRIPT)

    result = run(pytester)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*expected an address like http://127.0.0.1:8000/voice, found 127.0.0.1*"])


def test_nothing_is_imported_before_it_is_needed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import sys

        def test_nothing():
            assert {"flask", "pydantic_core", "twilio", "ivr.web", "ivr.site"}.isdisjoint(sys.modules)
    """)

    pytester.runpytest_subprocess().assert_outcomes(passed=1)


@pytest.mark.unmeasured
def test_the_scripts_of_a_folder_are_collected(pytester: pytest.Pytester) -> None:
    scripts = sorted((shipped() / "tests/calls").iterdir())[::30]  # all of them are tests of this project
    pytester.mkdir("calls")
    for script in scripts:
        shutil.copy(script, pytester.path / "calls")

    run(pytester).assert_outcomes(passed=len(scripts))
