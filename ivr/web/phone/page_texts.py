"""What the page calls things, in the language of those who read it."""

from collections.abc import Mapping
from typing import Final

from ivr.call.state import Stage
from ivr.places.postal import PostalRule
from ivr.places.rules import PlaceRule as Rule

KEYS: Final = (
    ("1", "イチ"),
    ("2", "ニー"),
    ("3", "サン"),
    ("4", "ヨン"),
    ("5", "ゴー"),
    ("6", "ロク"),
    ("7", "ナナ"),
    ("8", "ハチ"),
    ("9", "キュー"),
    ("*", "コメジルシ"),
    ("0", "ゼロ"),
    ("#", "シャープ"),
)
"""The keypad, as callers hear its keys named."""

STAGES: Final[Mapping[Stage, str]] = {
    "": "",
    "first": "はじめの聞き方",
    "again": "言い方を変えて、もう一度",
    "menu": "ボタンの一覧から",
    "region": "地域の中から",
    "yes_no": "はい・いいえで確かめる",
    "pick": "いくつかの中から",
    "postal": "郵便番号で",
    "confirm": "つないでよいか確かめる",
}
"""How far into a question the call is."""

COMMANDS: Final[Mapping[str, str]] = {
    "yes": "はい",
    "no": "いいえ",
    "again": "もう一度聞く",
    "back": "ひとつ戻る",
    "help": "使い方",
    "person": "人と話したい",
    "distress": "つらい気持ち（すぐに人につなぐ）",
    "english": "英語",
    "unsure": "決められない",
    "stop": "つないでほしくない",
    "wrong_number": "間違い電話",
}
"""The word lists that mean the same at every question; those of single choices show in the choice that was taken."""

ENDS: Final[Mapping[str, str]] = {
    "completed": "話し終わりました",
    "busy": "話し中でした",
    "no-answer": "だれも出ませんでした",
    "failed": "つながりませんでした",
    "canceled": "呼び出しをやめました",
}
"""Twilio's DialCallStatus."""

HANGERS: Final[Mapping[str, str]] = {
    "caller": "あなたが電話を切りました",
    "service": "案内が終わり、電話が切れました",
    "desk": "窓口が電話を切りました",
    "error": "案内の故障で、電話が切れました",
    "limit": "長くなりすぎて、電話が切れました",
    "carrier": "この電話機では、ここから先を再現できません",
}
"""Who ends a call."""

PLACES: Final[Mapping[str, str]] = {
    Rule.NOTHING: "場所の名前がない",
    Rule.FULL_PREFECTURE: "都道府県の名前を、終わりまで言った",
    Rule.SHORT_PREFECTURE: "都道府県の名前を、「県」「府」「都」なしで言った",
    Rule.AGREED: "市町村と、それがある都道府県を、あわせて言った",
    Rule.CITY: "この名前の市は、ひとつしかない",
    Rule.TOWN: "この名前の町・村・区は、ひとつしかなく、ほかの土地の町名にもない",
    Rule.BARE: "「市」「町」「村」のない名前だが、当てはまる場所はひとつしかない",
    Rule.DOUBT: "ひとつの場所らしいが、名前や前後のことばに、まぎれがある",
    Rule.PREFECTURE_FIRST: "都道府県の名前だが、同じ名前の町などもある",
    Rule.CITY_FIRST: "市の名前だが、同じ名前のもっと小さな町などもある",
    Rule.SEVERAL: "この名前の場所が、いくつかの地域にある",
    Rule.TOO_MANY: "この名前の場所が、多すぎる",
    Rule.TWO_PLACES: "別々の地域の場所を言った",
    Rule.REFUSED: "「いいえ」と言われた場所しか当てはまらない",
    Rule.INSTEAD: "「いいえ」と言われた場所と、音がひとつだけ違う",
    Rule.SOUND: "音が、この場所にいちばん近い",
    Rule.SOUNDS: "音が、この二つの場所に近い",
    Rule.BEYOND: "ここの地域ではないか、いくつかの地域がある場所を言った",
    PostalRule.NO_CODE: "七けたでも三けたでもない",
    PostalRule.NOWHERE: "この郵便番号の場所はない",
    PostalRule.CODE: "この郵便番号の場所（または、こう始まる番号の九割以上がある地域）",
    PostalRule.BORDER: "この郵便番号は、いくつかの地域にまたがる",
    PostalRule.BEYOND: "この郵便番号の場所は、ここの地域ではないか、いくつかの地域にわたる",
}
"""Why a place was understood as it was."""
