"""Word edits between two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.confidence.edits import expected_words, word_edits
from translate.review.server.words import effort

WORDS = ("the", "a", "minister", "said", "Tehran", "tehran", "oil", ".", ",")
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("machine", "person", "edits", "words"),
    [
        ("the minister said so", "the minister said so", 0, 4),
        ("The Minister said so", "the minister said so", 0, 4),
        ("the minister said", "the minister said so", 1, 4),
        ("minister of oil", "oil minister", 3, 2),
        ("", "two words", 2, 2),
        ("two words", "", 2, 0),
        ("", "", 0, 0),
    ],
)
def test_edits_are_counted_in_words(machine: str, person: str, edits: int, words: int) -> None:
    assert word_edits(machine, person) == (edits, words)


@given(machine=SENTENCES, person=SENTENCES)
def test_edits_are_those_that_the_review_page_counts(machine: str, person: str) -> None:
    counted = effort([(machine, person)])
    assert word_edits(machine, person) == (counted.edits, counted.words)


def test_a_machine_that_lost_half_of_the_sentence_does_not_halve_the_expected_words() -> None:
    source = "یک دو سه چهار پنج شش هفت هشت نه ده"
    assert expected_words(source, "one two three") > 5
    assert expected_words(source, "") == pytest.approx(11)
