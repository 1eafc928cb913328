"""Points about the running service, as seen at its public URL."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from ivr.http import SECONDS
from ivr.settings import redacted_url
from ivr.translation import N_, reason

from .circumstances import Circumstances, UnaskedError
from .diagnosis import SET_PASSWORD, Diagnosis, fine, to_do, wrong

SLOW = 2.0
"""Seconds: a caller hears them as silence, and Twilio itself gives up after 15."""
SOON = timedelta(days=14)
"""A certificate should have been renewed automatically before its end."""
_AUTHORITIES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def public_url(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the public URL is https, and answers."""
    url = redacted_url(circumstances.public_url)
    answer = circumstances.ask(f"{circumstances.public_url}/healthz")
    if (answer.status, answer.text.strip()) != (200, "ok"):
        do = N_("does the proxy in front pass requests on to the service?")
        return wrong(
            N_("{url}/healthz answers with status {status}, and not as this service does"),
            do,
            url=url,
            status=answer.status,
        )
    if not circumstances.settings.public:
        return to_do(
            N_("{url} is this machine's own address"), N_("Twilio needs an address that it can reach by https"), url=url
        )
    if _authority(circumstances):
        message = N_("{url} answers, but with a certificate from an authority of this machine's own ({names})")
        return to_do(
            message, N_("Twilio accepts public certificate authorities only"), url=url, names=", ".join(_AUTHORITIES)
        )
    return fine(N_("{host} answers over https"), host=urlsplit(url).netloc)


def certificate(circumstances: Circumstances) -> Diagnosis:
    """Diagnose how long the certificate is valid."""
    url = urlsplit(redacted_url(circumstances.public_url))
    if url.scheme != "https" or not url.hostname:
        raise UnaskedError(N_("an https address in IVR_PUBLIC_URL"))
    context = ssl.create_default_context(cafile=_authority(circumstances))
    try:
        with (
            socket.create_connection((url.hostname, url.port or 443), SECONDS) as line,
            context.wrap_socket(line, server_hostname=url.hostname) as secured,
        ):
            ends = str((secured.getpeercert() or {}).get("notAfter", ""))
    except ConnectionRefusedError:
        return wrong(N_("nothing listens at {host}"), N_("start the proxy in front of the service"), host=url.netloc)
    except ssl.SSLError as error:
        message = N_("{host} presents no certificate that this machine trusts: {why}")
        return wrong(message, N_("Twilio would not accept it either"), host=url.netloc, why=reason(error))
    except OSError as error:
        return wrong(N_("{host} does not answer: {why}"), host=url.netloc, why=reason(error))
    end = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
    if end - circumstances.now < SOON:
        return to_do(
            N_("it expires on {end:%Y-%m-%d}"),
            N_("renew it, and find out why it was not renewed automatically"),
            end=end,
        )
    return fine(N_("it is valid until {end:%Y-%m-%d}"), end=end)


def round_trip(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether signed requests to the three addresses are answered by this plan, and soon."""
    asked = circumstances.round_trip
    if faults := [str(one) for one in asked if one.wrong]:
        return wrong("{faults}", faults="; ".join(faults))
    slowest = max(one.seconds for one in asked)
    if slowest > SLOW:
        do = N_("check the load of the machine, and the network in between")
        return to_do(N_("an answer took {seconds:.1f} s"), do, seconds=slowest)
    return fine(
        N_("the three addresses answer signed requests with this plan, within {seconds:.2f} s"), seconds=slowest
    )


def serving_plan(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the plan that serves is proven, and whether a change to it is refused."""
    ready = circumstances.ready
    if "problems" not in ready:
        return to_do(N_("whether the plan in service is proven is shown only with the password"), SET_PASSWORD)
    if ready["refused_since"]:
        message = N_("a change to the files has been refused since {since}")
        return wrong(message, N_("ivr check shows why"), since=ready["refused_since"])
    if errors := [problem["message"] for problem in ready["problems"] if not problem["warning"]]:
        message = N_("problems found by the proof: {count}, the first: {first}")
        return wrong(message, N_("ivr check lists them"), count=len(errors), first=errors[0])
    if ready.get("checking_since"):
        return to_do(
            N_("a change has been under check since {since}"), N_("look again later"), since=ready["checking_since"]
        )
    if not ready.get("checked"):
        return to_do(
            N_("plan {plan} is in service, and its proof is not complete yet"),
            N_("look again soon"),
            plan=ready["plan"],
        )
    return fine(
        N_("plan {plan} has been in service since {since}, and its check is complete"),
        plan=ready["plan"],
        since=ready["since"],
    )


def _authority(circumstances: Circumstances) -> str | None:
    """Return the file of certificates that the environment names instead of the public authorities."""
    return next((circumstances.environ[name] for name in _AUTHORITIES if circumstances.environ.get(name)), None)
