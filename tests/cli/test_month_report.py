"""What callers noticed of the plans of a month, from the copies that a service has stored."""

import shutil
from pathlib import Path

from ivr.cli.month_report import plans_changed
from ivr.site import files_of, hash_of, shipped


def stored(var: Path, *edits: tuple[str, str, str]) -> str:
    """Store a copy of the shipped site with texts replaced in its files, and return its hash."""
    copy = var / "plans" / "made"
    for path in files_of(shipped()):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shipped() / path, copy / path)
    for path, old, new in edits:
        text = (copy / path).read_text(encoding="utf-8")
        assert old in text
        (copy / path).write_text(text.replace(old, new), encoding="utf-8")
    name = hash_of(copy)
    copy.rename(var / "plans" / name)
    return name


def test_changed_numbers_and_texts_are_listed_and_what_is_not_stored_is_not_guessed(tmp_path: Path) -> None:
    first = stored(tmp_path)
    number = ("data/directory.yaml", "054-275-1880", "054-275-1888")
    text = ("prompts/ja.yaml", "どのようなご相談ですか。", "どんなご相談ですか。")
    second = stored(tmp_path, number, text)
    found = plans_changed(tmp_path, ["0123456789ab", first, second])
    unknown, *changed = found.rows
    assert unknown[0] == first
    assert "no longer stored" in str(unknown[1])
    changed_to = {str(what): (before, after) for plan, what, before, after in changed if plan == second}
    assert ("054-275-1880", "054-275-1888") in changed_to.values()
    assert any("どんなご相談ですか。" in str(after) for _, after in changed_to.values())
    assert len(changed) == len(changed_to)


def test_one_plan_is_no_change(tmp_path: Path) -> None:
    assert plans_changed(tmp_path, [stored(tmp_path)]).rows == ()
    assert plans_changed(tmp_path, []).rows == ()
