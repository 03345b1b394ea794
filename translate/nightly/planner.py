"""Whether a night will be over in time, and what to do where it will not."""

from collections.abc import Sequence

from translate.config import Settings
from translate.formats.inputs import Input
from translate.nightly.plan import NightPlan


def no_hurry(_inputs: Sequence[Input], _settings: Settings) -> NightPlan:
    """The plan of a night without a deadline."""
    return NightPlan()
