"""The service's settings, read from environment variables once; each mistake is reported with its variable."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache, partial
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from stat import S_ISDIR
from typing import TypeVar
from urllib.parse import urlsplit

from ivr.directory import is_e164
from ivr.distribution import install_command
from ivr.translation import N_, _, reason

_SHARED_KEY = re.compile(r"(?:(?P<id>webhooks_sharedkey_\w+)[:=])?(?P<secret>(?!webhooks_sharedkey_)\S+)", re.ASCII)
# A name as DNS and TLS have it, and a path that a proxy passes on as it is: Twilio would call anything else otherwise.
_ADDRESS = re.compile(
    r"https?://(?:[^\s/@]+@)?(?:[\w.-]+|\[[\da-f:.]+])(?::\d*)?(?:/[\w.~%+,:=@!/-]*)?", re.ASCII | re.IGNORECASE
)
_TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
_OF_A_CLUSTER = re.compile(r"_SERVICE_(HOST=|PORT)|_PORT_\d+_(TCP|UDP|SCTP)|_PORT=(tcp|udp|sctp)://", re.ASCII)
"""What Kubernetes sets in each container for a service that is called ivr, or ivr-web: nobody wrote it."""
_ODD = {N_("a quote"): "'\"", N_("a blank"): " \t", N_("a #"): "#"}
_SIDS = {"AC": N_("the SID of an account"), "SK": N_("the SID of an API key")}
_Value = TypeVar("_Value")
VOICE_PATH = "/voice"
"""Where the service answers Twilio, under its public URL. Operators have entered it at Twilio: it stays."""
_YES = {"": False, "0": False, "1": True}
LEAST_PASSWORD = 12
"""Characters. With fewer, guessing succeeds in time, however few guesses are let through."""
MOST_WORKERS = 64  # processes
DAYS = 400
"""Days for which calls are on record by default: a month can be compared with the same month a year ago."""
_MOST_DAYS = 36_500  # a century
LEAST_KEY = 16
"""Characters of a key or a token that nobody can guess."""
# As SQLAlchemy reads it, but that no name of a host holds an @, nor a port anything but digits: that would be
# a part of the password, and errors show it.
_SERVER = re.compile(
    r"\w+(?:\+\w+)?://(?:[^:/]*(?::[^@]*)?@)?(?:\[[^/?@]+]|[^/:?@]+)?(?::\d+)?(?:/[^?]*)?(?:\?.*)?",
    re.ASCII | re.DOTALL,
)
_DATABASES = ("postgresql", "postgres", "postgresql+psycopg", "sqlite")


class StartupError(SystemExit):
    """The service, or a command, cannot start; the message says why.

    It is a SystemExit: if it is not caught, it ends the process with exit code 1 and its message, without a traceback.
    """


@dataclass(frozen=True, slots=True)
class Settings:
    """The operator's settings.

    *site* is the folder of the site, None for the shipped one. *tokens* are Twilio's auth tokens, two while one
    replaces the other. *public_url* is the address that Twilio calls, without a slash at its end; *caller_id* is
    the number that offices see (E.164; None: the called number). *accept_unverified* lets a service with a public
    URL dial numbers that nobody has verified. *shared_key* is the secret of a Twilio SharedKey and *shared_key_id*
    its name. *console_password* opens the pages for people; without it they are served in demo mode only.
    *metrics_token* opens /metrics for a Prometheus; what goes wrong is posted to *alert_url*. *var* is the folder
    for files that outlive the service; None: nothing is stored, and changed files are not looked for. *workers* is
    the number of processes that serve, None if not set. With *records* every call is recorded in *var*, and from
    there in the database at *database_url* ("": a file in *var*) for *records_days* days (0: for ever); callers are
    distinguished by a hash with *hash_key* ("": one that is made and stored in *var*). With *missed_answers* what was
    not understood is stored for a month, masked and without its call. *unknown* says of each variable that looks like a
    setting that there is none of its name.
    """

    site: Path | None = None
    tokens: tuple[str, ...] = ()
    public_url: str = ""
    caller_id: str | None = None
    accept_unverified: bool = False
    shared_key: str = ""
    shared_key_id: str = ""
    console_password: str = ""
    metrics_token: str = ""
    alert_url: str = ""
    var: Path | None = None
    workers: int | None = None
    records: bool = False
    database_url: str = ""
    records_days: int = 0
    hash_key: str = ""
    missed_answers: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Return *var*, which settings read from an environment have; else the working directory."""
        return self.var or Path()

    @property
    def demo(self) -> bool:
        """Return whether no signature can be checked: the service then answers this machine only."""
        return not self.tokens and not self.shared_key

    @property
    def base(self) -> str:
        """Return the path under which the public URL reaches the service, "" at its root."""
        return urlsplit(self.public_url).path

    @property
    def public(self) -> bool:
        """Return whether strangers can call: the public URL is not this machine's own."""
        return bool(self.public_url) and not is_loopback(urlsplit(self.public_url).hostname or "")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings from *environ*.

    Raises StartupError with every mistake at once, one a line, each beginning with its variable.
    """
    mistakes: list[str] = []
    known = ["IVR_TWILIO_API", "PORT", "WEB_CONCURRENCY", "TWILIO_AUTH_TOKEN"]  # the others as they are read

    def take(name: str, read: Callable[[str], _Value], default: _Value) -> _Value:
        known.append(name)
        try:
            return read(environ.get(name, "").strip())
        except ValueError as mistake:
            mistakes.append(f"{name}: {mistake}")
        except OSError as error:  # a folder that may not be looked at
            mistakes.append(f"{name}: {reason(error)}")
        return default

    shared_key_id, shared_key = take("TWILIO_WEBHOOK_KEY", _shared_key, ("", ""))
    settings = Settings(
        site=take("IVR_SITE", _site, None),
        tokens=auth_tokens(environ),
        public_url=take("IVR_PUBLIC_URL", _url, ""),
        caller_id=take("IVR_CALLER_ID", _number, None),
        accept_unverified=take("IVR_ACCEPT_UNVERIFIED", _yes, False),
        shared_key=shared_key,
        shared_key_id=shared_key_id,
        console_password=take("IVR_CONSOLE_PASSWORD", partial(_secret, least=LEAST_PASSWORD), ""),
        metrics_token=take("IVR_METRICS_TOKEN", partial(_secret, least=LEAST_KEY), ""),
        alert_url=take("IVR_ALERT_URL", _alert_url, ""),
        var=take("IVR_VAR", _folder, var_of({})),
        workers=take("WEB_CONCURRENCY", _workers, None) if "WEB_CONCURRENCY" in environ else None,
        records=take("IVR_RECORDS", _unless_no, True),
        database_url=take("DATABASE_URL", _database, ""),
        records_days=take("IVR_RECORDS_DAYS", _days, DAYS),
        hash_key=take("IVR_HASH_KEY", partial(_secret, least=LEAST_KEY), ""),
        missed_answers=take("IVR_MISSED_ANSWERS", _yes, False),
        unknown=tuple(_unknown(environ, known)),
    )
    if settings.public:
        mistakes += _mistakes_in_public(settings)
    if mistakes:
        raise StartupError("\n".join(mistakes))
    return settings


def _unknown(environ: Mapping[str, str], known: Sequence[str]) -> Iterator[str]:
    ours = sorted(name for name in environ if name.startswith("IVR_") and name not in known)
    for name in (name for name in ours if not _OF_A_CLUSTER.search(f"{name}={environ[name]}")):
        bare = name.removeprefix("IVR_")
        near = [bare] if bare in known else get_close_matches(name, known, 1)
        meant = _("; did you mean {name}?").format(name=near[0]) if near else ""
        yield _("{name}: no setting is called so{meant}").format(name=name, meant=meant)


def public_url_of(environ: Mapping[str, str]) -> str:
    """Return the address that Twilio calls, "" if none is set; no other variable is read. Raises StartupError."""
    try:
        url = _url(environ.get("IVR_PUBLIC_URL", "").strip())
    except ValueError as mistake:
        raise StartupError(f"IVR_PUBLIC_URL: {mistake}") from None
    if mistakes := list(_mistakes_in_url(url) if url and Settings(public_url=url).public else ()):
        raise StartupError("\n".join(mistakes))
    return url


def var_of(environ: Mapping[str, str]) -> Path:
    """Return the folder for files that outlive the service: as IVR_VAR says, else `var` in the working directory.

    It is absolute: a process that changes its folder still writes here.
    """
    return Path(environ.get("IVR_VAR", "").strip() or "var").absolute()


def auth_tokens(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return Twilio's auth tokens in *environ*, the one that is in use first."""
    return tuple(token.strip() for token in environ.get("TWILIO_AUTH_TOKEN", "").split(",") if token.strip())


