"""The words of the page, in English: each is looked up in the language of the page."""

from collections.abc import Mapping

from ivr.translation import N_

LABELS: Mapping[str, str] = {
    # Columns.
    "area": N_("area"),
    "service": N_("service"),
    "found by": N_("found by"),
    "place found by": N_("place found by"),
    "node": N_("question"),
    "question": N_("question"),
    "office": N_("office"),
    "number": N_("number"),
    "hour": N_("hour"),
    "plan": N_("plan"),
    "first call": N_("first call"),
    "last call": N_("last call"),
    "from": N_("from"),
    "to": N_("to"),
    "rings in vain": N_("unanswered rings"),
    "minutes": N_("minutes"),
    "calls": N_("calls"),
    "times": N_("times"),
    "not understood": N_("not understood"),
    "silences": N_("silences"),
    "asked which place": N_("asked which place"),
    "corrected": N_("corrected"),
    "median": N_("median"),
    "p95": N_("95 % within"),
    "longest": N_("longest"),
    "way": N_("way"),
    "budget": N_("budget"),
    "within it": N_("within it"),
    "what": N_("what"),
    "before": N_("before"),
    "after": N_("after"),
    "all": N_("all"),
    # What became of a call.
    "open": N_("in progress"),
    "connected": N_("connected"),
    "busy": N_("busy"),
    "no_answer": N_("no answer"),
    "failed": N_("not reached"),
    "closed": N_("told that it is closed"),
    "failing": N_("not rung: it keeps failing"),
    "over_limit": N_("not rung: over the limit"),
    "left_ringing": N_("hung up while ringing"),
    "left": N_("hung up before ringing"),
    "ended": N_("ended by the hotline"),
    "fault": N_("service fault"),
    "lost": N_("end unknown"),
    # How a ring ended.
    "completed": N_("answered"),
    "canceled": N_("caller hung up"),
    # How something was found.
    "keys": N_("keys"),
    "speech": N_("speech"),
    "sound": N_("sound of a word"),
    "postal": N_("postal code"),
    # How a ring was reached.
    "one_sentence": N_("one sentence"),
    "two_answers": N_("two spoken answers"),
    "keypad": N_("keypad"),
    "-": N_("not known"),
    # Days.
    "Mon": N_("Mon"),
    "Tue": N_("Tue"),
    "Wed": N_("Wed"),
    "Thu": N_("Thu"),
    "Fri": N_("Fri"),
    "Sat": N_("Sat"),
    "Sun": N_("Sun"),
}
"""The names of columns, rows and outcomes."""

LABELLED = ("found by", "place found by", "way")
"""Columns whose cells are words of the records."""

UNKNOWN: Mapping[str, str] = {
    "area": N_("none found"),
    "service": N_("none found"),
    "found by": N_("not found"),
    "place found by": N_("not found"),
    "way": N_("with a detour"),
    "before": "-",  # it is known: a new text was not there before
}
"""What an unknown head means, by its column."""

NOTES: Mapping[str, str] = {
    "areas": N_("Each call is counted once: by the place and the service that were known when it ended."),
    "place_by": N_(
        "How the place was finally established. A place recognised by its sound was confirmed with the caller."
    ),
    "service_by": N_("How it was finally established what the call is about."),
    "understood": N_(
        "How often an answer was not understood, a question was not answered, the caller was asked which place was "
        "meant, and the caller corrected something. One call may have several."
    ),
    "missed": N_("At which question answers were not understood. One call may have several."),
    "asked": N_("Questions that callers asked, and that were answered. One call may have several."),
    "left": N_("Callers who hung up before anybody answered: at which question, and after how many seconds."),
    "ringing": N_(
        "Measured from answering the call to the first ring of an office, including the time that callers speak."
    ),
    "ways": N_(
        "Budgets are the seconds of speech that the flow allows; the measured times also include the time that "
        "callers take to think and speak. A detour is an answer that was not understood, a silence, a correction, or "
        "a question from the caller."
    ),
    "offices": N_("Every ring is counted, so that a call may be here several times."),
    "failing": N_("Periods in which an office was not rung, because too many rings in a row had gone unanswered."),
    "hours": N_("When calls came in, in Japan time."),
    "plans": N_(
        "A changed number, prompt or flow makes a new plan. Calls continue with the plan that they began with."
    ),
    "changes": N_("What new plans changed for callers: numbers and texts. Only the last few plans are stored."),
    "gaps": N_(
        "Each worker records a sign of life every minute. Where there is none, the service was down, or could not "
        "write."
    ),
}
"""Notes under the title of each table, by its name."""

KEY_FIGURES: Mapping[str, str] = {
    "calls": N_("calls"),
    "connected": N_("talked with an office"),
    "unanswered": N_("office busy, no answer or not reached"),
    "gone": N_("hung up before anybody answered"),
    "median": N_("seconds to the ring (median)"),
    "gap": N_("minutes without a service"),
}
