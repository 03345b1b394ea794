r"""Average the newest weights of a run and write them as a standard Marian folder in half precision.

    python -m scripts.builtin_model.export /tmp/builtin/run --tokenizer translate/builtin -o /tmp/builtin/v1

transformers and CTranslate2 both read the folder. The padding is the last id and its row is zero.
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.builtin_model import checkpoints

TOKENIZER_FILES = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")
LONGEST_OUTPUT = 256


def export(paths: Sequence[Path], config: Path, tokenizer: Path, out: Path) -> None:
    """The mean of the weights in `paths` into `out`, with the shape of `config` and its tokenizer files."""
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    settings: Any = MarianConfig.from_pretrained(config)
    network: Any = MarianMTModel(settings)
    _load(network, checkpoints.averaged(paths))
    pad, end = settings.pad_token_id, settings.eos_token_id
    network.generation_config = GenerationConfig(
        bos_token_id=settings.bos_token_id,
        decoder_start_token_id=pad,
        eos_token_id=end,
        pad_token_id=pad,
        forced_eos_token_id=end,
        bad_words_ids=[[pad]],
        max_length=LONGEST_OUTPUT,
        num_beams=4,
    )
    network.half().save_pretrained(out)
    for name in TOKENIZER_FILES:
        shutil.copy(tokenizer / name, out / name)


def _load(network: Any, weights: dict[str, Any]) -> None:
    """Weights into the network; only tied tensors and fixed sinusoids may be missing from them."""
    missing, unexpected = network.load_state_dict(weights, strict=False)
    network.tie_weights()
    amiss = [name for name in missing if "embed" not in name and name != "lm_head.weight"]
    if amiss or unexpected:
        raise SystemExit(f"weights do not fit the shape: missing {amiss}, unknown {list(unexpected)}")
    if network.get_input_embeddings().weight[network.config.pad_token_id].abs().max() > 0:
        raise SystemExit("the padding's row is not zero: CTranslate2 would lose the first word")


def main() -> None:
    parser = argparse.ArgumentParser(description="average and export the weights of a run")
    parser.add_argument("run", type=Path)
    parser.add_argument(
        "--tokenizer", type=Path, required=True, help="Marian folder with the tokenizer files"
    )
    parser.add_argument("--last", type=int, default=5, help="how many of the newest weights to average")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    paths = checkpoints.saved(options.run)[-options.last :]
    export(paths, options.run, options.tokenizer, options.out)
    print(f"mean of {', '.join(path.name for path in paths)} in {options.out}")


if __name__ == "__main__":
    main()
