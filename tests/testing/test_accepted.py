"""A desk that has to press a key before it is put through, so that no answering machine takes a call."""

from collections.abc import Callable

import pytest

from ivr.callscript import End
from ivr.testing.phone import Phone
from ivr.testing.targets import site_target
from tests.conftest import SiteCopy

PROMPTS = """\
  for_desk:
    text: "{prefecture}の、{service}への、相談です。"
    kana: "{prefecture}の、{service}への、そうだんです。"
  take_call:
    text: お受けになるときは、イチを押してください。
    kana: おうけになるときは、イチをおしてください。
"""
ASKED = "三重県の、中小企業再生支援協議会への、相談です。お受けになるときは、イチを押してください。"
AGAIN = "お受けになるときは、イチを押してください。"
ENDS: tuple[tuple[End, str, str], ...] = (
    ("answered", ASKED, "お電話、ありがとうございました。"),
    ("machine", ASKED + AGAIN, "窓口から、応答がありませんでした。"),
    ("declined", ASKED, "窓口から、応答がありませんでした。"),
)
TIMEOUT = "    office: chosen\n    timeout: 25\n"


def of_one_office(copy: SiteCopy) -> None:
    number = '      number: "059-228-3370"\n'
    copy.change("data/directory.yaml", number, f"{number}      whisper: for_desk\n      accept: take_call\n")


def of_every_office(copy: SiteCopy) -> None:
    copy.change("data/flow.yaml", TIMEOUT, f"{TIMEOUT}    whisper: for_desk\n    accept: take_call\n")


@pytest.mark.parametrize("setting", [of_one_office, of_every_office])
def test_only_who_presses_the_key_is_put_through(site_copy: SiteCopy, setting: Callable[[SiteCopy], None]) -> None:
    setting(site_copy)
    site_copy.change("prompts/ja.yaml", "  whisper_shared:\n", f"{PROMPTS}  whisper_shared:\n")
    phone = Phone(site_target(site_copy.root))
    for end, whisper, follows in ENDS:
        call = phone.dial()
        call.say("三重県の中小企業再生支援協議会です")
        call.rings("059-228-3370", ends=end)
        call.hears(follows)
        assert call.whispered == whisper
