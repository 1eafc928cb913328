"""Every prompt as one call hears it, and every name that may stand in a gap."""

from dataclasses import replace

import pytest

from ivr.call import Plan
from ivr.call.nodes import AskPlace, Choose, Node
from ivr.places import divided
from ivr.site import load, shipped
from ivr.site.examples import examples, names, occasions, occasions_anywhere, recordable
from ivr.speech import gaps


@pytest.fixture(scope="session")
def texts(plan: Plan) -> dict[str, str]:
    return {example.name: example.line.text for example in examples(plan)}


def test_every_prompt_has_one_and_no_gap_is_left(plan: Plan, texts: dict[str, str]) -> None:
    assert list(texts) == list(plan.prompts)
    assert [text for text in texts.values() if gaps(text)] == []


FILLED = {
    "welcome": "経営相談の案内です。",
    "ask_service": "どのようなご相談ですか。",
    "choices_in_row": "計画づくりはイチ、銀行との調整はニー、わからないときはサンです。",
    "sure": "北海道の、サッポロシで、よろしいでしょうか。",
    "sure_again": "北海道の、サッポロシなら、イチ。違うときは、ニー。",
    "pick": "どちらでしょうか。北海道の、サッポロシは、イチ。沖縄県は、ニー。",
    "choice": "経営改善の計画づくりは、イチ。",
    "details_center_where": "相談と、申し込みは、経営改善支援センターで、受け付けています。",
    "whisper_shared": "経営改善支援センターでの、相談です。",
    "number": "ゼロニーナナの、ニーゴーゴーの、ロクゴーゼロゴー。",
    "english": (
        "Please hold. You are being connected to the national headquarters. The call may be answered in Japanese."
    ),
}


def test_gaps_are_filled_as_in_a_call(texts: dict[str, str]) -> None:
    assert {name: texts[name] for name in FILLED} == FILLED


def test_the_region_menu_names_the_prefectures_of_the_first_region(texts: dict[str, str]) -> None:
    assert texts["region"].startswith("東京はイチ、神奈川はニー、")
    assert texts["regions"].startswith("どの地域ですか。関東はイチ、近畿はニー、")


def test_what_depends_on_the_call_is_marked_as_an_example(plan: Plan) -> None:
    filled = {example.name: example.filled for example in examples(plan)}

    assert filled["welcome"] == ()
    assert filled["details_center_what"] == ()  # facts of the site
    assert filled["sure"] == ("place",)
    assert filled["choice"] == ("label", "key")


def test_every_name_is_given_once(plan: Plan) -> None:
    given = [example.name for example in names(plan)]

    assert len(given) == 2 + 2 * 95 + 2 * 47 + len(plan.places.municipalities)
    assert {"service center", "office 23-center", "number 052-223-6953", "prefecture 13, short"} <= set(given)


@pytest.mark.parametrize(
    ("silent", "places"),
    [((), 47 + 1912 - 16), (("outside",), 2), (("outside", "wider"), 0)],  # 愛知県 and 名古屋市 hold its 16 wards
)
def test_beside_the_areas_only_places_are_given_that_a_call_can_name(silent: tuple[str, ...], places: int) -> None:
    city = load(shipped() / "data/examples/city").plan
    assert city
    ask = city.flow.nodes["ask_area"]
    assert isinstance(ask, AskPlace)
    for field in silent:
        ask = replace(ask, **{field: None})  # type: ignore[arg-type]  # both may be None
    plan = replace(city, flow=replace(city.flow, nodes={**city.flow.nodes, "ask_area": ask}))

    given = [example.name for example in names(plan)]

    assert sum(name.startswith(("municipality", "prefecture")) for name in given) == places


def test_a_site_that_asks_for_no_place_names_none(plan: Plan) -> None:
    asked: dict[str, Node] = {name: one for name, one in plan.flow.nodes.items() if not isinstance(one, AskPlace)}
    here = replace(plan, places=divided(plan.places, "none"), flow=replace(plan.flow, nodes=asked))

    assert {example.name.split()[0] for example in names(here)} == {"service", "office", "number"}


