"""What the pipeline costs beside the engine: processor time by stage in a run of the built-in model.

    python scripts/overhead.py [--segments 2000] [--beam 4] [--lines FILE]

The engine decodes in threads of its own; everything else is the main thread's. So the pipeline's cost is the
main thread's processor time outside of the engine's methods, printed as a share of all processor time that
the run used. "wall over engine alone" compares the run with the engine on the same batches, ready made: it
also shows workers that wait, but only a machine with nothing else to do shows it well.
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

from lines import lines_from

from translate import wiring
from translate.checks import registry
from translate.config import Settings
from translate.engines import selection
from translate.engines.base import Batch, Engine
from translate.formats.inputs import discover
from translate.pipeline import stream
from translate.pipeline.ladder import Ladder
from translate.pipeline.outputs import Outputs
from translate.records import Result
from translate.store.memory import Memory

PLACES: dict[str, tuple[Any, str]] = {
    "normalise": (wiring.shop, "normalise"),
    "split": (stream, "split_document"),
    "look up": (Memory, "look_up"),
    "remember": (Memory, "remember"),
    "retry ladder": (Ladder, "mend"),
    "checks": (registry, "flags"),
    "write outputs": (Outputs, "__call__"),
}
"""The stages and the functions they are; none of them calls another."""

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class Watched:
    """An engine whose calls are timed on the calling thread; the batches it is given are kept."""

    def __init__(self, engine: Engine, spent: Counter[str]) -> None:
        self._engine = engine
        self._spent = spent
        self.batches: list[Batch] = []
        self.redecode = timed("engine", engine.redecode, spent)
        self.encode = timed("tokenise", engine.encode, spent)

    def __getattr__(self, name: str) -> Any:
        """Whatever is not timed is the engine's own."""
        return getattr(self._engine, name)

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """The engine's results."""
        results = self._engine.translate(self._pulled(batches))
        while True:
            with on_thread("engine", self._spent):
                result = next(results, None)
            if result is None:
                return
            yield result

    def _pulled(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """What the engine pulls is the pipeline's work, in the middle of the engine's."""
        source = iter(batches)
        while True:
            began = time.thread_time()
            batch = next(source, None)
            self._spent["engine"] -= time.thread_time() - began
            if batch is None:
                return
            self.batches.append(batch)
            yield batch


@contextmanager
def on_thread(stage: str, spent: Counter[str]) -> Iterator[None]:
    """Add the block's processor time on this thread to a stage."""
    began = time.thread_time()
    try:
        yield
    finally:
        spent[stage] += time.thread_time() - began


def timed(stage: str, function: Callable[_Given, _Made], spent: Counter[str]) -> Callable[_Given, _Made]:
    """The same function, its time added to a stage."""

    def counted(*arguments: _Given.args, **options: _Given.kwargs) -> _Made:
        with on_thread(stage, spent):
            return function(*arguments, **options)

    return counted


class Silent:
    """Progress that nobody watches; the clocks start when the model is loaded."""

    def __init__(self) -> None:
        self.wall = self.thread = self.process = 0.0

    def ready(self, _shop: wiring.Workshop) -> None:
        """Start the clocks."""
        self.wall, self.thread, self.process = time.perf_counter(), time.thread_time(), time.process_time()

    def stop(self) -> None:
        """Seconds since the start, on each clock."""
        self.wall = time.perf_counter() - self.wall
        self.thread = time.thread_time() - self.thread
        self.process = time.process_time() - self.process

    def settled(self, translation: object) -> None:
        """Nothing to show."""

    def file_done(self, source: object) -> None:
        """Nothing to show."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--segments", type=int, default=2000)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--lines", type=Path, help="a file with a Persian sentence a line")
    options = parser.parse_args()
    lines = lines_from(options.lines, options.segments)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "lines.txt"
        source.write_text("\n".join(lines) + "\n", "utf-8")
        spent, clocks, batches = watched_run(source, Path(name) / "out", Settings(beam=options.beam))
    print_costs(spent, clocks, engine_alone(batches, Settings(beam=options.beam)), options)


def watched_run(source: Path, out: Path, settings: Settings) -> tuple[Counter[str], Silent, Sequence[Batch]]:
    """Seconds by stage, the clocks, and the batches that the engine was given."""
    spent: Counter[str] = Counter()
    engines: list[Watched] = []
    load = selection.load

    def watched(*arguments: Any, **options: Any) -> Watched:
        engines.append(Watched(load(*arguments, **options), spent))
        return engines[-1]

    clocks = Silent()

    def ready(shop: wiring.Workshop) -> None:
        shop.see("سلام.")  # loads what restores half-spaces, once for all lines
        spent.clear()
        clocks.ready(shop)

    with ExitStack() as stack:
        stack.enter_context(patch.object(selection, "load", watched))
        for stage, (place, name) in PLACES.items():
            stack.enter_context(patch.object(place, name, timed(stage, getattr(place, name), spent)))
        wiring.run(settings, discover([str(source)]), out, progress=clocks, ready=ready)
    clocks.stop()
    return spent, clocks, engines[-1].batches


def engine_alone(batches: Sequence[Batch], settings: Settings) -> float:
    """Wall time of a fresh engine on the same batches."""
    with wiring.workshop(settings) as shop:
        for _ in shop.engine.translate(batches[:4]):
            pass
        began = time.perf_counter()
        for _ in shop.engine.translate(batches):
            pass
        return time.perf_counter() - began


def print_costs(spent: Counter[str], clocks: Silent, alone: float, options: argparse.Namespace) -> None:
    engine = spent.pop("engine")
    pipeline = clocks.thread - engine
    print(f"{options.segments} lines, built-in model, beam {options.beam}")
    print(f"{'processor time':<22}{'seconds':>9}{'share':>8}{'us/line':>9}")
    for stage, seconds in (*spent.most_common(), ("everything else", pipeline - spent.total())):
        print_cost(f"  {stage}", seconds, clocks.process, options.segments)
    print_cost("pipeline", pipeline, clocks.process, options.segments)
    print_cost("engine", clocks.process - pipeline, clocks.process, options.segments)
    print(f"wall {clocks.wall:.2f} s; wall over engine alone ({alone:.2f} s): {clocks.wall / alone - 1:+.1%}")


def print_cost(label: str, seconds: float, whole: float, lines: int) -> None:
    print(f"{label:<22}{seconds:>9.3f}{seconds / whole:>8.1%}{seconds / lines * 1e6:>9.0f}")


if __name__ == "__main__":
    main()
