"""Time of `tarjoman score` against sacreBLEU's own command on the same 100,000 segments, in one run.

    python scripts/bench_score.py [--segments 100000] [--metrics bleu,chrf,ter] [--intervals]

Prints both times and their ratio. The text is invented and seeded: words of Zipf frequency, hypotheses with
words lost, replaced and moved.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

WORDS_A_SEGMENT = (6, 36)
VOCABULARY = 20_000
OURS = "import typer; from translate.cli.score import score_command; typer.run(score_command)"


def sentences(count: int, rng: random.Random) -> list[list[str]]:
    """Sentences of invented words, most of them frequent ones, with a capital and a stop."""
    letters = "etaoinshrdlucmfwypvbgkqjxz"
    words = ["".join(rng.choices(letters[:20], k=rng.randint(2, 9))) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    found = []
    for _ in range(count):
        picked = rng.choices(words, cum_weights=weights, k=rng.randint(*WORDS_A_SEGMENT))
        found.append([picked[0].capitalize(), *picked[1:-1], picked[-1] + "."])
    return found


def corrupted(words: list[str], rng: random.Random) -> list[str]:
    """One word in ten lost, one in five replaced, and in half of the sentences two words moved."""
    kept = [word if rng.random() > 0.2 else rng.choice(words) for word in words if rng.random() > 0.1]
    if rng.random() < 0.5 and len(kept) > 6:
        at = rng.randrange(len(kept) - 4)
        kept[at : at + 4] = kept[at + 2 : at + 4] + kept[at : at + 2]
    return kept


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=100_000)
    parser.add_argument("--metrics", default="bleu,chrf,ter")
    parser.add_argument("--intervals", action="store_true", help="ours draws 1,000 bootstrap samples as well")
    parser.add_argument("--jobs", type=int, default=0, help="processes of ours; 0: one a core")
    options = parser.parse_args()
    rng = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        hypothesis, reference = Path(folder, "hypothesis.txt"), Path(folder, "reference.txt")
        texts = sentences(options.segments, rng)
        reference.write_text("".join(" ".join(words) + "\n" for words in texts))
        hypothesis.write_text("".join(" ".join(corrupted(words, rng)) + "\n" for words in texts))
        resamples = "1000" if options.intervals else "0"
        ours = seconds(
            [
                *(sys.executable, "-c", OURS, str(hypothesis), "--ref", str(reference), "--json"),
                *f"-m {options.metrics} --resamples {resamples} --jobs {options.jobs}".split(),
            ]
        )
        print(f"tarjoman score: {ours:.1f} s ({options.segments} segments, {options.metrics})", flush=True)
        theirs = seconds(
            [
                *(sys.executable, "-m", "sacrebleu", str(reference), "-i", str(hypothesis)),
                *("-m", *options.metrics.split(",")),
            ]
        )
    print(f"sacrebleu:      {theirs:.1f} s")
    print(f"ratio:          {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
