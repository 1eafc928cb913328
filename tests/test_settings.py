"""The environment as settings, and each mistake in it."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.distribution import install_command
from ivr.settings import DAYS, Settings, StartupError, is_loopback, read_settings, refuse_exposed_demo, var_of

KEY = "0123456789abcdef0123456789abcdef"
TOKEN = {"TWILIO_AUTH_TOKEN": KEY}
ID = "webhooks_sharedkey_01hxyz"
HERE = Path(__file__).parent


READ: list[tuple[dict[str, str], Settings]] = [
    ({}, Settings()),
    ({"IVR_SITE": "", "TWILIO_AUTH_TOKEN": " ", "IVR_PUBLIC_URL": "", "IVR_CALLER_ID": ""}, Settings()),
    ({"UNKNOWN": "x", "TWILIO_ACCOUNT_SID": "AC1"}, Settings()),
    ({"IVR_SITE": str(HERE)}, Settings(site=HERE)),
    (TOKEN, Settings(tokens=(KEY,))),
    ({"TWILIO_AUTH_TOKEN": " new , old "}, Settings(tokens=("new", "old"))),
    ({"TWILIO_AUTH_TOKEN": "one,,"}, Settings(tokens=("one",))),
    ({"TWILIO_AUTH_TOKEN": ","}, Settings()),
    ({"IVR_PUBLIC_URL": "http://127.0.0.1:8000"}, Settings(public_url="http://127.0.0.1:8000")),
    (TOKEN | {"IVR_PUBLIC_URL": " https://x.jp/ "}, Settings(tokens=(KEY,), public_url="https://x.jp")),
    (TOKEN | {"IVR_PUBLIC_URL": "https://x.jp/a/"}, Settings(tokens=(KEY,), public_url="https://x.jp/a")),
    (
        TOKEN | {"IVR_PUBLIC_URL": "https://me:secret@x.jp:8443"},
        Settings(tokens=(KEY,), public_url="https://me:secret@x.jp:8443"),
    ),
    ({"IVR_CALLER_ID": "+815012345678"}, Settings(caller_id="+815012345678")),
    ({"IVR_ACCEPT_UNVERIFIED": "1"}, Settings(accept_unverified=True)),
    ({"IVR_ACCEPT_UNVERIFIED": "0"}, Settings(accept_unverified=False)),
    ({"IVR_CONSOLE_PASSWORD": " とても長い秘密の合言葉。 "}, Settings(console_password="とても長い秘密の合言葉。")),
    ({"WEB_CONCURRENCY": " 2 "}, Settings(workers=2)),
    (
        {"IVR_PUBLIC_URL": "https://x.jp/voices", "TWILIO_AUTH_TOKEN": f"{KEY[::-1]},{KEY}"},
        Settings(public_url="https://x.jp/voices", tokens=(KEY[::-1], KEY)),
    ),
    (
        {"IVR_PUBLIC_URL": "http://[::1]:8000/voice", "TWILIO_AUTH_TOKEN": "12345"},
        Settings(public_url="http://[::1]:8000/voice", tokens=("12345",)),
    ),
    ({"TWILIO_WEBHOOK_KEY": "s3cret"}, Settings(shared_key="s3cret")),
    ({"TWILIO_WEBHOOK_KEY": f"{ID}:s3:cr=et"}, Settings(shared_key="s3:cr=et", shared_key_id=ID)),
    ({"TWILIO_WEBHOOK_KEY": f"{ID}=s3cret"}, Settings(shared_key="s3cret", shared_key_id=ID)),
]


def test_the_environment_says_what_the_settings_are() -> None:
    for environ, settings in READ:
        expected = replace(settings, var=Path("var").absolute(), records=True, records_days=DAYS)
        assert read_settings(environ) == expected, environ


@pytest.mark.parametrize(
    ("environ", "folder"), [({}, "var"), ({"IVR_VAR": " "}, "var"), ({"IVR_VAR": "of/its/own"}, "of/its/own")]
)
def test_what_outlives_the_service_is_in_one_folder_wherever_its_process_goes(
    environ: dict[str, str], folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = read_settings(environ).var
    monkeypatch.chdir("/")

    assert found == tmp_path / folder == var_of({"IVR_VAR": str(tmp_path / folder)})


@pytest.mark.parametrize(
    ("environ", "settings"),
    [
        ({"IVR_RECORDS": "0"}, {"records": False}),
        ({"IVR_RECORDS": "1", "IVR_RECORDS_DAYS": "0"}, {"records": True, "records_days": 0}),
        ({}, {"missed_answers": False}),
        ({"IVR_MISSED_ANSWERS": "1"}, {"missed_answers": True}),
        ({"IVR_RECORDS_DAYS": "30", "IVR_HASH_KEY": KEY}, {"records_days": 30, "hash_key": KEY}),
        ({"DATABASE_URL": "postgres://me:secret@x/y"}, {"database_url": "postgres://me:secret@x/y"}),
    ],
)
def test_what_is_said_of_records(environ: dict[str, str], settings: dict[str, object]) -> None:
    found = read_settings(environ)
    assert {name: getattr(found, name) for name in settings} == settings


MISTAKES: list[tuple[dict[str, str], str]] = [
    ({"IVR_SITE": "/no/such/folder"}, "IVR_SITE: there is no folder /no/such/folder"),
    ({"IVR_SITE": __file__}, f"IVR_SITE: there is no folder {__file__}"),
    (
        {"IVR_CALLER_ID": "050-1234-5678"},
        "IVR_CALLER_ID: expected a number in E.164, like +815012345678, found 050-",
    ),
    ({"IVR_CALLER_ID": "+0501234567"}, "IVR_CALLER_ID: expected a number in E.164"),
    ({"WEB_CONCURRENCY": ""}, "WEB_CONCURRENCY: expected a number from 1 to 64, found nothing"),
    ({"WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY: expected a number from 1 to 64, found 0"),
    ({"WEB_CONCURRENCY": "1 2"}, "WEB_CONCURRENCY: expected a number from 1 to 64, found 1 2"),
    ({"IVR_CALLER_ID": "+81 50 1234 5678"}, "IVR_CALLER_ID: expected a number in E.164"),
    ({"IVR_CALLER_ID": "+８１５０１２３４５６７８"}, "IVR_CALLER_ID: expected a number in E.164"),
    ({"IVR_CALLER_ID": "+12345678901234567"}, "IVR_CALLER_ID: expected a number in E.164"),
    ({"IVR_ACCEPT_UNVERIFIED": "yes"}, "IVR_ACCEPT_UNVERIFIED: expected 1 or nothing, found yes"),
    (
        {"IVR_PUBLIC_URL": "hotline.example.jp"},
        "IVR_PUBLIC_URL: expected an address like https://hotline.example.jp",
    ),
    ({"IVR_PUBLIC_URL": "ftp://x.jp"}, "IVR_PUBLIC_URL: expected an address"),
    ({"IVR_PUBLIC_URL": "https://"}, "IVR_PUBLIC_URL: expected an address"),
    ({"IVR_PUBLIC_URL": "https://x .jp"}, "IVR_PUBLIC_URL: expected an address"),
    ({"IVR_PUBLIC_URL": "https://x.jp:0"}, "IVR_PUBLIC_URL: expected an address"),
    ({"IVR_PUBLIC_URL": "https://x.jp:99999"}, "IVR_PUBLIC_URL: Port out of range 0-65535"),
    ({"IVR_PUBLIC_URL": "https://[::1"}, "IVR_PUBLIC_URL: Invalid IPv6 URL"),
    ({"IVR_PUBLIC_URL": "https://x.jp?a=1"}, "IVR_PUBLIC_URL: expected an address without ? and #"),
    ({"IVR_PUBLIC_URL": "https://x.jp#e=tokyo"}, "IVR_PUBLIC_URL: expected an address without ? and #"),
    ({"IVR_PUBLIC_URL": "https://x.jp/?"}, "IVR_PUBLIC_URL: expected an address without ? and #"),
    ({"IVR_PUBLIC_URL": "https://me:secret@x.jp/?"}, "IVR_PUBLIC_URL: expected an address without ? and #"),
    ({"IVR_PUBLIC_URL": "https://me:#secret@x.jp"}, "IVR_PUBLIC_URL: expected an address without ? and #"),
    ({"IVR_PUBLIC_URL": "https://me:/secret@x.jp;y"}, "IVR_PUBLIC_URL: expected an address like https://"),
    (
        {"IVR_PUBLIC_URL": "https://me:secret@窓口.jp"},
        "IVR_PUBLIC_URL: expected an address in ASCII, here https://…@xn",
    ),
    ({"IVR_PUBLIC_URL": "https://x.jp;y"}, "IVR_PUBLIC_URL: expected an address like https://hotline.example.jp"),
    (
        {"IVR_PUBLIC_URL": "https://窓口.jp"},
        "IVR_PUBLIC_URL: expected an address in ASCII, here https://xn--6or331g.jp",
    ),
    (
        {"IVR_PUBLIC_URL": "https://x\u200b.jp"},
        "IVR_PUBLIC_URL: expected an address in ASCII, here https://x.jp, found",
    ),
    ({"IVR_PUBLIC_URL": "https://x.jp/窓口"}, "IVR_PUBLIC_URL: expected an address like https://hotline.example.jp"),
    ({"IVR_PUBLIC_URL": "https://x.jp"}, "TWILIO_AUTH_TOKEN: must be set where IVR_PUBLIC_URL is"),
    ({"IVR_PUBLIC_URL": "https://x.jp", "TWILIO_AUTH_TOKEN": ","}, "TWILIO_AUTH_TOKEN: must be set"),
    ({"TWILIO_WEBHOOK_KEY": ID}, "TWILIO_WEBHOOK_KEY: expected a SharedKey's secret"),
    ({"TWILIO_WEBHOOK_KEY": f"{ID}:"}, "TWILIO_WEBHOOK_KEY: expected a SharedKey's secret"),
    ({"TWILIO_WEBHOOK_KEY": "two words"}, "TWILIO_WEBHOOK_KEY: expected a SharedKey's secret"),
    (
        {"IVR_CONSOLE_PASSWORD": "elevensigns"},
        "IVR_CONSOLE_PASSWORD: expected at least 12 characters, found 11",
    ),
    ({"IVR_VAR": __file__}, f"IVR_VAR: {__file__} is no folder"),
    ({"IVR_VAR": "x" * 300}, "IVR_VAR: File name too long"),
    ({"IVR_SITE": "x" * 300}, "IVR_SITE: File name too long"),
    ({"IVR_RECORDS": "no"}, "IVR_RECORDS: expected 0, 1 or nothing, found no"),
    ({"IVR_RECORDS_DAYS": "a year"}, "IVR_RECORDS_DAYS: expected a number of days from 0 (for ever) to 36500"),
    ({"IVR_RECORDS_DAYS": "36501"}, "IVR_RECORDS_DAYS: expected a number of days"),
    ({"IVR_MISSED_ANSWERS": "yes"}, "IVR_MISSED_ANSWERS: expected 1 or nothing, found yes"),
    ({"IVR_HASH_KEY": "short"}, "IVR_HASH_KEY: expected at least 16 characters, found 5"),
    ({"DATABASE_URL": "mysql://me:secret@x/y"}, "DATABASE_URL: expected an address like postgresql://user:pass"),
    ({"DATABASE_URL": "postgresql://me:se@cret@x/y"}, "DATABASE_URL: expected an address like postgresql://user:pass"),
    ({"DATABASE_URL": "postgresql://me:secret@x:cret/y"}, "DATABASE_URL: expected an address like postgresql://user"),
    ({"DATABASE_URL": "postgresql://me:secret@x:/y"}, "DATABASE_URL: expected an address like postgresql://user:pas"),
    ({"DATABASE_URL": "postgresql://me:secret@[::1/y"}, "DATABASE_URL: expected an address like postgresql://user"),
    ({"DATABASE_URL": "postgresql"}, "DATABASE_URL: expected an address like postgresql://user:password@host/name"),
    ({"WEB_CONCURRENCY": "two"}, "WEB_CONCURRENCY: expected a number from 1 to 64, found two"),
    ({"WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY: expected a number from 1 to 64"),
    ({"WEB_CONCURRENCY": "65"}, "WEB_CONCURRENCY: expected a number from 1 to 64"),
    ({"WEB_CONCURRENCY": "-1"}, "WEB_CONCURRENCY: expected a number from 1 to 64"),
    ({"WEB_CONCURRENCY": "２"}, "WEB_CONCURRENCY: expected a number from 1 to 64"),
    (TOKEN | {"IVR_PUBLIC_URL": "http://x.jp"}, "IVR_PUBLIC_URL: expected https, found http: "),
    (TOKEN | {"IVR_PUBLIC_URL": "https://x.jp/voice"}, "IVR_PUBLIC_URL: expected the address without /voice"),
    (TOKEN | {"IVR_PUBLIC_URL": "https://x.jp/voice/"}, "IVR_PUBLIC_URL: expected the address without /voice"),
    (TOKEN | {"IVR_PUBLIC_URL": "https://x.jp/a/voice/b"}, "IVR_PUBLIC_URL: expected the address without /voice"),
]


def test_a_mistake_names_its_variable() -> None:
    refusals = [(environ, message, refusal_of(environ)) for environ, message in MISTAKES]

    assert [(environ, refused) for environ, message, refused in refusals if not str(refused).startswith(message)] == []
    assert [environ for environ, _, refused in refusals if "secret@" in str(refused)] == []
    # No other error, which may repeat a secret, is printed with it.
    assert [environ for environ, _, refused in refusals if refused and refused.__context__] == []


def refusal_of(environ: dict[str, str]) -> StartupError | None:
    try:
        read_settings(environ)
    except StartupError as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("12345", "5 characters"),
        (f'"{KEY}"', "34 characters with a quote among them"),
        (f"'{KEY}'", "34 characters with a quote among them"),
        (f"{KEY} # since May", "44 characters with a blank and a # among them"),
        (f"{KEY[:16]} {KEY[16:]}", "33 characters with a blank among them"),
        (f"AC{KEY}", "the SID of an account"),
        (f"SK{KEY}", "the SID of an API key"),
        (KEY.upper(), "32 characters"),
        (KEY[1:], "31 characters"),
        ("ａ" * 32, "32 characters"),
    ],
)
def test_behind_a_public_url_a_token_that_can_be_none_is_reported_and_not_repeated(token: str, found: str) -> None:
    expected = "TWILIO_AUTH_TOKEN: expected Twilio's auth token, 32 characters of 0-9 and a-f"
    for tokens in (token, f"{KEY},{token}"):
        with pytest.raises(StartupError) as mistake:
            read_settings({"IVR_PUBLIC_URL": "https://x.jp", "TWILIO_AUTH_TOKEN": tokens})
        assert str(mistake.value) == f"{expected} (two with a comma between them), found {found}"


def test_all_mistakes_are_reported_at_once() -> None:
    environ = {"IVR_SITE": "/none", "IVR_PUBLIC_URL": "x", "IVR_CALLER_ID": "1", "IVR_ACCEPT_UNVERIFIED": "2"}
    with pytest.raises(StartupError) as mistakes:
        read_settings(environ)
    assert [line.partition(":")[0] for line in str(mistakes.value).splitlines()] == list(environ)


def test_a_misspelt_variable_is_told() -> None:
    environ = {"IVR_PUBLIK_URL": "https://x.jp", "IVR_TWILIO_API": "http://127.0.0.1:1", "IVR_OF_YORE": "", "OTHER": ""}
    assert read_settings(environ).unknown == (
        "IVR_OF_YORE: no setting is called so",
        "IVR_PUBLIK_URL: no setting is called so; did you mean IVR_PUBLIC_URL?",
    )


def test_what_kubernetes_sets_for_a_service_called_ivr_is_no_misspelt_setting() -> None:
    cluster = {
        "IVR_SERVICE_HOST": "10.0.0.1",
        "IVR_SERVICE_PORT": "80",
        "IVR_SERVICE_PORT_HTTP": "80",
        "IVR_PORT": "tcp://10.0.0.1:80",
        "IVR_PORT_80_TCP": "tcp://10.0.0.1:80",
        "IVR_PORT_80_TCP_PROTO": "tcp",
        "IVR_PORT_80_TCP_PORT": "80",
        "IVR_PORT_80_TCP_ADDR": "10.0.0.1",
        "IVR_WEB_SERVICE_HOST": "10.0.0.2",
        "IVR_WEB_PORT": "udp://10.0.0.2:80",
    }
    assert read_settings(cluster).unknown == ()


@pytest.mark.parametrize("meant", ["PORT", "DATABASE_URL", "TWILIO_AUTH_TOKEN", "WEB_CONCURRENCY"])
def test_a_variable_that_has_ivr_before_its_name_is_told_with_the_name_that_it_has(meant: str) -> None:
    assert read_settings({f"IVR_{meant}": "8000"}).unknown == (
        f"IVR_{meant}: no setting is called so; did you mean {meant}?",
    )


def test_where_the_driver_of_postgresql_is_missing_the_command_installs_it_from_where_the_package_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as where it is not installed
    with pytest.raises(StartupError) as mistake:
        read_settings({"DATABASE_URL": "postgresql://x@127.0.0.1/x"})
    assert str(mistake.value).endswith(f"a driver that is not installed: {install_command('postgres')}")


def test_a_secret_is_not_repeated_in_a_message() -> None:
    with pytest.raises(StartupError) as mistake:
        read_settings({"TWILIO_WEBHOOK_KEY": "top secret"})
    assert "top" not in str(mistake.value)


def test_a_mistake_left_alone_ends_the_process_with_1() -> None:
    assert issubclass(StartupError, SystemExit)
    assert StartupError("why").code == "why"  # which Python prints, and exits with 1


@pytest.mark.parametrize(
    ("settings", "demo", "public", "base"),
    [
        (Settings(), True, False, ""),
        (Settings(tokens=("1",)), False, False, ""),
        (Settings(shared_key="k"), False, False, ""),
        (Settings(tokens=("1",), public_url="https://x.jp"), False, True, ""),
        (Settings(tokens=("1",), public_url="https://x.jp:8443/line/1"), False, True, "/line/1"),
        (Settings(public_url="http://127.0.0.1:8000"), True, False, ""),
        (Settings(public_url="http://localhost:8000/a"), True, False, "/a"),
        (Settings(public_url="http://[::1]:8000"), True, False, ""),
    ],
)
def test_what_follows_from_the_settings(settings: Settings, demo: bool, public: bool, base: str) -> None:
    assert (settings.demo, settings.public, settings.base) == (demo, public, base)


HOSTS = {
    "127.0.0.1": True,
    "127.9.9.9": True,
    "::1": True,
    "[::1]": True,
    "localhost": True,
    "0.0.0.0": False,  # noqa: S104 - nothing is bound
    "::": False,
    "10.0.0.1": False,
    "hotline.example.jp": False,
    "127.0.0.1.example.jp": False,
    "": False,
}


def test_which_hosts_are_this_machine() -> None:
    assert {host: is_loopback(host) for host in HOSTS} == HOSTS


def test_without_a_token_no_stranger_can_be_listened_to() -> None:
    with pytest.raises(StartupError, match=r"^TWILIO_AUTH_TOKEN: must be set to listen on 0\.0\.0\.0\."):
        refuse_exposed_demo(Settings(), "0.0.0.0")  # noqa: S104 - which is refused
    refuse_exposed_demo(Settings(), "127.0.0.1")
    refuse_exposed_demo(Settings(tokens=("1",)), "0.0.0.0")  # noqa: S104 - which is not opened here
