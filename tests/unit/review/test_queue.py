"""Which segments a person gets for so many minutes."""

import pytest

from translate.records import Origin
from translate.review.output import Article, Row, State
from translate.review.queue import UNKNOWN_EFFORT, Pace, Queue, queue

PACE = Pace(read=0.0, edit=10.0, segment=0.0, article=0.0)
"""Only changed words cost time."""

TARGET = "one two three four five six seven eight nine ten eleven"
EIGHT = "یک دو سه چهار پنج شش هفت هشت"
"""With two words more, a source for which eleven English words are expected."""


def row(
    index: int,
    *,
    source: str = "",
    target: str = TARGET,
    confidence: float | None = 0.5,
    origin: Origin = "mt",
    state: State = "untouched",
    document: str = "a",
) -> Row:
    return Row(
        document=document,
        unit=0,
        index=index,
        source=source or f"{EIGHT} {document} {index}",
        target=target,
        origin=origin,
        confidence=confidence,
        flags=(),
        alternatives=(),
        mt=target,
        state=state,
        revision=0,
    )


def article(*rows: Row) -> Article:
    return Article(rows[0].document, f"{rows[0].document}.txt", rows)


def indexes(found: Queue) -> list[tuple[str, int]]:
    return [(task.document, task.index) for task in found.tasks]


def test_what_saves_most_a_minute_comes_first() -> None:
    pace = Pace(read=1.0, edit=1.0, segment=0.0, article=0.0)
    rows = [row(0, confidence=0.9), row(1, confidence=0.1), row(2, confidence=0.5)]
    assert indexes(queue([article(*rows)], minutes=60, pace=pace)) == [("a", 1), ("a", 2), ("a", 0)]


def test_no_more_is_chosen_than_fits_and_the_rest_is_told() -> None:
    rows = [row(number, confidence=0.4) for number in range(5)]  # 6.6 edits of 10 seconds each
    found = queue([article(*rows)], minutes=2.5, pace=PACE)
    assert found.chosen.segments == 2
    assert found.chosen.seconds == pytest.approx(132)
    assert found.left_out.segments == 3
    assert found.left_out.edits == pytest.approx(19.8)
    assert found.left_out.words == 3 * 10


def test_a_segment_that_does_not_fit_makes_room_for_a_smaller_one() -> None:
    rows = [row(0, confidence=0.0), row(1, source="یک دو", target="one two", confidence=0.5)]
    found = queue([article(*rows)], minutes=0.5, pace=PACE)
    assert indexes(found) == [("a", 1)]


@pytest.mark.parametrize("done", [{"state": "accepted"}, {"origin": "copy"}, {"origin": "human"}], ids=str)
def test_what_needs_nobody_is_neither_chosen_nor_left_out(done: dict[str, str]) -> None:
    found = queue([article(row(0), row(1, **done))], minutes=60)  # type: ignore[arg-type]
    assert indexes(found) == [("a", 0)]
    assert found.left_out.segments == 0


def test_a_source_that_was_accepted_elsewhere_waits_for_nobody() -> None:
    rows = [row(0, source="همان  جمله"), row(1, source="همان جمله", state="accepted")]
    assert queue([article(*rows)], minutes=60).tasks == ()


def test_a_repeated_source_is_one_task_that_serves_all_its_places() -> None:
    rows = [row(0), *(row(number, source=f"{EIGHT} نه ده") for number in (1, 2, 3))]
    found = queue([article(*rows)], minutes=60, pace=PACE)
    assert indexes(found) == [("a", 1), ("a", 0)]
    assert [task.times for task in found.tasks] == [3, 1]
    assert found.chosen.segments == 4
    assert found.chosen.seconds == pytest.approx(110)


def test_a_failed_segment_and_a_rejected_one_are_translated_from_nothing() -> None:
    failed = row(0, source="یک دو سه چهار", target="", origin="failed", confidence=None)
    rejected = row(1, state="rejected", confidence=0.9)
    sure = row(2, confidence=0.9)
    found = queue([article(sure, rejected, failed)], minutes=60)
    edits = {task.index: task.edits for task in found.tasks}
    assert edits == {0: pytest.approx(4.4), 1: pytest.approx(11), 2: pytest.approx(1.1)}


def test_where_no_score_is_known_the_others_say_what_is_usual() -> None:
    known = [row(0, confidence=0.9), row(1, confidence=0.7), row(2, confidence=None)]
    edits = {task.index: task.edits for task in queue([article(*known)], minutes=60).tasks}
    assert edits[2] == pytest.approx(2.2)
    alone = queue([article(row(0, confidence=None))], minutes=60).tasks[0]
    assert alone.edits == pytest.approx(11 * UNKNOWN_EFFORT)


def test_a_rate_stretches_the_pace_to_what_the_person_does_in_an_hour() -> None:
    rows = [row(number, source=f"یک دو سه {number}") for number in range(100)]
    found = queue([article(*rows)], minutes=60, rate=200, pace=Pace(article=0.0))
    assert found.chosen.words == 200


def chosen_of(found: Queue, document: str) -> int:
    return sum(task.document == document for task in found.tasks)


def test_articles_that_take_time_to_open_are_worked_on_together() -> None:
    """One bad segment in each of ten articles against ten nearly as bad in one."""
    scattered = [article(row(0, document=f"s{number}", confidence=0.2)) for number in range(10)]
    together = article(*(row(number, document="t", confidence=0.3) for number in range(10)))
    pace = Pace(read=1.0, edit=1.0, segment=0.0, article=60.0)
    found = queue([*scattered, together], minutes=6, pace=pace)
    assert chosen_of(found, "t") == 10
    without = queue([*scattered, together], minutes=6, pace=Pace(1.0, 1.0, 0.0, 0.0))
    assert chosen_of(without, "t") < 10


def test_by_article_keeps_reading_order_and_puts_the_most_work_first() -> None:
    light = article(row(0, document="light", confidence=0.9))
    heavy = article(*(row(number, document="heavy", confidence=1 - number / 10) for number in range(5)))
    grouped = queue([light, heavy], minutes=600).by_article()
    assert [[task.index for task in tasks] for tasks in grouped] == [[0, 1, 2, 3, 4], [0]]


def test_ranks_count_in_order_of_worth_also_over_what_did_not_fit() -> None:
    rows = [row(0, confidence=0.0), row(1, source="یک دو", target="one two", confidence=0.5)]
    found = queue([article(*rows)], minutes=0.5, pace=Pace(read=0.1, edit=10.0, segment=0.0, article=0.0))
    assert [(task.index, task.rank) for task in found.tasks] == [(1, 2)]
