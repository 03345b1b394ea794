"""How glibc's heap is kept: loading gives back what it took, decoding keeps what it will need again.

Nothing here changes a result. Another C library needs no telling and gets none.
"""

import ctypes
from functools import cache

# The parameters of mallopt(3), by their numbers in malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3

LARGEST_ON_HEAP = 32 << 20
"""Bytes; glibc takes no more. The scores of a step (segments x beam x vocabulary x 4 bytes) are smaller."""

KEPT_FREE = 256 << 20
"""Bytes that may lie free at the end of a heap."""


def give_back() -> None:
    """Return loading buffers to the system: 330 MiB for a model of NLLB-600M's shape."""
    if (libc := _glibc()) is not None:
        libc.malloc_trim(0)


def keep() -> None:
    """Let the decoder have the memory of one step again in the next.

    Else every step maps its scores anew and the system clears each page: 7% to 15% of the processor time of
    the built-in model, and none of the peak, since what one step needs the next one needs too.
    """
    if (libc := _glibc()) is not None:
        libc.mallopt(_MMAP_THRESHOLD, LARGEST_ON_HEAP)
        libc.mallopt(_TRIM_THRESHOLD, KEPT_FREE)


@cache
def _glibc() -> ctypes.CDLL | None:
    try:
        libc = ctypes.CDLL("libc.so.6")
        _ = libc.malloc_trim, libc.mallopt
    except (OSError, AttributeError):
        return None
    return libc
