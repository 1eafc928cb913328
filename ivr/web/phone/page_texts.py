"""Texts of the browser phone's page, in English: each is looked up in the language of its reader."""

from collections.abc import Mapping

from ivr.call.state import Stage
from ivr.places.postal import PostalRule
from ivr.places.rules import PlaceRule as Rule
from ivr.translation import N_

KEYS = (
    ("1", N_("one")),
    ("2", N_("two")),
    ("3", N_("three")),
    ("4", N_("four")),
    ("5", N_("five")),
    ("6", N_("six")),
    ("7", N_("seven")),
    ("8", N_("eight")),
    ("9", N_("nine")),
    ("*", N_("star")),
    ("0", N_("zero")),
    ("#", N_("pound")),
)
"""The keypad, as callers hear its keys named."""

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

PLACES: Mapping[str, str] = {
    Rule.NOTHING: N_("no place is named"),
    Rule.FULL_PREFECTURE: N_("the prefecture was named in full"),
    Rule.SHORT_PREFECTURE: N_("the prefecture was named without 県, 府 or 都"),
    Rule.AGREED: N_("a municipality was named with the prefecture in which it lies"),
    Rule.CITY: N_("there is only one city of this name"),
    Rule.TOWN: N_("there is only one town, village or ward of this name, and no quarter elsewhere"),
    Rule.BARE: N_("the name has no 市, 町 or 村, but only one place fits"),
    Rule.DOUBT: N_("it seems to be one place, but the name or the words around it leave a doubt"),
    Rule.PREFECTURE_FIRST: N_("it is the name of a prefecture, but of a town or the like as well"),
    Rule.CITY_FIRST: N_("it is the name of a city, but of smaller places as well"),
    Rule.SEVERAL: N_("several areas have a place of this name"),
    Rule.TOO_MANY: N_("too many places have this name"),
    Rule.TWO_PLACES: N_("places in different areas were named"),
    Rule.REFUSED: N_("the only places that fit are ones that the caller has said no to"),
    Rule.INSTEAD: N_("it differs by one sound from the place that the caller has said no to"),
    Rule.SOUND: N_("it sounds most like this place"),
    Rule.SOUNDS: N_("it sounds like these two places"),
    Rule.BEYOND: N_("the place is in none of the areas here, or holds several of them"),
    PostalRule.NO_CODE: N_("these are neither seven digits nor three"),
    PostalRule.NOWHERE: N_("no place has this postal code"),
    PostalRule.CODE: N_("the place of this postal code, or of nine in ten that begin like it"),
    PostalRule.BORDER: N_("places in several areas have this postal code"),
    PostalRule.BEYOND: N_("the place of this postal code is in none of the areas here, or in several"),
}
"""Why a place was understood as it was."""

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
