"""An engine that runs out of memory, dies, or loses its model under the run."""

from pathlib import Path

import pytest

from tests.faults.echoing import articles, during, manifest, outputs, run


@pytest.fixture
def calm(tmp_path: Path) -> dict[str, bytes]:
    assert run(articles(tmp_path / "in"), out=tmp_path / "calm").code == 0
    return outputs(tmp_path / "calm")


def raised(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (MemoryError(), 75, "out of memory; what is done is kept"),
        (RuntimeError("CUDA error: device-side assert"), 70, "device-side assert"),
        (ValueError("a worker has died"), 70, "a worker has died"),
        (KeyboardInterrupt(), 130, "run the same command again to go on"),
    ],
    ids=["memory", "device", "worker", "ctrl-c"],
)
def test_an_engine_that_stops_leaves_what_was_done_and_the_next_run_goes_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    calm: dict[str, bytes],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    with monkeypatch.context() as patch:
        during(patch, lambda: raised(error), at=5)
        ended = run(tmp_path / "in", out=tmp_path / "out")
        assert ended.code == code
        assert said in ended.err
        assert "what is done is kept" in ended.err
    with monkeypatch.context() as patch:
        during(patch, lambda: None)
        assert run(tmp_path / "in", out=tmp_path / "out").code == 0
    assert outputs(tmp_path / "out") == calm
    found = manifest(tmp_path / "out")
    assert found["resumed"]
    assert found["counts"]["decoded"] == found["counts"]["mt"] - 5 * 4
