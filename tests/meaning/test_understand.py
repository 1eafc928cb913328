"""What callers mean by their words: on the shipped site's words, in the ways in which people really say it."""

import pytest

from ivr.call import Plan
from ivr.heard.utterance import utterance
from ivr.meaning import EITHER, NOTHING, Understood, understand


def meant(plan: Plan, text: str) -> Understood:
    return understand(plan.meanings, utterance(text))


DENIED = {
    "間違い電話じゃないです": "nothing",
    "オペレーターじゃなくて、番号をください": "number",
    "英語じゃなくて日本語です": "japanese",
    "英語じゃないとわかりません": "english",
    "担当者でなくちゃだめです": "person",
    "死にたいわけじゃないです": "distress",
    "担当者はいいです": "nothing",
    "担当者はいらない": "nothing",
    "担当者に代わるんじゃなくて": "nothing",
    "担当者に代わらなくていいです": "nothing",
    "担当者に代わらなくていいですか": "nothing",
    "人につながなくていいですか": "nothing",
    "人と話さんでもええんですか": "nothing",
    "オペレーターと話さないとだめですか": "nothing",
    "人と話さなあかんの": "nothing",
    "人とは話せない": "nothing",
    "人と話せないんですか": "person",
    "担当者と話せませんか": "person",
    "人と話さないとだめなんです": "person",
    "本部はいいです": "people",
    "英語はいいです": "nothing",
    "英語でいいです": "english",
    "田中さんに代わるんじゃなくて": "no",
    "機械に話したくない": "person",
    "人と話したくないです": "nothing",
    "人と話すのは苦手です": "nothing",
    "人に代わらないでください": "nothing",
    "担当者につないでください": "person",
    "担当者を呼ばないで": "nothing",
    "説明じゃないです": "nothing",
    "かけ直しはいいです": "nothing",
}


def test_a_command_that_is_denied_is_none_but_despair_is(plan: Plan) -> None:
    assert {text: meant(plan, text).meaning for text in DENIED} == DENIED


CERTAIN = {
    "税理士さんが作れって言うもんで経営改善計画を": "center",
    "認定支援機関と計画を作る相談をしたいのですが": "center",
    "センターの方です": "center",
    "税理士": "center",
    "返済を待ってもらいたい": "council",
    "取引銀行との話し合いをしたい": "council",
    "事業再生についての相談です": "council",
    "銀行": "council",
}


def test_a_name_or_two_telling_words_are_certain(plan: Plan) -> None:
    understood = {text: meant(plan, text) for text in CERTAIN}

    assert {text: (one.meaning, one.outcome, one.service) for text, one in understood.items()} == {
        text: (service, "certain", service) for text, service in CERTAIN.items()
    }
    assert all(one.why for one in understood.values())


PROBABLE = {
    "銀行が話を聞いてくれない": "council",
    "売上が減って返済もできない": "council",
    "支払いを楽にしたい": "council",
    "個人保証を外してもらえないかと思って": "council",
    "税理士に頼んだ人間です": "center",
    "借金が多くて首が回らんのです": "council",
}


def test_one_telling_word_or_an_example_like_it_is_never_more_than_probable(plan: Plan) -> None:
    understood = {text: meant(plan, text) for text in PROBABLE}

    assert {text: (one.meaning, one.outcome, one.service) for text, one in understood.items()} == {
        text: (service, "probable", service) for text, service in PROBABLE.items()
    }


CORRECTED = {
    "協議会ではなく改善センターのほうにお願いします": "center",
    "リスケじゃなくて計画の費用の補助の方": "center",
    "センターやのうて協議会のほうや": "council",
    "改善じゃなくて再生のほうです": "council",
    "経営改善じゃなくて協議会です": "council",
    "計画じゃなくて銀行です": "council",
    "協議会ではありません": "",
    "銀行じゃないです": "",
}


def test_after_a_correction_only_the_rest_counts(plan: Plan) -> None:
    assert {text: meant(plan, text).service for text in CORRECTED} == CORRECTED


