"""Marks inside a text: whatever they are and wherever they go, each is there once and nested as before."""

from hypothesis import given, settings
from hypothesis import strategies as st

from translate.formats.inline import Mark, events, placed

WORDS = st.lists(
    st.sampled_from(["خبر", "تهران", "۱۲", "12", "3.5", "NATO", "«", "»", ".", "and", "the news", "،", "\n"]),
    max_size=12,
).map(" ".join)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text with marks, properly nested: brackets that open and close at growing offsets."""
    source = draw(WORDS)
    offsets: list[int] = draw(st.lists(st.integers(0, len(source)), max_size=10).map(sorted))
    marks: list[Mark] = []
    open_marks: list[int] = []
    for offset in offsets:
        closes: bool = draw(st.booleans())
        if open_marks and closes:
            index = open_marks.pop()
            marks[index] = Mark(marks[index].start, offset, marks[index].inside)
        else:
            marks.append(Mark(offset, offset, open_marks[-1] if open_marks else -1))
            open_marks.append(len(marks) - 1)
    last = offsets[-1] if offsets else 0
    for index in open_marks:
        marks[index] = Mark(marks[index].start, last, marks[index].inside)
    return source, marks


@settings(max_examples=150, deadline=None)
@given(marked(), WORDS)
def test_every_mark_is_there_once_in_its_order_and_nested_as_it_was(
    given_: tuple[str, list[Mark]], target: str
) -> None:
    source, marks = given_
    found = placed(marks, source, target)
    assert [(event.kind, event.mark) for event in events(found)] == [
        (event.kind, event.mark) for event in events(marks)
    ]
    assert all(0 <= mark.start <= mark.end <= len(target) for mark in found)


@settings(max_examples=50, deadline=None)
@given(marked())
def test_a_text_that_stays_keeps_every_offset(given_: tuple[str, list[Mark]]) -> None:
    source, marks = given_
    assert placed(marks, source, source) == marks
