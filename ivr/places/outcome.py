"""Outcomes of place recognition. Codes: 2 digits are a prefecture (JIS X 0401), 5 a municipality (JIS X 0402)."""

from dataclasses import dataclass

MOST_CHOICES = 5  # places that a caller is offered; more cannot be remembered on the telephone


@dataclass(frozen=True, slots=True)
class Certain:
    """Exactly one area was named; it may be read back and rung."""

    code: str
    heard: str


@dataclass(frozen=True, slots=True)
class Probable:
    """Ask yes or no about *code*; after a no, about each of *rest* in turn."""

    code: str
    heard: str
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Let the caller choose: two to five codes of different areas, likeliest first."""

    codes: tuple[str, ...]
    heard: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No place to ask about. *heard* is a name that fits too many areas (中央区), else empty."""

    heard: str = ""


@dataclass(frozen=True, slots=True)
class Beyond:
    """A place was named that is not in any of the site's areas: it is outside them, or holds several of them."""

    code: str
    heard: str


PlaceOutcome = Certain | Probable | Ambiguous | Beyond | Unknown


@dataclass(frozen=True, slots=True)
class Explained:
    """An outcome and the rule that decided it, in words."""

    outcome: PlaceOutcome
    rule: str


def codes_of(outcome: PlaceOutcome) -> tuple[str, ...]:
    """Return the codes that an outcome proposes, likeliest first."""
    match outcome:
        case Certain(code):
            return (code,)
        case Probable(code, _, rest):
            return (code, *rest)
        case Ambiguous(codes):
            return codes
        case Beyond() | Unknown():
            return ()
