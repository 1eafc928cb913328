"""Everything fine once, behind nginx and https, and then each point made wrong in turn."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ivr.call import Plan
from ivr.clock import japanese_time
from ivr.golive.doctor import POINTS, Circumstances, Diagnosis
from ivr.http import exchange
from ivr.records import database
from ivr.site import hash_of, shipped
from ivr.site.directory_file import PLACEHOLDER
from ivr.site.twilio_names import knows_model, knows_voice
from ivr.translation import using_language
from ivr.web.reload.plan_store import PlanStore
from tests.check.proof.small import copy
from tests.serving import listening as serving
from tests.simulator.pages import Page, Pages
from tests.twilio.rest.stand_in import NUMBER, SID, TOKEN, Twilio, alert, at, number, refusal
from tests.waiting import until
from tests.web.process import free_address, gunicorn, listening

from .conftest import PASSWORD, SECRETS, Desk
from .proxy import proxy

BIN = "https://handler.twilio.com/twiml/EH0123456789abcdef0123456789abcdef"
PATIENCE = 300
HEARD, AGREED, BY = "\nlistening:", "\nfallback_agreed: ", "verified_by: 山田"
PUBLISHED = "\nprivacy_published: "
HOST = "127.1"
"""This machine by a name that is not known as such, as strangers see a public one."""


@dataclass(frozen=True)
class Line:
    """A whole line: a site that is ready in *site*, served at *url* through nginx, whose files are in *folder*.

    The service itself listens at *address*.
    """

    site: Path
    folder: Path
    url: str
    twilio: Twilio
    address: str

    def environ(self, api: str) -> dict[str, str]:
        return {
            "IVR_PUBLIC_URL": self.url,
            "IVR_TWILIO_API": api,
            "IVR_CONSOLE_PASSWORD": PASSWORD,
            "REQUESTS_CA_BUNDLE": str(self.folder / "fullchain.pem"),
            "WEB_CONCURRENCY": "2",
            "IVR_ALERT_URL": "https://chat.example.jp/hook",
        }


def ready(site: Path) -> Path:
    """Make of a site one that may go live."""
    day = japanese_time().date() - timedelta(days=30)
    directory, flow = site / "data" / "directory.yaml", site / "data" / "flow.yaml"
    text = directory.read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        lines.append(line)
        if not line.startswith("#") and line.strip().startswith("number:"):
            indent = line[: line.index("number")]
            called = line.split(":", 1)[1].strip()
            lines += [f"{indent}verified_on: {day}", f"{indent}verified_by: 山田", f"{indent}verified_number: {called}"]
    directory.write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = flow.read_text(encoding="utf-8")
    for word in ("fallback_agreed:", "privacy_published:"):
        text = text.replace(word, f"{word} {day}", 1)
    flow.write_text(text, encoding="utf-8")
    return site


def public_url(secure: str) -> str:
    return f"https://{HOST}:{secure.rpartition(':')[2]}"


def has_begun(address: str) -> bool:
    """Tell whether the service has checked its site and reached its database."""
    report = json.loads(exchange("GET", f"http://{address}/readyz", user=("", PASSWORD)).body)
    return bool(report["checked"]) and report["records"]["database"] == "ok"


@contextmanager
def line_of(site: Path, folder: Path) -> Iterator[Line]:
    secure = free_address()
    url = public_url(secure)
    environ = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_PUBLIC_URL": url, "IVR_CONSOLE_PASSWORD": PASSWORD}
    environ |= {"IVR_RECORDS": "1"}
    log = folder / "log"
    with (
        gunicorn(log, workers="1", IVR_SITE=str(site), **environ) as process,
        proxy(folder, url, address := listening(log, process), secure),
    ):
        until(lambda: has_begun(address))
        routed = number(voice_url=f"{url}/voice", voice_fallback_url=BIN, status_callback=f"{url}/voice/status")
        yield Line(site, folder, url, Twilio({SID: routed}), address)


@pytest.fixture(scope="module")
def line(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    folder = tmp_path_factory.mktemp("line")
    with line_of(ready(copy(folder / "site", small_site)), folder) as desk:
        yield desk


@pytest.fixture
def office(desk: Desk, line: Line) -> Desk:
    """Sit at the machine that serves *line*, whose account is as it was in the morning."""
    desk.twilio.numbers = {SID: dict(line.twilio.numbers[SID])}
    desk.environ |= line.environ(desk.environ["IVR_TWILIO_API"])
    desk.site = line.site
    return desk


def findings(desk: Desk, *arguments: str) -> dict[str, dict[str, str]]:
    ran = desk.ivr("doctor", "--json", "--site", str(desk.site), *arguments)
    found = {one["point"]: one for one in json.loads(ran.out)["points"]}
    assert ran.code == int(any(one["state"] == "wrong" for one in found.values()))
    return found


def point_of(circumstances: Circumstances, name: str) -> Diagnosis:
    (point,) = (point for point in POINTS if point.name == name)
    return point.diagnosis(circumstances)


def one(desk: Desk, name: str) -> Diagnosis:
    """Return what the point *name* alone finds; it may tell no secret."""
    with desk.sitting():
        circumstances = Circumstances(desk.environ, desk.site, japanese_time(), desk.environ["IVR_TWILIO_API"])
        diagnosis = point_of(circumstances, name)
    assert [secret for secret in SECRETS if secret in diagnosis.found + diagnosis.do] == []
    return diagnosis


def test_everything_is_fine_but_for_the_certificate_of_the_tests_own(office: Desk) -> None:
    (office.folder / "var").mkdir()
    engine = database.writing(database.url_for("", office.folder / "var"))
    database.upgrade(engine)
    engine.dispose()
    ran = office.ivr("doctor", "--site", str(office.site))
    unfinished = [text for text in ran.out.splitlines() if not text.startswith("fine")]

    url, variables = office.environ["IVR_PUBLIC_URL"], "REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE"
    assert unfinished == [
        (
            f"to do  public URL       {url} answers, but with a certificate from an authority of this machine's own "
            f"({variables})"
        ),
        "                        -> Twilio accepts public certificate authorities only",
        f"{len(POINTS) - 1} fine, 1 to do, 0 wrong",
    ]
    assert ran.code == 0
    assert office.twilio.writes == 0


def test_a_number_as_it_was_bought_is_routed_and_then_all_is_fine(office: Desk) -> None:
    office.twilio.numbers[SID] = number()
    assert one(office, "number").state == "to do"
    ran = office.provision("--yes", "--fallback", BIN)

    assert (ran.code, ran.out.splitlines()[-2]) == (0, "routed: reading it back confirms it")
    assert {one(office, name).state for name in ("number", "fallback URL", "round trip")} == {"fine"}


def test_from_outside_the_machine_is_not_looked_at(office: Desk) -> None:
    found = findings(office, "--from-outside")

    assert found.keys() == {point.name for point in POINTS if not point.here}
    assert not (office.folder / "var").exists()


def test_a_machine_on_which_nothing_is_set_has_everything_to_do(desk: Desk) -> None:
    desk.environ = {"IVR_TWILIO_API": desk.environ["IVR_TWILIO_API"]}
    found = findings(desk)

    assert {one["state"] for one in found.values()} == {"fine", "to do"}
    assert found["environment"]["found"].startswith("demo mode")
    assert found["round trip"]["found"] == "not checked: it needs IVR_PUBLIC_URL"
    assert found["number"]["found"] == "not checked: it needs TWILIO_ACCOUNT_SID and TWILIO_API_KEY"


@pytest.mark.parametrize(
    ("environ", "point", "state", "words"),
    [
        ({"WEB_CONCURRENCY": "many"}, "environment", "wrong", "WEB_CONCURRENCY: expected a number"),
        ({"TWILIO_AUTH_TOKEN": ""}, "environment", "wrong", "TWILIO_AUTH_TOKEN: must be set"),
        ({"WEB_CONCURRENCY": ""}, "environment", "wrong", "WEB_CONCURRENCY"),
        ({"IVR_CALLERID": "+81"}, "environment", "to do", "IVR_CALLERID: no setting is called so"),
        ({"WEB_CONCURRENCY": "1"}, "workers", "to do", "one process serves"),
        ({"IVR_RECORDS": "0"}, "database", "to do", "no calls are recorded"),
        ({"DATABASE_URL": "postgresql://x@127.0.0.1:9/x"}, "database", "wrong", "DATABASE_URL cannot be read"),
        ({}, "database", "to do", "var/records.db does not exist yet"),
        ({"IVR_ALERT_URL": ""}, "alerts", "to do", "nobody is told when something goes wrong"),
        ({"IVR_ALERT_URL": "", "IVR_METRICS_TOKEN": "x" * 16}, "alerts", "fine", "problems are reported"),
        ({"IVR_CONSOLE_PASSWORD": ""}, "journal", "to do", "only with the password"),
        ({"IVR_CONSOLE_PASSWORD": ""}, "alerts", "to do", "only with the password"),
        ({"IVR_PUBLIC_URL": "https://127.1:1"}, "public URL", "wrong", "the connection was refused"),
        ({"IVR_PUBLIC_URL": f"https://me:{TOKEN}@127.1:1"}, "public URL", "wrong", "https://…@127.1:1"),
        ({"IVR_PUBLIC_URL": f"https://me:{TOKEN}@127.1:1"}, "certificate", "wrong", " …@127.1:1"),
        ({"IVR_PUBLIC_URL": f"https://me:{TOKEN}@127.1:1"}, "round trip", "wrong", "https://…@127.1:1"),
        ({"IVR_PUBLIC_URL": f"https://me:{TOKEN}@127.1:1"}, "serving plan", "wrong", "https://…@127.1:1"),
        ({"IVR_PUBLIC_URL": "https://no.example.invalid"}, "public URL", "wrong", "does not answer"),
        ({"IVR_PUBLIC_URL": "https://no.example.invalid"}, "certificate", "wrong", "does not answer"),
        ({"REQUESTS_CA_BUNDLE": ""}, "public URL", "wrong", "TLS failed"),
        ({"REQUESTS_CA_BUNDLE": ""}, "certificate", "wrong", "presents no certificate that this machine trusts"),
        ({"TWILIO_AUTH_TOKEN": "f" * 32}, "round trip", "wrong", "refuses the signature"),
        ({"TWILIO_AUTH_TOKEN": "f" * 32}, "auth token", "wrong", "is not the auth token of account AC"),
        ({"IVR_CONSOLE_PASSWORD": ""}, "serving plan", "to do", "only with the password"),
        ({"IVR_CONSOLE_PASSWORD": "not the right one"}, "serving plan", "wrong", "/readyz answers with status 401"),
        ({"TWILIO_API_SECRET": "wrong"}, "credentials", "wrong", "Twilio does not accept TWILIO_API_KEY"),
        ({"TWILIO_REGION": "ie1"}, "credentials", "to do", "TWILIO_REGION=ie1 sends"),
        ({"IVR_CALLER_ID": "+815087654321"}, "caller ID", "wrong", "error 13214"),
        ({"IVR_CALLER_ID": NUMBER}, "caller ID", "fine", "is a number of the account"),
    ],
)
def test_a_wrong_environment_is_found(
    office: Desk, environ: dict[str, str], point: str, state: str, words: str
) -> None:
    office.environ |= environ
    diagnosis = one(office, point)

    assert (diagnosis.state, words in diagnosis.found) == (state, True), diagnosis


@pytest.mark.parametrize(
    ("change", "point", "state", "words"),
    [
        ({"numbers": {}}, "number", "to do", "no number of the account is routed to"),
        ({"numbers": {}}, "fallback URL", "to do", "no number is routed here"),
        ({"regions": {NUMBER: "ie1"}}, "number", "wrong", "handled in region ie1"),
        ({"caller_ids": ["+815087654321"]}, "caller ID", "to do", "in Japan offices would not see it"),
        ({"alerts": [alert(11200), alert(12100)]}, "errors", "to do", "2 errors at Twilio"),
        ({"late": 60}, "clock", "wrong", "the clock is -"),
        ({"late": -60}, "clock", "wrong", "the clock is +"),
        ({"forbidden": ("/v1/Alerts",)}, "errors", "wrong", "lacks the permission for the list of errors"),
        ({"forbidden": ("/v2/PhoneNumbers",)}, "number", "wrong", "lacks the permission for the inbound route"),
        ({"breaks": [at("GET /v1/Alerts")]}, "errors", "wrong", "Twilio did not answer the list of errors"),
        ({"breaks": [at("GET /2010", refusal(429, 20429))]}, "credentials", "wrong", "Twilio asks us to wait"),
        ({"account": {"status": "suspended"}}, "auth token", "wrong", "is suspended"),
        ({"account": {"type": "Trial"}}, "auth token", "to do", "it is a trial account"),
    ],
)
def test_a_wrong_account_is_found(office: Desk, change: dict[str, Any], point: str, state: str, words: str) -> None:
    if "caller_ids" in change:
        office.environ["IVR_CALLER_ID"] = change["caller_ids"][0]
    for name, value in change.items():
        setattr(office.twilio, name, value)
    diagnosis = one(office, point)

    assert (diagnosis.state, words in diagnosis.found) == (state, True), diagnosis


@pytest.mark.parametrize(
    ("change", "point", "state", "words"),
    [
        ({"trunk_sid": "TK1"}, "number", "wrong", "SIP trunk TK1"),
        ({"voice_application_sid": "AP1"}, "number", "wrong", "the application AP1"),
        ({"voice_receive_mode": "fax"}, "number", "wrong", "it takes fax"),
        ({"voice_method": "GET"}, "number", "wrong", "not all of its addresses"),
        ({"status_callback": ""}, "number", "wrong", "not all of its addresses"),
        ({"voice_fallback_url": ""}, "number", "wrong", "not all of its addresses"),
        ({"voice_fallback_url": ""}, "fallback URL", "to do", "has no fallback URL on another host"),
        ({"voice_fallback_url": "{url}/voice/fallback"}, "fallback URL", "to do", "has no fallback URL on another"),
        ({"voice_fallback_url": "{url}/voice/fallback"}, "number", "fine", "routed here"),
    ],
)
def test_a_wrong_number_is_found(office: Desk, change: dict[str, str], point: str, state: str, words: str) -> None:
    office.number.update({name: text.format(url=office.environ["IVR_PUBLIC_URL"]) for name, text in change.items()})
    diagnosis = one(office, point)

    assert (diagnosis.state, words in diagnosis.found) == (state, True), diagnosis


@pytest.mark.parametrize(
    ("file", "old", "new", "point", "state", "words"),
    [
        ("data/flow.yaml", "start:", "begin:", "site", "wrong", "problems: 1, the first: "),
        (
            "data/directory.yaml",
            "verified_by: 山田",
            f"verified_by: {PLACEHOLDER}",
            "numbers",
            "wrong",
            "are unverified",
        ),
        ("data/directory.yaml", "verified_on: 20", "verified_on: 19", "numbers", "to do", "the first of them on 19"),
        ("data/flow.yaml", AGREED + "20", AGREED + "29", "fallback office", "to do", "nothing shows that"),
        (
            "data/flow.yaml",
            PUBLISHED + "20",
            PUBLISHED + "29",
            "privacy",
            "to do",
            "nothing shows that callers can read",
        ),
        (
            "data/flow.yaml",
            "\nfallback_agreed: ",
            "\n# fallback_agreed: ",
            "fallback office",
            "to do",
            "nothing shows that",
        ),
        (
            "data/flow.yaml",
            "\nfallback_agreed: ",
            "  # allow: fallback-not-agreed until 2099-03-31: the talks are in progress\n# fallback_agreed: ",
            "fallback office",
            "fine",
            "allowed until 2099-03-31 (the talks are in progress)",
        ),
        (
            "data/flow.yaml",
            "\nprivacy_published: ",
            "\n# privacy_published: ",
            "privacy",
            "to do",
            "nothing shows that callers can read",
        ),
        ("prompts/ja.yaml", "Polly.Kazuha-Neural", "Polly.Kazuho-Neural", "voices", "wrong", "no voice Polly.Kazuho"),
        (
            "prompts/ja.yaml",
            "Polly.Joanna-Neural",
            "Polly.Ivy",
            "voices",
            "to do",
            "not known here whether Twilio has Polly.Ivy",
        ),
        (
            "data/flow.yaml",
            "listening:",
            "listening:\n  speech_model: cloud",
            "recogniser",
            "wrong",
            "no recogniser cloud",
        ),
        (
            "data/flow.yaml",
            "listening:",
            "listening:\n  speech_model: deepgram_nova-3",
            "recogniser",
            "to do",
            "not estab",
        ),
        ("data/flow.yaml", "listening:", "listening:\n  speech_model: phone_call", "recogniser", "fine", "phone_call"),
        ("data/flow.yaml", "start:", "# new\nstart:", "round trip", "wrong", "is answered by plan"),
    ],
)
def test_a_wrong_site_is_found(office: Desk, file: str, old: str, new: str, point: str, state: str, words: str) -> None:  # noqa: PLR0913, PLR0917 - a row
    office.site = copy(office.folder / "site", office.site)
    text = (office.site / file).read_text(encoding="utf-8")
    assert old in text
    (office.site / file).write_text(text.replace(old, new), encoding="utf-8")
    diagnosis = one(office, point)

    assert (diagnosis.state, words in diagnosis.found) == (state, True), diagnosis


def test_a_folder_that_cannot_be_written_to_is_found(office: Desk) -> None:
    (office.folder / "var").write_text("a file")
    found = findings(office)["var/"]

    assert (found["state"], "nothing can be written to" in found["found"]) == ("wrong", True)


def test_the_database_of_this_release_is_fine_and_that_of_another_is_found(office: Desk) -> None:
    var = office.folder / "var"
    var.mkdir()
    engine = database.writing(database.url_for("", var))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
    assert (one(office, "database").state, "earlier" in one(office, "database").found) == ("to do", True)
    database.upgrade(engine)
    assert one(office, "database").state == "fine"
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of a later one'"))
    engine.dispose()
    assert (one(office, "database").state, "later" in one(office, "database").found) == ("wrong", True)


def test_a_kept_plan_that_this_release_cannot_read_is_found(office: Desk) -> None:
    assert one(office, "kept plans") == Diagnosis("fine", "all 0 saved plans can be read")
    store = PlanStore(office.folder / "var" / "plans")
    store.keep_site(office.site)
    assert one(office, "kept plans") == Diagnosis("fine", "all 1 saved plans can be read")
    site = copy(office.folder / "site", office.site)
    flow = site / "data" / "flow.yaml"
    flow.write_text(flow.read_text(encoding="utf-8") + "\nof_another_release: 1\n", encoding="utf-8")
    store.keep_site(site)
    diagnosis = one(office, "kept plans")

    assert (diagnosis.state, diagnosis.found[:54]) == (
        "to do",
        "1 of 2 saved plans cannot be read by this release: " + hash_of(site)[:3],
    )


def test_a_notice_near_its_end_and_hours_without_holidays_are_found(small_site: Path, tmp_path: Path) -> None:
    site, now = copy(tmp_path, small_site), japanese_time()

    def timetable(**days: float) -> Diagnosis:
        moments = {name: f"{now + timedelta(days=of):%Y-%m-%d %H:%M}" for name, of in days.items()}
        notice = (
            f"flood: {{from: {moments['since']}, until: {moments['until']}, text: 大雨です。, kana: おおあめです。}}"
        )
        (site / "data" / "notices.yaml").write_text(f"notices: {{{notice}}}\n", encoding="utf-8")
        return point_of(Circumstances({}, site, now), "timetable")

    assert timetable(since=-1, until=9) == Diagnosis("fine", "notices: 1, none near its end; every holiday is known")
    near, over = timetable(since=-1, until=2), timetable(since=-9, until=-1)
    assert (near.state, near.found[:23]) == ("to do", "the notice flood ends a")
    assert (over.state, over.found[:25]) == ("to do", "the notice flood ended on")
    with using_language("ja"):
        assert {timetable(since=-1, until=2).state, timetable(since=-9, until=-1).state} == {"to do"}

    (site / "data" / "notices.yaml").unlink()
    (site / "data" / "hours.yaml").write_text("site: {week: {mon-fri: [09:00-17:00]}}\n", encoding="utf-8")
    later = point_of(Circumstances({}, site, now + timedelta(days=3 * 366)), "timetable")
    assert (later.state, later.found[:22]) == ("to do", "holidays are known unt")


def test_a_disk_without_room_is_found(small_site: Path) -> None:
    diagnosis = point_of(Circumstances({}, small_site, japanese_time(), least_free=2**60), "disk")

    assert (diagnosis.state, diagnosis.do) == ("wrong", f"free up space: at least {2**30:.1f} GB")


READY = {
    "ready": True,
    "plan": "0",
    "since": "2026-11-28",
    "problems": [],
    "checked": True,
    "refused_since": None,
    "checking_since": None,
}
STORED = {"database": "ok", "why": "", "waiting_bytes": 0, "lost": 0}
PROBLEM = {"message": "a call goes in a circle", "warning": False}


@pytest.mark.parametrize(
    ("ready", "point", "state", "words"),
    [
        ({"refused_since": "2026-11-28"}, "serving plan", "wrong", "has been refused since 2026-11-28"),
        (
            {"problems": [PROBLEM]},
            "serving plan",
            "wrong",
            "problems found by the proof: 1, the first: a call goes in a circle",
        ),
        ({"problems": [PROBLEM | {"warning": True}]}, "serving plan", "fine", "plan 0 has been in service"),
        ({"checking_since": "2026-11-28"}, "serving plan", "to do", "has been under check since"),
        ({"checked": False}, "serving plan", "to do", "its proof is not complete yet"),
        ({"records": None}, "journal", "to do", "the service records no calls"),
        ({"records": STORED | {"database": "gone", "why": "refused"}}, "journal", "wrong", "(gone): refused"),
        ({"records": STORED | {"waiting_bytes": 9_000_000}}, "journal", "wrong", "9000000 bytes are waiting"),
        ({"records": STORED | {"lost": 3}}, "journal", "to do", "3 call events have been lost"),
        ({"records": STORED | {"clock": "it runs ahead"}}, "journal", "to do", "it runs ahead"),
        ({"records": STORED}, "journal", "fine", "0 bytes are waiting, nothing was lost"),
        ({"alerts": {"NoCalls": "no call came in"}}, "alerts", "wrong", "NoCalls: no call came in"),
        (
            {"timetable": {"notices": [], "warnings": ["holidays are known"]}},
            "timetable",
            "to do",
            "holidays are known",
        ),
    ],
)
def test_what_the_service_reports_of_itself_is_shown(
    small_site: Path, ready: dict[str, Any], point: str, state: str, words: str
) -> None:
    pages = Pages(
        {"/readyz": Page(json.dumps(READY | ready), "application/json"), "/healthz": Page("no", "text/plain")}
    )
    with serving(lambda environ, start: pages({"CONTENT_LENGTH": ""} | environ, start)) as url:
        circumstances = Circumstances({"IVR_PUBLIC_URL": url}, small_site, japanese_time())
        diagnosis = point_of(circumstances, point)
        alive = point_of(circumstances, "public URL")

    assert (diagnosis.state, words in diagnosis.found) == (state, True), diagnosis
    assert (alive.state, "not as this service does" in alive.found) == ("wrong", True)


def test_an_address_of_this_machine_is_none_for_twilio(desk: Desk) -> None:
    assert "this machine's own address" in one(desk, "public URL").found
    assert one(desk, "certificate").found == "not checked: it needs an https address in IVR_PUBLIC_URL"


def test_a_certificate_near_its_end_is_found(desk: Desk, line: Line, tmp_path: Path) -> None:
    secure = free_address()
    ending = replace(line, folder=tmp_path, url=public_url(secure))
    with proxy(tmp_path, ending.url, line.address, secure, days=7):
        desk.environ |= ending.environ(desk.environ["IVR_TWILIO_API"])
        diagnosis = one(desk, "certificate")

    assert (diagnosis.state, diagnosis.found[:13]) == ("to do", "it expires on")


VOICES = {
    ("ja-JP", "Polly.Kazuha-Neural"): True,
    ("ja-JP", "Google.ja-JP-Chirp3-HD-Kore"): True,
    ("ja-JP", "Google.en-US-Standard-A"): False,
    ("ja-JP", "Polly.Joanna"): False,
    ("vi-VN", "Google.vi-VN-Wavenet-A"): True,
    ("vi-VN", "Polly.Linh"): False,
    ("ko-KR", "Polly.Jihye-Neural"): None,
    ("th-TH", "Polly.Somchai"): None,
    ("ja-JP", "alice"): False,
}


def test_voices_are_known_by_language() -> None:
    assert {(language, name): knows_voice(language, name) for language, name in VOICES} == VOICES


def test_the_shipped_site_names_what_twilio_has(plan: Plan) -> None:
    assert all(knows_voice(voice.language, voice.name) for voice in plan.voices.values())
    assert plan.flow.listening.speech_model is None or knows_model(plan.flow.listening.speech_model)


def test_each_voice_is_named_once_however_many_languages_speak_with_it() -> None:
    circumstances = Circumstances({}, shipped(), japanese_time())

    assert point_of(circumstances, "voices").found == "Polly.Kazuha-Neural (ja-JP), Polly.Joanna-Neural (en-US)"


def test_the_operators_book_calls_the_doctors_points_as_they_are_shown_in_japanese() -> None:
    """Where it is about going live and every day; there is a folder `var/`, too, and /readyz has `alerts`."""
    book = (Path(__file__).parents[2] / "data" / "README.md").read_text(encoding="utf-8")
    about = book[book.index("### 順番") : book.index("## 何がどこに残るか")]
    assert [point.name for point in POINTS if f"`{point.name}`" in about and point.name not in ("var/", "alerts")] == []
