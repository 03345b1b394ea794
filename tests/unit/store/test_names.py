from contextlib import closing
from pathlib import Path

import pytest

from translate.errors import OutputFailed
from translate.store.names import NameLedger

ROUHANI, ROHANI = ("روحانی", "Rouhani"), ("روحانی", "Rohani")


def test_a_spelling_is_known_once_earlier_runs_agree_on_it(tmp_path: Path) -> None:
    with closing(NameLedger(tmp_path / "m.db")) as ledger:
        ledger.remember(1, {ROUHANI: 2}.items())
        assert ledger.known(2) == {}
        ledger.remember(2, {ROUHANI: 3}.items())
        assert ledger.known(3) == {"روحانی": "Rouhani"}
        ledger.remember(3, {ROHANI: 4}.items())
        assert ledger.known(4) == {}


def test_a_run_neither_counts_twice_nor_learns_from_itself(tmp_path: Path) -> None:
    with closing(NameLedger(tmp_path / "m.db")) as ledger:
        ledger.remember(1, {ROUHANI: 2}.items())
        ledger.remember(1, {ROUHANI: 2}.items())
        assert ledger.known(2) == {}
        ledger.remember(2, {ROUHANI: 50, ROHANI: 1}.items())
        assert ledger.known(2) == {}
        ledger.remember(2, {ROUHANI: 1}.items())
        assert ledger.known(3) == {"روحانی": "Rouhani"}


def test_a_damaged_ledger_is_an_error_that_names_the_store(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(OutputFailed, match=r"m\.db"):
        NameLedger(path)
