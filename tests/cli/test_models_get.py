"""`tarjoman models get` against a hub on this machine: whole, interrupted, damaged, offline, full."""

import hashlib
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command import Ended, command, environment, tarjoman
from tests.fake_hub import COMMIT, Hub, fake_hub
from tests.tiny_models import build_marian
from translate.engines.models import BUILTIN_FOLDER

MODEL = "newsroom/tiny-fa-en"
WEIGHTS = "model.safetensors"
CHUNK = 10 << 20


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_marian(tmp_path_factory.mktemp("published") / "model", pieces=600)


@pytest.fixture
def hub(published: Path) -> Iterator[Hub]:
    unneeded = {"README.md": b"card", "pytorch_model.bin": b"the same weights", "tf_model.h5": b"another's"}
    with fake_hub(MODEL, published, **unneeded) as served:
        yield served


@pytest.fixture
def large_hub() -> Iterator[Hub]:
    """A hub with weights of 15.7 MB: the client writes to the disk in steps of CHUNK."""
    with fake_hub(MODEL, BUILTIN_FOLDER) as served:
        yield served


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "hf"


def where(hub: Hub, home: Path, *, offline: bool = False) -> dict[str, str]:
    return {
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(home),
        "HF_HUB_OFFLINE": "1" if offline else "0",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TARJOMAN_CACHE": str(home.parent / "cache"),
    }


def get(hub: Hub, home: Path, *words: str | Path, offline: bool = False, name: str = MODEL) -> Ended:
    return called(hub, home, "models", "get", name, *words, offline=offline)


def called(hub: Hub, home: Path, *words: str | Path, offline: bool = True) -> Ended:
    variables: Any = where(hub, home, offline=offline)
    return tarjoman(*words, **variables)


def snapshot(home: Path) -> Path:
    return home / "hub" / "models--newsroom--tiny-fa-en" / "snapshots" / COMMIT


def partial(home: Path) -> Path:
    (part,) = home.glob("hub/*/blobs/*.tarjoman.incomplete")
    return part


def broken_off(hub: Hub, home: Path) -> None:
    """Start a download, press Ctrl-C when a chunk of the weights is on the disk and more is coming."""
    hub.stall[WEIGHTS] = CHUNK + 100_000
    running = subprocess.Popen(
        command("models", "get", MODEL), env=environment(**where(hub, home)), stderr=subprocess.PIPE
    )
    assert hub.stalled.wait(60)
    while partial(home).stat().st_size < CHUNK:  # sent is not yet written; the test's time limit ends it
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130, err.decode()
    assert b"run the same command again to go on" in err
    hub.stall.clear()
    hub.asked.clear()


def test_a_model_is_downloaded_whole_without_what_is_not_needed(
    hub: Hub, home: Path, published: Path
) -> None:
    ended = get(hub, home)
    assert ended.code == 0, ended.err
    assert str(snapshot(home)) in ended.out
    names = {path.name for path in snapshot(home).iterdir()}
    assert names == {path.name for path in published.iterdir() if path.name != "trained.vocab"}
    for path in snapshot(home).iterdir():
        assert path.read_bytes() == (published / path.name).read_bytes()
    assert f"{WEIGHTS}, " in ended.err
    assert hub.fetched[-1][0] == WEIGHTS  # the weights come last: with them a model is whole


def test_the_second_time_nothing_is_asked_of_the_hub(hub: Hub, home: Path) -> None:
    get(hub, home)
    hub.asked.clear()
    ended = get(hub, home)
    assert (ended.code, hub.asked) == (0, [])
    assert "already here and undamaged" in ended.out


def test_what_is_downloaded_can_be_used_offline_by_its_name(hub: Hub, home: Path) -> None:
    get(hub, home)
    ended = called(hub, home, "models", "show", MODEL, "--json")
    assert ended.code == 0, ended.err
    assert Path(ended.json()["path"]) == snapshot(home).resolve()


def test_a_download_stopped_by_ctrl_c_goes_on_where_it_stopped(large_hub: Hub, home: Path) -> None:
    broken_off(large_hub, home)
    assert partial(home).stat().st_size == CHUNK
    ended = get(large_hub, home)
    assert ended.code == 0, ended.err
    assert large_hub.fetched == [(WEIGHTS, f"bytes={CHUNK}-")]
    assert (snapshot(home) / WEIGHTS).read_bytes() == (BUILTIN_FOLDER / WEIGHTS).read_bytes()
    assert not list(home.glob("hub/*/blobs/*.incomplete"))


def test_a_model_that_has_only_half_arrived_does_not_count_as_here(large_hub: Hub, home: Path) -> None:
    broken_off(large_hub, home)
    ended = called(large_hub, home, "models", "show", MODEL)
    assert ended.code == 69
    assert "not on this disk" in ended.err


def test_a_line_that_breaks_is_taken_up_again_in_the_same_run(large_hub: Hub, home: Path) -> None:
    large_hub.cut[WEIGHTS] = CHUNK + 100_000
    ended = get(large_hub, home)
    assert ended.code == 0, ended.err
    assert [part for name, part in large_hub.fetched if name == WEIGHTS] == [None, f"bytes={CHUNK}-"]
    assert (snapshot(home) / WEIGHTS).read_bytes() == (BUILTIN_FOLDER / WEIGHTS).read_bytes()


def test_what_has_arrived_is_kept_when_the_line_stays_broken(large_hub: Hub, home: Path) -> None:
    large_hub.cut[WEIGHTS] = 0
    ended = get(large_hub, home)
    assert ended.code == 69
    assert "goes on from there" in ended.err
    large_hub.cut.clear()
    large_hub.asked.clear()
    assert get(large_hub, home).code == 0
    assert [name for name, _ in large_hub.fetched] == [WEIGHTS]


