"""Verbs of a document that no call can reach."""

from collections.abc import Iterator, Sequence

from .tree import Element


def unreached(verbs: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    """Yield each verb behind one that always leaves the document, together with that one."""
    barrier: Element | None = None
    for verb in verbs:
        if barrier is not None:
            yield verb, barrier
        elif _is_barrier(verb):
            barrier = verb


def _is_barrier(verb: Element) -> bool:
    """Tell whether *verb* always leaves the document: by itself, or through an action that it always requests."""
    match verb.name:
        case "Redirect" | "Hangup" | "Reject":
            return True
        case "Dial":
            return "action" in verb.attributes
        case "Gather":
            return verb.attributes.get("actionOnEmptyResult") == "true"
        case _:
            return False
