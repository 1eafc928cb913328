"""When each prompt of a flow is said: which keys work at that moment, and which of them `{choices}` names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ivr.call import Flow
from ivr.call.interpret import COMMAND_KEYS
from ivr.call.lines import numbered
from ivr.call.nodes import AskPlace, Branch, Choose, Node, Overheard, Question, ReadBack, Ring
from ivr.call.postcode import KEY as POSTAL
from ivr.places.outcome import MOST_CHOICES
from ivr.site import Site
from ivr.speech import KEYS, Prompt, gaps
from ivr.strict_yaml.document import Loc, YamlDocument
from ivr.strict_yaml.schema import validate

from .site_parts import FLOW, prompts_of

EVERY_KEY = frozenset(KEYS)
NO_KEY: frozenset[str] = frozenset()
COMMANDS = frozenset(COMMAND_KEYS)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice that `{choices}` names: its key, and the prompt or the place that labels it ("" for any place)."""

    key: str
    prompt: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """Prompts that are said together.

    *loc* is where the flow names them. *keys* are the keys that work then, *options* those of them that `{choices}`
    names. *asks* tells whether it ends in a question, *menu* whether that is one for the keypad.
    """

    loc: Loc
    prompts: tuple[str, ...]
    keys: frozenset[str] = NO_KEY
    options: tuple[Option, ...] = ()
    asks: bool = False
    menu: bool = False

    @property
    def where(self) -> str:
        """Return where in the flow this is: `ask_service, menu`."""
        return ", ".join(str(part) for part in self.loc[-2:] if part != "nodes")


def announcements_of(site: Site) -> Iterator[Announcement]:
    """Yield everything that the flow of *site* says; nothing if its file has no right form.

    The phrase of a shared line follows a number that is read out.
    """
    if site.flow:  # half a dozen rules ask
        yield from _with_phrase(site.documents[FLOW].once(_said), site.flow, prompts_of(site))


def _said(document: YamlDocument) -> tuple[Announcement, ...]:
    flow, _problems = validate(document, Flow)
    return tuple(_announcements(flow)) if flow else ()


def _with_phrase(said: Iterable[Announcement], flow: Flow, prompts: Mapping[str, Prompt]) -> Iterator[Announcement]:
    for announcement in said:
        yield announcement
        tells = any("number" in gaps(prompts[name].text) for name in announcement.prompts if name in prompts)
        if flow.shared_line and tells:
            yield replace(
                announcement,
                loc=("shared_line", "with_number"),
                prompts=(flow.shared_line.with_number,),
                asks=False,
                menu=False,
            )
    if flow.shared_line:
        yield Announcement(("shared_line", "whisper"), (flow.shared_line.whisper,))


def _announcements(flow: Flow) -> Iterator[Announcement]:
    """Yield when each language and each node says what, in the order of the flow."""
    yield from _switched(flow)
    for name, node in flow.nodes.items():
        loc = ("nodes", name)
        if isinstance(node, Question):
            yield from _asked(flow, loc, node)
        elif not isinstance(node, Branch):
            yield Announcement((*loc, "says"), node.says, keys_at(flow, name))
        if isinstance(node, Ring):
            yield Announcement((*loc, "whisper"), _named(node.whisper))
            yield Announcement((*loc, "accept"), _named(node.accept), EVERY_KEY)


def _switched(flow: Flow) -> Iterator[Announcement]:
    """Yield what is said when a call switches to another language, which any question allows: any key may work."""
    for name, spoken in flow.languages.items():
        yield Announcement(("languages", name, "says"), spoken.says, EVERY_KEY)
        yield Announcement(("languages", name, "whisper"), _named(spoken.whisper))


def _asked(flow: Flow, loc: Loc, node: Question) -> Iterator[Announcement]:
    match node:
        case Choose():
            yield from _choose(flow, loc, node)
        case AskPlace():
            yield from _place(flow, loc, node)
        case ReadBack():
            yield from _read_back(flow, loc, node)


def _choose(flow: Flow, loc: Loc, node: Choose) -> Iterator[Announcement]:
    """Yield what a choice says at each playing, and which keys work then."""
    keys = _keys(node)
    listed = [choice for choice in node.choices if not choice.language]  # a choice of a language has its own prompt
    named = tuple(Option(choice.key, choice.label) for choice in listed)
    later = tuple(Option(choice.key, choice.short or choice.label) for choice in listed)
    for key, options in (("first", named), ("again", later), ("menu", later), ("menu_again", later)):
        said, menu = getattr(node, key), key.startswith("menu")
        if said or key == "menu":
            yield Announcement((*loc, key), (*node.says, *said), keys, options, asks=True, menu=menu)
    yield Announcement((*loc, "noted"), _named(node.noted), keys)
    yield from _before_menu(flow, keys)
    yield _help(flow, loc, node, keys)
    for place, choice in enumerate(node.choices):
        target = node.next if choice.value and node.slot else choice.to
        yield Announcement((*loc, "choices", place, "says"), _named(choice.says), keys_at(flow, target or ""))


