import pytest

from tests.unit.pipeline.streams import document
from translate.pipeline.assembly import english_units, shown
from translate.pipeline.splitting import split_document
from translate.records import Flag, Segment, Translation
from translate.text.characters import RLM


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("رفت.وی آمد.", "S0 S1"),
        ("رفت.  وی آمد.", "S0 S1"),
        ("رفت." + RLM + " وی آمد.", "S0 S1"),
        ("رفت.\nوی آمد.", "S0\nS1"),
        ("تیتر\n\nرفت. وی آمد.\r\n", "S0\n\nS1 S2\r\n"),
    ],
)
def test_sentences_are_a_blank_apart_and_line_breaks_stay(persian: str, english: str) -> None:
    split = split_document(document(persian))
    done = [Translation(segment, f"S{segment.index}", "mt") for segment in split.segments]
    units = english_units(split, done)
    after = [unit.after for unit in split.document.units]
    text = "".join(unit + gap for unit, gap in zip(units, after, strict=True))
    assert split.document.before + text == english


def test_a_failed_segment_is_marked_in_the_text() -> None:
    failed = Translation(Segment("d", 0, 0, 0, 4, "سلام"), "", "failed", flags=(Flag("failed", "why"),))
    assert shown(failed) == "[untranslated: سلام]"
