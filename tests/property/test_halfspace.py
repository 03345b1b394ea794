"""Properties of half-space restoration that hold for every text."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translate.text.characters import ZWNJ
from translate.text.halfspace import edits, restore

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "halfspace"
PARTS = ("می", "نمی", "ها", "های", "هایی", "تر", "ترین", "ای", "ام", "اند", "اش", "بی", "هم", "کتاب", "خانه")
WORDS = ("رفته", "میرود", "رسانههای", "کتابها", "شود", "خواهد", "گفت:", "«این»", "بزرگتر", "نامهای", "حرفهای")
OTHERS = (
    "۱۲٫۵",
    "S-300",
    "https://a.ir/می_شود",
    "a@b.ir",
    "#کتاب",
    "@ها",
    "x",
    "`ها ها`",
    "<b>",
    "(",
    ".",
    "،",
)
GLUE = (" ", " ", " ", ZWNJ, "", "  ", "\n", f" {ZWNJ}", f"{ZWNJ} ")

ANY_TEXT = st.text(alphabet=st.characters())  # lone surrogates included
LIKE_PERSIAN = st.lists(
    st.sampled_from(PARTS + WORDS + OTHERS).flatmap(
        lambda word: st.sampled_from(GLUE).map(lambda glue: word + glue)
    ),
    max_size=14,
).map("".join)
LETTERS_AND_GAPS = st.text(alphabet="ابتدرسشمنهوی " + ZWNJ, max_size=40)
TEXTS = st.one_of(ANY_TEXT, LIKE_PERSIAN, LETTERS_AND_GAPS)


def bare(text: str) -> str:
    return text.replace(ZWNJ, "").replace(" ", "")


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("\ud800می شود\udfff")
def test_nothing_but_blanks_and_half_spaces_changes(text: str) -> None:
    assert bare(restore(text)) == bare(text)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
@example("هم تیمی های نامهای می شود")
@example(f"می {ZWNJ} شود")
def test_restoring_twice_changes_nothing_more(text: str) -> None:
    once = restore(text)
    assert restore(once) == once


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_edits_are_ordered_apart_and_equal_to_restore(text: str) -> None:
    parts, reached = [], 0
    for edit in edits(text):
        assert reached <= edit.start <= edit.end <= len(text)
        assert (text[edit.start : edit.end], edit.replacement) in {("", ZWNJ), (" ", ZWNJ), (ZWNJ, "")}
        parts += [text[reached : edit.start], edit.replacement]
        reached = edit.end
    assert "".join(parts) + text[reached:] == restore(text)


FOREIGN = st.from_regex(r"[A-Za-z0-9۰-۹@#/_.:=+-]*[A-Za-z0-9۰-۹@#_][A-Za-z0-9۰-۹@#/_.:=+-]*", fullmatch=True)


@settings(max_examples=300, deadline=None)
@given(LIKE_PERSIAN, FOREIGN, st.sampled_from(WORDS), LIKE_PERSIAN)
def test_tokens_with_latin_letters_digits_or_signs_stay_as_they_are(
    before: str, foreign: str, glued: str, after: str
) -> None:
    token = foreign + glued
    text = f"{before.replace('`', '').replace('<', '')} {token} {after.replace('`', '').replace('<', '')}"
    assert f" {token} " in restore(text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared development sets are not beside the repository")
def test_correct_news_text_is_nearly_untouched() -> None:
    changed = total = 0
    for line in (SHARED / "perdt_dev_keep.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)["gold"]
        changed += len(edits(gold))
        total += len(bare(gold))
    assert changed / total < 4 / 10_000
