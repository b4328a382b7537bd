"""What is counted in an article."""

from __future__ import annotations

import pytest

from jiaozhu.corpus.articles import count_words


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("采茶的一天", 5),
        ("GMV增长3.5%", 4),  # a word beside Han characters is one, and they are counted each by itself
        ("don't 说 1,618 次。", 4),
        ("，。——", 0),
    ],
)
def test_the_length_counts_han_characters_and_words_of_other_scripts(text: str, length: int) -> None:
    assert count_words([text]) == length
    assert count_words([text, text]) == 2 * length
