"""What an answer costs that was made to cost much: `python -m tests.bench.bench_answers` prints it.

Not a test: run by hand. Each answer has 1,000 characters: long repetitions of what an expression looks for, names that
fit many places, letters that become many. Times are the processor's, of the step at each kind of question and of
`ivr locate`. To be held: 20 ms for any answer.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from random import Random
from time import process_time

from ivr.call import Asking, Call, Plan, Said, begin, step
from ivr.call.nodes import AskPlace, Choose, ReadBack
from ivr.places import explain, explain_postal
from ivr.site import load, shipped
from tests.expressions import attacks, compiled

from .figures import Figure

GOAL = 20.0  # milliseconds
LENGTH = 1000
_PARTS = (
    *(
        "だよ",
        "です。",
        "でございます",
        "のほう",
        "えーと",
        "はい",
        "いいえ",
        "いや",
        "ではなく",
        "じゃなくて",
        "ー",
        "っ",
        "ん",
        "あ、",
    ),
    *(
        "中央区",
        "府中市",
        "伊達市",
        "愛知",
        "愛知県",
        "愛知県、いや",
        "北海道銀行",
        "あいち",
        "みやぎの",
        "ちゅうおうく",
        "市",
        "県",
        "の",
    ),
    *("生", "行", "上", "一二三", "4600008", "〇", "\ufdfa", "か\u3099", "葛\U000e0100", "İ", "㍿", " ", "、"),
)
_STORY = "三年ほど前に店を始めたのですがコロナで売り上げが落ちて返済が厳しくて銀行には相談したのですが"


def answers(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield answers by kind."""
    random = Random(10)  # noqa: S311 - the same answers each time
    for name, pattern in compiled():
        if name.startswith(("ivr.places.", "ivr.meaning.", "ivr.call.", "ivr.heard.")) and ".building." not in name:
            texts = list(attacks(pattern, LENGTH))
            yield from (("alternatives", text) for text in random.sample(texts, min(len(texts), 8)))
    yield from (("one thing", part * (LENGTH // len(part))) for part in _PARTS)
    pairs = random.sample([one + other for one in _PARTS for other in _PARTS], 80)
    yield from (("two things", pair * (LENGTH // len(pair))) for pair in pairs)
    names = [place.name for place in plan.places.municipalities.values()]
    kana = [place.kana for place in plan.places.municipalities.values()]
    shared = sorted(plan.places.written.senses, key=lambda name: -len(plan.places.written.senses[name]))[:150]
    words = [word for name in plan.meanings.by_id for word in plan.meanings.said_for(name)]
    for kind, among in (
        ("names", names),
        ("names in kana", kana),
        ("shared", shared),
        ("words", words),
        ("all", [*names, *kana, *words]),
    ):
        for _ in range(8):
            parts = [random.choice(among) for _ in range(LENGTH)]
            yield from ((kind, between.join(parts)[:LENGTH]) for between in ("", "、", "か"))
    yield "story", "".join(islice(cycle(_STORY), LENGTH - 20)) + "場所は愛知県の岡崎でございます"


def ways(plan: Plan) -> list[Callable[[str], object]]:
    """Return what hears an answer: the step at each stage of each question, and the look-ups."""
    nodes = {type(node): name for name, node in plan.flow.nodes.items()}
    asked = begin(plan)._replace(node=nodes[AskPlace], asking=Asking(candidates=("23", "13")))
    calls = [begin(plan)._replace(node=nodes[Choose]), begin(plan)._replace(node=nodes[ReadBack])]
    calls += [asked._replace(asking=asked.asking._replace(stage=stage)) for stage in ("first", "yes_no", "postal")]
    return [
        *(partial(heard, plan, call) for call in calls),
        lambda text: explain(plan.places, text),
        lambda text: explain_postal(plan.places, text),
    ]


def heard(plan: Plan, call: Call, text: str) -> object:
    """Return what follows from an answer."""
    return step(plan, call, Said(text))


def milliseconds(way: Callable[[str], object], text: str) -> float:
    """Return how long one answer takes."""
    start = process_time()
    way(text)
    return (process_time() - start) * 1000


def figures() -> Iterator[Figure]:
    """Yield the milliseconds of the worst answer of some."""
    yield Figure("the worst answer", max(most for most, _ in worst_answers(every=20).values()), GOAL, "ms")


def worst_answers(every: int = 1) -> dict[str, tuple[float, str]]:
    """Return the worst answer of each kind, of one in *every* so many."""
    plan = load(shipped()).plan
    assert plan
    hear = ways(plan)
    worst: dict[str, tuple[float, str]] = {}
    for kind, text in islice(answers(plan), 0, None, every):
        for way in hear:
            taken = min(milliseconds(way, text) for _ in range(3))  # what else runs here makes some take longer
            worst[kind] = max(worst.get(kind, (0.0, "")), (taken, text))
    return worst


def main() -> None:
    """Print the worst answer of each kind."""
    for kind, (most, text) in worst_answers().items():
        sys.stdout.write(f"{kind:<16}{most:>8.1f} ms  {text[:40]!r}\n")


if __name__ == "__main__":
    main()
