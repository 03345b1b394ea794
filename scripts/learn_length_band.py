"""Learn how long an English translation may be, and write translate/checks/length_band.tsv.

    python scripts/learn_length_band.py ../shared/data/authored/{art,pairs}_*.tsv

Reads files of Persian<TAB>English. Letters and digits are counted, blanks and marks are not. Pairs are sorted
into bands by the length of the source, two to an octave; a band with fewer than MIN_PAIRS pairs is left out,
and its lengths fall to the band below. In each band the ratio of English to Persian letters of all but a
share of OUTSIDE of the pairs on either side gives the limits, which are then widened by SLACK.
"""

import argparse
import math
from collections import defaultdict
from pathlib import Path

from translate.checks.length import letters

OUTSIDE = 0.001
SLACK = 1.2  # other translators write shorter or longer than ours
MIN_PAIRS = 200
OUT = Path(__file__).parents[1] / "translate" / "checks" / "length_band.tsv"


def ratios(files: list[Path]) -> dict[int, list[float]]:
    bands: dict[int, list[float]] = defaultdict(list)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.count("\t") != 1:
                continue
            source, target = map(letters, line.split("\t"))
            if source and target:
                bands[math.floor(2 * math.log2(source))].append(target / source)
    return bands


def limits(band: list[float]) -> tuple[float, float]:
    band = sorted(band)
    cut = int(OUTSIDE * len(band))
    return band[cut] / SLACK, band[-1 - cut] * SLACK


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    rows = []
    for octave, band in sorted(ratios(parser.parse_args().files).items()):
        if len(band) >= MIN_PAIRS:
            low, high = limits(band)
            rows.append(f"{math.ceil(2 ** (octave / 2))}\t{low:.3f}\t{high:.3f}")
            print(rows[-1], len(band), sep="\t")
    header = "# source letters from\tleast ratio\tmost ratio; made by scripts/learn_length_band.py\n"
    OUT.write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
