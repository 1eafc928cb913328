"""What stands around a name tells whether it is the answer, a doubt, a refusal, or no place at all."""

import re
from enum import Enum, auto


class Fit(Enum):
    """How a name sits in its sentence."""

    CLEAN = auto()  # 愛知県です
    MISFIT = auto()  # 志賀県, 名古屋県: the name of something else than a prefecture with 県
    TAIL = auto()  # 豊田市西町: something follows that may belong to the address
    DOUBTFUL = auto()  # 愛知かもしれない, 愛知の近く
    GLUED = auto()  # 東奈良です: the name is the end of a longer word
    DENIED = auto()  # 愛知じゃなくて
    NO_PLACE = auto()  # 青森銀行, 千葉さん, 山口と申します


_DENIAL = re.compile(
    r"[、。.]*(?:の?(?:ほう|方))?(?:(?:では?|じゃあ?|や|とは|は)"
    r"(?:なく|ない(?:$|です|んで|ので|けど|よ|[、。])|なし|なかった(?!っけ)|あり?ません|ございません|違|ちが[いうっ])"
    r"|以外|いがい|を除|と違|とちが)"
)
_NEVER = r"と(?:申し|もうし|言います|いいます|言う者|いう者|いうもの)|の?(?:隣|となり)"
_BANK = r"銀行|ぎんこう|信用金庫|しんようきんこ|信金|信用組合|信組|信連|信用農業"
_FULL_NO_PLACE = re.compile(rf"[一-鿿々]{{0,6}}?(?:{_BANK})|{_NEVER}")
_TRADES = (
    "商店|商会|商事|物産|建設|建築|工業|産業|製作所|工務店|鉄工|電機|電工|木材|水産|食品|物流|製麺|酒造|酒店|醸造|運輸|運送|交通|電力|電鉄"
    "|鉄道|がす|新聞|放送|てれび|大学|高校|学園|病院|医院|くりにっく|薬局|書店|不動産|事務所|会計|税理士|法律|株式|有限|合同会社|ほてる|旅館|食堂"
    "|らーめん|うどん|そば|そうめん|ちゃんぽん|こーちん|みかん|りんご|寿司|牛|漬|焼|産(?!業)|弁(?!護)|屋|堂|庵|亭|軒"
)
_PEOPLE = (
    "(?:さん|さま|様|君|くん|ちゃん|氏|先生|社長|部長|課長|店長|会長|専務)"
    "(?:$|[はがのにをとも、。]|です|でし|から|いま|いら|おら|おね|お願)"
)
_NO_PLACE = re.compile(
    rf"{_NEVER}|{_PEOPLE}|(?![のでにはがをともやかへ])[一-鿿々ぁ-んー]{{0,8}}?(?:{_BANK}|{_TRADES})"
    "|に包|の(?:友|知り|知人|叔|伯|おじ|おば|親戚|塔)|前から|困|旅行|出張|観光"
)
_DOUBT = re.compile(
    r"から|まで|へ|かも|かな|だと思|じゃないか|の?(?:近|ちか|付近|周辺|そば|あたり|辺り|境)|駅|空港|方面|経由|は|が|も|と|か|や|より"
)
_CLEAN = re.compile(
    r"$|[、。,.!?・…「」『』()]"
    r"|(?:県?内|市内|府内|都内)?の?(?:ほう|方|ところ|とこ)?"
    r"(?:$|[、。,.!?]|です|でーす|でござ|でし|だ(?!い|ぶ)|な(?:の|ん)|に(?:あ|い|住|会社|店|本社|お|事務|工場|所在|ござ|して|つな|繋|かけ|なり|なる)"
    r"|で(?:、|商|店|会社|事業|経営|や|お|営|し|工|製|飲|小|建|農|働)|を(?:お|希望|選)|っす|っ?て(?:言|い)|[ねよ](?:$|[、。])|けど|の)"
    r"|お願|おねが|経営改善|中小企業|再生|協議会|支援|が(?:いい|良|希望)|がわ$"
)
_INTRODUCERS = (
    *"はがでにのをともやか",
    *(
        "です ます ました って けど から なくて なく 弊社 当社 本社 支社 会社 店舗 場所 住所 所在地 勤務地 現在 今 私 旧 元 現 いえ いや もとい ごめんなさい ごめん 失礼 違う 違って なしに ていうか すみません または もしくは うち"
    ).split(),
    *(
        "えと えっと えー えーと えーっと えっとー あの あのー あのう その そのー まあ うん うーん うんと はい ええ あ"
    ).split(),
)
_FIRM = ("株式会社", "有限会社", "合同会社", "すなっく", "居酒屋", "喫茶", "民宿", "ほてる", "旅館", "食堂", "割烹", "焼肉", "美容室")
_PERSON = tuple("名前は 名字は 担当 担当の 担当は 代表の 社長の 税理士の 店主の 係の".split())
_PREFECTURE_SUFFIX = re.compile("県|けん|[府都](?!市)")
_SIDES = frozenset("東西南北新")
_MARKS = frozenset("、。,.!?・…「」『』()")


