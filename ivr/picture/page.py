"""HTML page of a site, complete in one file: drawing, prompts, key chart, offices."""

import re
from collections.abc import Callable, Collection, Mapping
from itertools import cycle

from markupsafe import Markup

from ivr.call import Plan
from ivr.html_page import environment, static
from ivr.site.examples import recordable
from ivr.translation import current_language

from . import spoken
from .chart import chart, in_words_of
from .drawing import LINE, PAD, WIDTH, drawing, wrapped
from .graph import ANYWHERE, graph_of
from .office_list import groups

_JAPANESE = re.compile("([々-ヿ㐀-鿿][\u3000-ヿ㐀-鿿\uff00-\uffef]*)")


def page(plan: Plan) -> str:
    """Return the page of *plan* as HTML text; all but the site's own words is in the language of the command."""
    graph, keys = graph_of(plan), chart(plan)
    own = environment(__package__)

    def for_callers(caller: Callable[[], Markup]) -> Markup:
        """Return a part of the page in the site's language."""
        with in_words_of(plan):
            return caller()

    own.filters |= {"wrapped": wrapped, "keyed": _keyed, "filled": _filled, "marked": _marked}
    return own.get_template("page.html").render(
        own=current_language(),
        title=plan.directory.name or plan.directory.title,
        greeting=spoken.first_words(plan, plan.flow.start),
        css=static(__package__, "page.css"),
        script=static(__package__, "page.js"),
        graph=graph,
        leads={name: [arrow for arrow in graph.arrows if arrow.source == name] for name in graph.boxes},
        drawing=drawing(graph),
        size={"width": WIDTH, "pad": PAD, "line": LINE},
        anywhere=ANYWHERE,
        said={ANYWHERE: spoken.anywhere(plan)} | {name: spoken.heard_at(plan, name) for name in plan.flow.nodes},
        prompts_by_language=_by_language(plan),
        chart=keys,
        for_callers=for_callers,
        lang=Markup("") if plan.language == current_language() else Markup(' lang="{}"').format(plan.language),
        groups=groups(plan, keys),
        source=plan.directory.source,
        offices=sum(1 for _ in plan.directory),
        unverified=len(plan.directory.unverified()),
    )


def _by_language(plan: Plan) -> Mapping[str, tuple[Mapping[str, spoken.HeardText], Collection[str]]]:
    """Return what is said in each language, by prompt, and which of that a recording in it can say.

    Callers of one language hear single prompts in another ("For Japanese, press eight."), which its speaker records.
    """
    views = [plan.speaks(language) for language in plan.languages]
    said = {view.language: dict(spoken.every(view)) for view in views}
    spoken_by = {language: ({**heard}, set[str]()) for language, heard in said.items()}
    for view in views:
        for name in recordable(view):
            if language := spoken_by.get(view.prompts[name].language):
                language[0].setdefault(name, said[view.language][name])
                language[1].add(name)
    return spoken_by


def _keyed(text: str, *, key: str, region: str = "", area: str = "") -> Markup:
    """Return a sentence of the chart, whose gaps *key* and *region* are shown as keys."""
    keys = {
        "key": Markup('<b class="key">{}</b>').format(key),
        "region": Markup('<b class="key big">{}</b>').format(region),
    }
    return _filled(text, area=area, **keys)


def _filled(message: str, /, **gaps: str) -> Markup:
    """Return *message*, whose gaps are filled with markup, or with text."""
    return Markup(message).format(**gaps)  # noqa: S704 - our own words


def _marked(text: str) -> Markup:
    """Return *text* with its Japanese marked if the page is in another language: sentences of ours hold names."""
    if current_language() == "ja":
        return Markup("{}").format(text)
    forms = cycle((Markup("{}"), Markup('<span lang="ja">{}</span>')))  # other text and Japanese alternate
    return Markup("").join(form.format(part) for form, part in zip(forms, _JAPANESE.split(text), strict=False))
