"""The dialogue of `ivr offices verify` without a name: it goes through the numbers one by one."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click

from ivr.clock import japanese_time
from ivr.directory import Directory, Office, is_placeholder
from ivr.golive.verification_calls import VerificationCall, VerificationResult, note, read_calls, to_call
from ivr.site import Site
from ivr.site.directory_edit import write_verification
from ivr.site.loader import DIRECTORY
from ivr.strict_yaml.edit import CannotEditError
from ivr.translation import N_, _

_RESULTS: dict[str, VerificationResult] = {"r": "right", "w": "wrong", "n": "no answer"}
_SKIP, _QUIT = "s", "q"

_BEGIN = N_(
    "Numbers to call: {count}. Call each one, and ask who answers: it must be the office that is named here. "
    "Every answer is saved at once; stop when you like, and continue with the same command."
)
_NO_NUMBER = N_("Placeholders, which nobody can call: {count}. Write the offices' own numbers to {file} first.")
_OFFICE = N_("\n{index} of {count}: {name} ({key})\n    call {number}")
_SHARED = N_("    a shared line: callers are told to ask for this office by name; try that")
_HOW = N_("    [r]ight   [w]rong   [n]o answer   [s]kip   [q]uit > ")
_WHO = {"right": N_("    Who answered (a name, a desk)? > "), "wrong": N_("    Who has this number now? > ")}
_AGAIN = N_("    one of: r w n s q")
_WRITTEN = N_("    written: verified on {day} by {by}")
_CHANGE = N_("    Find the right number, and write it to {file}; you will not be asked about the old one again.")
_NOT_WRITTEN = N_("    nothing was written: {why}")
_END = N_("\n{right} right, {wrong} wrong, {silent} without an answer; {left} still to be called.")
_GO_ON = N_("ivr offices verify continues.")
_SIGN = N_("ivr offices verify --list prints the list to sign.")


class _StoppedError(Exception):
    """The person at the terminal has had enough, or is gone."""


@dataclass(frozen=True, slots=True)
class VerificationRound:
    """A round of calls *by* a person to the offices of *site*, noted in *file*."""

    site: Site
    file: Path
    by: str

    def lead(self, directory: Directory, first: str) -> None:
        """Go through the numbers that are left, and report the progress. Raises OSError."""
        listed = to_call(directory, read_calls(self.file), first)
        offices = [one for one in listed if not is_placeholder(one.number)]
        click.echo(_(_BEGIN).format(count=len(offices)))
        if placeholders := len(listed) - len(offices):
            click.echo(_(_NO_NUMBER).format(count=placeholders, file=DIRECTORY))
        came: Counter[str] = Counter()
        try:
            for index, office in enumerate(offices, 1):
                click.echo(_(_OFFICE).format(index=index, count=len(offices), name=office.printed_name, **_of(office)))
                if office.shared_line:
                    click.echo(_(_SHARED))
                came[self._one(office)] += 1
        except _StoppedError:
            click.echo()
        left = len(listed) - came["right"] - came["wrong"]
        click.echo(_(_END).format(right=came["right"], wrong=came["wrong"], silent=came["no answer"], left=left))
        click.echo(f"{_(_GO_ON)} {_(_SIGN)}" if left else _(_SIGN))

    def _one(self, office: Office) -> str:
        """Ask how the call to *office* went, and store the result. Raises OSError."""
        while (answer := self._line(_(_HOW)).lower()) not in _RESULTS:
            if answer == _SKIP:
                return _SKIP
            if answer == _QUIT:
                raise _StoppedError
            click.echo(_(_AGAIN))
        result = _RESULTS[answer]
        who = self._line(_(_WHO[result])) if result in _WHO else ""
        day = japanese_time().date()
        if result == "right":
            try:
                write_verification(
                    self.site.root / DIRECTORY, self.site.offices.locs[office.key], day, self.by, office.number
                )
            except CannotEditError as why:
                click.echo(_(_NOT_WRITTEN).format(why=why))
                return _SKIP
            click.echo(_(_WRITTEN).format(day=day, by=self.by))
        elif result == "wrong":
            click.echo(_(_CHANGE).format(file=DIRECTORY))
        note(self.file, VerificationCall(day.isoformat(), office.key, office.number, result, who, self.by))
        return result

    def _line(self, prompt: str) -> str:
        try:
            return input(prompt).strip()
        except EOFError:
            raise _StoppedError from None


def _of(office: Office) -> dict[str, str]:
    return {"key": office.key, "number": office.number}
