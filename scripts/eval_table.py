"""Write the table of a suite's results into eval/README.md, between its markers.

    python scripts/eval_table.py results/dev [--readme eval/README.md]

The table is generated, never typed: it holds scores with 95% intervals drawn by document where documents
are known, speed on the machine named below it, and the commit.
"""

import argparse
import sys
from pathlib import Path

from translate.evaluation.results import Cell, read_cells, table

START, END = "<!-- table: begin -->", "<!-- table: end -->"


def block(folder: Path, cells: list[Cell]) -> str:
    """Table and provenance as Markdown."""
    metrics = list(dict.fromkeys(row["metric"] for cell in cells for row in cell.facts["scores"]))
    facts = cells[-1].facts
    machine, versions = facts["machine"], facts["versions"]
    where = f"{machine['processor'] or machine['system']}, {machine['cores']} cores"
    what = f"sacreBLEU {versions['sacrebleu']}; commit {facts['commit'] or 'unknown'}"
    directions = {cell.facts["set"]["name"]: cell.facts["set"]["direction"] for cell in cells}
    # A set with two references has signatures of its own.
    scores = [row for cell in cells for row in cell.facts["scores"]]
    signatures = sorted({f"{row['name']}|{row['signature']}" for row in scores})
    lines = [
        table(cells, metrics),
        "",
        f"Suite `{folder.name}`; {where}; {what}; {facts['finished']}.",
        "",
        *(f"- {name}: {direction}" for name, direction in directions.items()),
        "",
        *(f"- `{signature}`" for signature in signatures),
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--readme", type=Path, default=Path("eval/README.md"))
    options = parser.parse_args()
    cells = read_cells(options.results)
    if not cells:
        sys.exit(f"{options.results}: no results there; run tarjoman eval run first")
    text = options.readme.read_text(encoding="utf-8") if options.readme.exists() else f"{START}\n{END}\n"
    if START not in text or END not in text:
        sys.exit(f"{options.readme}: no lines {START} and {END}")
    before, after = text.partition(START)[0], text.partition(END)[2]
    options.readme.write_text(
        f"{before}{START}\n{block(options.results, cells)}\n{END}{after}", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
