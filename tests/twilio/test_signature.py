"""Twilio's signature: its documented vectors, and what it covers."""

import pytest
from hypothesis import given, strategies as st
from werkzeug.datastructures import Headers, MultiDict

from ivr.settings import Settings
from ivr.twilio import Signed, is_signed

from .signing import Pairs, digest, sign

TOKEN = "12345"
KEYS = Settings(tokens=(TOKEN,))
URL = "https://example.com/myapp.php?foo=1&bar=2"
FORM = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+14158675310"),
    ("Digits", "1234"),
    ("From", "+14158675310"),
    ("To", "+18005551212"),
]
SETTINGS = "X-Twilio-Webhooks-Signature-Settings"


def request(url: str, signature: str | None, form: Pairs = (), body: bytes = b"", settings: str = "") -> Signed:
    headers = Headers()
    if signature is not None:
        headers["x-twilio-signature"] = signature
    if settings:
        headers[SETTINGS.lower()] = settings
    return Signed(url, MultiDict(list(form)), body, headers)


@pytest.mark.parametrize(
    ("url", "number", "signature"),
    [
        (URL, "+14158675310", "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        ("https://mycompany.com/myapp.php?foo=1&bar=2", "+12349013030", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="),
    ],
)
def test_the_documented_vectors(url: str, number: str, signature: str) -> None:
    form = [(name, number if name in ("Caller", "From") else value) for name, value in FORM]
    assert is_signed(request(url, signature, form), KEYS)
    assert not is_signed(request(url, signature, form), Settings(tokens=("54321",)))
    assert not is_signed(request(url, signature, form[1:]), KEYS)
    assert not is_signed(request(url.replace("foo=1", "foo=2"), signature, form), KEYS)


# The address that was called, what Twilio signs of it, and whether that counts.
ADDRESSES: dict[str, tuple[str, str, bool]] = {
    "as it stands": ("https://x.jp/voice?a=1", "https://x.jp/voice?a=1", True),
    "port dropped over https": ("https://x.jp:8443/voice", "https://x.jp/voice", True),
    "port kept over https, as some products do": ("https://x.jp:8443/voice", "https://x.jp:8443/voice", True),
    "another port": ("https://x.jp:8443/voice", "https://x.jp:8444/voice", False),
    "port kept over http": ("http://x.jp:8000/voice", "http://x.jp:8000/voice", True),
    "port not dropped over http": ("http://x.jp:8000/voice", "http://x.jp/voice", False),
    "userinfo dropped": ("https://me:secret@x.jp/voice", "https://x.jp/voice", True),
    "userinfo kept": ("https://me:secret@x.jp/voice", "https://me:secret@x.jp/voice", False),
    "userinfo and port": ("https://me:secret@x.jp:8443/voice?a=1", "https://x.jp/voice?a=1", True),
    "userinfo with an @, over http": ("http://me:a@b@x.jp:8000/voice", "http://x.jp:8000/voice", True),
    "fragment dropped": ("https://x.jp/voice?a=1#e=tokyo&rc=2", "https://x.jp/voice?a=1", True),
    "fragment kept": ("https://x.jp/voice#e=tokyo", "https://x.jp/voice#e=tokyo", False),
    "IPv6": ("http://[::1]/voice", "http://[::1]/voice", True),
    "IPv6 with a port, https": ("https://[2001:db8::1]:8443/voice", "https://[2001:db8::1]/voice", True),
    "IPv6 with a port, http": ("http://[::1]:8000/voice", "http://[::1]:8000/voice", True),
    "IPv6 whose end looks like a port": ("https://[2001:db8::8443]/voice", "https://[2001:db8::8443]/voice", True),
    "IPv6 cut short": ("https://[::1]:8443/voice", "https://[/voice", False),
    "query as it was sent": ("https://x.jp/voice?a=%e6%84%9b+%20&b=", "https://x.jp/voice?a=%e6%84%9b+%20&b=", True),
    "query encoded otherwise": ("https://x.jp/voice?a=%e6%84%9b", "https://x.jp/voice?a=%E6%84%9B", False),
    "query in another order": ("https://x.jp/voice?a=1&b=2", "https://x.jp/voice?b=2&a=1", False),
    "an empty query": ("https://x.jp/voice?", "https://x.jp/voice?", True),
    "a query with @ and :": ("https://x.jp/voice?a=b@c:8443", "https://x.jp/voice?a=b@c:8443", True),
    "no path": ("https://x.jp:8443?a=1", "https://x.jp?a=1", True),
    "a path encoded oddly": ("https://x.jp/voice/%2e%2F%00", "https://x.jp/voice/%2e%2F%00", True),
    "a trailing slash": ("https://x.jp/voice/", "https://x.jp/voice", False),
    "another scheme": ("https://x.jp/voice", "http://x.jp/voice", False),
    "another host": ("https://x.jp/voice", "https://x.jp.evil.example/voice", False),
    "no address of the web": ("ftp://x.jp/voice", "ftp://x.jp/voice", False),
}


def test_the_signed_form_of_an_address() -> None:
    assert {
        name: is_signed(request(called, sign(TOKEN, signed, FORM), FORM), KEYS)
        for name, (called, signed, _) in ADDRESSES.items()
    } == {name: counts for name, (*_, counts) in ADDRESSES.items()}


FORMS: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "nothing": ([], []),
    "in any order": (FORM[::-1], FORM),
    "names sorted by their case": ([("a", "1"), ("B", "2")], [("B", "2"), ("a", "1")]),
    "repeated, different": ([("To", "2"), ("To", "1")], [("To", "1"), ("To", "2")]),
    "repeated, equal: signed once": ([("To", "1"), ("To", "1")], [("To", "1")]),
    "empty values": ([("SpeechResult", "")], [("SpeechResult", "")]),
    "spaces kept": ([("SpeechResult", " 愛知県 ")], [("SpeechResult", " 愛知県 ")]),
    "parameters nobody knows yet": ([("StirVerstat", "A")], [("StirVerstat", "A")]),
}


