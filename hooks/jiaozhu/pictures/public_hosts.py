"""Which hosts may be asked for a picture: those of the public internet. A page may name any, also those that only this machine reaches."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

TRANSLATED = ip_network("64:ff9b::/96")  # IPv4 addresses in IPv6, for networks that have only this (RFC 6052)


class Refused(Exception):
    """A picture is not fetched; the reason is for the editor."""


def _resolve(host: str, port: int) -> Sequence[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _connect(address: str, port: int, timeout: float) -> socket.socket:
    return socket.create_connection((address, port), timeout)


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, and addresses connections."""

    resolve: Callable[[str, int], Sequence[str]] = _resolve
    connect: Callable[[str, int, float], socket.socket] = _connect


def public_address(host: str, port: int, network: Network) -> str:
    """An address of a host of which all are public. Raises Refused.

    The connection is made to this address, so that the name cannot mean another one a moment later.
    """
    try:
        addresses = network.resolve(host, port)
    except (OSError, UnicodeError):
        raise Refused(f"no such host: {host}") from None
    if not addresses or not all(map(is_public, addresses)):
        raise Refused(f"not a host of the public internet: {host}")
    return addresses[0]


def is_public(address: str) -> bool:
    """True for an address that is the same for all the world; also of those in which another is written."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that one of IPv6 stands for."""
    if ip in TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
