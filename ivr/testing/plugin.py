"""The pytest plugin: a `phone` fixture, and ``*.call.yaml`` files as tests.

It is installed with the package. One line says which site it calls, in ``pytest.ini``::

    [pytest]
    ivr_site = .

``ivr_site`` is the site's folder, seen from that file; without it $IVR_SITE counts, else the site that comes with the
package. ``ivr_url`` (or ``--ivr-url``) calls a service that runs somewhere instead, at its voice URL.

Everything else is imported when it is first needed, so that the plugin costs nothing if no hotline is tested, and a
measurement of coverage that begins after it misses nothing.
"""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ivr.translation import _

if TYPE_CHECKING:
    from ivr.callscript import ScriptFile
    from ivr.testcall import Target

    from .phone import Phone
    from .play_scripts import ScriptResult

SUFFIX = ".call.yaml"  # as in `ivr.callscript`, see above

_PHONE = pytest.StashKey["Phone"]()
_TARGET = pytest.StashKey["Target"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the plugin's options."""
    parser.addini("ivr_site", _("folder of the site that calls go to, seen from this file"), default="")
    parser.addini("ivr_url", _("voice URL of a running TwiML service that calls go to instead"), default="")
    parser.getgroup("ivr").addoption("--ivr-url", metavar="URL", help=_("voice URL of a TwiML service to call"))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "CallFile | None":
    """Collect scripted calls, but for hidden files (`._01.call.yaml`), which other programs leave behind."""
    is_script = file_path.name.endswith(SUFFIX) and not file_path.name.startswith(".")
    return CallFile.from_parent(parent, path=file_path) if is_script else None


@pytest.fixture
def phone(request: pytest.FixtureRequest) -> "Phone":
    """Return a telephone to call the hotline with: ``call = phone.dial()``."""
    from .phone import Phone  # noqa: PLC0415 - see above

    phone = Phone(_target(request.config), seed=request.node.nodeid)
    request.node.stash[_PHONE] = phone
    return phone


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test in whose calls something happened that Twilio would have logged and that it did not expect."""
    yield
    calls = item.stash[_PHONE].calls if _PHONE in item.stash else ()
    if wrong := [sentence for played in calls for sentence in (*played.unexpected, *played.missing)]:
        wrong.append(_("What a test expects is named where it dials: phone.dial(warnings=[11200])."))
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the transcript of each call to the report of a test that failed."""
    report = yield
    if report.when == "call" and call.excinfo and _PHONE in item.stash:
        failure = str(call.excinfo.value)  # what differs brings its transcript along
        calls = [str(played) for played in item.stash[_PHONE].calls]
        report.sections += [
            (f"call {number}", f"{played}\n") for number, played in enumerate(calls, 1) if played not in failure
        ]
    return report


class CallFile(pytest.File):
    """A file with one scripted call."""

    def collect(self) -> Iterator["CallItem"]:
        """Yield its call, named after what it shows."""
        from ivr.callscript import read_script_file  # noqa: PLC0415 - see above
        from ivr.site import seen_from  # noqa: PLC0415 - see above

        script = read_script_file(self.path, seen_from(os.curdir, self.path))
        yield CallItem.from_parent(self, name=script.script.call if script.script else "unreadable", script=script)


class CallItem(pytest.Item):
    """A scripted call."""

    def __init__(self, *, script: "ScriptFile", **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # what pytest itself hands over
        self._script = script

    def runtest(self) -> None:
        """Play the call."""
        from .play_scripts import play  # noqa: PLC0415 - see above

        played = play(self._script, _target(self.config))
        if not played.passed:
            raise ScriptFailedError(played)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]  # text is enough
        """Show the transcript and what differed."""
        if isinstance(excinfo.value, ScriptFailedError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the file and the call."""
        return self.path, 0, self.name


class ScriptFailedError(Exception):
    """A call differs from its script."""

    def __init__(self, played: "ScriptResult") -> None:
        from .calls_report import story  # noqa: PLC0415 - see above

        super().__init__(story(played))


def _target(config: pytest.Config) -> "Target":
    """Return the target of calls, the same for the whole run."""
    from ivr.settings import StartupError  # noqa: PLC0415 - see above

    from .targets import site_target, url_target  # noqa: PLC0415 - see above

    if _TARGET in config.stash:
        return config.stash[_TARGET]
    site, url = _site(config), config.getoption("--ivr-url") or config.getini("ivr_url")
    try:
        config.stash[_TARGET] = url_target(url, site) if url else site_target(site)
    except (StartupError, ValueError) as error:
        reason = str(error)
    else:
        return config.stash[_TARGET]
    pytest.fail(reason, pytrace=False)


def _site(config: pytest.Config) -> Path | None:
    if named := config.getini("ivr_site"):
        return (config.inipath.parent if config.inipath else config.rootpath) / str(named)
    return Path(os.environ["IVR_SITE"]) if os.environ.get("IVR_SITE") else None
