from collections.abc import Iterator
from contextlib import closing

import pytest

from translate.errors import OutputFailed
from translate.formats.given_ids import GivenIds


@pytest.fixture
def given() -> Iterator[GivenIds]:
    with closing(GivenIds()) as ids:
        yield ids


def test_an_id_that_looks_like_a_second_one_is_not_given_again(given: GivenIds) -> None:
    names = ["a#2", "a", "a", "a", "a#2"]
    assert [given.distinct(name) for name in names] == ["a#2", "a", "a#3", "a#4", "a#2#2"]


def test_a_name_that_is_no_utf_8_has_an_id_too(given: GivenIds) -> None:
    assert [given.distinct("\udcff"), given.distinct("\udcff")] == ["\udcff", "\udcff#2"]


def test_a_full_temporary_folder_is_named_with_what_to_do(given: GivenIds) -> None:
    given._database.execute("PRAGMA max_page_count = 3")
    many = map(given.distinct, map(str, range(1000)))
    with pytest.raises(OutputFailed, match="free some space there, or name another in TMPDIR"):
        list(many)
