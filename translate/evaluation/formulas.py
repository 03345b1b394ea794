"""Scores of many resamples at once: sacreBLEU's formulas over a matrix of summed statistics.

sacreBLEU scores one row of sums at a time; a significance test needs thousands. A property test holds these
against sacreBLEU's own answer for random rows and every smoothing.
"""

from typing import TYPE_CHECKING, Any

from translate.evaluation.extraction import Statistics

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EPS = 1e-16  # sacreBLEU's value for an undefined precision or recall in chrF with epsilon smoothing
LOG_OF_ZERO = -9999999999.0  # sacreBLEU's floor of log(0)


def scores(statistics: Statistics, sums: "Floats") -> "Floats":
    """Scores (0-100; TER may exceed 100) of sums with shape (resamples, counts); shape (resamples,)."""
    if statistics.key == "bleu":
        return bleu(statistics.metric, sums)
    if statistics.key == "ter":
        return ter(sums)
    return chrf(statistics.metric, sums)


def bleu(metric: Any, sums: "Floats") -> "Floats":
    """BLEU (Papineni et al. 2002) with sacreBLEU's smoothing; columns: lengths, matches, totals."""
    import numpy as np

    order = metric.max_ngram_order
    length, reference_length = sums[:, 0], sums[:, 1]
    matches, totals = sums[:, 2 : 2 + order].copy(), sums[:, 2 + order :].copy()
    nothing = ~matches.any(axis=1)
    precisions = smoothed_precisions(metric, matches, totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(precisions > 0, np.log(precisions), LOG_OF_ZERO)
        penalty = np.where(length < reference_length, np.exp(1 - reference_length / length), 1.0)
    if metric.effective_order:
        counted = np.maximum((totals > 0).sum(axis=1), 1)
        logs = np.where(np.arange(order) < counted[:, None], logs, 0.0)
    else:
        counted = np.full(len(sums), order)
    value = penalty * np.exp(logs.sum(axis=1) / counted)
    return np.where(nothing | (length == 0), 0.0, value)


def smoothed_precisions(metric: Any, matches: "Floats", totals: "Floats") -> "Floats":
    """N-gram precisions in percent, smoothed as the metric says; changes `matches` and `totals` for add-k."""
    import numpy as np

    method = metric.smooth_method
    value = metric.smooth_value if metric.smooth_value is not None else metric.SMOOTH_DEFAULTS[method]
    if method == "add-k":
        matches[:, 1:] += value
        totals[:, 1:] += value
    with np.errstate(divide="ignore", invalid="ignore"):
        precisions = np.where(totals > 0, 100.0 * matches / totals, 0.0)
        empty = (matches == 0) & (totals > 0)
        if method == "exp":
            # Every further order without a match halves once more (NIST, mteval-v13a).
            halvings = 2.0 ** np.cumsum(empty, axis=1)
            precisions = np.where(empty, 100.0 / (halvings * totals), precisions)
        elif method == "floor":
            precisions = np.where(empty, 100.0 * value / totals, precisions)
    return precisions


def chrf(metric: Any, sums: "Floats") -> "Floats":
    """Character F-score (Popovic 2015, 2017); columns: hypothesis, reference, matches for each order."""
    import numpy as np

    ours, theirs, matched = sums[:, 0::3], sums[:, 1::3], sums[:, 2::3]
    factor = metric.beta**2
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(ours > 0, matched / ours, EPS)
        recall = np.where(theirs > 0, matched / theirs, EPS)
        if metric.eps_smoothing:
            denominator = factor * precision + recall
            value = np.where(denominator > 0, (1 + factor) * precision * recall / denominator, EPS)
            smoothed: Floats = 100.0 * value.mean(axis=1)
            return smoothed
        effective = (ours > 0) & (theirs > 0)
        orders = effective.sum(axis=1)
        mean_precision = (precision * effective).sum(axis=1) / orders
        mean_recall = (recall * effective).sum(axis=1) / orders
        value = (1 + factor) * mean_precision * mean_recall / (factor * mean_precision + mean_recall)
    return np.where((orders > 0) & (mean_precision + mean_recall > 0), 100.0 * value, 0.0)


def ter(sums: "Floats") -> "Floats":
    """TER (Snover et al. 2006); columns: edits, mean reference length."""
    import numpy as np

    edits, length = sums[:, 0], sums[:, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(length > 0, edits / length, np.where(edits > 0, 1.0, 0.0))
    return 100.0 * value
