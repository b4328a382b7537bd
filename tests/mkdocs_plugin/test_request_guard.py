"""Requests that `mkdocs serve` and its desk refuse: by another name, of another site, without the secret, of another kind, or too large."""

from __future__ import annotations

import io
from typing import Any

import pytest

from jiaozhu.mkdocs_plugin.request_guard import RefusedRequest, check_desk, check_host, guarded, may_have_desk, read_body
from jiaozhu.project import DeskOption

OPTIONS: tuple[DeskOption, ...] = ("local", "anywhere", "off")
SECRET = "a-secret"
OWN = {
    "REQUEST_METHOD": "POST",
    "HTTP_HOST": "127.0.0.1:8000",
    "HTTP_ORIGIN": "http://127.0.0.1:8000",
    "HTTP_SEC_FETCH_SITE": "same-origin",
    "HTTP_X_DESK_TOKEN": SECRET,
    "CONTENT_TYPE": "application/json",
}
HOSTS = ("127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "192.168.1.7:8000", "desk.lan:80")
OTHER_HOSTS = ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "", "[", "127.0.0.1@evil.example")


@pytest.mark.parametrize("host", HOSTS)
def test_a_server_answers_to_addresses_and_to_its_own_name(host: str) -> None:
    check_host({"HTTP_HOST": host}, "desk.lan")


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_a_server_answers_to_no_other_name(host: str) -> None:
    """A name of another site may be made to lead here (DNS rebinding)."""
    statuses: list[str] = []
    application = guarded(lambda environ, start: [b"answered"], "127.0.0.1")
    content = b"".join(application({"HTTP_HOST": host}, lambda status, headers, *rest: statuses.append(status)))
    assert statuses == ["421 Misdirected Request"]
    assert b"answered" not in content


def test_answers_are_for_own_pages_alone() -> None:
    sent: dict[str, str] = {}

    def application(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html")])
        return [b""]

    guarded(application, "127.0.0.1")({"HTTP_HOST": "127.0.0.1"}, lambda status, headers: sent.update(headers))
    assert sent["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert sent["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_desk_answers_its_own_pages() -> None:
    check_desk(OWN, SECRET)
    reading = {name: value for name, value in OWN.items() if name not in ("HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE")}
    check_desk({**reading, "REQUEST_METHOD": "GET"}, SECRET)  # a browser names no origin where it only reads


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"HTTP_ORIGIN": "https://evil.example"}, "403"),
        ({"HTTP_ORIGIN": "http://127.0.0.1:9000"}, "403"),  # another server of this machine
        ({"HTTP_ORIGIN": "https://127.0.0.1:8000"}, "403"),
        ({"HTTP_ORIGIN": "null"}, "403"),
        ({"HTTP_ORIGIN": None}, "403"),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, "403"),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, "403"),
        ({"HTTP_X_DESK_TOKEN": None}, "403"),
        ({"HTTP_X_DESK_TOKEN": SECRET[:-1]}, "403"),
        ({"HTTP_X_DESK_TOKEN": "\xff\u0100"}, "403"),
        ({"REQUEST_METHOD": "PUT"}, "405"),
        ({"REQUEST_METHOD": "OPTIONS"}, "405"),  # what a browser asks before it lets another site set headers
    ],
)
def test_the_desk_answers_nobody_else(changes: dict[str, str | None], status: str) -> None:
    environ = {name: value for name, value in {**OWN, **changes}.items() if value is not None}
    with pytest.raises(RefusedRequest) as refused:
        check_desk(environ, SECRET)
    assert refused.value.status.startswith(status)


def body(content: bytes, **changes: str) -> dict[str, Any]:
    return {**OWN, "CONTENT_LENGTH": str(len(content)), "wsgi.input": io.BytesIO(content), **changes}


def test_a_body_of_the_right_kind_is_read() -> None:
    assert read_body(body(b"{}", CONTENT_TYPE="application/json; charset=utf-8"), "application/json", 2) == b"{}"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"REQUEST_METHOD": "GET"}, "405"),
        *(({"CONTENT_TYPE": kind}, "415") for kind in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "")),
        *(({"CONTENT_LENGTH": length}, "411") for length in ("", "-1", "²", "2e9")),
        ({"CONTENT_LENGTH": "9"}, "400"),  # it breaks off
    ],
)
def test_another_body_is_refused(changes: dict[str, str], status: str) -> None:
    with pytest.raises(RefusedRequest) as refused:
        read_body(body(b"{}", **changes), "application/json", 100)
    assert refused.value.status.startswith(status)


def test_a_body_that_is_too_large_is_read_to_its_end_and_refused() -> None:
    """A browser shows no answer before it has sent all."""
    environ = body(b"x" * 200_000)
    with pytest.raises(RefusedRequest, match="200,000") as refused:
        read_body(environ, "application/json", 1000)
    assert refused.value.status.startswith("413")
    assert environ["wsgi.input"].read() == b""


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_the_desk_is_there_where_only_this_machine_reaches_it(host: str) -> None:
    assert [option for option in OPTIONS if may_have_desk(option, host)] == ["local", "anywhere"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "desk.lan"])
def test_elsewhere_the_desk_has_to_be_asked_for(host: str) -> None:
    assert [option for option in OPTIONS if may_have_desk(option, host)] == ["anywhere"]
