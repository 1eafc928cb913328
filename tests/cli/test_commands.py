"""What holds for every command."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from ivr.cli import main

from .command import Command


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield each command that does something, with all its names."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


def test_every_command_takes_json_and_says_what_it_does() -> None:
    all_commands = dict(commands(main))

    assert [name for name, command in all_commands.items() if not command.help] == []
    assert [
        name for name, one in all_commands.items() if not any("--json" in option.opts for option in one.params)
    ] == []


def test_each_option_of_a_command_says_in_a_whole_sentence_what_it_does() -> None:
    no_verbs = ("The ", "A ", "What ", "How ", "Which ", "In ", "Between ")
    descriptions = {
        f"{name} {option.name}": option.help or option.name or ""
        for name, command in commands(main)
        for option in command.params
        if isinstance(option, click.Option)
    }

    assert [name for name, text in descriptions.items() if not (text[:1].isupper() and text.endswith("."))] == []
    assert [name for name, text in descriptions.items() if text.startswith(no_verbs)] == []


def lists(group: click.Group, *path: str) -> Iterator[tuple[str, click.Group]]:
    """Yield each group of commands, with all its names."""
    yield " ".join(path), group
    context = click.Context(group)
    for name in group.list_commands(context):
        if isinstance(command := group.get_command(context, name), click.Group):
            yield from lists(command, *path, name)


def test_every_list_of_commands_says_in_whole_sentences_what_they_do() -> None:
    for name, group in lists(main, "ivr"):
        shown = (
            click.Context(group, info_name=name, terminal_width=80).get_help().partition("Commands:\n")[2].splitlines()
        )

        assert len(shown) == len(group.list_commands(click.Context(group))), name
        assert [line for line in shown if line.endswith("...") or not line.endswith(".")] == [], name


def test_the_list_of_commands_says_what_their_own_help_says_and_imports_none() -> None:
    code = (
        "import sys; from ivr.cli import main; main(['--lang', 'en', '--help'], standalone_mode=False); "
        "print(*sorted({name.split('.')[1] for name in sys.modules if name.startswith('ivr.')}))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    listed, imported = out.partition("Commands:\n")[2].strip().rsplit("\n", 1)

    context = click.Context(main)
    own = [(name, main.get_command(context, name)) for name in main.list_commands(context)]
    first = [f"{name} {command.help.splitlines()[0]}" for name, command in own if command and command.help]
    assert listed.split() == " ".join(first).split()
    assert imported == "cli columns distribution garbage translation"


@pytest.mark.parametrize("option", ["--site", "--json"])
def test_the_message_about_an_option_before_the_command_says_where_it_belongs(ivr: Command, option: str) -> None:
    ran = ivr(option, "folder", "check")

    assert ran.code == 2
    assert f"{option} goes after the command, as in: ivr check {option}" in ran.err
    assert "No such option '--sites'" in ivr("--sites", "folder", "check").err


@pytest.mark.parametrize(("name", "value", "command"), [("PORT", "many", "serve"), ("IVR_SITE", "/none", "check")])
def test_a_value_from_the_environment_that_is_refused_is_named_by_its_variable(
    ivr: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str, command: str
) -> None:
    monkeypatch.setenv(name, value)
    assert f"Invalid value for {name}: " in ivr(command).err
    assert "Invalid value for '--" in ivr(command, f"--{name.removeprefix('IVR_').lower()}", value).err


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("chekc", "check"),
        ("provison +815012345678", "provision"),
        ("provision rolback +815012345678", "rollback"),
        ("offices verfy 23-center", "verify"),
    ],
)
def test_a_misspelt_command_is_refused_with_the_one_that_was_meant(ivr: Command, line: str, meant: str) -> None:
    ran = ivr(*line.split())

    assert ran.code == 2
    assert f"Did you mean '{meant}'?" in ran.err
    assert "Did you mean" not in ivr("telephone").err