@pytest.mark.parametrize(("posted", "signed"), FORMS.values(), ids=FORMS.keys())
def test_every_field_is_signed(posted: list[tuple[str, str]], signed: list[tuple[str, str]]) -> None:
    assert is_signed(request(URL, sign(TOKEN, URL, signed), posted), KEYS)
    assert not is_signed(request(URL, sign(TOKEN, URL, signed), [*posted, ("Digits", "9")]), KEYS)


@pytest.mark.parametrize(
    "signature",
    [None, "", " ", "=", "L/OH5YylLD5NRKLltdqwSvS0BnU", "l/oh5yylld5nrkLltdqwsvs0bnu=", "署名", "\xe9", "a" * 10_000],
)
def test_another_header_is_no_signature(signature: str | None) -> None:
    assert not is_signed(request(URL, signature, FORM), KEYS)


def test_either_token_counts_while_one_replaces_the_other() -> None:
    rotating = Settings(tokens=("old", "new"))
    assert is_signed(request(URL, sign("old", URL, FORM), FORM), rotating)
    assert is_signed(request(URL, sign("new", URL, FORM), FORM), rotating)
    assert not is_signed(request(URL, sign("older", URL, FORM), FORM), rotating)


@pytest.mark.parametrize("secret", ["", TOKEN, "shared"])
def test_without_any_key_nothing_is_signed(secret: str) -> None:
    assert not is_signed(request(URL, sign(secret, URL, FORM), FORM), Settings())


ID = "webhooks_sharedkey_01h"
SHARED = Settings(shared_key="shared")
NAMED = Settings(shared_key="shared", shared_key_id=ID)
BOTH = Settings(tokens=(TOKEN,), shared_key="shared", shared_key_id=ID)


