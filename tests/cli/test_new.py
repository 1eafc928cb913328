"""`ivr new`: sites of every kind, which lack only what their operator knows."""

import re
from pathlib import Path

import pytest

from ivr.call.nodes import AskPlace, Choose
from ivr.check import problems_of
from ivr.check.proof import prove
from ivr.site import load, shipped
from ivr.testing.targets import site_target
from tests.callers import Scripted

from .command import Command, full_disk

FACTS = ("--fallback", "03-5470-1840", "--yes")
WARDS = ("--service", "tax=税/ぜい", "--service", "trash=ごみ", "--areas", "wards", "--in", "名古屋市")
NINE = (
    "税/ぜい",
    "水道/すいどう",
    "ごみ",
    "保育/ほいく",
    "介護/かいご",
    "年金/ねんきん",
    "道路/どうろ",
    "公園/こうえん",
    "図書/としょ",
)
KINDS = {
    "wards": WARDS,
    "one service": ("--service", "tax=税/ぜい", "--areas", "prefectures"),
    "one menu": ("--service", "none", "--areas", "prefectures", "--in", "東京都", "--in", "千葉県"),
    "towns": ("--service", "none", "--areas", "municipalities", "--in", "香川県"),
    "departments": ("--service", "tax=税/ぜい", "--service", "water=水道/すいどう", "--areas", "none"),
    "nine": (*(part for n, one in enumerate(NINE) for part in ("--service", f"s{n}={one}")), "--areas", "none"),
}
RINGS = {
    "wards": "税の相談\n中区です\n\n\n!hangup\n",
    "one service": "愛知県です\n\n\n!hangup\n",
    "one menu": "千葉県です\n\n\n!hangup\n",
    "towns": "丸亀市です\n\n\n!hangup\n",
    "departments": "水道です\n\n\n!hangup\n",
    "nine": "\n9\n\n!hangup\n",
}
OPEN = {"unverified-offices", "placeholder-number", "fallback-not-agreed"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_site_lacks_only_what_is_to_be_filled_in(ivr: Command, tmp_path: Path, kind: str) -> None:
    ran = ivr("new", str(tmp_path / "own"), "--name", "市の電話/しのでんわ", *KINDS[kind], *FACTS)

    problems = problems_of(load(tmp_path / "own"))
    assert (ran.code, ran.err) == (0, "")
    assert {problem.rule for problem in problems} == OPEN
    assert all(problem.warning for problem in problems)
    assert "市の電話です。" in (tmp_path / "own" / "prompts" / "ja.yaml").read_text(encoding="utf-8")
    assert "+81300" in ivr("call", "--site", str(tmp_path / "own"), "--json", stdin=RINGS[kind]).out


CLOSING = {
    "ja": ("市の電話", ("税/ぜい", "ごみ"), "税\n", "死にたい\n", "text: 台風です。, kana: たいふうです。"),
    "ja,en": (
        "市の電話/しのでんわ/City Line",
        ("税/ぜい/taxes", "ごみ//garbage"),
        "English please\ntaxes\n",
        "死にたい\n",
        "text: 台風です。, kana: たいふうです。, languages: {en: A storm.}",
    ),
    "en": ("City Line", ("taxes", "garbage"), "taxes\n", "I want to die\n", "text: A storm."),
}


@pytest.mark.parametrize(
    ("kind", "lists"),
    [("wards", {"postal", "wrong_area", "wrong_service"}), ("one menu", {"postal"}), ("departments", set())],
)
def test_a_new_site_has_no_words_for_what_it_never_asks(
    ivr: Command, tmp_path: Path, kind: str, lists: set[str]
) -> None:
    """On a line without places "another city" was taken for a list that no question had, and so was an own answer."""
    ivr("new", str(tmp_path), *KINDS[kind], "--name", "電話", *FACTS)

    found = re.findall(r"^  (\w+): ", (tmp_path / "data" / "meanings.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert {*found} & {"postal", "wrong_area", "wrong_service"} == lists
    plan = load(tmp_path).plan
    assert plan
    assert ("愛知県" in plan.hints) == ("postal" in lists)  # the recogniser expects places only where one is asked for


@pytest.mark.parametrize("languages", CLOSING)
def test_a_new_site_closes_by_its_hours_or_a_notice_alone(ivr: Command, tmp_path: Path, languages: str) -> None:
    name, (tax, trash), taxes, despair, storm = CLOSING[languages]
    two = ("--service", f"tax={tax}", "--service", f"trash={trash}", "--areas", "none")
    ivr("new", str(site := tmp_path / "own"), "--prompts", languages, "--name", name, *two, *FACTS)
    at_night = ("call", "--site", str(site), "--at", "2026-12-08 20:00")
    assert "☎" in ivr(*at_night, stdin=taxes).out

    hours = site / "data" / "hours.yaml"
    hours.write_text("site: {week: {mon-fri: [09:00-17:00]}}\n", encoding="utf-8")
    assert {problem.rule for problem in problems_of(load(site))} == OPEN
    proof = prove(load(site), processes=1)
    assert proof
    assert not proof.problems
    for answers in (taxes, "0\n0\n"):
        assert not_rung(ivr(*at_night, stdin=answers).out)
    assert "☎" in ivr(*at_night, stdin=despair).out

    hours.unlink()
    notice = f"notices: {{storm: {{from: 2026-12-08, until: 2026-12-09, closes: true, {storm}}}}}\n"
    (site / "data" / "notices.yaml").write_text(notice, encoding="utf-8")
    assert not_rung(ivr(*at_night, stdin=taxes).out)
    assert "☎" in ivr("call", "--site", str(site), "--at", "2026-12-10 20:00", stdin=taxes).out


def not_rung(heard: str) -> bool:
    """Return whether a caller was told that the office is closed, and none was rung."""
    return ("is closed now" in heard or "受付をしておりません" in heard) and "☎" not in heard


@pytest.mark.parametrize(
    ("options", "first"),
    [
        (KINDS["wards"], ["welcome", "ask_service", "ask_area", "read_back", "what_is_wrong", "ring_office"]),
        (KINDS["one menu"], ["welcome", "ask_area", "read_back", "ring_office"]),
        (("--like", "partial"), ["welcome", "ask_service", "ask_area", "read_back", "what_is_wrong", "ring_office"]),
        (("--like", "nationwide"), ["welcome", "ask_customer", "ask_area", "read_back", "ring_office"]),
        (("--like", "city"), ["welcome", "ask_service", "by_service", "ring_waterworks", "ask_area", "read_back"]),
    ],
)
def test_a_flow_is_read_from_the_top_in_the_order_of_a_call(
    ivr: Command, tmp_path: Path, options: tuple[str, ...], first: list[str]
) -> None:
    ivr(
        "new",
        str(tmp_path / "own"),
        *(options if "--like" in options else ("--name", "電話", *options, *FACTS)),
        "--yes",
    )
    plan = load(tmp_path / "own").plan

    assert plan
    assert list(plan.flow.nodes)[: len(first)] == first


@pytest.mark.parametrize("fallback", ["03-0000-0001", "03-0000-0002"])
def test_a_fallback_number_that_is_a_placeholder_itself_is_no_offices_number(
    ivr: Command, tmp_path: Path, fallback: str
) -> None:
    facts = ("--name", "市の電話/しのでんわ", *KINDS["departments"], "--fallback", fallback, "--yes")

    assert ivr("new", str(tmp_path / "own"), *facts).code == 0
    assert {problem.rule for problem in problems_of(load(tmp_path / "own"))} == OPEN


def test_who_is_not_understood_hears_so_and_of_the_postal_code(ivr: Command, tmp_path: Path) -> None:
    ivr("new", str(tmp_path / "own"), "--name", "電話", *KINDS["one service"], *FACTS)

    heard = ivr("call", "--site", str(tmp_path / "own"), stdin="にゃんこ\nにゃんこ\nにゃんこ\n9\n!hangup\n").out

    assert "失礼しました。都道府県は、どちらでしょうか。" in heard
    assert heard.index("郵便番号で調べるときは、キュー。") < heard.index("郵便番号、ななけたを、どうぞ。")


def test_after_a_no_to_a_place_nobody_hears_the_same_apology_twice(ivr: Command, tmp_path: Path) -> None:
    ivr("new", str(tmp_path / "own"), "--name", "電話", *KINDS["one service"], *FACTS)

    heard = ivr("call", "--site", str(tmp_path / "own"), stdin="博多です\nいいえ\n!hangup\n").out

    assert heard.count("失礼しました。") == 1


@pytest.mark.parametrize("example", ["nationwide", "partial", "city"])
def test_in_an_example_no_question_is_asked_again_in_the_same_words(example: str) -> None:
    plan = load(shipped() / "data/examples" / example).plan
    assert plan
    asked = [node for node in plan.flow.nodes.values() if isinstance(node, Choose | AskPlace) and node.first]

    assert asked
    assert [node for node in asked if node.again == node.first] == []


def test_a_menu_of_services_in_an_example_is_a_whole_sentence(ivr: Command) -> None:
    heard = ivr("call", "--site", str(shipped() / "data/examples/city"), stdin="\n!hangup\n").out

    assert "ごみのことはヨン、水道のことはゴーです。" in heard


def test_a_menu_of_few_areas_is_a_whole_sentence(ivr: Command, tmp_path: Path) -> None:
    ivr("new", str(tmp_path / "own"), "--name", "電話", *KINDS["one menu"], *FACTS)

    heard = ivr("call", "--site", str(tmp_path / "own"), stdin="\n\n!hangup\n").out

    assert "千葉はイチ、東京はニーです。" in heard


BOTH = ("--prompts", "ja,en")


def test_the_key_of_the_other_language_leads_back_too(ivr: Command, tmp_path: Path) -> None:
    two = ("--service", "tax=税/ぜい/taxes", "--service", "visa=ビザ/びざ/visas", "--areas", "none")
    ivr("new", str(tmp_path / "own"), "--name", "電話/でんわ/the Line", *two, *BOTH, *FACTS)

    heard = ivr("call", "--site", str(tmp_path / "own"), stdin="\n8\n\n8\n!hangup\n").out

    assert "For visas, press two.\n" in heard
    assert "日本語はハチ。" in heard
    assert heard.index("日本語で、うかがいます。") < heard.rindex("どのようなご用ですか。")


MISTAKES = {
    "no reading": (("--service", "tax=税", "--areas", "prefectures"), "how is 税 read? Write it in kana"),
    "no English": ((*BOTH, "--service", "tax=税/ぜい", "--areas", "prefectures"), "what is 税 in English?"),
    "no Latin letters": ((*BOTH, "--service", "tax=税/ぜい/税", "--areas", "prefectures"), "its name in English"),
    "no further language": (("--service", "tax=税/ぜい/taxes", "--areas", "prefectures"), "a name and its reading"),
    "English alone": (
        ("--prompts", "en", "--service", "tax=税/ぜい/taxes", "--areas", "prefectures"),
        "a name in English only",
    ),
    "English, nowhere": (("--prompts", "en", "--service", "tax=taxes"), "Missing option '--areas'"),
    "no ID": (("--service", "税", "--areas", "prefectures"), "expected ID=NAME/KANA"),
    "one ID twice": (("--service", "a=あ", "--service", "a=い", "--areas", "prefectures"), "the same ID"),
    "no place": (("--service", "none", "--areas", "wards", "--in", "名古屋"), 'is called "名古屋"'),
    "no wards": (("--service", "none", "--areas", "wards", "--in", "香川県"), "there are no wards in it"),
    "too many": (("--service", "none", "--areas", "municipalities", "--in", "北海道"), "areas are more than two menus"),
    "where": (("--service", "none", "--areas", "wards"), "Missing option '--in'"),
    "nothing to choose": (("--service", "tax=税/ぜい", "--areas", "none"), "nothing to choose"),
    "missing": (("--service", "none"), "Missing option '--areas'"),
    "copy": (("--like", "shipped"), "--like copies a whole site"),
}


def test_a_copy_is_in_the_languages_of_its_site(ivr: Command, tmp_path: Path) -> None:
    ran = ivr("new", str(tmp_path / "own"), "--like", "city", "--prompts", "en")

    assert (ran.code, (tmp_path / "own").exists()) == (2, False)
    assert "--like copies a whole site" in ran.err


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_cannot_be_is_reported_and_nothing_is_written(ivr: Command, tmp_path: Path, mistake: str) -> None:
    options, message = MISTAKES[mistake]

    ran = ivr("new", str(tmp_path / "own"), "--name", "電話", *options, *FACTS)

    assert ran.code == 2
    assert message in ran.err
    assert not (tmp_path / "own").exists()


ASKED = ("しのでんわ", "tax=税/ぜい", "trash=ごみ", "", "wards", "名古屋市", "03-5470-1840")
"""What is typed where nothing is given: name, services until there are no more, kind of areas, where, fallback."""
NO_ID = "expected ID=NAME/KANA with an ID of a-z, 0-9 and _, as tax=税/ぜい, found"
REFUSED = (
    (0, "市/し/shi", "expected a name and its reading in kana"),
    (0, "", "expected a name and its reading in kana"),
    (0, "市{}/し", "a name cannot contain braces"),
    (1, "税", "expected ID=NAME/KANA with an ID of a-z"),
    (1, "ごみ", f'{NO_ID} ごみ; did you mean "gomi=ごみ"?'),
    (1, "粗大ごみ", f"{NO_ID} 粗大ごみ"),
    (1, "Tax=税/ぜい", f'{NO_ID} Tax=税/ぜい; did you mean "tax=税/ぜい"?'),
    (1, "tax: 税/ぜい", f'{NO_ID} tax: 税/ぜい; did you mean "tax=税/ぜい"?'),
    (1, "経営/けいえい", f'{NO_ID} 経営/けいえい; did you mean "keiei=経営/けいえい"?'),
    (1, "tax=税", "how is 税 read?"),
    (2, "tax=水/みず", "two services have the same ID"),
    (4, "市", "expected one of prefectures / municipalities / wards / none"),
    (5, "", "expected a prefecture, or a city with wards"),
    (5, "名古屋", 'no prefecture, and no city with wards, is called "名古屋"; did you mean "名古屋市"?'),
    (5, "Tokyo", 'no prefecture, and no city with wards, is called "Tokyo"; did you mean "東京都"?'),
    (5, "Osaka", 'no prefecture, and no city with wards, is called "Osaka"; did you mean "大阪府" or "大阪市"?'),
    (5, "Osaka-shi", 'no prefecture, and no city with wards, is called "Osaka-shi"; did you mean "大阪市"?'),
    (5, "香川県", "there are no wards in it"),
    (6, "+81354701840", "expected a number as printed, such as 03-5470-1840"),
    (6, "078-331", "078-331 does not exist in the Japanese numbering plan"),
    (6, "090-1234-5678", "090-1234-5678 is not the number of a fixed line"),
)
"""Answers that cannot be, each before which one of ASKED, and what is said of it."""


def typed(*answers: str) -> str:
    return "".join(f"{answer}\n" for answer in answers)


@pytest.mark.parametrize(("wards", "no_more"), [("wards", ""), ("区", "なし")])
def test_what_is_not_given_is_asked_for(ivr: Command, tmp_path: Path, wards: str, no_more: str) -> None:
    answers = typed(*(one or no_more for one in ASKED)).replace("wards", wards)
    asked = ivr("new", str(tmp_path / "asked"), stdin=answers)
    ivr("new", str(tmp_path / "given"), "--name", "しのでんわ", *WARDS, *FACTS)

    for file in ("data/flow.yaml", "data/directory.yaml", "prompts/ja.yaml"):
        texts = [(tmp_path / one / file).read_text(encoding="utf-8") for one in ("asked", "given")]
        assert texts[0] == texts[1]
    assert asked.code == 0


def test_for_an_impossible_answer_what_is_expected_is_said_and_asked_again(ivr: Command, tmp_path: Path) -> None:
    answers = [
        text for place, right in enumerate(ASKED) for text in (*(no for at, no, _ in REFUSED if at == place), right)
    ]

    ran = ivr("new", str(tmp_path / "own"), stdin=typed(*answers))

    errors = re.findall("Error: (.*)", ran.out)
    assert ran.code == 0
    assert len(errors) == len(REFUSED)
    assert f"{NO_ID} 粗大ごみ" in errors  # its kanji have no reading
    assert all(error.startswith(refusal) for error, (_place, _answer, refusal) in zip(errors, REFUSED, strict=True))


def test_of_an_english_line_no_reading_is_asked(ivr: Command, tmp_path: Path) -> None:
    answers = typed("", "City Line", "tax=taxes", "", "prefectures", "東京都", "03-5470-1840")

    ran = ivr("new", str(tmp_path / "own"), "--prompts", "en", stdin=answers)

    assert ran.out.startswith("The hotline's name: Error: expected a name in English only")
    assert ran.code == 0


def test_signs_and_figures_of_a_japanese_keyboard_are_taken(ivr: Command, tmp_path: Path) -> None:
    wide = ("しのでんわ", "tax＝税／ぜい", "", "prefectures", "東京都 千葉県", "０３－５４７０－１８４０")

    ran = ivr("new", str(tmp_path / "own"), stdin=typed(*wide))

    assert ran.code == 0
    assert 'number: "03-5470-1840"' in (tmp_path / "own" / "data" / "directory.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("count", [0, len(ASKED) - 1])
def test_nothing_is_written_where_the_answers_end(ivr: Command, tmp_path: Path, count: int) -> None:
    ran = ivr("new", str(tmp_path / "own"), stdin=typed(*ASKED[:count]))

    assert ran.code == 1
    assert "Nothing was written." in ran.err
    assert not (tmp_path / "own").exists()


def test_a_number_is_given_as_it_is_printed(ivr: Command, tmp_path: Path) -> None:
    options = ("--name", "電話", *KINDS["departments"], "--yes")

    assert "as printed" in ivr("new", str(tmp_path / "own"), *options, "--fallback", "+81354701840").err


def test_an_english_line_may_be_longer_only_for_as_many_regions_as_it_has(ivr: Command, tmp_path: Path) -> None:
    areas = {"27": ("wards", "大阪府"), "all": ("prefectures",), "20": ("municipalities", "長野県")}
    for name, (kind, *within) in areas.items():
        chosen = ("--service", "none", "--areas", kind, *(part for place in within for part in ("--in", place)))
        assert ivr("new", str(tmp_path / name), "--prompts", "en", "--name", "City Line", *chosen, *FACTS).code == 0

    budgets = {
        name: re.findall("keypad: ([0-9]+)", (tmp_path / name / "data" / "flow.yaml").read_text("utf-8"))
        for name in areas
    }
    assert budgets == {"27": ["78"], "all": ["90"], "20": ["102"]}


@pytest.mark.parametrize("options", [("--like", "shipped"), ()])
def test_no_site_is_written_over(ivr: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "flow.yaml").write_text("start: mine\n", encoding="utf-8")

    ran = ivr("new", str(tmp_path), *options, stdin=typed(*ASKED))

    assert ran.code == 1
    assert "already holds a site" in ran.err
    assert [one.name for one in tmp_path.rglob("*")] == ["data", "flow.yaml"]
    assert (tmp_path / "data" / "flow.yaml").read_text(encoding="utf-8") == "start: mine\n"


@pytest.mark.parametrize("options", [("--like", "city"), (*WARDS, "--name", "電話", *FACTS)])
def test_where_the_disk_is_full_no_half_site_stays(ivr: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    """It kept the whole one from being written, once there was room; of the schema a list of tuples was printed."""
    (tmp_path / "mine.txt").touch()
    for folder in (tmp_path, tmp_path / "site"):
        with full_disk(5_000):
            ran = ivr("new", str(folder), *options)

        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert ran.err.startswith(f"Error: {folder}/")
        assert ran.err.endswith(" cannot be written: File too large\n")
        assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_where_a_name_cannot_be_written_no_half_site_stays(ivr: Command, tmp_path: Path) -> None:
    """A name as a terminal of another encoding sends it left a folder in which no site could be written any more."""
    with pytest.raises(UnicodeEncodeError):
        ivr("new", str(tmp_path / "site"), *WARDS, "--name", "\udcff電話", *FACTS)
    assert not [*tmp_path.iterdir()]


def test_the_shipped_site_is_copied(ivr: Command, tmp_path: Path) -> None:
    ivr("new", str(tmp_path / "own"), "--like", "shipped")

    for path in ("data/flow.yaml", "data/schema/flow.json", "data/places/prefectures.tsv", "prompts/ja.yaml"):
        assert (tmp_path / "own" / path).read_bytes() == (shipped() / path).read_bytes()
    assert not (tmp_path / "own" / "data" / "examples").exists()


def test_inside_a_sites_folder_that_site_is_meant(
    ivr: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), "--name", "電話", *KINDS["departments"], *FACTS)

    for below in (".", "data", "prompts"):
        monkeypatch.chdir(site / below)
        here = ivr("offices", "list")
        assert "水道の窓口" in here.out
        assert here.err == f"Using the site in {site}.\n"
    (site / "data" / "flow.yaml").rename(site / "data" / "flow.yml")
    assert "data/flow.yaml:1:1: this file is missing" in ivr("check", "--no-proof").out
    given = ivr("offices", "list", "--site", str(shipped()), "愛知県")
    assert "愛知県" in given.out
    assert given.err == ""


@pytest.mark.unmeasured
def test_a_line_in_english_holds_no_japanese_and_leads_its_callers(ivr: Command, tmp_path: Path) -> None:
    services = ("--service", "lending=lending", "--service", "events=events", "--service", "rooms=room booking")
    site = tmp_path / "own"

    ran = ivr("new", str(site), "--name", "the Library", *services, "--areas", "none", "--prompts", "en", *FACTS)

    loaded = load(site)
    assert (ran.code, ran.err) == (0, "")
    assert {problem.rule for problem in problems_of(loaded)} == OPEN
    proof = prove(loaded, processes=1)
    assert proof
    assert proof.problems == ()
    for file in (*(site / "data").glob("*.yaml"), *(site / "prompts").glob("*.yaml")):
        assert not re.search("[ぁ-ヿ一-鿿]", file.read_text(encoding="utf-8")), file.name
    called = ivr("call", "--site", str(site), "--json", stdin="room booking please\n\n\n!hangup\n")
    assert "+81300000003" in called.out
    despairing = ivr("call", "--site", str(site), "--json", stdin="I want to die\n!hangup\n")
    assert "+81354701840" in despairing.out


TOWNS = ("--areas", "municipalities", "--in", "大阪府")
NAMED = ("--service", "tax=税/ぜい/taxes", "--service", "trash=ごみ//garbage")
ENGLISH = ("--prompts", "en", "--name", "City Line", "--service", "tax=taxes", "--service", "visa=visas")
LED = {
    "English, wards": (
        (*ENGLISH, "--areas", "wards", "--in", "名古屋市"),
        {"a visa please\nI am in Showa ward of Nagoya\n\n": "14", "2\n2\n1\n\n": "16"},
    ),
    "both, wards": (
        (*BOTH, "--name", "市の電話/しのでんわ/City Line", *NAMED, "--areas", "wards", "--in", "仙台市"),
        {
            "English please\ngarbage\nI am in Wakabayashi ward of Sendai\n\n": "06",
            "8\n2\n3\n\n": "06",
            "ごみです\n若林区です\n\n": "06",
            "ごみです\nEnglish please\nWakabayashi ward of Sendai\n\n": "06",
        },
    ),
    "both, one service": (
        (*BOTH, "--name", "市の電話/しのでんわ", *NAMED[:2], "--areas", "prefectures"),
        {
            "English please\n\n3\n1\n\n": "23",
            "can we speak English\nAichi\n\n": "23",
            "愛知県です\n\n": "23",
        },
    ),
    "both, towns": (
        (*BOTH, "--name", "市の電話/しのでんわ/City Line", "--service", "none", *TOWNS),
        {
            "English please\ninitials I or O, such as Ikeda\n1\n\n": "05",
            "English please\nIbaraki in Osaka\n\n": "12",
            "カイヅカシから\nイチ\n\n": "09",
        },
    ),
    "both, wards called alike": (
        (*BOTH, "--name", "市の電話/しのでんわ/City Line", "--service", "none", "--areas", "wards", "--in", "大阪府"),
        {
            "English please\nNishi ward of Sakai in Osaka\n\n": "28",
            "English please\ninitials C, J, K, N or T, and Suminoe or Sumiyoshi\n1\n\n": "30",
            "サカイシキタクから\nイチ\n\n": "30",
        },
    ),
    "both, no places": (
        (*BOTH, "--name", "市の電話/しのでんわ/City Line", *NAMED, "--areas", "none"),
        {"8\n2\n\n": "02", "in English\nI have a question about garbage\n\n": "02", "2\n\n": "02"},
    ),
}
"""Sites in English, and in Japanese and English: what they are to be, and of calls the last figures of what rings."""


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", LED)
def test_a_new_site_leads_its_callers_in_english_by_voice_and_keypad(ivr: Command, tmp_path: Path, kind: str) -> None:
    facts, calls = LED[kind]
    site = tmp_path / "own"

    ran = ivr("new", str(site), *facts, *FACTS)

    loaded = load(site)
    assert (ran.code, ran.err) == (0, "")
    assert {problem.rule for problem in problems_of(loaded)} == OPEN
    proof = prove(loaded, processes=1)
    assert proof
    assert proof.problems == ()
    carrier = site_target(site).carrier()
    rung = {answers: carrier.call(Scripted(answers.splitlines())).dialled for answers in calls}
    assert rung == {answers: (f"+813000000{number}",) for answers, number in calls.items()}


def test_no_first_letter_is_that_of_two_regions_where_the_towns_can_be_named(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    towns = ("--service", "none", "--areas", "municipalities", "--in", "鳥取県")
    ivr("new", str(site), *BOTH, "--name", "県の電話/けんのでんわ/Tottori Line", *towns, *FACTS)

    english = (site / "prompts" / "en.yaml").read_text(encoding="utf-8")

    assert re.findall(r'region_\d: \{text: "(.*)"', english) == [
        "initials D, I, K or S",
        "initials C, N or T, and Hiezu or Hino",
        "initials M, W or Y, and Hoki or Hokuei",
    ]


def test_english_of_a_site_in_two_languages_holds_japanese_only_for_the_way_back(ivr: Command, tmp_path: Path) -> None:
    site = tmp_path / "own"
    ivr("new", str(site), *LED["both, wards"][0], *FACTS)

    names = {file.relative_to(site).as_posix() for file in site.glob("*/*.yaml")}
    english = (site / "prompts" / "en.yaml").read_text(encoding="utf-8")
    heard = ivr("call", "--site", str(site), stdin="8\n1\n!hangup\n").out

    assert names >= {"data/meanings.en.yaml", "data/words.en.yaml", "data/meanings.yaml", "prompts/ja.yaml"}
    in_japanese = [line.split(":")[0].strip() for line in english.splitlines() if re.search("[ぁ-ヿ一-鿿]", line)]
    assert in_japanese == ["offer_japanese"]  # said by the Japanese voice, to who pressed the key by mistake
    assert "for Wakabayashi ward, three" in heard


PLURALS = {
    "visas": "visa",
    "tax": "taxes",
    "business": "businesses",
    "permits for families": "permits for family",
    "party": "parties",
    "room booking": "room bookings",
}


def test_an_english_service_is_heard_in_the_singular_and_the_plural(ivr: Command, tmp_path: Path) -> None:
    services = (part for at, name in enumerate((*PLURALS, "news")) for part in ("--service", f"s{at}={name}"))
    ivr("new", str(tmp_path / "own"), "--name", "Line", *services, "--areas", "none", "--prompts", "en", *FACTS)

    meanings = (tmp_path / "own" / "data" / "meanings.yaml").read_text(encoding="utf-8")

    for name, other in PLURALS.items():
        assert f'names: ["{name}", "{other}"]' in meanings
    assert 'names: ["news"]' in meanings


def test_a_word_that_names_another_service_is_not_taken_from_it(ivr: Command, tmp_path: Path) -> None:
    services = ("--service", "one=visa", "--service", "many=visas", "--areas", "none", "--prompts", "en")
    ivr("new", str(tmp_path / "own"), "--name", "Line", *services, *FACTS)

    meanings = (tmp_path / "own" / "data" / "meanings.yaml").read_text(encoding="utf-8")

    assert 'names: ["visa"]' in meanings
    assert 'names: ["visas"]' in meanings


READINGS = {
    "ganka=眼科/がんか": ", alone: [がんか]",
    "gomi=ごみ": "",  # the name is there already
    "midori=緑/みどり": "",  # a ward of this line
    "hai=肺/はい": "",  # yes
    "ichi=市場/いち": "",  # a key
    "kagaku=化学/かがく": "",  # two services
    "museum=科学館/かがく": "",
}


def test_a_service_is_understood_by_its_reading_where_that_means_nothing_else(ivr: Command, tmp_path: Path) -> None:
    services = [option for one in READINGS for option in ("--service", one)]
    ivr("new", str(tmp_path), "--name", "しのでんわ", *services, "--areas", "wards", "--in", "横浜市", *FACTS)

    meanings = (tmp_path / "data/meanings.yaml").read_text(encoding="utf-8")
    for one, alone in READINGS.items():
        name = re.split("[=/]", one)[1]
        assert f'names: ["{name}"]{alone}, examples:' in meanings
    heard = ivr("hear", "がんかをお願いします", "--site", str(tmp_path), "--json").out
    assert '"outcome": "certain", "service": "ganka"' in heard
