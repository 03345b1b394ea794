from collections.abc import Iterator

from tests.unit.pipeline.engines import FailingEngine, TelltaleEngine
from translate.engines.base import Batch
from translate.pipeline.ladder import Ladder
from translate.pipeline.lines import translate_lines
from translate.pipeline.stream import BatchRule
from translate.records import Decoding, Result


class Mild(TelltaleEngine):
    """Its targets are plain English, so the ladder stays away."""

    def _results(self, batch: Batch) -> Iterator[Result]:
        for job in batch:
            yield Result(job, f"line {len(job.text)}")


def translated(lines: list[str], engine: TelltaleEngine) -> list[str]:
    return translate_lines(lines, engine=engine, ladder=Ladder(engine, Decoding()), see=str, rule=BatchRule())


def test_as_many_lines_come_out_as_went_in() -> None:
    lines = ["سلام.", "", "سلام. خوبی؟", "12", "سلام."]
    assert translated(lines, Mild()) == ["line 5", "", "line 5 line 5", "12", "line 5"]


def test_a_line_that_fails_comes_out_empty() -> None:
    assert translated(["خراب", "12"], FailingEngine(bad="خراب")) == ["", "12"]
