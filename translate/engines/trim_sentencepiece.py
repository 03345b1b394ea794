"""SentencePiece model files without some of their pieces.

A model is a protocol buffer: fields one after another, the pieces in the order of their ids. Dropping a
piece is leaving its bytes out; everything else is copied as it stands. So no protobuf library is needed,
and nothing that a newer SentencePiece may write is lost.
Formats: https://protobuf.dev/programming-guides/encoding/ and sentencepiece_model.proto.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from translate.errors import ModelUnavailable

# Wire types and field numbers.
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_PIECES, _TRAINER, _SELF_TEST = 1, 2, 4
_TEXT, _SCORE, _TYPE = 1, 2, 3
_MODEL_TYPE = 3

NORMAL = 1
"""The type of ordinary pieces; others are unknown, control, user-defined, unused and byte pieces."""

UNIGRAM = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its text, its score (log-probability or merge rank) and its type."""

    text: str
    score: float
    kind: int


def read_pieces(path: Path) -> list[Piece]:
    """The pieces in the order of their ids; ModelUnavailable if the file is no SentencePiece model."""
    return [_piece(payload) for number, payload, _ in _fields(path) if number == _PIECES]


def is_unigram(path: Path) -> bool:
    """Whether it cuts by the best sum of scores (SentencePiece's default), not by merges."""
    specs = [payload for number, payload, _ in _fields(path) if number == _TRAINER]
    kinds = [
        _varint(value, 0)[0] for spec in specs for number, value, _ in _split(spec) if number == _MODEL_TYPE
    ]
    return all(kind == UNIGRAM for kind in kinds)


def without(path: Path, stays: Callable[[Piece], bool]) -> bytes:
    """The model with only those pieces that stay.

    Its self-test samples, cut with the whole vocabulary, go too.
    """
    kept = bytearray()
    for number, payload, raw in _fields(path):
        if number == _SELF_TEST or (number == _PIECES and not stays(_piece(payload))):
            continue
        kept += raw
    return bytes(kept)


def _piece(message: bytes) -> Piece:
    text, score, kind = "", 0.0, NORMAL
    for number, payload, _ in _split(message):
        if number == _TEXT:
            text = payload.decode("utf-8")
        elif number == _SCORE:
            (score,) = struct.unpack("<f", payload)
        elif number == _TYPE:
            kind = _varint(payload, 0)[0]
    return Piece(text, score, kind)


def _fields(path: Path) -> list[tuple[int, bytes, bytes]]:
    try:
        return list(_split(path.read_bytes()))
    except (IndexError, ValueError) as error:
        raise ModelUnavailable(
            f"{path}: damaged SentencePiece model; copy or download the file again"
        ) from error


def _split(message: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each field's number, payload and whole encoding; IndexError or ValueError if these are no message."""
    place = 0
    while place < len(message):
        start = place
        key, place = _varint(message, place)
        wire = key & 7
        if wire == _BYTES:
            size, place = _varint(message, place)
        elif wire == _VARINT:
            size = _varint(message, place)[1] - place
        elif wire in {_FIXED32, _FIXED64}:
            size = 4 if wire == _FIXED32 else 8
        else:
            raise ValueError(f"wire type {wire}")
        if place + size > len(message):
            raise IndexError("a field ends behind the message")
        yield key >> 3, message[place : place + size], message[start : place + size]
        place += size


def _varint(message: bytes, place: int) -> tuple[int, int]:
    """A base-128 number, and the place behind it."""
    value = shift = 0
    while True:
        byte = message[place]
        value |= (byte & 0x7F) << shift
        place += 1
        shift += 7
        if byte < 0x80:
            return value, place
