"""One slip in a correct site gives one message, at its cause, that says what to write."""

from pathlib import Path

import pytest

from ivr.check import problems_of
from ivr.site import load
from tests.conftest import SiteCopy
from tests.sites import site_of

Finding = tuple[str, str]
Mistake = tuple[str, str, str]

MISTAKES = [
    (("flow.yaml", "    next: read_back\n", "    next: read_bak\n"), "unknown-node", 'mean "read_back"?'),
    (("flow.yaml", "  read_back:\n", "  readback:\n"), "unknown-node", 'mean "readback"?'),
    (("flow.yaml", "  read_back:\n", "  Read_back:\n"), "node-name", "expected letters a-z"),
    (("flow.yaml", "start: welcome\n", "start: welcom\n"), "unknown-node", 'mean "welcome"?'),
    (("flow.yaml", "value: water}", "value: watter}"), "unknown-service", 'mean "water"?'),
    (("flow.yaml", "label: service_tax,", "label: service_tux,"), "unknown-prompt", 'mean "service_tax"?'),
    (("flow.yaml", "words: wrong_area,", "words: wrong_aria,"), "unknown-word-list", 'mean "wrong_area"?'),
    (("flow.yaml", "words: wrong_area,", "words: 場所,"), "unknown-word-list", "write its words in meanings.yaml"),
    (("flow.yaml", "menu: [regions]", "menu: 【regions】"), "wrong-value", "expected a list"),
    (("flow.yaml", "menu: [regions]", "menu:"), "wrong-value", 'nothing follows "menu"; expected a list'),
    (("flow.yaml", "menu: [regions]", "meny: [regions]"), "unknown-key", 'mean "menu"?'),
    (("flow.yaml", "slot: service\n", "slot: servis\n"), "slot-name", 'mean "service"?'),
    (("flow.yaml", "[中川区, 港区, ", "[中川, 港区, "), "unknown-ward", 'mean "中川区"?'),
    (("flow.yaml", "ask_yes_no: [南区, 港区", "ask_yes_no: [南区、港区"), "unknown-ward", "between them: 南区, 港区"),
    (("flow.yaml", "ask_yes_no: [南区, 港区", "ask_yes_no: [南区・港区"), "unknown-ward", "between them: 南区, 港区"),
    (
        ("meanings.yaml", "names: [違います, 違う]", "names: [違います、違う]"),
        "joined-words",
        'write ["違います", "違う"]',
    ),
    (
        ("flow.yaml", "\n  welcome: {", "\nwelcome: {"),
        "syntax",
        'nothing is below "nodes:"; write 2 spaces before this line',
    ),
    (("flow.yaml", "\n  read_back:", "\nread_back:"), "syntax", "it has 0 spaces"),
    (("flow.yaml", 'key: "2", label: wrong', 'key: "1", label: wrong'), "same-key", "give it another one"),
    (("flow.yaml", "wait: 3\n", "wait: 3秒\n"), "wrong-value", "did you mean 3?"),
    (("flow.yaml", "fallback_agreed:\n", "fallback_agreed: 2026/11/30\n"), "wrong-value", "did you mean 2026-11-30?"),
    (
        ("directory.yaml", 'number: "052-003-0002"', 'tel: "052-003-0002"'),
        "unknown-key",
        '"number" is missing; did you',
    ),
    (
        ("ja.yaml", "失礼しました。, kana: しつ", "失礼しました。; kana: しつ"),
        "syntax",
        '; before "kana" separates nothing',
    ),
    (("flow.yaml", "wait: 3\n", "wait: 3分\n"), "wrong-value", 'such as 25, found "3分"'),
    (("flow.yaml", "wait: 3\n", "wait: ３\n"), "wrong-value", "write 3, in half width"),
    (("flow.yaml", "shared_line: {", "shared_line: \n# {"), "wrong-value", "such as shared_line: {before_ring: …"),
    (
        ("directory.yaml", "areas: wards", "areas: 区"),
        "wrong-value",
        "possible here: prefectures, municipalities, wards",
    ),
    (("flow.yaml", "\n  goodbye:", "\n  good bye:"), "node-name", 'a node cannot be called "good bye"'),
    (("flow.yaml", "\n  read_back:", "\n  read-back:"), "node-name", 'a node cannot be called "read-back"'),
    (("directory.yaml", "  千種区:\n", "  千草区:\n"), "unknown-ward", 'mean "千種区"?'),
    (("directory.yaml", "  昭和区:\n", "  大正区:\n"), "unknown-ward", 'there is no ward "大正区"'),
    (
        ("directory.yaml", "garbage: {printed_name: 東区", "garbege: {printed_name: 東区"),
        "unknown-service",
        '"garbage"?',
    ),
    (("directory.yaml", "garbage: {printed_name: 東区", "ごみ: {printed_name: 東区"), "unknown-service", '"garbage"?'),
    (("directory.yaml", "elsewhere: waterworks", "elsewhere: waterwork"), "unknown-office", 'mean "waterworks"?'),
    (("directory.yaml", '"052-002-0002", shared_line: true', '"052-002-0002"'), "number-twice", "shared_line: true"),
    (("directory.yaml", '"052-003-0002"', '"０５２－００３－０００２"'), "number-form", "of normal width"),
    (("directory.yaml", '"052-003-0002"', '"052‐003‐0002"'), "number-form", 'mean "052-003-0002"?'),
    (("directory.yaml", '"052-003-0002"', '"052-003-0002（平日のみ）"'), "number-form", 'mean "052-003-0002"?'),
    (("directory.yaml", '"052-003-0002"', '"052-003-0002 内線12"'), "number-form", "no extension can be dialled; did"),
    (("directory.yaml", '"052-003-0002"', '"052-003-0002、0003"'), "number-form", "write the number alone; did you"),
    (("directory.yaml", '"052-003-0002"', '"O52-003-OO02"'), "number-form", 'mean "052-003-0002"?'),
    (("directory.yaml", '"052-003-0002"', '"☎052-003-0002"'), "number-form", 'mean "052-003-0002"?'),
    (("directory.yaml", '"052-003-0002"', '"052-003-0002/052-003-0003"'), "number-form", "write one number: an office"),
    (("directory.yaml", '"052-003-0002"', "522236953"), "number-form", 'its leading 0 ("052-223-6953")?'),
    (("directory.yaml", '"052-003-0002"', '"23-6953"'), "number-form", "such as 052-223-6953"),
    (("directory.yaml", '"052-003-0002"', "未定"), "number-form", "write a placeholder, such as 03-0000-0001"),
    (("directory.yaml", "areas: wards", "area: wards"), "unknown-key", 'mean "areas"?'),
    (("directory.yaml", "areas: wards\n", ""), "missing-key", "write areas: wards"),
    (
        ("directory.yaml", "within: [名古屋市]", "within: [名古屋市、浜松市]"),
        "unknown-place",
        "between them: 名古屋市, 浜松市",
    ),
    (("directory.yaml", "\noffices:\n", "\n"), "missing-key", 'Is the line "offices:" missing above it?'),
    (("directory.yaml", "\n  東区:\n", "\n  千種区:\n"), "duplicate-key", 'the key "千種区" is here twice'),
    (("directory.yaml", "\n  東区:\n", "\n"), "duplicate-key", "is a line missing above them?"),
    (("flow.yaml", "\nnodes:\n", "\n"), "unknown-key", 'and "nodes:" is missing; does it belong above them?'),
    (("flow.yaml", "\n  goodbye: {kind: end, says: [goodbye]}", ""), "unknown-node", "more places)"),
    (("ja.yaml", "\nprompts:\n", "\n"), "syntax", "it has 2 spaces, line 5 has 0"),
    (("ja.yaml", "\n  stopped: {text", "\n  ended: {text"), "unknown-prompt", '"stopped"'),
    (("ja.yaml", 'text: "{area}の、{service}', 'text: "{ area }の、{service}'), "unknown-gap", "beside a space"),
    (("ja.yaml", "kana: しつれいしました。}", "かな: しつれいしました。}"), "unknown-key", "possible here: text, kana"),
    (("ja.yaml", "rate: 0.9", "rate: 90%"), "wrong-value", "did you mean 0.9?"),
    (("ja.yaml", "slow: true", "slow: on"), "wrong-value", "did you mean true?"),
    (("directory.yaml", '"052-003-0002"', '"052-223-695"'), "invalid-number", "does not exist in the Japanese"),
    (("directory.yaml", '"052-003-0002"', '"059-253-4300"'), "wrong-area", "a number of 三重県, not of 愛知県"),
    (("directory.yaml", "name: 税, kana: ぜい", "name: 税, kana:"), "wrong-value", 'nothing follows "kana"'),
    (("ja.yaml", '"{topic}ですね。", kana: "{topic}', '"{topik}ですね。", kana: "{topik}'), "unknown-gap", '"topic"?'),
    (
        ("ja.yaml", '"{topic}ですね。", kana: "{topic}', '"｛topic｝ですね。", kana: "｛topic｝'),
        "unknown-gap",
        "full-width",
    ),
    (
        ("ja.yaml", "kana: しつれいしました。}", "kana: しつれいしました}"),
        "reading",
        "the text has 。, the reading none",
    ),
    (("ja.yaml", "失礼しました。, kana: しつれいしました。", "null, kana: ぬる"), "wrong-value", "expected text"),
    (("ja.yaml", "kana: しつれいしました。}", "kana: }"), "wrong-value", "expected how it is read"),
    (
        ("ja.yaml", 'text: "{area}の、{service}', 'text: "{エリア}の、{service}'),
        "unknown-gap",
        "nothing fills {エリア}",
    ),
    (("flow.yaml", "    next: by_service\n", ""), "missing-exit", "does not say what follows"),
    (("meanings.yaml", "\n  distress:", "\n  distres:"), "unknown-word-list", 'mean "distres"?'),
    (("meanings.yaml", "alone: [いいえ", "alone: [はい, いいえ"), "word-of-two-meanings", "both no and yes"),
    (("meanings.yaml", "water: {names: [水道]", "water: {names: [水道, ごみ]"), "word-of-two-meanings", '"ごみ"'),
    (
        ("meanings.yaml", "[水道の相談です, 水道について聞きたい, ", "[水道のことで, 水道のことで。, "),
        "few-examples",
        "has 1 example",
    ),
]


