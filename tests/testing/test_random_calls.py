"""Whatever a caller does, the call ends: an office rings, a number is read out, or the caller leaves."""

from collections.abc import Callable

import pytest

from ivr.simulator import InProcess, PhoneNumber
from ivr.testcall import Target
from ivr.testing.random_calls import random_calls
from tests.simulator.pages import HOME, Answer, Page, Pages

from .conftest import service


@pytest.mark.unmeasured
def test_random_calls_end_well(hotline: Target) -> None:
    verdicts = list(random_calls(hotline, range(120)))

    assert [(verdict.seed, verdict.wrong) for verdict in verdicts if verdict.wrong] == []
    assert len({verdict.call.dialled for verdict in verdicts}) > 5  # a word more draws other calls


def test_a_seed_repeats_its_call(hotline: Target) -> None:
    one, other = (next(random_calls(hotline, [7])).call.transcript for _ in range(2))

    assert one == other


def spoilt(hotline: Target, spoil: Callable[[bytes], bytes]) -> Target:
    """Return the hotline with its documents *spoilt* on their way."""
    assert isinstance(hotline.service, InProcess)
    app = hotline.service.app

    def spoiling(environ, start_response):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - WSGI
        return [spoil(b"".join(app(environ, start_response)))]

    return Target(InProcess(spoiling), hotline.line, hotline.options, hotline.token, hotline.clock, site=hotline.site)


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (lambda body: body.replace(b"+813547018", b"+811234567"), "not in the directory"),
        (lambda body: body.replace(b"</Response>", b"<Oops/></Response>"), "12200"),
        (lambda body: body.replace(b"<Response>", b"<Response", 1), "ended by error"),
        (lambda _body: b"<Response><Redirect>/voice</Redirect></Response>", "answers, more than 60"),
        (lambda _body: b"<Response><Redirect>/voice</Redirect></Response>", "ended by carrier"),
        (lambda _body: b"<Response><Hangup/></Response>", "ended with no office rung and no number read out"),
    ],
)
def test_a_call_that_ends_badly_is_named(hotline: Target, spoil: Callable[[bytes], bytes], wrong: str) -> None:
    verdicts = random_calls(spoilt(hotline, spoil), range(40))

    assert any(wrong in verdict.wrong for verdict in verdicts)


@pytest.mark.parametrize(
    "said",
    [
        "番号は、ゼロゴーニーの、ニーニーサンの、ロクキューゴーサン。",
        "The number is zero five two, two two three, six nine five three.",
        "かしこまりました。おつなぎしません。",
        "All right. You will not be connected.",
    ],
)
def test_a_number_that_was_read_out_and_a_wish_to_stop_end_a_call_well_in_each_language(
    hotline: Target, said: str
) -> None:
    document = f"<Response><Say>{said}</Say><Hangup/></Response>".encode()

    assert {verdict.wrong for verdict in random_calls(spoilt(hotline, lambda _body: document), range(3))} == {""}


@pytest.mark.parametrize(
    ("pages", "wrong"),
    [
        ("<Gather><Say>Hello.</Say></Gather>", ""),
        ("<Redirect>/voice</Redirect>", "500 answers, more than 500; ended by carrier"),
        (Page("", status=500), "ended by error"),
    ],
)
def test_of_a_service_that_is_not_known_only_the_end_is_asked(pages: Answer, wrong: str) -> None:
    target = (
        service(pages) if isinstance(pages, str) else Target(InProcess(Pages({"/voice": pages}), HOME), PhoneNumber())
    )

    (verdict,) = random_calls(target, [1])
    assert verdict.wrong in (wrong, wrong.removeprefix("500 answers, more than 500; "))
