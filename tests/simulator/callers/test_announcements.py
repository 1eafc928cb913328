"""What a prompt announces. Most texts are the model script's."""

import pytest

from tests.simulator.callers.announcements import announced, chosen

OPTIONS: dict[str, dict[str, str]] = {
    "経営改善の計画と費用は、イチ。事業再生と、銀行との調整は、ニー。説明は、サン。声でもどうぞ。": {
        "経営改善の計画と費用": "1",
        "事業再生と、銀行との調整": "2",
        "説明": "3",
    },
    "関東はイチ、近畿はニー、東海はサン、九州・沖縄はヨン、北海道・東北はゴー、"
    "甲信越・北陸はロク、中国はナナ、四国はハチです。": {
        "関東": "1",
        "近畿": "2",
        "東海": "3",
        "九州・沖縄": "4",
        "北海道・東北": "5",
        "甲信越・北陸": "6",
        "中国": "7",
        "四国": "8",
    },
    "愛知はイチ、静岡はニー、岐阜はサン、三重はヨンです。ほかの地域は、コメジルシ。": {
        "愛知": "1",
        "静岡": "2",
        "岐阜": "3",
        "三重": "4",
        "ほかの地域": "*",
    },
    "愛知県、なごやし、なかくですね。はいは、イチ。いいえは、ニー。": {"はい": "1", "いいえ": "2"},
    "愛知県で、よろしければ、イチ。": {"愛知県で、よろしけ": "1"},
    "ちがったら、ニーを。": {"ちがっ": "2"},
    "違うときは、ニーを。": {"違うとき": "2"},
    "もう一度聞くときは、シャープを。": {"もう一度聞くとき": "#"},
    "郵便番号で調べるかたは、キュー。全国本部につなぐときは、ゼロ。": {
        "郵便番号で調べるかた": "9",
        "全国本部につなぐとき": "0",
    },
    "全国本部につなぐときは、もう一度、ゼロを。": {"全国本部につなぐとき": "0"},
    "愛知県は1、三重県は2。": {"愛知県": "1", "三重県": "2"},
    "米印は、米印。": {"米印": "*"},
    "電話がつながったら、「経営改善支援センターでの相談」、と、お伝えください。": {},
    "番組はイチバンです。鉢はハチマキ。": {},
    "電話番号は、0522236953です。": {},
    "都道府県の名前を、おはなしください。": {},
    "": {},
}


def test_functions_and_keys() -> None:
    assert {text: {option.function: option.key for option in announced(text)} for text in OPTIONS} == OPTIONS


def test_where_an_announcement_ends() -> None:
    text = "はいは、イチ。いいえは、ニー。"
    assert [text[: option.end] for option in announced(text)] == ["はいは、イチ。", text]


@pytest.mark.parametrize(
    ("text", "wants", "key"),
    [
        ("東京都はイチ、京都はニー。", ["京都"], "2"),
        # Without a better fit an ending will do.
        ("東京都はイチ、大阪はニー。", ["京都"], "1"),
        ("地域は、関東はイチ、近畿はニー。", ["関東"], "1"),
        ("事業再生と、銀行との調整は、ニー。", ["銀行"], "2"),
        ("愛知はイチ、三重はニー。", ["三重", "愛知"], "2"),
        ("愛知はイチ、三重はニー。", ["岐阜", "愛知"], "1"),
        ("愛知はイチ、三重はニー。", [], None),
        ("愛知はイチ、愛知はニー。", ["愛知"], "1"),
    ],
)
def test_what_is_chosen(text: str, wants: list[str], key: str | None) -> None:
    option = chosen(announced(text), wants)
    assert (option.key if option else None) == key
