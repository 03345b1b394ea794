from pathlib import Path

import pytest

from translate.errors import UnreadableDocument
from translate.formats import registry


def test_every_ending_resolves_to_a_format_that_answers_for_it() -> None:
    for suffix in registry.supported():
        assert suffix in registry.for_suffix(suffix).suffixes


def test_an_ending_counts_in_whatever_case() -> None:
    assert registry.for_path(Path("NEWS.HTML")) is registry.for_path(Path("news.html"))


def test_a_file_without_an_ending_is_plain_text() -> None:
    assert registry.for_path(Path("README")) is registry.for_suffix(".txt")


def test_an_unknown_ending_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(
        UnreadableDocument, match=r"a\.doc: \.doc files cannot be read; supported: \.txt.*\.html"
    ):
        registry.for_path(Path("a.doc"))
