"""Every mistake that people make with scores is said, and clean files say nothing."""

from collections.abc import Sequence

import pytest

from translate.evaluation.alignment import align
from translate.evaluation.reading import Item, Texts
from translate.evaluation.suspicions import suspicions

HYPOTHESES = ("The minister said no.", "Oil rose by 3% in Tehran.", "He was in Qom.", "It's over.")
REFERENCES = ("The minister refused.", "Oil climbed 3% in Tehran.", "He stayed in Qom.", "It is over.")


def side(name: str, texts: Sequence[str], origin: str = "") -> Texts:
    items = (Item(text, line, origin=origin) for line, text in enumerate(texts, 1))
    return Texts(name, tuple(items))


def said(hypothesis: Texts, *references: Texts, trained_on: Sequence[str] = ()) -> str:
    aligned = align(hypothesis, references)
    return "\n".join(suspicions(aligned, hypothesis, references, trained_on=trained_on))


def test_clean_files_say_nothing() -> None:
    assert not said(side("out/system.txt", HYPOTHESES), side("ref.txt", REFERENCES))


@pytest.mark.parametrize(
    ("hypothesis", "reference"), [("ref.en.txt", "hyp.en.txt"), ("news_ref.txt", "mt.txt")]
)
def test_swapped_names_are_said(hypothesis: str, reference: str) -> None:
    assert "may be swapped" in said(side(hypothesis, HYPOTHESES), side(reference, REFERENCES))


def test_machine_translation_as_reference_is_said() -> None:
    assert "holds machine translation" in said(side("a", HYPOTHESES), side("b", REFERENCES, origin="mt"))


def test_identical_sides_are_said() -> None:
    assert "4 of 4 hypotheses equal" in said(side("a", REFERENCES), side("b", REFERENCES))


def test_one_reference_given_twice_is_said() -> None:
    twice = side("b", REFERENCES), side("c", REFERENCES)
    assert "b and c are one reference given twice" in said(side("a", HYPOTHESES), *twice)


def test_tokenised_text_is_said() -> None:
    tokenised = [text.replace(".", " .").replace("'s", " 's") for text in HYPOTHESES]
    assert "hypotheses look tokenised" in said(side("a", tokenised), side("b", REFERENCES))
    assert "references look tokenised" in said(side("a", HYPOTHESES), side("b", tokenised))


def test_lower_case_is_said() -> None:
    lower = [text.lower() for text in HYPOTHESES]
    assert "in lower case" in said(side("a", lower), side("b", REFERENCES))


def test_persian_in_the_hypothesis_is_said_with_its_line() -> None:
    mixed = (*HYPOTHESES[:2], "He said نه.", HYPOTHESES[3])
    assert "1 hypotheses hold Persian letters, the first in line 3" in said(
        side("a", mixed), side("b", REFERENCES)
    )


def test_the_source_given_as_reference_is_said() -> None:
    assert "is it the source?" in said(side("a", HYPOTHESES), side("b", ("یک", "دو", "سه", "چهار")))


def test_empty_and_failed_hypotheses_are_said() -> None:
    text = said(side("a", ("", *HYPOTHESES[1:]), origin="failed"), side("b", REFERENCES))
    assert "1 hypotheses are empty, the first in line 1" in text
    assert "4 segments failed in the run" in text


def test_a_byte_order_mark_is_said() -> None:
    assert "byte order mark" in said(side("a", ("\ufeffThe", *HYPOTHESES[1:])), side("b", REFERENCES))


def test_a_set_that_the_model_was_trained_on_is_said() -> None:
    reference = side("data/ntrex-128.en.txt", REFERENCES)
    assert "trained on NTREX" in said(side("a", HYPOTHESES), reference, trained_on=["NTREX"])