def test_the_names_of_offices_are_what_callers_hear(plan: Plan) -> None:
    lines = {example.name: example.line.text for example in names(plan)}

    assert lines["office 23-center"] == "愛知県の経営改善支援センター"
    assert lines["office headquarters"] == "経営改善支援センターの全国本部"
    assert lines["municipality 14100"] == "神奈川県の、ヨコハマシ"


def test_a_site_without_offices_has_its_prompts_all_the_same(plan: Plan) -> None:
    bare = replace(plan, directory=replace(plan.directory, offices={}))
    texts_of_bare = {example.name: example.line.text for example in examples(bare)}

    assert texts_of_bare["welcome"] == "経営相談の案内です。"
    assert texts_of_bare["hand_over"] == "経営改善支援センターの全国本部に、おつなぎします。"


def test_every_prompt_but_a_label_is_heard_on_an_occasion(plan: Plan) -> None:
    all_ = [one for name in plan.flow.nodes for one in occasions(plan, name)] + [*occasions_anywhere(plan)]
    labels = {plan.flow.choice, plan.flow.place_choice, plan.flow.office_name, plan.flow.yes, plan.flow.no}
    for node in plan.flow.nodes.values():
        entries = node.choices if isinstance(node, Choose) else node.regions if isinstance(node, AskPlace) else ()
        labels.update(label for one in entries for label in (one.label, getattr(one, "short", None)) if label)

    labels.remove("offer_english")  # the only label that is said by itself
    assert set(plan.prompts) - labels == {example.name for one in all_ for example in one.said}


@pytest.mark.parametrize(
    ("node", "heard"),
    [
        ("welcome", ["says"]),
        ("ask_service", ["first", "again", "menu", "menu_again", "noted", "help"]),
        ("explain", ["menu", "menu_again", "noted", "choices 4 お迷いのとき"]),
        ("read_back", ["says", "offer_keys", "confirm", "confirm_again", "help"]),
        ("tell_number", ["says", "menu", "help"]),
    ],
)
def test_a_node_speaks_on_the_occasions_that_the_flow_gives_it(plan: Plan, node: str, heard: list[str]) -> None:
    assert [f"{one.field} {one.key} {one.label}".strip() for one in occasions(plan, node)] == heard


def test_the_place_is_asked_for_in_each_way(plan: Plan) -> None:
    heard = {
        one.field + one.key: "".join(example.line.text for example in one.said)
        for one in occasions(plan, "ask_prefecture")
    }

    assert heard["region3"] == "愛知はイチ、静岡はニー、岐阜はサン、三重はヨンです。ほかの地域は、コメジルシ。"
    assert heard["sure"].startswith("北海道の、サッポロシで、")
    assert list(heard) == [
        *(
            "acknowledge",
            "first",
            "again",
            "menu",
            "menu_again",
            *(f"region{key}" for key in range(1, 9)),
            "region_again",
        ),
        *("sure", "sure_again", "pick", "postal", "postal_unknown", "postal_length", "refused", "noted", "help"),
    ]


def test_what_is_said_by_itself_in_the_same_words_can_be_a_recording(plan: Plan) -> None:
    possible = recordable(plan)

    assert {"welcome", "if_wrong", "answer_cost", "answer_hours"} <= possible
    assert possible.isdisjoint({"read_back", "service_center", "offer_japanese"})


def test_in_another_language_the_desk_hears_the_first_one_and_callers_their_own(plan: Plan) -> None:
    english = plan.speaks("en")
    heard = {one.field: [example.line.language for example in one.said] for one in occasions_anywhere(english)}
    possible = {name: english.prompts[name].language for name in recordable(english)}

    assert (heard["whisper"], heard["before_ring"]) == (["ja"], ["en", "ja", "en"])
    assert (possible["phrase"], possible["offer_japanese"]) == ("en", "ja")
