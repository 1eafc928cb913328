"""Report on how answers were understood, as text and as data, against what the flow requires."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ivr.call.flow_file import Required
from ivr.columns import columns, padded
from ivr.translation import N_, _

from .verdict import VERDICTS, JudgedAnswer, Verdict

_FEW = 12
"""Answers of each kind that people are shown without being asked for all."""

_SHOWN: dict[Verdict, str] = {"wrong": N_("misunderstood")}
"""What people are shown for a verdict, where that is not its name: the doctor's "wrong" is another word in Japanese."""
_LISTED: tuple[Verdict, ...] = ("wrong", "not understood")
_ALL = "all"


def percent_understood(tried: Sequence[JudgedAnswer]) -> float:
    """Return how many per cent of the answers were right or led on sensibly; 100 of none."""
    good = sum(one.verdict in ("right", "sensible") for one in tried)
    return 100 * good / len(tried) if tried else 100.0


def falls_short(tried: Sequence[JudgedAnswer], required: Required | None) -> Iterator[str]:
    """Yield a sentence for each requirement of the flow that the answers miss."""
    if required is None or not tried:
        return
    share, wrong = percent_understood(tried), sum(one.verdict == "wrong" for one in tried)
    if share < required.understood:
        yield _("{share:.1f} % of the answers are understood; the flow requires {understood} %").format(
            share=share, understood=required.understood
        )
    if wrong > required.wrong:
        yield _("misunderstood: {wrong} of the answers; the flow allows {allowed}").format(
            wrong=wrong, allowed=required.wrong or _("none")
        )


def answers_as_text(tried: Sequence[JudgedAnswer], *, every: bool) -> Iterator[str]:
    """Yield which answers were not understood, or taken wrongly (all of them, or some), and a table by question."""
    if not tried:
        return
    for verdict in _LISTED:
        those = [one for one in tried if one.verdict == verdict]
        most = len(those) if every else _FEW
        if those:
            yield f"{_shown(verdict)}:"
            yield from (f"  {_line(one)}" for one in those[:most])
        if len(those) > most:
            yield _("  and {count} more (--all lists them)").format(count=len(those) - most)
    names = [_shown(verdict) for verdict in VERDICTS]
    asked_for, share = _("answers"), _("understood")
    head = padded(_("{count} answers").format(count=len(tried)), 16)
    yield "  ".join([head, asked_for, *names, share])
    for at, asked in _by_question(tried):
        counted = Counter(one.verdict for one in asked)
        row = "".join(f"  {counted[verdict]:>{columns(name)}}" for verdict, name in zip(VERDICTS, names, strict=True))
        total = f"{len(asked):>{columns(asked_for)}}"
        yield f"  {at:<14}  {total}{row}  {percent_understood(asked):>{columns(share) - 2}.0f} %"


def _shown(verdict: Verdict) -> str:
    return _(_SHOWN.get(verdict, verdict))


def answers_as_data(tried: Sequence[JudgedAnswer]) -> dict[str, Any]:
    """Return the table, and all answers that were not understood or taken wrongly, for JSON."""
    return {
        "questions": {
            at: {"answers": len(those), **{one: sum(tried.verdict == one for tried in those) for one in VERDICTS}}
            for at, those in _by_question(tried)
        },
        "listed": [
            {
                "path": one.answer.path,
                "line": one.answer.line,
                "verdict": one.verdict,
                "expected": {"meaning": one.answer.meaning, "place": one.answer.place or None},
                "heard": one.heard.as_data(why=True),
            }
            for one in tried
            if one.verdict in _LISTED
        ],
    }


def _by_question(tried: Sequence[JudgedAnswer]) -> Iterator[tuple[str, Sequence[JudgedAnswer]]]:
    for at in dict.fromkeys(one.answer.at for one in tried):
        yield at, [one for one in tried if one.answer.at == at]
    yield _ALL, tried


def _line(judged: JudgedAnswer) -> str:
    """Describe one answer, what was expected, and how it was understood."""
    answer, heard = judged.answer, judged.heard
    expected = " ".join(filter(None, (answer.meaning, answer.place)))
    taken_for = " ".join(filter(None, (heard.meaning, heard.prefecture, f"({heard.outcome})")))
    return _("{path}:{line}: {at} 「{text}」 {expected}; heard: {found} → {leads_to}").format(
        path=answer.path,
        line=answer.line,
        at=answer.at,
        text=answer.text,
        expected=expected,
        found=taken_for,
        leads_to=heard.leads_to,
    )
