"""The page as text: complete, without requests to others, and for any site."""

import re
from pathlib import Path

import pytest

from ivr.call import Plan
from ivr.picture.page import page
from ivr.site import load, shipped
from ivr.translation import using_language
from tests.conftest import SiteCopy
from tests.testing.stranger import write_site

from .pages import shipped_page

DIRECTORY = """\
source: {name: 町の名簿, status: current}
services:
  clock: {name: 時計のご相談, kana: とけいのごそうだん}
others:
  headquarters:
    {printed_name: 時計組合, number: "03-3234-5678", verified_on: 2026-11-20, verified_by: 山田,
     verified_number: "03-3234-5678"}
offices: {}
"""


def strangers_page(root: Path) -> str:
    write_site(root)
    (root / "data/directory.yaml").write_text(DIRECTORY, encoding="utf-8")
    meanings = root / "data/meanings.yaml"
    of_its_own = re.sub(
        r"(?ms)^services:\n.*?(?=^\w)",
        "services:\n  clock: {names: [時計]}\n",
        meanings.read_text(encoding="utf-8"),
    )
    meanings.write_text(of_its_own, encoding="utf-8")
    return page_of(root)


def page_of(root: Path) -> str:
    site = load(root)
    assert site.problems == ()
    assert site.plan
    with using_language("ja"):
        return page(site.plan)


