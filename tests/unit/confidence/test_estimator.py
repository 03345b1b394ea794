"""From what a translation shows to the confidence in it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.confidence.estimator import GENERIC, estimator_for
from translate.confidence.features import Evidence, features, geometric_mean
from translate.confidence.recalibration import Recalibration
from translate.records import Flag

PLAIN = Evidence(
    source="وزیر نفت روز دوشنبه گفت که صادرات از تابستان بیشتر شده است.",
    target="The oil minister said on Monday that exports had grown since the summer.",
    score=-0.4,
)
GENERAL = estimator_for("no model has this hash")


def confidence(evidence: Evidence) -> float:
    found = GENERAL.confidence(evidence)
    assert found is not None
    return found


def test_a_surer_model_gives_more_confidence() -> None:
    scores = [-0.1, -0.4, -0.8, -1.5, -2.5]
    found = [confidence(replace(PLAIN, score=score)) for score in scores]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1] + 0.2


def test_flags_lower_confidence() -> None:
    flagged = replace(PLAIN, flags=(Flag("numbers", "12 is missing"), Flag("negation", "not is missing")))
    assert confidence(flagged) < confidence(PLAIN)


def test_a_check_that_the_weights_do_not_know_counts_as_a_flag() -> None:
    unknown = replace(PLAIN, flags=(Flag("made up yesterday", "something"),))
    assert confidence(unknown) < confidence(PLAIN)


def test_without_a_score_there_is_no_confidence() -> None:
    assert GENERAL.confidence(replace(PLAIN, score=None)) is None


@given(
    source=st.text(max_size=40),
    target=st.text(max_size=40),
    score=st.floats(-1000, 1, allow_nan=False),
    checks=st.lists(st.text(max_size=5), max_size=3),
)
def test_confidence_is_a_share_whatever_comes(
    source: str, target: str, score: float, checks: list[str]
) -> None:
    flags = tuple(Flag(check, "") for check in checks)
    assert 0 <= confidence(Evidence(source, target, score, flags)) <= 1


def learned(weights: str) -> Recalibration:
    return Recalibration(weights, ((0.0, 0.0), (1.0, 0.5)), segments=200, before=0.3, after=0.1)


def test_a_recalibration_of_other_weights_or_another_model_is_not_used() -> None:
    assert estimator_for("m", recalibrations={"m": learned("older")}).recalibration is None
    assert estimator_for("m", recalibrations={"n": learned(GENERAL.version)}).recalibration is None


def test_a_recalibration_maps_the_effort_once_more() -> None:
    halved = estimator_for("m", recalibrations={"m": learned(GENERAL.version)})
    effort, base = halved.effort(PLAIN), GENERAL.effort(PLAIN)
    assert effort is not None
    assert base is not None
    assert effort == pytest.approx(base / 2)
    assert halved.base_effort(PLAIN) == base


def test_a_model_without_a_curve_of_its_own_gets_the_generic_one() -> None:
    assert GENERAL.calibrated_for == GENERIC


def test_weights_say_which_features_they_need_and_what_they_were_made_from() -> None:
    from importlib.resources import files

    stored = json.loads(files("translate.confidence").joinpath("weights.json").read_text("utf-8"))
    known = features(PLAIN, -0.4).keys()
    assert {name for name in stored["features"] if not name.startswith("flag: ")} <= known
    assert stored["trained_on"]["segments"] > 2000
    assert estimator_for(stored["trained_on"]["model_sha256"]).calibrated_for != GENERIC


def test_a_headline_is_known_by_its_missing_stop() -> None:
    assert features(replace(PLAIN, source="صادرات نفت بیشتر شد"), -0.4)["no stop"] == 1
    assert features(replace(PLAIN, source="او گفت: «صادرات بیشتر شد.»"), -0.4)["no stop"] == 0


def test_pieces_weigh_alike_and_one_without_a_score_leaves_none() -> None:
    assert geometric_mean([-0.2, -0.6]) == pytest.approx(-0.4)
    assert geometric_mean([-0.2, None]) is None
    assert geometric_mean([]) is None
