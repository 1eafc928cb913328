"""The operator's round of calls to every office: their results, the offices left to call, and the list to sign."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date
from errno import ENOSPC
from pathlib import Path
from typing import Literal, get_args

from ivr.columns import columns, padded
from ivr.directory import Directory, Office
from ivr.safe_files import owner_only
from ivr.translation import N_, _

VerificationResult = Literal["right", "wrong", "no answer"]
FILE = "verifying.tsv"
_DAMAGED = N_("{file}:{line}: expected {count} fields separated by tabs, and a result, found: {text}")

_TITLE = N_("Numbers that were called and found right: {count} of {all} ({day})")
_WRONG = N_("Numbers that were found wrong, and must be changed in data/directory.yaml: {count}")
_OPEN = N_("Numbers that are still to be called: {count}")
_SIGN = N_("This list is right.\n\nDate ____________   Name ____________________   Signature ____________________")


@dataclass(frozen=True, slots=True)
class VerificationCall:
    """One call: on which *day* *by* called the *number* of an *office* (its key), the *result*, and who *answered*."""

    day: str
    office: str
    number: str
    result: VerificationResult
    answered: str
    by: str


def read_calls(file: Path) -> tuple[VerificationCall, ...]:
    """Return the calls noted in *file*, none if there is no file. Raises OSError, also for a damaged line."""
    if not file.exists():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(_call(file, number, line) for number, line in enumerate(lines, 1) if line)


def _call(file: Path, number: int, line: str) -> VerificationCall:
    cells = line.split("\t")
    count = len(fields(VerificationCall))
    if len(cells) != count or cells[3] not in get_args(VerificationResult):
        raise OSError(_(_DAMAGED).format(file=file, line=number, count=count, text=line))
    return VerificationCall(*cells)  # type: ignore[arg-type]  # the result was looked at


def note(file: Path, call: VerificationCall) -> None:
    """Append a call to *file* at once, so that nothing is lost wherever the round stops. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    line = "\t".join(" ".join(cell.split()) for cell in astuple(call)) + "\n"
    content = line.encode()
    with open(file, "ab", buffering=0, opener=owner_only) as opened:  # it contains names of people
        before = opened.tell()
        if opened.write(content) < len(content):  # half a line would keep the next round from being read
            opened.truncate(before)
            raise OSError(ENOSPC, os.strerror(ENOSPC), str(file))


def to_call(directory: Directory, calls: Iterable[VerificationCall], first: str) -> list[Office]:
    """Return the offices still to be called, the one with the key *first* before the others.

    Those that did not answer come last. A number that was found wrong is not called again until it is changed.
    """
    last = {(one.office, one.number): one.result for one in calls}
    left = [office for office in directory.unverified() if last.get((office.key, office.number)) != "wrong"]
    return sorted(left, key=lambda office: ((office.key, office.number) in last, office.key != first))


def found_wrong(directory: Directory, calls: Iterable[VerificationCall]) -> Iterator[tuple[Office, VerificationCall]]:
    """Yield the offices whose present number was found wrong, each with the call that found it."""
    last = {(one.office, one.number): one for one in calls}
    for office in directory.unverified():
        one = last.get((office.key, office.number))
        if one and one.result == "wrong":
            yield office, one


def list_to_sign(directory: Directory, calls: tuple[VerificationCall, ...], day: date) -> str:
    """Return the list to sign: which numbers were called, by whom, and who answered; and those still to be called."""
    answered = {(one.office, one.number): one.answered for one in calls if one.result == "right"}
    right = [office for office in directory if office.verified]
    wrong = list(found_wrong(directory, calls))
    left = to_call(directory, calls, "")
    lines = [_(_TITLE).format(count=len(right), all=len(list(directory)), day=day), ""]
    row = _rows(directory)
    for office in right:
        name = answered.get((office.key, office.number))
        who = _(", answered by {name}").format(name=name) if name else ""
        lines.append(
            _("{line}  {verified_on}, called by {verified_by}{who}").format(
                line=row(office), verified_on=office.verified_on, verified_by=office.verified_by, who=who
            )
        )
    lines += ["", _(_WRONG).format(count=len(wrong)), ""]
    lines += [
        _("{line}  {day}, called by {by}, answered by {answered}").format(
            line=row(office), day=one.day, by=one.by, answered=one.answered
        )
        for office, one in wrong
    ]
    lines += ["", _(_OPEN).format(count=len(left)), "", *(row(office).rstrip() for office in left), "", _(_SIGN)]
    return "\n".join(lines)


def _rows(offices: Iterable[Office]) -> Callable[[Office], str]:
    """Return a function that writes a line for an office: its key, number and name, in columns of equal width."""
    texts = {office.key: (office.key, office.number, office.printed_name) for office in offices}
    widths = [max(map(columns, column)) for column in zip(*texts.values(), strict=True)]
    return lambda office: "  ".join(map(padded, texts[office.key], widths))