@lru_cache(maxsize=100)
def is_loopback(host: str) -> bool:
    """Return whether *host*, a name or an address, is this machine itself."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def redacted_url(url: str) -> str:
    """Return *url* without the secrets that it may hold: user, password and query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _("(no address)")
    host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"…@{host[2]}" if host[1] else host[2], query="…" if parts.query else "").geturl()


def refuse_exposed_demo(settings: Settings, host: str) -> None:
    """Raise StartupError if *host*, the address to listen at, is open to strangers and no signature can be checked."""
    if settings.demo and not is_loopback(host):
        raise StartupError(
            _(
                "TWILIO_AUTH_TOKEN: must be set to listen on {host}. Without it the service runs in demo mode, on "
                "127.0.0.1 only."
            ).format(host=host)
        )


def _mistakes_in_public(settings: Settings) -> Iterator[str]:
    """Yield mistakes that matter only with a public URL: Twilio would be refused, or could be imitated."""
    if settings.demo:
        yield (
            _(
                "TWILIO_AUTH_TOKEN: must be set where IVR_PUBLIC_URL is: without it nobody can tell Twilio's "
                "requests from a stranger's"
            )
        )
    yield from (
        _("TWILIO_AUTH_TOKEN: {mistake}").format(mistake=mistake)
        for token in settings.tokens
        if (mistake := _no_token(token))
    )
    yield from _mistakes_in_url(settings.public_url)


