"""What there is to say of a rule: what it asks and why, and a bad and a good example."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule asks and why, in paragraphs, the last of which is the verdict; examples of a file *path*."""

    text: str
    path: str
    bad: str
    good: str

    @property
    def refuses(self) -> bool:
        """Tell whether what it finds may keep a site from serving."""
        return "Refuses" in self._verdict

    @property
    def warns(self) -> bool:
        """Tell whether it may find what is only untidy."""
        return "Warns" in self._verdict

    @property
    def _verdict(self) -> str:
        return self.text.strip().rpartition("\n\n")[2]
