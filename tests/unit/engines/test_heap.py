"""What glibc's heap is told, on a C library that only writes down what it is told."""

import ctypes
from collections.abc import Iterator

import pytest

from translate.engines import heap

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3


class Libc:
    """Notes every call."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int, int]] = []

    def malloc_trim(self, pad: int) -> int:
        self.calls.append(("malloc_trim", pad, 0))
        return 1

    def mallopt(self, parameter: int, value: int) -> int:
        self.calls.append(("mallopt", parameter, value))
        return 1


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    heap._glibc.cache_clear()
    yield
    heap._glibc.cache_clear()


@pytest.fixture
def libc(monkeypatch: pytest.MonkeyPatch) -> Libc:
    fake = Libc()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: fake)
    return fake


def test_keep_raises_both_thresholds_by_their_numbers_in_malloc_h(libc: Libc) -> None:
    heap.keep()
    assert libc.calls == [
        ("mallopt", M_MMAP_THRESHOLD, 32 << 20),
        ("mallopt", M_TRIM_THRESHOLD, 256 << 20),
    ]


def test_give_back_trims_to_the_last_byte_and_sets_nothing(libc: Libc) -> None:
    heap.give_back()
    assert libc.calls == [("malloc_trim", 0, 0)]


def test_a_system_without_glibc_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", absent)
    heap.keep()
    heap.give_back()
    assert heap._glibc() is None


def test_a_c_library_without_mallopt_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    heap.keep()
    heap.give_back()
    assert heap._glibc() is None
