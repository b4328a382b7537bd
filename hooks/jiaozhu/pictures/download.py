"""One picture is fetched from its host: a request without cookies or referrer, with limits on size, type, time and redirections."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote, urljoin, urlsplit

from .public_hosts import Network, Refused, public_address
from .reencoding import MOST_BYTES

PATIENCE = 20.0  # seconds for one picture, with all its redirections
MOST_REDIRECTIONS = 3
REDIRECTIONS = (301, 302, 303, 307, 308)
PORTS = {"http": 80, "https": 443}
TYPES = ("image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/x-ms-bmp")
CHUNK = 65_536  # bytes that are read at once
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; jiaozhu)", "Accept": "image/*", "Accept-Encoding": "identity", "Connection": "close"}


def download(url: str, network: Network) -> bytes:
    """The bytes of the picture at ``url``. Raises Refused, where it is none, or one of the limits is passed."""
    ends = time.monotonic() + PATIENCE
    for _ in range(1 + MOST_REDIRECTIONS):
        answer = _answer(url, network, ends)
        if isinstance(answer, bytes):
            return answer
        url = answer
    raise Refused("too many redirections")


def _answer(url: str, network: Network, ends: float) -> bytes | str:
    """What a host answers: the bytes of a picture, or the address at which it is."""
    try:
        with _response(url, network, ends) as response:
            if response.status in REDIRECTIONS:
                return urljoin(url, response.getheader("Location") or "")
            return _content(response, ends)
    except (OSError, http.client.HTTPException, ValueError) as e:
        what = "it took too long" if time.monotonic() >= ends else str(e) or type(e).__name__
        raise Refused(f"no answer: {what}") from None


@contextmanager
def _response(url: str, network: Network, ends: float) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request. The connection is cut when the time is over, however slowly the host speaks."""
    parts = urlsplit(url)
    port = PORTS.get(parts.scheme)
    if port is None or not parts.hostname or parts.username is not None or parts.port not in (None, port):
        raise Refused("only plain addresses of http and https are asked")
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    address = public_address(host, port, network)
    connection = _Connection(host, lambda: _socket(parts.scheme, host, address, network, ends))
    watch = threading.Timer(max(0.0, ends - time.monotonic()), connection.cut)
    watch.daemon = True
    watch.start()
    try:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{quote(parts.query, safe=QUERY)}" if parts.query else "")
        connection.request("GET", target, headers={**HEADERS, "Host": f"[{host}]" if ":" in host else host})
        yield connection.getresponse()
    finally:
        watch.cancel()
        connection.close()


QUERY = "/%:@!$&'()*+,;=~-._?"


class _Connection(http.client.HTTPConnection):
    """A connection over a socket that somebody else makes."""

    def __init__(self, host: str, make: Callable[[], socket.socket]) -> None:
        super().__init__(host)
        self._make = make

    def connect(self) -> None:
        self.sock = self._make()

    def cut(self) -> None:
        sock: socket.socket | None = self.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def _socket(scheme: str, host: str, address: str, network: Network, ends: float) -> socket.socket:
    timeout = max(0.1, ends - time.monotonic())
    plain = network.connect(address, PORTS[scheme], timeout)
    if scheme == "http":
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _content(response: http.client.HTTPResponse, ends: float) -> bytes:
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    length = response.getheader("Content-Length") or "0"
    if response.status != http.client.OK:
        raise Refused(f"the host answers {response.status}")
    if kind not in TYPES or (response.getheader("Content-Encoding") or "identity") != "identity":
        raise Refused(f"no picture of a format that is read: {kind or 'without a type'}")
    if not length.isdigit() or len(length) > 12 or int(length) > MOST_BYTES:
        raise Refused(f"larger than {MOST_BYTES:,} bytes")
    content = bytearray()
    while chunk := response.read1(CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            raise Refused(f"larger than {MOST_BYTES:,} bytes")
        if time.monotonic() >= ends:
            break
    if time.monotonic() >= ends:  # a connection that was cut looks like the end of the content
        raise Refused("it took too long")
    if int(length) not in (0, len(content)):
        raise Refused("the answer breaks off")
    return bytes(content)
