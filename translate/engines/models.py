"""From what a user calls a model to a checked folder with a known hash."""

from dataclasses import dataclass
from pathlib import Path

from translate.engines.families import Family, family_of, longest_source
from translate.engines.fingerprint import check_safetensors, damaged, fingerprint
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


# Beam, penalties: see docs of `translate/builtin/README.md`; chosen on the development sets.
BUILTIN_DECODING = Decoding(beam=4, repetition_penalty=1.1, no_repeat_ngram=4)


def resolve(name: str) -> Model:
    """The model called `name`, a folder or "builtin"; ModelUnavailable says how to get one otherwise."""
    if name == BUILTIN:
        return _builtin()
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _from_folder(name, folder)
    raise ModelUnavailable(f"no model called {name!r}")


def _builtin() -> Model:
    spoilt = damaged(BUILTIN_FOLDER)
    if spoilt:
        raise ModelUnavailable(
            f"{BUILTIN_FOLDER}: {', '.join(spoilt)} missing or not as shipped; reinstall tarjoman"
        )
    family = family_of(BUILTIN_FOLDER)
    return Model(
        name=BUILTIN,
        path=BUILTIN_FOLDER,
        family=family,
        sha256=fingerprint(BUILTIN_FOLDER),
        profile="builtin",
        decoding=BUILTIN_DECODING,
        notice=(
            "the built-in model is small and rough, for trying things out; for a better one see "
            "`tarjoman models list` and pass --model"
        ),
        licence="CC BY-SA 4.0",
        max_source_tokens=longest_source(BUILTIN_FOLDER, family),
    )


def _from_folder(name: str, folder: Path) -> Model:
    family = family_of(folder)
    _check_whole(folder, family)
    return Model(
        name=name,
        path=folder.resolve(),
        family=family,
        sha256=fingerprint(folder),
        profile=family.profile,
        decoding=Decoding(),
        notice="",
        licence="unknown",
        max_source_tokens=longest_source(folder, family),
    )


def _check_whole(folder: Path, family: Family) -> None:
    for name in family.required:
        if not (folder / name).is_file():
            raise ModelUnavailable(
                f"{folder / name}: missing; a {family.name} model needs {', '.join(family.required)}"
            )
    for path in folder.glob("*.safetensors"):
        check_safetensors(path)