def _place(flow: Flow, loc: Loc, node: AskPlace) -> Iterator[Announcement]:
    """Yield what the question for the place says at each of its stages, with the keys that work there."""
    keys = _keys(node)
    regions = tuple(Option(key, region.label) for key, region in numbered(node.regions))
    for key, name in (("acknowledge", node.acknowledge), ("noted", node.noted)):
        yield Announcement((*loc, key), _named(name), keys)
    for key, said in (("first", node.first), ("again", node.again)):
        yield Announcement((*loc, key), said, keys, regions, asks=True)
    for key, said in (("menu", node.menu), ("menu_again", node.menu_again)):
        yield Announcement((*loc, key), said, keys, regions, asks=True, menu=True)
    for region in node.regions:
        entries = tuple(Option(key, place=name) for key, name in numbered(region.areas))
        for key, said in (("region", node.region), ("region_again", node.region_again)):
            yield Announcement((*loc, key), said, _of(entries) | _code_key(node), entries, asks=True, menu=True)
    yield Announcement((*loc, "postal"), node.postal, EVERY_KEY, asks=True)
    for key, said in (("postal_unknown", node.postal_unknown), ("postal_length", node.postal_length)):
        yield Announcement((*loc, key), said, COMMANDS)
    sure = _yes_no(flow)
    for key, said in (("sure", node.sure), ("sure_again", node.sure_again)):
        yield Announcement((*loc, key), said, _of(sure), sure, asks=True)
    several = tuple(Option(str(number)) for number in range(1, MOST_CHOICES + 1))
    yield Announcement((*loc, "pick"), node.pick, _of(several[:2]), several, asks=True)
    yield Announcement((*loc, "refused"), (node.refused,), keys)
    for key, name in (("outside", node.outside), ("wider", node.wider)):
        yield Announcement((*loc, key), _named(name), keys)
    yield from _before_menu(flow, keys)
    yield _help(flow, loc, node, (_of(sure) & keys) | _code_key(node))


def _read_back(flow: Flow, loc: Loc, node: ReadBack) -> Iterator[Announcement]:
    keys = _keys(node)
    for key, said in (("offer", node.offer), ("offer_keys", node.offer_keys)):
        yield Announcement((*loc, key), (*node.says, *said), keys, asks=bool(said))
    for key, said in (("confirm", node.confirm), ("confirm_again", node.confirm_again)):
        yield Announcement((*loc, key), said, keys, _yes_no(flow), asks=True)
    if flow.shared_line:
        yield Announcement(("shared_line", "before_ring"), (flow.shared_line.before_ring,), keys)
    yield _help(flow, loc, node, keys)


def _help(flow: Flow, loc: Loc, node: Question, keys: frozenset[str]) -> Announcement:
    return Announcement((*loc, "help"), (node.help or flow.defaults.help, *_named(flow.defaults.help_fallback)), keys)


def _before_menu(flow: Flow, keys: frozenset[str]) -> Iterator[Announcement]:
    yield Announcement(("defaults", "silence"), (flow.defaults.silence,), keys)
    yield Announcement(("defaults", "misheard"), (flow.defaults.misheard,), keys)


def keys_at(flow: Flow, name: str) -> frozenset[str]:
    """Return the keys that work at every node at which a call may wait after entering the node *name*."""
    ends = [_keys(flow.nodes.get(end)) for end in flow.waits(name)]
    return frozenset.intersection(*ends) if ends else NO_KEY


def _keys(node: Node | None) -> frozenset[str]:
    if isinstance(node, Overheard):
        return EVERY_KEY
    if not isinstance(node, Question):
        return NO_KEY
    match node:
        case Choose():
            return COMMANDS.union(choice.key for choice in node.choices)
        case AskPlace():
            return COMMANDS.union(_code_key(node), (str(number) for number, _ in enumerate(node.regions, 1)))
        case ReadBack():
            return COMMANDS | {"1", "2"}


def _yes_no(flow: Flow) -> tuple[Option, ...]:
    return Option("1", flow.yes), Option("2", flow.no)


def _code_key(node: AskPlace) -> frozenset[str]:
    """Return the key for a postal code, if the flow asks for one."""
    return frozenset({POSTAL} if node.postal else ())


def _of(options: tuple[Option, ...]) -> frozenset[str]:
    return COMMANDS.union(option.key for option in options)


def _named(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()
