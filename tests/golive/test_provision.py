"""A number routed to the service: in the safe order, once, and told as it came out."""

import json
import signal
import stat
import subprocess
import threading
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from werkzeug.wrappers import Request, Response

from ivr.settings import Settings
from ivr.web import create_app
from tests.check.proof.small import copy
from tests.serving import listening
from tests.simulator.pages import Page, Pages
from tests.started import command
from tests.twilio.rest.stand_in import ACCOUNT, KEY, NUMBER, SID, TOKEN, at, number, refusal, reply

from .conftest import Desk

BIN = "https://handler.twilio.com/twiml/EH0123456789abcdef0123456789abcdef"
PATIENCE = 60
NUMBERS = "/IncomingPhoneNumbers"


def wanted(desk: Desk) -> dict[str, str]:
    url = f"{desk.public_url}/voice"
    return {"voice_url": url, "voice_fallback_url": f"{url}/fallback", "status_callback": f"{url}/status"}


def route(desk: Desk) -> dict[str, str]:
    return {name: desk.number[name] for name in wanted(desk)}


def saved_routes(desk: Desk) -> list[Path]:
    return sorted((desk.folder / "var" / "routes").glob("*.json"))


def test_without_yes_it_is_looked_at_and_nothing_is_written(desk: Desk) -> None:
    before = deepcopy(desk.number)
    ran = desk.provision()

    assert ran.code == 0
    for path in ("", "/fallback", "/status"):
        assert f"{desk.public_url}/voice{path} answers with this plan" in ran.out
    assert f"-> POST {desk.public_url}/voice/status" in ran.out
    assert ran.out.splitlines()[-1] == "dry run: nothing was changed; --yes makes the change"
    assert (desk.number, desk.twilio.writes, saved_routes(desk)) == (before, 0, [])


def test_with_yes_it_is_written_once_and_read_back(desk: Desk) -> None:
    ran = desk.provision("--yes")

    assert (ran.code, "routed: reading it back confirms it" in ran.out) == (0, True)
    assert route(desk) == wanted(desk)
    assert desk.twilio.writes == 1
    assert desk.twilio.asked[-1] == f"GET /2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers/{SID}.json"


def test_the_old_route_is_kept_for_its_owner_alone(desk: Desk) -> None:
    desk.number["voice_url"] = "https://user:hidden@old.example.jp/voice?key=hidden"
    ran = desk.provision("--yes")
    (file,) = saved_routes(desk)

    assert "hidden" not in ran.out
    assert "https://…@old.example.jp/voice?…" in ran.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["before"]["voice_url"].endswith("?key=hidden")


def test_what_is_right_already_is_left_alone(desk: Desk) -> None:
    desk.provision("--yes")
    ran = desk.provision("--yes")

    assert (ran.code, ran.out.splitlines()[-1]) == (0, "unchanged: it already has this route")
    assert (desk.twilio.writes, len(saved_routes(desk))) == (1, 1)


def test_what_an_operator_asks_of_the_connection_is_left_to_him(desk: Desk) -> None:
    desk.number.update({name: f"{url}#e=tokyo" for name, url in wanted(desk).items()})
    ran = desk.provision("--yes")

    assert (ran.code, ran.out.splitlines()[-1]) == (0, "unchanged: it already has this route")
    assert desk.number["voice_url"].endswith("#e=tokyo")


def test_it_goes_back_and_forth(desk: Desk) -> None:
    before = route(desk)
    desk.provision("--yes")
    dry = desk.ivr("provision", "rollback", "050-1234-5678")
    assert (dry.code, route(desk)) == (0, wanted(desk))

    assert desk.ivr("provision", "rollback", NUMBER, "--yes").code == 0
    assert route(desk) == before
    assert desk.ivr("provision", "rollback", NUMBER, "--yes").code == 0
    assert route(desk) == wanted(desk)


def test_only_what_was_set_here_is_taken_back(desk: Desk) -> None:
    assert "was not set from here" in desk.ivr("provision", "rollback", NUMBER, "--yes").err
    desk.provision("--yes")
    desk.number["voice_url"] = "https://elsewhere.example.jp/voice"
    ran = desk.ivr("provision", "rollback", NUMBER, "--yes")

    assert (ran.code, "was not set from here" in ran.err, desk.twilio.writes) == (1, True, 1)


