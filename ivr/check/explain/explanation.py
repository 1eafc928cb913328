"""The explanation of a rule: what it requires and why, with a bad and a good example."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule requires and why, in paragraphs of which the last is the verdict; examples of a file *path*."""

    text: str
    path: str
    bad: str
    good: str

    @property
    def refuses(self) -> bool:
        """Return whether its findings can keep a site from serving."""
        return "Refuses" in self._verdict

    @property
    def warns(self) -> bool:
        """Return whether its findings can be mere warnings."""
        return "Warns" in self._verdict

    @property
    def _verdict(self) -> str:
        return self.text.strip().rpartition("\n\n")[2]
