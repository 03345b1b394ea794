"""From a few lines to a model that both engines load: the whole recipe in small."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from scripts.builtin_model import checkpoints, mixing, network
from scripts.builtin_model.export import export
from scripts.builtin_model.listening import Dev, greedy
from scripts.builtin_model.options import parsed
from scripts.builtin_model.pieces import Pieces, train_pieces
from scripts.builtin_model.preparation import Pair, read_prepared, write_prepared
from scripts.builtin_model.train import Run, train, wait_while
from tests.tiny_models import shared_cache
from translate.engines.base import Engine
from translate.engines.cache import CACHE_VARIABLE
from translate.engines.ct2 import CTranslate2Engine
from translate.engines.models import resolve
from translate.engines.torch_engine import TransformersEngine
from translate.records import Decoding, Job

ROWS = [
    ("دولت بودجه را به مجلس داد.", "The government sent the budget to parliament."),
    ("مجلس بودجه را رد کرد.", "Parliament rejected the budget."),
    ("وزیر به تهران آمد.", "The minister came to Tehran."),
    ("رئیس جمهور به سفر رفت.", "The president went on a trip."),
    ("باران در شمال ادامه دارد.", "Rain continues in the north."),
    ("قیمت نان در بازار بالا رفت.", "The price of bread rose in the market."),
    ("تیم ملی دو بازی را برد.", "The national team won two games."),
    ("پلیس سه نفر را بازداشت کرد.", "Police arrested three people."),
]
SIZE = 160
SMALL = ["--width", "32", "--heads", "4", "--inner", "64", "--encoder-layers", "2", "--decoder-layers", "1"]


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with prepared.tsv and a tokenizer."""
    folder = tmp_path_factory.mktemp("materials")
    pairs = [Pair("pairs", persian, "", english) for persian, english in ROWS * 6]
    write_prepared(iter(pairs), folder / "prepared.tsv")
    train_pieces((text for row in ROWS for text in row), folder / "tokenizer", size=SIZE)
    return folder


def run(materials: Path, out: Path, *arguments: str) -> Run:
    out.mkdir(exist_ok=True)
    files = ["--prepared", str(materials / "prepared.tsv"), "--tokenizer", str(materials / "tokenizer")]
    course = [
        "--out",
        str(out),
        "--rate",
        "0.01",
        "--warmup",
        "5",
        "--batch-tokens",
        "300",
        "--no-bf16",
        "--threads",
        "1",
    ]
    return Run(parsed([*files, *course, *SMALL, "--save-minutes", "60", *arguments]))


def test_pieces_have_the_end_first_and_the_padding_last(materials: Path) -> None:
    pieces = Pieces(materials / "tokenizer")
    assert (pieces.end, pieces.unknown, pieces.pad) == (0, 1, len(pieces.ids) - 1)
    (ids,) = pieces.encode(["Parliament rejected the budget."])
    assert ids[-1] == pieces.end
    assert pieces.decode(ids) == "Parliament rejected the budget."


def test_sampled_segmentations_spell_the_same_text(materials: Path) -> None:
    pieces = Pieces(materials / "tokenizer")
    text = "The government sent the budget to parliament."
    sampled = [pieces.encode([text], sampled=True)[0] for _ in range(10)]
    assert {pieces.decode(ids) for ids in sampled} == {text}
    assert len({tuple(ids) for ids in sampled}) > 1


def test_the_decoder_is_fed_what_it_should_answer_one_later() -> None:
    batch = network.tensors([mixing.Example([5, 0], [7, 8, 0])], 9, torch.device("cpu"))
    assert batch.fed.tolist() == [[9, 7, 8]]
    assert batch.answers.tolist() == [[7, 8, 0]]


def test_the_mean_of_weights_is_their_mean(tmp_path: Path) -> None:
    paths = [tmp_path / f"weights-{number}.safetensors" for number in (1, 2)]
    for number, path in enumerate(paths):
        save_file({"a": torch.full((2,), float(number))}, path)
    assert checkpoints.averaged(paths)["a"].tolist() == [0.5, 0.5]


