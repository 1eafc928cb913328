"""One HTML page of a site that asks no other host for anything: drawing, words, a call to play, keys, offices."""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ivr.call import Plan
from ivr.call.nodes import Choose
from ivr.site import Site

from . import listing, marks, spoken
from .answers import PLACE, POSTCODE, SERVICE
from .chart import chart
from .drawing import LINE, PAD, WIDTH, drawing, wrapped
from .graph import ANYWHERE, graph_of
from .pack import packed
from .table import table

_WORDS = "data/words.yaml"
_MOST_NAMES, _MOST_WORDS = 3, 3


def page(site: Site) -> str:
    """Return the page of a site as HTML text. The site must have a plan."""
    assert site.plan
    plan = site.plan
    graph = graph_of(plan)
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"heard": _heard, "wrapped": wrapped}
    return environment.get_template("page.html").render(
        title=_title(plan),
        greeting=_greeting(plan),
        css=Markup(_static("page.css")),  # noqa: S704 - our own file
        script=Markup(_static("page.js")),  # noqa: S704 - the same
        data=_embedded(_data(site, plan)),
        graph=graph,
        leads={name: [arrow for arrow in graph.arrows if arrow.source == name] for name in graph.boxes},
        drawing=drawing(graph),
        size={"width": WIDTH, "pad": PAD, "line": LINE},
        anywhere=ANYWHERE,
        said={name: spoken.at(plan, name) for name in plan.flow.nodes},
        said_anywhere=spoken.anywhere(plan),
        prompts=dict(spoken.prompts(plan)),
        chart=chart(plan),
        groups=listing.groups(plan),
        source=plan.directory.source,
        offices=sum(1 for _ in plan.directory),
        unverified=len(plan.directory.unverified()),
        turns=plan.flow.turns,
        prefectures=_asked(plan),
    )


def _title(plan: Plan) -> str:
    names = [service.name for service in plan.directory.services.values()]
    more = "ほか" if len(names) > _MOST_NAMES else ""
    return "・".join(names[:_MOST_NAMES]) + more + " 電話案内"


def _greeting(plan: Plan) -> str:
    said = spoken.at(plan, plan.flow.start)
    return marks.plain(said[0].text) if said else ""


def _asked(plan: Plan) -> dict[str, str]:
    """Return the prefectures by code, if the flow asks for one."""
    places = plan.places.prefectures if plan.question("prefecture") else {}
    return {code: prefecture.name for code, prefecture in places.items()}


def _data(site: Site, plan: Plan) -> dict[str, Any]:
    made = table(plan)
    graph = graph_of(plan)
    return packed(made) | {
        "offices": listing.spoken_names(plan),
        "places": {code: [name, made.classes.number(code)] for code, name in _asked(plan).items()},
        "services": {service.id: service.name for service in plan.directory.services.values()},
        "nodes": {name: box.title for name, box in graph.boxes.items()},
        "words": _words(site, plan),
        "names": {"place": PLACE, "service": SERVICE, "postal": POSTCODE},
    }


def _words(site: Site, plan: Plan) -> dict[str, dict[str, list[str]]]:
    """Return by node and key what callers may say instead of the key, the first few of each list."""
    written = site.documents[_WORDS].data
    lists: Mapping[str, Any] = written if isinstance(written, dict) else {}
    return {
        name: {choice.key: _few(lists, choice.words, choice.value) for choice in node.choices}
        for name, node in plan.flow.nodes.items()
        if isinstance(node, Choose)
    }


def _few(written: Mapping[str, Any], words: str | None, service: str | None) -> list[str]:
    listed = [*written.get("services", {}).get(service, []), *written.get("lists", {}).get(words, [])]
    return [str(word) for word in listed[:_MOST_WORDS]]


def _heard(text: str) -> Markup:
    """Write what is heard as HTML, with what filled its gaps marked."""
    html = str(escape(text)).replace(marks.OPEN, '<span class="gap">').replace(marks.CLOSE, "</span>")
    return Markup(html)  # noqa: S704 - escaped above


def _embedded(data: object) -> Markup:
    """Write *data* as JSON that may stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - no tag can begin in it


def _static(name: str) -> str:
    return (resources.files(__package__) / "static" / name).read_text(encoding="utf-8")
