"""A user's word on tags, tokens and profile goes before the family's, and what has no effect is refused."""

from dataclasses import replace

import pytest

from translate.engines.families import FAMILIES
from translate.engines.models import Model, resolve
from translate.engines.overrides import Overrides, overridden
from translate.engines.signature import signature
from translate.engines.tokenisers import Frame, tokeniser_of
from translate.errors import BadUsage, ModelUnavailable
from translate.records import Decoding


def model(family: str) -> Model:
    return replace(resolve("builtin"), family=FAMILIES[family], profile=FAMILIES[family].profile)


def frame(family: str, wanted: Overrides) -> Frame:
    return Frame(overridden(model(family), wanted).family)


def test_tags_stand_in_the_tokens_that_the_family_puts_them_in() -> None:
    told = frame("nllb", Overrides(source_language="prs_Arab", target_language="deu_Latn"))
    assert (told.prefix, told.target_prefix) == (("prs_Arab",), ("deu_Latn",))
    assert frame("m2m100", Overrides(source_language="ps")).prefix == ("__ps__",)
    assert frame("madlad", Overrides(target_language="fr")).prefix == ("<2fr>",)


def test_prefixes_are_replaced_also_by_nothing() -> None:
    assert frame("m2m100", Overrides(source_prefix=())).prefix == ()
    told = frame("t5", Overrides(source_prefix=("<2{target}>", "x"), target_language="en"))
    assert told.prefix == ("<2en>", "x")


def test_silence_changes_nothing() -> None:
    for name in FAMILIES:
        assert overridden(model(name), Overrides()) == model(name)


def test_a_profile_goes_before_the_one_of_the_family() -> None:
    assert overridden(model("nllb"), Overrides(profile="t5")).profile == "t5"
    with pytest.raises(BadUsage, match="no normalisation profile called 'nlb'; did you mean 'nllb'"):
        overridden(model("nllb"), Overrides(profile="nlb"))


@pytest.mark.parametrize(
    ("family", "wanted", "message"),
    [
        ("marian", Overrides(target_language="en"), "family marian are not told a target language"),
        ("small100", Overrides(source_language="fa"), "family small100 are not told a source language"),
        ("madlad", Overrides(source_prefix=("{language}",)), "only {source} and {target} may stand"),
        ("madlad", Overrides(source_prefix=("{",)), "only {source} and {target} may stand"),
    ],
)
def test_what_would_have_no_effect_is_refused(family: str, wanted: Overrides, message: str) -> None:
    with pytest.raises(BadUsage, match=message):
        overridden(model(family), wanted)


def test_a_token_that_the_model_does_not_know_is_named() -> None:
    told = overridden(resolve("builtin"), Overrides(source_prefix=(">>deu<<",)))
    with pytest.raises(ModelUnavailable, match="does not know the language tag >>deu<<"):
        tokeniser_of(told.path, told.family)


def test_everything_that_is_overridden_is_in_the_signature() -> None:
    told = [
        Overrides(),
        Overrides(source_language="prs_Arab"),
        Overrides(target_language="deu_Latn"),
        Overrides(source_prefix=()),
        Overrides(target_prefix=()),
    ]
    signatures = {
        signature("e", "1", "int8", overridden(model("nllb"), wanted), Decoding()) for wanted in told
    }
    assert len(signatures) == len(told)
    plain = signature("e", "1", "int8", model("nllb"), Decoding())
    for changed in (Decoding(n_best=2), Decoding(token_scores=True), Decoding(length_penalty=0.5)):
        assert signature("e", "1", "int8", model("nllb"), changed) != plain
