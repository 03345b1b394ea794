"""How fast CTranslate2 decodes on this machine by batch rule and by layout of threads.

    python scripts/sweep_batches.py [--model builtin] [--segments 1000] [--beam 4] [--rounds 3]
        [--fixed-length]

A rule is the most segments in a batch and the most padded tokens; a layout is workers x threads of each. The
rules run in turn, round after round; printed is the best of the rounds: wall time and processor time, which
other work on the machine disturbs less. `--fixed-length` decodes every target to the length of its source,
for random weights, which know no end.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lines import lines_from

from translate.engines.conversion import converted
from translate.engines.hardware import usable_cores
from translate.engines.models import resolve
from translate.engines.tokenisers import tokeniser_of
from translate.pipeline.batching import by_length
from translate.records import Job
from translate.text.normalise import normalise
from translate.text.profiles import PROFILES

ANY = 1_000_000
RULES = ((4, ANY), (8, ANY), (16, ANY), (32, ANY), (64, ANY), (128, ANY), (ANY, 256), (ANY, 512), (ANY, 1024))
LAYOUT_RULE = (32, ANY)
IN_FLIGHT = 2  # batches a worker, as in the engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", default="builtin")
    parser.add_argument("--segments", type=int, default=1000)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fixed-length", action="store_true")
    options = parser.parse_args()
    model = resolve(options.model)
    folder = str(converted(model.path, sha256=model.sha256, quantisation="int8"))
    texts = [normalise(line, PROFILES[model.profile]) for line in lines_from(None, options.segments)]
    encoded = tokeniser_of(model.path, model.family).encode(texts)
    jobs = [Job(text, tokens) for text, tokens in zip(texts, encoded, strict=True)]
    cores = usable_cores()
    print(f"{options.model}, beam {options.beam}, {len(jobs)} segments, {cores} cores, int8")
    translator = opened(folder, cores, 1)
    rules = {
        rule_name(rule): decoding(
            translator, list(by_length(jobs, token_budget=rule[1], most=rule[0])), options
        )
        for rule in RULES
    }
    print_best(f"rule ({cores} x 1 threads)", rules, jobs, options.rounds)
    batches = list(by_length(jobs, token_budget=LAYOUT_RULE[1], most=LAYOUT_RULE[0]))
    layouts = {
        f"{workers} x {cores // workers}": decoding(
            opened(folder, workers, cores // workers), batches, options
        )
        for workers in range(1, cores + 1)
        if cores % workers == 0
    }
    print_best("layout", layouts, jobs, options.rounds)


def opened(folder: str, workers: int, threads: int) -> Any:
    import ctranslate2

    return ctranslate2.Translator(
        folder, device="cpu", compute_type="int8", inter_threads=workers, intra_threads=threads
    )


def rule_name(rule: tuple[int, int]) -> str:
    most, tokens = rule
    return f"{most} segments" if tokens == ANY else f"{tokens} tokens"


def decoding(
    translator: Any, batches: Sequence[Sequence[Job]], options: argparse.Namespace
) -> Callable[[], None]:
    def run() -> None:
        flight: list[list[Any]] = []
        for batch in batches:
            flight.append(submitted(translator, batch, options))
            if len(flight) >= translator.num_translators * IN_FLIGHT:
                finish(flight.pop(0))
        for handles in flight:
            finish(handles)

    return run


def submitted(translator: Any, batch: Sequence[Job], options: argparse.Namespace) -> list[Any]:
    longest = max(len(job.tokens) for job in batch)
    lengths = (
        {"min_decoding_length": longest, "max_decoding_length": longest}
        if options.fixed_length
        else {"max_decoding_length": 2 * longest + 20}
    )
    handles: list[Any] = translator.translate_batch(
        [list(job.tokens) for job in batch],
        asynchronous=True,
        max_batch_size=0,
        beam_size=options.beam,
        disable_unk=True,
        return_scores=True,
        **lengths,
    )
    return handles


def finish(handles: Iterable[Any]) -> None:
    for handle in handles:
        handle.result()


def print_best(title: str, runs: dict[str, Callable[[], None]], jobs: Sequence[Job], rounds: int) -> None:
    best: dict[str, tuple[float, float]] = {}
    for _ in range(rounds):
        for name, run in runs.items():
            wall, cpu = measured(run)
            before = best.get(name, (wall, cpu))
            best[name] = (min(wall, before[0]), min(cpu, before[1]))
    print(f"{title:<22}{'wall s':>9}{'segments/s':>12}{'CPU s':>9}{'slower than best by':>21}")
    least = min(cpu for _, cpu in best.values())
    for name, (wall, cpu) in best.items():
        print(f"{name:<22}{wall:>9.2f}{len(jobs) / wall:>12.1f}{cpu:>9.2f}{cpu / least - 1:>20.1%}")


def measured(run: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main()
