"""How fast a store answers, and what it costs to write down that an entry was of use.

    python scripts/bench_store.py [--entries 1000000] [--window 4096] [--folder FOLDER]

Entries are short and distinct. Look-ups go a window at a time, as in a run: first with every stamp fresh, as
on all nights but one in a week, then with every stamp a week old, so that each is written anew. Rates are per
second of this process's CPU time, so that what else the machine does counts less.
"""

import argparse
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from translate.store.memory import STAMPED_EVERY, Entry, Keys, Memory

BATCH = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--window", type=int, default=4096)
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        measure(Path(name) / "memory.db", options.entries, options.window)


def measure(store: Path, count: int, window: int) -> None:
    keys = Keys("signature")
    with closing(Memory(store)) as memory:
        run, _ = memory.begin("job")
        began = time.process_time()
        for start in range(0, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            texts = [f"جمله شماره {number} از خبرهای امروز درباره بازار و شهر است." for number in numbers]
            memory.remember(Entry(keys.of(text), text, text, -0.5, run, 0) for text in texts)
        print(f"{count:,} entries written: {count / (time.process_time() - began):,.0f} a CPU second")
        every = [
            keys.of(f"جمله شماره {number} از خبرهای امروز درباره بازار و شهر است.") for number in range(count)
        ]
    print(f"the file: {store.stat().st_size / 1e6:.0f} MB")
    fresh = looked_up(store, every, window)
    print(f"look-ups, stamps fresh: {count / fresh:,.0f} a CPU second")
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("UPDATE entry SET used = used - ?", (STAMPED_EVERY,))
        connection.commit()
    stale = looked_up(store, every, window)
    print(f"look-ups, every stamp written anew: {count / stale:,.0f} a CPU second, {stale / fresh:.2f} x")


def looked_up(store: Path, every: list[bytes], window: int) -> float:
    """CPU seconds to look all keys up, and to stamp what is due."""
    with closing(Memory(store)) as memory:
        began = time.process_time()
        for start in range(0, len(every), window):
            memory.look_up(every[start : start + window])
            memory.stamp()
        return time.process_time() - began


if __name__ == "__main__":
    main()
