"""Compare what is counted with what is heard, prompt by prompt: `python -m tests.bench.bench_voice`.

Speaks every prompt of the shipped site with Open JTalk at its natural rate and at the site's, and fits morae a second
and seconds a pause to the natural one anew. `ivr/speech/length.py` promises a largest miss.
"""

import sys
from collections.abc import Iterator

import numpy as np

from ivr.site import load, shipped
from ivr.site.examples import examples
from ivr.speech import Line, morae, pauses, read_wave, seconds
from ivr.voice import spoken_text, synthesise

from .figures import Figure

PROMISED = 0.8  # seconds


def figures() -> Iterator[Figure]:
    """Yield the largest miss."""
    yield Figure("seconds of a prompt, counted against heard", main(), PROMISED, "s")


def main() -> float:
    """Print the table and the fit; return the largest miss, in seconds."""
    plan = load(shipped()).plan
    assert plan
    misses, natural = [], []
    print(f"{'prompt':<28}{'morae':>6}{'pauses':>7}{'counted':>9}{'measured':>9}{'miss':>7}")  # noqa: T201 - run by hand
    for example in examples(plan):
        line, voice = example.line, plan.voices[example.line.language]
        rate = voice.rate.of(line)
        counted, measured = seconds(line.kana, rate), heard(line, rate)
        misses.append(measured - counted)
        many, breaks = morae(line.kana), pauses(line.kana)
        natural.append((many, breaks, heard(line, 1.0)))
        print(f"{example.name:<28}{many:>6}{breaks:>7}{counted:>9.2f}{measured:>9.2f}{misses[-1]:>+7.2f}")  # noqa: T201
    mora, pause = fit(natural)
    print(f"largest miss {max(misses, key=abs):+.2f} s, all together {sum(misses):+.1f} s")  # noqa: T201
    print(f"fit at the natural rate: {1 / mora:.2f} morae a second, {pause:.2f} s a pause")  # noqa: T201
    return max(map(abs, misses))


def heard(line: Line, rate: float) -> float:
    """Return the seconds of *line* as it is spoken."""
    wave = read_wave(synthesise(spoken_text(line), rate))
    assert wave
    return wave.seconds


def fit(measured: list[tuple[int, int, float]]) -> tuple[float, float]:
    """Return the seconds of a mora and of a pause that fit best."""
    table = np.array(measured)
    (mora, pause), *_ = np.linalg.lstsq(table[:, :2], table[:, 2], rcond=None)
    return float(mora), float(pause)


if __name__ == "__main__":
    sys.exit(0 if main() < PROMISED else 1)
