"""Which engine, which device, and why."""

import dataclasses
from contextlib import closing

import pytest

from translate.engines import hardware, selection
from translate.engines.calibration import Layout
from translate.engines.models import Model, resolve
from translate.engines.selection import Devices, choose, parse_device
from translate.errors import EXIT_USAGE, BadUsage, ModelUnavailable


@pytest.fixture
def model() -> Model:
    return resolve("builtin")


def gpus(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(hardware, "gpu_count", lambda: count)


def test_auto_takes_ctranslate2_and_says_why(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    gpus(monkeypatch, 0)
    choice = choose("auto", model)
    assert (choice.engine, str(choice.devices)) == ("ctranslate2", "cpu")
    assert "fastest on cpu" in choice.reason


def test_auto_falls_back_to_transformers_and_says_why(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(selection.OBSTACLES, "ctranslate2", lambda _model: "it does not convert")
    choice = choose("auto", model, "cpu")
    assert choice.engine == "transformers"
    assert "it does not convert" in choice.reason


def test_an_engine_asked_for_that_cannot_run_is_refused(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(selection.OBSTACLES, "ctranslate2", lambda _model: "it does not convert")
    with pytest.raises(ModelUnavailable, match="it does not convert"):
        choose("ctranslate2", model, "cpu")


def test_no_engine_at_all_names_both_reasons(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(selection.OBSTACLES, "ctranslate2", lambda _model: "no ctranslate2 here")
    monkeypatch.setitem(selection.OBSTACLES, "transformers", lambda _model: "no transformers here")
    with pytest.raises(ModelUnavailable, match=r"no ctranslate2 here.*no transformers here"):
        choose("auto", model, "cpu")


def test_an_unknown_engine_lists_those_there_are(model: Model) -> None:
    with pytest.raises(BadUsage, match="auto, ctranslate2, transformers"):
        choose("tensorrt", model, "cpu")


def test_a_gpu_that_is_not_there_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    gpus(monkeypatch, 0)
    with pytest.raises(BadUsage, match="no CUDA GPU was found; use --device cpu") as caught:
        parse_device("cuda")
    assert caught.value.exit_code == EXIT_USAGE
    gpus(monkeypatch, 2)
    with pytest.raises(BadUsage, match="no GPU 2; there are 2"):
        parse_device("cuda:0,2")


@pytest.mark.parametrize(
    ("asked", "count", "expected"),
    [
        ("cpu", 2, Devices("cpu")),
        ("auto", 0, Devices("cpu")),
        ("auto", 2, Devices("cuda", (0, 1))),
        ("cuda", 2, Devices("cuda", (0, 1))),
        ("cuda:1", 2, Devices("cuda", (1,))),
        ("cuda:1,0", 2, Devices("cuda", (1, 0))),
    ],
)
def test_devices_are_understood(
    monkeypatch: pytest.MonkeyPatch, asked: str, count: int, expected: Devices
) -> None:
    gpus(monkeypatch, count)
    assert parse_device(asked) == expected


@pytest.mark.parametrize("asked", ["gpu", "cuda:", "cuda:x", "cuda:0;1", "CPU", ""])
def test_a_device_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    gpus(monkeypatch, 1)
    with pytest.raises(BadUsage, match="no device called"):
        parse_device(asked)


def test_a_choice_says_everything_a_manifest_needs(model: Model) -> None:
    assert {field.name for field in dataclasses.fields(choose("echo", model, "cpu"))} == {
        "engine",
        "devices",
        "reason",
    }


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_a_precision_that_the_device_does_not_have_is_refused_and_those_it_has_are_named(
    model: Model, engine: str
) -> None:
    choice = choose(engine, model, "cpu")
    with pytest.raises(BadUsage, match=r"precision float16: .* has no such; there are .*float32"):
        selection.load(choice, model, decoding=model.decoding, precision="float16")


def test_a_precision_that_is_asked_for_is_in_the_signature(model: Model) -> None:
    choice = choose("ctranslate2", model, "cpu")
    loaded = selection.load(choice, model, decoding=model.decoding, layout=Layout(1), precision="float32")
    with closing(loaded) as engine:
        assert "|float32|" in engine.signature
