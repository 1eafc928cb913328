"""How much a load may ask for, and of whom."""

import pytest

from ivr.load import Demand, stranger
from ivr.load.limits import OnlyThere
from ivr.simulator import Carrier, InProcess, PhoneNumber
from tests.simulator.pages import HOME, Pages, numbers


@pytest.mark.parametrize(
    ("rate", "seconds", "calls"),
    [(5, 30, 150), (0.1, 1, 1), (1.9, 1, 2), (0.29, 100, 29), (1.1, 10, 11), (100, 200, 20_000)],
)
def test_a_demand_is_a_number_of_calls(rate: float, seconds: float, calls: int) -> None:
    assert Demand(rate, seconds).calls == calls


def test_too_many_calls_are_refused() -> None:
    with pytest.raises(ValueError, match="expected at most 20000 calls, found 100 x 201"):
        Demand(100, 201)


HOSTS = {
    "http://127.0.0.1:8000/voice": "",
    "http://localhost/voice": "",
    "http://[::1]:8000/voice": "",
    "http://127.0.0.1@hotline.example.jp/voice": "hotline.example.jp",
    "http://localhost.example.jp/voice": "localhost.example.jp",
    "https://192.0.2.1/voice": "192.0.2.1",
    "http://0.0.0.0/voice": "0.0.0.0",  # noqa: S104 - nothing listens
}


def test_only_this_machine_is_no_stranger() -> None:
    assert {url: stranger(url) for url in HOSTS} == HOSTS


@pytest.mark.parametrize(
    "elsewhere", ["http://service.test:81/voice", "http://other.test/voice", "https://service.test/"]
)
def test_a_service_cannot_send_the_load_elsewhere(elsewhere: str) -> None:
    pages = Pages({"/voice": f"<Redirect>{elsewhere}</Redirect>"})
    service = OnlyThere(InProcess(pages, HOME))

    call = Carrier(service, PhoneNumber()).dial()

    assert [asked.url for asked in pages.asked] == [f"{HOME}/voice"]
    assert numbers(call) == [11205]
    assert "is not the service under load" in call.warnings[0].text
