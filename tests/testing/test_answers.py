"""How answers are judged against what their callers meant; and how well the shipped site understands."""

from collections import Counter

import pytest

from ivr.call import Plan
from ivr.site import shipped
from ivr.testing.answers import WrittenAnswer, read_answers
from ivr.testing.verdict import VERDICTS, Verdict, try_answers

ARGUABLE: dict[tuple[str, str], dict[str, Verdict]] = {
    ("協議会をお願いします", "service"): {"council": "right", "center": "wrong", "either": "wrong", "other": "wrong"},
    ("銀行のことなんですけど", "service"): {"council": "sensible", "center": "wrong", "either": "sensible"},
    ("経営のことで困っています", "service"): {"either": "right", "center": "sensible", "other": "right"},
    ("説明をお願いします", "service"): {"explain": "right", "council": "sensible", "again": "not understood"},
    ("あいうえお", "service"): {"nothing": "right", "other": "right", "center": "not understood"},
    ("人と話したいです", "service"): {"person": "right", "distress": "sensible", "center": "wrong", "other": "wrong"},
    ("もう死にたい", "service"): {"distress": "right", "person": "sensible", "help": "wrong"},
    ("間違い電話です", "service"): {"stop": "right", "other": "right", "center": "wrong"},
    ("費用はいくらですか", "service"): {"question:cost": "right", "question:hours": "not understood"},
    ("愛知県の協議会です", "service"): {"council 愛知県": "right", "council 岐阜県": "wrong", "council": "wrong"},
    ("愛知県です", "service"): {"place 愛知県": "right", "council 愛知県": "sensible", "council": "wrong"},
    ("岡山県です", "prefecture"): {"place 岡山県": "sensible", "place 和歌山県": "not understood"},
    ("九州です", "prefecture"): {"place 九州": "right", "place 四国": "not understood"},
    ("はい", "yes_no"): {"yes": "right", "no": "wrong", "other": "wrong"},
    ("違います", "yes_no"): {"no": "right", "no 愛知県": "sensible", "yes": "wrong"},
    ("愛知県です", "yes_no"): {"no 愛知県": "right", "place 愛知県": "right", "yes": "wrong"},
    ("静岡県です", "read_back"): {"yes": "right", "place 静岡県": "right", "no": "wrong", "stop": "wrong"},
    ("違います", "read_back"): {"no": "right", "yes": "not understood"},
    ("一番", "not_reached"): {"ring_again": "right", "number": "wrong"},
}
EXPECTED = [
    (text, at, *f"{meant} ".split(" ")[:2], verdict)
    for (text, at), verdicts in ARGUABLE.items()
    for meant, verdict in verdicts.items()
]

# Of each table: how many answers at the least are right, and right or sensibly asked; how many at most are wrong.
FIGURES = {
    "dev": (153, 169, 0),
    "answers": (101, 124, 0),
    "callers": (169, 184, 0),
    "trial": (875, 1000, 0),
    "en-answers": (121, 132, 0),
    "en-callers": (94, 112, 0),
    "en-doubts": (65, 81, 0),
    "en-trial": (143, 158, 0),
}


def test_an_answer_is_judged(plan: Plan) -> None:
    answers = {
        WrittenAnswer("mine.tsv", 2, text, at, meaning, place): verdict
        for text, at, meaning, place, verdict in EXPECTED
    }

    assert {one.answer: one.verdict for one in try_answers(plan, answers)} == answers


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", FIGURES)
def test_the_shipped_site_understands_so_well(plan: Plan, name: str) -> None:
    path = f"tests/heard/{name}.tsv"
    answers, problems = read_answers(plan, shipped() / path, path)
    assert not problems

    counted = Counter(one.verdict for one in try_answers(plan, answers))
    right, sensible, _, wrong = (counted[verdict] for verdict in VERDICTS)

    least, understood, most = FIGURES[name]
    assert right >= least, counted
    assert right + sensible >= understood, counted
    assert wrong <= most, counted