def test_a_kept_route_that_is_damaged_is_named(desk: Desk) -> None:
    desk.provision("--yes")
    saved_routes(desk)[0].write_text("{")
    ran = desk.ivr("provision", "rollback", NUMBER, "--yes")

    assert (ran.code, "is damaged" in ran.err, desk.twilio.writes) == (1, True, 1)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"trunk_sid": "TK1"}, "it belongs to the SIP trunk TK1"),
        ({"voice_application_sid": "AP1"}, "it belongs to the application AP1"),
        ({"voice_receive_mode": "fax"}, "it takes fax"),
        ({"capabilities": {"voice": False, "sms": True, "mms": False, "fax": False}}, "no voice capability"),
        ({"voice_fallback_url": BIN}, f"--fallback {BIN} keeps it"),
    ],
)
def test_a_number_whose_calls_would_not_come_is_refused(desk: Desk, change: dict[str, Any], why: str) -> None:
    desk.twilio.numbers[SID] = number(**change)
    ran = desk.provision("--yes")

    assert (ran.code, ran.out.splitlines()[-1], why in ran.out) == (1, "not changed", True)
    assert (desk.twilio.writes, saved_routes(desk)) == (0, [])


@pytest.mark.parametrize("chosen", [BIN, "https://own.example.jp/voice/fallback"])
def test_a_fallback_elsewhere_is_kept_or_replaced_as_chosen(desk: Desk, chosen: str) -> None:
    desk.twilio.numbers[SID] = number(voice_fallback_url=BIN)

    assert desk.provision("--yes", "--fallback", chosen).code == 0
    assert desk.number["voice_fallback_url"] == chosen


def test_an_address_that_is_shown_without_its_secrets_is_not_taken_for_a_fallback(desk: Desk) -> None:
    desk.environ["IVR_PUBLIC_URL"] = desk.environ["IVR_PUBLIC_URL"].replace("//", "//me:hidden@")
    desk.twilio.numbers[SID] = number(voice_fallback_url=f"{BIN}?name=hidden")
    shown = desk.provision("--yes")
    assert (f"--fallback {BIN}?… keeps it" in shown.out, "hidden" in shown.out + shown.err) == (True, False)

    copied = desk.provision("--yes", "--fallback", f"{BIN}?…")
    assert (copied.code, desk.twilio.writes) == (2, 0)


def test_a_number_in_another_region_is_refused(desk: Desk) -> None:
    desk.twilio.regions[NUMBER] = "ie1"
    ran = desk.provision("--yes")

    assert (ran.code, "handled in region ie1" in ran.out, desk.twilio.writes) == (1, True, 0)


@pytest.mark.parametrize(("known", "code"), [((), 1), (("--region", "us1"), 0), (("--region", "ie1"), 1)])
def test_a_region_that_the_key_may_not_ask_for_is_said_by_the_operator(
    desk: Desk, known: tuple[str, ...], code: int
) -> None:
    desk.twilio.forbidden = ("/v2/PhoneNumbers",)
    ran = desk.provision("--yes", *known)

    assert (ran.code, desk.twilio.writes) == (code, 1 - code)
    assert ("it is not known which region" in ran.out) == bool(code)


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({"TWILIO_API_SECRET": "another"}, "TWILIO_API_KEY and TWILIO_API_SECRET"),
        ({"TWILIO_API_KEY": "", "TWILIO_AUTH_TOKEN": "f" * 32}, "Twilio does not accept TWILIO_AUTH_TOKEN"),
        ({"TWILIO_ACCOUNT_SID": "AC" + "f" * 32}, "is TWILIO_ACCOUNT_SID the right account?"),
    ],
)
def test_wrong_credentials_are_named_by_their_variables(desk: Desk, environ: dict[str, str], why: str) -> None:
    desk.environ |= environ
    ran = desk.provision("--yes")

    assert ran.code == 1
    assert desk.twilio.writes == 0
    assert why in ran.err


def test_a_missing_permission_is_named(desk: Desk) -> None:
    desk.twilio.forbidden = ("GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json",)
    assert "lacks the permission for the list of phone numbers" in desk.provision("--yes").err

    desk.twilio.forbidden = ("POST ",)
    ran = desk.provision("--yes")
    assert (ran.code, "lacks the permission for the phone number's new addresses" in ran.out) == (1, True)
    assert ran.out.splitlines()[-1] == "not changed"