def test_training_sleeps_for_as_long_as_the_pause_file_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = tmp_path / "pause"
    pause.touch()
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            pause.unlink()

    monkeypatch.setattr("scripts.builtin_model.train.time.sleep", sleep)
    wait_while(pause)
    assert len(slept) == 3
    wait_while(None)
    assert len(slept) == 3


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [(["--updates", "1"], "--init FOLDER"), (["--tokenizer", "x"], "--updates or --minutes")],
)
def test_a_run_without_a_beginning_or_an_end_is_refused(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parsed(["--prepared", "p", "--out", "o", *arguments])
    assert hint in capsys.readouterr().err


def test_weights_whose_padding_is_not_zero_are_not_exported(materials: Path, tmp_path: Path) -> None:
    trained = run(materials, tmp_path / "run", "--updates", "1")
    trained.model.config.save_pretrained(tmp_path / "run")
    with torch.no_grad():
        trained.model.get_input_embeddings().weight[-1] = 1
    path = checkpoints.save_weights(trained.model, tmp_path / "run", 1)
    with pytest.raises(SystemExit, match="padding"):
        export([path], tmp_path / "run", materials / "tokenizer", tmp_path / "model")


def test_only_the_newest_weights_are_kept(tmp_path: Path) -> None:
    for update in (5, 10, 100):
        (tmp_path / checkpoints.WEIGHTS.format(update=update)).touch()
    checkpoints.drop_old(tmp_path, keep=2)
    assert [path.name for path in checkpoints.saved(tmp_path)] == [
        "weights-0000010.safetensors",
        "weights-0000100.safetensors",
    ]


@pytest.mark.slow
def test_a_stopped_run_goes_on_as_if_it_had_not_been(materials: Path, tmp_path: Path) -> None:
    whole = run(materials, tmp_path / "whole", "--updates", "6")
    train(whole, None)
    first = run(materials, tmp_path / "cut", "--updates", "6")
    for _, batch in zip(range(3), first.batches(), strict=False):
        first.step(batch)
    first.save()
    second = run(materials, tmp_path / "cut", "--updates", "6")
    assert second.update == 3
    train(second, None)
    assert second.update == 6
    for name, tensor in whole.model.state_dict().items():
        torch.testing.assert_close(second.model.state_dict()[name], tensor, rtol=1e-4, atol=1e-5)


@pytest.mark.slow
def test_a_trained_model_is_the_same_for_both_engines(
    materials: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(shared_cache()))
    trained = run(materials, tmp_path / "run", "--updates", "120", "--dropout", "0", "--guide-weight", "2")
    train(trained, Dev([row[0] for row in ROWS], [row[1] for row in ROWS]))
    trained.model.config.save_pretrained(tmp_path / "run")
    rows = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text("utf-8").splitlines()]
    losses = [row["loss"] for row in rows if "loss" in row]
    assert losses[-1] < losses[0]
    assert rows[-1]["dev_chrf"] > 30  # it has learnt some of its few lines

    newest = checkpoints.saved(tmp_path / "run")[-1:]
    export(newest, tmp_path / "run", materials / "tokenizer", tmp_path / "model")
    weights = load_file(tmp_path / "model" / "model.safetensors")
    assert weights["model.shared.weight"].dtype == torch.float16
    assert not weights["model.shared.weight"][-1].any()

    model = resolve(str(tmp_path / "model"))
    sources = [pair.persian for pair in read_prepared(materials / "prepared.tsv")[: len(ROWS)]]
    both: list[Engine] = [
        CTranslate2Engine(model, decoding=Decoding(beam=1), compute="float32"),
        TransformersEngine(model, decoding=Decoding(beam=1), device="cpu"),
    ]
    outputs = []
    for engine in both:
        batch = [Job(text, tokens) for text, tokens in zip(sources, engine.encode(sources), strict=True)]
        outputs.append({result.job.text: result.target for result in engine.translate([batch])})
        engine.close()
    assert outputs[0] == outputs[1]
    assert list(outputs[0].values()) == greedy(trained.model, trained.pieces, sources)
    assert len(set(outputs[0].values())) > 4
