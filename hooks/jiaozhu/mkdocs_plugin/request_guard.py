"""Which requests `mkdocs serve` answers: those by its own address, and of those to the desk, which writes files, only its own pages'.

A page of another site that is open in the same browser may send requests here. It cannot read answers nor set headers of its own, so a
secret in the page of the desk, sent back in a header, tells the desk's requests from others (CSRF). A name that the other site has made
an alias of this machine would lift that border (DNS rebinding), so requests by names are refused but for `localhost` and the address that
was asked for. A frame around the page could have its buttons pressed unseen (clickjacking), so other sites cannot frame it.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from ..project import DeskOption

Environment = Mapping[str, Any]  # of WSGI
StartResponse = Callable[..., object]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]
TOKEN = "HTTP_X_DESK_TOKEN"  # the header that has the secret
LARGEST_ANSWER = 1 << 20  # bytes of what the desk is told
LARGEST_SOURCE = 20 << 20  # bytes of a source that is brought in
DRAINED = 256 << 20  # bytes that are read of a body that is too large, because a browser shows no answer before it has sent all
PIECE = 1 << 16
ALONE = {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class RefusedRequest(Exception):
    """A request that is not answered: the status of HTTP, and why, for the person in front of the browser."""

    def __init__(self, status: str, why: str) -> None:
        super().__init__(status, why)
        self.status, self.why = status, why


class Body(Protocol):
    """What a request brings."""

    def read(self, size: int) -> bytes: ...


def check_host(environ: Environment, asked_for: str) -> None:
    """Raises RefusedRequest for a request by a name that is neither this machine's nor ``asked_for`` when the server was started.

    An address in digits is no name, and cannot be made to lead elsewhere.
    """
    host = environ.get("HTTP_HOST", "")
    name = _name(host)
    if name in ("localhost", asked_for) or _is_address(name):
        return
    raise RefusedRequest(
        "421 Misdirected Request",
        f"这台服务器不应答 {name[:80]!r} 这个名字：请用启动时的地址打开，如 127.0.0.1。",
    )


def check_desk(environ: Environment, token: str) -> None:
    """Raises RefusedRequest for a request to the desk that no page of its own has sent."""
    method = environ["REQUEST_METHOD"]
    if method not in ("GET", "POST"):
        raise RefusedRequest("405 Method Not Allowed", f"编辑台只收 GET 与 POST，不收 {method[:20]}。")
    origin, site = environ.get("HTTP_ORIGIN"), environ.get("HTTP_SEC_FETCH_SITE", "same-origin")
    own = f"{environ.get('wsgi.url_scheme', 'http')}://{environ.get('HTTP_HOST', '')}"
    if site != "same-origin" or (origin != own and (method == "POST" or origin is not None)):
        raise RefusedRequest("403 Forbidden", "这个请求来自别的网站的页面：什么也没有做。")
    if not hmac.compare_digest(environ.get(TOKEN, "").encode("latin-1", "replace"), token.encode()):
        raise RefusedRequest("403 Forbidden", "没有编辑台的密钥，或者是服务器上一次启动时的：请重新载入这一页。")


def read_body(environ: Environment, kind: str, most: int) -> bytes:
    """The body of a POST. Raises RefusedRequest where it is not of the content type ``kind``, or larger than ``most`` bytes.

    Forms of other sites cannot be of such a type.
    """
    if environ["REQUEST_METHOD"] != "POST":
        raise RefusedRequest("405 Method Not Allowed", "要改动文件的请求只能用 POST。")
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != kind:
        raise RefusedRequest("415 Unsupported Media Type", f"编辑台收的是 {kind}。")
    length = environ.get("CONTENT_LENGTH", "")
    if not length.isascii() or not length.isdigit():
        raise RefusedRequest("411 Length Required", "请求要说明有多少字节。")
    body, size = environ["wsgi.input"], int(length)
    if size > most:
        _drain(body, min(size, DRAINED))
        raise RefusedRequest("413 Content Too Large", f"太大了：{size:,} 字节，最多收 {most:,} 字节。什么也没有写。")
    data: bytes = body.read(size)
    if len(data) < size:
        raise RefusedRequest("400 Bad Request", "请求中途断了：什么也没有写。")
    return data


def is_this_machine(host: str) -> bool:
    """True for an address that only programs of the same machine can reach."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_have_desk(option: DeskOption, host: str) -> bool:
    """Whether a server at ``host`` has the desk: where others can reach it, they could change the files, so it has to be asked for."""
    return option == "anywhere" or (option == "local" and is_this_machine(host))


def guarded(application: Application, asked_for: str) -> Application:
    """The application, for requests by its own address alone. Its answers are for its own pages."""

    def answer(environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            check_host(environ, asked_for)
        except RefusedRequest as refused:
            return refusal(refused, start_response)
        return application(environ, lambda status, headers, *rest: start_response(status, [*headers, *ALONE.items()], *rest))

    return answer


def refusal(refused: RefusedRequest, start_response: StartResponse) -> list[bytes]:
    """The answer to a request that is refused: one line."""
    content = f"{refused.why}\n".encode()
    start_response(refused.status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content)))])
    return [content]


def _drain(body: Body, size: int) -> None:
    """Read and forget."""
    while size > 0 and (piece := body.read(min(size, PIECE))):
        size -= len(piece)


def _name(host: str) -> str:
    """The name or address in a Host header, without the port; empty where there is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