def test_the_rest_of_a_correction_is_an_answer_of_its_own(plan: Plan) -> None:
    assert meant(plan, "計画じゃなくて銀行です").outcome == "certain"
    assert meant(plan, "計画じゃなくて").meaning == "no"
    assert meant(plan, "やっぱり計画はいいです").meaning == "no"
    assert meant(plan, "計画はいりません、返済のことです").service == "council"
    assert meant(plan, "改善計画はいいですか").service == "center"
    assert meant(plan, "銀行は結構厳しくて").service == "council"


def test_a_service_that_is_taken_back_comes_back_by_no_example_that_is_like_it(plan: Plan) -> None:
    """事業計画書を書くのを手伝ってほしい is an example."""
    understood = meant(plan, "事業計画書を書くのを手伝ってほしいのではなくて、岡山です")

    assert understood.service == ""
    assert understood.lists & plan.meanings.services == {"center"}


def test_who_ends_with_a_correction_has_stated_the_answer_before_it(plan: Plan) -> None:
    assert meant(plan, "銀行です、計画じゃなくて").service == "council"
    assert meant(plan, "計画のほうです、返済じゃなくて").service == "center"
    assert "no" not in meant(plan, "山口県です、名前じゃなくて").lists


def test_what_takes_the_place_of_another_service_is_certain(plan: Plan) -> None:
    assert meant(plan, "銀行が話を聞いてくれない").outcome == "probable"
    assert meant(plan, "計画じゃなくて、銀行が話を聞いてくれない").outcome == "certain"


NUMBERS = {
    "405事業です": "center",
    "405": "center",
    "4050031": NOTHING,
    "郵便番号は405の0031です": "postal",
    "郵便番号は405です": "postal",
    "0553-22-0405": NOTHING,
    "052の223の": NOTHING,
    "売上が1200万です": EITHER,
    "23日です": NOTHING,
}


def test_a_piece_of_a_longer_number_means_nothing(plan: Plan) -> None:
    assert {text: meant(plan, text).meaning for text in NUMBERS} == NUMBERS


@pytest.mark.parametrize(
    "text", ["番号はわかってます", "番号はいらないのでつないで", "メモしました", "番号はもう控えました"]
)
def test_who_has_the_number_does_not_ask_for_it(plan: Plan, text: str) -> None:
    assert "number" not in meant(plan, text).lists


def test_the_wish_for_a_number_counts_beside_the_office(plan: Plan) -> None:
    understood = meant(plan, "協議会の電話番号を教えてください")

    assert (understood.service, understood.lists) == ("council", frozenset({"number"}))


@pytest.mark.parametrize(
    "text",
    ["センターと協議会", "計画も銀行も", "改善の計画も銀行との調整もどっちもやってもらいたい", "経営改善と事業再生"],
)
def test_as_much_for_the_one_as_for_the_other_is_ambiguous(plan: Plan, text: str) -> None:
    understood = meant(plan, text)

    assert (understood.meaning, understood.outcome, understood.service) == (EITHER, "ambiguous", "")


TROUBLE = [
    "商売がうまくいかんで困っちょるんですが",
    "資金繰りが苦しい",
    "お客さんが来なくてお店が苦しい",
    "もうだめかもしれませんうちの会社",
    "自転車操業なんです",
    "このままではやっていけない",
    "経営のことで相談に乗ってもらえますか",
    "相談したいです",
]


def test_trouble_without_a_service_is_either(plan: Plan) -> None:
    understood = {text: meant(plan, text) for text in TROUBLE}

    assert {text: (one.meaning, one.service, one.lists) for text, one in understood.items()} == dict.fromkeys(
        TROUBLE, (EITHER, "", frozenset())
    )


QUESTIONS = {
    "お金はかかりますか": "cost",
    "お金もかかるんですか": "cost",
    "お金がいりますか": "cost",
    "お金がもらえるんですか": "cost",
    "電話代はかかりますか": "free",
    "それって無料なの": "free",
    "何時までやっていますか": "hours",
    "土日はやってますか": "hours",
    "これはどこの電話ですか": "who",
    "国がやってるんですか": "who",
    "ここで合っていますか": "right_place",
    "録音されてるんですか": "privacy",
    "銀行に知られたりしませんか": "privacy",
    "改善センターの場所はどこにありますか": "address",
    "直接行ってもいいですか": "address",
    "予約いるの": "other",
    "何持ってけばいい": "other",
    "これってタダなの": "free",
    "どちらさんですか": "who",
    "この電話でよかったかしら": "right_place",
    "この会話記録されてます？": "privacy",
    "もう終わりですか": "hours",
    "予約は必要ですか": "other",
}


