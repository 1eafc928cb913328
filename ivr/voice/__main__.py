"""``python -m ivr.voice``: speaks what standard input asks for; see `ivr.voice.speaker`."""

import os
import sys

from .engine import synthesise
from .speaker import answer

if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get among the answers
    answer(sys.stdin.buffer, answers, synthesise)
