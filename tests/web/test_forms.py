"""Forms are read as werkzeug reads them."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder

from ivr.web.forms import FORM, FormRequest, pairs

BODIES = (
    "",
    "&",
    "a",
    "a=",
    "=b",
    "a=1&a=2&a=1",
    "a=1;b=2",
    "a=b=c",
    "SpeechResult=%E6%84%9B%E7%9F%A5+%E7%9C%8C&To=%2B815012345678",
    "愛知=県&x=%E6愛%84",
    "a=%&b=%4&c=%zz&d=%FF%FE&e=%00",
    "a%3Db=%26",
)


def as_werkzeug_reads(body: str) -> list[tuple[str, str]]:
    return parse_qsl(body, keep_blank_values=True, errors="werkzeug.url_quote")


def test_each_body_gives_the_same_names_and_values() -> None:
    assert {body: pairs(body.encode()) for body in BODIES} == {body: as_werkzeug_reads(body) for body in BODIES}


@given(st.text(st.sampled_from("ab愛%+=&;EF08 \x00")))
def test_whatever_the_body_the_names_and_values_are_the_same(body: str) -> None:
    assert pairs(body.encode()) == as_werkzeug_reads(body)


def test_what_is_not_utf_8_has_no_fields() -> None:
    assert pairs(b"a=1&b=\xff") == []


@pytest.mark.parametrize(
    ("kind", "fields"),
    [(FORM, [("a", "1"), ("a", "2")]), (f"{FORM}; charset=UTF-8", [("a", "1"), ("a", "2")]), ("text/plain", [])],
)
def test_only_a_form_has_fields(kind: str, fields: list[tuple[str, str]]) -> None:
    environ = EnvironBuilder(method="POST", input_stream=None, data=b"a=1&a=2", content_type=kind).get_environ()
    assert FormRequest(environ).form == MultiDict(fields)
