"""Where a run keeps its memory, and who holds that and the output folder."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from translate.config import Settings
from translate.store.lock import exclusive

OWN_FOLDER = ".tarjoman"
"""Inside an output folder: its lock, and the memory unless --store names another."""

OWN_STORE = f"{OWN_FOLDER}/memory.db"


def store_path(settings: Settings, out: Path) -> Path:
    """Where a run into `out` keeps its memory."""
    return Path(settings.store).expanduser() if settings.store else out / OWN_STORE


@contextmanager
def locked(out: Path, store: Path) -> Iterator[None]:
    """Hold the output folder and its store while the block runs; Locked names whoever holds one of them."""
    with exclusive(out / OWN_FOLDER / "lock", what=f"the output folder {out}"):
        if store.parent == out / OWN_FOLDER:
            yield
            return
        with exclusive(store.with_name(store.name + ".lock"), what=f"the store {store}"):
            yield


@contextmanager
def store_locked(store: Path) -> Iterator[None]:
    """Hold a store as a run would, whichever folder that run writes into."""
    with ExitStack() as stack:
        if store.parent.name == OWN_FOLDER:
            held = f"the output folder {store.parent.parent}"
            stack.enter_context(exclusive(store.parent / "lock", what=held))
        stack.enter_context(exclusive(store.with_name(store.name + ".lock"), what=f"the store {store}"))
        yield
