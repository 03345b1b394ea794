"""Persian lines of our own to measure with."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
AUTHORED = ROOT.parent / "shared" / "data" / "authored"


def authored_lines(count: int) -> list[str]:
    """The first `count` Persian sides of our own pairs, spread over the files, in a fixed order."""
    files = sorted(AUTHORED.glob("pairs_*.tsv"))
    if not files:
        raise SystemExit(f"{AUTHORED}: not there; give a text file of Persian lines with --lines")
    sides = [[line.split("\t")[0] for line in path.read_text("utf-8").splitlines()] for path in files]
    rows = [side[number] for number in range(max(map(len, sides))) for side in sides if number < len(side)]
    return rows[:count]


def lines_from(path: Path | None, count: int) -> list[str]:
    """`count` lines of `path`, or of our own pairs where no path is given."""
    if path is None:
        return authored_lines(count)
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()][:count]
