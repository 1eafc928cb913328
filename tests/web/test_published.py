"""What the operator's book promises of requests is what the service does."""

from pathlib import Path

from ivr.web import signed_requests, worker

BOOK = (Path(__file__).parents[2] / "data/README.md").read_text(encoding="utf-8")


def test_the_bounds_of_a_request_are_those_that_are_published() -> None:
    assert (worker.REQUEST_SECONDS, signed_requests.MOST_BYTES, signed_requests.MOST_FIELDS) == (10, 64 * 1024, 200)
    assert (
        "十秒のうちに一つの要求を送り終えない接続は閉じます。64 kB、または項目が 200 を超える要求は、読む前に断ります。"
        in BOOK
    )
