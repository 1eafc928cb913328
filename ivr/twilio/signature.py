"""Check X-Twilio-Signature: whether a request is really from Twilio.

Twilio signs the address that it was told to call, which a proxy may have changed on the way, so the address is rebuilt
from what the operator configured. What each rule rests on: https://www.twilio.com/docs/usage/security and, for shared
keys, https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys.
"""

import hashlib
import hmac
import re
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import parse_qs

from twilio.request_validator import HMAC_SHA256, get_signature_algorithm
from werkzeug.datastructures import Headers, MultiDict

from ivr.settings import Settings

SIGNATURE = "X-Twilio-Signature"
SETTINGS = "X-Twilio-Webhooks-Signature-Settings"

# Not urllib's split: it refuses some addresses and loses a lone "?", while what was asked is signed to the letter.
_URL = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#]*@)?(?P<host>\[[^]/?#]*]|[^:/?#]*)(?P<port>:\d*)?(?P<rest>[/?][^#]*)?(?:#.*)?",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signed:
    """The parts of a request that a signature covers: *url* as Twilio called it, form and raw body; and the headers."""

    url: str
    form: MultiDict[str, str]
    body: bytes
    headers: Headers


def is_signed(request: Signed, keys: Settings) -> bool:
    """Return whether *request* carries a signature made with one of the operator's *keys*.

    Raises nothing, whatever it holds. One that names another SharedKey than the operator does is not signed.
    """
    signature = request.headers.get(SIGNATURE, "")
    named = request.headers.get(SETTINGS, "")
    if not signature.isascii() or not _body_is_whole(request):
        return False
    if named and not _is_configured(named, keys):
        return False
    secrets, algorithm = ((keys.shared_key,), "sha256") if named else (keys.tokens, "sha1")
    fields = _fields(request.form)
    return any(
        hmac.compare_digest(_signature(secret, url + fields, algorithm), signature)
        for url in signed_urls(request.url)
        for secret in secrets
    )


def signed_urls(url: str) -> tuple[str, ...]:
    """Return the forms of *url* that Twilio may have signed.

    Userinfo and fragment are never signed. Over http the port is; over https it is not for calls, though some of
    Twilio's products keep it there. Anything but an http address has no such form.
    """
    parts = _URL.fullmatch(url)
    if not parts:
        return ()
    scheme, host, port, rest = parts.group("scheme", "host", "port", "rest")
    ports = dict.fromkeys(("", port or "") if scheme.lower() == "https" else (port or "",))
    return tuple(f"{scheme}://{host}{its_port}{rest or ''}" for its_port in ports)


def _fields(form: MultiDict[str, str]) -> str:
    """Return the signed part of *form*: names and values in order, without repeated values of one name.

    A form comes nearly in order, which a set would lose: it takes half as long to sort.
    """
    return "".join([name + value for name, value in sorted(dict.fromkeys(form.items(multi=True)))])


def _signature(secret: str, signed: str, algorithm: str) -> str:
    # `hmac.digest` would release the interpreter for a few microseconds: getting it back costs more.
    return b64encode(hmac.new(secret.encode(), signed.encode(), algorithm).digest()).decode()


def _is_configured(settings: str, keys: Settings) -> bool:
    """Return whether the key and algorithm that the sender names are the configured ones: a header proves nothing."""
    named = dict(part.strip().partition("=")[::2] for part in settings.split(","))
    right_key = not keys.shared_key_id or named.get("key") == keys.shared_key_id
    return bool(keys.shared_key) and right_key and get_signature_algorithm(settings).upper() == HMAC_SHA256


def _body_is_whole(request: Signed) -> bool:
    """Return whether the body is covered: a form is signed itself, any other body by its hash in the signed query."""
    if request.form or not request.body:
        return True
    query = request.url.partition("#")[0].partition("?")[2]
    stated = parse_qs(query).get("bodySHA256", [""])[0]
    return hmac.compare_digest(hashlib.sha256(request.body).hexdigest().encode(), stated.lower().encode())
