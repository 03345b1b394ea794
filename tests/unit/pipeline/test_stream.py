from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.pipeline.engines import Died, FailingEngine, TalkativeEngine, TelltaleEngine
from tests.unit.pipeline.streams import RULE, document, translated
from translate.engines.base import Batch
from translate.pipeline.judging import Judge
from translate.pipeline.outputs import segment_row
from translate.pipeline.passage import Arrival, Departure
from translate.pipeline.splitting import SplitDocument
from translate.pipeline.stream import BatchRule, Checkpoint, Stream
from translate.records import Result, Unreadable
from translate.store.memory import Keys, Memory


def origins(departures: list[Departure]) -> list[str]:
    return [translation.origin for departure in departures for translation in departure.translations]


def targets(departures: list[Departure]) -> list[str]:
    return [translation.target for departure in departures for translation in departure.translations]


def test_a_repeated_sentence_is_decoded_once(tmp_path: Path) -> None:
    engine = TelltaleEngine()
    departures = translated([document("سلام.\nسلام.\nسلام.")], engine, tmp_path / "m.db")
    assert engine.seen == ["سلام."]
    assert origins(departures) == ["mt", "repeat", "repeat"]
    assert len(set(targets(departures))) == 1


def test_a_repeat_in_a_later_window_is_not_decoded_again(tmp_path: Path) -> None:
    texts = [f"جمله شماره {number}." for number in range(RULE.window)]
    engine = TelltaleEngine(in_flight=3)
    departures = translated([document("\n".join([*texts, texts[0]]))], engine, tmp_path / "m.db")
    assert len(engine.seen) == RULE.window
    assert origins(departures) == ["mt"] * RULE.window + ["repeat"]


def test_a_second_run_takes_everything_from_the_memory(tmp_path: Path) -> None:
    read = [document("یک جمله.\nجمله دیگر.")]
    first = translated(read, TelltaleEngine(), tmp_path / "m.db")
    engine = TelltaleEngine()
    second = translated(read, engine, tmp_path / "m.db")
    assert engine.seen == []
    assert origins(second) == ["memory", "memory"]
    assert targets(second) == targets(first)


def test_only_what_changed_is_decoded(tmp_path: Path) -> None:
    translated([document("یک جمله.\nجمله دیگر.")], TelltaleEngine(), tmp_path / "m.db")
    engine = TelltaleEngine()
    translated([document("یک جمله.\nجمله تازه.")], engine, tmp_path / "m.db")
    assert engine.seen == ["جمله تازه."]


def test_what_has_no_persian_is_copied_with_latin_digits(tmp_path: Path) -> None:
    engine = TelltaleEngine()
    departures = translated([document("۱۲٫۵٪\nhttps://example.org\nسلام")], engine, tmp_path / "m.db")
    assert engine.seen == ["سلام"]
    assert origins(departures) == ["copy", "copy", "mt"]
    assert targets(departures)[:2] == ["12.5%", "https://example.org"]


def test_a_failed_segment_keeps_its_place_and_gives_the_reason(tmp_path: Path) -> None:
    engine = FailingEngine(bad="خراب", mute="ساکت")
    departures = translated([document("خوب.\nخراب.\nساکت.\nخوب باز.")], engine, tmp_path / "m.db")
    assert origins(departures) == ["mt", "failed", "failed", "mt"]
    failed = departures[0].translations[1:3]
    reasons = [flag.detail for translation in failed for flag in translation.flags]
    assert reasons == ["out of order", "the model returned an empty translation"]


def test_a_target_that_cannot_be_right_is_flagged_also_when_it_comes_from_the_memory(
    tmp_path: Path,
) -> None:
    for _ in range(2):
        (departure,) = translated([document("سلام.")], TelltaleEngine(), tmp_path / "m.db")
        assert "source script" in {flag.check for flag in departure.translations[0].flags}


def test_a_failed_segment_is_tried_again_by_the_next_run(tmp_path: Path) -> None:
    translated([document("خوب.\nخراب.")], FailingEngine(bad="خراب"), tmp_path / "m.db")
    engine = TelltaleEngine()
    departures = translated([document("خوب.\nخراب.")], engine, tmp_path / "m.db")
    assert engine.seen == ["خراب."]
    assert origins(departures) == ["memory", "mt"]


def test_a_sentence_longer_than_the_model_is_translated_in_pieces(tmp_path: Path) -> None:
    engine = TelltaleEngine(limit=30)
    text = "این جمله بسیار دراز است و هیچ نقطه‌ای ندارد که بتوان آن را برید"
    departures = translated([document(text)], engine, tmp_path / "m.db", rule=BatchRule(8, 200, 1))
    assert all(len(piece) < 30 for piece in engine.seen)
    (translation,) = departures[0].translations
    assert translation.segment.source == text
    words = [word for word in translation.target.split() if not word.startswith("<")]
    assert words == text.split()


