"""How well the recogniser does, by kind of utterance: `python -m tests.places.report` prints the table."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ivr.places import Ambiguous, Certain, Gazetteer, PlaceOutcome, Probable, Unknown, gazetteer, locate

from .conftest import read
from .mishearings import mishearings
from .tables import Said, addresses, heard, heard_cities, non_places
from .utterances import all_utterances

GOOD = ("certain", "yes/no", "choice", "rightly unknown")
BAD = ("missed", "asked about another place", "certain and wrong")
_MOST_CHOICES = 5


def judge(places: Gazetteer, said: Said, outcome: PlaceOutcome) -> str:
    """Return which of `GOOD` or `BAD` an outcome is."""
    match outcome:
        case Certain(code):
            return "certain" if places.name(code) in said.true else "certain and wrong"
        case Probable(code):
            asked = {places.name(places.prefecture_of(code))}
        case Ambiguous(codes):
            asked = {places.name(places.prefecture_of(code)) for code in codes}
        case Unknown():
            return "missed" if 0 < len(said.true) <= _MOST_CHOICES else "rightly unknown"
    if not asked & said.true:
        return "asked about another place"
    return "yes/no" if isinstance(outcome, Probable) else "choice"


def tally(places: Gazetteer, utterances: Iterable[Said]) -> dict[str, Counter[str]]:
    """Return how many utterances of each kind came out how."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for said in utterances:
        found[said.kind][judge(places, said, locate(places, said.text))] += 1
    return found


def share(counts: Counter[str], *names: str) -> float:
    """Return the part of the counted utterances that came out in one of the ways."""
    return sum(counts[name] for name in names) / counts.total()


def table(tallies: Mapping[str, Counter[str]]) -> str:
    """Return a line for each kind and one for all: how many, helped, certain, asked wrongly, wrong when certain."""
    lines = [f"{'kind':<34}{'n':>6}{'helped':>9}{'certain':>9}{'asked wrong':>13}{'wrong':>7}"]
    for kind, counts in [*tallies.items(), ("all", sum(tallies.values(), Counter()))]:
        lines.append(
            f"{kind:<34}{counts.total():>6}{share(counts, *GOOD):>9.1%}{share(counts, 'certain'):>9.1%}"
            f"{share(counts, 'asked about another place'):>13.1%}{counts['certain and wrong']:>7}"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the report on every set."""
    places = gazetteer(read())
    misheard = [*heard(), *heard_cities(), *mishearings(places, 600, seed=1)]
    nothing = [*non_places("seen"), *non_places("new"), *non_places("answer")]
    for utterances in (all_utterances(places), addresses(), misheard, nothing):
        sys.stdout.write(f"{table(tally(places, utterances))}\n\n")


if __name__ == "__main__":
    main()
