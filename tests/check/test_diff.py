"""What callers will notice, in words: each case is one change, and the lines that report it."""

from dataclasses import replace

import pytest

from ivr.check.diff import Change, as_data, changes, office_changes
from ivr.directory import Directory, Office
from ivr.places import FILES, gazetteer
from ivr.site import Site, load, shipped
from ivr.strict_yaml import read

from .sites import FILE, HEAD, PLACES, changed, recorded, site

NAMES = PLACES.area_names
FLOW, JA, SCHEME = "data/flow.yaml", "prompts/ja.yaml", "data/scheme.yaml"
MEANINGS, WORDS = "data/meanings.yaml", "data/words.yaml"
HOURS, NOTICES = "data/hours.yaml", "data/notices.yaml"

ONE, TWO = '{key: "1", label: center, value: center}', '{key: "2", label: council, value: council}'
CENTER, PHRASE = "経営改善支援センター", "「{service}での相談」、と、お伝えください。"
REST = "later 「もう一度かけるとき」, says 「失礼しました。」, words number"
GUNMA, AICHI, MIE = "群馬県 経営改善支援センター", "愛知県 経営改善支援センター", "三重県 経営改善支援センター"
OFFICES = """\
offices:
  群馬県:
    center: {printed_name: 群馬県経営改善支援センター, number: "027-255-6505"}
  愛知県:
    center: {printed_name: 愛知県経営改善支援センター, number: "052-223-6953", shared_line: true}
    council: {printed_name: 愛知県中小企業再生支援協議会, number: "052-223-6953"}
  三重県:
    center: {printed_name: 三重県経営改善支援センター, number: "059-253-4300"}
"""


def directory(*pieces: tuple[str, str], head: str = HEAD) -> Directory:
    text = OFFICES
    for old, new in pieces:
        assert old in text
        text = text.replace(old, new)
    read = site(text, head=head).directory
    assert read is not None
    return read


def exchanged(*pairs: tuple[str, str]) -> Directory:
    """Give each office of a key the number that follows."""
    old = directory()
    numbers = dict(pairs)
    return replace(old, offices={key: _with(office, numbers) for key, office in old.offices.items()})


def _with(office: Office, numbers: dict[str, str]) -> Office:
    return replace(office, number=numbers.get(office.key, office.number))


def changed_lines(old: Directory, new: Directory) -> list[str]:
    return [str(change) for change in office_changes(old, new, NAMES)]


def test_an_unchanged_directory_has_nothing_to_tell() -> None:
    assert changed_lines(directory(), directory()) == []


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("027-255-6505", "027-255-6500", [f"{GUNMA}: 027-255-6505 → 027-255-6500"]),
        (", shared_line: true", "", [f"{AICHI}: a shared line: callers are told what to ask for → a line of its own"]),
        (
            'center: {printed_name: 三重県経営改善支援センター, number: "059-253-4300"}',
            'council: {printed_name: 三重県協議会, number: "059-253-4300"}',
            [f"{MIE}: gone: 059-253-4300", "三重県 中小企業再生支援協議会: new: 059-253-4300"],
        ),
        (
            "printed_name: 群馬県経営改善支援センター",
            "printed_name: 群馬県経営改善支援センター, spoken_name: 相談所, spoken_kana: そうだんじょ",
            [f"{GUNMA}, spoken name: new: 相談所", f"{GUNMA}, reading of its name: new: そうだんじょ"],
        ),
        (
            "printed_name: 群馬県経営改善支援センター",
            "printed_name: 群馬の店",
            [f"{GUNMA}, printed name: 群馬県経営改善支援センター → 群馬の店"],
        ),
    ],
)
def test_what_changes_at_an_office_is_listed_by_prefecture_and_service(old: str, new: str, lines: list[str]) -> None:
    assert changed_lines(directory(), directory((old, new))) == lines


