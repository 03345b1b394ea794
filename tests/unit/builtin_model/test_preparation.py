"""Corpora become pairs as the model sees them."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.builtin_model.preparation import (
    Pair,
    english_text,
    lost_half_spaces,
    prepared,
    read_prepared,
    usable,
    write_prepared,
)
from scripts.builtin_model.sources import CORPORA, Corpus
from translate.text.characters import ZWNJ

GOES = f"می{ZWNJ}رود"


def corpus(*rows: tuple[str, str], ours: bool = False) -> Corpus:
    def read(_shared: Path) -> Iterator[tuple[str, str]]:
        yield from rows

    return Corpus(read, 1.0, "CC0-1.0", ours=ours)


def pairs(*rows: tuple[str, str], ours: bool = False) -> list[Pair]:
    return list(prepared("a corpus", corpus(*rows, ours=ours), Path()))


def test_sources_are_what_the_pipeline_hands_to_the_model() -> None:
    (pair,) = pairs((f"او ۳۵ «بار» {GOES}.", "He goes 35 times."))
    assert pair.persian == 'او 35 "بار" می رود.'


def test_joined_words_are_repaired_as_the_pipeline_repairs_them() -> None:
    (pair,) = pairs(("او به خانه میرود.", "He goes home."))
    assert pair.persian == "او به خانه می رود."


def test_our_own_text_has_a_copy_with_lost_half_spaces() -> None:
    (pair,) = pairs((" ".join([GOES] * 20), "goes " * 20), ours=True)
    assert "میرود" in pair.unrepaired
    assert "میرود" not in pair.persian


def test_text_of_others_has_no_spoilt_copy() -> None:
    (pair,) = pairs((f"او به خانه {GOES}.", "He goes home."))
    assert pair.unrepaired == ""


def test_a_pair_is_kept_once() -> None:
    row = ("او آمد.", "He came.")
    assert len(pairs(row, row, ("او آمد.", "She came."))) == 2


def test_lost_half_spaces_are_deleted_more_often_than_blanked() -> None:
    text = lost_half_spaces(ZWNJ.join("ب" * 1001), random.Random(1))
    assert ZWNJ not in text
    assert 150 < text.count(" ") < 250


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\u201cYes\u201d \u2013 he\u2019s in Besan\u00e7on", '"Yes" - he\'s in Besancon'),
        ("one \u2014 two\u00a0three  ", "one - two three"),
        ("[sic]\u2026", "(sic)..."),
    ],
)
def test_english_is_written_in_the_signs_of_the_vocabulary(text: str, plain: str) -> None:
    assert english_text(text) == plain


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("", "Nothing."),
        ("چیزی", ""),
        ("only English", "only English"),
        ("چیزی", "چیزی"),
        ("چیزی", "a very long explanation of what is one small word in Persian"),
        ("چیز " * 200, "thing " * 120),
    ],
)
def test_what_cannot_be_a_pair_is_left_out(persian: str, english: str) -> None:
    assert not usable(persian, english)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    made = [Pair("a", "یک", "", "one"), Pair("b", "دو تا", "دوتا", "two of them")]
    assert write_prepared(iter(made), tmp_path / "prepared.tsv") == {"a": 1, "b": 1}
    assert read_prepared(tmp_path / "prepared.tsv") == made


def test_every_corpus_names_a_licence_that_lets_weights_be_published() -> None:
    free = ("CC0-1.0", "CC-BY-", "Unicode-3.0", "MIT")
    assert all(one.licence.startswith(free) and "-NC" not in one.licence for one in CORPORA.values())


def test_every_corpus_can_be_read() -> None:
    shared = Path(__file__).parents[3].parent / "shared" / "data"
    if not shared.is_dir():
        pytest.skip("the shared data are not beside the repository")
    for name, one in CORPORA.items():
        if name != "templates":  # sampling 100,000 takes a while
            persian, english = next(iter(one.read(shared)))
            assert persian.strip(), name
            assert english.strip(), name
