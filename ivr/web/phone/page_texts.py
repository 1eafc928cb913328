"""Texts of the browser phone's page, in English: each is looked up in the language of its reader."""

from collections.abc import Mapping

from ivr.call.state import Stage
from ivr.translation import N_

FACTS: Mapping[str, str] = {
    "event": N_("what happened"),
    "pressed": N_("keys pressed"),
    "said": N_("words heard"),
    "rang": N_("how the ringing ended"),
    "number": N_("key named"),
    "words": N_("meaning of the words"),
    "service": N_("service heard"),
    "place": N_("place heard"),
    "why": N_("why this place"),
    "taken": N_("choice made"),
    "service set": N_("service settled"),
    "place set": N_("place settled"),
    "result": N_("result"),
    "stage": N_("how the question is put"),
}
"""The names of the facts about a step."""

STAGES: Mapping[Stage, str] = {
    "": "",
    "first": N_("as at first"),
    "again": N_("once more, in other words"),
    "menu": N_("from a list of keys"),
    "region": N_("within a region"),
    "yes_no": N_("by yes or no"),
    "pick": N_("from a few"),
    "postal": N_("by postal code"),
    "confirm": N_("whether to put the call through"),
}
"""How far into a question the call is."""

COMMANDS: Mapping[str, str] = {
    "yes": N_("“yes”"),
    "no": N_("“no”"),
    "again": N_("hear it again"),
    "back": N_("one step back"),
    "help": N_("how to use it"),
    "person": N_("to talk with a person"),
    "distress": N_("despair (a person is rung at once)"),
    "english": N_("English"),
    "unsure": N_("cannot decide"),
    "stop": N_("not to be put through"),
    "wrong_number": N_("a wrong number"),
}
"""The word lists that mean the same at every question; those of single choices show in the choice that was taken."""

CHOICES: Mapping[str, str] = {
    "yes": N_("“yes”"),
    "no": N_("“no”"),
    "postal": N_("to answer by postal code"),
    "pick": N_("one of the few"),
}
"""What a caller chose that is not a choice of the flow."""

ENDS: Mapping[str, str] = {
    "completed": N_("they have finished talking"),
    "busy": N_("the line was busy"),
    "no-answer": N_("nobody answered"),
    "failed": N_("the call could not be connected"),
    "canceled": N_("the ringing was given up"),
}
"""Twilio's DialCallStatus."""

HANG_UPS: Mapping[str, str] = {
    "caller": N_("you hung up"),
    "service": N_("the hotline has finished, and the call is over"),
    "desk": N_("the office hung up"),
    "error": N_("the hotline failed, and the call is over"),
    "limit": N_("the call took too long, and is over"),
    "carrier": N_("this telephone cannot play what comes next"),
}
"""Who ends a call."""

SCRIPT: Mapping[str, str] = {
    "idle": N_("ready to call"),
    "heard": N_("the hotline is speaking"),
    "asked": N_("waiting for your answer"),
    "ringing": N_("ringing"),
    "ending": N_("talking with the office"),
    "over": N_("the call is over now"),
    "not_called": N_("You have not called yet."),
    "dialled": N_("{caller} calls {called}, {at}"),
    "shared": N_("{offices} use this line as well."),
    "whisper": N_("The person who answers first hears: “{text}”"),
    "guide": N_("hotline"),
    "caller": N_("you"),
    "desk": N_("the office's desk"),
    "line": "",
    "trouble": N_("note"),
    "cut": N_("cut short"),
    "slow": N_("slowly"),
    "fact": N_("{name}: {value}"),
    "seconds": N_("{seconds} s"),
    "in_brackets": N_(" ({text})"),
    "way": N_("Continued: {way}"),
    "no_server": N_("The server cannot be reached. Check that it is running, and press again."),
    "no_answer": N_("The server could not answer. Reload the page."),
    "no_sound": N_("This could not be played."),
    "no_voice": N_("This browser has no voice for {language}. Please read the text."),
    "not-allowed": N_("The microphone may not be used. Look at the browser's settings, or type what you say."),
    "audio-capture": N_("There is no microphone. Type what you say."),
    "no-speech": N_("Nothing was heard. Press again, and speak."),
    "network": N_("The browser's speech recognition cannot be reached. Type what you say."),
    "not_heard": N_("What you said was not understood. Type it."),
}
"""The texts of the page's scripts."""
