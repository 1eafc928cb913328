"""The services that scripts and tests call: a site's own application in this process, or one over HTTP."""

import logging
import os
import secrets
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import structlog

from ivr.call import Plan
from ivr.check import problems_of
from ivr.garbage import no_collection
from ivr.settings import Settings, StartupError, auth_tokens
from ivr.simulator import CarrierOptions, InProcess, PhoneNumber
from ivr.simulator.http.over_http import OverHttp
from ivr.site import Site, as_text, load, shipped
from ivr.testcall import CallClock, Target
from ivr.testcall.target import line_of_service, options_of
from ivr.translation import _
from ivr.web.log import configure_log


def site_target(root: Path | None = None) -> Target:
    """Return the application of the site in the folder *root* (None: the shipped one), called as Twilio calls it.

    Raises StartupError with every problem of the site.
    """
    from ivr.web import create_app  # noqa: PLC0415 - a service that is called over HTTP needs no Flask here

    if not structlog.is_configured():
        configure_log(logging.ERROR)
    token, clock = secrets.token_hex(16), CallClock()
    site, plan = _checked(root or shipped())
    settings = Settings(site=root, tokens=(token,))
    application = create_app(settings, clock, conditions_now=clock.conditions_now, read=lambda _settings: plan)
    return Target(InProcess(application), line_of_service(), _options(site), token, clock, site.directory, site)


def url_target(url: str, root: Path | None = None) -> Target:
    """Return the service whose voice URL is *url*, signing with the first token of TWILIO_AUTH_TOKEN, if there is one.

    *root* is the folder of the site behind it, if it is one of ours: then its fallback URL and its status callback
    are those below that, as operators set them. Raises ValueError for anything that is not an http address, and
    StartupError for a site with problems.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(_("expected an address like http://127.0.0.1:8000/voice, found {url}").format(url=url))
    token = next(iter(auth_tokens(os.environ)), None)
    site = _site(root) if root else None
    directory = site.directory if site else None
    line = PhoneNumber(voice_url=url)
    if site:
        line = replace(line, fallback_url=_below(url, "fallback"), status_url=_below(url, "status"))
    return Target(OverHttp(url), line, _options(site), token, directory=directory, site=site)


def _below(url: str, name: str) -> str:
    """Return the address *name* below *url*, with its query and what its fragment asks of the connection."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}"))


def _checked(root: Path) -> tuple[Site, Plan]:
    """Return the site in *root* and its plan, if no rule refuses it; no route is played, as its length only warns."""
    with no_collection():
        site = load(root)
        problems = problems_of(site, budgets=False)
    if site.plan is None or any(not problem.warning for problem in problems):
        raise StartupError(as_text(problems))
    return site, site.plan


def _site(root: Path) -> Site:
    site = load(root)
    if site.plan is None:
        raise StartupError(as_text(site.problems))
    return site


def _options(site: Site | None) -> CarrierOptions:
    return options_of(site.plan) if site and site.plan else CarrierOptions()
