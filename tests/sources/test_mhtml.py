"""Web archives: which part is the page, in which encoding, which parts are its pictures, and what is no archive."""

from __future__ import annotations

import base64
import io
import quopri
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from jiaozhu.core.errors import SourceError
from jiaozhu.sources.encoding import NoText, Undecodable
from jiaozhu.sources.mhtml import archived_pictures, read
from jiaozhu.sources.read import read_source
from worlds import published, write

ADDRESS = "https://www.example.com/2020/ferry.html"
WORDS = (
    "<p>渡口的老船长姓温，今年六十一岁，他在这条江上开了三十一年船，闭着眼睛也能靠岸，可是他仍旧每天把船擦得干干净净。</p>"
    "<p><img src='https://img.example.com/1.jpg' alt='渡口'></p><p><img src='../2.jpg'></p><p><img src='cid:3@x'></p>"
    "<p>去年秋天开始，镇上的渡船改成了整夜都开，每半个钟头一班，后半夜船上常常只有两三个人，灯却要一直亮着。</p>"
)
PAGE = f"<html><head><title>渡口老船长</title></head><body><h1>渡口老船长</h1>{WORDS}</body></html>"


def jpeg(side: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((side, side)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def part(kind: str, content: bytes, *headers: str) -> bytes:
    is_text = kind.startswith("text")
    how, body = ("quoted-printable", quopri.encodestring(content)) if is_text else ("base64", base64.encodebytes(content))
    return "\r\n".join((f"Content-Type: {kind}", f"Content-Transfer-Encoding: {how}", *headers, "", "")).encode() + body


def archive(*parts: bytes) -> bytes:
    kind = b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n'
    head = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n" + kind
    return head + b"".join(b"\r\n----x--\r\n" + p for p in parts) + b"\r\n----x----\r\n"


WHOLE = archive(
    part("text/html", PAGE.encode(), f"Content-Location: {ADDRESS}", "Content-ID: <frame-1@x>"),
    part("text/css", b"p { color: red }", "Content-Location: https://www.example.com/a.css"),
    part("text/html; charset=utf-8", "<p>框中的广告</p>".encode(), "Content-Location: https://ads.example.com/"),
    part("image/jpeg", jpeg(101), "Content-Location: https://img.example.com/1.jpg"),
    part("image/jpeg", jpeg(102), "Content-Location: https://www.example.com/2.jpg"),
    part("image/jpeg", jpeg(103), "Content-ID: <3@x>"),
)


def test_the_text_is_the_page_of_the_archive() -> None:
    decoded = read(WHOLE, None)
    assert (decoded.raw, decoded.encoding) == (PAGE, "utf-8")
    assert decoded.evidence.startswith("the main part of a web archive; ")


@pytest.mark.parametrize(
    ("kind", "meta", "encoding"),
    [
        ("text/html; charset=gb2312", "", "gb18030"),
        ("text/html", "<meta charset=gbk>", "gb18030"),
        ("text/html; charset=BIG5", "", "cp950"),
    ],
)
def test_the_encoding_is_that_of_the_part_or_of_the_page(kind: str, meta: str, encoding: str) -> None:
    page = (
        f"{meta}<p>渡口的老船姓文，今年六十一，他在江上三十年。</p>" if encoding != "cp950" else "<p>渡口的老船長姓溫，今年六十一歲。</p>"
    )
    assert read(archive(part(kind, page.encode(encoding))), None).raw == page


def test_pictures_are_known_by_their_addresses() -> None:
    pictures = archived_pictures(WHOLE)
    sizes = {name: pictures.get(name) for name in ("https://img.example.com/1.jpg", "../2.jpg", "/2.jpg#x", "cid:3@x", "4.jpg", "http://[")}
    assert sizes == {
        "https://img.example.com/1.jpg": jpeg(101),
        "../2.jpg": jpeg(102),
        "/2.jpg#x": jpeg(102),
        "cid:3@x": jpeg(103),
        "4.jpg": None,
        "http://[": None,
    }


def test_an_archive_becomes_an_article_with_its_pictures(tmp_path: Path) -> None:
    site = published(tmp_path, {"docs/index.md": "# 校注\n", "sources/ferry.mhtml": WHOLE})
    files = {file.path: file.content for file in site.files}
    assert list(site.index.errors) == []
    assert str(files["articles/ferry.md"]).count('<img src="pictures/') == 3
    assert files["articles/ferry/raw.txt"] == WHOLE
    assert '"part":"the page of the web archive' in str(files["articles/ferry/edition.json"])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", Undecodable),
        ("没有头部的文字。".encode(), Undecodable),
        (b"<html><p>no archive", Undecodable),
        (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello", Undecodable),
        (archive(part("image/jpeg", jpeg(99))), Undecodable),
        (archive(part("text/html", b"<script>var a = 1</script>")), NoText),
        (b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" * 5000, Undecodable),
        (b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)), Undecodable),
    ],
    ids=["empty", "text", "page", "mail", "pictures alone", "no words", "never closed", "deep"],
)
def test_what_is_no_archive_of_a_page_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data, None)
    assert archived_pictures(data).get("4.jpg") is None


def test_the_error_of_an_archive_names_its_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.mht": "没有头部的文字。"})
    with pytest.raises(SourceError, match="no header"):
        read_source(tmp_path / "a.mht", "sources/a.mht", None)


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)))
def test_any_bytes_are_read_or_refused(noise: bytes, at: int) -> None:
    data = WHOLE[:at] + noise + WHOLE[at + len(noise) :]
    with suppress(Undecodable, NoText):
        read(data, None)
    archived_pictures(data)
