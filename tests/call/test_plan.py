"""The engine knows nothing of this hotline: it runs other flows and other offices."""

import inspect
import re
from dataclasses import is_dataclass, replace
from datetime import date
from typing import get_args, get_type_hints

import pytest

from ivr.call import Answered, Call, Conditions, Plan, Silent, begin, flow_file, nodes, step
from ivr.call.kinds import KINDS
from ivr.call.lines import FACTS_OF_CALL
from ivr.call.nodes import AskPlace, Choose, Node, Say
from ivr.call.plan import OF_CALL
from ivr.call.trace import trace
from ivr.directory import Directory
from tests.conftest import SiteCopy

from .talk import Turn, after, turns


def test_every_key_of_a_flow_has_a_sentence_in_its_class() -> None:
    parts = {
        one
        for module in (nodes, flow_file)
        for one in vars(module).values()
        if isinstance(one, type) and is_dataclass(one)
    }
    keys = [
        (part.__name__, key)
        for part in parts
        for key, hint in get_type_hints(part).items()
        if key != "kind" and not is_dataclass(hint) and not re.search(rf"\b{key}\b", inspect.getdoc(part) or "")
    ]

    assert keys == [("Flow", "nodes")]


def test_every_gap_of_a_call_has_something_that_fills_it() -> None:
    assert FACTS_OF_CALL.keys() == set(OF_CALL)


def test_every_kind_of_node_has_its_module() -> None:
    assert set(KINDS) == set(get_args(Node)), "ivr/call/kinds.py has a line for each kind"


def test_the_opening_is_the_first_node_that_waits_for_an_answer(plan: Plan) -> None:
    assert plan.flow.start == "welcome"
    assert plan.opening == "ask_service"


@pytest.mark.parametrize(
    ("slot", "node"), [("service", "ask_service"), ("prefecture", "ask_prefecture"), ("colour", None), ("", None)]
)
def test_a_slot_has_the_question_that_asks_for_it_first(plan: Plan, slot: str, node: str | None) -> None:
    assert plan.question(slot) == node


@pytest.mark.parametrize(
    ("slots", "key"),
    [
        ((("service", "center"), ("prefecture", "23")), "23-center"),
        ((("prefecture", "23"), ("service", "council")), "23-council"),
        ((("service", "center"),), None),
        ((("prefecture", "23"),), None),
        ((), None),
    ],
)
def test_an_office_is_chosen_by_both_slots(plan: Plan, slots: tuple[tuple[str, str], ...], key: str | None) -> None:
    office = plan.chosen(Call(slots=slots))

    assert (office.key if office else None) == key


def only_centers(plan: Plan) -> Plan:
    """Return a hotline of one service: nothing asks which."""
    directory = Directory(
        source=plan.directory.source,
        services={"center": plan.directory.services["center"]},
        offices={key: office for key, office in plan.directory.offices.items() if key[1] == "center"},
        others=plan.directory.others,
    )
    nodes = {
        name: node
        for name, node in plan.flow.nodes.items()
        if not (isinstance(node, Choose) and node.slot == "service")
    }
    nodes["welcome"] = Say("say", ("welcome",), "ask_prefecture")
    return replace(plan, directory=directory, flow=replace(plan.flow, nodes=nodes))


def test_a_hotline_of_one_service_asks_for_the_prefecture_alone(plan: Plan) -> None:
    one = only_centers(plan)
    asked, read_back, ringing = turns(one, "愛知県", "")

    assert asked.said == "経営相談の案内です。会社のある都道府県は、どちらですか。"
    assert read_back.said.startswith(
        "愛知県の経営改善支援センターにおつなぎします。電話がつながったら、「経営改善支援センターでの相談」"
    )
    assert ringing.rang == "+81522236953"


def test_an_office_is_called_by_its_spoken_name_where_it_has_one(site_copy: SiteCopy) -> None:
    site_copy.change(
        "data/directory.yaml",
        "      printed_name: 三重県中小企業再生支援協議会\n",
        "      printed_name: 三重県中小企業再生支援協議会\n      spoken_name: 三重県中小企業活性化協議会\n"
        "      spoken_kana: みえけんちゅうしょうきぎょうかっせいかきょうぎかい\n",
    )

    assert after(site_copy.plan(), "三重県の協議会").said.startswith("三重県中小企業活性化協議会におつなぎします。")


