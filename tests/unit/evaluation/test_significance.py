"""The paired tests: honest on null comparisons, sure of real differences, blind to names."""

from dataclasses import replace

import numpy as np
import pytest

from scripts.check_significance import HONEST, null_comparisons, pools, rates
from translate.evaluation.extraction import extract
from translate.evaluation.significance import compare_statistics

REFERENCES = [f"The {word} of item {n} was good today." for n in range(40) for word in ("price", "end")]
BETTER = [text.replace("good", "fine") for text in REFERENCES]
WORSE = [text.replace("was", "is").replace("good", "bad") for text in REFERENCES]
DOCUMENTS = [str(at // 4) for at in range(len(REFERENCES))]


@pytest.mark.slow
def test_false_positives_by_document_stay_near_five_per_cent_and_by_segment_do_not() -> None:
    [pool] = pools(["chrf"], seed=7)
    honest = rates(null_comparisons(pool, count=200, documents=60, by_document=True, seed=7))
    assert all(HONEST[0] <= rate <= HONEST[1] for rate in honest)
    naive = rates(null_comparisons(pool, count=60, documents=60, by_document=False, seed=7))
    assert min(naive) > 2 * HONEST[1]


@pytest.mark.parametrize("key", ["bleu", "chrf", "chrf++", "ter"])
def test_a_real_difference_is_certain_in_the_right_direction(key: str) -> None:
    [worse] = extract([key], WORSE, [REFERENCES])
    [better] = extract([key], BETTER, [REFERENCES])
    found = compare_statistics(worse, better, documents=DOCUMENTS)
    assert found.p_bootstrap < 0.01
    assert found.p_randomisation < 0.01
    assert found.better == "B"
    assert found.superior == 1.0
    assert found.spread.low <= found.difference <= found.spread.high
    assert found.units == 20


def test_equal_systems_differ_by_nothing() -> None:
    [one] = extract(["bleu"], BETTER, [REFERENCES])
    found = compare_statistics(one, one, documents=DOCUMENTS)
    assert (found.difference, found.better) == (0.0, "neither")
    assert found.p_bootstrap == found.p_randomisation == 1.0


def test_swapping_the_systems_swaps_the_sign_alone() -> None:
    [first], [second] = extract(["chrf"], WORSE, [REFERENCES]), extract(["chrf"], BETTER, [REFERENCES])
    forth = compare_statistics(first, second, documents=DOCUMENTS)
    back = compare_statistics(second, first, documents=DOCUMENTS)
    assert back.difference == -forth.difference
    assert back.spread.low == pytest.approx(-forth.spread.high)
    assert (forth.better, back.better) == ("B", "A")


def test_documents_and_not_their_order_decide() -> None:
    [first], [second] = extract(["ter"], WORSE, [REFERENCES]), extract(["ter"], BETTER, [REFERENCES])
    order = np.argsort([int(name) % 3 for name in DOCUMENTS], kind="stable")
    names = [DOCUMENTS[at] for at in order]
    moved = [replace(one, rows=one.rows[order]) for one in (first, second)]
    assert compare_statistics(*moved, documents=names).units == 20
    assert compare_statistics(*moved, documents=names).first == pytest.approx(
        compare_statistics(first, second, documents=DOCUMENTS).first
    )
