"""Tarjoman: Persian news into English, in batches, without losing a sentence."""


def __getattr__(name: str) -> str:
    """`__version__`, looked up when somebody asks: the look-up costs as much as starting Python."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("tarjoman")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0+unknown"