def test_two_numbers_exchanged_are_listed_as_a_swap_first() -> None:
    new = exchanged(("10-center", "059-253-4300"), ("24-center", "027-255-6505"))

    assert changed_lines(directory(), new) == [
        f"{GUNMA} and {MIE}: 027-255-6505 and 059-253-4300 → 059-253-4300 and 027-255-6505 (their numbers are swapped)",
        f"{GUNMA}: 027-255-6505 → 059-253-4300 (until now the number of {MIE})",
        f"{MIE}: 059-253-4300 → 027-255-6505 (until now the number of {GUNMA})",
    ]


@pytest.mark.unmeasured
def test_any_two_rows_of_the_shipped_list_exchanged_are_named() -> None:
    """The accident that really happens: a row is pasted over its neighbour, up to five rows away."""
    shipped_site = load(shipped())
    listed = shipped_site.directory
    assert listed is not None
    offices = list(listed.offices.values())
    pairs = [(one, other) for place, one in enumerate(offices) for other in offices[place + 1 : place + 6]]

    for one, other in pairs:
        new = {one.key: replace(one, number=other.number), other.key: replace(other, number=one.number)}
        spoiled = replace(listed, offices={key: new.get(office.key, office) for key, office in listed.offices.items()})
        found = [change for change in office_changes(listed, spoiled, NAMES) if change.kind == "swap"]
        assert bool(found) is (one.number != other.number), (one, other)

    assert len(pairs) > 400


def test_rows_that_slipped_are_listed_as_such() -> None:
    new = exchanged(("10-center", "052-223-6953"), ("23-center", "059-253-4300"), ("24-center", "027-255-6505"))

    lines = changed_lines(directory(), new)

    assert lines[0] == (
        f"{GUNMA}、{AICHI}、{MIE}: 3 offices have got the number of another office; did the rows of a list shift?"
    )
    assert (
        f"{GUNMA}: 027-255-6505 → 052-223-6953 (until now the number of {AICHI}、愛知県 中小企業再生支援協議会)"
        in lines
    )
    assert not any("swapped" in line for line in lines)


def test_a_number_that_both_offices_of_a_shared_line_get_is_listed_for_each() -> None:
    new = exchanged(("23-center", "052-223-6950"), ("23-council", "052-223-6950"))

    assert changed_lines(directory(), new) == [
        f"{AICHI}: 052-223-6953 → 052-223-6950",
        "愛知県 中小企業再生支援協議会: 052-223-6953 → 052-223-6950",
    ]


def test_services_and_offices_of_no_prefecture_are_listed_by_their_names() -> None:
    others = "others:\n  head: {printed_name: 本部, number: '03-5470-1840'}\n"
    new = directory(("offices:\n", f"{others}offices:\n"), head=HEAD.replace("けいえいかいぜん", "けいえい"))

    assert changed_lines(directory(), new) == [
        "本部: new: 03-5470-1840",
        f"service center: {CENTER} (けいえいかいぜんしえんせんたー) → {CENTER} (けいえいしえんせんたー)",
    ]


def test_an_office_whose_service_or_prefecture_nobody_knows_is_listed_all_the_same() -> None:
    stray = Office(prefecture="99", service="other", printed_name="x", number="03-5470-1840")
    new = replace(directory(), offices={**directory().offices, ("99", "other"): stray})

    assert changed_lines(directory(), new) == ["99 other: new: 03-5470-1840"]


def between(*pieces: tuple[str, str], path: str) -> list[str]:
    """List what callers notice when pieces of a file of the small site are replaced."""
    return [str(change) for change in changes(changed(path=path), changed(*pieces, path=path))]


@pytest.mark.parametrize("path", FILE)
def test_an_unchanged_site_has_nothing_to_tell(path: str) -> None:
    assert between(path=path) == []