def test_the_token_must_be_of_the_account(desk: Desk, small_site: Path) -> None:
    other = "f" * 32
    desk.environ["TWILIO_AUTH_TOKEN"] = other
    with listening(create_app(Settings(site=small_site, tokens=(other,)))) as desk.environ["IVR_PUBLIC_URL"]:
        ran = desk.provision("--yes")

    assert (ran.code, "is not the auth token of account" in ran.out, desk.twilio.writes) == (1, True, 0)


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"TWILIO_ACCOUNT_SID": "AC1"}, ["TWILIO_ACCOUNT_SID"]),
        ({"TWILIO_API_KEY": "1", "TWILIO_API_SECRET": ""}, ["TWILIO_API_KEY", "TWILIO_API_SECRET"]),
        ({"TWILIO_API_KEY": "", "TWILIO_AUTH_TOKEN": ""}, ["TWILIO_API_KEY"]),
        ({"IVR_PUBLIC_URL": ""}, ["IVR_PUBLIC_URL and TWILIO_AUTH_TOKEN"]),
        ({"IVR_PUBLIC_URL": "http://hotline.example.jp"}, ["IVR_PUBLIC_URL"]),
    ],
)
def test_a_mistake_in_the_environment_is_named_by_its_variable(
    desk: Desk, environ: dict[str, str], named: list[str]
) -> None:
    desk.environ |= environ
    ran = desk.provision("--yes")

    assert ran.code == 1
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == named
    assert desk.twilio.writes == 0


@pytest.mark.parametrize("url", ["https://api.example.com", "http://[", "127.0.0.1", "http://127.0.0.1@example.com/"])
@pytest.mark.parametrize("command", [("provision",), ("provision", "alerts"), ("doctor",)])
def test_nothing_but_this_machine_stands_in_for_twilio(desk: Desk, url: str, command: tuple[str, ...]) -> None:
    desk.environ["IVR_TWILIO_API"] = url
    ran = desk.ivr(*command)

    assert ran.code == 2
    assert "Invalid value for IVR_TWILIO_API: expected an address of this machine" in ran.err
    given = desk.provision("--api", "http://example.com")
    assert "Invalid value for '--api': expected an address of this machine" in given.err


def test_variables_that_lead_twilios_libraries_elsewhere_are_reported(desk: Desk) -> None:
    desk.environ |= {"TWILIO_REGION": "ie1", "TWILIO_EDGE": "tokyo"}
    ran = desk.provision()

    assert ran.code == 0
    assert [line.partition(" sends")[0] for line in ran.err.splitlines()] == ["TWILIO_EDGE=tokyo", "TWILIO_REGION=ie1"]


def drift(desk: Desk) -> Callable[[Request], Response | None]:
    def changed(asked: Request) -> None:
        if asked.path.endswith(f"{SID}.json"):
            desk.number["status_callback"] = "https://somebody.example.jp/"

    return changed


def test_a_number_that_somebody_changes_meanwhile_is_left_to_him(desk: Desk) -> None:
    desk.twilio.breaks.append(drift(desk))
    ran = desk.provision("--yes")

    assert (ran.code, "changed the number at Twilio in the meantime" in ran.out, desk.twilio.writes) == (1, True, 0)


WRITE, READ = f"POST {NUMBERS}/", f"GET {NUMBERS}/"


@pytest.mark.parametrize(
    ("breaks", "after", "code", "outcome", "why"),
    [
        # Twilio refuses the write: not changed.
        ([at(WRITE, refusal(429, 20429))], [], 1, "not changed", "Twilio asks us to wait"),
        ([at(WRITE, refusal(400, 21402))], [], 1, "not changed", "error 21402"),
        # Nobody knows whether the write came through; what reads back decides.
        ([at(WRITE)], [], 3, "unknown", "It reads as before, and may still change"),
        ([at(WRITE, refusal(500, 20500))], [], 3, "unknown", "It reads as before, and may still change"),
        ([], [at(WRITE)], 0, "routed", ""),
        # It is written and cannot be read back.
        ([at(READ, skip=1)], [], 3, "unknown", "could not be read back"),
        ([at(READ, refusal(429, 20429), skip=1)], [], 3, "unknown", "could not be read back"),
        ([at(WRITE), at(READ, skip=1)], [], 3, "unknown", "could not be read back"),
        # It cannot even be read again before.
        ([at(READ)], [], 1, "not changed", "Twilio did not answer the phone number"),
        ([at(READ, Response("<html>", 200))], [], 1, "not changed", "is there a proxy in between?"),
    ],
)
def test_a_broken_line_is_reported_as_it_is_and_nothing_is_written_twice(
    desk: Desk, breaks: list[Any], after: list[Any], code: int, outcome: str, why: str
) -> None:
    desk.twilio.breaks, desk.twilio.after = breaks, after
    ran = desk.provision("--yes")

    assert ran.code == code
    assert [line for line in ran.out.splitlines() if line.startswith(outcome)]
    assert why in ran.out
    assert desk.twilio.writes <= 1


