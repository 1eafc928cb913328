"""`ivr check`: a site's problems with their places, the proof, what callers will notice, what a rule requires."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.check import Allowed, problems_of, settle
from ivr.check.explain import EXPLANATIONS
from ivr.check.rules import missing_in_language
from ivr.clock import japanese_time
from ivr.garbage import no_collection
from ivr.safe_files import write_whole
from ivr.site import Problem, Site, as_github, as_text, load, seen_from
from ivr.strict_yaml.messages import meant, nearest
from ivr.translation import _, ngettext

from .lang_option import translated, wrapped
from .options import NewFolder, holds_site, in_json, json_option, site_option
from .output import progress_line

if TYPE_CHECKING:  # what the rules do not need is imported only where it is used
    from ivr.check.diff import Change
    from ivr.check.proof import Proof

_WIDTH, _CUT = 100, 50
"""Columns; examples longer than that are cut, for a rule of long sentences has long ones."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result for a site: problems in order of place, and counts.

    *proof* is None if it was left out or the site has no flow; *changes* is None unless an older site was given.
    *allowed* are warnings that the site allows in place.
    """

    problems: tuple[Problem, ...]
    counts: dict[str, int]
    allowed: tuple[Allowed, ...] = ()
    proof: "Proof | None" = None
    changes: "tuple[Change, ...] | None" = None

    @property
    def fine(self) -> bool:
        """Return whether there is nothing worse than warnings."""
        return all(problem.warning for problem in self.problems)


def _old_site(_context: click.Context, _parameter: click.Parameter, folder: Path | None) -> Path | None:
    if folder and not holds_site(folder):
        message = _("there is no site in {folder}: it has neither data/flow.yaml nor data/directory.yaml")
        raise click.BadParameter(message.format(folder=click.format_filename(folder)))
    return folder


@click.command()
@site_option
@json_option
@click.option("--github", is_flag=True, help="Print annotations that GitHub shows beside the lines of the files.")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_old_site,
    metavar="OLD",
    help="Also list what callers will notice, compared with the site in the folder OLD.",
)
@click.option("--no-proof", is_flag=True, help="Only read the files and apply the rules, without the proof.")
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Prove without shortcuts: try every word, and the correction from every office to every other.",
)
@click.option(
    "--calls",
    type=NewFolder(),
    metavar="DIR",
    help="Write each faulty call that the proof finds to a file DIR/NAME.call.yaml, which `ivr test` plays.",
)
@click.option(
    "--explain",
    metavar="RULE",
    help="Explain what a rule requires and why, with a bad and a good example, and check nothing.",
)
@click.pass_context
def check(
    context: click.Context,
    *,
    site: Path,
    as_json: bool,
    github: bool,
    against: Path | None,
    no_proof: bool,
    every: bool,
    calls: Path | None,
    explain: str | None,
) -> None:
    """Find problems in a site, and prove that no caller is lost.

    Each problem is printed as path:line:column: message (rule). The proof then follows every call that the site can
    have: whatever the caller does, the call must end, and must reach an office or read out a number. If a call does
    not, its shortest form is shown. The exit code is 0 if there are no problems, or only warnings, and 1 if there are
    problems.

    To allow a warning, write a comment at the end of the line, or above the key it concerns: "# allow: RULE until
    2027-03-31: reason". Allowed warnings are listed, and allowances that have expired are reported.
    """
    if explain is not None:
        click.echo(_explained(explain, as_json=as_json))
        return
    if as_json and github:
        raise click.UsageError(_("--json and --github exclude each other."))
    if no_proof and (every or calls):
        raise click.UsageError(_("--no-proof leaves out what --all and --calls are about."))
    context.with_resource(no_collection())
    loaded, shown = load(site), as_github if github else as_text
    left, allowed = settle(loaded, problems_of(loaded), japanese_time().date())
    of_rules = _named(left, github=github)
    allowed = tuple(replace(one, problem=_named([one.problem], github=github)[0]) for one in allowed)
    if (of_rules or allowed) and not as_json:  # at once: the proof takes a while
        click.echo("\n".join(filter(None, (shown(of_rules), *map(str, allowed)))))
    # The calls of a language can only be followed once all its words are written.
    unproven = no_proof or any(one.rule == missing_in_language.ID and not one.warning for one in left)
    proof = None if unproven else _proof(loaded, every=every)
    of_proof = _named(proof.problems if proof else (), github=github)
    if of_proof and not as_json:
        click.echo(shown(of_proof))
    old = load(against) if against else None
    problems = tuple(sorted({*of_rules, *of_proof}))
    report = Report(problems, _counts(loaded), allowed, proof, _changes(old, loaded) if old else None)
    if calls and report.proof:
        _write(report.proof, calls)
    click.echo(_as_json(report) if as_json else "\n".join(_lines(report)))
    context.exit(0 if report.fine else 1)


def _explained(rule: str, *, as_json: bool) -> str:
    """Return what *rule* requires and why, for people or as JSON. Raises UsageError if no rule has that name."""
    explanation = EXPLANATIONS.get(rule)
    if explanation is None:
        message = _('there is no rule "{name}"{meant}')
        near = nearest(rule, tuple(EXPLANATIONS))
        suggestion = meant(rule, near) if near else _(": each message ends with the name of its rule, in parentheses")
        raise click.UsageError(message.format(name=rule, meant=suggestion))
    text = translated(explanation.text)
    if as_json:
        data = {"rule": rule, "refuses": explanation.refuses, "warns": explanation.warns, "text": text}
        data |= {"path": explanation.path, "bad": explanation.bad, "good": explanation.good}
        return in_json(data)
    paragraphs = (wrapped(paragraph, _WIDTH) for paragraph in text.strip().split("\n\n"))
    examples = ((_("Bad, in {path}:"), explanation.bad), (_("Good:"), explanation.good))
    shown = ("\n".join(_example(title.format(path=explanation.path), lines)) for title, lines in examples if lines)
    of_which = [_("The examples are of the site that comes with this program.")] if explanation.bad else []
    return "\n\n".join((f"{rule}:", *paragraphs, *shown, *of_which))


def _example(title: str, text: str) -> Iterator[str]:
    yield title
    for line in text.splitlines():
        cut = _("{start}… ({count} characters)").format(start=line[:_CUT], count=len(line))
        yield f"    {line if len(line) <= _WIDTH else cut}"


def _proof(site: Site, *, every: bool) -> "Proof | None":
    from ivr.check.proof import prove  # noqa: PLC0415 - see above

    with progress_line() as show:

        def tell(walked: int, known: int) -> None:
            show(_("proof: {walked} of {known} states visited").format(walked=walked, known=known))

        return prove(site, every=every, tell=tell)


def _changes(old: Site, new: Site) -> "tuple[Change, ...]":
    from ivr.check.diff import changes  # noqa: PLC0415 - see above

    return changes(old, new)


def _write(proof: "Proof", folder: Path) -> None:
    """Write each call that breaks a claim to a file named after the claim."""
    from ivr.callscript import SUFFIX, script_text  # noqa: PLC0415 - see above

    folder.mkdir(parents=True, exist_ok=True)
    for number, broken in enumerate(proof.broken, 1):
        if broken.script:
            write_whole(folder / f"{number:02}-{broken.claim}{SUFFIX}", script_text(broken.script).encode())


def _as_json(report: Report) -> str:
    answer: dict[str, object] = {"problems": [problem.as_data() for problem in report.problems], **report.counts}
    answer["allowed"] = [one.as_data() for one in report.allowed]
    if report.proof:
        answer["proof"] = report.proof.as_data()
    if report.changes is not None:
        from ivr.check.diff import as_data  # noqa: PLC0415 - see above

        answer["changes"] = as_data(report.changes)
    return in_json(answer)


def _lines(report: Report) -> Iterator[str]:
    if report.changes:
        yield _("Callers will notice:")
        yield from map(str, report.changes)
    elif report.changes is not None:
        yield _("Callers will notice no difference.")
    if report.proof:
        yield str(report.proof)
    yield _summary(report)


def _named(problems: Iterable[Problem], *, github: bool) -> tuple[Problem, ...]:
    """Return *problems* with paths relative to the current folder, or for GitHub to the top of the repository."""
    top = os.environ.get("GITHUB_WORKSPACE", "") if github else ""
    return tuple(replace(problem, path=seen_from(top or os.curdir, problem.path)) for problem in problems)


def _counts(site: Site) -> dict[str, int]:
    if site.directory is None:
        return {}
    return {"offices": sum(1 for _ in site.directory), "unverified": len(site.directory.unverified())}


def _summary(report: Report) -> str:
    """Sum up in one line: `no problems, 2 warnings; 95 of 95 offices unverified`."""
    warnings = [problem.warning for problem in report.problems]
    problems, warned = warnings.count(False), warnings.count(True)
    of_problems = ngettext("{count} problem", "{count} problems", problems) if problems else _("no problems")
    of_warnings = ngettext("{count} warning", "{count} warnings", warned) if warned else _("no warnings")
    parts = [f"{of_problems.format(count=problems)}{_(', ')}{of_warnings.format(count=warned)}"]
    if count := len(report.allowed):
        parts.append(ngettext("{count} allowed", "{count} allowed", count).format(count=count))
    if report.changes is not None:
        count = len(report.changes)
        of_changes = ngettext("{count} change", "{count} changes", count) if count else _("no changes")
        parts.append(of_changes.format(count=count))
    unverified = _("{unverified} of {offices} offices unverified")
    parts.append(unverified.format_map(report.counts) if report.counts else _("offices not readable"))
    return _("; ").join(parts)
