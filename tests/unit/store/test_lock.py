import os
from pathlib import Path

import pytest

from translate.errors import Locked, OutputFailed
from translate.store.lock import exclusive


def test_the_second_is_told_who_is_at_work(tmp_path: Path) -> None:
    with (
        exclusive(tmp_path / "lock", what="the store"),
        pytest.raises(Locked, match=rf"the store is in use by process {os.getpid()} on .* since"),
        exclusive(tmp_path / "lock", what="the store"),
    ):
        pass


def test_a_lock_is_free_again_after_the_block_even_if_it_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path / "lock", what="x"):
        raise ZeroDivisionError
    with exclusive(tmp_path / "lock", what="x"):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(OutputFailed, match="cannot be written"),
        exclusive(tmp_path / "file" / "lock", what="x"),
    ):
        pass
