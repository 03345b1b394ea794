"""How well a splitter finds the sentence boundaries of Persian text, and how fast.

Boundary: the offset where a sentence ends, counted in characters that are not blank, so that splitters
that give back sentences without offsets can be scored and a blank more or less at an edge is no error.
The figure of the field counts every end; `inner` leaves out the end of each text, which none can miss.

    python eval/text/segmentation.py FILE.jsonl...      rows {"text", "sents": [[start, end], ...], "tag"?}
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

Splitter = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Item:
    """A text with its sentences as spans; `tag` names the phenomenon, "" where there is none."""

    id: str
    tag: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of boundaries: found and right, found and wrong, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """Boundary F1 in percent; 100 where there is nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 100.0 * 2 * self.right / total if total else 100.0


def load(path: Path) -> list[Item]:
    """The rows of a JSON Lines file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
    return [
        Item(row["id"], row.get("tag", ""), row["text"], tuple((a, b) for a, b in row["sents"]))
        for row in rows
    ]


def ends(sentences: Iterable[str]) -> set[int]:
    """Ends of the sentences in characters that are not blank."""
    total, found = 0, set[int]()
    for sentence in sentences:
        total += len("".join(sentence.split()))
        found.add(total)
    return found


def score_item(item: Item, split: Splitter, *, inner: bool = False) -> Score:
    """Boundaries of one text; with `inner`, the end of the text is not counted."""
    gold = ends(item.text[a:b] for a, b in item.sentences)
    mine = ends(split(item.text))
    if inner:
        last = {len("".join(item.text.split()))}
        gold, mine = gold - last, mine - last
    return Score(len(gold & mine), len(mine - gold), len(gold - mine))


def score(items: Iterable[Item], split: Splitter, *, inner: bool = False) -> Score:
    """Boundaries of all texts together (micro average)."""
    return sum((score_item(item, split, inner=inner) for item in items), Score())


def by_tag(items: Iterable[Item], split: Splitter) -> dict[str, Score]:
    """Scores apart for every phenomenon."""
    scores: defaultdict[str, Score] = defaultdict(Score)
    for item in items:
        scores[item.tag] += score_item(item, split)
    return dict(scores)


def exact(items: list[Item], split: Splitter) -> float:
    """Share of texts, in percent, whose boundaries are all right and none is too many."""
    scores = [score_item(item, split) for item in items]
    return 100.0 * sum(s.wrong == s.missed == 0 for s in scores) / len(scores)


def characters_per_second(texts: list[str], split: Splitter, *, repeats: int = 5) -> float:
    """Best of `repeats` passes over `texts`, in processor time: others may share the core."""
    best = min(_seconds(texts, split) for _ in range(repeats))
    return sum(map(len, texts)) / best


def _seconds(texts: list[str], split: Splitter) -> float:
    start = time.process_time()
    for text in texts:
        split(text)
    return time.process_time() - start


def ours(text: str) -> list[str]:
    """The sentences as tarjoman segments them."""
    from translate.text.segment import segment

    return [text[start:end] for start, end in segment(text)]


def _print_errors(items: list[Item], split: Splitter) -> None:
    for item in items:
        result = score_item(item, split)
        if result.wrong or result.missed:
            print(f"{item.id} {item.tag}: {' | '.join(split(item.text))}")


def main(arguments: list[str]) -> None:
    """Print one line a file, and with --errors every text that was not split as it should be."""
    for name in [a for a in arguments if not a.startswith("--")]:
        items = load(Path(name))
        if "--errors" in arguments:
            _print_errors(items, ours)
        total, inner = score(items, ours), score(items, ours, inner=True)
        speed = characters_per_second([item.text for item in items], ours)
        print(
            f"{Path(name).name}: boundary F1 {total.f1:.2f} (inner {inner.f1:.2f}; {total.wrong} wrong, "
            f"{total.missed} missed), texts all right {exact(items, ours):.1f}%, "
            f"{speed / 1e6:.2f}M characters/s"
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main(sys.argv[1:])
