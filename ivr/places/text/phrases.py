"""Words that tell whether a name is that of a place, as tables in normal form (hiragana, no spaces).

Phrases precede or follow a place's name. Names that are not places, of this site's own services and offices and of
others that callers mention, are replaced before a place is looked for in an answer: 本部 is not 本部町, and
千葉商工会議所 does not say that a caller is in 千葉.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ivr.heard.normal import lengths_by_first, splits_number

OWN, ELSEWHERE = "、", "〓"
"""Replaces each character of a name that is not a place: for the site's own names a comma, as between clauses; for
others this sign."""
MARKS = frozenset("、。,.!?・…「」『』()" + ELSEWHERE)

# After a name: that place is not meant.
DENIED = re.compile(
    r"[、。.]*+(?:の?(?:ほう|方))?(?:(?:では?|じゃあ?|や|とは|は)(?:なく|なし|なかった(?!っけ)|あり?ません|ございません|違|ちが[いうっ]"
    r"|ない(?:$|です(?!か)|んで|ので|けど|よ|わ|ねん|で(?:$|[、。])|[、。])|間違(?!い?な|いあ|いご))"
    r"|(?:では?|じゃ)(?:なか(?:$|よ|ばい|たい|[、。])|ね[えぇぐ](?!か|の|べ))|や(?:おまへん|あらへん)"
    r"|ちゃ(?:う(?:$|て|ねん|わ|よ|[、。])|いま(?:す(?!か)|っせ))|以外|いがい|を除|と違|とちが)"
)

# After a name: it is a person, a firm or a thing; a name with 県 or 市 is one only before a bank or 「と申します」.
_BANKS = "銀行|ぎんこう|信用金庫|しんようきんこ|信金|信用組合|信組|信連|信用農業"
_NAMED = "と(?:申し|もうし)|の?(?:隣|となり)"
_CALLED = "と(?:言います|いいます|言う者|いう者|いうもの)"
_TRADES = (
    "商店|商会|商事|物産|建設|建築|工業|産業|製作所|工務店|鉄工|電機|電工|木材|水産|食品|物流|製麺|酒造|酒店|醸造|運輸"
    "|運送|交通|電力|電鉄|鉄道|がす|新聞|放送|てれび|大学|高校|学園|病院|医院|くりにっく|薬局|書店|不動産|事務所|会計"
    "|税理士|法律|株式|有限|合同会社|ほてる|旅館|食堂|らーめん|うどん|そば|そうめん|ちゃんぽん|こーちん|みかん|りんご|寿司"
    "|牛|漬|焼|産(?!業)|弁(?!護)|屋|堂|庵|亭|軒"
)
_PEOPLE = (
    "(?:さん|さま|様|君|くん|ちゃん|先生|社長|部長|課長|店長|会長|専務)"
    "(?:$|[はがのにをとも、。]|です|でし|から|いま|いら|おら|おね|お願)"
)
NO_PLACE = re.compile(
    f"{_NAMED}|{_CALLED}|{_PEOPLE}|(?!温泉|[のでにはがをともやかへ])[一-鿿々ぁ-んー]{{0,8}}?(?:{_BANKS}|{_TRADES}|{ELSEWHERE})"
    "|に包|の(?:友|知り|知人|叔|伯|おじ|おば|親戚|塔)|前から|困|旅行|出張|観光"
)
# After a bare name in kana: it is a verb with its ending, あきたのでやめます (飽きた), かまへん (構わない), not
# あきたのでわ (出羽).
VERB = re.compile(
    r"の(?:で(?![すわんご])|に(?:$|[、。]))|ん(?:で|だ)(?:$|[、。])|へん(?:けど|で|わ|の|ねん|し|$|[、。])"
)
# After a bare name in kana behind a subject: it is a verb with its ending, 話がつかない (付かない), 売上がさがって.
_NO_VERB = "か(?:な[いくか]|ず|ん|れ)"
SUBJECT = re.compile("[一-鿿][がも]$")
VERB_OF_SUBJECT = re.compile(f"{_NO_VERB}|った(?!め)|って(?!い[うっい]|ゆう|言|聞|書|とこ|所)")
# Behind は it may as well be what is told, 県はさがって聞いています: only a verb that ends there, or goes on, is one.
TOPIC = re.compile("[一-鿿]は$")
VERB_OF_TOPIC = re.compile(f"{_NO_VERB}|って(?:$|[、。]|い?(?:ます|ました|る)|しま)")
# After a city in kana: its し (市) then belongs to a verb, さがしています, ならします, そうしてもらえますか.
_GOES_ON = "(?:(?:が|ね|よ|から|か|けど|ので|んですが?|んですけど|のですが?)?(?:$|[、。]))"
VERB_IN_SHI = re.compile(
    r"(?<=し)(?:てい?(?:ます|ました|る|た|て)|て(?:$|[、。]|もら|いただ|頂|くれ|くだ|下さ|ほし|欲し)|ないで(?:くだ|下さ|ほし|欲し)"
    r"|よう(?:か(?:$|[、。と])|と思)"
    f"|た(?:い(?:です)?)?{_GOES_ON}|ま(?:す|した|せん){_GOES_ON})"
)
FULL_NO_PLACE = re.compile(f"[一-鿿々]{{0,6}}?(?:{_BANKS}|{ELSEWHERE})|{_NAMED}")

# After a name: it is the answer.
CLEAN = re.compile(
    r"(?!の(?:生まれ|育ち|出身|温泉|近く|ちかく|近所|近辺|近郊|付近|周辺|そば|境))(?:$|[、。,.!?・…「」『』()]|(?:県?内|市内|府内|都内)?の?(?:ほう|方|ところ|とこ)?"
    r"(?:$|[、。,.!?]|です|でーす|でござ|でし(?!ょ)|だ(?!い|ぶ|と思|った)|な(?:の|ん)"
    r"|に(?:あ|い|お|住|会社|店|本社|事務|工場|所在|ござ|して|つな|繋|かけ|なり|なる|引っ越|移|越し)"
    r"|で(?![はもしす]|食|買|見|会|遊|聞)|を(?:お|希望|選)|と(?:なって|なり|いう(?:所|ところ|町|県|市))"
    r"|から(?:お?電話|お?でんわ|かけ|連絡)|っす|って|[ねよ](?:$|[、。])|けど|じゃ(?:け[どんえ]|が|ね|よ|わ|き|$|[、。])|どす"
    r"|や(?:ねん|わ|で(?!も)|け[どん]|さかい|ざ|っちゃ|[きに](?:$|[、。]))|在住|の)"
    r"|(?:ずら|たい|さ[ーあ]|とよ|っちゅうとこ)(?:$|[、。や])"
    r"|お願|おねが|が(?:いい|良|希望)|がわ$|ば(?:い|ってん)(?:$|[、。]))"
)

# After a name: it may be the answer.
DOUBTFUL = re.compile(
    r"から|まで|へ|かも|かな|だと思|だった|でしょ|(?:では?|じゃ)ない|の?(?:近|ちか|付近|周辺|そば|あたり|辺り|境)|駅|空港|方面|経由"
    r"|の?(?:生まれ|育ち|出身|温泉)|支店|支社|営業所|といい|は|が|も|と|か|や|より"
)
# After a name, even one with its 県: it is where somebody else is, or where the company was or will be.
OTHERS = re.compile(
    r"に(?:引っ?越す|越す|移る|移転する|移転予定|断られ|かけた(?!い)|電話した(?!い)|い(?:た|まし)|おりまし|あった|ありまし)"
    r"|の(?:てれび|新聞|病院|問屋)(?!です|でし|だ|を(?:や|し|経営|営)|の者|店|社|販売|局です)"
    r"|の(?:取引先|得意先|裁判所|弁護士|人[はがに]|息子|娘|実家|会社と取引|本社に(?:吸収|統合)|親会社|番号が)"
    r"|で(?:やってい?(?:まし|た(?!い))|働いて|した(?:が|けど|けれど)|は(?:相手|だめ|断))"
    r"|の(?:窓口|、+)(?:に(?:断|かけた(?!い)|電話した(?!い))|では?(?:断|だめ|相手))"
    r"|の(?:店|お店|工場|事務所|支店)は(?:もう)?(?:閉め|閉じ|たた[みん]|やめ|畳[みん])(?:まし|[てで]|[ただ](?!い))|なのか(?:どうか|な|わから|分から)"
    r"|[^、。]{0,12}(?:会社|店|お店|工場|事務所|本社)は(?:、)?(?:別|違|ちが|よそ|ほか|他)"
)
# Before a name: the place is somebody else's.
OF_OTHERS = re.compile(
    r"(?:親会社|子会社|元請け?|取引先|得意先|息子|娘|実家|親戚|(?:前|以前|昔)の(?:会社|店|住所))(?:さん)?[はがも、]$"
    r"|(?:出張|旅行|入院)(?:で|中で|してて)、?$"
)
PREFECTURE_SUFFIX = re.compile("県|けん|[府都](?!市)")

_OURS = ("会社", "本社", "本店", "お店", "工場", "事務所", "事業所", "自宅")
# Before a name: it may begin after this.
INTRODUCERS = (
    *("は", "が", "で", "に", "の", "を", "と", "も", "や", "か", "です", "ます", "ました", "って", "けど", "から"),
    *(
        "こちら",
        "こっち",
        "手前ども",
        "そう",
        "そうだ",
        "そうよ",
        "そうそう",
        "そや",
        "ほう",
        "だから",
        "やけん",
        "じゃけえ",
        "書いて",
        "書く",
    ),
    *("なくて", "なく", "なしに", "ていうか", "または", "もしくは", "いえ", "いや", "もとい", "失礼", "違う", "違って"),
    *("わしゃ", "わしら", "うちら", "うちゃ", "おら", "おいら"),
    *("のうて", "ちゃうて", "ねぐ", "している", "しとる", "してる", "んだ", "だろ"),
    *(f"{ours}{there}ある" for ours in _OURS for there in "のが"),
    *("やっぱり", "やはり", "実は", "一応", "すみません", "ごめん", "ごめんなさい", "うち", "私", "今", "いま", "現在"),
    *("旧", "元", "現", "弊社", "当社", "本社", "支社", "本店", "支店", "会社", "店", "店舗", "工場", "事業所", "実家"),
    *("自宅", "場所", "住所", "所在地", "勤務地", "登記", "えと", "えっと", "ええと", "ええっと", "えー", "えーと"),
    *("えーっと", "えっとー", "あの", "あのー", "あのう", "その", "そのー", "まあ", "まー", "うん", "うーん", "うんと"),
    *("んー", "はい", "ええ", "あ", "あー", "ですね", "じゃあ", "じゃ", "それじゃ", "では"),
)
GUESSES = ("多分", "たぶん", "確か", "たしか", "おそらく", *("前は", "前まで", "以前は", "昔は", "もとは"))
SIDES = frozenset("東西南北新")

# Before a name: a person's or a firm's name follows.
ANNOUNCERS = (
    *("名前は", "名字は", "担当", "担当の", "担当は", "代表の", "社長の", "税理士の", "店主の", "係の"),
    *(
        "株式会社",
        "有限会社",
        "合同会社",
        "すなっく",
        "居酒屋",
        "喫茶",
        "民宿",
        "ほてる",
        "旅館",
        "食堂",
        "割烹",
        "焼肉",
    ),
    "美容室",
)

# A kana name may begin after these.
FILLER = re.compile(
    r"(?:え[ーえ]*っ?とー*(?:ですね)?|え[ーえ]+|あ[ーあ]+|あっ|あのー*|そのー*|う[ーう]*んっ?とー*|んー*っ?と?|ま[あー]+"
    r"|(?:会社|本社|本店|店|事務所|工場|住所|場所|所在地)[はが]|はい|ええ|うん|もしもし|すみません|すいません|こんにちは|お世話になります|じゅうしょは|ばしょは|うちは|かいしゃは"
    r"|みせは|いいえ|いえ|いや|違います|ちがいます|たぶん|多分|じゃあ?|では|それは|それが)[、。]*|[あえんまうそお]、"
)
OTHER_FILLER = re.compile(r"(?:あのう|そのう|えっとう|え[ーえ]+(?=と)|うー*ん(?=と))[、。]*")
BEFORE_KANA = re.compile(
    r"[、。,.!?・…「」『』()]+"
    r"|(?:(?:では?|じゃあ?|や)(?:なく[てっ]*|ないです|ありません|ないんです|なかった(?:です)?|ないんで|なしに)|いや|違って"
    r"|っ?ていうか|というか|もとい|ごめんなさい|失礼(?:しました)?|となりの|隣の)[、。]*"
    r"|(?:(?<=[一-鿿])[はがも]|のは|(?:です|ます)(?:が|けど|ので|から))、?|(?:それ)?じゃ(?:あ|(?!なか(?:$|[、。よ])))|いま|実は|一応|現在"
)

# What precedes one of these is taken back if another place follows.
CORRECTION = re.compile(
    r"(?:(?<=[、。,.!?す])|^)(?:あ[っ、]*)?(?:いいえ|いえ|いや|違|ちが|間違|まちが|失礼|訂正|もとい|ごめん|すみません|すいません"
    r"|ちゃう|ちゃいま)"
    r"|(?:じゃ|では?)なかった|です、?(?:じゃ|では)なくて?|間違え|まちがえ|違った|違って|違う|っ?ていうか|というか"
)

_INSIDE = 3  # characters that a name must have to be found within a longer answer


@dataclass(frozen=True, slots=True)
class Masks:
    """Names in plain form with their replacements, and names (*alone*) that are not a place as a whole answer."""

    marks: Mapping[str, str] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # of the names by their first character

    def masked(self, form: str) -> str:
        """Return a text in normal form, of the same length, with each character of the longest names replaced."""
        hidden, start = "", 0
        while start < len(form):
            name = self._name_at(form, start)
            hidden += self.marks[name] * len(name) if name else form[start]
            start += len(name) or 1
        return hidden

    def _name_at(self, form: str, start: int) -> str:
        for length in self.lengths.get(form[start], ()):
            name = form[start : start + length]
            if name in self.marks and not splits_number(form, start, start + length):
                return name
        return ""


def masks(own: Iterable[str], elsewhere: Iterable[str] = (), alone: Iterable[str] = ()) -> Masks:
    """Prepare names in plain form: the site's *own*, and those from *elsewhere*; a name in both is the site's own.

    Words of one or two characters, and those in *alone*, are masked only where they alone would be taken for a place.
    """
    own, elsewhere = list(own), list(elsewhere)
    marks = {name: ELSEWHERE for name in elsewhere if len(name) >= _INSIDE}
    marks |= {name: OWN for name in own if len(name) >= _INSIDE}
    return Masks(marks, frozenset([*own, *elsewhere, *alone]), lengths_by_first(marks))