def test_a_question_back_is_one_also_where_it_names_a_service(plan: Plan) -> None:
    understood = {text: meant(plan, text) for text in QUESTIONS}

    assert {text: one.meaning for text, one in understood.items()} == {
        text: f"question:{question}" for text, question in QUESTIONS.items()
    }
    assert {text: (one.service, one.lists) for text, one in understood.items()} == dict.fromkeys(
        QUESTIONS, ("", frozenset())
    )


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("経営改善センターはこちらでよろしいですか", "center"),
        ("協議会をお願いできますか", "council"),
        ("経営改善の計画を説明してください", "center"),
    ],
)
def test_a_polite_way_to_ask_for_a_service_is_no_question(plan: Plan, text: str, service: str) -> None:
    assert meant(plan, text).service == service


EXPLAINED = [
    "再生支援協議会って何をする所",
    "経営改善計画とは何ですか",
    "どういう違いがありますの",
    "その二つの違いを教えてください",
    "説明をお願いします",
]


def test_who_asks_what_a_service_is_gets_the_explanation(plan: Plan) -> None:
    understood = {text: meant(plan, text) for text in EXPLAINED}

    assert {text: (one.meaning, one.service) for text, one in understood.items()} == dict.fromkeys(
        EXPLAINED, ("explain", "")
    )


DESPAIR = [
    *("死にたい", "もう死にたいんです", "しにたい", "死にたくて", "死ぬしかない", "死んだほうがましです"),
    *("生きとってもしょうがない", "生きていけません", "生きているのがつらい", "もう生きる気力がないんです"),
    *("消えてなくなりたい", "このまま消えてしまいたい", "いなくなりたい", "楽になりたい"),
    *(
        "自分が死ねば保険金で返せると思って",
        "保険金で返すしかないと思っています",
        "首を吊ろうかと",
        "自殺を考えています",
    ),
    *(
        "もう何もかも嫌になって",
        "もうだめです",
        "もう無理です",
        "首でも吊ろうかと",
        "もう生きるのやめたい",
        "この先生きていける気がしない",
        "生きてていいのかな",
        "薬のんじゃいました",
        "この世に未練はない",
        "自分さえいなければ",
        "死ぬ以外に道がない",
        "人生もうやめたい",
        "薬をたくさん飲みました",
        "しんでしまいたい",
        "助けてください",
        "だれか、たすけてください",
        "誰か助けて",
    ),
    "もう死にますから",
    "私にはもう死ねということですか",
    "おらもう生ぎでく気力もねえ",
    "死んでしまいたい気持ちでいっぱいです",
    "いっそ死んだほうが家族のためかなと",
    "生きているのがつらくなりました",
    "生きとってもしょうがないんじゃないかと思うて",
    "毎日死ぬことばかり考えてます",
    "もうこの世にいたくないです",
    "首を吊ろうと思って縄を買いました",
    "自殺しか残ってないのかなと",
    "保険金で返すしかありません",
    "消えてしまえたらどんなにいいか",
    "命で償うしかないんです",
    "死にたか",
    "もう楽に死なせてほしい",
    "生きる希望がありません",
    "生きる価値がない人間です",
    "家族みんなで死ぬしかないです",
    "明日の朝にはもう死のうと決めてます",
    "飛び降りたら楽になるかな",
    "電車に飛び込もうとしてました",
    "遺書も書いてしまって",
    "もう生きていくのが嫌になりました",
    "いなくなってしまいたいです",
    "俺が死ねばみんな助かる",
    "もうあかん死にたいわ",
    "生きていく自信がないんです",
    "助けて",
    "もうだめです死にます",
    "死んでおわびするしかないと思っております",
    "自分なんか生まれてこなきゃよかったです",
    "ロープ買ってきちゃったんですよ",
    "子供を残して逝くのはつらいけどもう無理です",
    "わし一人おらんようになったら済む話やろ",
    "朝起きたら死んでたらいいのにって思うんです",
    "電車見てると飛び込みたくなるんですよ",
    "もう楽になりたいんですわ",
    "生きてるのがもうしんどいんです",
]


