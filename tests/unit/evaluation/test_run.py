"""Suites: every cell once, resumed where a run was killed, with all that its figures depend on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from translate.errors import BadInput, BadUsage
from translate.evaluation.results import Blocks, read_cells, table
from translate.evaluation.run import BLOCK, Desk, Extras, run_suite
from translate.evaluation.sets import SetEntry, TestSet
from translate.evaluation.suite import Setting, Suite, read_suite

SUITE = Suite(
    "small", "Small", ("mine",), ("bleu", "chrf"), (Setting("default", {}), Setting("greedy", {"beam": 1}))
)


def small_set(count: int = 6, name: str = "mine") -> TestSet:
    entry = SetEntry(name, "Mine", "CC0-1.0", "fa", False, "rows", {}, Path())
    source = tuple(f"جمله {number}" for number in range(count))
    references = (tuple(f"This is sentence number {number}." for number in range(count)),)
    return TestSet(entry, source, references, tuple(str(n // 2) for n in range(count)), None)


class Office:
    """Opens desks that count what they translate; `fails_at` raises on that line, once."""

    def __init__(self, fails_at: int | None = None) -> None:
        self.translated: list[str] = []
        self.fails_at = fails_at

    @contextmanager
    def open(self, model: str, setting: Setting) -> Iterator[Desk]:
        signature = f"{model} {sorted(setting.changes.items())}"
        yield Desk(model, signature, self._translate, {"engine": "fake"})

    def _translate(self, lines: Sequence[str]) -> list[str]:
        if self.fails_at is not None and len(self.translated) >= self.fails_at:
            self.fails_at = None
            raise KeyboardInterrupt
        self.translated += lines
        return [f"This is\nsentence number {line.split()[1]}." for line in lines]


def test_every_model_set_and_setting_makes_a_cell(tmp_path: Path) -> None:
    office = Office()
    cells = run_suite(SUITE, ["a", "b"], [small_set()], tmp_path, open_desk=office.open)
    assert [cell.label for cell in cells] == ["a", "a (greedy)", "b", "b (greedy)"]
    assert len({cell.key for cell in cells}) == 4
    assert all(cell.hypotheses[0] == "This is sentence number 0." for cell in cells)


def test_a_second_run_translates_nothing(tmp_path: Path) -> None:
    first = run_suite(SUITE, ["a"], [small_set()], tmp_path, open_desk=Office().open)
    office = Office()
    again = run_suite(SUITE, ["a"], [small_set()], tmp_path, open_desk=office.open)
    assert office.translated == []
    assert [dict(cell.facts) for cell in again] == [dict(cell.facts) for cell in first]


def test_another_text_is_another_cell(tmp_path: Path) -> None:
    run_suite(SUITE, ["a"], [small_set(6)], tmp_path, open_desk=Office().open)
    office = Office()
    run_suite(SUITE, ["a"], [small_set(7)], tmp_path, open_desk=office.open)
    assert len(office.translated) == 14


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    long, count = small_set(BLOCK + 10), BLOCK + 10
    suite = Suite("one", "One", ("mine",), ("chrf",), (Setting("default", {}),))
    office = Office(fails_at=BLOCK)
    with pytest.raises(KeyboardInterrupt):
        run_suite(suite, ["a"], [long], tmp_path, open_desk=office.open)
    [cell] = run_suite(suite, ["a"], [long], tmp_path, open_desk=office.open)
    assert len(office.translated) == count
    assert cell.hypotheses[-1] == f"This is sentence number {count - 1}."
    assert not list(tmp_path.glob("*.blocks.jsonl"))


def test_a_torn_block_is_dropped(tmp_path: Path) -> None:
    blocks = Blocks(tmp_path / "x.blocks.jsonl")
    blocks.append(["one", "two"], 1.5)
    with blocks.path.open("a", encoding="utf-8") as out:
        out.write('{"seconds": 1.0, "hypoth')
    assert blocks.read() == (["one", "two"], 1.5)
    blocks.restart(*blocks.read())
    blocks.append(["three"], 0.5)
    assert blocks.read() == (["one", "two", "three"], 2.0)


def test_a_cell_keeps_what_its_figures_depend_on(tmp_path: Path) -> None:
    extras = Extras(flag_names=lambda sources, _: [["loop"] if at == 1 else [] for at in range(len(sources))])
    [cell, _] = run_suite(SUITE, ["a"], [small_set()], tmp_path, open_desk=Office().open, extras=extras)
    facts = read_cells(tmp_path)[0].facts
    assert facts["set"]["checksum"] == small_set().checksum
    assert facts["flags"] == {"loop": 1}
    assert facts["versions"]["sacrebleu"]
    assert facts["machine"]["cores"]
    assert facts["speed"]["segments_per_second"] > 0
    assert facts["speed"]["peak_memory_mb"] > 1
    assert [row["interval"] for row in facts["scores"]] == ["bs:1000|seed:12345|unit:document"] * 2
    assert cell.score("BLEU") == facts["scores"][0]


def test_the_table_has_a_row_a_cell_with_intervals(tmp_path: Path) -> None:
    cells = run_suite(SUITE, ["a"], [small_set()], tmp_path, open_desk=Office().open)
    rows = table(cells, ["BLEU", "TER"]).split("\n")
    assert len(rows) == 4
    assert rows[2].startswith("| mine | a | 100.0 (100.0-100.0) | - |")


def test_a_suite_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('sets = ["news"]\nmetric = ["bleu"]\n')
    with pytest.raises(BadInput, match="unknown key 'metric'"):
        read_suite(path)


def test_a_suite_with_an_unknown_metric_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('sets = ["news"]\nmetrics = ["meteor"]\n')
    with pytest.raises(BadUsage, match="no metric called 'meteor'"):
        read_suite(path)


def test_every_suite_of_the_project_names_known_sets() -> None:
    from translate.evaluation.sets import read_entries

    home = Path(__file__).parents[3] / "eval"
    known = read_entries(home / "sets.toml")
    suites = [read_suite(path) for path in sorted((home / "suites").glob("*.toml"))]
    assert {suite.name for suite in suites} >= {"news", "full", "dev"}
    assert all(set(suite.sets) <= set(known) for suite in suites)
