"""Tarjoman: Persian news into English, in batches, without losing a sentence."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("tarjoman")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"
