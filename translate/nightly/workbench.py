"""The engine of a night, opened once: the planner tries it, the night translates with it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

from translate import wiring
from translate.config import Settings
from translate.wiring import Workshop


class Workbench:
    """Opens engines, one at a time; the one that is open is not opened again.

    `ready` hears of each before it is used and may refuse it by raising.
    """

    def __init__(self, ready: Callable[[Workshop], None]) -> None:
        self._ready = ready
        self._open = ExitStack()
        self._shop: Workshop | None = None
        self._told: tuple[Settings, ...] = ()

    def shop(self, settings: Settings) -> Workshop:
        """The engine for these settings; the one before it is closed."""
        if self._shop is None or settings not in self._told:
            self.close()
            shop = self._open.enter_context(wiring.workshop(settings))
            # What the model recommends, said outright, is the same engine.
            self._told = (settings, replace(settings, beam=shop.decoding.beam))
            self._shop = shop
            self._ready(shop)
        return self._shop

    def close(self) -> None:
        """Free whatever is open."""
        self._shop, self._told = None, ()
        self._open.close()
