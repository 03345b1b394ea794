"""One stable string for everything that may change a target. It goes into the memory key."""

import dataclasses

from translate.engines.models import Model
from translate.engines.tokenisers import Frame
from translate.records import Decoding


def signature(engine: str, release: str, compute: str, model: Model, decoding: Decoding) -> str:
    """Engine with its release, precision, weights, language tokens and every decoding setting.

    Device and thread count are not in it: a laptop and a cluster share the memory.
    """
    settings = ",".join(f"{name}={value}" for name, value in dataclasses.asdict(decoding).items())
    frame = Frame(model.family)
    tags = f"{model.family.name}:{' '.join(frame.prefix)}>{' '.join(frame.target_prefix)}"
    return f"{engine}-{release}|{compute}|{model.sha256}|{tags}|{settings}"
