"""Sides of different shape are refused with the first bad line; nothing is ever cut."""

import pytest

from translate.errors import BadInput, BadUsage
from translate.evaluation.alignment import align
from translate.evaluation.reading import Item, Texts


def side(name: str, *texts: str) -> Texts:
    return Texts(name, tuple(Item(text, line) for line, text in enumerate(texts, 1)))


def in_documents(name: str, *rows: tuple[str, str, str]) -> Texts:
    items = (Item(text, at, doc, unit) for at, (doc, unit, text) in enumerate(rows, 1))
    return Texts(name, tuple(items))


def test_a_short_reference_is_refused_with_the_first_line_left_over() -> None:
    with pytest.raises(BadInput, match=r"holds 3 texts and ref\.txt 2: line 3 of hyp\.txt"):
        align(side("hyp.txt", "a", "b", "c"), [side("ref.txt", "a", "b")])


def test_a_long_reference_is_refused_too() -> None:
    with pytest.raises(BadInput, match=r"line 2 of ref\.txt is the first without a counterpart"):
        align(side("hyp.txt", "a"), [side("ref.txt", "a", "b")])


def test_where_only_one_side_is_empty_the_sides_may_have_parted() -> None:
    with pytest.raises(BadInput, match=r"line 2 of ref\.txt is empty where the other is not"):
        align(side("hyp.txt", "a", "b", "c"), [side("ref.txt", "a", "", "b", "c")])


def test_the_second_reference_and_the_source_are_checked_as_well() -> None:
    hypothesis, good, bad = side("h", "a", "b"), side("r", "a", "b"), side("x", "a")
    with pytest.raises(BadInput, match="x 1"):
        align(hypothesis, [good, bad])
    with pytest.raises(BadInput, match="x 1"):
        align(hypothesis, [good], source=bad)


def test_documents_in_another_order_are_refused() -> None:
    first = in_documents("h", ("d1", "0", "a"), ("d2", "0", "b"))
    second = in_documents("r", ("d2", "0", "b"), ("d1", "0", "a"))
    with pytest.raises(BadInput, match="line 1 of h belongs to document 'd1'"):
        align(first, [second])


def test_at_document_level_sides_may_be_cut_into_sentences_differently() -> None:
    hypothesis = in_documents("h", ("d1", "0", "a."), ("d1", "0", "b."), ("d2", "0", "c."))
    reference = in_documents("r", ("d1", "0", "a; b."), ("d2", "0", "c."))
    joined = align(hypothesis, [reference], level="document")
    assert joined.hypotheses == ("a. b.", "c.")
    assert joined.references == (("a; b.", "c."),)
    assert joined.documents == ("d1", "d2")


def test_a_plain_reference_takes_boundaries_from_the_hypothesis() -> None:
    hypothesis = in_documents("h", ("d1", "0", "a."), ("d1", "0", "b."), ("d1", "1", "c."))
    joined = align(hypothesis, [side("r", "A.", "B.", "C.")], level="paragraph")
    assert joined.references == (("A. B.", "C."),)


def test_a_level_without_any_boundaries_is_a_usage_error() -> None:
    with pytest.raises(BadUsage, match="--level document needs a file"):
        align(side("h", "a"), [side("r", "a")], level="document")


def test_a_plain_article_is_paired_by_its_paragraphs() -> None:
    hypothesis = in_documents("h", ("d1", "0", "Title"), ("d1", "1", "a."), ("d1", "1", "b."))
    joined = align(hypothesis, [side("r", "Heading", "", "A and b.")], level="paragraph")
    assert joined.hypotheses == ("Title", "a. b.")
    assert joined.references == (("Heading", "A and b."),)


def test_a_plain_article_is_one_document() -> None:
    hypothesis = in_documents("h", ("d1", "0", "Title"), ("d1", "1", "a."))
    joined = align(hypothesis, [side("r", "Heading", "", "A.", "And more.")], level="document")
    assert joined.references == (("Heading A. And more.",),)


def test_a_plain_article_with_other_paragraphs_is_refused() -> None:
    hypothesis = in_documents("h", ("d1", "0", "Title"), ("d1", "1", "a."), ("d1", "2", "b."))
    with pytest.raises(BadInput, match="2 of them not empty, for 3 paragraphs"):
        align(hypothesis, [side("r", "Heading", "", "", "A.")], level="paragraph")