@pytest.mark.parametrize(
    ("language", "why"),
    [("en", "it was written, but now reads differently"), ("ja", "書きましたが、読みなおすと違っています")],
)
def test_what_reads_otherwise_than_it_was_written_is_unknown(desk: Desk, language: str, why: str) -> None:
    def meddle(asked: Request) -> None:
        if asked.method == "POST":
            desk.number["voice_url"] = "https://somebody.example.jp/"

    desk.twilio.after = [meddle]
    ran = desk.provision("--yes", "--lang", language)

    assert (ran.code, why in ran.out, desk.twilio.writes) == (3, True, 1)


def test_a_token_that_nobody_can_vouch_for_gets_no_calls(desk: Desk) -> None:
    desk.twilio.breaks = [at(f"GET /2010-04-01/Accounts/{ACCOUNT}.json")]
    ran = desk.provision("--yes")

    assert (ran.code, "it is not known whether TWILIO_AUTH_TOKEN is the account's" in ran.out) == (1, True)
    assert desk.twilio.writes == 0


def test_a_number_that_went_to_a_trunk_is_not_rolled_back(desk: Desk) -> None:
    desk.provision("--yes")
    desk.number["trunk_sid"] = "TK1"
    ran = desk.ivr("provision", "rollback", NUMBER, "--yes")

    assert (ran.code, "SIP trunk TK1" in ran.out, desk.twilio.writes) == (1, True, 1)


def test_a_site_with_problems_gets_no_calls(desk: Desk, small_site: Path) -> None:
    site = copy(desk.folder / "site", small_site)
    (site / "data" / "flow.yaml").write_text("start: nowhere\n")
    ran = desk.ivr("provision", NUMBER, "--yes", "--site", str(site))

    assert (ran.code, "flow.yaml:" in ran.err, desk.twilio.writes) == (1, True, 0)


@pytest.mark.parametrize("url", ["ftp://bin.example.jp/", "http://[", "bin"])
def test_a_fallback_that_is_no_address_is_wrong_usage(desk: Desk, url: str) -> None:
    assert desk.provision("--fallback", url).code == 2


def test_an_account_without_numbers_says_so(desk: Desk) -> None:
    desk.twilio.numbers = {}

    assert desk.ivr("provision").out == f"The account {ACCOUNT} has no numbers.\n"


def test_the_same_as_json(desk: Desk) -> None:
    desk.twilio.breaks = [at(READ, skip=1)]
    ran = desk.provision("--yes", "--json")
    data = json.loads(ran.out)

    assert (ran.code, data["outcome"], data["number"]) == (3, "unknown", NUMBER)
    assert data["wanted"]["voice_url"] == f"{desk.public_url}/voice"
    assert Path(desk.folder, data["kept"]).is_file()


def test_what_cannot_be_kept_is_not_changed(desk: Desk) -> None:
    (desk.folder / "var").write_text("a file")
    ran = desk.provision("--yes")

    message = f"could not be saved in {desk.folder / 'var'}"
    assert (ran.code, message in ran.out, desk.twilio.writes) == (1, True, 0)


LOGIN = Page("<html>Log in</html>", "text/html")


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (LOGIN, "is answered by something else (status 200, text/html, no X-IVR-Plan): a log-in page"),
        (
            Page("", None, 302, {"Location": "https://login.example.jp/?next=1"}),
            "redirects (status 302, to login",
        ),
        (Page("", None, 401), "asks for a password"),
        (Page("", None, 403), "refuses the signature"),
        (Page("", None, 404), "is not there (status 404)"),
        (Page("", None, 502), "the service behind it is down"),
        ("<Say>はい</Say>", "no X-IVR-Plan"),
    ],
)
def test_what_is_no_service_of_ours_gets_no_calls(desk: Desk, page: str | Page, why: str) -> None:
    pages = Pages({"/voice": page, "/voice/fallback": page, "/voice/status": page})
    with listening(lambda environ, start: pages({"CONTENT_LENGTH": ""} | environ, start)) as address:
        desk.environ["IVR_PUBLIC_URL"] = address
        ran = desk.provision("--yes")

    assert (ran.code, ran.out.count(why), desk.twilio.writes) == (1, 3, 0)