def _mistakes_in_url(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.scheme != "https":
        yield _(
            "IVR_PUBLIC_URL: expected https, found {scheme}: anybody listening on the way could pose as Twilio"
        ).format(scheme=parts.scheme)
    if f"{VOICE_PATH}/" in f"{parts.path}/":
        yield (
            _(
                "IVR_PUBLIC_URL: expected the address without {voice_path}, which the service adds itself, found "
                "{path}; only the number's voice URL at Twilio ends in {voice_path}"
            ).format(voice_path=VOICE_PATH, path=parts.path)
        )


def _no_token(token: str) -> str:
    """Return why *token* cannot be one of Twilio's, "" if it can. It is not repeated: it may be another secret."""
    if _TOKEN.fullmatch(token):
        return ""
    expected = _("expected Twilio's auth token, 32 characters of 0-9 and a-f (two with a comma between them)")
    instead = next((what for start, what in _SIDS.items() if token.startswith(start)), N_("{count} characters"))
    odd = [name for name, characters in _ODD.items() if any(character in token for character in characters)]
    among = _(" with {odd} among them").format(odd=_(" and ").join(map(_, odd))) if odd else ""
    return _("{expected}, found {found}{among}").format(
        expected=expected, found=_(instead).format(count=len(token)), among=among
    )


def _is_folder(text: str) -> bool | None:
    """Return whether a folder is there, None if nothing is. Raises OSError if that cannot be told.

    `Path.is_dir` says no then, in Python 3.14 always.
    """
    try:
        return S_ISDIR(Path(text).stat().st_mode)
    except FileNotFoundError:
        return None


def _site(text: str) -> Path | None:
    if text and not _is_folder(text):
        raise ValueError(_("there is no folder {text}").format(text=text))
    return Path(text) if text else None


def _folder(text: str) -> Path:
    if text and _is_folder(text) is False:
        raise ValueError(_("{text} is no folder").format(text=text))
    return var_of({"IVR_VAR": text})


def _shared_key(text: str) -> tuple[str, str]:
    """Return name and secret of a SharedKey; the name may be missing."""
    key = _SHARED_KEY.fullmatch(text)
    if text and not key:
        raise ValueError(_("expected a SharedKey's secret, or its name and its secret with a colon between them"))
    return (key["id"] or "", key["secret"]) if key else ("", "")


def _url(text: str) -> str:
    """Return the address that Twilio calls. Errors show only what is behind an @: before it may be a password."""
    if not text:
        return ""
    secret, _at, rest = text.rpartition("@")
    found = f"…@{rest}" if secret else text
    if "?" in text or "#" in text:
        raise ValueError(_("expected an address without ? and #, found {text}").format(text=found))
    if not text.isascii() and (ascii_url := _in_ascii(text)):
        message = _("expected an address in ASCII, here {ascii}, found {text}")
        raise ValueError(message.format(ascii=redacted_url(ascii_url), text=found))
    parts = urlsplit(text)
    # Reading an impossible port raises ValueError.
    if not _ADDRESS.fullmatch(text) or not parts.hostname or parts.port == 0:
        raise ValueError(_("expected an address like https://hotline.example.jp, found {text}").format(text=found))
    return text.rstrip("/")


def _in_ascii(url: str) -> str:
    """Return *url* with its name as DNS, certificates and Twilio's console have it, "" if there is no such form."""
    try:
        host = urlsplit(url).hostname or ""
        meant = url.replace(host, host.encode("idna").decode(), 1)
    except (UnicodeError, ValueError):
        return ""
    return meant if meant.isascii() else ""


def _alert_url(text: str) -> str:
    """Return where alerts are posted to. Errors do not show the address: such addresses are secrets by themselves."""
    parts = urlsplit(text)
    local = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if text and (not parts.hostname or not (parts.scheme == "https" or local)):
        raise ValueError(_("expected an address that begins with https://"))
    return text


def _secret(text: str, least: int) -> str:
    if 0 < len(text) < least:
        raise ValueError(_("expected at least {least} characters, found {count}").format(least=least, count=len(text)))
    return text


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_WORKERS):
        raise ValueError(
            _("expected a number from 1 to {most}, found {text}").format(most=MOST_WORKERS, text=text or _("nothing"))
        )
    return int(text)