# 北海道 has no shorter name, so 北海道銀行 and 北海道らーめん are to be told from 北海道室蘭市陣屋町.
_ADDRESS = re.compile("[^のにでは、。]{1,7}[市町村区郡]")


def fit(text: str, start: int, end: int, *, full: bool) -> Fit:
    """Judge a name at [start, end) of the normal form `text` by its neighbours; `full` names have their 県 or 市."""
    if _DENIAL.match(text, end):
        return Fit.DENIED
    before = text[:start]
    firm = full and (text[start:end] != "北海道" or _ADDRESS.match(text, end) is not None)
    if (_FULL_NO_PLACE if firm else _NO_PLACE).match(text, end) or before.endswith((*_PERSON, *_FIRM)):
        return Fit.NO_PLACE
    if start and text[start - 1] not in _MARKS and not before.endswith(_INTRODUCERS):
        return Fit.DOUBTFUL if text[start - 1] in _SIDES and end - start > 1 else Fit.GLUED
    if _CLEAN.match(text, end):
        return Fit.CLEAN
    if _PREFECTURE_SUFFIX.match(text, end):
        return Fit.MISFIT
    return Fit.DOUBTFUL if _DOUBT.match(text, end) else Fit.TAIL


_FILLERS = re.compile(
    r"(?:え[ーえ]*っ?とー*(?:ですね)?|え[ーえ]+|あ[ーあ]+|あっ|あのー*|そのー*|う[ーう]*んっ?とー*|んー*っ?と?|ま[あー]+|はい|ええ|うん|もしもし"
    r"|すみません|すいません|こんにちは|お世話になります|じゅうしょは|ばしょは|うちは|かいしゃは|みせは|いいえ|いえ|いや|違います|ちがいます"
    r"|たぶん|多分|じゃあ?|では|それは|それが)[、。]*|[あえんまうそお]、"
)
_LONGER_FILLERS = re.compile(r"(?:あのう|そのう|えっとう)[、。]*")
_DENIER = re.compile(
    r"(?:(?:では?|じゃあ?|や)(?:なく[てっ]*|ないです|ありません|ないんです|なかった(?:です)?|ないんで|なしに)|いや|違って|というか|っていうか"
    r"|もとい|ごめんなさい|失礼(?:しました)?|となりの|隣の)[、。]*"
)
_MARK = re.compile(r"[、。,.!?・…「」『』()]+")
_TOPIC = re.compile(r"(?<=[一-鿿])は、?")


def beginnings(text: str) -> list[int]:
    """Return where a kana name may begin: at the start, after a mark, after a denial, after 会社は."""
    return [0, *(found.end() for pattern in (_MARK, _DENIER, _TOPIC) for found in pattern.finditer(text))]


def after_filler(text: str, start: int) -> list[int]:
    """Return where a kana name may begin after a filler at `start`: あのうわじま has two such places."""
    found = (pattern.match(text, start) for pattern in (_FILLERS, _LONGER_FILLERS))
    return [filler.end() for filler in found if filler]


def alone(text: str, start: int, end: int) -> bool:
    """Say whether nothing but fillers stands before [start, end), and nothing but a clean end or の behind."""
    begin = 0
    while begin < start and (filler := _FILLERS.match(text, begin)):
        begin = filler.end()
    return begin == start and _CLEAN.match(text, end) is not None
