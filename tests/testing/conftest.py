"""The shipped hotline and small services of a few pages, to call; no log configuration outlives a test."""

import logging
from collections.abc import Iterator, Mapping

import pytest
import structlog

from ivr.simulator import InProcess, PhoneNumber
from ivr.testcall import Target
from ivr.testing.phone import Phone
from ivr.testing.targets import site_target
from ivr.web.log import configure_log
from tests.simulator.pages import HOME, Answer, Pages


def service(pages: Mapping[str, Answer] | str) -> Target:
    """Return a service of fixed pages; pages given as one string are the document at /voice."""
    return Target(InProcess(Pages({"/voice": pages} if isinstance(pages, str) else pages), HOME), PhoneNumber())


def phone_to(pages: Mapping[str, Answer] | str) -> Phone:
    return Phone(service(pages))


@pytest.fixture(scope="session")
def hotline() -> Target:
    """Return the shipped site's own application."""
    return site_target()


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    configure_log(logging.ERROR)
    yield
    structlog.reset_defaults()
