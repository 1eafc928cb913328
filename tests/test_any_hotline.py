"""The program knows nothing of the shipped hotline: its words are only in that site's files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import ivr

CODE = Path(ivr.__file__).parent
ITS_WORDS = ("経営改善", "事業再生", "協議会", "支援センター", "リスケ", "税理士")
EXAMPLES = CODE / "check"
"""Whose rules show how they are kept and broken by lines of that site."""
TRADES = CODE / "places" / "text" / "phrases.py"
"""Which holds the names of trades that firms are called by, tax accountants among them."""


def said(file: Path) -> Iterator[str]:
    """Yield what a file holds but its comments and docstrings."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        yield text
        return
    if not any(set(word) <= set(text) for word in ITS_WORDS):
        return  # nothing in it can be put together to one of them
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    yield from (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    )


def test_no_word_of_the_shipped_hotline_is_in_the_code() -> None:
    files = [file for kind in ("py", "js", "html") for file in CODE.rglob(f"*.{kind}") if EXAMPLES not in file.parents]
    found = {(file, word) for file in files for text in said(file) for word in ITS_WORDS if word in text}

    assert found == {(TRADES, "税理士")}
