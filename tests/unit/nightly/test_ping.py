"""The address that is pinged."""

from collections.abc import Iterator

import pytest

from tests.unit.sources.web import Answer, Web, serving
from translate.nightly.ping import ping
from translate.sources.options import Address


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as here:
        yield here


def still(_seconds: float) -> None:
    """No waiting in tests."""


def test_start_success_and_failure_have_an_address_each(web: Web) -> None:
    web.routes |= {"/k": Answer(b"OK"), "/k/start": Answer(b"OK"), "/k/fail?a=1": Answer(b"OK")}
    assert ping(Address(web.at("/k"), "x"), "start") is None
    assert ping(Address(web.at("/k/"), "x"), "start") is None
    assert ping(Address(web.at("/k"), "x"), "success") is None
    assert ping(Address(web.at("/k?a=1"), "x"), "fail") is None
    assert web.paths() == ["/k/start", "/k/start", "/k", "/k/fail?a=1"]


def test_a_ping_is_tried_three_times_and_its_failure_reported_without_the_secret(web: Web) -> None:
    waits: list[float] = []
    failure = ping(Address(web.at("/secretkey"), "$PING"), "success", sleep=waits.append)
    assert failure == "ping success: $PING was not reached (HTTP 404 Not Found)"
    assert (len(web.asked), waits) == (3, [1, 4])


def test_a_ping_that_comes_through_the_second_time_is_no_failure(web: Web) -> None:
    web.routes["/k"] = lambda _: Answer(b"OK", status=200 if len(web.asked) == 2 else 503)
    assert ping(Address(web.at("/k"), "x"), "success", sleep=still) is None
