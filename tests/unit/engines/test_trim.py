"""Trimming changes nothing but the vocabulary: in every family, weights, tokenizer and output agree."""

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from tests.tiny_models import persian_lines
from tests.unit.engines.trim_models import BUILDERS, ENGLISH, FOREIGN
from translate.engines.families import family_of
from translate.engines.tokenisers import Tokeniser, tokeniser_of
from translate.engines.trim import REPORT, trim
from translate.engines.trim_check import compared
from translate.engines.trim_pieces import Rules
from translate.engines.trim_scripts import script_of_piece
from translate.errors import BadUsage, ModelUnavailable

FAMILIES = pytest.mark.parametrize("name", BUILDERS)
# Tiny vocabularies have few long pieces: this drops some Latin ones too, as a real trim does.
RULES = Rules(short_latin=1)


class Pair:
    """A whole model and its trimmed form."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.whole = BUILDERS[name](folder / "whole")
        self.trimmed = folder / "trimmed"
        self.report = trim(self.whole, self.trimmed, rules=RULES)

    def tokenisers(self) -> tuple[Tokeniser, Tokeniser]:
        return tokeniser_of(self.whole, family_of(self.whole)), tokeniser_of(
            self.trimmed, family_of(self.trimmed)
        )


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    folder = tmp_path_factory.mktemp("trim")
    return {name: Pair(name, folder / name) for name in BUILDERS}


@FAMILIES
def test_foreign_pieces_go_and_persian_and_english_ones_stay(name: str, pairs: dict[str, Pair]) -> None:
    whole, trimmed = pairs[name].tokenisers()
    dropped = whole.vocabulary.keys() - trimmed.vocabulary.keys()
    scripts = {script_of_piece(token) for token in dropped}
    assert {"cyrillic", "cjk", "devanagari", "hangul"} <= scripts
    assert not scripts & {"persian letters", "common"}
    assert not [token for text in whole.encode(ENGLISH) for token in text if token in dropped]


@FAMILIES
def test_persian_and_english_text_is_cut_into_the_same_pieces(name: str, pairs: dict[str, Pair]) -> None:
    whole, trimmed = pairs[name].tokenisers()
    lines = [*persian_lines(), *ENGLISH]
    assert trimmed.encode(lines) == whole.encode(lines)
    assert [trimmed.decode(row) for row in trimmed.encode(lines)] == [
        whole.decode(row) for row in whole.encode(lines)
    ]


@FAMILIES
def test_every_kept_token_has_its_own_rows_bit_for_bit(name: str, pairs: dict[str, Pair]) -> None:
    import torch

    pair = pairs[name]
    whole, trimmed = pair.tokenisers()
    before, after = _network(pair.whole), _network(pair.trimmed)
    old = [whole.vocabulary[token] for token in trimmed.vocabulary]
    new = list(trimmed.vocabulary.values())
    for layer in ("get_input_embeddings", "get_output_embeddings"):
        rows_before, rows_after = getattr(before, layer)().weight, getattr(after, layer)().weight
        assert rows_after.shape[0] == after.config.vocab_size < rows_before.shape[0]
        assert torch.equal(rows_before[old], rows_after[new])
    if hasattr(before, "final_logits_bias"):
        assert torch.equal(before.final_logits_bias[0, old], after.final_logits_bias[0, new])


@FAMILIES
def test_the_whole_model_with_dropped_tokens_impossible_says_the_same(
    name: str, pairs: dict[str, Pair]
) -> None:
    pair = pairs[name]
    rows = compared(pair.whole, pair.trimmed, persian_lines()[:24], max_tokens=12)
    assert all(row.same_source for row in rows)
    assert [row.masked for row in rows] == [row.trimmed for row in rows]
    # A random model produces pieces of any script: without the mask most outputs must differ.
    assert any(row.whole != row.trimmed for row in rows)
    assert all(row.whole == row.trimmed for row in rows if row.without_dropped)
    assert len({row.trimmed for row in rows}) > 5


@pytest.mark.parametrize("name", ["marian", "mt5"])
def test_beam_search_over_what_is_left_is_the_same_too(name: str, pairs: dict[str, Pair]) -> None:
    pair = pairs[name]
    rows = compared(pair.whole, pair.trimmed, persian_lines()[:16], beam=4, max_tokens=12)
    assert [row.masked for row in rows] == [row.trimmed for row in rows]


@FAMILIES
def test_special_and_language_tokens_stay(name: str, pairs: dict[str, Pair]) -> None:
    whole, trimmed = pairs[name].tokenisers()
    tags = {token for token in whole.vocabulary if token.startswith(("<", "__")) or token[-5:-4] == "_"}
    assert tags
    assert tags <= trimmed.vocabulary.keys()


@FAMILIES
def test_settings_name_the_same_tokens_as_before(name: str, pairs: dict[str, Pair]) -> None:
    pair = pairs[name]
    whole, trimmed = ({i: t for t, i in one.vocabulary.items()} for one in pair.tokenisers())
    for file in ("config.json", "generation_config.json"):
        before, after = (json.loads((folder / file).read_text()) for folder in (pair.whole, pair.trimmed))
        for key, value in before.items():
            if key.endswith("_token_id") and value is not None:
                assert trimmed[after[key]] == whole[value], key
        assert before.keys() == after.keys()


def test_the_forced_first_token_and_the_forbidden_pad_follow_their_tokens(pairs: dict[str, Pair]) -> None:
    nllb = json.loads((pairs["nllb"].trimmed / "generation_config.json").read_text())
    marian = json.loads((pairs["marian"].trimmed / "generation_config.json").read_text())
    vocabularies = {name: pairs[name].tokenisers()[1].vocabulary for name in ("nllb", "marian")}
    assert nllb["forced_bos_token_id"] == vocabularies["nllb"]["eng_Latn"]
    assert marian["bad_words_ids"] == [[vocabularies["marian"]["<pad>"]]]
    assert vocabularies["marian"]["<pad>"] == len(vocabularies["marian"]) - 1


@pytest.mark.parametrize("name", ["marian", "m2m100", "nllb", "mbart50", "madlad"])
def test_transformers_loads_the_tokenizer_and_agrees_with_ours(name: str, pairs: dict[str, Pair]) -> None:
    from transformers import AutoTokenizer

    pair = pairs[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = AutoTokenizer.from_pretrained(pair.trimmed)
    ours = pair.tokenisers()[1]
    for line in (persian_lines()[3], ENGLISH[0]):
        own = [ours.vocabulary.get(token, ours.vocabulary["<unk>"]) for token in ours.encode([line])[0]]
        tags = len(ours.encode([""])[0]) - 1  # what stands before the text; one end mark behind it
        assert theirs(line, add_special_tokens=False).input_ids == own[tags:-1]


@FAMILIES
def test_ctranslate2_converts_it_and_gives_the_same_greedy_tokens(
    name: str, pairs: dict[str, Pair], tmp_path: Path
) -> None:
    import ctranslate2

    from translate.engines.conversion_worker import convert

    pair = pairs[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        convert(pair.trimmed, tmp_path / "converted", "float32")
    tokeniser = pair.tokenisers()[1]
    lines = persian_lines()[:8]
    prefix = list(tokeniser.target_prefix)
    outputs = ctranslate2.Translator(str(tmp_path / "converted")).translate_batch(
        [list(row) for row in tokeniser.encode(lines)],
        [prefix] * len(lines) if prefix else None,
        beam_size=1,
        min_decoding_length=0,
        max_decoding_length=12 + len(prefix),
        disable_unk=True,
        suppress_sequences=None if name == "marian" else [["<pad>"]],
    )
    expected = [row.trimmed for row in compared(pair.whole, pair.trimmed, lines, max_tokens=12)]
    # CTranslate2 calls a T5's rows without a token <extra_id_0> and so on.
    rows = [[token for token in output.hypotheses[0] if "extra_id" not in token] for output in outputs]
    assert [tokeniser.decode(row[len(prefix) :]) for row in rows] == expected


@FAMILIES
def test_the_report_counts_what_was_dropped(name: str, pairs: dict[str, Pair]) -> None:
    pair = pairs[name]
    whole, trimmed = pair.tokenisers()
    report = json.loads((pair.trimmed / REPORT).read_text("utf-8"))
    assert sum(report["dropped"].values()) == len(whole.vocabulary) - len(trimmed.vocabulary)
    assert sum(report["kept"].values()) == len(trimmed.vocabulary)
    assert report["after"]["disk"] < report["before"]["disk"]
    tokens, weights = (report["before"][key] - report["after"][key] for key in ("tokens", "parameters"))
    # One row of 32, two where the output layer is not tied, and a bias where there is one.
    numbers = {"mt5": 64, "madlad": 64, "marian": 33, "mbart50": 33}
    assert weights == tokens * numbers.get(name.removesuffix(" as published"), 32)
    assert report["coverage"]["tokens"] > 0
    assert set(report["first_dropped"]) <= whole.vocabulary.keys() - trimmed.vocabulary.keys()


def test_a_corpus_keeps_the_pieces_of_its_words(tmp_path: Path, pairs: dict[str, Pair]) -> None:
    corpus = tmp_path / "corpus.txt"
    corpus.write_text(FOREIGN[0] + "\n", "utf-8")
    trim(pairs["nllb"].whole, tmp_path / "trimmed", corpus=[corpus], rules=RULES)
    whole = pairs["nllb"].tokenisers()[0]
    trimmed = tokeniser_of(tmp_path / "trimmed", family_of(tmp_path / "trimmed"))
    assert trimmed.encode(FOREIGN[:1]) == whole.encode(FOREIGN[:1])
    assert trimmed.encode(FOREIGN[3:4]) != whole.encode(FOREIGN[3:4])


def test_an_output_that_exists_is_left_alone(tmp_path: Path, pairs: dict[str, Pair]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(BadUsage, match="exists already"):
        trim(pairs["mt5"].whole, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_failure_leaves_no_half_made_model(tmp_path: Path, pairs: dict[str, Pair]) -> None:
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(pairs["mt5"].whole, broken)
    config = json.loads((broken / "config.json").read_text())
    (broken / "config.json").write_text(json.dumps({**config, "vocab_size": config["vocab_size"] + 1}))
    with pytest.raises(ModelUnavailable, match="tokens where config"):
        trim(broken, tmp_path / "trimmed")
    assert [path.name for path in tmp_path.iterdir()] == ["broken"]


def _network(folder: Path) -> Any:
    from transformers import AutoModelForSeq2SeqLM

    return AutoModelForSeq2SeqLM.from_pretrained(folder)