SOUNDS = {
    ("text: 失礼しました。", "text: ごめんなさい。"): ["prompt sorry: 失礼しました。 → ごめんなさい。"],
    ("kana: しつれいしました。", "kana: しつれい。"): ["prompt sorry, reading: しつれいしました。 → しつれい。"],
    ("kana: しつれいしました。", "kana: しつれいしました。, pause: 2"): ["prompt sorry, seconds of silence: 0 → 2"],
    ("kana: しつれいしました。", "kana: しつれいしました。, slow: true"): ["prompt sorry, slow: false → true"],
    ("kana: しつれいしました。", "kana: しつれいしました。, slow: false"): [],
    ("kana: しつれいしました。", "kana: しつれいしました。, then: goodbye"): [
        "prompt sorry, said after it: new: goodbye"
    ],
    ("  sorry: {text: 失礼しました。, kana: しつれいしました。}\n", ""): ["prompt sorry: gone: 失礼しました。"],
    ("name: Polly.Takumi", "name: Polly.Mizuki"): ["voice, name: Polly.Takumi → Polly.Mizuki"],
    ("name: Polly.Takumi", "name: Polly.Takumi, rate: 0.9"): ["voice, rate: new: 0.9"],
    ("kana: しつれいしました。", "kana: しつれいしました。, voice: en"): ["prompt sorry, voice: ja → en"],
    ("prompts:\n", "voices: {en: {language: en-US}}\nprompts:\n"): ["voice, en.language: new: en-US"],
}


def test_what_sounds_different_is_listed_by_the_prompts_name() -> None:
    assert {(old, new): between((old, new), path=JA) for old, new in SOUNDS} == SOUNDS


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("text: 二百万円", "text: 三百万円", ["fact center_cap: 二百万円 → 三百万円"]),
        ("leaflet: （上限２００万円）", "leaflet: 上限", []),  # nobody hears the source
    ],
)
def test_facts_are_listed_as_they_are_spoken(old: str, new: str, lines: list[str]) -> None:
    assert between((old, new), path=SCHEME) == lines


CALLERS_WORDS = {
    ("[説明, せつめい]", "[説明, 詳細]"): ["words for explain: せつめい → 詳細"],
    ("[説明, せつめい]", "[せつめい, 説明]"): [],
    ("[説明, せつめい]", "[説明], alone: [せつめい]"): ["words for explain: せつめい → せつめい (alone)"],
    ("[説明, せつめい]", "[説明], words: [[せつめい]]"): ["words for explain: せつめい → せつめい (telling)"],
    ("[説明, せつめい]", "[説明, せつめい], examples: [説明を]"): ["words for explain: new: 「説明を」"],
    ("  explain: {names: [説明, せつめい]}\n", ""): ["words for explain: gone: 説明、せつめい"],
    ("lists:", "services: {center: {names: [改善]}}\nlists:"): ["words for center: new: 改善"],
    ("lists:", "polite: [どうも]\nlists:"): ["words for politeness: new: どうも"],
    ("lists:", "trouble: {words: [[赤字, あかじ]]}\nlists:"): ["words for trouble: new: あかじ/赤字 (telling)"],
    ("lists:", "questions: {cost: {answer: sorry, names: [いくら]}}\nlists:"): [
        "words for question cost: new: いくら",
        "answer to cost: new: sorry",
    ],
}


def test_words_that_callers_may_say_are_listed() -> None:
    assert {(old, new): between((old, new), path=MEANINGS) for old, new in CALLERS_WORDS} == CALLERS_WORDS


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("forbidden:", 'keys: {"1": [イチ]}\nforbidden:', ["words for key 1: new: イチ"]),
        ("[倒産, 借金]", "[]", []),  # what is forbidden was never said
    ],
)
def test_words_for_keys_are_listed(old: str, new: str, lines: list[str]) -> None:
    assert between((old, new), path=WORDS) == lines


