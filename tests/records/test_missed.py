"""Answers that were not understood: what is stored contains nothing personal, and is stored for a limited time."""

import json
import random
from pathlib import Path

import pytest
from click import ClickException, UsageError
from sqlalchemy import URL, select

from ivr import clock
from ivr.call import Plan
from ivr.cli import main
from ivr.records import FOLDER, Kind, database, purging, store
from ivr.records.database_tables import missed
from ivr.records.events import event_of, line_of
from ivr.records.missed import DAYS, LONGEST, MOST, masked, note_missed
from ivr.records.shipper import Shipper

from .samples import AT, CALL, whole_call
from .test_shipper import journal

DAY = 86_400_000


MASKED = {
    "山田と申します": "〓と申します",
    "ヤマダ タロウと申しますが、": "〓と申しますが、",
    "小林といいます": "〓といいます",
    "小林という者ですが": "〓という者ですが",
    "私は鈴木一郎です": "私は〓です",
    "もしもし鈴木ですけど": "もしもし〓ですけど",
    "田中ケンジです": "〓です",
    "田中花子なんですけど": "〓なんですけど",
    "生まれは昭和五十年三月三日": "生まれは昭和〓年〓月〓日",
    "十日町市です": "十日町市です",
    "やまだです": "〓です",
    "たなかたろうといいます": "〓といいます",
    "わたしはたかはしと申しますが": "わたしは〓と申しますが",
    "もしもしすずきのぶおです": "もしもし〓です",
    "いつもお世話になっております、ながのです": "いつもお世話になっております、〓です",
    "お世話になっておりますはしもとです": "お世話になっております〓です",
    "岡山のさとうけんじです": "岡山の〓です",
    "こちらおがわです": "こちら〓です",
    "よしだけんじくんです": "〓くんです",
    "いとう製作所に頼まれて": "〓製作所に頼まれて",
    "山田製作所の山田です": "〓の〓です",
    "株式会社丸山の者です": "株式会社〓の者です",
    "名前は山田太郎、お金が返せない": "名前は〓、お金が返せない",
    "佐藤さんに聞きました": "〓さんに聞きました",
    "電話は090-1234-5678です": "電話は〓です",
    "〇九〇一二三四五六七八": "〓",
    "ゼロ九０、１２３４": "〓",
    "ぜろきゅうぜろ、いちにいさんよん": "〓",
    "昭和五十三年に創業": "昭和〓年に創業",
    "改善の山田です": "改善の〓です",
    # What a word could be made of stays as it was said.
    "改善のことです": "改善のことです",
    "税理士さんに言われて": "税理士さんに言われて",
    "四日市のほう": "四日市のほう",
    "静ヶ岡県です": "静ヶ岡県です",
    "お金が返せないんです": "お金が返せないんです",
    "カイゼン\n": "カイゼン",
    "いやもうけっこうです": "いやもうけっこうです",
    "おねがいしたいんです": "おねがいしたいんです",
    "どうしたらいいのかわからないんです": "どうしたらいいのかわからないんです",
    "そうです": "そうです",
    # What cannot be told from other words.
    "うちの社長のさとうが": "うちの社長のさとうが",
    "もりです": "もりです",
}


def test_figures_and_names_are_masked(plan: Plan) -> None:
    assert {said: masked(plan, said) for said in MASKED} == MASKED


def test_no_figure_of_a_number_is_kept_however_it_is_written(plan: Plan) -> None:
    chance = random.Random(1)  # noqa: S311 - the same in every run
    for _ in range(300):
        number = "".join(chance.choice("0123456789") for _ in range(10))
        for figures in ("0123456789", "０１２３４５６７８９", "〇一二三四五六七八九"):
            said = "".join(figures[int(one)] for one in number)
            cut = chance.randrange(1, 10)
            text = f"ええと{said[:cut]}{chance.choice(('', '-', 'ー', '、'))}{said[cut:]}にかけて"
            assert sum(mark in figures for mark in masked(plan, text)) <= 2, text


def test_a_story_is_cut_and_fits_a_line(plan: Plan) -> None:
    event = note_missed(plan, AT, "ask_service", "資金繰り、" * 200)
    assert len(event.data["text"]) == LONGEST
    assert event_of(line_of(event)) == event


