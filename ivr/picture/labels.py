"""Labels of the pictures, in Japanese, for the operators who read them."""

from ivr.call import Outcome, Plan
from ivr.call.nodes import AskPlace, Branch, Choose, End, Listen, Node, ReadBack, Ring, Say

KINDS: dict[type, tuple[str, str]] = {
    Say: ("say", "お知らせする"),
    Listen: ("listen", "くわしく説明する"),
    Choose: ("choose", "選んでもらう"),
    Branch: ("branch", "答えによって分かれる"),
    AskPlace: ("place", "場所をたずねる"),
    ReadBack: ("read_back", "窓口を読み上げる"),
    Ring: ("ring", "窓口を呼び出す"),
    End: ("end", "電話を終える"),
}
"""Kinds of nodes: the name in the flow file, and what the node does."""

OUTCOMES = {
    Outcome.COMPLETED: "話し終えた",
    Outcome.BUSY: "話し中",
    Outcome.NO_ANSWER: "出ない",
    Outcome.FAILED: "不通",
    Outcome.CANCELED: "切られた",
}
"""How ringing ends. Canceled: the caller hung up while it rang."""

OCCASIONS = {
    "says": "いつも",
    "choose.says": "入ったとき",
    "ring.says": "呼び出す前",
    "first": "はじめに",
    "again": "聞き取れなかったとき",
    "menu": "ボタンで選ぶとき",
    "menu_again": "ボタンで選ぶとき（二回目）",
    "region_again": "地域を選んだあと（二回目）",
    "sure": "確かめるとき",
    "sure_again": "確かめるとき（二回目）",
    "acknowledge": "前の答えのあと",
    "pick": "いくつか考えられるとき",
    "postal": "郵便番号をたずねるとき",
    "postal_unknown": "その郵便番号がないとき",
    "postal_length": "郵便番号が七けたでないとき",
    "languages": "ほかの言語から移ってきたとき",
    "offer_keys": "ボタンで答えた人に",
    "confirm": "聞き取れず、つないでよいか確かめるとき",
    "confirm_again": "つないでよいか確かめるとき（二回目）",
    "refused": "「いいえ」のあと",
    "outside": "ここにはない場所のとき",
    "wider": "いくつかの地域がある場所のとき",
    "noted": "ほかの答えを先に聞いたとき",
    "place.noted": "相談の内容を聞いて察したとき",
    "answer": "たずねられたとき",
    "help": "0 を押したとき",
    "silence": "返事がないとき",
    "misheard": "二度聞き取れなかったとき",
    "before_ring": "回線を共用する窓口につなぐ前",
    "with_number": "回線を共用する窓口の番号のあと",
    "ring.whisper": "窓口が電話に出たとき（窓口にだけ聞こえる）",
    "accept": "窓口が電話に出て、ボタンを押すまで（窓口にだけ聞こえる）",
    "whisper": "共用の回線で、窓口が電話に出たとき（窓口にだけ聞こえる）",
}
"""When a prompt is heard, by the field that names it; where kinds of nodes differ, by kind and field."""

WORLDS = {"no_office": "窓口がない地域", "closed": "受付時間外", "failing": "不通が続く", "over_limit": "かけすぎ"}
"""Why a call does not ring its office."""

SILENCE = "無言"
ANY_KEY = "ボタンか声"
MISSED = "答えがない"
OTHERWISE = "そのほか"


def kind(node: Node) -> str:
    """Return the name of the kind of *node*, as it is written in the flow."""
    return KINDS[type(node)][0]


def area(plan: Plan) -> str:
    """Return what the areas are called between which callers of *plan* choose."""
    codes = plan.places.areas.keys()
    if codes <= plan.places.prefectures.keys():
        return "都道府県"
    return "区" if all(area.name[-1] == "区" for area in plan.places.areas.values()) else "市区町村"


def does(node: Node) -> str:
    """Return what *node* does, in a few words."""
    return KINDS[type(node)][1]
