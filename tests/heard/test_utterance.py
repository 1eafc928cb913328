"""An answer in every form in which it is compared, each made once."""

import sys
from types import FrameType

from ivr.call import Plan, Said, step
from ivr.heard.normal import normal
from ivr.heard.utterance import utterance
from tests.call.talk import after


def test_each_form_is_made_of_the_one_before() -> None:
    said = utterance("あ、ハイ、えーと、愛知 ケンをお願いします。")

    assert said.form == "あ、はい、えーと、愛知けんをお願いします"
    assert said.clear == "はい、えーと、愛知けんをお願いします"
    assert said.whole == "はいえーと愛知けんをお願いします"
    assert said.spoken == "愛知けんをお願いします"
    assert said.core == "愛知けん"


def test_an_answer_is_brought_into_normal_form_once(plan: Plan) -> None:
    call, text = after(plan, "事業再生").call, "ナゴヤでございますけれども"
    step(plan, call, Said(text))  # what is remembered of labels is remembered now
    normalised: list[str] = []

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is normal.__code__:
            normalised.append(frame.f_locals["text"])

    sys.setprofile(watch)
    try:
        step(plan, call, Said(text))
    finally:
        sys.setprofile(None)

    assert [one for one in normalised if len(one) == len(text)] == [text]
