"""Callers who need no person: one with a script, one who presses what he hears announced, one left to chance."""

from .announcements import Option, announced
from .chance import Chance
from .listener import Listener
from .scripted import Scripted
from .silent import Silent

__all__ = ["Chance", "Listener", "Option", "Scripted", "Silent", "announced"]
