"""Answers that were not understood, by frequency, with what they would mean now and their most similar example."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ivr.call import Plan
from ivr.heard.utterance import plain, utterance

from .hear import hear
from .questions import UnknownQuestionError, call_at


def ranked(plan: Plan, answers: Iterable[tuple[str, str]]) -> Iterator[dict[str, object]]:
    """Yield *answers*, each a node and a text, the most frequent first: similar ones are one, with their first text.

    *meaning* and *outcome* are what `hear` says now, None if the flow has no such question any more; *nearest* is
    the meaning of the likest example, *likeness* from 0 to 1.
    """
    times: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for node, text in answers:
        times[node, plain(text)] += 1
        first.setdefault((node, plain(text)), text)
    for answer, number in sorted(times.items(), key=lambda one: (-one[1], one[0])):
        text = first[answer]
        yield {"times": number, "at": answer[0], "text": text} | _now(plan, *answer) | _nearest(plan, text)


def _now(plan: Plan, node: str, text: str) -> dict[str, object]:
    try:
        understood, _ = hear(plan, call_at(plan, node), node, text)
    except UnknownQuestionError:
        return {"meaning": None, "outcome": None}
    return {"meaning": understood.meaning, "outcome": understood.outcome}


def _nearest(plan: Plan, text: str) -> dict[str, object]:
    near = plan.meanings.near.nearest(plan.meanings.wording.without_names(utterance(text).core))
    likeness, meaning, example = near[0] if near else (0.0, None, None)
    return {"nearest": meaning, "example": example, "likeness": round(likeness, 2)}
