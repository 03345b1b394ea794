import pytest

from translate.checks.copies import Copies
from translate.checks.names import Names
from translate.glossary.names import Spelling
from translate.pipeline import naming
from translate.pipeline.naming import RunNames, with_ledger

PAIRS = [("روحانی به تهران رفت.", "Rohani went to Tehran."), ("تهران آرام بود.", "Tehran was calm.")]


def test_a_run_counts_its_names_and_holds_them_against_earlier_runs() -> None:
    names = RunNames({"روحانی": "Rouhani"})
    assert [(place, flag.detail) for place, flag in names(PAIRS)] == [
        (0, '«روحانی» is "Rouhani" elsewhere, here "Rohani"')
    ]
    assert names.counts == {Spelling("روحانی", "Rohani"): 1, Spelling("تهران", "Tehran"): 2}


def test_of_too_many_names_those_used_most_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "MOST", 3)
    names = RunNames({})
    names(PAIRS)
    names([("شیراز و اصفهان و تهران.", "Shiraz, Isfahan and Tehran.")])
    assert names.counts == {Spelling("تهران", "Tehran"): 3}


def test_the_ledger_takes_the_place_of_the_check_of_names_only() -> None:
    names, copies = RunNames({}), Copies()
    assert with_ledger((copies, Names()), names) == (copies, names)
