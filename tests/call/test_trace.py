import pytest

from ivr.call import Answered, Asking, Call, DialEnded, Keyed, Outcome, Plan, Said, Silent, begin, step
from ivr.call.trace import trace
from ivr.places import Certain, Probable, Unknown
from ivr.places.postal import PostalRule
from ivr.places.rules import PlaceRule

FIRST = Call("ask_service", asking=Asking("first"))
CENTER = (("service", "center"),)
PICK = Call("ask_prefecture", CENTER, asking=Asking("pick", candidates=("13206", "34208")))
POSTAL = Call("ask_prefecture", CENTER, asking=Asking("postal"))
AICHI = (("service", "center"), ("prefecture", "23"))


WAYS: dict[tuple[Call, Answered | DialEnded | Keyed | Said | Silent], tuple[tuple[str, ...], str]] = {
    (Call(), Answered()): (("welcome", "ask_service"), ""),
    (FIRST, Keyed("1")): (("ask_prefecture",), "1"),
    (FIRST, Keyed("9")): ((), ""),
    (FIRST, Silent()): ((), ""),
    (FIRST, Said("愛知県の経営改善")): (("ask_service", "ask_prefecture", "read_back"), "1"),
    # A place that is asked about is asked about at the place question, wherever it was named.
    (FIRST, Said("岡山県です")): (("ask_prefecture",), ""),
    (Call("explain", asking=Asking("menu")), Keyed("4")): (("ask_prefecture",), "4"),
    (Call("explain", asking=Asking("menu")), Said("わからない")): (("ask_prefecture",), "4"),
    (Call("explain", asking=Asking("menu")), Said("銀行です")): (("ask_service", "ask_prefecture"), "2"),
    (Call("ask_prefecture", CENTER, asking=Asking("menu")), Keyed("3")): ((), "region 3"),
    (Call("ask_prefecture", CENTER, asking=Asking("region", region=3)), Keyed("1")): (("read_back",), ""),
    (Call("ask_prefecture", CENTER, asking=Asking("yes_no", candidates=("33",))), Keyed("1")): (("read_back",), "yes"),
    (Call("ask_prefecture", CENTER, asking=Asking("yes_no", candidates=("33",))), Keyed("2")): ((), "no"),
    (Call("ask_prefecture", CENTER, asking=Asking("yes_no", candidates=("33",))), Keyed("7")): ((), ""),
    (PICK, Keyed("2")): (("read_back",), "pick"),
    (Call("read_back", AICHI), Keyed("1")): (("ring_office",), "yes"),
    (Call("read_back", AICHI), Keyed("2")): (("what_is_wrong",), "no"),
    (Call("read_back", AICHI), Silent()): (("ring_office",), ""),
    (Call("ring_office", AICHI), DialEnded(Outcome.BUSY)): (("busy", "not_reached"), ""),
    (Call("nowhere"), Keyed("1")): (("ask_service",), ""),
}


def test_the_way_of_a_step(plan: Plan) -> None:
    ways = {(call, event): trace(plan, call, event) for call, event in WAYS}

    assert {step: (way.entered, way.choice) for step, way in ways.items()} == WAYS


@pytest.mark.parametrize(
    ("call", "event", "place", "rule"),
    [
        (FIRST, Said("愛知県です"), Certain("23", "愛知県"), PlaceRule.FULL_PREFECTURE),
        (FIRST, Said("にゃんこ"), Unknown(), PlaceRule.NOTHING),
        (FIRST, Keyed("1"), Unknown(), ""),
        (POSTAL, Keyed("4600008"), Probable("23106", "4600008"), PostalRule.CODE),
        (POSTAL, Said("ヨンロクゼロ、ゼロゼロゼロハチ"), Probable("23106", "4600008"), PostalRule.CODE),
        (POSTAL, Keyed("460"), Unknown(), PostalRule.NO_CODE),
        (POSTAL, Keyed("09085011119"), Unknown(), PostalRule.NO_CODE),
        (POSTAL, Said("戻る"), Unknown(), PlaceRule.NOTHING),
    ],
)
def test_what_was_heard_is_traced_with_its_rule(
    plan: Plan, call: Call, event: Keyed | Said, place: object, rule: str
) -> None:
    heard = trace(plan, call, event).heard

    assert heard
    assert (heard.place, heard.rule) == (place, rule)


@pytest.mark.parametrize(
    ("call", "event"), [(Call(), Answered()), (FIRST, Silent()), (Call("ring_office", AICHI), DialEnded(Outcome.BUSY))]
)
def test_nothing_is_heard_where_nobody_answers(plan: Plan, call: Call, event: Answered | Silent | DialEnded) -> None:
    assert trace(plan, call, event).heard is None


@pytest.mark.parametrize("event", [Keyed("1"), Said("愛知県の経営改善"), Silent(), Keyed("#"), Said("岡山県")])
def test_the_way_leads_where_the_step_leads(plan: Plan, event: Keyed | Said | Silent) -> None:
    call, _ = step(plan, begin(plan), Answered())

    way = trace(plan, call, event)
    assert (way.after, way.instructions) == step(plan, call, event)