def test_it_bears_the_day_and_names_no_call(plan: Plan) -> None:
    one, other = (note_missed(plan, AT + later, "ask_service", "ふにゃ") for later in (0, 1_000))
    assert (one.call, one.kind, one.at) == ("", Kind.MISSED, other.at)
    assert (one.at + 9 * 3600_000) % DAY == 0
    assert 0 <= AT - one.at < DAY
    assert one.leg != other.leg


def texts(url: URL) -> list[str]:
    engine = database.writing(url)
    with engine.begin() as connection:
        found = list(connection.execute(select(missed.c.text).order_by(missed.c.text)).scalars())
    engine.dispose()
    return found


def test_they_are_stored_once_kept_for_a_month_and_no_more_than_so_many(plan: Plan, tmp_path: Path, url: URL) -> None:
    now = clock.now()
    old = note_missed(plan, now - (DAYS + 2) * DAY, "ask_service", "むかし")
    many = [note_missed(plan, now - DAY, "ask_service", "おおい") for _ in range(MOST)]
    new = [note_missed(plan, now, "ask_service", "あたらしい") for _ in range(5)]
    journal(tmp_path, old, *many, *new, new[0], *whole_call())
    taking = Shipper(tmp_path, url)
    while taking.round():
        continue
    taking.close()
    engine = database.writing(url)
    with engine.begin() as connection:
        store.forget_answers(connection, now)
    engine.dispose()
    found = texts(url)
    assert (len(found), found.count("あたらしい"), found.count("むかし")) == (MOST, 5, 0)


def test_they_are_deleted_with_the_calls_of_their_time_in_journal_and_database(
    plan: Plan, tmp_path: Path, url: URL
) -> None:
    now = clock.now()
    old, new = (note_missed(plan, now - days * DAY, "ask_service", f"{days}") for days in (9, 1))
    old, new = (
        one.__class__(one.call, one.leg, one.key, one.at, one.kind, {"node": "a", "text": text})
        for one, text in ((old, "before"), (new, "after"))
    )
    engine = database.writing(url)
    database.upgrade(engine)
    with engine.begin() as connection:
        store.save(connection, (old, new), now)
    path = journal(tmp_path, old, new)
    purging.purge(engine, tmp_path, now - 5 * DAY)
    assert (b"before" in path.read_bytes(), b"after" in path.read_bytes()) == (False, True)
    with engine.begin() as connection:
        store.save(connection, (old, new), now)
    engine.dispose()
    assert texts(url) == ["after"]


def heard(folder: Path, patch: pytest.MonkeyPatch, *arguments: str) -> None:
    """Run `ivr hear` in *folder*, in this process. Raises ClickException."""
    patch.chdir(folder)
    patch.delenv("DATABASE_URL", raising=False)
    main(["hear", *arguments], prog_name="ivr", standalone_mode=False)


def test_they_are_listed_by_frequency_with_what_they_are_most_like(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "var" / FOLDER
    folder.mkdir(parents=True)
    said = ["ふにゃふにゃ", "せんもんかを、さがしてます", "専門家を、さがしてます", "専門家をさがしてます"]
    journal(folder, *(note_missed(plan, clock.now(), "ask_service", text) for text in said))
    taking = Shipper(folder, database.url_for("", tmp_path / "var"))
    taking.round()
    taking.close()
    heard(tmp_path, monkeypatch, "--missed")
    shown = capsys.readouterr().out
    rows = [json.loads(line) for line in shown.splitlines()]
    assert [row["times"] for row in rows] == [2, 1, 1]
    assert (rows[0]["at"], rows[0]["nearest"], rows[0]["outcome"]) == ("ask_service", "center", "probable")
    assert 0.1 < rows[0]["likeness"] < 1
    assert "専門家" in rows[0]["example"]
    assert CALL not in shown


def test_without_records_and_with_a_text_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for about_one in (("税理士",), ("--at", "service"), ("--explain",), ("--language", "en"), ("--state", "turn=1")):
        with pytest.raises(UsageError, match="takes no TEXT"):
            heard(tmp_path, monkeypatch, "--missed", *about_one)
    with pytest.raises((OSError, ClickException), match="there are no records yet"):
        heard(tmp_path, monkeypatch, "--missed")
