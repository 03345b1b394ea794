import pytest

from translate.formats.inline import Mark, placed


def shown(source: str, marked: str, target: str) -> str:
    """The words of `target` that get the mark which `marked` has in `source`."""
    start = source.index(marked)
    (mark,) = placed([Mark(start, start + len(marked))], source, target)
    return target[mark.start : mark.end]


@pytest.mark.parametrize(
    ("source", "marked", "target", "expected"),
    [
        ("در سال ۱۴۰۲ بیش از ۲۵۰ نفر آمدند", "۲۵۰", "More than 250 people came in 1402", "250"),
        ("سازمان NATO دیروز در این باره بیانیه داد", "NATO", "In a statement on this, NATO said", "NATO"),
        ("وزیر گفت که باران می\u200cبارد", "وزیر گفت که باران می\u200cبارد", "It rains.", "It rains."),
        ("«باران» امروز می\u200cبارد", "«باران»", '"Rain" falls today', '"Rain"'),
        ("خبر تازه رسید", "خبر", "News just arrived", "News"),
    ],
)
def test_the_mark_goes_to_what_says_the_same(source: str, marked: str, target: str, expected: str) -> None:
    assert shown(source, marked, target) == expected


def test_a_footnote_at_the_end_stays_at_the_end() -> None:
    source, target = "باران بارید.", "It rained."
    assert placed([Mark(len(source), len(source))], source, target) == [Mark(10, 10)]


def test_a_footnote_in_the_middle_stands_behind_a_word_and_its_stop() -> None:
    source, target = "باران بارید. برف هم بارید.", "It rained. It snowed, too."
    (mark,) = placed([Mark(12, 12)], source, target)
    assert target[: mark.start] == "It rained."


def test_a_marked_word_is_never_lost_while_there_are_words() -> None:
    source, target = "الف ب پ ت", "One two three four"
    marks = [Mark(0, 3), Mark(4, 5), Mark(6, 7), Mark(8, 9)]
    assert all(target[mark.start : mark.end].strip() for mark in placed(marks, source, target))


@pytest.mark.parametrize("marks", [[Mark(0, 2), Mark(1, 3)], [Mark(2, 1)], [Mark(0, 1, inside=3)]])
def test_marks_that_do_not_nest_are_refused(marks: list[Mark]) -> None:
    with pytest.raises(ValueError, match=r"nest|overlap"):
        placed(marks, "متن", "text")
