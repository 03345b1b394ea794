"""The models that have a name of their own: `presets.toml`, read and checked."""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from translate.records import Decoding


@dataclass(frozen=True, slots=True)
class Score:
    """A published figure and where it was read."""

    set: str
    metric: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A known model. Fields as explained at the head of `presets.toml`; `parameters` in millions."""

    name: str
    family: str
    parameters: float
    stored_bytes: float
    licence: str
    commercial: bool
    languages: str
    hub_id: str | None = None
    revision: str | None = None
    profile: str | None = None
    note: str = ""
    decoding: Decoding = dataclasses.field(default_factory=Decoding)
    scores: tuple[Score, ...] = ()
    trained_on: tuple[str, ...] = ()

    @property
    def disk_mb(self) -> int:
        """About what the published files take on disk, in megabytes."""
        return round(self.parameters * self.stored_bytes)

    @property
    def memory_mb(self) -> int:
        """About what the weights take in memory with int8, in megabytes: a byte a parameter."""
        return round(self.parameters)

    @property
    def terms(self) -> str:
        """The licence, with a plain word where a newsroom must not use the model."""
        return self.licence if self.commercial else f"{self.licence} (not for commercial use)"


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its name, in the order of the file."""
    content = tomllib.loads(files("translate.engines").joinpath("presets.toml").read_text("utf-8"))
    return {name: _preset(name, table) for name, table in content.items()}


def _preset(name: str, table: dict[str, object]) -> Preset:
    fields: dict[str, object] = {**table, "name": name}
    decoding, scores = table.get("decoding", {}), table.get("scores", [])
    if not isinstance(decoding, dict) or not isinstance(scores, list):
        raise TypeError(f"presets.toml: {name}: decoding must be a table and scores a list")
    fields["decoding"] = Decoding(**decoding)
    fields["scores"] = tuple(Score(**score) for score in scores)
    trained_on = table.get("trained_on", [])
    fields["trained_on"] = tuple(trained_on) if isinstance(trained_on, list) else ()
    return Preset(**fields)  # type: ignore[arg-type]  # TOML is checked by the tests, field by field