IN_THE_FLOW = {
    (("start: welcome", "start: ask"),): ["flow, start: welcome → ask"],
    (("lost: goodbye", "lost: gone"),): ["flow, defaults.lost: goodbye → gone"],
    (("\nnodes:", "\nturns: 30\nnodes:"),): ["flow, turns: 40 → 30"],
    (("fallback_agreed: 2026-11-20", "fallback_agreed: 2026-11-21\nprivacy_published: 2026-11-22"),): [],
    (("\nnodes:", "\nlanguages: {en: {words: english, says: [sorry]}}\nnodes:"),): [
        "flow, languages.en.words: new: english",
        "flow, languages.en.says: new: sorry 「失礼しました。」",
    ],
    ((TWO, '{key: "2", label: council, to: place, other: service}'),): [
        "node ask, key ニー (2): 「事業再生」 leads to council → 「事業再生」 leads to place, other: service"
    ],
    ((TWO, '{key: "2", label: council, language: en}'),): [
        "node ask, key ニー (2): 「事業再生」 leads to council → 「事業再生」 leads to en"
    ],
    ((TWO, '{key: "2", label: council, to: place, language: en}'),): [
        "node ask, key ニー (2): 「事業再生」 leads to council → 「事業再生」 leads to place, language: en"
    ],
    (("before_ring: phrase", "before_ring: sorry"),): [
        f"flow, shared_line.before_ring: phrase 「{PHRASE}」 → sorry 「失礼しました。」"
    ],
    (("  gone: {kind: end}", "  gone: {kind: end}\n  bye: {kind: end}"),): ["node bye: new: kind end"],
    (("says: [goodbye]}\n  gone: {kind: end}", "says: [goodbye]}"),): ["node gone: gone: kind end"],
    (("goodbye: {kind: end, says: [goodbye]}", "goodbye: {kind: end, says: [sorry, unheard]}"),): [
        "node goodbye, says: goodbye 「ありがとうございました。」 → sorry 「失礼しました。」 unheard (missing)"
    ],
    (("wrong: ask, next: ring}", "wrong: ask, next: ring, wait: 5, unless: {closed: goodbye}}"),): [
        "node read_back, wait: 2 → 5",
        "node read_back, unless.closed: new: goodbye",
    ],
    (
        (
            '{key: "2", label: council, value: council}',
            '{key: "3", label: council, short: later, value: center, says: sorry, words: number}',
        ),
    ): [
        "node ask, key ニー (2): gone: 「事業再生」 leads to council",
        f"node ask, key サン (3): new: 「事業再生」 leads to center, {REST}",
    ],
    (("label: center, value: center", "label: council, value: center"),): [
        "node ask, key イチ (1): 「経営改善」 leads to center → 「事業再生」 leads to center"
    ],
    (
        (
            f"      - {ONE}\n      - {TWO}\n",
            f"      - {TWO}\n      - {ONE}\n",
        ),
    ): ["node ask, order of the choices: key イチ (1)、key ニー (2) → key ニー (2)、key イチ (1)"],
    (("prefectures: [愛知県, 三重県]", "prefectures: [三重県, 愛知県, 群馬県]"),): [
        "node place, keys for 群馬県: 1 1 → 1 1, 2 3",
        "node place, keys for 愛知県: 2 1 → 2 2",
        "node place, keys for 三重県: 2 2 → 2 1",
    ],
    (("label: east", "label: west"),): ["node place, region 1: 「関東」 → 「東海」"],
}


def test_what_changes_in_the_flow_is_listed_by_node() -> None:
    assert {pieces: between(*pieces, path=FLOW) for pieces in IN_THE_FLOW} == IN_THE_FLOW


def with_offices(checked: Site) -> Site:
    """Give the site the small directory."""
    return replace(checked, offices=site(OFFICES).offices)


def test_the_phrase_of_a_shared_line_is_listed_by_office() -> None:
    old, new = with_offices(changed()), with_offices(changed(("お伝えください。", "お話しください。"), path=JA))

    assert [str(change) for change in changes(old, new) if change.kind == "phrase"] == [
        f"{AICHI}: 「{CENTER}での相談」、と、お伝えください。 → 「{CENTER}での相談」、と、お話しください。"
    ]


@pytest.mark.parametrize("path", ["data/directory.yaml", FLOW])
def test_what_cannot_be_read_is_not_compared_and_a_line_says_so(path: str) -> None:
    broken = site("- a\n", path, head="")

    assert f"{path}: it is malformed in one of the two sites, so it was not compared" in map(
        str, changes(changed(), broken)
    )


