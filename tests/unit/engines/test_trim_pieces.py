"""Which pieces stay: by script, by words, and always closed under substrings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines.tokenisers import BLANK
from translate.engines.trim_corpus import own_words, words_in
from translate.engines.trim_pieces import ZWNJ, Rules, fits, is_special, needed, words_of
from translate.engines.trim_scripts import script_of_piece
from translate.errors import UnreadableDocument

WORDS = {"government's": 3, "کتاب": 2, "Straßburg": 1}


@pytest.mark.parametrize(
    ("piece", "stays"),
    [
        (BLANK + "خبرگزاری", True),
        ("می" + ZWNJ + "شود", True),
        ("كتاب", True),  # Arabic letters that stand for Persian ones
        (BLANK + "بازار۱۴۰۳", True),
        ("ہے", False),  # Urdu
        (BLANK + "the", True),
        (BLANK + "nyumba", False),
        ("2024", True),
        ("٪", True),
        ("…»", True),
        ("€", True),
        ("é", True),
        (BLANK + "ж", True),
        (BLANK + "жизнь", False),
        ("总", False),
        ("総理", False),
        ("é́", False),
        ("\U0001f600", True),
    ],
)
def test_script_decides_where_no_word_does(piece: str, *, stays: bool) -> None:
    assert fits(piece, Rules()) is stays


def test_the_longest_latin_piece_that_stays_by_rule_is_a_setting() -> None:
    assert not fits(BLANK + "mbili", Rules())
    assert fits(BLANK + "mbili", Rules(short_latin=5))
    assert fits(BLANK + "nyumbani", Rules(short_latin=None))
    assert not fits("naïve", Rules(short_latin=None))
    assert not fits(BLANK + "کتاب", Rules(all_persian=False))


@pytest.mark.parametrize(
    "token",
    ["<unk>", "<0x0A>", "<2en>", "<extra_id_7>", ">>eng<<", "__fa__", "eng_Latn", "en_XX", "madeupword0003"],
)
def test_control_tokens_bytes_and_tags_are_special(token: str) -> None:
    assert is_special(token)


@pytest.mark.parametrize("piece", ["<", "the", BLANK + "__", "><", "a_b", ">>"])
def test_ordinary_pieces_are_not_special(piece: str) -> None:
    assert not is_special(piece)


def test_every_way_to_cut_a_word_is_kept_and_other_words_go() -> None:
    pieces = [BLANK + "govern", "ment", "ments", "'s", "nment's", BLANK + "ment", "Straß", "raßb", "Straße"]
    kept = needed(pieces, always=[], words=WORDS, rules=Rules(short_latin=1))
    assert kept == {BLANK + "govern", "ment", "'s", "nment's", "raßb"} | {"Straß"}


def test_a_word_before_a_mark_is_the_word() -> None:
    pieces = [BLANK + "کتاب،", "کتابخانه.", "government.", BLANK + "«کتاب"]
    kept = needed(pieces, always=[], words=WORDS, rules=Rules(all_persian=False, short_latin=1))
    assert kept == {BLANK + "کتاب،", "government.", BLANK + "«کتاب"}


def test_rare_words_do_not_count() -> None:
    kept = needed(["Straß", "ment"], always=[], words=WORDS, rules=Rules(short_latin=1, min_count=2))
    assert kept == {"ment"}


ALPHABET = st.sampled_from(list("abthe" + BLANK + "کتاب" + "жи" + "1.," + "é总"))


@given(
    st.lists(st.text(ALPHABET, min_size=1, max_size=6), max_size=30),
    st.lists(st.text(ALPHABET, min_size=1, max_size=8).filter(lambda word: BLANK not in word), max_size=4),
    st.integers(0, 4),
)
def test_what_stands_inside_a_kept_piece_is_kept(
    pieces: list[str], words: list[str], short_latin: int
) -> None:
    inner = {piece[start:end] for piece in pieces for start in range(6) for end in range(start + 1, 7)} - {""}
    vocabulary = inner | set(pieces)
    kept = needed(
        vocabulary, always=[], words=dict.fromkeys(words, 1), rules=Rules(short_latin=max(1, short_latin))
    )
    for piece in kept:
        stretches = {piece[a:b] for a in range(len(piece)) for b in range(a + 1, len(piece) + 1)}
        assert stretches & vocabulary <= kept, piece


def test_words_are_seen_as_tokenizers_see_them() -> None:
    assert list(words_of("می" + ZWNJ + "شود ﻛﺘﺎب")) == ["می" + ZWNJ + "شود", "می", "شود", "ﻛﺘﺎب", "كتاب"]


def test_our_own_words_cover_persian_and_english_in_both_cases() -> None:
    words = own_words()
    assert {"government", "Government", "دولت", "Tehran"} <= words.keys()
    assert words["the"] > words["Tehran"] > 0


def test_a_corpus_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableDocument, match=r"corpus\.txt: not UTF-8"):
        words_in([path])
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        words_in([path.with_name("absent.txt")])


@pytest.mark.parametrize(
    ("piece", "script"),
    [
        (BLANK + "the", "ascii letters"),
        ("café", "latin"),
        ("کتاب،", "persian letters"),
        ("ہے", "arabic"),
        ("жизнь", "cyrillic"),
        ("总统", "cjk"),
        ("12%", "common"),
        ("aж", "mixed"),
    ],
)
def test_pieces_are_reported_by_script(piece: str, script: str) -> None:
    assert script_of_piece(piece) == script
