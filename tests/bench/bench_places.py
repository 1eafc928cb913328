"""How fast the recogniser of places is: `python -m tests.bench.bench_places` prints it.

Not a test: run by hand. Times are the processor's, of the quickest of some rounds, so that other work on the machine
counts less; between two times an utterance is heard, all others are. To be held: 50 us an
utterance at the median without matching by sound, 5 ms at the 95th percentile of misheard prefectures,
and of all the sets by ear together; the gazetteer in under 0.5 s and 20 MB.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time

from ivr.places import Gazetteer, gazetteer, locate
from tests.places.conftest import read
from tests.places.tables import addresses, heard, heard_cities, non_places
from tests.places.utterances import all_utterances

from .figures import Figure

ROUNDS = 3


def resident() -> float:
    """Return this process's memory in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def microseconds(places: Gazetteer, texts: Iterable[str]) -> list[float]:
    """Return how long each text took, in ascending order."""
    said = list(texts)
    rounds = [[_taken(places, text) for text in said] for _ in range(ROUNDS)]
    return sorted(map(min, *rounds))


def _taken(places: Gazetteer, text: str) -> float:
    start = process_time()
    locate(places, text)
    return (process_time() - start) * 1e6


def figures() -> Iterator[Figure]:
    """Yield the times of some utterances, and what the gazetteer takes."""
    texts, before, start = read(), resident(), process_time()
    places = gazetteer(texts)
    yield Figure("the gazetteer", process_time() - start, 0.5, "s")
    yield Figure("memory of the gazetteer", resident() - before, 20.0, "MB")
    taken = microseconds(places, (said.text for said in addresses()))
    yield Figure("a place that is written, median", taken[len(taken) // 2], 50.0, "us")
    taken = microseconds(places, (said.text for said in heard()))
    yield Figure("a place that is misheard, 95th percentile", taken[len(taken) * 95 // 100] / 1000, 5.0, "ms")
    nothing = [said for of in ("seen", "new", "answer") for said in non_places(of)]
    taken = microseconds(places, (said.text for said in [*heard(), *heard_cities(), *nothing]))
    yield Figure("an answer of the sets by ear, 95th percentile", taken[len(taken) * 95 // 100] / 1000, 5.0, "ms")


def main() -> None:
    """Print times and memory."""
    texts, before, start = read(), resident(), process_time()
    places = gazetteer(texts)
    sys.stdout.write(f"gazetteer: {process_time() - start:.2f} s, {resident() - before:.1f} MB\n")
    kanji = [said.text for said in all_utterances(places) if "kana" not in said.kind]
    sets = {
        "named in kanji": kanji,
        "addresses": [said.text for said in addresses()],
        "misheard": [said.text for said in heard()],
        "cities misheard": [said.text for said in heard_cities()],
        "no places": [said.text for said in [*non_places("seen"), *non_places("new")]],
        "other answers": [said.text for said in non_places("answer")],
    }
    for name, utterances in sets.items():
        taken = microseconds(places, utterances)
        middle, late = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
        sys.stdout.write(f"{name:<16}{len(taken):>6}  median {middle:>7.0f} us  95th percentile {late:>7.0f} us\n")


if __name__ == "__main__":
    main()
