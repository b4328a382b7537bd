"""From a page with its folder to the pictures that the site, its data and its books show."""

from __future__ import annotations

import hashlib
import io
import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from contract import Document
from jiaozhu.build import derived_stages
from jiaozhu.build.article_update import ArticleUpdate
from jiaozhu.build.publication import Publication, SiteOutput
from jiaozhu.core.store import Store
from jiaozhu.outputs.site_folder import SiteFolder
from jiaozhu.pictures import publication as module
from worlds import publish, world

FIRST = "<p>渡口的老船长姓温，今年六十一岁，他在这条江上开了三十一年船，闭着眼睛也能靠岸，可是他仍旧每天把船擦得干干净净。</p>"
SECOND = "<p>去年秋天开始，镇上的渡船改成了整夜都开，每半个钟头一班，后半夜船上常常只有两三个人，灯却要一直亮着。</p>"


def jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def page(*pictures: str) -> str:
    return f"<meta charset=utf-8><title>渡口老船长</title><h1>渡口老船长</h1><div>{FIRST}{''.join(pictures)}{SECOND}</div>"


FILES: dict[str, str | bytes] = {
    "docs/index.md": "# 校注\n",
    "sources/ferry.html": page(
        '<p><img src="ferry_files/1.jpg" alt="渡口&quot;>&lt;script>"></p>',
        f'<p><img src="data:image/jpeg;base64,{b64encode(jpeg(300, 200)).decode()}"></p>',
        '<p><img src="ferry_files/no.jpg" alt="没有"></p>',
        '<p><img src="ferry_files/1.jpg"></p>',
    ),
    "sources/ferry_files/1.jpg": jpeg(2000, 1000),
    "sources/ferry_files/no.jpg": b"<svg onload=alert(1)>",
    "sources/ferry_files/page.html": "<p>别的页面</p>",
}


def edition_of(published: Publication) -> dict[str, list[dict[str, object]]]:
    content = next(file.content for file in published.files if file.path == "articles/ferry/edition.json")
    return json.loads(content)  # type: ignore[no-any-return]


def test_pictures_beside_a_page_are_shown_with_their_digests(tmp_path: Path) -> None:
    project = world(tmp_path / "world", FILES)
    published = publish(project)
    assert list(published.index.errors) == []
    figures = [block for block in edition_of(published)["blocks"] if block["kind"] == "figure"]
    assert [bool(block["text"]) for block in figures] == [False, False, True, False]
    site = SiteFolder(tmp_path / "site")
    derived_stages.article_pictures(project, published, SiteOutput(site, ()))
    names = []
    for block in figures:
        shown = block["picture"].get("published")  # type: ignore[attr-defined]
        if shown:
            data = (site.root / "articles/ferry" / shown["file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == shown["digest"]
            assert Image.open(io.BytesIO(data)).size == (shown["width"], shown["height"])
            names.append(shown["file"])
    assert names[0] == names[2] != names[1]
    assert sorted(path.relative_to(site.root / "articles/ferry").as_posix() for path in site.root.rglob("*.*")) == sorted(set(names))
    html = next(str(file.content) for file in published.files if file.path == "articles/ferry.md")
    assert f'<img src="{names[0]}" width="1280" height="640" alt="渡口&#34;&gt;&lt;script&gt;" loading="lazy"' in html.replace(
        "&#62;", "&gt;"
    ).replace("&#60;", "&lt;")
    markdown = next(str(file.content) for file in published.files if file.path == "articles/ferry/edition.md")
    assert f"]({names[0]})" in markdown
    assert "此处原有插图，未随文字留存：没有" in markdown


def test_the_element_of_a_figure_says_what_the_edition_says(tmp_path: Path) -> None:
    """What the source has in the place of a picture that was not saved stands beside it."""
    published = publish(world(tmp_path / "world", FILES))
    html = next(str(file.content) for file in published.files if file.path == "articles/ferry.md")
    elements = Document(html).elements
    shown = {e.attrs["id"]: e.text.strip() for e in elements if e.attrs.get("data-kind") == "figure"}
    assert shown == {block["id"]: block["text"] for block in edition_of(published)["blocks"] if block["kind"] == "figure"}
    assert [e.text for e in elements if e.tag == "q"] == ["没有"]
    assert [e.text for e in elements if "jz-address" in e.classes] == ["ferry_files/no.jpg"]


def test_books_hold_the_pictures(tmp_path: Path) -> None:
    project = replace(world(tmp_path / "world", FILES), books=True)
    published = publish(project)
    site = SiteFolder(tmp_path / "site")
    derived_stages.books(project, published, SiteOutput(site, ()))
    for name in ("articles/ferry/edition.epub", "zh-tw/articles/ferry/edition.epub", "books/collection.epub"):
        with ZipFile(site.root / name) as book:
            pictures = [member for member in book.namelist() if "/pictures/" in member]
            manifest = book.read("EPUB/package.opf").decode()
            assert len(pictures) == 2
            assert all(f'href="{member.removeprefix("EPUB/")}" media-type="image/jpeg"' in manifest for member in pictures)
            assert all(Image.open(io.BytesIO(book.read(member))).format == "JPEG" for member in pictures)


def test_a_picture_is_decoded_once_for_all_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = replace(world(tmp_path / "world", FILES), cache=tmp_path / "cache.sqlite")
    before = edition_of(publish(project))

    def decode(_: bytes) -> None:
        raise AssertionError("it was decoded again")

    monkeypatch.setattr(module, "reencoded", decode)
    published = publish(project)
    assert edition_of(published) == before
    site = SiteFolder(tmp_path / "site", Store(project.cache, "site"))
    derived_stages.article_pictures(project, published, SiteOutput(site, ()))
    assert len(list(site.root.rglob("*.jpg"))) == 2


def test_an_article_that_was_edited_shows_its_pictures_at_once(tmp_path: Path) -> None:
    project = world(tmp_path / "world", FILES)
    update = ArticleUpdate(project, publish(project))
    files = {file.path: str(file.content) for file in update.pages("ferry")}
    assert files["articles/ferry.md"].count('<img src="pictures/') == 3
