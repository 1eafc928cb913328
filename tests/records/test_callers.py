from pathlib import Path

from ivr.records import caller_key, hashed, keep_key
from ivr.records.callers import KEY_FILE

NUMBER = "+819012345678"


def test_a_caller_is_known_again_by_a_hash_that_does_not_tell_the_number(tmp_path: Path) -> None:
    key = caller_key("", tmp_path / "var")
    assert hashed(NUMBER, key) == hashed(NUMBER, caller_key("", tmp_path / "var"))
    assert NUMBER[-8:] not in hashed(NUMBER, key)
    assert len(hashed(NUMBER, key)) == 32
    assert hashed(NUMBER, key) != hashed("+819012345679", key)


def test_the_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    caller_key("", tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(file.read_bytes()) == 64


def test_another_key_gives_another_hash(tmp_path: Path) -> None:
    keys = {caller_key("", tmp_path / "a"), caller_key("", tmp_path / "b"), caller_key("0123456789abcdef", tmp_path)}
    assert len({hashed(NUMBER, key) for key in keys}) == 3


def test_a_withheld_number_has_no_hash(tmp_path: Path) -> None:
    assert hashed("", caller_key("", tmp_path)) == ""


def test_a_file_that_has_lost_its_key_gets_a_new_one_that_the_next_process_finds(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).touch()
    key = caller_key("", tmp_path)

    assert len(key) == 64
    assert caller_key("", tmp_path) == key
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_a_key_in_use_is_stored_where_none_is_and_never_replaces_another(tmp_path: Path) -> None:
    key = caller_key("", tmp_path / "var")
    keep_key(key, tmp_path / "var")
    (tmp_path / "var").rename(tmp_path / "moved")
    keep_key(key, tmp_path / "var")
    assert caller_key("", tmp_path / "var") == key
    assert (tmp_path / "var" / KEY_FILE).stat().st_mode & 0o777 == 0o600
    keep_key(b"another key, in use elsewhere", tmp_path / "var")
    assert caller_key("", tmp_path / "var") == key
