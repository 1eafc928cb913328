"""Points about the site: its files, its numbers, its fallback office, its voices and its recogniser."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from ivr.check import problems_of
from ivr.site.twilio_names import VOICES_PAGE, knows_model, knows_voice
from ivr.speech import Voice

from .circumstances import Circumstances
from .finding import Diagnosis, fine, to_do, wrong

OLD: Final = timedelta(days=365)
"""After which an office should be called again: numbers change hands."""


def files(circumstances: Circumstances) -> Diagnosis:
    """Tell whether the files make a plan, by the rules; the proof is the service's own work, and `ivr check`'s."""
    problems = problems_of(circumstances.site)
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        told = "{count} problems, the first: {first}"
        return wrong(told, "ivr check lists them", count=len(errors), first=errors[0])
    return fine("plan {plan}, {count} warnings (ivr check)", plan=circumstances.plan.hash, count=len(problems))


def numbers(circumstances: Circumstances) -> Diagnosis:
    """Tell how many numbers somebody has called, and how long ago."""
    offices, settings = tuple(circumstances.plan.directory), circumstances.settings
    if unverified := [office for office in offices if not office.verified]:
        told = "{count} of {all} numbers are unverified, the first: {first}"
        find = wrong if settings.public and not settings.accept_unverified else to_do
        do = "ivr offices verify leads through them"
        return find(told, do, count=len(unverified), all=len(offices), first=unverified[0].key)
    oldest = min(office.verified_on for office in offices if office.verified_on)
    told = "all {all} numbers are verified, the first of them on {oldest}"
    if oldest < circumstances.now.date() - OLD:
        return to_do(told, "call those again: ivr offices tells which", all=len(offices), oldest=oldest)
    return fine(told, all=len(offices), oldest=oldest)


def fallback(circumstances: Circumstances) -> Diagnosis:
    """Tell whether the fallback office has agreed to be it."""
    plan = circumstances.plan
    name, agreed = plan.fallback.printed_name, plan.flow.fallback_agreed
    if agreed is None:
        told = "nothing says that {name} takes the calls that lead nowhere else"
        return to_do(told, "agree it with them, and note the day in data/flow.yaml: fallback_agreed", name=name)
    return fine("{name} has agreed on {agreed}", name=name, agreed=agreed)


def voices(circumstances: Circumstances) -> Diagnosis:
    """Tell whether Twilio has the voices."""
    used = circumstances.plan.voices.values()
    if unknown := [voice for voice in used if knows_voice(voice.language, voice.name) is False]:
        do = "choose from {page}, and write it to prompts/"
        return wrong("Twilio has no voice {names}", do, names=_names(unknown), page=VOICES_PAGE)
    if unsure := [voice for voice in used if knows_voice(voice.language, voice.name) is None]:
        told = "whether Twilio has {names} is not known here"
        return to_do(told, "look at {page}", names=_names(unsure), page=VOICES_PAGE)
    return fine("{names}", names=_names(used))


def recogniser(circumstances: Circumstances) -> Diagnosis:
    """Tell whether Twilio has the recogniser, for Japanese."""
    model = circumstances.plan.flow.listening.speech_model
    known = model is None or knows_model(model)
    if known is None:
        return to_do("whether {model} understands ja-JP is not established", "try it with a real call", model=model)
    if not known:
        return wrong("Twilio has no recogniser {model} for ja-JP", "data/flow.yaml: speech_model", model=model)
    return fine("{model}", model=model or "Twilio's own choice")


def _names(voices: Iterable[Voice]) -> str:
    return ", ".join(f"{voice.name} ({voice.language})" for voice in voices)
