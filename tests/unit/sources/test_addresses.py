import socket

import pytest

from translate.sources.addresses import NotPublic, connected, is_public


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
        "2002:a00:1::", "2001:db8::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_an_address_of_any_other_network_is_not_public(address: str) -> None:
    assert not is_public(address)


def _answering(*addresses: str) -> object:
    def getaddrinfo(_host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    return getaddrinfo


def test_a_name_for_a_private_address_is_refused_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _answering("192.168.0.7"))
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("it has connected"))
    with pytest.raises(NotPublic, match=r"news\.example is 192\.168\.0\.7.*allow_private"):
        connected("news.example", 80, allow_private=False, left=lambda: 1.0)


def test_the_connection_is_made_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", _answering("127.0.0.1", "93.184.216.34"))
    monkeypatch.setattr(socket.socket, "connect", lambda _self, place: reached.append(place))
    connected("news.example", 80, allow_private=False, left=lambda: 1.0).close()
    assert reached == [("93.184.216.34", 80)]
