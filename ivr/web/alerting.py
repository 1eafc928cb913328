"""Posts alerts for the operator: one process of a machine posts what is wrong to the address in IVR_ALERT_URL.

If that process dies after a post and before storing it, the alert is posted twice; none is lost.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import structlog

from ivr.http import NoAnswerError, exchange
from ivr.safe_files import locked_file, replacing
from ivr.settings import Settings, redacted_url
from ivr.translation import _

from .alerts import AlertMessage, AlertState, ServiceState, after, due, firing

log = structlog.get_logger()

FILE = "alerts.json"
"""The file of posted alerts, in the folder for files that outlive the service."""
LOCK = "alerts.lock"
EVERY = 15.0
"""Seconds between two checks, and before a message that was not accepted is posted again."""

Post = Callable[[AlertMessage], bool]
"""Posts one message, and returns whether it was accepted."""


class Alerter:
    """Checks the state of the service, and posts alerts; created before the workers fork, started in each.

    Of all processes that share *var* only the one with the lock does so; another one takes over when it dies.
    """

    def __init__(self, var: Path, state: Callable[[], ServiceState], post: Post, every: float = EVERY) -> None:
        self._var, self._state, self._post, self._every = var, state, post, every
        self._lock: int | None = None
        self._posted: dict[str, AlertState] | None = None

    def start(self) -> None:
        """Start checking in a thread of this process."""
        threading.Thread(target=self._run, name="alerts", daemon=True).start()

    def round(self) -> None:
        """Check once, unless another process does, and post what is due. Raises OSError if the lock cannot be taken."""
        if not self._has_lock():
            return
        if self._posted is None:
            self._posted = _read(self._var / FILE)
        now = time.time()
        for message in tuple(due(self._posted, firing(self._state()), now)):
            if self._post(message):
                self._posted = after(self._posted, message, now)
                self._store()

    def _run(self) -> None:
        while True:
            time.sleep(self._every)
            try:
                self.round()
            except Exception:  # whatever it is: the next look may find it resolved
                log.exception(_("the operator could not be alerted"))

    def _has_lock(self) -> bool:
        if self._lock is None:
            self._lock = locked_file(self._var / LOCK)
        return self._lock is not None

    def _store(self) -> None:
        """Store what was posted; if the disk refuses, the next process may post it again."""
        states = {name: asdict(one) for name, one in (self._posted or {}).items()}
        try:
            with replacing(self._var / FILE) as file:
                file.write(json.dumps(states).encode())
        except OSError as error:
            log.warning(_("the alerts sent to the operator cannot be saved"), why=error.strerror)


def _read(path: Path) -> dict[str, AlertState]:
    try:
        return {name: AlertState(**one) for name, one in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def poster(settings: Settings) -> Post:
    """Return a function that posts a message to IVR_ALERT_URL; any status of 200 to 299 means that it was accepted."""

    def post(message: AlertMessage) -> bool:
        body = json.dumps(_data(message, settings), ensure_ascii=False).encode()
        try:
            answer = exchange("POST", settings.alert_url, body, headers={"Content-Type": "application/json"})
        except NoAnswerError as why:
            log.warning(_("IVR_ALERT_URL does not answer"), alert=message.name, why=str(why))
            return False
        taken = HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES
        if not taken:
            log.warning(_("IVR_ALERT_URL refuses"), alert=message.name, status=answer.status)
        return taken

    return post


def _data(message: AlertMessage, settings: Settings) -> Mapping[str, str]:
    return {
        "alert": message.name,
        "status": message.status,
        "text": f"{message.name}: {message.text}",  # what a chat shows of a message
        "since": datetime.fromtimestamp(message.since, UTC).isoformat(timespec="seconds"),
        "line": redacted_url(settings.public_url),
    }
