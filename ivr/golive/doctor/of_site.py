"""Points about the site: its files, its numbers, its fallback office, its voices and its recogniser."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ivr.call import Plan, Recogniser
from ivr.check import problems_of, settle
from ivr.check.rules import fallback_not_agreed
from ivr.site.twilio_names import VOICES_PAGE, knows_model, knows_voice
from ivr.speech import Voice
from ivr.translation import N_, _
from ivr.web.timetable import timetable_report

from .circumstances import Circumstances
from .diagnosis import Diagnosis, fine, to_do, wrong

OLD = timedelta(days=365)
"""After which an office should be called again: numbers change hands."""

NEAR = timedelta(days=3)
"""Before the end of a notice somebody should decide whether it is extended."""


def files(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the files make a plan by the rules alone; the proof is left to the service and `ivr check`."""
    problems, allowed = settle(circumstances.site, problems_of(circumstances.site), circumstances.now.date())
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        message = N_("problems: {count}, the first: {first}")
        return wrong(message, N_("ivr check lists them"), count=len(errors), first=errors[0])
    message = N_("plan {plan}, warnings: {count}, allowed: {allowed} (ivr check)")
    return fine(message, plan=circumstances.plan.hash, count=len(problems), allowed=len(allowed))


def numbers(circumstances: Circumstances) -> Diagnosis:
    """Diagnose how many numbers are verified, and how long ago."""
    offices, settings = tuple(circumstances.plan.directory), circumstances.settings
    if unverified := [office for office in offices if not office.verified]:
        message = N_("{count} of {all} numbers are unverified, the first: {first}")
        find = wrong if settings.public and not settings.accept_unverified else to_do
        do = N_("ivr offices verify goes through them")
        return find(message, do, count=len(unverified), all=len(offices), first=unverified[0].key)
    oldest = min(office.verified_on for office in offices if office.verified_on)
    message = N_("all {all} numbers are verified, the first of them on {oldest}")
    if oldest < circumstances.now.date() - OLD:
        return to_do(message, N_("call those again: ivr offices shows which"), all=len(offices), oldest=oldest)
    return fine(message, all=len(offices), oldest=oldest)


def fallback(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether the fallback office has agreed to take calls."""
    plan = circumstances.plan
    site, today = circumstances.site, circumstances.now.date()
    name, agreed = plan.fallback.printed_name, circumstances.come(plan.flow.fallback_agreed)
    _, allowed = settle(site, fallback_not_agreed.check(site), today)
    if agreed is None and allowed:
        message = N_("{name} has not agreed yet; this is allowed until {until} ({reason})")
        return fine(message, name=name, until=allowed[0].until, reason=allowed[0].reason)
    if agreed is None:
        message = N_("nothing shows that {name} takes the calls that reach no other office")
        return to_do(
            message, N_("agree on it with the office, and write the day to data/flow.yaml: fallback_agreed"), name=name
        )
    return fine(N_("{name} agreed on {agreed}"), name=name, agreed=agreed)


def timetable(circumstances: Circumstances) -> Diagnosis:
    """Diagnose hours and notices that end soon or are over, if the service reports any."""
    from_service = circumstances.ready.get("timetable") if circumstances.settings.public_url else None
    report = from_service or timetable_report(circumstances.plan, circumstances.now)
    if report["warnings"]:
        return to_do("{warnings}", N_("look at hours.yaml and notices.yaml"), warnings="; ".join(report["warnings"]))
    now = circumstances.now.replace(tzinfo=None)
    for notice in report["notices"]:
        until = datetime.fromisoformat(notice["until"])
        if notice["state"] == "in force" and until - now < NEAR:
            do = N_("if it should run for longer, change its end in notices.yaml")
            return to_do(N_("the notice {name} ends at {until:%Y-%m-%d %H:%M}"), do, name=notice["name"], until=until)
    return fine(N_("notices: {count}, none near its end; every holiday is known"), count=len(report["notices"]))


def voices(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether Twilio has the voices, of every language."""
    spoken = (circumstances.plan.speaks(language) for language in circumstances.plan.languages)
    used = tuple(dict.fromkeys(voice for one in spoken for voice in one.voices.values()))
    if unknown := [voice for voice in used if knows_voice(voice.language, voice.name) is False]:
        do = N_("choose from {page}, and write it to prompts/")
        return wrong(N_("Twilio has no voice {names}"), do, names=_names(unknown), page=VOICES_PAGE)
    if unsure := [voice for voice in used if knows_voice(voice.language, voice.name) is None]:
        message = N_("it is not known here whether Twilio has {names}")
        return to_do(message, N_("look at {page}"), names=_names(unsure), page=VOICES_PAGE)
    return fine("{names}", names=_names(used))


def recogniser(circumstances: Circumstances) -> Diagnosis:
    """Diagnose whether Twilio has the recogniser of each language in which callers are heard."""
    heard = tuple(_recognisers(circumstances.plan))
    judged = [(where, one, one.model is None or knows_model(one.model, one.language)) for where, one in heard]
    for where, one, is_known in judged:
        if is_known is False:
            message = N_("Twilio has no recogniser {model} for {language}")
            return wrong(message, where, model=one.model, language=one.language)
    if unsure := [one for _where, one, is_known in judged if is_known is None]:
        message = N_("it is not established whether {model} understands {language}")
        return to_do(message, N_("try it with a real call"), model=unsure[0].model, language=unsure[0].language)
    models = ", ".join(f"{one.model or _('the default of Twilio')} ({one.language})" for _where, one in heard)
    return fine("{models}", models=models or _("speech is not recognised: callers use the keypad"))


def _recognisers(plan: Plan) -> Iterator[tuple[str, Recogniser]]:
    """Yield the recogniser of each language, and where its model is written."""
    for one in map(plan.speaks, plan.languages):
        if one.recogniser:
            by_flow = plan.flow.listening.speech_model and not one.home
            where = "data/flow.yaml: speech_model" if by_flow else f"prompts/{one.language}.yaml: recogniser"
            yield where, one.recogniser


def _names(voices: Iterable[Voice]) -> str:
    return ", ".join(dict.fromkeys(f"{voice.name} ({voice.language})" for voice in voices))
