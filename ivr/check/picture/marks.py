"""Plans whose names are marked, so that what the core says shows which part of it came from the site's facts."""

import re
from dataclasses import replace
from types import MappingProxyType

from ivr.call import Plan
from ivr.directory import Directory, Office
from ivr.speech import Line, telephone_number

# Signs for private use: they stand in no text, and the core passes them on as it does any other.
OPEN, CLOSE = "\ue010", "\ue011"
OFFICE, NUMBER = "\ue000", "\ue001"
SIGNS = re.compile("[\ue000\ue001\ue100-\ue163]")
_PREFECTURE = 0xE100
_MARKED_NUMBER = "00-00-00-00-00-00"
_READING = telephone_number(_MARKED_NUMBER).text


def filled(plan: Plan) -> Plan:
    """Return *plan* with the names that differ from call to call between `OPEN` and `CLOSE`."""
    directory = plan.directory
    services = {id_: replace(service, name=_between(service.name)) for id_, service in directory.services.items()}
    prefectures = {
        code: replace(prefecture, name=_between(prefecture.name))
        for code, prefecture in plan.places.prefectures.items()
    }
    return replace(
        plan,
        directory=replace(
            directory,
            services=services,
            offices={key: _spoken_between(office) for key, office in directory.offices.items()},
            others={name: _spoken_between(office) for name, office in directory.others.items()},
        ),
        places=replace(plan.places, prefectures=prefectures),
    )


def symbolic(plan: Plan) -> Plan:
    """Return *plan* with signs instead of the prefectures' names, and of the chosen offices' names and numbers."""
    prefectures = {
        code: replace(prefecture, name=prefecture_sign(code)) for code, prefecture in plan.places.prefectures.items()
    }
    offices = {
        key: replace(office, spoken_name=OFFICE, spoken_kana=OFFICE, number=_MARKED_NUMBER)
        for key, office in plan.directory.offices.items()
    }
    directory: Directory = replace(plan.directory, offices=MappingProxyType(offices))
    return replace(plan, directory=directory, places=replace(plan.places, prefectures=prefectures))


def prefecture_sign(code: str) -> str:
    """Return the sign that stands for the name of the prefecture *code*."""
    return chr(_PREFECTURE + int(code))


def prefecture_of(sign: str) -> str:
    """Return the code of the prefecture that *sign* stands for."""
    return f"{ord(sign) - _PREFECTURE:02}"


def text_of(line: Line) -> str:
    """Return what a line of a symbolic plan says, with `NUMBER` for the chosen office's number."""
    return line.text.replace(_READING, NUMBER)


def plain(text: str) -> str:
    """Return *text* without marks."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def _between(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}"


def _spoken_between(office: Office) -> Office:
    return replace(
        office,
        printed_name=_between(office.printed_name),
        spoken_name=_between(office.spoken_name) if office.spoken_name else None,
    )
