"""Where everything of a night lies below the output folder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from translate.wiring import OWN_FOLDER

_NIGHT = re.compile(r"(\d{6,})-\d{4}-\d{2}-\d{2}")

REPORT = "report.html"
ARTICLES = "articles.jsonl"
WITHDRAWN = "withdrawn.jsonl"
CORRECTIONS = "corrections.jsonl"


@dataclass(frozen=True, slots=True)
class Places:
    """Folders below `out`. A published night is never written to again."""

    out: Path

    @property
    def nights(self) -> Path:
        """Published nights, one folder each."""
        return self.out / "nights"

    @property
    def held(self) -> Path:
        """Nights that were held back."""
        return self.out / "held"

    @property
    def latest(self) -> Path:
        """A link to the last published night."""
        return self.out / "latest"

    @property
    def current(self) -> Path:
        """A link to the last version of every article."""
        return self.out / "current"

    @property
    def quarantine(self) -> Path:
        """What is set aside, one row an article."""
        return self.out / "quarantine.jsonl"

    @property
    def own(self) -> Path:
        """The program's own folder: lock, store, what is being made."""
        return self.out / OWN_FOLDER

    @property
    def staging(self) -> Path:
        """Below it a folder for each night that is being made."""
        return self.own / "staging"

    @property
    def sets(self) -> Path:
        """What `current` points to."""
        return self.own / "sets"


@dataclass(frozen=True, slots=True)
class Staging:
    """A night that is being made. Each of its parts is there whole or not at all, in this order.

    `work`: what was gathered; `spool`: articles without a file of their own, a file a source; `plan`: what is
    to be done of it, and how; `translated`: the outputs of the translation run; `finished`: the night as it
    will be published.
    """

    folder: Path

    @property
    def work(self) -> Path:
        """The list of tonight's articles."""
        return self.folder / "work.jsonl"

    @property
    def spool(self) -> Path:
        """Rows to be translated."""
        return self.folder / "spool"

    @property
    def plan(self) -> Path:
        """What was decided before translating."""
        return self.folder / "plan.json"

    @property
    def translated(self) -> Path:
        """Outputs of the run."""
        return self.folder / "translated"

    @property
    def finished(self) -> Path:
        """What becomes the night's folder."""
        return self.folder / "finished"


def night_name(number: int, date: str) -> str:
    """A folder name that sorts by number; `date` is for people."""
    return f"{number:06d}-{date}"


def numbered(folder: Path) -> Iterator[tuple[int, Path]]:
    """The nights in a folder with their numbers, the first one first."""
    found = [(match, path) for path in _inside(folder) if (match := _NIGHT.fullmatch(path.name))]
    yield from sorted((int(match[1]), path) for match, path in found)


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