def test_another_reading_of_a_prefecture_is_listed() -> None:
    texts = dict.fromkeys(FILES, "") | {"prefectures.tsv": "10\t群馬県\tぐんまけん\n23\t愛知県\tあいちけん\n"}

    lines = [str(change) for change in changes(changed(), replace(changed(), places=gazetteer(texts)))]

    assert lines == ["name of 24: gone: 三重県 (みえけん)"]


def test_a_new_language_is_listed_by_its_prompts() -> None:
    old, en = changed(), site("prompts:\n  welcome: {text: Welcome.}\n", "prompts/en.yaml").documents["prompts/en.yaml"]
    new = replace(old, documents={**old.documents, "prompts/en.yaml": en})

    assert [str(change) for change in changes(old, new)] == ["prompts/en.yaml prompt welcome: new: Welcome."]


def in_english(**texts: str) -> Site:
    """Give the small site with files of English."""
    paths = {"prompts": "prompts/en.yaml", "meanings": "data/meanings.en.yaml", "words": "data/words.en.yaml"}
    documents = {paths[name]: read(text, paths[name]) for name, text in texts.items()}
    return replace(changed(), documents={**changed().documents, **documents})


def test_what_changes_in_another_language_is_listed_by_its_files() -> None:
    old = in_english(
        prompts="names: {services: {center: the center}}\nfacts: {cap: two}\n",
        meanings="lists: {again: {names: [once more]}}\n",
    )
    new = in_english(
        prompts="names: {services: {center: our center}}\nfacts: {cap: three}\n",
        meanings="lists: {again: {names: [repeat]}}\nquestions: {cost: {answer: sorry}}\n",
        words='keys: {"1": [one]}\n',
    )

    assert [str(change) for change in changes(old, new)] == [
        "prompts/en.yaml facts.cap: two → three",
        "prompts/en.yaml names.services.center: the center → our center",
        "data/meanings.en.yaml words for again: once more → repeat",
        "data/meanings.en.yaml words for key 1: new: one",
        "data/meanings.en.yaml answer to cost: new: sorry",
    ]


def test_changes_are_written_as_lines_and_as_data() -> None:
    change = Change("number", AICHI, "1", "2", "note")

    assert str(change) == f"{AICHI}: 1 → 2 (note)"
    assert as_data([change]) == [
        {
            "kind": "number",
            "subject": AICHI,
            "before": "1",
            "after": "2",
            "note": "note",
            "text": f"{AICHI}: 1 → 2 (note)",
        }
    ]


def test_recordings_are_compared_by_their_sound() -> None:
    recordings = recorded("texts: {welcome: 電話案内です。}\n", "prompts/audio/ja/texts.yaml")
    with_one = replace(changed(), recordings=recordings)

    assert list(changes(with_one, with_one)) == []
    (change,) = changes(changed(), with_one)
    assert str(change).startswith("recording ja/welcome: new: 1.0 s (")


def test_hours_and_notices_that_differ_are_listed_by_their_keys() -> None:
    old = site("site: {week: {mon-fri: [09:00-17:00]}, exceptions: {盆: {from: 08-13, until: 08-15}}}", HOURS)
    new = site("site: {week: {mon-fri: [09:00-12:00, 13:00-17:00], sat: []}}", HOURS)
    without, said = (
        site("notices: {}", NOTICES),
        site("notices: {flood: {until: 2026-12-31, text: 休みです。}}", NOTICES),
    )

    assert [*map(str, changes(old, new))] == [
        "data/hours.yaml site.week.mon-fri: 09:00-17:00 → 09:00-12:00, 13:00-17:00",
        "data/hours.yaml site.exceptions.盆.from: gone: 08-13",
        "data/hours.yaml site.exceptions.盆.until: gone: 08-15",
        "data/hours.yaml site.week.sat: new: -",
    ]
    assert [*map(str, changes(without, said))] == [
        "data/notices.yaml notices.flood.until: new: 2026-12-31",
        "data/notices.yaml notices.flood.text: new: 休みです。",
    ]
