"""Every regular expression of `ivr`, tried on long repetitions of its own alternatives: `python -m tests.expressions`.

An expression such as `(A|B|AB)+$` takes twice as long with each further AB, and `re` lets nothing else run meanwhile:
one sentence would stop a worker. Texts are made from an expression's own parse tree, so a new expression is tried too.
"""

import ast
import importlib
import os
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from re import _constants as op, _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import ivr

Tree = Any  # a part of a parsed expression, for which `re` has no types
LENGTHS = {200: 0.1, 400: 0.2, 1700: 0.3}
"""Characters, with the seconds of the processor that a text of that length may take. What takes twice as long with
each word takes for ever at 200 and 400, where a square takes at most 0.01 s: these limits are ten times too wide, so
that none is passed by chance where the processor is slow, or shared. The last tells a cube from a square."""
_GROWTH = 37
"""From the second length to the last the time of a square grows 18 times, that of a cube 77 times: what takes more than
its seconds may take this many times what it took at the second. Seconds alone do not tell them apart: a cube takes
0.4 s on a fast machine, a square up to 0.3 s on a slow one."""
_LONG = 8  # times that a part may be repeated: below it no run of it is long
_SAMPLES = 60  # ways to write a part that are tried
_STRANGERS = "ん0xア字 、-\n"  # what may stand for "any other character"
_ENDS = ("ん", "\nん", "x")  # behind a run: what makes an expression go back


@cache
def compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each expression that a module of `ivr` holds, also in tables, and each that its functions write out."""
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in _modules():
        for name, value in vars(module).items():
            if not name.startswith("__"):
                yield from ((f"{module.__name__}.{name}", found) for found in _patterns(value, 0))
        for place, pattern in in_functions(module.__name__):
            if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str):
                yield place, re.compile(pattern.value)


@cache
def in_functions(module: str) -> tuple[tuple[str, ast.expr], ...]:
    """Return the expressions that each function of a module hands to `re`, with the function's name."""
    source = Path(str(importlib.import_module(module).__file__)).read_text(encoding="utf-8")
    return tuple(_handed(module, ast.parse(source))) if re.search(r"\bre\.", source) else ()


def _handed(module: str, tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=called), args=[first, *_]):
                        if called != "escape":
                            yield f"{module}.{function.name}", first


@cache
def _modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(ivr.__path__, "ivr.")
    runnable = (each.name for each in found if not each.name.endswith("__main__") and ".migrations." not in each.name)
    return [importlib.import_module(name) for name in runnable]


def modules() -> list[str]:
    """Return the names of all modules."""
    return [module.__name__ for module in _modules()]