def _unless_no(text: str) -> bool:
    if text not in _YES:
        raise ValueError(_("expected 0, 1 or nothing, found {text}").format(text=text))
    return text != "0"


def _database(text: str) -> str:
    """Return the address of a database. Errors do not show it: there may be a password in it."""
    scheme = text.partition("://")[0]
    if text and (scheme not in _DATABASES or "://" not in text):
        raise ValueError(
            _("expected an address like postgresql://user:password@host/name, or sqlite:////path/of/file.db")
        )
    if text and scheme != "sqlite" and not _SERVER.fullmatch(text):
        raise ValueError(
            _(
                "expected an address like postgresql://user:password@host/name, the password's @, : and / written as "
                "%40, %3A and %2F"
            )
        )
    if text and scheme != "sqlite" and find_spec("psycopg") is None:
        message = _("PostgreSQL needs a driver that is not installed: {command}")
        raise ValueError(message.format(command=install_command("postgres")))
    return text


def _days(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and int(text) <= _MOST_DAYS):
        raise ValueError(
            _("expected a number of days from 0 (for ever) to {most}, found {text}").format(most=_MOST_DAYS, text=text)
        )
    return int(text) if text else DAYS


def _number(text: str) -> str | None:
    if text and not is_e164(text):
        raise ValueError(_("expected a number in E.164, like +815012345678, found {text}").format(text=text))
    return text or None


def _yes(text: str) -> bool:
    if text not in _YES:
        raise ValueError(_("expected 1 or nothing, found {text}").format(text=text))
    return _YES[text]