STILL_TO_DO = {"unverified-offices", "placeholder-number", "fallback-not-agreed"}


def findings(root: Path, mistake: Mistake) -> list[Finding]:
    found = problems_of(site_of(root, "city", mistake))
    return [(one.rule, one.message) for one in found if one.rule not in STILL_TO_DO]


@pytest.mark.parametrize(("mistake", "rule", "words"), MISTAKES, ids=lambda mistake: str(mistake)[:40])
def test_one_mistake_is_reported_once_by_its_cause(tmp_path: Path, mistake: Mistake, rule: str, words: str) -> None:
    reported = findings(tmp_path, mistake)

    assert [named for named, _ in reported] == [rule]
    assert words in reported[0][1]


RENAMED = [
    (
        "  welfare: {name",
        "  wellfare: {name",
        '"wellfare" is called "welfare" in directory.yaml, flow.yaml, meanings.yaml',
    ),
    ("  waterworks: {", "  supply: {", '"supply" is called "waterworks" in directory.yaml, flow.yaml'),
]


@pytest.mark.parametrize(("old", "new", "words"), RENAMED)
def test_what_is_renamed_in_one_file_only_is_told_as_such(tmp_path: Path, old: str, new: str, words: str) -> None:
    ((_rule, message),) = findings(tmp_path, ("directory.yaml", old, new))

    assert message.startswith(words)