def test_despair_is_found(plan: Plan) -> None:
    understood = {text: meant(plan, text) for text in DESPAIR}

    assert {text: (one.meaning, one.outcome, one.lists) for text, one in understood.items()} == dict.fromkeys(
        DESPAIR, ("distress", "certain", frozenset({"distress"}))
    )


NO_DESPAIR = [
    "もう無理ですかね、申し込みは",
    "経営改善計画の支援はもう無理ですかね去年も申し込んだんですが",
    "もうだめかもしれませんうちの会社",
    "銀行に助けてほしいんです",
    "支払いを楽にしたい",
    "会社を終わりにしたくない",
    "返済が苦しくて首が回らない",
    "父が死んで店を継ぎました",
    "生命保険の相談です",
    "絶望的な赤字です",
    "死ぬ気で働いてきました",
    "全部嫌な取引先ばかり",
    "店はもう終わりにしようかと",
    "飛び込みで相談していいですか",
    "もう終わりですか",
    "左前になりまして",
    "必要なくなりました",
    "必死でやってきたんです",
    "死活問題なんです",
    "死ぬほど忙しくて手が回らない",
    "死ぬ気で頑張ります",
    "父が死にまして会社を継いだんです",
    "主人が死んで苦しいんです",
    "先代が死んで借金だけ残りまして",
    "命がけでやってきた店なんです",
    "一生懸命やってます",
    "生き残るための計画を作りたい",
    "会社が生き残れるか相談したい",
    "もう無理ですかね申し込みは",
    "もう疲れたので今日はやめます",
    "もう限界なんですよ資金繰りが",
    "楽になりたい返済が",
    "死にそうに忙しい",
    "お客がいなくなってしまいました",
    "データが消えてしまいました",
    "首が回らない",
    "社長が死んだあとどうすれば",
    "死亡届の話じゃなくて",
    "生きた心地がしません",
    "店を終わらせたい",
    "全部終わらせたい借金を",
    "生きるか死ぬかの瀬戸際です",
    "返済を楽にしてほしい",
    "眠れないくらい返済が苦しい",
    "つらいです返済が",
    "嫌になりますね銀行には",
    "無理なら結構です",
    "在庫が死に筋ばっかりで困ってます",
    "取引先の社長が自殺して売掛金が取れないんです",
    "お客がおらんようになって困ってます",
]


def test_what_only_sounds_of_it_is_no_despair(plan: Plan) -> None:
    assert [text for text in NO_DESPAIR if "distress" in meant(plan, text).lists] == []


@pytest.mark.parametrize("text", ["中村さんはおられますか", "佐藤さんお願いします", "田中先生に代わってください"])
def test_who_asks_for_somebody_by_name_wants_a_person(plan: Plan, text: str) -> None:
    assert meant(plan, text).meaning == "person"


@pytest.mark.parametrize("text", ["銀行さんお願いします", "税理士さんにお願いしたい", "協議会さんお願いします"])
def test_a_word_of_a_service_is_nobodys_name(plan: Plan, text: str) -> None:
    understood = meant(plan, text)

    assert understood.service
    assert "person" not in understood.lists


OTHERS = [
    "ピザの注文です",
    "税務署の件です",
    "年金の相談で",
    "データセンターの件ですけど",
    "千葉銀行の融資課の者ですが",
    "株式会社経営改善の者です",
    "ふざけるなよ",
    "うちの山口が先ほどお電話したと思うんですが",
]


def test_other_peoples_matters_and_names_of_firms_mean_nothing(plan: Plan) -> None:
    understood = {text: meant(plan, text) for text in OTHERS}

    assert {text: (one.meaning, one.service, one.lists) for text, one in understood.items()} == dict.fromkeys(
        OTHERS, (NOTHING, "", frozenset())
    )


