"""Loads of a second or two, of services in this process: people are a hundred and fifty times as quick."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from ivr.call import Plan
from ivr.load import Demand, Load, Metrics, as_data, as_text, load_target, metrics_of
from ivr.load.metrics import Percentiles
from ivr.load.scenarios import Scenario
from ivr.simulator import InProcess, PhoneNumber
from ivr.site import shipped
from ivr.testcall import Target
from tests.simulator.pages import HOME, Answer, Pages

RINGS = "<Dial>+81354701840</Dial>"
QUICK = 150


def scenario(plan: Plan) -> Scenario:
    """Return an scenario that the service of one page does: to ring the headquarters."""
    return Scenario("one sentence", plan.fallback, (), "電話がつながったら", "")


def load_of(plan: Plan, application: Any, demand: Demand | None = None, most: int = 9, url: str = "/voice") -> Load:  # noqa: ANN401 - WSGI
    target = Target(InProcess(application, HOME), PhoneNumber(voice_url=url))
    return Load(target, (scenario(plan),), demand or calls(1), most)


def calls(number: int) -> Demand:
    return Demand(100, number / 100, QUICK)


def result(load: Load) -> Metrics:
    for _ in load.run():
        pass
    return metrics_of(load)


def pages(answer: Answer) -> Pages:
    return Pages({"/voice": answer})


def test_every_call_rings_right(plan: Plan) -> None:
    load = load_of(plan, pages(RINGS), calls(5))
    steps = sum(1 for _ in load.run())
    metrics = metrics_of(load)

    assert steps == 10
    assert metrics.fine
    assert (metrics.asked, metrics.placed, metrics.right, metrics.wrong, metrics.broken_off) == (5, 5, 5, (), 0)
    assert metrics.webhooks == 5
    assert 1 <= metrics.busiest <= 5
    assert 1 <= metrics.most_at_once <= 5
    assert 0 < metrics.latency.p50 <= metrics.latency.worst
    assert metrics.slowest
    assert metrics.slowest[1].path == "/voice"
    assert metrics.slowest[1].seconds == metrics.latency.worst
    assert "5 in " in as_text(metrics)
    assert "5 rung right\n" in as_text(metrics)
    assert "none failed" in as_text(metrics)


def test_a_client_that_is_late_says_so(plan: Plan) -> None:
    metrics = result(load_of(plan, pages(RINGS)))
    assert "could not keep up" in as_text(replace(metrics, late=Percentiles(p99=0.11)))
    assert "could not keep up" not in as_text(replace(metrics, late=Percentiles(p99=0.09, worst=3)))


def test_requests_wait_for_their_moment(plan: Plan) -> None:
    asked: list[tuple[str, float]] = []
    answers = pages(["<Pause length='6'/><Redirect>/voice</Redirect>", f"<Redirect>/voice</Redirect>{RINGS}", RINGS])

    def application(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        asked.append((environ["PATH_INFO"], time.monotonic()))
        return answers(environ, start)

    load = load_of(plan, application)
    metrics = result(load)

    (over,) = load.over
    assert [path for path, _ in asked] == ["/voice"] * 3
    assert [one.second >= least for one, least in zip(over.asked, (0, 6, 6), strict=True)] == [True] * 3
    assert all(moment >= one.at for (_, moment), one in zip(asked, over.asked, strict=True))
    assert metrics.fine


def test_what_a_request_takes_goes_by_for_the_caller_too(plan: Plan) -> None:
    def slow(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        time.sleep(0.1)
        return answers(environ, start)

    answers = pages(["<Redirect>/voice</Redirect>", RINGS])
    load = load_of(plan, slow)
    metrics = result(load)

    assert [one.second >= 0.1 * QUICK for one in load.over[0].asked] == [False, True]
    assert metrics.latency.p50 >= 0.1
    assert metrics.slowest
    assert metrics.slowest[0].sid.startswith("CA")


def test_a_wrong_number_is_reported_with_its_call(plan: Plan) -> None:
    metrics = result(load_of(plan, pages([RINGS, "<Dial>+81522236953</Dial>"]), calls(8)))

    assert not metrics.fine
    assert (metrics.right, len(metrics.wrong)) == (1, 7)
    text = as_text(metrics)
    assert "1 rung right, 7 wrong" in text
    assert text.count("\nwrong      call ") == 5
    assert f"to {plan.fallback.printed_name} by one sentence: rang +81522236953, not +81354701840" in text
    assert text.endswith("and 2 more")


def test_requests_that_fail_are_counted_by_what_came_instead(plan: Plan) -> None:
    metrics = result(load_of(plan, Pages({}), calls(3)))

    assert metrics.failed == (("status 404", 3),)
    assert "3 failed (status 404)" in as_text(metrics)
    expected = "rang nobody, not +81354701840; error 11200: the document could not be retrieved: status 404"
    assert [over.wrong for over in metrics.wrong] == [expected] * 3


def test_a_service_that_cannot_be_reached_fails_by_name(plan: Plan) -> None:
    metrics = result(load_of(plan, pages(RINGS), url="http://elsewhere.test/voice"))
    assert metrics.failed == (("the connection failed", 2),)


def test_calls_that_would_be_too_many_do_not_come_in(plan: Plan) -> None:
    over = threading.Event()

    def waits(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        over.wait(60)
        return pages(RINGS)(environ, start)

    load = load_of(plan, waits, calls(4), most=2)
    for step, _ in enumerate(load.run(), 1):
        if step == 4:
            over.set()
    metrics = metrics_of(load)

    assert (metrics.placed, metrics.right, metrics.most_at_once) == (2, 2, 2)
    assert "2 rung right, 2 not made" in as_text(metrics)
    assert not metrics.fine


def test_a_call_that_does_not_end_is_broken_off(plan: Plan) -> None:
    load = load_of(plan, pages("<Pause length='301'/><Redirect>/voice</Redirect>"))
    result(load)

    assert load.over[0].wrong == "not over after 300 s"


def test_a_fault_of_the_client_is_a_wrong_call(plan: Plan) -> None:
    def broken(_environ: dict[str, Any], _start: Callable[..., object]) -> Iterable[bytes]:
        raise RuntimeError("out of order")

    load = load_of(plan, broken)
    metrics = result(load)

    assert load.over[0].wrong == "this client failed: RuntimeError('out of order')"
    assert "(never begun)" in as_text(metrics)
    assert as_data(metrics)["slowest"] is None


def test_a_load_that_is_broken_off_ends_at_once_and_counts_what_was_over(plan: Plan) -> None:
    load = load_of(plan, pages(f"<Pause length='200'/>{RINGS}<Redirect>/voice</Redirect>"), Demand(100, 5, QUICK))
    for step, _ in enumerate(load.run(), 1):
        if step == 3:
            load.break_off()
    metrics = metrics_of(load)

    assert metrics.asked == 500
    assert metrics.placed < 10
    assert (metrics.broken_off, metrics.hanging) == (metrics.placed, 0)
    assert f"0 rung right, {metrics.placed} broken off, {500 - metrics.placed} not made" in as_text(metrics)


def test_a_request_that_hangs_is_left_behind(plan: Plan) -> None:
    over = threading.Event()

    def hangs(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        load.break_off()
        over.wait(60)
        return pages(RINGS)(environ, start)

    load = load_of(plan, hangs)
    metrics = result(load)
    over.set()

    assert (metrics.placed, metrics.broken_off, metrics.hanging) == (1, 1, 1)
    assert "0 rung right, 1 broken off while a webhook gave no answer" in as_text(metrics)


def test_a_load_calls_the_three_addresses_with_the_mark_of_calls_that_are_only_tried_out() -> None:
    with load_target("https://h.example.jp/voice#e=tokyo", shipped()) as target:
        line = target.line

    assert (line.voice_url, line.fallback_url, line.status_url) == (
        "https://h.example.jp/voice?rehearsal=1#e=tokyo",
        "https://h.example.jp/voice/fallback?rehearsal=1#e=tokyo",
        "https://h.example.jp/voice/status?rehearsal=1#e=tokyo",
    )
