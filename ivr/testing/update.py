"""Rewrites the expectations of a script so that they tell what happens; what the caller does stays as it is."""

from pathlib import Path

from ivr.site.calls import CannotEdit, ScriptFile, inserted, read_script, read_script_file, removed, replaced
from ivr.site.reading import read

from .differs import Drop, Insert, Put
from .play import Played, play
from .target import Target

MOST_FIXES = 1000


def update(file: Path, target: Target, path: str | None = None) -> tuple[Played, bool]:
    """Play the script in *file* and write its expectations anew until they hold; say whether the file changed.

    Problems name it by *path*. Comments and the order of things stay. What cannot be mended, such as an answer to a
    call that is over, is among the problems of the result.
    """
    path = path or str(file)
    unreadable = read_script_file(file, path)
    if unreadable.script is None:
        return play(unreadable, target), False
    old = text = file.read_bytes().decode("utf-8-sig")
    for _ in range(MOST_FIXES):
        script = read_script(read(text, path))
        played = play(script, target)
        mended = _mended(text, script, played)
        if mended is None:
            break
        text = mended
    if text != old:
        file.write_bytes(text.encode())
    return played, text != old


def _mended(text: str, script: ScriptFile, played: Played) -> str | None:
    """Return *text* with the difference taken out of it, None where there is none or it cannot be."""
    try:
        match played.fix:
            case Put(key, value):
                return replaced(text, script.document.place_of_value(script.loc(played.step, *key)), value)
            case Insert(step):
                return inserted(text, played.step, step)
            case Drop():
                return removed(text, played.step)
            case None:
                return None
    except CannotEdit:
        return None
