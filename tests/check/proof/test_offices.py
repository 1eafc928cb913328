"""A call for one office is corrected to each other one, and rings it."""

from pathlib import Path

from ivr.check.proof.classes import classes
from ivr.check.proof.player import Player, play_pairs
from ivr.check.proof.successors import Successors
from ivr.check.routes.routes import routes
from ivr.site import Site

from .faults import FAULTS
from .small import copy, planted


def pairs(site: Site) -> list[list[tuple[str, str]]]:
    """List what is wrong with the call from each office to each other, by claim."""
    assert site.plan
    player = Player(Successors(site.plan, classes(site.plan)))
    return [[(claim, message) for claim, message, _ in wrong] for wrong in play_pairs(player, routes(site.plan))]


def test_each_office_of_the_small_site_is_corrected_to_the_other(small_site: Path) -> None:
    assert pairs(planted(small_site)) == [[], []]


def test_an_office_that_is_not_come_to_is_named(small_site: Path, tmp_path: Path) -> None:
    guessed = FAULTS["callers do not find the new name of a service"].changes

    (wrong,) = filter(None, pairs(planted(copy(tmp_path, small_site), *guessed)))

    assert wrong[0][0] == "proof-pair"
    assert wrong[0][1].startswith("corrected to 愛知県経営改善支援センター, the call rings ")
