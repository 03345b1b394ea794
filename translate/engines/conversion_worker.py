"""The process that converts: `python -m translate.engines.conversion_worker FOLDER OUTPUT QUANTISATION`."""

import sys
from pathlib import Path


def convert(folder: Path, output: Path, quantisation: str) -> None:
    """Write the CTranslate2 form of the model in `folder` to `output`, which must not exist."""
    from ctranslate2.converters import TransformersConverter

    TransformersConverter(str(folder)).convert(str(output), quantization=quantisation)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
