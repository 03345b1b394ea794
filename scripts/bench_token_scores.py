"""What token scores and n-best cost: wall time of the same lines with each, over that of plain decoding.

    python scripts/bench_token_scores.py [--beam 4] [--threads 1] [--rounds 3]

The CTranslate2 engine with the built-in model; variants take turns within a round, and the smallest time
of each counts.
"""

import argparse
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from translate.engines.ct2 import CTranslate2Engine
from translate.engines.models import resolve
from translate.pipeline.batching import by_length
from translate.records import Decoding, Job

LINES = Path(__file__).parents[1] / "tests" / "golden" / "persian_lines.txt"


def main() -> None:
    asked = _arguments()
    plain = Decoding(beam=asked.beam)
    variants = {
        "plain": plain,
        "token scores": replace(plain, token_scores=True),
        f"{asked.beam}-best": replace(plain, n_best=asked.beam),
    }
    best = _seconds(variants, threads=asked.threads, rounds=asked.rounds)
    for name, seconds in best.items():
        print(f"{name:<14}{seconds:8.3f} s {seconds / best['plain']:8.3f} x")


def _seconds(variants: Mapping[str, Decoding], *, threads: int, rounds: int) -> dict[str, float]:
    model = resolve("builtin")
    engines = {
        name: CTranslate2Engine(model, decoding=decoding, threads=threads)
        for name, decoding in variants.items()
    }
    texts = LINES.read_text("utf-8").splitlines()
    times: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(rounds):
        for name, engine in engines.items():
            jobs = [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]
            began = time.perf_counter()
            for _result in engine.translate(by_length(jobs, token_budget=4096, most=32)):
                pass
            times[name].append(time.perf_counter() - began)
    return {name: min(found) for name, found in times.items()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
