"""The languages of messages: every message is translated, with its gaps."""

import gettext
import string
from ast import parse
from pathlib import Path

import pytest

import ivr
from ivr.cli.lang_option import messages, translated
from ivr.translation import LANGUAGES, N_, _, current_language, language_of, ngettext, reason, set_language
from tests import catalogue

TRANSLATED = [language for language in LANGUAGES if language != "en"]
UP_TO_DATE = "run `python -m tests.catalogue`, translate what it prints in the .po file, and run it again"


def gaps(message: str) -> set[str]:
    """Return the names of a message's gaps; how they are filled may differ. With a stray brace it is never filled."""
    try:
        return {name for _text, name, _form, _conversion in string.Formatter().parse(message) if name is not None}
    except ValueError:
        return {"no gaps"}


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, "ja"),
        ({"LC_MESSAGES": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANGUAGE": "ja", "LC_ALL": "en_US.UTF-8"}, "ja"),
        ({"LANGUAGE": "en:ja", "LANG": "ja_JP.UTF-8"}, "en"),
    ],
)
def test_the_locale_names_the_language(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_every_message_and_no_other(language: str) -> None:
    there = catalogue.read(language)
    of_click = {
        message.id for message in there if any(where.startswith("click/") for where, _line in message.locations)
    }
    ids = {tuple(each.id) if isinstance(each.id, list | tuple) else each.id for each in there if each.id}
    wanted = set(catalogue.wanted())

    assert wanted - ids == set(), UP_TO_DATE
    assert ids - wanted - of_click == set(), UP_TO_DATE  # another release of click may say something else
    assert list(there.obsolete) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_with_its_gaps(language: str) -> None:
    for message in catalogue.read(language):
        written = [message.string] if isinstance(message.string, str) else list(message.string or ())
        meant = [message.id] if isinstance(message.id, str) else list(message.id[1:])

        assert all(written), message.id
        assert not message.fuzzy or not message.id
        assert [*map(gaps, written)] == [*map(gaps, meant)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    with catalogue.mo_file(language).open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for message in catalogue.read(language):
        if isinstance(message.id, str):
            assert not message.id or compiled.gettext(message.id) == message.string
        else:
            one, many = message.id
            assert (compiled.ngettext(one, many, 2),) == tuple(message.string or ())


def test_a_process_speaks_one_language_at_a_time() -> None:
    set_language("ja")
    assert (current_language(), _("this file is empty")) == ("ja", "このファイルには何もありません")
    assert ngettext("{count} problem", "{count} problems", 2).format(count=2) == "問題 2件"
    assert reason(FileNotFoundError(2, "No such file or directory")) == "ファイルやフォルダーがありません"

    set_language("en")
    assert (current_language(), _("this file is empty")) == ("en", "this file is empty")
    assert ngettext("{count} problem", "{count} problems", 2).format(count=2) == "2 problems"
    assert N_("marked only") == "marked only"


def test_a_message_that_nobody_has_translated_stays_as_it_is() -> None:
    set_language("ja")

    assert _("nobody has translated {this}").format(this="that") == "nobody has translated that"
    assert _("") == ""


def test_a_message_is_looked_up_when_it_is_said() -> None:
    """What a module looks up while it is imported would stay in the language of that moment."""
    modules = catalogue.modules(Path(str(ivr.__file__)).parent)

    early = [file.name for file, tree in modules if [*catalogue.looked_up_early(tree)]]

    assert early == []


def test_messages_in_f_strings_are_found_too() -> None:
    module = """print(f"{x}{_('one')}", N_("t" "wo"), ngettext("a", "b", 1))"""

    assert set(catalogue.looked_up(parse(module))) == {"one", "two", ("a", "b")}


HELP = """Do this.

    It is done
    at once.

    \b
    one: a word
    two: another
    """


def test_help_is_looked_up_by_paragraph_and_by_line() -> None:
    assert list(messages(HELP)) == ["Do this.", "It is done at once.", "one: a word", "two: another"]
    assert translated(HELP) == HELP