def _patterns(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    """Yield the expressions in a value, however they are nested; those for bytes as the same for text."""
    match value:
        case re.Pattern(pattern=str()):
            yield value
        case re.Pattern(pattern=bytes(text), flags=flags):
            yield re.compile(text.decode("latin-1"), flags | re.ASCII)
        case Mapping():
            inside: list[object] = [*value.values()]
        case tuple() | list() | set() | frozenset():
            inside = [*value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            inside = [getattr(value, field.name, None) for field in fields(value)]
        case _:
            inside = []
    if not isinstance(value, re.Pattern) and depth < len("four"):
        for each in inside:
            yield from _patterns(each, depth + 1)


def attacks(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of about *length* characters: a beginning, one alternative again and again, an end that fits not.

    At the last length, of the alternative alone that took longest at the one before: a cube took ten times a square.
    """
    shortest, _, longest = LENGTHS
    runs = _worst(pattern) if length == longest else _runs(pattern)
    for run in runs:
        yield from (_text(run, length, end) for end in _ENDS[: None if length == shortest else 1])


def _text(run: tuple[int, str, str], length: int, end: str) -> str:
    size, part, before = run
    return before + part * (length // size) + end


def tree(pattern: re.Pattern[str]) -> Tree:
    """Return the parse tree of an expression."""
    return _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)


@cache
def _runs(pattern: re.Pattern[str]) -> list[tuple[int, str, str]]:
    """Return what may be repeated, the shortest first: its length, itself, and what leads to it."""
    parsed = tree(pattern)
    runs = {*_repeated(parsed, ""), *(("", sample) for sample in _samples(parsed))}
    return sorted((len(part), part, before) for before, part in runs if part)


def _repeated(parsed: Tree, before: str) -> Iterator[tuple[str, str]]:
    """Yield each way to write a part that may stand there many times, and what leads to it."""
    for token, value in parsed:
        for part in _parts(token, value):
            if token in _REPEATS and value[1] >= _LONG:
                yield from ((before, sample) for sample in _samples(part))
            yield from _repeated(part, before)
        before += _token(token, value)[0]


_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_OF_ONE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)


def repeats_a_group_possessively(parsed: Tree) -> bool:
    """Return whether more than one character is repeated possessively: `re` before 3.11.5 gets it wrong."""
    return any(
        (token is op.POSSESSIVE_REPEAT and (len(value[2]) > 1 or value[2][0][0] not in _OF_ONE))
        or any(map(repeats_a_group_possessively, _parts(token, value)))
        for token, value in parsed
    )


def _parts(token: Tree, value: Tree) -> list[Tree]:
    match token:
        case op.BRANCH:
            return list(value[1])
        case op.SUBPATTERN:
            return [value[3]]
        case op.ASSERT | op.ASSERT_NOT:
            return [value[1]]
        case op.ATOMIC_GROUP:
            return [value]
        case _ if token in _REPEATS:
            return [value[2]]
        case _:
            return []


def _samples(parsed: Tree) -> list[str]:
    """Return ways to write a sequence: the plainest, and each with one part of it written another way."""
    ways = [_token(token, value) for token, value in parsed]
    plainest = [way[0] for way in ways]
    found = ["".join(plainest), "".join(way[-1] for way in ways)]
    for at, way in enumerate(ways):
        found += ["".join([*plainest[:at], other, *plainest[at + 1 :]]) for other in way[1:]]
    return list(dict.fromkeys(found))[:_SAMPLES]


def _token(token: Tree, value: Tree) -> list[str]:
    """Return ways to write one part of an expression, the plainest first; never none."""
    match token:
        case op.LITERAL:
            return [chr(value)]
        case op.NOT_LITERAL:
            return [next(mark for mark in _STRANGERS if ord(mark) != value)]
        case op.ANY:
            return ["ん"]
        case op.IN:
            return _signs(value)
        case op.BRANCH | op.SUBPATTERN | op.ATOMIC_GROUP:
            found = (sample for part in _parts(token, value) for sample in _samples(part))
        case _ if token in _REPEATS:
            least, most, part = value
            counts = dict.fromkeys((least, min(most, max(least, 1)), min(most, least + 2)))
            found = (sample * count for count in counts for sample in _samples(part))
        case _:  # a place, or what stands before or behind
            return [""]
    return list(dict.fromkeys(found))[:_SAMPLES]


def _signs(items: Tree) -> list[str]:
    """Return characters out of a set, one of each of its parts."""
    matches = re.compile(f"[{''.join(_written(*item) for item in items)}]").match
    first = [
        chr(value if token is op.LITERAL else value[0]) for token, value in items if token in (op.LITERAL, op.RANGE)
    ]
    return [sign for sign in dict.fromkeys([*first, *_STRANGERS, *"12aA_/"]) if matches(sign)] or ["ん"]


def _written(token: Tree, value: Tree) -> str:
    match token:
        case op.NEGATE:
            return "^"
        case op.LITERAL:
            return re.escape(chr(value))
        case op.RANGE:
            return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        case _:
            return {
                op.CATEGORY_DIGIT: r"\d",
                op.CATEGORY_NOT_DIGIT: r"\D",
                op.CATEGORY_SPACE: r"\s",
                op.CATEGORY_NOT_SPACE: r"\S",
                op.CATEGORY_WORD: r"\w",
                op.CATEGORY_NOT_WORD: r"\W",
            }[value]


def freezes(task: Callable[[], object]) -> bool:
    """Return whether a task is ended by its limit of processor time."""
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            task()
            failed = 0
        finally:
            os._exit(failed)
    _, status = os.waitpid(child, 0)
    return status != 0


def held_up(expressions: Iterable[tuple[str, re.Pattern[str]]]) -> dict[str, int]:
    """Return the names of the expressions that a text stops, each with its length.

    One that is stopped is tried again by itself: a processor that is shared may have stood still for as long.
    """
    names = {pattern: name for name, pattern in expressions}
    found = {}
    rest = list(names)
    while rest:
        passed = _passed(rest)
        for pattern in rest[passed : passed + 1]:
            if length := length_that_freezes(pattern):
                found[names[pattern]] = length
        rest = rest[passed + 1 :]
    return found


def _passed(patterns: list[re.Pattern[str]]) -> int:
    """Return how many expressions are tried, in one process, before the first that is stopped."""
    read, write = os.pipe()
    freezes(partial(_search_all, patterns, write))
    os.close(write)
    with os.fdopen(read, "rb") as passed:
        return len(passed.read())


def length_that_freezes(pattern: re.Pattern[str]) -> int:
    """Return the shortest of `LENGTHS` at which a text stops an expression, 0 if none does."""
    return next((length for length in LENGTHS if freezes(partial(_attack, pattern, length))), 0)


def _search_all(patterns: Iterable[re.Pattern[str]], passed: int) -> None:
    for pattern in patterns:
        for length in LENGTHS:
            _attack(pattern, length)
        os.write(passed, b".")


@cache
def _worst(pattern: re.Pattern[str]) -> list[tuple[int, str, str]]:
    """Return the run that takes longest at the second length, if there is any."""
    return sorted(_runs(pattern), key=partial(_seconds, pattern, times=3))[-1:]


def _seconds(pattern: re.Pattern[str], run: tuple[int, str, str], times: int) -> float:
    """Return the seconds of the processor that a run takes at the second length, on the average.

    Its clock goes by ticks of 4 ms on some machines, so one time would say little.
    """
    _, shorter, _ = LENGTHS
    begun = time.process_time()
    for _ in range(times):
        _search(pattern, _text(run, shorter, _ENDS[0]), LENGTHS[shorter])
    return (time.process_time() - begun) / times


def _attack(pattern: re.Pattern[str], length: int) -> None:
    _, _, longest = LENGTHS
    limit = LENGTHS[length]
    if length == longest:
        limit = max([limit, *(_GROWTH * _seconds(pattern, run, times=20) for run in _worst(pattern))])
    for text in attacks(pattern, length):
        _search(pattern, text, limit)


def _search(pattern: re.Pattern[str], text: str, limit: float) -> None:
    """Search a text; one that takes more than *limit* seconds of the processor ends the process."""
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    pattern.search(text)
    pattern.fullmatch(text)


def main() -> None:
    """Print each expression that does not hold, and the length of the text that stops it."""
    for name, length in held_up(compiled()).items():
        sys.stdout.write(f"{name}: stopped by {length} characters\n")


if __name__ == "__main__":
    main()
