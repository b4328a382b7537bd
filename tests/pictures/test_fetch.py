"""Fetching of pictures: from a local server that stands for the internet, and never from a host that only this machine can reach."""

from __future__ import annotations

import hashlib
import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from jiaozhu import cli
from jiaozhu.build.run import missing_pictures
from jiaozhu.pictures import download as download_module
from jiaozhu.pictures.download import download
from jiaozhu.pictures.fetch import absolute, saved_from
from jiaozhu.pictures.public_hosts import Network, Refused, is_public
from worlds import publish, world

PUBLIC = "93.184.216.34"
HOSTS = {"pic.example.com": [PUBLIC], "inner.example.com": ["10.0.0.1"], "both.example.com": [PUBLIC, "127.0.0.1"]}
FIRST = "<p>渡口的老船长姓温，今年六十一岁，他在这条江上开了三十一年船，闭着眼睛也能靠岸，可是他仍旧每天把船擦得干干净净。</p>"
SECOND = "<p>去年秋天开始，镇上的渡船改成了整夜都开，每半个钟头一班，后半夜船上常常只有两三个人，灯却要一直亮着。</p>"


def jpeg(side: int = 90) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((side, side)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@dataclass
class Internet:
    """A server that answers for all hosts, what it was asked, and the addresses to which connections were made."""

    network: Network
    requests: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)


def answer(handler: BaseHTTPRequestHandler) -> None:
    """Write the answer to a request: its path says which."""
    path = handler.path.partition("?")[0]
    redirections = {
        "/moved": "/1.jpg",
        "/inner": "http://inner.example.com/1.jpg",
        "/file": "file:///etc/passwd",
        "/loop": "/loop",
        "/port": "http://pic.example.com:22/",
    }
    kind = {"/svg": "image/svg+xml", "/page": "text/html"}.get(path, "image/jpeg")
    content = {"/large": b"x" * 3000, "/fake": b"<script>"}.get(path, jpeg())
    if path in redirections:
        handler.send_response(302)
        handler.send_header("Location", redirections[path])
        handler.end_headers()
        return
    handler.send_response(404 if path == "/gone" else 200)
    handler.send_header("Content-Type", kind)
    if path == "/boast":
        handler.send_header("Content-Length", "999999999")
    elif path not in ("/large", "/slow"):
        handler.send_header("Content-Length", str(len(content) + (9 if path == "/torn" else 0)))
    handler.end_headers()
    for byte in content if path == "/slow" else ():
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.05)
    handler.wfile.write(content)


@pytest.fixture
def internet() -> Iterator[Internet]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.requests.append(f"{self.headers['Host']}{self.path}")
            assert "Cookie" not in self.headers
            assert "Referer" not in self.headers
            try:
                answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        state.connected.append(f"{address}:{port}")
        return socket.create_connection(("127.0.0.1", server.server_port), timeout)

    def resolve(host: str, port: int) -> list[str]:
        if host not in HOSTS:
            raise OSError("no such host")
        return HOSTS[host]

    state = Internet(Network(resolve, connect))
    yield state
    server.shutdown()
    server.server_close()


def test_a_picture_is_fetched_from_the_address_that_was_checked(internet: Internet) -> None:
    assert download("http://pic.example.com/图/1.jpg?a=1&b=图#x", internet.network) == jpeg()
    assert internet.connected == [f"{PUBLIC}:80"]
    assert internet.requests == ["pic.example.com/%E5%9B%BE/1.jpg?a=1&b=%E5%9B%BE"]
    assert download("http://pic.example.com/moved", internet.network) == jpeg()


@pytest.mark.parametrize(
    "url",
    [
        "http://inner.example.com/1.jpg",
        "http://both.example.com/1.jpg",
        "http://none.example.com/1.jpg",
        "http://pic.example.com:8080/1.jpg",
        "http://user@pic.example.com/1.jpg",
        "ftp://pic.example.com/1.jpg",
        "file:///etc/passwd",
        "//pic.example.com/1.jpg",
        "http:///1.jpg",
        "http://[::1/1.jpg",
        "http://pic.example.com:x/1.jpg",
        "http://" + "图" * 100 + ".example.com/1.jpg",
    ],
)
def test_nobody_is_asked_who_may_not_be(url: str, internet: Internet) -> None:
    with pytest.raises(Refused):
        download(url, internet.network)
    assert internet.connected == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/inner", "public internet"),
        ("/file", "http and https"),
        ("/port", "http and https"),
        ("/loop", "too many"),
        ("/gone", "404"),
        ("/svg", "image/svg"),
        ("/page", "text/html"),
        ("/large", "larger than"),
        ("/torn", "breaks off"),
        ("/boast", "larger than"),
    ],
)
def test_an_answer_that_is_no_picture_within_the_limits_is_refused(
    path: str, reason: str, internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download_module, "MOST_BYTES", 2000)
    with pytest.raises(Refused, match=reason):
        download(f"http://pic.example.com{path}", internet.network)
    assert {address.partition(":")[0] for address in internet.connected} == {PUBLIC}
    assert len(internet.connected) <= 1 + download_module.MOST_REDIRECTIONS


def test_a_host_without_a_certificate_is_asked_for_nothing(internet: Internet) -> None:
    with pytest.raises(Refused):
        download("https://pic.example.com/1.jpg", internet.network)
    assert (internet.connected, internet.requests) == ([f"{PUBLIC}:443"], [])


