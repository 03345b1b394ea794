"""From what a user calls a model to a checked folder with a known hash."""

import difflib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from translate.engines.families import Family, family_of, longest_source, missing_file
from translate.engines.fingerprint import WEIGHTS, check_safetensors, damaged, fingerprint
from translate.engines.hub import fetch
from translate.engines.presets import Preset, presets
from translate.errors import ModelUnavailable
from translate.records import Decoding

BUILTIN = "builtin"
BUILTIN_FOLDER = Path(__file__).parents[1] / "builtin"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is on this disk, whole, and what is known of it.

    `path` is a transformers folder (or a CTranslate2 one with its SentencePiece files); `sha256` covers
    weights, tokenizer and configuration; `profile` is the normalisation it wants; `decoding` what is
    recommended for it; `notice` one line for the user, or "". `max_source_tokens` counts special tokens.
    `trained_on` names corpora that it has seen.
    """

    name: str
    path: Path
    family: Family
    sha256: str
    profile: str
    decoding: Decoding
    notice: str
    licence: str
    max_source_tokens: int
    trained_on: tuple[str, ...] = ()


def resolve(name: str) -> Model:
    """The model called `name`: "builtin", a preset, a folder, or a hub id, which may be downloaded.

    ModelUnavailable where it is unknown (with the nearest name), incomplete or damaged (with the file), or
    cannot be reached (with the way to bring it here).
    """
    preset = presets().get(name)
    if preset is not None:
        return _of_preset(preset)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _in_folder(name, folder)
    if re.fullmatch(r"[\w.-]+/[\w.-]+", name) and not name.startswith("."):
        return _from_hub(name)
    if folder.exists():
        raise ModelUnavailable(f"{name}: a file; --model takes the folder that a model's files are in")
    if os.sep in name:
        raise ModelUnavailable(f"{name}: no such folder")
    raise ModelUnavailable(f"no model called {name!r}{_nearest(name)}; see `tarjoman models list`")


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), presets(), n=1, cutoff=0.4)
    return f"; did you mean {near[0]!r}?" if near else ""


def _of_preset(preset: Preset) -> Model:
    folder = fetch(preset.hub_id, preset.revision) if preset.hub_id else _builtin_folder()
    return _in_folder(preset.name, folder, preset)


def _builtin_folder() -> Path:
    spoilt = damaged(BUILTIN_FOLDER)
    if spoilt:
        raise ModelUnavailable(
            f"{BUILTIN_FOLDER}: {', '.join(spoilt)} missing or not as shipped; reinstall tarjoman"
        )
    return BUILTIN_FOLDER


def _from_hub(hub_id: str) -> Model:
    known = next((preset for preset in presets().values() if preset.hub_id == hub_id), None)
    return _in_folder(hub_id, fetch(hub_id, known.revision if known else None), known)


def _in_folder(name: str, folder: Path, preset: Preset | None = None) -> Model:
    family = family_of(folder)
    _check_whole(folder, family)
    return Model(
        name=name,
        path=folder.resolve(),
        family=family,
        sha256=fingerprint(folder),
        profile=(preset.profile if preset else None) or family.profile,
        decoding=preset.decoding if preset else Decoding(),
        notice=_notice(preset),
        licence=preset.terms if preset else "not known to tarjoman: see the model's card",
        max_source_tokens=longest_source(folder, family),
        trained_on=preset.trained_on if preset else (),
    )


def _notice(preset: Preset | None) -> str:
    if preset is None:
        return ""
    terms = "" if preset.commercial else f"{preset.name}: {preset.terms}"
    return "; ".join(filter(None, (preset.note, terms)))


def _check_whole(folder: Path, family: Family) -> None:
    """ModelUnavailable for a missing file, and for weights that end too early."""
    missing = missing_file(folder, family)
    if missing:
        raise ModelUnavailable(f"{folder}: {missing} is missing, which a {family.name} model needs")
    if not any(True for pattern in WEIGHTS for _ in folder.glob(pattern)):
        raise ModelUnavailable(
            f"{folder}: no weights in it (model.safetensors, pytorch_model.bin or model.bin)"
        )
    for path in folder.glob("*.safetensors"):
        check_safetensors(path)