COMMANDS = {
    "つながないでください": "stop",
    "ちょっと待って": "stop",
    "今日はやめておきます": "stop",
    "もういいです": "stop",
    "つないでいただかなくて結構です": "stop",
    "やっぱりよします": "stop",
    "じゃあいいです": "stop",
    "それならけっこうです": "stop",
    "ちょい待って": "stop",
    "また電話します": "stop",
    "間違えて電話しました": "wrong_number",
    "もっぺん言うて": "again",
    "どげんしたらよか": "help",
    "人と喋りたい": "person",
    "わがんねえ": "unsure",
    "ごめんなさいかけ間違えました": "wrong_number",
    "すいませんもういっぺん言うてください": "again",
    "もう一度お願いします": "again",
    "ん": "again",
    "一つ前に戻ってください": "back",
    "どのボタンを押したらええの": "help",
    "使い方がわからない": "help",
    "人に替わってもらえませんか": "person",
    "英語できますか": "english",
    "can I speak English": "english",
    "なんともいえんねえ": "unsure",
    "どちらでもいいです": "unsure",
    "はい、お願いできますか？": "yes",
    "はい、結構です": "yes",
    "承知しました": "yes",
    "そやで": "yes",
    "んだ": "yes",
    "いいえ、三重県です": "no",
    "ちがうがね": "no",
    "いやちゃいます": "no",
    "いえ": "no",
}


def test_commands_yes_and_no_are_known_in_dialects_and_courtesies(plan: Plan) -> None:
    understood = {text: meant(plan, text) for text in COMMANDS}

    assert {text: one.meaning for text, one in understood.items()} == COMMANDS
    assert [text for text, meaning in COMMANDS.items() if meaning not in understood[text].lists] == []


NO_YES = [
    "問題ないとは言えない",
    "問題ないわけないです",
    "了解はしてません",
    "ほうじゃのうて",
    "そこでいいのかな",
    "そうなんですか",
]


def test_a_yes_that_is_denied_or_asked_is_none(plan: Plan) -> None:
    assert [text for text in NO_YES if "yes" in meant(plan, text).lists] == []


def test_what_is_only_like_a_wrong_number_ends_no_call(plan: Plan) -> None:
    assert meant(plan, "間違いないですか").meaning != "wrong_number"


@pytest.mark.parametrize("text", ["間違いございません", "問題ありません", "はい、構いません", "間違ってません"])
def test_a_yes_that_is_worded_as_a_denial_is_one(plan: Plan, text: str) -> None:
    assert meant(plan, text).meaning == "yes"


STORIES = {
    "商売をやめたいんです": EITHER,
    "社員がやめて困ってます": EITHER,
    "注文をキャンセルされて困ってる": EITHER,
    "家族と相談して税理士の紹介で電話しました": "center",
    "銀行に言われて電話しました": "council",
    "ただでさえ売上が減ってるのに": EITHER,
}


def test_words_of_a_wish_or_a_question_inside_a_story_are_neither(plan: Plan) -> None:
    assert {text: meant(plan, text).meaning for text in STORIES} == STORIES


BESIDE: dict[str, set[str]] = {
    "はい、もう一度": {"again"},
    "はい、違います": {"no"},
    "いいえ、経営改善です": {"no"},
    "使い方がわからない": {"help"},
    "くわしい説明": {"details"},
    "内容です": {"explain", "service"},
    "はい、つないでください": {"yes", "connect"},
    "三重県をお願いします": set(),
}


def test_only_what_counts_beside_the_meaning_is_kept(plan: Plan) -> None:
    others = {"yes", "unsure", "person", "stop", "distress"}
    kept = {text: meant(plan, text).lists & (others | lists) for text, lists in BESIDE.items()}

    assert kept == BESIDE


def test_of_a_long_story_in_english_the_beginning_and_the_end_are_read(plan: Plan) -> None:
    story = "my company has a loan and we lost money "
    assert meant(plan, f"{story * 3}{'、' * 200}銀行{'、' * 200}{story * 5}").meaning == "english"
