from pathlib import Path

import pytest

from translate.config import Settings, settings
from translate.errors import BadUsage


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "c.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_flags_go_before_environment_before_file_before_defaults(tmp_path: Path) -> None:
    file = written(tmp_path, 'beam = 2\nthreads = 2\nmodel = "a"\n')
    environment = {"TARJOMAN_BEAM": "3", "TARJOMAN_THREADS": "3"}
    merged = settings(file=file, flags={"beam": 4, "model": None}, environment=environment)
    assert (merged.beam, merged.threads, merged.model, merged.engine) == (4, 3, "a", "auto")


def test_nothing_said_gives_the_defaults() -> None:
    assert settings(file=None, flags={}, environment={}) == Settings()


def test_outputs_are_a_list_in_toml_and_comma_separated_in_the_environment(tmp_path: Path) -> None:
    file = written(tmp_path, 'to = ["txt", "jsonl"]')
    assert settings(file=file, flags={}, environment={}).to == ("txt", "jsonl")
    assert settings(file=None, flags={}, environment={"TARJOMAN_TO": "jsonl"}).to == ("jsonl",)


def test_decoding_and_language_settings_are_read_from_a_file_and_from_the_environment(tmp_path: Path) -> None:
    file = written(
        tmp_path, 'length_penalty = 1\nn_best = 2\ntoken_scores = true\nsource_prefix = []\nprofile = "t5"\n'
    )
    environment = {
        "TARJOMAN_LENGTH_PENALTY": "0.8",
        "TARJOMAN_NO_REPEAT_NGRAM": "3",
        "TARJOMAN_TARGET_PREFIX": "__en__",
        "TARJOMAN_TOKEN_SCORES": "false",
    }
    read = settings(file=file, flags={}, environment={})
    assert (read.length_penalty, read.n_best, read.token_scores) == (1.0, 2, True)
    assert type(read.length_penalty) is float  # 1 and 1.0 are one memory key
    assert (read.source_prefix, read.target_prefix, read.profile) == ((), None, "t5")
    merged = settings(file=file, flags={}, environment=environment)
    assert (merged.length_penalty, merged.no_repeat_ngram, merged.token_scores) == (0.8, 3, False)
    assert merged.target_prefix == ("__en__",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("repetition_penalty = 0.5", "repetition_penalty must be a number from 1.0"),
        ("length_penalty = nan", "length_penalty must be a number from 0.0"),
        ("max_length_ratio = inf", "max_length_ratio must be a number from 0.0"),
        ("no_repeat_ngram = 2.0", "no_repeat_ngram must be a whole number from 0"),
        ("n_best = 0", "n_best must be a whole number from 1"),
        ("token_scores = 1", "token_scores must be true or false"),
        ("source_language = 1", "source_language must be a text"),
        ('target_prefix = "en"', "target_prefix must be a list of tokens"),
        ('precision = "half"', "precision must be auto or float32"),
        ("to = []", "to must be a list of outputs"),
        ("beem = 4", r"c\.toml: unknown setting 'beem'; did you mean 'beam'\?"),
        ("xyzzy = 4", "there are model, second_model"),
        ("beam = 0", "beam must be a whole number from 1"),
        ("beam = true", "beam must be a whole number from 1"),
        ('beam = "4"', "beam must be a whole number from 1"),
        ("model = 4", "model must be a text"),
        ('to = "txt"', "to must be a list"),
        ("beam = ", "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadUsage, match=message):
        settings(file=written(tmp_path, text), flags={}, environment={})


def test_a_mistake_in_the_environment_is_named_too() -> None:
    with pytest.raises(BadUsage, match="TARJOMAN_BEAM: beam must be a whole number"):
        settings(file=None, flags={}, environment={"TARJOMAN_BEAM": "many"})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match=r"gone\.toml: the configuration cannot be read"):
        settings(file=tmp_path / "gone.toml", flags={}, environment={})
