"""What the pictures call things, in the language of those who read them."""

from ivr.call import Outcome
from ivr.call.nodes import AskPlace, Choose, End, Listen, Node, ReadBack, Ring, Say

KINDS: dict[type, tuple[str, str]] = {
    Say: ("say", "お知らせする"),
    Listen: ("listen", "くわしく説明する"),
    Choose: ("choose", "選んでもらう"),
    AskPlace: ("place", "都道府県をたずねる"),
    ReadBack: ("read_back", "窓口を読み上げる"),
    Ring: ("ring", "窓口を呼び出す"),
    End: ("end", "電話を終える"),
}
"""Each kind of node: its name in the flow, and what it does."""

OUTCOMES = {
    Outcome.COMPLETED: "話し終えた",
    Outcome.BUSY: "話し中",
    Outcome.NO_ANSWER: "出ない",
    Outcome.FAILED: "不通",
    Outcome.CANCELED: "切られた",
}
"""How ringing ends. Canceled: the caller hung up while it rang."""

WORLDS = {"closed": "受付時間外", "failing": "不通が続く", "over_limit": "かけすぎ"}
"""Why a call does not ring its office."""

SILENCE = "無言"
NEXT = "そのまま"
ANY_KEY = "どのボタンでも"
MISSED = "答えがない"


def kind(node: Node) -> str:
    """Return the name of the kind of *node*, as it is written in the flow."""
    return KINDS[type(node)][0]


def does(node: Node) -> str:
    """Return what *node* does, in a few words."""
    return KINDS[type(node)][1]