TWO = [
    (("offices:\n", ""), ("tax: {name: 税,", "tax: {name: 税, name: 税,"), {"missing-key", "duplicate-key"}),
    (("offices:\n", ""), ("{name: 税,", '{name: "税,'), {"missing-key", "syntax"}),
    (("  welfare: {name", "  wellfare: {name"), (", kana: ふくし", ""), {"missing-key", "unknown-service"}),
]


@pytest.mark.parametrize(("one", "other", "rules"), TWO)
def test_of_two_mistakes_both_are_told(
    tmp_path: Path, one: tuple[str, str], other: tuple[str, str], rules: set[str]
) -> None:
    root = site_of(tmp_path, "city", ("directory.yaml", *one)).root
    file = root / "data" / "directory.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(*other), encoding="utf-8")

    assert {one.rule for one in problems_of(load(root)) if not one.warning} == rules


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", "# 表\n名前: あ".encode("cp932"), b"offices"])
def test_of_a_directory_that_cannot_be_read_no_other_file_is_told(site_copy: SiteCopy, content: bytes) -> None:
    site_copy.root.joinpath("data/directory.yaml").write_bytes(content)

    found = problems_of(site_copy.load())

    assert {Path(one.path).name for one in found if not one.warning} == {"directory.yaml"}


@pytest.mark.parametrize("name", ["hours", "notices"])
def test_a_folder_in_place_of_a_file_that_a_site_may_lack_is_told(site_copy: SiteCopy, name: str) -> None:
    site_copy.root.joinpath(f"data/{name}.yaml").mkdir()

    found = [one for one in problems_of(site_copy.load()) if not one.warning]

    assert [one.message for one in found] == ["this file cannot be read: Is a directory"]


