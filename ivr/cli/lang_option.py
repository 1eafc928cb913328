"""The language of commands: `--lang` on each of them, and help that is translated when it is shown."""

import gettext
from collections.abc import Iterable, Iterator
from copy import copy
from inspect import cleandoc
from itertools import pairwise

import click

from ivr.columns import columns
from ivr.translation import CATALOGUES, DOMAIN, LANGUAGES, N_, _, set_language

_LANG = "--lang"
_AS_IT_IS = "\b"
"""What click has before a paragraph whose lines stay as they are."""
_ENDS = frozenset("、。，．・：；？！」』）〉》】…")
_BEGINS = frozenset("「『（〈《【")
"""Punctuation of Japanese that ends a line, or begins one."""

LANG_OPTION = click.Option(
    [_LANG],
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=N_("Show messages in Japanese or English (default: the locale's, from LC_ALL, LC_MESSAGES or LANG)."),
)
"""Shows the option in the help; its value has been read before, by `choose_language`."""


def choose_language(arguments: Iterable[str]) -> None:
    """Use the language that *arguments* ask for with `--lang`, at any place; otherwise the locale's.

    It is looked for first, so that errors in the other arguments are reported in it too.
    """
    if (language := _asked(arguments)) in LANGUAGES:
        set_language(language)
    gettext.bindtextdomain(DOMAIN, CATALOGUES)  # click looks up its own words by the process's present language
    gettext.textdomain(DOMAIN)


def _asked(arguments: Iterable[str]) -> str:
    language = ""
    for word, following in pairwise([*arguments, ""]):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == _LANG:
            language = value if equals else following
    return language


class HelpFormatter(click.HelpFormatter):
    """Help in lines that fit, although a character of Japanese takes two columns and no space parts its words."""

    def write_text(self, text: str) -> None:
        """Write paragraphs of text."""
        super().write_text(_laid_out(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and, beside them, what they are."""
        rows = list(rows)
        first = min(max((len(name) for name, _what in rows), default=0), col_max) + col_spacing
        width = max(self.width - first - 2, 20)
        super().write_dl([(name, _laid_out(what, width)) for name, what in rows], col_max, col_spacing)


class HelpContext(click.Context):
    """Shows help by our formatter."""

    formatter_class = HelpFormatter


def localized(command: click.Command) -> click.Command:
    """Return *command*, and what is below it, with its help in the language of this process, and with `--lang`."""
    own = copy(command)
    own.context_class = HelpContext
    own.help, own.epilog = translated(command.help or ""), translated(command.epilog or "")
    if own.help != command.help:  # click finds the end of an English sentence only
        own.short_help = own.help.split("\n")[0].split("。")[0] + "。"
    own.params = [*map(_localized_param, command.params), _localized_param(LANG_OPTION)]
    if isinstance(own, click.Group):
        own.commands = {name: localized(each) for name, each in own.commands.items()}
    return own


def _localized_param(param: click.Parameter) -> click.Parameter:
    own = copy(param)
    if isinstance(own, click.Option) and own.help:
        own.help = translated(own.help)
    return own


def translated(text: str) -> str:
    """Return a text of help in the language of this process; *text* itself if that is English."""
    return text if not text or all(_(message) == message for message in messages(text)) else _rebuilt(text)


def _rebuilt(text: str) -> str:
    return "\n\n".join(
        "\n".join([_AS_IT_IS, *map(_, lines)]) if as_it_is else _(" ".join(lines))
        for as_it_is, lines in _paragraphs(text)
    )


def messages(text: str) -> Iterator[str]:
    """Yield the messages of a help text: its paragraphs, or the lines of one that keeps its layout."""
    for as_it_is, lines in _paragraphs(text):
        yield from lines if as_it_is else [" ".join(lines)]


def _paragraphs(text: str) -> Iterator[tuple[bool, list[str]]]:
    for paragraph in cleandoc(text).split("\n\n"):
        first, *rest = paragraph.strip("\n").split("\n")
        yield (True, rest) if first == _AS_IT_IS else (False, [first, *rest])


def _laid_out(text: str, width: int) -> str:
    """Break the paragraphs of *text* that are in Japanese into lines of *width* columns."""
    if all(columns(character) == 1 for character in text):
        return text
    return "\n\n".join(_AS_IT_IS + "\n" + wrapped(paragraph, width) for paragraph in text.split("\n\n"))


def wrapped(paragraph: str, width: int) -> str:
    """Break *paragraph* into lines of *width* columns; one that keeps its layout is broken line by line."""
    first, *rest = paragraph.split("\n")
    return "\n".join(
        line for each in (rest if first == _AS_IT_IS else [" ".join([first, *rest])]) for line in _lines(each, width)
    )


def _lines(text: str, width: int) -> Iterator[str]:
    """Break *text* into lines between words; a word of Japanese that is wider than a line is broken anywhere."""
    line = ""
    for piece in _pieces(text, width):
        if line and columns(line) + columns(piece.rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield the words of a text, each with what closes it."""
    word = ""
    for before, character in pairwise(" " + text):
        begins = before == " " or not _joined(before, character)
        if word and character != " " and (begins or (columns(word) >= width and columns(character) > 1)):
            yield word
            word = ""
        word += character
    yield word


def _joined(before: str, character: str) -> bool:
    """Return whether both are of one word: a Japanese word ends in hiragana, and begins with other characters."""
    if character in _ENDS or character == "ー" or before in _BEGINS:
        return True
    if columns(before) != columns(character) or before in _ENDS or character in _BEGINS:
        return False
    return columns(before) == 1 or _is_hiragana(character) or not _is_hiragana(before)


def _is_hiragana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ"
