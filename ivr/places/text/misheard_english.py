"""What an English recogniser writes for names of prefectures that it does not know: whole answers, by JIS code.

They only ever lead to a question. Names that are only spelt differently ("Kago shima") are found as names
(`ivr.places.english`) and may be certain: these are the short names, and those that become English words.
"""

from collections.abc import Sequence

from .english_words import BEFORE, BEHIND

_BY_CODE = {
    "01": "hook i do, hockey dough, hokey doe, hot kaido, hokai do",
    "02": "ah more e, a more e, our mori, ah oh mori",
    "03": "he what a, e what a, e wa te, ee wa tay",
    "04": "me a gi, me yagi, me aggie, mia gi",
    "05": "a key ta, a keeter, akeeta, a kita",
    "06": "yam a got a, yama got a",
    "08": "e bar rocky, ebay rocky, eva rocky, e barack e",
    "09": "toe cheeky, toe chee gee, to cheeky, to chi gi",
    "10": "goon ma, goon mah, gunman, gun man",
    "11": "sigh tama, side tama, site ama, sight ama, sigh tamar",
    "12": "chi bar, chee ba, cheap a, cheeba, chiva, cheever",
    "13": "toe key oh, to key oh, tow kyo",
    "14": "can a gawa, canada gawa",
    "15": "nee got a, need got a, knee gata, nee gata",
    "16": "toe yama, toy llama",
    "17": "ishi cava, easy cowa, easy cava, she cow a, ishi cower",
    "18": "few queue, who cooey, foo cooey, fu kui, few kui",
    "19": "yama nah she, llama nashi",
    "20": "nah gone oh, nah gano, now gano",
    "21": "gift who, gift foo, give who, give foo, gee foo, ghee foo, g foo, key foo, kifu",
    "22": "she zoo oka, she is oka, shizu okay, she zoo okay",
    "23": "itchy, ah itchy, i chi, ai chi, eye chi, i chee, eye chee",
    "24": "me eh, me a, mee a, me ay, mia",
    "25": "she got, she ga, sugar, cigar",
    "26": "key auto, key oto, kiyo to, kyodo",
    "27": "oh soccer, oh sack a, o saka, oh saka",
    "28": "he oh go, heo go, hyo go, he ogo, hugo, yogo",
    "29": "narrow, nah rah, now ra",
    "30": "walk a yama, walker yama, walk a llama, wacky yama",
    "31": "tote tori, toto re, toto ri, total tori",
    "32": "she ma knee, she manet, she manny, shim on a",
    "33": "okay ama, okay yama, ok yama, oh kayama",
    "34": "here oh she ma, hero shima, hero she ma",
    "35": "yama goo she, yama gucci, yamaha gucci",
    "36": "talk she ma, toku she ma, took shima, talk shima",
    "37": "cog our, cog ow a, kaga wa, car gawa, ka gawa",
    "38": "a he may, a he me, eh he meh, eh hi may",
    "39": "coach e, coachy, co chi, coach she, couch e",
    "40": "who cooker, fuku okay, fu ku oka, foo cooker",
    "42": "nah gas a key, nah got saki",
    "43": "come a moto, cuma moto, kuma moto",
    "44": "all eater, oh eater, o it a, oh it a, oy ta, oi ta",
    "45": "me as a key, me a zaki, mia zaki, mya zaki",
    "46": "car go she ma, cargo she ma, cargo shima",
    "47": "oki now a, okay nawa, oh key nawa, okina wa",
}
_CODES = {phrase: code for code, phrases in _BY_CODE.items() for phrase in phrases.split(", ")}


def misheard(tokens: Sequence[str]) -> tuple[str, str]:
    """Return what was heard for a prefecture's name, and its code; "", "" if that is not all that was said."""
    words = [token for token in tokens if token[0].isalpha()]
    while words:
        if code := _CODES.get(said := " ".join(words)):
            return said, code
        if words[0] in BEFORE:
            words = words[1:]
        elif words[-1] in BEHIND:
            words = words[:-1]
        else:
            break
    return "", ""
