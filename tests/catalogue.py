"""The catalogues of messages: `python -m tests.catalogue` updates them from the code.

New messages are added without a translation, obsolete ones are removed, and the translations are compiled.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

import ivr
from ivr.check.explain import EXPLANATIONS
from ivr.cli import COMMANDS, main
from ivr.cli.comments import comments
from ivr.cli.lang_option import LANG_OPTION, messages
from ivr.site import shipped
from ivr.site.reference import texts
from ivr.translation import CATALOGUES, DOMAIN

Msgid = str | tuple[str, ...]
"""A message, or for a count its two forms."""

_ONE = ("_", "N_")
_TWO = ("ngettext",)
_HEADER = "# What authors and operators read, in Japanese. New messages: python -m tests.catalogue"


class _Plain(Catalog):
    """A catalogue whose header has no author, date or tool."""

    @property  # type: ignore[misc]  # nobody sets it
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the header, which gettext stores as the translation of the empty message."""
        plural = f"nplurals={self.num_plurals}; plural={self.plural_expr};"
        return [
            ("Language", str(self.locale_identifier)),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", plural),
        ]


def po_file(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_file(language: str) -> Path:
    return po_file(language).with_suffix(".mo")


@cache
def read(language: str) -> Catalog:
    """Read the catalogue of a language, including entries that are commented out."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


@cache
def wanted() -> dict[Msgid, str]:
    """Return every message that is looked up, with its source."""
    found: dict[Msgid, str] = {}
    every = (
        *_extracted(ivr, "ivr/"),
        *_extracted(click, "click/"),
        *_of_templates(),
        *_of_help(),
        *_of_rules(),
        *_of_nodes(),
        *_of_comments(),
    )
    for message, where in every:
        if message and message != ("",):
            found.setdefault(message, where)
    return found


def _extracted(package: object, prefix: str) -> Iterator[tuple[Msgid, str]]:
    """Find what the modules of a package look up; click's own messages too, as they are shown among ours."""
    root = Path(str(getattr(package, "__file__", ""))).parent
    for file, tree in modules(root):
        for message in looked_up(tree):
            yield message, prefix + file.relative_to(root).as_posix()


def modules(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Read the modules of a package in which a message may be looked up: half of them name none of the functions."""
    names = tuple(f"{name}(" for name in (*_ONE, *_TWO))
    for file in sorted(root.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if any(name in text for name in names):
            yield file, ast.parse(text)


def _of_templates() -> Iterator[tuple[str, str]]:
    """Find what the templates of pages look up."""
    root, reader = Path(ivr.__file__).parent, Environment(autoescape=True)
    for file in sorted(root.rglob("*.html")):
        tree = reader.parse(file.read_text(encoding="utf-8"))
        for _line, _function, message in extract_from_ast(tree, _ONE):
            if isinstance(message, str):
                yield message, f"ivr/{file.relative_to(root).as_posix()}"


def looked_up(tree: ast.AST) -> Iterator[Msgid]:
    """Find the messages that a module looks up or marks, within f-strings too."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            texts = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
            if call.func.id in _ONE and texts:
                yield str(texts[0])
            elif call.func.id in _TWO:
                yield (str(texts[0]), str(texts[1]))


def looked_up_early(tree: ast.Module) -> Iterator[Msgid]:
    """Find what a module looks up during its import: outside of functions, or in defaults of arguments."""
    waiting: list[ast.AST] = [*tree.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, node.args]
        elif isinstance(node, ast.Lambda):
            waiting.append(node.args)
        else:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", *_TWO):
                yield from looked_up(node)
            waiting += ast.iter_child_nodes(node)


def _of_help() -> Iterator[tuple[str, str]]:
    """Find what `--help` shows of every command."""
    loaded = (getattr(import_module(f"ivr.cli.{name}"), name) for name in COMMANDS)
    for command in (main, *_every(loaded)):
        for text in (command.help, command.epilog, *(getattr(param, "help", "") for param in command.params)):
            for message in messages(text or ""):
                yield message, "ivr/cli"
    yield str(LANG_OPTION.help), "ivr/cli"


def _of_rules() -> Iterator[tuple[str, str]]:
    """Find the explanation of every rule."""
    for name, explanation in EXPLANATIONS.items():
        yield from ((message, f"ivr/check/explain ({name})") for message in messages(explanation.text))


def _of_nodes() -> Iterator[tuple[str, str]]:
    """Find the reference of node kinds in the operator's book."""
    for text in texts():
        yield text, "ivr/call/nodes.py"


def _of_comments() -> Iterator[tuple[str, str]]:
    """Find the comments of the files that `ivr new` writes or copies."""
    for form in ("data/skeleton/*.yaml", "data/examples/*/*/*.yaml", "data/*.yaml", "prompts/*.yaml"):
        for file in sorted(shipped().glob(form)):
            where = file.relative_to(shipped()).as_posix()
            yield from ((message, where) for message in comments(file.read_text(encoding="utf-8")))


def _every(commands: Iterable[click.Command]) -> Iterator[click.Command]:
    for command in commands:
        yield command
        if isinstance(command, click.Group):
            yield from _every(command.commands.values())


def updated(language: str) -> Catalog:
    """Return the catalogue with everything that is looked up, and the translations that there are already."""
    old = read(language)
    new = _Plain(language, domain=DOMAIN, header_comment=_HEADER, fuzzy=False)
    for message, where in sorted(wanted().items(), key=lambda item: (item[1], str(item[0]))):
        known = old.get(message if isinstance(message, str) else message[0])
        new.add(message, known.string if known else "", [(where, 0)])
    return new


def po(catalogue: Catalog) -> bytes:
    """Return the text of a catalogue."""
    written = BytesIO()
    write_po(written, catalogue, width=110, include_lineno=False, omit_header=False)
    return written.getvalue()


def mo(catalogue: Catalog) -> bytes:
    """Return a catalogue compiled."""
    written = BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


if __name__ == "__main__":
    for language in sys.argv[1:] or ("ja",):
        catalogue = updated(language)
        po_file(language).write_bytes(po(catalogue))
        mo_file(language).write_bytes(mo(catalogue))
        missing = [message.id for message in catalogue if message.id and not any(message.string or ())]
        print(*missing, f"{len(missing)} of {len(catalogue)} messages are not translated", sep="\n")  # noqa: T201
