"""What was decided before a night translates: how it decodes, which articles, and why."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from translate.formats.atomic import replace_file


@dataclass(frozen=True, slots=True)
class NightPlan:
    """`beam`, `precision` None: as the configuration says. `left` are ids of articles there is no time for.

    `predicted` is the time from then to publication in seconds, None where nobody asked; `said` tells a
    person what was chosen and why, "" where there was nothing to choose.
    """

    beam: int | None = None
    precision: str | None = None
    left: tuple[str, ...] = ()
    predicted: float | None = None
    said: str = ""


def write_plan(path: Path, plan: NightPlan) -> None:
    """Keep the plan: a night that goes on after a stop decodes as it began."""
    with replace_file(path) as stream:
        json.dump(asdict(plan), stream, ensure_ascii=False)


def read_plan(path: Path) -> NightPlan | None:
    """The plan that was kept, if any."""
    if not path.exists():
        return None
    content = json.loads(path.read_text("utf-8"))
    return NightPlan(**content | {"left": tuple(content["left"])})
