"""Output folders as `tarjoman run` leaves them, made without running anything."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from translate.pipeline.outputs import as_json, segment_row
from translate.records import Flag, Segment, Translation


def written(folder: Path, files: Mapping[str, Sequence[Translation]], **manifest: object) -> Path:
    """`files` by name: the translations that NAME.segments.jsonl holds."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, translations in files.items():
        path = folder / f"{name}.segments.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(as_json(segment_row(one)) + "\n" for one in translations), "utf-8")
    says = {
        "tarjoman": "0.1.0",
        "id": f"id of {folder.name}",
        "out": str(folder),
        "store": str(folder / ".tarjoman" / "memory.db"),
        "model": {"name": "echo", "sha256": "0" * 64},
    }
    (folder / "run.json").write_text(json.dumps(says | manifest), "utf-8")
    return folder


def article(document: str, *pairs: tuple[str, str], flags: Sequence[Flag] = ()) -> list[Translation]:
    """A document whose every paragraph is one sentence; the flags are those of its first."""
    return [
        Translation(
            Segment(document, index, index, 0, len(source), source),
            target,
            "mt",
            confidence=0.5,
            flags=tuple(flags) if index == 0 else (),
        )
        for index, (source, target) in enumerate(pairs)
    ]
