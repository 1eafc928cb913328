"""The words of the key chart, in the site's language, not the operator's: it is printed for callers."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.heard.utterance import ENGLISH, JAPANESE


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words of the chart around the site's own.

    A key is *chosen* if it rings the office of the area and the service chosen on the way, *unprinted* if it
    leads to a question outside the chart, *abroad* if the call then goes on in another language. *once*, *twice* and
    *both* are what key 0 does.
    """

    title: str
    chosen: str
    unprinted: str
    abroad: str
    again: str
    back: str
    help: str
    service: str
    once: str
    twice: str
    both: str
    matter: str
    any_choice: str
    regions: str
    black: str
    white: str
    postcode: str
    waits: str
    calm: str


WORDS: Mapping[str, ChartWords] = {
    JAPANESE: ChartWords(
        title="電話のボタン早見表",
        chosen="選んだ窓口",
        unprinted="声の案内",
        abroad="その言語の案内",
        again="もう一度聞く",
        back="前に戻る",
        help="使い方",
        service="（{service}）",
        once="{office}へ",
        twice="使い方（もう一度押すと、{office}へ）",
        both="{office}へ（使い方が聞こえたら、もう一度）",
        matter="ご用件",
        any_choice="ボタンを選びます",
        regions="地域の {region} を押し、それから{area}の {key} を押します。",
        black="黒",
        white="白",
        postcode="郵便番号で選ぶなら {key} を押します。",
        waits="窓口の名前が聞こえたら、そのままお待ちください。つながります。違うときは {key} を押します。",
        calm="声で答えてもかまいません。分からなくなったら、何も押さずにお待ちください。",
    ),
    ENGLISH: ChartWords(
        title="Keys of the telephone",
        chosen="the office that you chose",
        unprinted="as you are told",
        abroad="on in that language",
        again="hear it again",
        back="go back",
        help="help",
        service=" ({service})",
        once="{office}",
        twice="help (press it again for {office})",
        both="{office} (when you hear the help, press it again)",
        matter="What it is about",
        any_choice="Choose a key",
        regions="Press the {region} of the region, then the {key} of the {area}.",
        black="black key",
        white="white key",
        postcode="To choose by postal code, press {key}.",
        waits="When you hear the name of the office, wait: you will be connected. If it is wrong, press {key}.",
        calm="You may answer by voice as well. When in doubt, press nothing and wait.",
    ),
}


def words_in(language: str) -> ChartWords:
    """Return the words of the chart in *language*; in English if there are none."""
    return WORDS.get(language, WORDS[ENGLISH])