def test_a_host_that_answers_for_ever_is_left(internet: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download_module, "PATIENCE", 0.4)
    with pytest.raises(Refused, match="it took too long"):
        download("http://pic.example.com/slow", internet.network)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (PUBLIC, True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("::ffff:93.184.216.34", True),
        *[
            (address, False)
            for address in ("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0")
        ],
        *[(address, False) for address in ("::1", "fe80::1%eth0", "fd00::1", "::", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")],
        *[(address, False) for address in ("224.0.0.1", "255.255.255.255", "ff02::1", "name", "")],
    ],
)
def test_which_addresses_are_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.mark.parametrize(
    ("address", "base", "expected"),
    [
        ("1.jpg", "https://a.example/x/y.html", "https://a.example/x/1.jpg"),
        ("//pic.example.com/1.jpg", "", "https://pic.example.com/1.jpg"),
        ("//pic.example.com/1.jpg", "http://a.example/", "http://pic.example.com/1.jpg"),
        ("1.jpg", "", None),
        ("http://[", "", None),
    ],
)
def test_the_whole_address_of_a_picture(address: str, base: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(Refused):
            absolute(address, base)
    else:
        assert absolute(address, base) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<!DOCTYPE html>\n<!-- saved from url=(0032)https://a.example/x/y.html -->\n<html>", "https://a.example/x/y.html"),
        ("<!DOCTYPE html><!--\n Page saved with SingleFile \n url: https://a.example/x/ \n saved date: Fri -->", "https://a.example/x/"),
        ("<!-- saved from url=(0014)about:internet -->", ""),
        ("<p>saved from url=(0032)https://a.example/</p>", ""),
    ],
)
def test_the_address_that_a_browser_has_noted(raw: str, expected: str) -> None:
    assert saved_from(raw) == expected


def pictures_of(root: Path) -> str:
    page = "".join(f"<p><img src='{address}'></p>" for address in ("http://pic.example.com/1.jpg", "//inner.example.com/2.jpg"))
    fake = "<p><img src='http://pic.example.com/fake'></p>"
    text = f"<meta charset=utf-8><title>渡口老船长</title><h1>渡口老船长</h1><div>{FIRST}{page}{fake}{SECOND}</div>"
    (root / "sources").mkdir(parents=True)
    (root / "sources" / "ferry.html").write_text(text, "utf-8")
    return text


def test_fetched_pictures_are_listed_with_their_digests_and_shown_by_builds_that_ask_nobody(tmp_path: Path, internet: Internet) -> None:
    pictures_of(tmp_path)
    project = world(tmp_path, {"docs/index.md": "# 校注\n"})
    results = list(missing_pictures(project, internet.network, date(2020, 5, 7)))
    assert [bool(result.error) for result in results] == [False, True, True]
    assert internet.requests == ["pic.example.com/1.jpg", "pic.example.com/fake"]
    folder = tmp_path / "sources" / "ferry.files"
    (entry,) = json.loads((folder / "pictures.json").read_bytes())
    digest = hashlib.sha256(jpeg()).hexdigest()
    address = "http://pic.example.com/1.jpg"
    assert entry == {"address": address, "url": address, "file": digest[:20], "sha256": digest, "fetched": "2020-05-07"}
    assert (folder / entry["file"]).read_bytes() == jpeg()
    asked = len(internet.requests)
    page = next(str(file.content) for file in publish(project).files if file.path == "articles/ferry.md")
    assert page.count('<img src="pictures/') == 1
    assert [r.address for r in missing_pictures(project, internet.network, date(2020, 5, 8))] == [r.address for r in results if r.error]
    assert internet.requests[asked:] == ["pic.example.com/fake"]


@pytest.mark.parametrize("change", ["other bytes", "no file", "no list", "other name", "broken list"])
def test_a_fetched_picture_that_was_changed_is_not_shown(change: str, tmp_path: Path, internet: Internet) -> None:
    pictures_of(tmp_path)
    project = world(tmp_path, {"docs/index.md": "# 校注\n"})
    list(missing_pictures(project, internet.network, date(2020, 5, 7)))
    folder = tmp_path / "sources" / "ferry.files"
    listed = folder / "pictures.json"
    name = json.loads(listed.read_bytes())[0]["file"]
    if change == "other bytes":
        (folder / name).write_bytes(jpeg(91))
    elif change == "no file":
        (folder / name).unlink()
    elif change == "no list":
        listed.unlink()
    elif change == "other name":
        (tmp_path / "sources" / "x").write_bytes(jpeg())
        listed.write_text(listed.read_text().replace(f'"file": "{name}"', '"file": "../x"'))
    else:
        listed.write_text("[" * 100_000)
    page = next(str(file.content) for file in publish(project).files if file.path == "articles/ferry.md")
    assert '<img src="pictures/' not in page


def test_the_command_says_what_became_of_each_picture(
    tmp_path: Path, internet: Internet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures_of(tmp_path)
    world(tmp_path, {"docs/index.md": "# 校注\n"})
    monkeypatch.setattr(cli, "Network", lambda: internet.network)
    monkeypatch.setattr("sys.argv", ["jiaozhu", "pictures", "--project", str(tmp_path)])
    assert cli.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ferry: http://pic.example.com/1.jpg: fetched"
    assert lines[-1] == "1 of 3 pictures were fetched"
