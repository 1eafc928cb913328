"""The `phone` of a pytest test."""

from collections.abc import Callable

import pytest

from ivr.settings import StartupError
from ivr.testcall import Target
from ivr.testing.phone import Phone
from ivr.testing.targets import site_target, url_target
from tests.conftest import SiteCopy


def test_the_example_that_tells_all(hotline: Target) -> None:
    phone = Phone(hotline)

    call = phone.dial()
    call.say("愛知県")
    call.press("1")
    call.hears("愛知県の経営改善支援センターにおつなぎします。")

    assert call.rang == "052-223-6953"


def test_numbers_are_shown_as_the_directory_prints_them(hotline: Target) -> None:
    assert hotline.printed("+81522236953") == "052-223-6953"
    assert hotline.printed("+81312345678") == "+81312345678"
    assert hotline.answering("+81522236953") == "愛知県経営改善支援センター / 愛知県中小企業再生支援協議会"
    assert hotline.answering("+81312345678") == ""


def test_the_numbers_of_a_call_are_chosen(hotline: Target) -> None:
    call = Phone(hotline).dial("+81312345678", "+815011112222")

    request = call.transcript[0]
    assert getattr(request, "parameters", {})["From"] == "+81312345678"
    assert getattr(request, "parameters", {})["To"] == "+815011112222"


def test_each_call_has_its_own_time(hotline: Target) -> None:
    assert hotline.clock
    phone = Phone(hotline)
    morning, evening = phone.dial(at="2026-05-07 10:00"), phone.dial(at="2026-05-07 22:00")

    morning.wait()
    assert f"{hotline.clock():%d. %H:%M:%S %z}" == f"07. 10:00:{int(morning.second):02} +0900"
    evening.wait()
    assert hotline.clock().hour == 22
    assert phone.calls == [morning, evening]


def test_a_call_comes_in_on_a_monday_morning_unless_told_otherwise(hotline: Target) -> None:
    assert hotline.clock
    Phone(hotline).dial()

    assert f"{hotline.clock():%A %H:%M}" == "Monday 10:00"


def test_each_call_has_its_own_world(hotline: Target) -> None:
    phone = Phone(hotline)
    failing, open_ = phone.dial(world=["failing"]), phone.dial()

    failing.say("三重県の協議会です")
    open_.say("三重県の協議会です")

    failing.hears("つながりにくくなっています")
    assert open_.rang == "059-228-3370"


def test_a_world_that_there_is_not_is_refused(hotline: Target) -> None:
    with pytest.raises(ValueError, match="expected some of closed, failing, over_limit, found open"):
        Phone(hotline).dial(world=["open"])  # type: ignore[list-item]  # what a test may write


def test_a_world_of_one_trouble_is_written_as_in_a_file(hotline: Target) -> None:
    call = Phone(hotline).dial(world="failing")

    call.say("三重県の協議会です")

    call.hears("つながりにくくなっています")


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        (lambda phone: phone.dial().press("１"), 'keys are 0-9, # and * of normal width; found "１"'),
        (lambda phone: phone.dial().press(""), 'keys are 0-9, # and * of normal width; found ""'),
        (
            lambda phone: phone.dial().rings("０５２－２２３－６９５３"),
            'expected a number as printed, such as 052-223-6953, found "０５２－２２３－６９５３"',
        ),
        (
            lambda phone: phone.dial().rings("052-223-6953", ends="bussy"),
            '"bussy" is not allowed here; did you mean "busy"?',
        ),
        (
            lambda phone: phone.dial(at="tomorrow"),
            'expected a day and a time, such as 2026-05-07 10:00, found "tomorrow"',
        ),
        (
            lambda phone: phone.dial("0312345678"),
            'expected a number in E.164, such as "+819012345678", found "0312345678"',
        ),
        (
            lambda phone: phone.dial(called="anonymous"),
            'expected a number in E.164, such as "+819012345678", found "anonymous"',
        ),
        (lambda phone: phone.dial(world="failling"), "expected some of closed, failing, over_limit, found failling"),
    ],
)
def test_a_mistake_in_a_test_is_refused_as_in_a_file(
    hotline: Target, mistake: Callable[[Phone], object], message: str
) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - all of its text is compared
        mistake(Phone(hotline))
    assert str(refused.value) == message


def test_the_world_of_a_service_elsewhere_is_its_own() -> None:
    with pytest.raises(ValueError, match="the service has its own"):
        Phone(url_target("http://127.0.0.1:9/voice")).dial(world=["closed"])


def test_the_same_seed_gives_the_same_calls(hotline: Target) -> None:
    def sids(seed: str) -> list[str]:
        phone = Phone(hotline, seed)
        return [getattr(phone.dial().transcript[0], "parameters", {})["CallSid"] for _ in range(2)]

    assert sids("a") == sids("a")
    assert len({*sids("a"), *sids("b")}) == 4


def test_the_clock_of_a_service_elsewhere_is_its_own() -> None:
    with pytest.raises(ValueError, match="the service goes by its own clock"):
        Phone(url_target("http://127.0.0.1:9/voice")).dial(at="2026-05-07 10:00")


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://127.0.0.1/voice", "http:///voice"])
def test_what_is_no_address_cannot_be_called(url: str) -> None:
    with pytest.raises(ValueError, match="expected an address"):
        url_target(url)


def test_the_first_token_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "new, old")
    assert url_target("http://127.0.0.1:9/voice").token == "new"

    monkeypatch.delenv("TWILIO_AUTH_TOKEN")
    assert url_target("http://127.0.0.1:9/voice").token is None


def test_a_site_with_problems_is_not_called(small_copy: SiteCopy) -> None:
    small_copy.change("data/flow.yaml", "start: welcome", "start: wellcome")

    with pytest.raises(StartupError, match='there is no node "wellcome"; did you mean "welcome"'):
        site_target(small_copy.root)
    with pytest.raises(StartupError, match="wellcome"):
        url_target("http://127.0.0.1:9/voice", small_copy.root)


def test_the_other_addresses_of_a_service_of_ours_lie_below_its_voice_url(small_copy: SiteCopy) -> None:
    ours, elsewhere = (url_target("http://127.0.0.1:9/voice", root).line for root in (small_copy.root, None))

    assert ours.fallback_url == "http://127.0.0.1:9/voice/fallback"
    assert ours.status_url == "http://127.0.0.1:9/voice/status"
    assert (elsewhere.fallback_url, elsewhere.status_url) == (None, None)
