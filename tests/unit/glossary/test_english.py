import pytest

from translate.glossary.english import forbidden_form, has_form, is_obeyed
from translate.glossary.terms import Term


@pytest.mark.parametrize(
    ("target", "form"),
    [
        ("the U.S. said", "US"),
        ("PRESIDENTS met", "president"),
        ("a cease-fire", "ceasefire"),
        ("al Qaeda’s leader", "Al-Qaeda"),
        ("Reza Pahlavī", "Reza Pahlavi"),
        ("in Hague", "The Hague"),
        ("new policies", "policy"),
        ("MohammadReza Aref", "Mohammad Reza"),
        ("the spokesmen", "spokesman"),
        ("Iran's", "Iran"),
    ],
)
def test_case_accents_articles_hyphens_and_endings_are_free(target: str, form: str) -> None:
    assert has_form(target, (form,))


@pytest.mark.parametrize(
    ("target", "form"),
    [
        ("he told us so", "US"),
        ("Iranian", "Iran"),
        ("Tahran", "Tehran"),
        ("I ran home", "Iran"),
        ("", "Iran"),
    ],
)
def test_another_word_is_no_form(target: str, form: str) -> None:
    assert not has_form(target, (form,))


def test_a_forbidden_form_spoils_even_what_is_accepted() -> None:
    term = Term("داعش", ("Islamic State", "ISIS"), forbidden=("Daesh",))
    assert is_obeyed("ISIS fled", term)
    assert not is_obeyed("ISIS (Daesh) fled", term)
    assert forbidden_form("ISIS (Daesh) fled", term) == "Daesh"
