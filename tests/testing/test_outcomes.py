"""Every end of a ring, under every condition, by speech and by keypad, through signed webhooks."""

from itertools import product
from typing import NamedTuple

import pytest

from ivr.call import Hindrance
from ivr.callscript import ENDS, End
from ivr.testcall import Target
from ivr.testing.phone import Phone

from .test_every_office import FOLLOWS

OFFICE, NUMBER = "059-228-3370", "ゼロゴーキューの、ニーニーハチの、サンサンナナゼロ。"
WORLDS: tuple[tuple[Hindrance, ...], ...] = ((), ("closed",), ("failing",), ("over_limit",), ("failing", "over_limit"))
OF_EVERY_DESK = tuple(end for end in ENDS if end != "declined")
"""A desk that is told nothing has nothing to decline."""

IN_VAIN = ("busy", "no-answer", "failed", "canceled")


class Way(NamedTuple):
    """What a caller answers: for the office, to have it rung all the same, to hear its number."""

    office: tuple[str, ...]
    ring: str
    number: str


BY_SPEECH = Way(("三重県の中小企業再生支援協議会です",), "つないでください", "番号を教えてください")
BY_KEYPAD = Way(("2", "3", "4"), "1", "2")


@pytest.mark.unmeasured
@pytest.mark.parametrize("world", WORLDS, ids=" ".join)
def test_each_outcome_in_each_world_has_its_words_and_its_exits(hotline: Target, world: tuple[Hindrance, ...]) -> None:
    for way, end in product((BY_SPEECH, BY_KEYPAD), OF_EVERY_DESK):
        reached(Phone(hotline), world, way, end)


def reached(phone: Phone, world: tuple[Hindrance, ...], way: Way, end: End) -> None:
    call = phone.dial(world=world)
    does = call.say if way is BY_SPEECH else call.press
    for answer in way.office:
        does(answer)
    if "over_limit" in world:
        call.hears("この電話からは、おつなぎできません。", NUMBER, NUMBER)
        call.wait()
        call.wait()
        call.hears("お電話、ありがとうございました。")
        assert call.dialled == ()
        return
    if world:
        call.hears("ただいま、", NUMBER, NUMBER)
        does(way.ring)
    call.rings(OFFICE, ends=end)
    if end in FOLLOWS:
        call.hears(FOLLOWS[end])
    if end in IN_VAIN:
        does(way.number)
        call.hears(NUMBER, NUMBER)
    assert len(call.dialled) == 1
