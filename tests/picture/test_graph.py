"""The flow as boxes and arrows, as Mermaid text, as a drawing; and the command that prints them."""

import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from click.testing import CliRunner, Result

from ivr.call import Outcome, Plan
from ivr.call.nodes import Node, ReadBack, Unless
from ivr.cli.graph import graph
from ivr.picture import ANYWHERE, Arrow, Box, Graph, graph_of, labels, mermaid
from ivr.picture.drawing import WIDTH, Drawing, drawing, wrapped
from ivr.site import load, shipped
from ivr.translation import set_language, using_language
from tests.conftest import SiteCopy
from tests.testing.stranger import write_site


def arrows(plan: Plan, source: str, language: str = "ja") -> dict[str, tuple[str, ...]]:
    with using_language(language):
        return {arrow.target: arrow.long for arrow in graph_of(plan).arrows if arrow.source == source}


def test_labels_of_keys_are_listed_as_the_language_does() -> None:
    box = Box("ask", "choose", "asks for a choice", keys=(("1", "wages"), ("2", "visas")))

    assert box.gist == "wages, visas"
    with using_language("ja"):
        assert box.gist == "wages、visas"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(graph, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """Give the folder of a site of five nodes that asks for no place."""
    write_site(tmp_path)
    return tmp_path


def test_every_kind_of_node_and_every_exit_that_a_ring_may_take_has_a_label() -> None:
    kinds = {kind for node in get_args(Node) for kind in get_args(get_type_hints(node)["kind"])}

    assert labels.DOES.keys() == kinds, "ivr/picture/labels.py"
    assert labels.OUTCOMES.keys() == set(Outcome), "ivr/picture/labels.py"
    assert labels.NOT_RUNG.keys() == {field.name for field in fields(Unless)}, "ivr/picture/labels.py"


def test_every_node_is_a_box_that_says_what_happens_there(plan: Plan) -> None:
    boxes = graph_of(plan).boxes

    assert set(boxes) == {*plan.flow.nodes, ANYWHERE}
    assert boxes["ask_service"].keys[0] == ("1", "経営改善の計画づくり")
    assert boxes["welcome"].text == "経営相談の案内です。"
    assert boxes["ring_fallback"].title == "rings 経営改善支援センター（全国本部）"


LABELS = {
    ("welcome", "ask_service"): (),
    ("ask_service", "explain"): ("3 わからないとき",),
    ("explain", "ask_service"): ("＊ 戻る",),
    ("details_center", "after_details_center"): ("ボタンか声",),
    ("ask_prefecture", "read_back"): ("都道府県",),
    ("read_back", "what_is_wrong"): ("2 いいえ",),
    ("read_back", "ring_office"): ("1 はい", "無言"),
    ("read_back", "closed"): ("受付時間外",),
    ("ring_office", "busy"): ("話し中",),
    ("not_reached", "tell_number"): ("2 電話番号を聞くとき", "答えがない"),
    (ANYWHERE, "fault"): ("不具合がこちらにあった",),
}


def test_arrows_are_labelled_with_what_leads_along_them(plan: Plan) -> None:
    assert {(source, target): arrows(plan, source)[target] for source, target in LABELS} == LABELS


def test_an_area_without_an_office_has_an_arrow_of_its_own(plan: Plan) -> None:
    node = plan.flow.nodes["read_back"]
    assert isinstance(node, ReadBack)
    nodes = {**plan.flow.nodes, "read_back": replace(node, unless=Unless(no_office="explain"))}

    assert arrows(replace(plan, flow=replace(plan.flow, nodes=nodes)), "read_back")["explain"] == ("窓口がない地域",)


@pytest.mark.parametrize(
    ("source", "target", "label"),
    [
        ("details_center", "after_details_center", ("a key or a word",)),
        ("read_back", "ring_office", ("1 yes", "silence")),
        ("not_reached", "tell_number", ("2 電話番号を聞くとき", "no usable answer")),
        (ANYWHERE, "fault", ("a fault on our side",)),
        (ANYWHERE, "last_words", ("handed over (after 経営改善支援センター（全国本部） was rung once)",)),
    ],
)
def test_in_english_arrows_are_labelled_in_english(
    plan: Plan, source: str, target: str, label: tuple[str, ...]
) -> None:
    assert arrows(plan, source, "en")[target] == label


def test_every_node_is_led_to_and_the_start_where_all_is_asked_anew(plan: Plan) -> None:
    assert {arrow.target for arrow in graph_of(plan).arrows} == set(plan.flow.nodes)


TEXT = r'"[^"`<>]*(?:<br/>[^"`<>]*)*"'
MERMAID = (
    rf"  n_\w+(\[{TEXT}\]|\{{{TEXT}\}}|\{{\{{{TEXT}\}}\}}|\[/{TEXT}/\]|\(\[{TEXT}\]\)|\(\({TEXT}\)\)|\[\[{TEXT}\]\])"
    rf"|  n_\w+ (-->|-\.->)(\|{TEXT}\|)? n_\w+"
    r"|  classDef \w+_ [\w:#,\- ]+"
    r"|  class [\w,]+ \w+_"
)


EXAMPLES = ("nationwide", "partial", "city")


@pytest.mark.parametrize("folder", [Path(), *(Path("data", "examples", name) for name in EXAMPLES)])
def test_mermaid_text_is_a_flowchart_line_by_line(folder: Path) -> None:
    plan = load(shipped() / folder).plan
    assert plan
    first, *rest = mermaid(graph_of(plan)).splitlines()

    assert first == "flowchart TD"
    assert [line for line in rest if not re.fullmatch(MERMAID, line)] == []
    assert sum("->" in line for line in rest) == len(graph_of(plan).arrows)


def test_mermaid_escapes_what_it_would_read_as_markup() -> None:
    box = Box("end", "say", 'a "b" <c> #1', "`d` & e")

    assert '  n_end["a #quot;b#quot; #lt;c#gt; #35;1<br/>#96;d#96; #amp; e<br/>end"]' in mermaid(
        Graph("end", {"end": box}, ())
    )


def overlapping(drawn: Drawing) -> list[tuple[str, str]]:
    shapes = drawn.shapes
    return [
        (one.box.name, two.box.name)
        for number, one in enumerate(shapes)
        for two in shapes[number + 1 :]
        if abs(one.x - two.x) < WIDTH and one.y < two.y + two.height and two.y < one.y + one.height
    ]


def test_boxes_stand_apart_inside_the_drawing(plan: Plan) -> None:
    drawn = drawing(graph_of(plan))

    assert overlapping(drawn) == []
    assert all(shape.x >= 0 and shape.x + WIDTH <= drawn.width for shape in drawn.shapes)
    assert all(shape.y >= 0 and shape.y + shape.height <= drawn.height for shape in drawn.shapes)


def test_labels_at_the_edges_of_boxes_stand_apart(plan: Plan) -> None:
    tabs = [curve.tab for curve in drawing(graph_of(plan)).curves if curve.tab]

    close = [
        (one.text, two.text)
        for number, one in enumerate(tabs)
        for two in tabs[number + 1 :]
        if abs(one.y - two.y) < 20 and abs(one.x - two.x) < (one.width + two.width) / 2
    ]
    assert close == []


def test_no_label_hides_the_head_of_an_arrow(plan: Plan) -> None:
    curves = drawing(graph_of(plan)).curves
    tabs = [curve.tab for curve in curves if curve.tab]
    tops = {curve.arrow.target: float(re.findall(r"[\d.]+", curve.path)[-1]) for curve in curves if not curve.back}
    middles = {shape.box.name: shape.x + WIDTH / 2 for shape in drawing(graph_of(plan)).shapes}

    hidden = {
        name
        for name, top in tops.items()
        for tab in tabs
        if abs(tab.y - top) < 10 and abs(tab.x - middles[name]) < tab.width / 2
    }
    assert hidden == set()


def test_every_arrow_between_two_boxes_is_drawn_and_most_point_down(plan: Plan) -> None:
    shown = graph_of(plan)
    drawn = drawing(shown)
    top = {shape.box.name: shape.y for shape in drawn.shapes}

    assert {curve.arrow for curve in drawn.curves} == {arrow for arrow in shown.arrows if arrow.source != arrow.target}
    for curve in drawn.curves:
        assert (top[curve.arrow.source] > top[curve.arrow.target]) is curve.back


def test_the_start_stands_right_above_what_follows_it_whatever_can_be_said_anywhere(plan: Plan) -> None:
    shown = graph_of(plan)
    rows = sorted({shape.y for shape in drawing(shown).shapes})
    top = {shape.box.name: shape.y for shape in drawing(shown).shapes}

    assert top[shown.start] == rows[0]
    assert [top[arrow.target] for arrow in shown.arrows if arrow.source == shown.start] == [rows[1]]


@pytest.mark.parametrize("back", [{("sure", "menu")}, {("sure", "menu"), ("stop", "menu")}])
def test_an_answer_heard_anywhere_that_comes_back_points_up(back: set[tuple[str, str]]) -> None:
    links = [("start", "menu"), (ANYWHERE, "stop"), ("stop", "sure"), ("stop", "end"), ("menu", "end"), *sorted(back)]
    boxes = {name: Box(name, "say", name) for link in links for name in link}
    drawn = drawing(Graph("start", boxes, tuple(Arrow(*link, ("1",)) for link in links)))
    top = {shape.box.name: shape.y for shape in drawn.shapes}

    assert overlapping(drawn) == []
    assert {(curve.arrow.source, curve.arrow.target) for curve in drawn.curves if curve.back} == back
    assert top["start"] < top["menu"] <= top["stop"] < top["end"]


def test_circles_and_loops_are_drawn() -> None:
    boxes = {name: Box(name, "say", name) for name in "abc"}
    links = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "c"), ("b", "a")]
    drawn = drawing(Graph("a", boxes, tuple(Arrow(*link, ("1",)) for link in links)))

    assert overlapping(drawn) == []
    assert sum(curve.back for curve in drawn.curves) == 2


