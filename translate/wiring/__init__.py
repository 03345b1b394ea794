"""The one place where settings become an engine, a memory, a view of the text and a job."""

from translate.wiring.describing import described, judge
from translate.wiring.places import OWN_FOLDER, OWN_STORE, locked, store_locked, store_path
from translate.wiring.running import dry_run, heard, line_translator, run, translated
from translate.wiring.shop import Workshop, calibrated, forget_calibration, workshop

__all__ = [
    "OWN_FOLDER",
    "OWN_STORE",
    "Workshop",
    "calibrated",
    "described",
    "dry_run",
    "forget_calibration",
    "heard",
    "judge",
    "line_translator",
    "locked",
    "run",
    "store_locked",
    "store_path",
    "translated",
    "workshop",
]
