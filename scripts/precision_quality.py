"""What a lower precision costs a model beside what a smaller beam costs it: chrF and processor seconds.

    python -m scripts.precision_quality SOURCE REFERENCE [--model builtin] [--lines 400]

SOURCE and REFERENCE are files of lines. The ways of decoding stand in the order in which a night with a
deadline tries them.
"""

import argparse
import time
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from translate import wiring
from translate.config import Settings

WAYS = (("float32", 4), ("int8", 4), ("int8", 2), ("int8", 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--model", default="builtin")
    parser.add_argument("--lines", type=int, default=400)
    options = parser.parse_args()
    sources, references = (
        path.read_text("utf-8").splitlines()[: options.lines] for path in (options.source, options.reference)
    )
    print(f"{'precision':<12}{'beam':>5}{'chrF':>8}{'processor s':>13}")
    for precision, beam in WAYS:
        settings = Settings(model=options.model, precision=precision, beam=beam, threads=1)
        with wiring.workshop(settings) as shop:
            began = time.process_time()
            targets = wiring.line_translator(shop)(sources)
            seconds = time.process_time() - began
        score = CHRF().corpus_score(targets, [references]).score
        print(f"{precision:<12}{beam:>5}{score:>8.2f}{seconds:>13.1f}", flush=True)


if __name__ == "__main__":
    main()