def test_a_fallback_office_without_a_spoken_name_is_called_as_printed(site_copy: SiteCopy) -> None:
    site_copy.change("data/directory.yaml", "    spoken_name: 経営改善支援センターの全国本部\n", "")
    site_copy.change("data/directory.yaml", "    spoken_kana: けいえいかいぜんしえんせんたーのぜんこくほんぶ\n", "")
    line = after(site_copy.plan(), "全国本部").instructions[0].lines[-1]  # type: ignore[union-attr]

    assert line.text == "経営改善支援センター（全国本部）に、おつなぎします。"
    assert len(line.kana) > len("に、おつなぎします。")


def test_other_offices_ring_by_name(site_copy: SiteCopy) -> None:
    site_copy.change(
        "data/flow.yaml", "    kind: ring\n    office: chosen\n", "    kind: ring\n    office: headquarters\n"
    )

    assert after(site_copy.plan(), "三重県の協議会", "").rang == "+81354701840"


def test_a_whisper_may_be_set_for_every_office(site_copy: SiteCopy) -> None:
    site_copy.change("data/flow.yaml", "    office: chosen\n", "    office: chosen\n    whisper: whisper_shared\n")
    ring = after(site_copy.plan(), "三重県の協議会", "").last

    assert getattr(ring, "whisper", None)


def test_what_a_ring_says_is_heard_before_it(site_copy: SiteCopy) -> None:
    site_copy.change("data/flow.yaml", "    office: chosen\n", "    office: chosen\n    says: [goodbye]\n")
    turn = after(site_copy.plan(), "三重県の協議会", "")

    assert (turn.said, turn.rang) == ("お電話、ありがとうございました。", "+81592283370")


def test_a_closed_office_may_be_steered_at_the_ring_alone(site_copy: SiteCopy) -> None:
    site_copy.change("data/flow.yaml", "    unless: {over_limit: over_limit}\n", "    unless: {closed: closed}\n")
    plan = site_copy.plan()
    read_back = after(plan, "三重県の協議会").call
    turn = Turn(*step(plan, read_back, Silent(Conditions(closed=frozenset({"24-council"})))))

    assert "受付をしておりません" in turn.said


def test_nodes_in_a_circle_are_a_fault_and_not_an_endless_loop(plan: Plan) -> None:
    circle = {**plan.flow.nodes, "welcome": Say("say", ("welcome",), "welcome")}
    broken = replace(plan, flow=replace(plan.flow, nodes=circle))

    assert broken.opening == "welcome"
    with pytest.raises(RecursionError, match="circle"):
        turns(broken)
    with pytest.raises(RecursionError, match="circle"):
        trace(broken, begin(broken), Answered())


def test_a_flow_that_asks_for_no_place_hears_none(plan: Plan) -> None:
    nodes: dict[str, Node] = {name: node for name, node in plan.flow.nodes.items() if not isinstance(node, AskPlace)}
    placeless = replace(plan, flow=replace(plan.flow, nodes=nodes))

    assert after(placeless, "愛知県").prefecture is None


def test_the_number_of_turns_and_the_times_are_the_sites(site_copy: SiteCopy) -> None:
    site_copy.change("data/flow.yaml", "turns: 40\n", "turns: 10\n")
    site_copy.change(
        "data/flow.yaml",
        "  first_speech: 6\n  end_of_speech: 2\n  keys: 6\n",
        "  first_speech: 4\n  end_of_speech: 3\n  keys: 9\n",
    )
    site_copy.change("data/flow.yaml", "fallback_agreed:\n", "fallback_agreed: 2026-11-22\n")
    plan = site_copy.plan()

    assert after(plan, *["#"] * 10).rang == "+81354701840"
    assert (after(plan).asked.wait, after(plan).asked.end_of_speech) == (3, 3)
    assert (after(plan, "").asked.wait, after(plan, "1").asked.wait) == (9, 9)
    assert plan.flow.fallback_agreed == date(2026, 11, 22)
