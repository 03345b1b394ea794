from collections import Counter

import pytest

from translate.glossary.english import is_obeyed, plain
from translate.glossary.matching import Matcher
from translate.glossary.reading import STARTER, read_glossary
from translate.glossary.terms import Glossary


@pytest.fixture(scope="module")
def starter() -> Glossary:
    return read_glossary(STARTER)


def test_the_starter_list_has_two_thousand_terms_of_every_kind(starter: Glossary) -> None:
    kinds = Counter(term.kind for term in starter)
    assert len(starter) >= 2000
    assert set(kinds) == {"person", "place", "organisation", "office", "demonym", "term"}
    assert min(kinds.values()) >= 100


def test_no_persian_stands_twice_and_every_term_finds_itself(starter: Glossary) -> None:
    matcher = Matcher(starter)
    assert len({term.persian for term in starter}) == len(starter)
    lost = [
        term.persian for term in starter if [match.term for match in matcher.matches(term.persian)] != [term]
    ]
    assert lost == []


def test_every_english_form_is_plain_latin_and_says_its_own_term(starter: Glossary) -> None:
    for term in starter:
        assert all(plain(form).isascii() for form in term.english), term
        assert all(is_obeyed(f"the {form} said", term) for form in term.english), term


@pytest.mark.parametrize("word", ["مالی", "دوشنبه", "صحنه", "سرباز", "انتخاب", "زمین", "آزادی"])
def test_words_that_mean_other_things_are_not_in_it(starter: Glossary, word: str) -> None:
    assert all(term.persian != word for term in starter)