def test_one_failing_piece_fails_its_segment_once(tmp_path: Path) -> None:
    class Short(FailingEngine):
        def __init__(self) -> None:
            super().__init__(bad="نقطه")
            self.max_source_tokens = 30

    text = "این جمله بسیار دراز است و هیچ نقطه‌ای ندارد که بتوان آن را برید"
    departures = translated([document(text)], Short(), tmp_path / "m.db")
    assert origins(departures) == ["failed"]


def test_an_unreadable_document_keeps_its_place(tmp_path: Path) -> None:
    broken = Unreadable("x:2", "x line 2", "not JSON")
    departures = translated([document("یک."), broken, document("دو.")], TelltaleEngine(), tmp_path / "m.db")
    assert [type(departure.content) for departure in departures] == [SplitDocument, Unreadable, SplitDocument]


def test_documents_that_need_no_engine_leave_before_the_end(tmp_path: Path) -> None:
    """Else a night of unchanged articles would pile up in memory."""
    read = [document(f"جمله {number}.", str(number)) for number in range(40)]
    translated(read, TelltaleEngine(), tmp_path / "m.db")
    left_when_read: list[int] = []

    departures: list[Departure] = []

    def arriving() -> Iterator[Arrival]:
        for number, one in enumerate(read):
            left_when_read.append(len(departures))
            yield Arrival(number, one)

    memory = Memory(tmp_path / "m.db")
    stream = Stream(
        engine=TelltaleEngine(),
        mend=lambda result: result,
        see=lambda text: text,
        checkpoint=Checkpoint(memory, Keys("signature"), memory.begin("another")[0]),
        rule=RULE,
        judge=Judge(),
        finished=departures.append,
        settled=lambda _: None,
    )
    stream.translate(arriving())
    memory.close()
    assert left_when_read[-1] >= len(read) - 2 * RULE.window


def test_decoding_begins_before_a_long_document_is_normalised(tmp_path: Path) -> None:
    """Else one worker and more would wait for the whole of a file that holds a night."""
    seen_when_asked: list[int] = []
    seen: list[str] = []

    class Asking(TelltaleEngine):
        def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
            return super().translate(self.told(batches))

        def told(self, batches: Iterable[Batch]) -> Iterator[Batch]:
            for batch in batches:
                seen_when_asked.append(len(seen))
                yield batch

    def see(text: str) -> str:
        seen.append(text)
        return text

    lines = [f"جمله شماره {number}." for number in range(40)]
    rule = BatchRule(window=32, tokens=200, most=2, first=4)
    departures = translated([document("\n".join(lines))], Asking(), tmp_path / "m.db", rule=rule, see=see)
    assert len(targets(departures)) == 40
    assert seen_when_asked[:3] == [4, 8, 12]
    assert max(seen_when_asked) == 40


def test_a_run_that_died_gives_the_same_alternatives_and_token_scores(tmp_path: Path) -> None:
    read = [document("\n".join(f"جمله شماره {number}." for number in range(14)))]
    straight = told(translated(read, TalkativeEngine(), tmp_path / "straight.db"))
    with pytest.raises(Died):
        translated(read, TalkativeEngine(dies_after=3), tmp_path / "cut.db")
    assert told(translated(read, TalkativeEngine(), tmp_path / "cut.db")) == straight
    remembered = told(translated(read, TalkativeEngine(dies_after=0), tmp_path / "cut.db"))
    assert remembered == straight
    first = straight[0]
    assert first["token_scores"] == [-0.1235, 0.0, -0.9]
    assert str(first["token_scores"][1]) == "0.0"
    assert first["alternatives"] == [{"target": f"or {first['target']}", "score": -0.6543}]


def told(departures: list[Departure]) -> list[dict[str, Any]]:
    """Rows of the segments file, but for the origin, which tells a repeat from a memory."""
    rows = [segment_row(translation) for one in departures for translation in one.translations]
    return [{key: value for key, value in row.items() if key != "origin"} for row in rows]


def test_a_segment_in_pieces_has_the_scores_of_all_and_no_alternatives(tmp_path: Path) -> None:
    text = "این جمله بسیار دراز است و هیچ نقطه‌ای ندارد که بتوان آن را برید"
    (departure,) = translated([document(text)], TalkativeEngine(limit=30), tmp_path / "m.db")
    (translation,) = departure.translations
    assert len(translation.token_scores) > 3
    assert len(translation.token_scores) % 3 == 0
    assert translation.alternatives == ()


def test_what_was_not_asked_for_leaves_no_trace_in_the_row(tmp_path: Path) -> None:
    (departure,) = translated([document("سلام.")], TelltaleEngine(), tmp_path / "m.db")
    assert not {"alternatives", "token_scores"} & segment_row(departure.translations[0]).keys()