IN_TWO_LANGUAGES = (
    ("data/flow.yaml", "language: en}", "language: English}", "unknown-language"),
    ("data/flow.yaml", "languages:\n", "languages:\n  fr: {words: english, says: [in_english]}\n", "unknown-language"),
    ("data/flow.yaml", "    whisper: whisper_english\n", "    whisper: whisper_eng\n", "unknown-prompt"),
    ("data/words.yaml", "keys:\n", "keys:\n  x: [はい]\n", "key"),
    ("data/words.en.yaml", '  "1": [', '  "11": [', "key"),
    ("data/meanings.en.yaml", "\n  wrong_number:", "\n  wrong_numbers:", "missing-in-language"),
    ("prompts/en.yaml", "to {office}.", "to {ofice}.", "unknown-gap"),
    ("prompts/ja.yaml", "\n  misheard:", "\n  mishear:", "unknown-prompt"),
    ("prompts/en.yaml", "\n  misheard:", "\n  mishear:", "missing-in-language"),
    ("prompts/en.yaml", "\n    council: ", "\n    counsel: ", "untranslated-name"),
    ("data/directory.yaml", "\n  center:\n", "\n  Center:\n", "wrong-value"),
    ("prompts/en.yaml", "\nprompts:\n", "\nprompt:\n", "unknown-key"),
    ("prompts/en.yaml", "\n  misheard:\n", "\n  misheard:\n    kana: みすはーど\n", "reading"),
)


@pytest.mark.parametrize(("path", "old", "new", "rule"), IN_TWO_LANGUAGES)
def test_a_mistake_in_one_language_is_reported_once(
    site_copy: SiteCopy, path: str, old: str, new: str, rule: str
) -> None:
    site_copy.change(path, old, new)

    found = problems_of(site_copy.load())

    assert [one.rule for one in found if one.rule not in STILL_TO_DO] == [rule]


def test_a_first_language_without_its_file_is_told_once(small_copy: SiteCopy) -> None:
    small_copy.change("data/flow.yaml", "\nlanguage: ja\n", "\nlanguage: en\n")

    found = [one for one in problems_of(small_copy.load()) if one.rule not in STILL_TO_DO]

    assert [(one.rule, one.message) for one in found] == [
        ("unknown-language", 'there is no language "en"; possible here: ja')
    ]


def test_an_office_under_an_unknown_service_is_not_missing_too(tmp_path: Path) -> None:
    """Where there are no areas, either."""
    mistake = ("directory.yaml", "  lending: {printed", "  貸し出し: {printed")
    found = problems_of(site_of(tmp_path, "departments", mistake))

    assert [one.rule for one in found if one.rule not in STILL_TO_DO] == ["unknown-service"]
