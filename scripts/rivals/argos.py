"""Argos Translate with our weights, packaged the way its own models are.

It cuts text into sentences with a model that it downloads; here every line is one sentence already, so that
step is left out, which spares it time.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from contest import Job, Translate, take_part, timed

METADATA = {
    "package_version": "1.0",
    "argos_version": "1.11",
    "from_code": "fa",
    "from_name": "Persian",
    "to_code": "en",
    "to_name": "English",
}


def packaged(job: Job) -> Path:
    """The folder of a package: metadata, CTranslate2 model, SentencePiece model of both sides."""
    folder = Path(job.scratch) / "translate-fa_en-1_0"
    shutil.copytree(job.converted, folder / "model")
    shutil.copy(Path(job.model) / "source.spm", folder / "sentencepiece.model")
    (folder / "metadata.json").write_text(json.dumps(METADATA))
    settings = folder / "model" / "config.json"
    # Argos hands over pieces without the end mark that Marian models are trained with.
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "add_source_eos": True}))
    return folder


def load(job: Job) -> Translate:
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        os.environ[variable] = job.scratch
    from argostranslate import package, settings, translate

    class OneSentenceALine:
        def __init__(self, _package: Any) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return [text]

    translate.MiniSBDSentencizer = OneSentenceALine
    settings.beam_size = job.beam
    languages = translate.Language("fa", "Persian"), translate.Language("en", "English")
    translation = translate.PackageTranslation(*languages, package.Package(packaged(job)))
    translation.translate("سلام.")
    translation.translator = _Timed(translation.translator)
    return lambda lines: translation.translate("\n".join(lines)).split("\n")


class _Timed:
    """A CTranslate2 translator whose time is counted."""

    def __init__(self, translator: Any) -> None:
        self.translate_batch = timed(translator.translate_batch)


if __name__ == "__main__":
    take_part(load)
