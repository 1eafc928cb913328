"""Everything that a call may need, in one immutable value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.directory import Directory, Office
from ivr.places import Gazetteer
from ivr.speech import Line, Prompt, Voice

from .hearing import Words
from .nodes import AskPlace, Choose, Flow, Node, Say
from .state import Call


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked site: the flow with all it names.

    *hash* identifies the files it was made from. *prompts* are by name, *facts* are what fills their gaps, *voices* are
    by language. *hints* are the phrases that the recogniser is told to expect.
    """

    hash: str
    flow: Flow = field(repr=False)
    directory: Directory = field(repr=False)
    places: Gazetteer = field(repr=False)
    prompts: Mapping[str, Prompt] = field(repr=False)
    facts: Mapping[str, Line] = field(repr=False)
    words: Words = field(repr=False)
    voices: Mapping[str, Voice] = field(repr=False)
    hints: tuple[str, ...] = field(default=(), repr=False)
    codes: Mapping[str, str] = field(default_factory=dict, repr=False)

    def node(self, name: str) -> Node:
        """Return the node *name*; KeyError when there is none."""
        return self.flow.nodes[name]

    def question(self, slot: str) -> str | None:
        """Return the name of the node that asks for *slot*, or None where the flow does not ask for it."""
        return next(
            (
                name
                for name, node in self.flow.nodes.items()
                if isinstance(node, Choose | AskPlace) and node.slot == slot
            ),
            None,
        )

    @property
    def opening(self) -> str:
        """Return the name of the first node that is more than an announcement."""
        name = self.flow.start
        for _ in self.flow.nodes:
            node = self.node(name)
            if not isinstance(node, Say):
                break
            name = node.next
        return name

    @property
    def fallback(self) -> Office:
        """Return the office for all who cannot be led further."""
        return self.directory.others[self.flow.fallback_office]

    def chosen(self, call: Call) -> Office | None:
        """Return the office that *call* has chosen, or None while a question is open or where no such office exists."""
        services = self.directory.services
        service = call.slot("service") or (next(iter(services)) if len(services) == 1 else None)
        prefecture = call.slot("prefecture")
        return self.directory.office(prefecture, service) if service and prefecture else None