def test_addresses_that_answer_nothing_get_no_calls(desk: Desk) -> None:
    with listening(desk.twilio) as address:
        desk.environ["IVR_PUBLIC_URL"] = address
    ran = desk.provision("--yes")

    assert (ran.code, ran.out.count("does not answer: the connection was refused"), desk.twilio.writes) == (1, 3, 0)


def test_an_older_plan_gets_no_calls(desk: Desk, small_site: Path) -> None:
    newer = copy(desk.folder / "newer", small_site)
    with (newer / "data" / "flow.yaml").open("a") as flow:
        flow.write("# changed\n")
    ran = desk.ivr("provision", NUMBER, "--yes", "--site", str(newer))

    assert (ran.code, ran.out.count(f"is answered by plan {desk.plan}, but"), desk.twilio.writes) == (1, 3, 0)


def test_a_service_with_another_token_gets_no_calls(desk: Desk, small_site: Path) -> None:
    with listening(create_app(Settings(site=small_site, tokens=("f" * 32,)))) as desk.environ["IVR_PUBLIC_URL"]:
        ran = desk.provision("--yes")

    assert (ran.code, ran.out.count("refuses the signature"), desk.twilio.writes) == (1, 3, 0)


def test_an_address_of_this_machine_is_no_address_for_twilio(desk: Desk) -> None:
    del desk.environ["IVR_TWILIO_API"]
    desk.environ["HTTPS_PROXY"] = "http://127.0.0.1:1"  # whatever happens, nothing is asked of Twilio from here
    ran = desk.provision("--yes")

    assert ran.code == 1
    assert desk.twilio.asked == []


def test_the_numbers_are_listed_beside_what_is_needed(desk: Desk) -> None:
    other = {"sid": SID[:-1] + "0", "phone_number": "+815087654321", "trunk_sid": "TK1"}
    desk.twilio.numbers[str(other["sid"])] = number(**other)
    desk.twilio.page_size = 1
    ran = desk.ivr("provision")

    assert ran.code == 0
    assert "+815087654321" in ran.out
    assert "SIP trunk TK1" in ran.out
    assert ran.out.count(f"-> POST {desk.public_url}/voice/fallback") == 2
    assert [one["number"] for one in json.loads(desk.ivr("provision", "--json").out)] == [NUMBER, "+815087654321"]
    assert desk.twilio.writes == 0


def test_the_secret_follows_no_list_to_another_host(desk: Desk) -> None:
    page = {"incoming_phone_numbers": [], "next_page_uri": "http://127.0.0.1:1/stolen"}
    desk.twilio.breaks = [at(f"GET {NUMBERS}.json", reply(200, page))]
    ran = desk.ivr("provision")

    assert (ran.code, "something other than Twilio answered" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("+815087654321", 1, "has no number +815087654321"),
        ("12", 2, "expected a number like +815012345678"),
    ],
)
def test_a_number_that_is_not_there(desk: Desk, text: str, code: int, why: str) -> None:
    ran = desk.ivr("provision", "number", text)

    assert (ran.code, why in ran.err) == (code, True)


def test_a_number_is_also_taken_as_printed(desk: Desk) -> None:
    assert desk.ivr("provision", "050-1234-5678", "--site", str(desk.site)).code == 0


def test_with_the_token_alone_it_goes_as_well(desk: Desk) -> None:
    desk.environ |= {"TWILIO_API_KEY": "", "TWILIO_API_SECRET": "", "TWILIO_AUTH_TOKEN": f"{TOKEN},{'f' * 32}"}

    assert desk.provision("--yes").code == 0
    assert KEY not in str(desk.environ)


def test_after_ctrl_c_while_it_is_written_reading_back_shows_the_outcome(desk: Desk) -> None:
    written, interrupted = threading.Event(), threading.Event()

    def hang(asked: Request) -> None:
        if asked.method == "POST":
            written.set()
            interrupted.wait(PATIENCE)

    desk.twilio.after = [hang]
    with desk.sitting():
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = command("provision", NUMBER, "--yes", "--site", str(desk.site), text=True, **pipes)
    try:
        assert written.wait(PATIENCE)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        interrupted.set()
        process.kill()

    assert (process.returncode, "routed: reading it back confirms it" in out, err) == (0, True, "")
    assert desk.twilio.writes == 1
