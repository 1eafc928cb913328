"""A telephone number's area: good enough to order candidates, never to choose among them."""

from ivr.places.gazetteer import Gazetteer


def area(gazetteer: Gazetteer, e164: str) -> tuple[str, ...]:
    """Return the prefecture codes that the area code of a Japanese number (+81…) reaches.

    Empty for mobile, IP, toll-free, foreign, withheld and malformed numbers.
    """
    if not e164.startswith("+81"):
        return ()
    national = "0" + e164.removeprefix("+81").removeprefix("0")
    return next(
        (gazetteer.areas[national[:size]] for size in range(6, 1, -1) if national[:size] in gazetteer.areas), ()
    )