def text(html: str) -> str:
    """Return what of the page is read, without scripts, styles and tags."""
    return re.sub(r"\s+", "", re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", "", html, flags=re.DOTALL))


def test_the_page_is_small_enough_to_mail() -> None:
    assert len(shipped_page().encode()) < 250_000


def test_nothing_on_the_page_comes_from_elsewhere() -> None:
    html = shipped_page()

    assert re.findall(r"""(?:src|srcset|data|action)=["']?(?!data:)(?:https?:)?//""", html) == []
    assert re.findall(r"<(?:img|iframe|object|embed|video|audio)\b|@import|url\((?!#tip)", html) == []
    assert re.findall(r'<link [^>]*href="([^"]+)"', html) == ["data:,"]
    assert "default-src 'none'" in html


def test_the_speaker_of_each_language_has_a_list_of_all_that_is_said_in_it() -> None:
    """Of what English callers hear in Japanese, and of all English, the page named no file of a recording."""
    japanese, english = re.findall(r'<details class="all">.*?</details>', shipped_page(), re.DOTALL)

    assert "<code>offer_japanese.wav</code>" in japanese
    assert "<code>offer_english.wav</code>" not in japanese
    assert "<code>offer_english.wav</code>" in english
    assert "<code>ask_service.wav</code>" in english
    assert [part.count("<code>prompts/en.yaml</code>") for part in (japanese, english)] == [0, 2]  # the second on paper


def test_every_prompt_and_every_node_is_on_the_page(plan: Plan) -> None:
    html = shipped_page()

    assert [name for name in plan.prompts if f"<code>{name}</code>" not in html] == []
    assert [name for name in plan.flow.nodes if f'id="node-{name}"' not in html] == []
    assert [name for name in plan.flow.nodes if 'class="box' not in html or f'data-node="{name}"' not in html] == []


@pytest.mark.parametrize(
    "heard",
    [
        "計画づくりはイチ、銀行との調整はニー、わからないときはサンです。",
        "愛知はイチ、静岡はニー、岐阜はサン、三重はヨンです。ほかの地域は、コメジルシ。",
        "電話がつながったら、「経営改善支援センターでの相談」と、お伝えください。",
    ],
)
def test_prompts_read_as_callers_hear_them(heard: str) -> None:
    assert heard in text(shipped_page())


def test_the_prompts_that_can_be_recorded_are_listed_with_their_files_for_the_speaker() -> None:
    html = shipped_page()

    assert "<code>goodbye.wav</code>" in html  # said by itself
    assert "<code>whisper_english.wav</code>" in html  # by an office
    assert "<code>read_back.wav</code>" not in html  # another office in each call
    assert "<code>service_center.wav</code>" not in html  # a label
    for of_a_language in re.findall(r'<details class="all">.*?</details>', html, re.DOTALL):
        assert f"{of_a_language.count('.wav</code>')}文は録音できます" in text(of_a_language)


def test_an_office_hears_of_an_english_caller_on_any_line() -> None:
    assert "ほかの言語で話す人の電話に、窓口が出たとき（窓口にだけ聞こえる）英語を話すかたです。" in text(
        shipped_page()
    )


def test_gaps_are_filled_by_a_marked_example() -> None:
    assert '<span class="gap">北海道の経営改善支援センター</span>におつなぎします。' in shipped_page()


def test_every_link_within_the_page_leads_somewhere() -> None:
    html = shipped_page()
    anchors = set(re.findall(r' id="([^"]+)"', html))

    assert {target for target in re.findall(r'href="#([^"]+)"', html) if target not in anchors} == set()


def test_the_list_has_every_office_and_says_how_old_the_numbers_are(plan: Plan) -> None:
    read = text(shipped_page())

    assert [office.number for office in plan.directory if f"{office.printed_name}" not in read] == []
    assert "電話番号は過去の資料によるもので、今の番号とは限りません。" in read
    assert read.count("未確認") >= len(list(plan.directory))
    assert "tel:" not in shipped_page()


def test_a_verified_number_is_dated_and_can_be_dialled_but_its_verifier_is_not_published(tmp_path: Path) -> None:
    html = strangers_page(tmp_path)

    assert '<a href="tel:0332345678">03-3234-5678</a>' in html
    assert "2026年11月20日" in html
    assert "山田" not in html
    assert "未確認" not in html


def test_a_strangers_page_has_nothing_of_the_shipped_hotline(tmp_path: Path) -> None:
    html = strangers_page(tmp_path)
    read = text(html)

    assert "<h1>時計のご相談</h1>" in html.replace(" ", "")
    assert "お電話ありがとうございます。営業は、イチ。受付は、ゼロ。" in read
    assert not re.search("経営|再生|都道府県のボタン|郵便番号", read)


def test_some_unverified_offices_are_counted(site_copy: SiteCopy) -> None:
    lines = ["verified_on: 2026-11-20", "verified_by: 山田", 'verified_number: "052-223-6953"', "shared_line: true"]
    verified = "\n      ".join(['"052-223-6953"', *lines]) + "\n"
    site_copy.change("data/directory.yaml", '"052-223-6953"\n      shared_line: true\n', verified)

    read = text(page_of(site_copy.root))
    assert "95か所のうち「未確認」とある94か所は、番号がまだ確認されていません。" in read
    assert "2026年11月20日" in read


def test_words_of_an_operator_cannot_become_markup(tmp_path: Path) -> None:
    write_site(tmp_path)
    prompts = tmp_path / "prompts/ja.yaml"
    evil = prompts.read_text(encoding="utf-8").replace("text: 営業,", 'text: "</script><b>x",')
    prompts.write_text(evil, encoding="utf-8")
    html = page_of(tmp_path)

    assert "</script><b>x" not in html
    assert html.count("</script>") == 1


def test_a_page_of_a_site_in_english_marks_its_words_and_has_its_chart_in_english() -> None:
    html = page_of(Path(__file__).parents[1] / "sites" / "library")

    chart = html[html.index('id="chart"') : html.index('id="offices"')]
    sheet = chart[chart.index('<div class="sheet" lang="en">') :]
    assert "Keys of the telephone" in sheet
    assert not re.search("[ぁ-ヿ一-鿿]", sheet)
    assert re.search('<h1 lang="en">', html)
    assert re.search('<dd><span lang="en">', html)
    assert re.search('<td lang="en">', html)


JAPANESE = re.compile("[ぁ-ヿ一-鿿]")


def test_in_english_the_page_says_nothing_of_its_own_in_japanese() -> None:
    site = load(Path(__file__).parents[1] / "sites" / "library")
    assert site.plan
    html = page(site.plan)

    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert JAPANESE.findall(html) == []
    assert "No number has been verified yet (offices: 4)." in re.sub("<.*?>", "", html)


def test_in_english_a_page_of_a_japanese_site_marks_its_words() -> None:
    html = shipped_page("en")

    assert '<td lang="ja">愛知県経営改善支援センター' in html
    assert 'rings <span lang="ja">経営改善支援センター（全国本部）</span>' in html
    assert '<span lang="ja">経営相談の案内です。</span>' in html
    assert "Of 95 offices" not in html


def test_where_the_site_asks_a_question_of_its_own_its_page_shows_the_first_answer() -> None:
    read = text(page_of(shipped() / "data" / "examples" / "nationwide"))

    assert "はじめてのかたからの、お電話です。" in read


def test_a_sentence_in_another_language_is_marked_with_it() -> None:
    html = shipped_page()

    assert '<span lang="en">For English, press eight.</span>' in html
