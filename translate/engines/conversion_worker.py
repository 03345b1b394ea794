"""The process that converts: `python -m translate.engines.conversion_worker FOLDER OUTPUT QUANTISATION`."""

import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from translate.engines.families import Family, family_of
from translate.engines.tokenisers import UNKNOWN, tokeniser_of


class VocabularyOnly:
    """What CTranslate2's converters ask a tokenizer of transformers, answered from our own vocabulary.

    So nothing is converted with other tokens than those we translate with, and models whose tokenizers
    transformers cannot build (SMaLL-100's own class; SentencePiece files without protobuf) convert too.
    """

    bos_token = "<s>"  # noqa: S105  # a token of text
    eos_token = "</s>"  # noqa: S105
    pad_token = "<pad>"  # noqa: S105
    unk_token = UNKNOWN
    special_tokens_map: Mapping[str, object] = {}

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._tokens = {identity: token for token, identity in vocabulary.items()}
        self.unk_token_id = vocabulary[UNKNOWN]

    def get_vocab(self) -> Mapping[str, int]:
        """Every token with its id."""
        return self._vocabulary

    def convert_ids_to_tokens(self, identity: int) -> str:
        """The token with this id."""
        return self._tokens[identity]


def convert(folder: Path, output: Path, quantisation: str) -> None:
    """Write the CTranslate2 form of the model in `folder` to `output`, which must not exist."""
    from ctranslate2.converters import TransformersConverter

    family = family_of(folder)
    vocabulary = VocabularyOnly(tokeniser_of(folder, family).vocabulary)

    class Converter(TransformersConverter):  # type: ignore[misc]  # the base has no types
        def load_tokenizer(self, *_arguments: Any, **_options: Any) -> VocabularyOnly:
            return vocabulary

        def load_model(self, *arguments: Any, **options: Any) -> Any:
            return _prepared(super().load_model(*arguments, **options), family)

    Converter(str(folder)).convert(str(output), quantization=quantisation)


def _prepared(network: Any, family: Family) -> Any:
    """The model as the converter expects it."""
    if family.name == "mbart50":
        # The converter tells mBART-50 (starts with </s>) from mBART-25 by this, which transformers 5 no
        # longer writes.
        network.config.tokenizer_class = "MBart50Tokenizer"
        # Of the architecture, not of a checkpoint: also no longer written.
        network.config.normalize_before = True
        network.config.normalize_embedding = True
    if family.vocabulary == "t5":
        # To the converter this says whether outputs are scaled. Transformers 5 sets it to True for all T5,
        # MADLAD-400 and mT5 too, which are not scaled: their beam search would see a flattened softmax.
        network.config.tie_word_embeddings = _scales_outputs(network)
    return network


def _scales_outputs(network: Any) -> bool:
    """Whether a T5 multiplies its last hidden states before the output layer: observed in one step."""
    import torch

    config = network.config
    source, start = torch.tensor([[config.eos_token_id]]), torch.tensor([[config.decoder_start_token_id]])
    with torch.inference_mode():
        encoded = network.get_encoder()(input_ids=source).last_hidden_state
        hidden = network.get_decoder()(input_ids=start, encoder_hidden_states=encoded).last_hidden_state
        logits = network(input_ids=source, decoder_input_ids=start).logits
        return not torch.allclose(network.lm_head(hidden), logits, rtol=0.01)


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        convert(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
