import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.unit.nightly.newsroom import newsroom
from translate import wiring
from translate.cli.app import app
from translate.config import Settings
from translate.engines.base import Batch
from translate.engines.echo import EchoEngine
from translate.errors import BadInput
from translate.formats.inputs import discover
from translate.nightly.replay import Replay, replay
from translate.records import Result
from translate.wiring import shop

SENTENCES = [f"خبر شماره {number} {'باران آمد ' * (number % 5)}امروز." for number in range(40)]


class BatchEcho(EchoEngine):
    """Every target tells which batch it was decoded in, as if all depended on its neighbours."""

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        for batch in batches:
            beside = hashlib.sha256("\n".join(job.text for job in batch).encode()).hexdigest()[:8]
            yield from (
                replace(self._result(job), target=f"{job.text} {self._mark(beside)}") for job in batch
            )

    def _mark(self, beside: str) -> str:
        return beside


class Newer(BatchEcho):
    """Gives other targets, and says that it is another release."""

    def __init__(self) -> None:
        super().__init__()
        self.signature = "echo-2"

    def _mark(self, beside: str) -> str:
        del beside
        return "new"


class Moody(Newer):
    """Gives other targets and says nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self.signature = EchoEngine().signature


Use = Callable[[type[EchoEngine]], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Has the engine "echo" be of another class."""
    return lambda kind: monkeypatch.setattr(shop, "_loaded", lambda *_, **__: kind())


class _Silent:
    def settled(self, _translation: object) -> None:
        """Nobody watches."""

    def file_done(self, _source: object) -> None:
        """Nobody watches."""


def run(folder: Path, **settings: Any) -> Path:
    source = folder / "in"
    source.mkdir()
    for number in range(4):
        (source / f"{number}.txt").write_text("\n\n".join(SENTENCES[number * 10 : number * 10 + 10]))
    out = folder / "out"
    chosen = Settings(engine="echo", batch_tokens=64, batch_most=5, window=16, **settings)
    wiring.run(chosen, discover([str(source)]), out, progress=_Silent(), ready=lambda _: None)
    return out


def contents(folder: Path) -> dict[Path, bytes]:
    """All files but locks and those that SQLite keeps beside an open database."""
    passing = ("lock", "-wal", "-shm")
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(passing)
    }


def verdicts(found: Replay) -> dict[str, int]:
    return dict(found.counts)


def test_what_does_not_depend_on_its_batch_is_identical(tmp_path: Path) -> None:
    found = replay(run(tmp_path), sample=100, seed=0)
    assert (verdicts(found), found.of, found.changes) == ({"identical": 40}, 40, ())


def test_what_depends_on_its_batch_comes_out_again_in_that_batch(tmp_path: Path, use: Use) -> None:
    use(BatchEcho)
    found = replay(run(tmp_path), sample=100, seed=0)
    assert verdicts(found) == {"batching": 40}


def test_another_release_is_told_from_another_batch(tmp_path: Path, use: Use) -> None:
    use(BatchEcho)
    out = run(tmp_path)
    use(Newer)
    found = replay(out, sample=100, seed=0)
    assert verdicts(found) == {"version": 40}
    assert [(one.what, one.now) for one in found.changes] == [("engine.signature", "echo-2")]
    assert found.segments[0].alone.endswith(" new")


def test_a_difference_that_nothing_explains_is_said_to_be_one(tmp_path: Path, use: Use) -> None:
    use(BatchEcho)
    out = run(tmp_path)
    use(Moody)
    found = replay(out, sample=3, seed=0)
    assert {(one.verdict, one.reason) for one in found.segments} == {
        ("unknown", "batches and versions are those of the run")
    }


def test_a_batch_that_the_store_has_forgotten_cannot_be_put_together_again(tmp_path: Path, use: Use) -> None:
    use(BatchEcho)
    out = run(tmp_path)
    with closing(sqlite3.connect(out / ".tarjoman/memory.db")) as database, database:
        database.execute("DELETE FROM entry")
    found = replay(out, sample=3, seed=0)
    assert {one.reason for one in found.segments} == {"the store no longer says what it was decoded with"}


def test_a_segment_reused_from_an_earlier_run_is_put_back_into_its_batch_there(
    tmp_path: Path, use: Use
) -> None:
    use(BatchEcho)
    store = str(tmp_path / "memory.db")
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        out = run(tmp_path / name, store=store)
    assert json.loads((out / "run.json").read_text())["counts"]["memory"] == 40
    assert verdicts(replay(out, sample=100, seed=0)) == {"batching": 40}


def test_a_sample_is_drawn_by_its_seed_and_from_the_whole_run(tmp_path: Path) -> None:
    out = run(tmp_path)

    def drawn(seed: int) -> list[tuple[str, int]]:
        return [(one.document, one.index) for one in replay(out, sample=8, seed=seed).segments]

    assert drawn(1) == drawn(1)
    assert drawn(1) == sorted(drawn(1))
    assert len({each for seed in range(30) for each in drawn(seed)}) == 40


def test_another_model_under_the_same_name_is_refused(tmp_path: Path) -> None:
    out = run(tmp_path)
    manifest = json.loads((out / "run.json").read_text())
    manifest["model"]["sha256"] = "0" * 64
    (out / "run.json").write_text(json.dumps(manifest))
    with pytest.raises(BadInput, match=r"sha256 000000000000, but that at .* is [0-9a-f]{12}"):
        replay(out, sample=3, seed=0)


def test_a_manifest_of_an_older_program_is_refused_by_name(tmp_path: Path) -> None:
    out = run(tmp_path)
    manifest = json.loads((out / "run.json").read_text())
    del manifest["batches"]
    (out / "run.json").write_text(json.dumps(manifest))
    with pytest.raises(BadInput, match="not the manifest of a run that can be replayed"):
        replay(out, sample=3, seed=0)


def test_replaying_changes_nothing(tmp_path: Path, use: Use) -> None:
    use(BatchEcho)
    out = run(tmp_path)
    before = contents(out)
    replay(out, sample=10, seed=0)
    assert contents(out) == before


def test_the_command_says_what_differs_and_json_has_all_of_it(tmp_path: Path, use: Use) -> None:
    use(BatchEcho)
    out = run(tmp_path)
    shown = CliRunner().invoke(app, ["replay", str(out), "--sample", "7"])
    assert shown.exit_code == 0, shown.output
    assert "7 of 40 segments, seed 0" in shown.output
    assert "7  differ only by batching" in shown.output
    assert "... and 2 more, with --json" in shown.output
    found = json.loads(CliRunner().invoke(app, ["replay", str(out), "--sample", "7", "--json"]).output)
    assert found["counts"] == {"identical": 0, "batching": 7, "version": 0, "unknown": 0}
    assert {"document", "index", "source", "then", "alone", "verdict"} <= found["differences"][0].keys()


def test_the_latest_night_is_called_by_its_name(tmp_path: Path) -> None:
    room = newsroom(tmp_path)
    night = room.night()
    assert replay(room.out, sample=3, seed=0).folder == night.folder
