from collections.abc import Iterator

import pytest

from translate.engines import selection
from translate.engines.base import Engine
from translate.engines.calibration import Layout
from translate.engines.echo import EchoEngine
from translate.engines.models import resolve
from translate.engines.placing import begin_of_words, placing_of
from translate.records import Decoding, Job

TEXT = "وزیر خارجه ایران امروز به مسکو رفت."


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    model = resolve("builtin")
    choice = selection.choose("ctranslate2", model, "cpu")
    loaded = selection.load(choice, model, decoding=model.decoding, layout=Layout(1, 1))
    yield loaded
    loaded.close()


def test_words_begin_where_most_is_looked_and_at_the_beginning_of_a_word() -> None:
    tokens = ["▁The", "▁min", "ister", "▁went", "▁to", "▁Mos", "kva", "."]
    assert begin_of_words(tokens, [0, 0, 0, 0, 0.1, 0.3, 0.9, 0.1]) == 5
    assert begin_of_words(tokens, [0.9, 0.1, 0, 0, 0, 0, 0, 0]) == 0


def test_wanted_words_are_put_where_the_decoder_looks_at_the_source(engine: Engine) -> None:
    placing = placing_of(engine)
    assert placing is not None
    job = Job(TEXT, engine.encode([TEXT])[0])
    start = TEXT.index("مسکو")
    trace = placing.trace(job, Decoding())
    placed = placing.place(trace, Decoding(), span=(start, start + 4), words="Ouagadougou")
    assert "Ouagadougou" in placed.result.target
    assert not placed.result.target.startswith("Ouagadougou")
    assert placed.result.job is job
    assert placed.result.score is not None
    assert placed.result.score < 0


def test_an_engine_without_attention_places_nothing() -> None:
    assert placing_of(EchoEngine()) is None