def test_a_file_that_arrives_damaged_once_is_fetched_again(hub: Hub, home: Path, published: Path) -> None:
    hub.garble[WEIGHTS] = 1
    ended = get(hub, home)
    assert ended.code == 0, ended.err
    assert [name for name, _ in hub.fetched].count(WEIGHTS) == 2
    assert (snapshot(home) / WEIGHTS).read_bytes() == (published / WEIGHTS).read_bytes()


@pytest.mark.parametrize("name", [WEIGHTS, "config.json"])
def test_a_file_that_keeps_arriving_damaged_is_named_and_not_kept(hub: Hub, home: Path, name: str) -> None:
    hub.garble[name] = 9
    ended = get(hub, home)
    assert ended.code == 69
    assert f"{name} arrived damaged, twice" in ended.err
    assert "Traceback" not in ended.err
    assert not (snapshot(home) / name).exists()
    assert not list(home.glob("hub/*/blobs/*.incomplete"))


def test_a_file_spoilt_on_disk_is_found_and_comes_again(hub: Hub, home: Path, published: Path) -> None:
    get(hub, home)
    weights = (snapshot(home) / WEIGHTS).resolve()
    content = bytearray(weights.read_bytes())
    content[-100] ^= 0xFF  # the length stays right
    weights.write_bytes(content)
    hub.asked.clear()
    ended = get(hub, home)
    assert ended.code == 0, ended.err
    assert f"{WEIGHTS} is damaged and comes again" in ended.err
    assert [name for name, _ in hub.fetched] == [WEIGHTS]
    assert (snapshot(home) / WEIGHTS).read_bytes() == (published / WEIGHTS).read_bytes()


def test_offline_and_not_here_says_how_to_bring_it(hub: Hub, home: Path) -> None:
    ended = get(hub, home, offline=True)
    assert ended.code == 69
    assert "--to FOLDER" in ended.err
    assert "HF_HUB_OFFLINE" in ended.err
    assert hub.asked == []


def test_a_hub_that_does_not_answer_is_a_clear_error(hub: Hub, home: Path) -> None:
    hub.url = "http://127.0.0.1:9"  # the port "discard": nobody listens
    ended = get(hub, home)
    assert ended.code == 69
    assert "cannot be reached" in ended.err
    assert "Traceback" not in ended.err


def test_a_model_that_the_hub_does_not_have_is_said(hub: Hub, home: Path) -> None:
    ended = get(hub, home, name="newsroom/no-such-model")
    assert ended.code == 69
    assert "no such model" in ended.err


def test_a_full_disk_is_noticed_before_the_download(hub: Hub, home: Path) -> None:
    hub.claims[WEIGHTS] = 10**16
    ended = get(hub, home)
    assert ended.code == 74
    assert "still to come" in ended.err
    assert hub.fetched == []


def test_the_list_of_files_has_sizes_hashes_and_addresses(hub: Hub, home: Path, published: Path) -> None:
    ended = get(hub, home, "--files", "--json")
    assert ended.code == 0, ended.err
    rows = {row["name"]: row for row in ended.json()}
    content = (published / WEIGHTS).read_bytes()
    assert rows[WEIGHTS] == {
        "name": WEIGHTS,
        "source": f"{hub.url}/{MODEL}/resolve/{COMMIT}/{WEIGHTS}",
        "size": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    assert rows["config.json"]["hash"].startswith("git:")
    assert "README.md" not in rows
    assert hub.fetched == []


def test_the_list_of_a_known_model_can_be_had_offline(hub: Hub, home: Path) -> None:
    ended = get(hub, home, "--files", offline=True, name="nllb-600m")
    assert ended.code == 0
    assert {line.split("\t")[0] for line in ended.out.splitlines()} >= {"config.json", "tokenizer.json"}
    assert "into one folder" in ended.err


def test_a_folder_to_carry_is_a_model_with_checksums(hub: Hub, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "usb" / "tiny"
    ended = get(hub, home, "--to", folder)
    assert ended.code == 0, ended.err
    assert (folder / "SHA256SUMS").is_file()
    assert not any(path.is_symlink() for path in folder.iterdir())
    shown = called(hub, home, "models", "show", folder, "--json")
    assert shown.code == 0, shown.err
    again = get(hub, home, "--to", folder, offline=True)
    assert "holds this model already" in again.out


def test_a_carried_folder_that_was_damaged_on_the_way_fails_the_check(
    hub: Hub, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "carried"
    get(hub, home, "--to", folder)
    (folder / "vocab.json").unlink()
    (folder / "vocab.json").write_text("{}")
    ended = called(hub, home, "models", "check", folder)
    assert ended.code == 69
    assert "vocab.json" in ended.err


def test_a_folder_with_something_else_in_it_is_left_alone(hub: Hub, home: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("all my work")
    ended = get(hub, home, "--to", tmp_path)
    assert ended.code == 2
    assert "not empty" in ended.err
    assert (tmp_path / "thesis.txt").read_text() == "all my work"


def test_the_built_in_model_needs_no_download(hub: Hub, home: Path) -> None:
    ended = get(hub, home, offline=True, name="builtin")
    assert (ended.code, hub.asked) == (0, [])
    assert "already here" in ended.out


def test_a_folder_cannot_be_got(hub: Hub, home: Path, published: Path) -> None:
    ended = get(hub, home, name=str(published))
    assert ended.code == 2
    assert "models check" in ended.err