def test_a_single_box_is_a_drawing() -> None:
    assert len(drawing(Graph("a", {"a": Box("a", "end", "終わり")}, ())).shapes) == 1


WRAPPED = {
    "": (),
    "短い": ("短い",),
    "あいうえおかきくけこ": ("あいうえお", "かきくけこ"),
    "あいうえお。かき": ("あいうえお。", "かき"),
    "あいうえおかきくけこさしす": ("あいうえお", "かきくけ…"),
    "press one, or wait": ("press", "one, o…"),
    "unmistakably": ("unmistak", "ably"),
}


def test_long_text_is_broken_and_cut() -> None:
    assert {text: wrapped(text, 5, 2) for text in WRAPPED} == WRAPPED


def test_the_command_prints_mermaid_text() -> None:
    assert run().output.startswith("flowchart TD\n")
    assert run("--mermaid").output == run().output


def test_the_command_speaks_the_language_of_whoever_types_it() -> None:
    english = run().output
    set_language("ja")

    assert "asks for the 都道府県" not in english
    assert "asks for the prefecture" in english
    assert "都道府県をたずねる" in run().output


def test_the_command_prints_the_graph_as_json(stranger: Path) -> None:
    as_json = json.loads(run("--site", stranger, "--json").output)

    assert as_json["start"] == "ask"
    assert {"source": "ask", "target": "ring_sales", "labels": ["1"], "long": ["1 営業"]} in as_json["arrows"]
    assert [box["name"] for box in as_json["boxes"]] == [*load(stranger).plan.flow.nodes, ANYWHERE]  # type: ignore[union-attr]


def test_the_command_writes_one_page(stranger: Path, tmp_path: Path) -> None:
    result = run("--site", stranger, "--html", tmp_path / "page.html")

    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_site_with_problems_is_not_drawn(site_copy: SiteCopy) -> None:
    site_copy.change("data/flow.yaml", "start: welcome", "start: welcme")

    result = run("--site", site_copy.root)

    assert result.exit_code == 1
    assert 'did you mean "welcome"?' in result.stderr


def test_wrong_usage_and_unwritable_files_are_reported(stranger: Path) -> None:
    assert run("--json", "--mermaid").exit_code == 2
    unwritable = run("--site", stranger, "--html", stranger / "no" / "folder.html")
    assert (unwritable.exit_code, "cannot be written" in unwritable.stderr) == (2, True)
