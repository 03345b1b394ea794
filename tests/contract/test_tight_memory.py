"""What an engine does with a batch that does not fit into the memory of its card."""

from typing import Any

import pytest

from tests.contract.asking import GREEDY, RATED, jobs
from tests.tiny_models import persian_lines
from translate.engines.ct2 import CTranslate2Engine
from translate.engines.models import resolve
from translate.records import Decoding


class TightTranslator:
    """A CTranslate2 translator on a card with room for few jobs: larger batches fail when waited for."""

    class Handle:
        def result(self) -> Any:
            raise RuntimeError("CUDA failed with error out of memory")

    def __init__(self, translator: Any, room: int) -> None:
        self._translator = translator
        self._room = room
        self.sizes: list[int] = []

    def translate_batch(self, sources: list[list[str]], *more: Any, **options: Any) -> Any:
        self.sizes.append(len(sources))
        if len(sources) > self._room:
            return [self.Handle() for _ in sources]
        return self._translator.translate_batch(sources, *more, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._translator, name)


@pytest.mark.slow
@pytest.mark.parametrize("decoding", [GREEDY, RATED])
def test_a_batch_too_large_for_the_card_is_halved_once_and_split_from_then_on(decoding: Decoding) -> None:
    engine = CTranslate2Engine(resolve("builtin"), decoding=decoding, threads=1)
    batch = jobs(engine, persian_lines()[:8])
    at_ease = sorted(engine.translate([batch]), key=lambda one: one.job.text)
    tight = engine._translator = TightTranslator(engine._translator, room=4)
    first = sorted(engine.translate([batch]), key=lambda one: one.job.text)
    assert (tight.sizes, engine.memory_failures) == ([8, 4, 4], 1)
    again = sorted(engine.translate([batch]), key=lambda one: one.job.text)
    assert (tight.sizes[3:], engine.memory_failures) == ([4, 4], 1)
    engine.close()
    assert [one.target for one in first] == [one.target for one in at_ease]
    assert again == first
    assert all(one.error is None for one in first)
