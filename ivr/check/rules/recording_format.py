"""A recording has a form that a telephone network plays: WAV, 16-bit PCM, µ-law or A-law, mono, 8,000 Hz or more.

Whatever is played becomes 8 kHz mono on the line (https://support.twilio.com/hc/en-us/articles/223180588); two channels
or a lower rate lose something on the way, and a file that is empty, endless or breaks off is a mistake. An MP3 is lossy
and begins with silence. The examples say what the header of the file says.

Refuses: callers would hear nothing, or noise.
"""

from collections.abc import Iterator

from ivr.check.site_parts import language_of, prompts_of
from ivr.site import Problem, Site
from ivr.speech import Wave
from ivr.speech.wave import A_LAW, MU_LAW, PCM
from ivr.translation import _

ID = "recording-format"
PATH = "prompts/audio/ja/welcome.wav"
IN_EACH_LANGUAGE = True

GOOD = "PCM, 16 bits, mono, 8000 Hz, 2.00 s"
BAD = "PCM, 16 bits, stereo, 44100 Hz, 2.00 s"

BITS = {PCM: 16, A_LAW: 8, MU_LAW: 8}
RATES = range(8_000, 48_001)  # Hz; the line discards anything above 8,000
LONGEST = 120.0  # seconds; the longest sentence that one prompt may hold takes about ninety


def check(site: Site) -> Iterator[Problem]:
    """Find the recordings of prompts that cannot be played, or not well."""
    prompts = prompts_of(site)
    for sound in site.recordings.sounds:
        if sound.prompt not in prompts or language_of(site, sound.prompt) != sound.language:
            continue  # nothing plays it, which another rule reports
        if wrong := _wrong(sound.wave):
            yield sound.problem(wrong, ID)


def _wrong(wave: Wave | None) -> str:
    """Return what is wrong with a file whose sound is *wave*, "" if nothing is."""
    expected = _("expected PCM of 16 bits, µ-law or A-law, mono, {rate} Hz or more, up to {seconds:g} s").format(
        rate=RATES.start, seconds=LONGEST
    )
    if wave is None:
        return _("this is not a WAV file; {expected}").format(expected=expected)
    if wave.breaks_off:
        return _("this file breaks off: its header announces more sound than it contains; save it again")
    if wave.silent:
        return _("this file is silent from beginning to end: callers hear nothing; record it again")
    if not _plays(wave):
        message = _("a telephone network cannot play this as it is ({wave}); {expected}")
        return message.format(wave=wave, expected=expected)
    return ""


def _plays(wave: Wave) -> bool:
    is_telephone = wave.channels == 1 and wave.rate in RATES and BITS.get(wave.encoding) == wave.bits
    return is_telephone and 0 < wave.seconds <= LONGEST
