"""What the books promise of records, and operators publish, is what the code does."""

from pathlib import Path

import pytest

from ivr import settings
from ivr.records import journal, missed

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("figure", "promised", "sentences"),
    [
        (
            settings.DAYS,
            400,
            {
                "README.md": "Records are deleted after 400 days.",
                "data/README.md": "記録は四百日で消します。\n",
            },
        ),
        (missed.DAYS, 30, {"README.md": "masked, for 30 days", "data/README.md": "三十日のあいだ残します。"}),
        (missed.MOST, 1_000, {"data/README.md": "新しい千件までを三十日残します。"}),
        (journal.MOST_BYTES, 256 * 1024**2, {"data/README.md": "ジャーナルが 256 MB まで待ち"}),
    ],
)
def test_a_figure_is_the_one_that_is_published(figure: int, promised: int, sentences: dict[str, str]) -> None:
    assert figure == promised
    for book, sentence in sentences.items():
        assert sentence in (ROOT / book).read_text(encoding="utf-8"), "as the code and this test have it"
