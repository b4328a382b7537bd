"""Where the bytes of a picture are looked for, and where never."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from jiaozhu.core.block_parts import PictureReference
from jiaozhu.core.runs import Span
from jiaozhu.pictures import bytes_at_hand as module
from jiaozhu.pictures.bytes_at_hand import bytes_at_hand, embedded_bytes, file_beside
from worlds import write

PIXELS = b"\x89PNG" + bytes(range(256)) * 2
EMBEDDED = "data:image/png;base64," + base64.b64encode(PIXELS).decode()


def at_hand(page: Path, tag: str, parts: dict[str, bytes] | None = None) -> list[bytes]:
    reference = PictureReference("https://pic.example.com/1.jpg", "", Span(3, 3 + len(tag)))
    return list(bytes_at_hand(reference, f"<p>{tag}</p>", page, (parts or {}).get))


def test_bytes_in_the_address_come_before_a_file_beside_the_page(tmp_path: Path) -> None:
    write(tmp_path, {"a_files/1.jpg": b"file"})
    tag = f'<img data-src="https://pic.example.com/1.jpg" data-original="a_files/1.jpg" src="{EMBEDDED}">'
    assert at_hand(tmp_path / "a.html", tag) == [PIXELS, b"file"]


def test_parts_are_known_by_any_address_of_the_element(tmp_path: Path) -> None:
    tag = '<img src="cid:1@x" data-src="https://pic.example.com/1.jpg">'
    assert at_hand(tmp_path / "a.html", tag, {"https://pic.example.com/1.jpg": b"part"}) == [b"part"]
    assert at_hand(tmp_path / "a.html", tag, {"cid:1@x": b"part"}) == [b"part"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (EMBEDDED, PIXELS),
        (EMBEDDED.replace("base64,", "base64,%20\n"), PIXELS),
        (EMBEDDED.replace(";base64", ";charset=utf-8;base64").replace("image/png", "IMAGE/JPEG"), PIXELS),
        (EMBEDDED.rstrip("="), PIXELS),
        ("data:image/gif,GIF89a%00%01", b"GIF89a\0\1"),
        (EMBEDDED.replace("image/png", "image/svg+xml"), None),
        (EMBEDDED.replace("image/png", "text/html"), None),
        ("data:,", None),
        ("data:image/png;base64,=", b""),
        ("data:image/png;base64,A", None),
        ("data:image/png" + ";a=b" * 50 + ",x", None),
    ],
)
def test_the_bytes_of_an_embedded_picture(address: str, expected: bytes | None) -> None:
    assert embedded_bytes(address) == expected


def test_an_address_of_fifty_megabytes_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "base64", None)
    assert embedded_bytes("data:image/png;base64," + "A" * 50_000_000) is None


def test_a_file_is_read_only_in_the_folder_of_its_page(tmp_path: Path) -> None:
    write(tmp_path, {"secret.jpg": b"secret", "sources/一_files/图 1.jpg": b"file", "sources/notes.yml": b"notes", "sources/640": b"bare"})
    page = tmp_path / "sources" / "一.html"
    (tmp_path / "sources" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "sources" / "round.jpg").symlink_to(tmp_path / "sources" / "round.jpg")
    assert file_beside(page, "%E4%B8%80_files/图%201.jpg?x=1#y") == b"file"
    assert file_beside(page, "./一_files/../640") == b"bare"
    refused = (
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        "一_files/../../secret.jpg",
        "..\\secret.jpg",
        str(tmp_path / "secret.jpg"),
        f"file://{tmp_path}/secret.jpg",
        "//host/secret.jpg",
        "C:/secret.jpg",
        "link.jpg",
        "round.jpg",
        "notes.yml",
        "一_files",
        "missing.jpg",
        "a\0b.jpg",
        "x" * 5000,
        "http://[::1/x.jpg",
        "",
    )
    assert {address: file_beside(page, address) for address in refused} == dict.fromkeys(refused)


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 3)
    write(tmp_path, {"1.jpg": b"1234", "2.jpg": b"123"})
    assert [file_beside(tmp_path / "a.html", name) for name in ("1.jpg", "2.jpg")] == [None, b"123"]
