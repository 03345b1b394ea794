"""One stable string for everything that may change a target. It goes into the memory key."""

import dataclasses

from translate.engines.models import Model
from translate.records import Decoding


def signature(engine: str, release: str, compute: str, model: Model, decoding: Decoding) -> str:
    """Engine with its release, precision, weights, language tags and every decoding setting.

    Device and thread count are not in it: a laptop and a cluster share the memory.
    """
    settings = ",".join(f"{name}={value}" for name, value in dataclasses.asdict(decoding).items())
    tags = f"{model.family.name}:{model.family.source}>{model.family.target}"
    return f"{engine}-{release}|{compute}|{model.sha256}|{tags}|{settings}"
