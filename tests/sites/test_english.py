"""A site in English alone: it is complete without any Japanese, and each of its three departments rings."""

from pathlib import Path
from shutil import copytree

import pytest

from ivr.check import problems_of
from ivr.check.proof import prove
from ivr.simulator import Carrier
from ivr.site import load
from ivr.testing.targets import site_target
from tests.callers import Scripted
from tests.conftest import SiteCopy

pytestmark = pytest.mark.unmeasured
LIBRARY = Path(__file__).parent / "library"


@pytest.fixture(scope="module")
def carrier() -> Carrier:
    return site_target(LIBRARY).carrier()


def test_it_keeps_every_rule_and_loses_nobody() -> None:
    site = load(LIBRARY)
    proof = prove(site, processes=1)

    assert [problem.rule for problem in problems_of(site)] == ["unverified-offices"]
    assert proof
    assert proof.problems == ()


@pytest.mark.parametrize(
    ("answers", "number"),
    [
        (["I want to borrow a book"], "+81354701841"),
        (["", "3"], "+81354701843"),
        (["it is about a book", "no, about an event", "yes"], "+81354701842"),
        (["Aichi", "borrowing"], "+81354701841"),
        (["I want to talk to a person"], "+81354701840"),
        (["0", "0"], "+81354701840"),
    ],
)
def test_the_right_department_rings(carrier: Carrier, answers: list[str], number: str) -> None:
    call = carrier.call(Scripted(answers))

    assert call.dialled == (number,)
    assert call.warnings == ()


def test_what_is_wrong_with_its_keys_is_told_in_the_words_of_its_line(tmp_path: Path) -> None:
    copied = SiteCopy(Path(copytree(LIBRARY, tmp_path / "library")))
    copied.change("prompts/en.yaml", '"If this is wrong, press two."', '"If this is wrong, press four."')
    copied.change("data/flow.yaml", "    again: [ask_service_again]\n    menu: [choices]", "    menu: [offer_again]")
    rules = ("wrong-key", "unspoken-choices")
    told = [problem.message for problem in problems_of(copied.load()) if problem.rule in rules]

    nowhere, silent = sorted(told)
    assert nowhere.startswith('four (4) does nothing where this is said ("read_back, offer_keys" in flow.yaml); ')
    assert nowhere.endswith("the keys there are zero, one, two, the pound key, the star key")
    assert silent.startswith("this menu does not say one (1), two (2), three (3); ")
