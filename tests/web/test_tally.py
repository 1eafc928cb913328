"""Counting by key in a memory of fixed size."""

from ivr.web.tally import SLOTS, Tally


def test_each_key_is_counted_until_its_window_is_over() -> None:
    now = [100.0]
    tally = Tally(60, lambda: now[0])
    counts = [tally.count(key) for key in ("a", "b", "a", "a", "b")]

    assert counts == [1, 1, 2, 3, 2]
    assert (tally.count("a", 0), tally.count("never seen", 0)) == (3, 0)
    now[0] = 119.9
    assert tally.count("a") == 4
    now[0] = 120.0
    assert [tally.count("a"), tally.count("b", 0)] == [1, 0]


def test_its_memory_does_not_grow_and_no_key_is_counted_too_low() -> None:
    tally = Tally(1e9)
    for number in range(3 * SLOTS):
        tally.count(str(number))

    counts = [tally.count(str(number), 0) for number in range(3 * SLOTS)]
    assert min(counts) >= 1
    assert max(counts) > 1  # some share a slot
