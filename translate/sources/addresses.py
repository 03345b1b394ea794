"""Which network addresses may be spoken to, and a connection to none but those."""

import ipaddress
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


class NotPublic(OSError):
    """A name stands for nothing but addresses of a private network."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    Private, loopback, link-local, carrier, multicast, documentation and reserved ones are not; an IPv6
    address that merely wraps an IPv4 one (mapped, 6to4, Teredo, NAT64) counts as the latter.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _wrapped(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    odd = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local or ip.is_loopback
    return ip.is_global and not odd and not (ip.version == 6 and ip in _SITE_LOCAL)


def _wrapped(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)


def connected(host: str, port: int, *, allow_private: bool, left: Callable[[], float]) -> socket.socket:
    """A socket connected to `host`, at an address that was looked at before it was spoken to.

    The name is resolved once and the connection made to what came back, so that a name server that
    answers otherwise a moment later changes nothing. `left` gives the seconds that are left. Raises
    NotPublic or another OSError.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [each for each in found if allow_private or is_public(str(each[4][0]))]
    if not allowed:
        raise NotPublic(f"{host} is {found[0][4][0]}, on a private network; allow_private = true permits it")
    failure: OSError | None = None
    for family, kind, protocol, _, place in allowed:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(max(0.001, left()))
            sock.connect(place)
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    raise failure or OSError(f"{host} has no address")