@pytest.mark.parametrize(
    ("keys", "settings", "secret", "algorithm", "counts"),
    [
        (SHARED, f"key={ID},algorithm=HMAC_SHA256", "shared", "sha256", True),
        (SHARED, "algorithm=HMAC_SHA256", "shared", "sha256", True),
        (NAMED, f"key={ID},algorithm=HMAC_SHA256", "shared", "sha256", True),
        (NAMED, f"algorithm=hmac_sha256, key={ID}", "shared", "sha256", True),
        (BOTH, f"key={ID},algorithm=HMAC_SHA256", "shared", "sha256", True),
        (BOTH, "", TOKEN, "sha1", True),
        # the key or the algorithm is not the configured one
        (NAMED, "key=webhooks_sharedkey_02x,algorithm=HMAC_SHA256", "shared", "sha256", False),
        (NAMED, "algorithm=HMAC_SHA256", "shared", "sha256", False),
        (SHARED, f"key={ID},algorithm=HMAC_SHA1", "shared", "sha1", False),
        (SHARED, f"key={ID}", "shared", "sha1", False),
        (SHARED, f"key={ID},algorithm=HMAC_MD5", "shared", "md5", False),
        (SHARED, f"key={ID},algorithm=HMAC_SHA256", "shared", "sha1", False),
        (SHARED, f"key={ID},algorithm=HMAC_SHA256", "other", "sha256", False),
        (SHARED, "nonsense", "shared", "sha256", False),
        # a shared key signs with its header only, and a token without it only
        (BOTH, "", "shared", "sha256", False),
        (BOTH, f"key={ID},algorithm=HMAC_SHA256", TOKEN, "sha256", False),
        (BOTH, f"key={ID},algorithm=HMAC_SHA256", TOKEN, "sha1", False),
        # nothing is configured, whatever the sender says
        (KEYS, f"key={ID},algorithm=HMAC_SHA256", TOKEN, "sha256", False),
        (KEYS, f"key={ID},algorithm=HMAC_SHA256", "", "sha256", False),
        (KEYS, f"key={ID},algorithm=HMAC_SHA1", TOKEN, "sha1", False),
    ],
)
def test_a_shared_key_counts_where_it_is_configured(
    keys: Settings, settings: str, secret: str, algorithm: str, counts: bool
) -> None:
    signature = sign(secret, URL, FORM, algorithm)
    assert is_signed(request(URL, signature, FORM, settings=settings), keys) is counts


BODY = b'{"CallSid":"CA1234567890ABCDE","Caller":"+12349013030"}'


@pytest.mark.parametrize(
    ("query", "body", "counts"),
    [
        (f"?bodySHA256={digest(BODY)}", BODY, True),
        (f"?a=1&bodySHA256={digest(BODY).upper()}", BODY, True),
        (f"?bodySHA256={digest(BODY)}", BODY + b" ", False),
        ("?bodySHA256=5ccde714", BODY, False),
        ("?bodySHA256=", BODY, False),
        ("?bodySHA256=%E7%BD%B2", BODY, False),
        ("", BODY, False),
        ("", b"", True),
    ],
)
def test_a_body_that_is_no_form_is_covered_by_its_hash(query: str, body: bytes, counts: bool) -> None:
    url = f"https://x.jp/voice{query}"
    assert is_signed(request(url, sign(TOKEN, url), body=body), KEYS) is counts


def test_the_documented_hash() -> None:
    assert digest(BODY).startswith("5ccde714")
    assert digest(BODY).endswith("0aec9")


def test_a_form_is_covered_by_the_signature_whatever_hash_is_stated() -> None:
    url = "https://x.jp/voice?bodySHA256=00"
    assert is_signed(request(url, sign(TOKEN, url, FORM), FORM, body=b"Digits=1"), KEYS)


HEADER = st.text(alphabet=st.characters(exclude_characters="\r\n"))
SETTING = HEADER | st.builds("key={},algorithm={}".format, HEADER, HEADER)


@given(
    url=st.text() | st.builds("https://{}".format, st.text()),
    signature=st.none() | HEADER,
    form=st.lists(st.tuples(st.text(), st.text())),
    body=st.binary(),
    settings=SETTING,
)
def test_nothing_that_a_stranger_sends_raises_or_counts(
    url: str, signature: str | None, form: list[tuple[str, str]], body: bytes, settings: str
) -> None:
    assert not is_signed(request(url, signature, form, body, settings), BOTH)
