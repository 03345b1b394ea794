"""An address that is told when a night starts, succeeds and fails, as healthchecks.io and its kin expect."""

import time
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from translate.sources.fetching import Fetcher, NotFetched, Reach
from translate.sources.options import Address

Event = Literal["start", "success", "fail"]

TRIES = 3
SECONDS = 10.0
"""For a try. A monitor that is slower must not hold up a night."""

# The configuration names this one address, so it may be on the operator's own network; nothing is read of it.
_REACH = Reach(seconds=SECONDS, max_page_mb=0.1, allow_private=True)


def ping(address: Address, event: Event, *, sleep: Callable[[float], None] = time.sleep) -> str | None:
    """Tell `address` of an event: ADDRESS/start, ADDRESS, ADDRESS/fail. What went wrong, None if nothing did.

    Tried three times, since a lost ping wakes somebody. Never raises for what the network does.
    """
    failure = ""
    for attempt in range(TRIES):
        if attempt:
            sleep(attempt**2)
        try:
            Fetcher(_REACH).fetch(_of(address.value, event))
        except NotFetched as error:
            failure = error.reason
        else:
            return None
    return f"ping {event}: {address.shown} was not reached ({address.scrubbed(failure)})"


def _of(address: str, event: Event) -> str:
    if event == "success":
        return address
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{event}"))
