"""A night that is cut off between any two of its steps, and the next start."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.nightly.newsroom import SENTENCES, Newsroom, jsonl, newsroom, published
from translate import wiring
from translate.nightly import current, ending, night, settle, translating
from translate.store.nights import Nights


class Killed(BaseException):
    """The end of the process: nobody catches it, nobody tidies up."""


STEPS: list[tuple[Any, str]] = [
    (night, "gather"),
    (night, "write_work"),
    (translating, "write_plan"),
    (wiring, "translated"),
    (translating, "_measured"),
    (night, "assess"),
    (night, "build"),
    (ending, "write_night"),
    (ending, "publish"),
    (Nights, "end"),
    (settle, "point"),
    (current, "bring_up"),
    (current, "point"),
    (night, "list_quarantine"),
    (night, "prune"),
]


def _changed(room: Newsroom) -> None:
    """What happens between the first night and the second."""
    room.write("a0.txt", f"{SENTENCES[1]} خبر تازه رسید.\n")
    room.write("new.txt", f"{SENTENCES[2]}\n")
    room.write("bad.txt", "no Persian\n")
    (room.folder / "in" / "a2.txt").unlink()
    room.rows({"id": 1, "title": "تیتر", "text": SENTENCES[3]}, {"id": 2, "text": SENTENCES[1]})


def _cut(call: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    def cut(*values: Any, **more: Any) -> Any:
        if after:
            call(*values, **more)
        raise Killed

    return cut


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom after its first night, with the changes of the day."""
    room = newsroom(tmp_path_factory.mktemp("nights") / "evening")
    room.night()
    _changed(room)
    return room


@pytest.fixture(scope="module")
def undisturbed(evening: Newsroom) -> dict[str, bytes]:
    """What the second night publishes when nothing happens to it."""
    room = _copied(evening, evening.folder.with_name("calm"))
    room.night()
    return published(room.out)


def _copied(room: Newsroom, folder: Path) -> Newsroom:
    shutil.copytree(room.folder, folder, symlinks=True)
    return Newsroom(folder)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS, ids=[f"{owner.__name__}.{name}" for owner, name in STEPS])
def test_a_night_cut_off_at_any_step_ends_with_the_same_bytes(
    step: tuple[Any, str],
    after: bool,
    evening: Newsroom,
    undisturbed: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = _copied(evening, tmp_path / "cut")
    owner, name = step
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, _cut(getattr(owner, name), after=after))
        with pytest.raises(Killed):
            room.night()
    room.night()
    assert published(room.out) == undisturbed
    assert not list((room.out / ".tarjoman" / "staging").iterdir())
    names = [row["id"] for row in jsonl(room.out / "latest" / "articles.jsonl")]
    assert len(names) == len(set(names)) == 5


def test_a_stop_before_publication_leaves_yesterday_as_it_was(
    evening: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = _copied(evening, tmp_path / "cut")
    before, latest = published(room.out), (room.out / "latest").resolve()
    monkeypatch.setattr(ending, "publish", _cut(settle.publish, after=False))
    with pytest.raises(Killed):
        room.night()
    assert published(room.out) == before
    assert (room.out / "latest").resolve() == latest
