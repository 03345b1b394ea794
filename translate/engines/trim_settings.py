"""Configuration files with token ids in them, for a vocabulary that was renumbered. Pure functions."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

SIZES = ("vocab_size", "decoder_vocab_size")
# Lists of ids and lists of such lists that name what must not, or must, be produced.
_SEQUENCES = ("bad_words_ids", "force_words_ids", "suppress_tokens", "begin_suppress_tokens")


def renewed(settings: Json, ids: Mapping[int, int], *, rows: int) -> Json:
    """A config.json or generation_config.json with new ids and, where it had them, sizes (`rows`).

    A sequence that names a dropped id is dropped: what it forbids can no longer be produced.
    """
    return {key: _value(key, value, ids, rows) for key, value in settings.items()}


def _value(key: str, value: Any, ids: Mapping[int, int], rows: int) -> Any:
    if value is None:
        return None
    if key in SIZES:
        return rows
    if key.endswith("_token_id"):
        # Some checkpoints name an id that their vocabulary does not have: it becomes no id at all.
        return [ids[one] for one in value if one in ids] if isinstance(value, list) else ids.get(value)
    if key in _SEQUENCES:
        return _sequences(value, ids)
    if key == "task_specific_params":
        return {task: renewed(settings, ids, rows=rows) for task, settings in value.items()}
    return value


def _sequences(value: list[Any], ids: Mapping[int, int]) -> list[Any] | None:
    whole = [one for one in value if all(part in ids for part in (one if isinstance(one, list) else [one]))]
    moved = [[ids[part] for part in one] if isinstance(one, list) else ids[one] for one in whole]
    return moved or None
