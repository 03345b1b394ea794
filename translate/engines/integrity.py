"""Whether the files of a model folder are those that were published."""

from pathlib import Path

from translate.engines.fingerprint import CHECKSUMS, damaged
from translate.errors import ModelUnavailable


def check_sums(folder: Path) -> None:
    """Compare a folder with its list of SHA-256 sums; ModelUnavailable names what is missing or differs.

    A folder without such a list passes: there is nothing to compare it with.
    """
    spoilt = damaged(folder)
    if spoilt:
        raise ModelUnavailable(
            f"{folder}: {', '.join(spoilt)} missing or not as {CHECKSUMS} says; copy the model again"
        )
