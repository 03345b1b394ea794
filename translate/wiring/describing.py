"""What says how sure a translation is, and what a manifest tells of all that was wired together."""

import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from translate import __version__
from translate.checks.terms import Terms
from translate.confidence.estimator import Estimator, estimator_for
from translate.confidence.recalibration import beside, read_learned
from translate.engines.tokenisers import Frame
from translate.pipeline.judging import Judge
from translate.text.version import TEXT_VERSION
from translate.wiring.shop import Workshop


def judge(shop: Workshop, store: Path) -> Judge:
    """What says what becomes of a segment in a run with this engine and store."""
    more = (Terms(shop.terms.matcher),) if shop.terms else ()
    return Judge(more=more, confidence=_estimator(shop, store).confidence)


def described(shop: Workshop, store: Path) -> dict[str, Any]:
    """What a manifest says of program, machine, model, engine and settings."""
    frame = Frame(shop.model.family)
    return {
        "tarjoman": __version__,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "host": {"name": platform.node(), "system": platform.platform(), "machine": platform.machine()},
        "model": {
            "name": shop.model.name,
            "path": str(shop.model.path),
            "sha256": shop.model.sha256,
            "licence": shop.model.licence,
            "trained_on": list(shop.model.trained_on),
        },
        "engine": {
            "name": shop.choice.engine,
            "device": str(shop.choice.devices),
            "precision": shop.precision,
            "why": shop.choice.reason,
            "signature": shop.engine.signature,
        },
        "language_tokens": {"source": list(frame.prefix), "target": list(frame.target_prefix)},
        "second_model": shop.second_model,
        "decoding": asdict(shop.decoding),
        "glossary": {
            "names": list(shop.glossary.names),
            "terms": len(shop.glossary),
            "sha256": shop.glossary.sha256,
        },
        "text": {"profile": shop.model.profile, "version": TEXT_VERSION},
        "confidence": _told(_estimator(shop, store)),
        "batches": asdict(shop.rule),
        "layout": asdict(shop.layout),
        "store": str(store),
    }


def _estimator(shop: Workshop, store: Path) -> Estimator:
    """What says how sure a translation of this model is, as the edits in the store have taught it."""
    return estimator_for(shop.model.sha256, recalibrations=read_learned(beside(store)).models)


def _told(estimator: Estimator) -> dict[str, Any]:
    learned = estimator.recalibration
    return {
        "weights": estimator.version,
        "calibrated_for": estimator.calibrated_for,
        "recalibrated_from_edits": learned.segments if learned else 0,
        "recalibration": learned.knots if learned else None,
    }
