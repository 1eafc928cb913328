"""How a service stands with its site's files: which plan serves, what is wrong with it, and with what waits."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from ivr.site import Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """The plan that serves, and how the site's files were judged last.

    *plan* is its hash and *since* the time at which it became current; *known* is what the check found in it, None
    while it has not looked. *judged* is the hash of the files that were looked at last, *refusing* what keeps those
    from serving, and *refused* since when something has. Times are UTC, in ISO 8601.
    """

    plan: str
    since: str
    judged: str
    refusing: tuple[Problem, ...] = ()
    refused: str = ""
    known: tuple[Problem, ...] | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What an operator has to mend: what keeps the files from serving, then what is wrong with what serves."""
        return (*self.refusing, *(self.known or ()))

    def as_json(self) -> bytes:
        """Return it for another process."""
        known = None if self.known is None else [problem.as_data() for problem in self.known]
        listed = {"refusing": [problem.as_data() for problem in self.refusing], "known": known}
        return json.dumps(asdict(self) | listed).encode()

    @classmethod
    def of_json(cls, text: bytes) -> "Standing":
        """Return what `as_json` wrote."""
        fields = json.loads(text)
        known = None if fields["known"] is None else _problems(fields["known"])
        return cls(**fields | {"refusing": _problems(fields["refusing"]), "known": known})


def _problems(listed: list[Mapping[str, Any]]) -> tuple[Problem, ...]:
    return tuple(map(Problem.of_data, listed))


def serving(plan: str) -> Standing:
    """Return the standing of a service whose files are *plan* (a hash), from now on."""
    return Standing(plan, now(), plan)


def now() -> str:
    """Return the time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
