"""Share images: where their lines break, how missing glyphs are replaced, and that none is drawn without a Chinese font."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from contract import Document
from jiaozhu.core.store import Store
from jiaozhu.outputs.script_variants.page import OF_EACH_SCRIPT
from jiaozhu.outputs.share_images import fonts as font_module
from jiaozhu.outputs.share_images.fonts import can_draw, font_pair
from jiaozhu.outputs.share_images.image_build import IMAGE, ImageBuild, write
from jiaozhu.outputs.share_images.line_breaks import ELLIPSIS, break_title, fill_lines, phrases
from jiaozhu.outputs.share_images.picture import GETA, MAX_BYTES, Picture, draw, replace_missing_glyphs
from jiaozhu.outputs.site_folder import SiteFolder
from jiaozhu.script_conversion.regions import BASE_LANG, HONG_KONG, TAIWAN
from jiaozhu.script_conversion.table import Table
from worlds import HOME, built, configured, copied, publish, site_of, stored, world

drawing = pytest.mark.skipif(not can_draw((TAIWAN, HONG_KONG)), reason="no Chinese faces for every script")
TEA = Picture("articles/tea/share.png", "春茶上市，价钱却没有降下来", "茶农 · 2020-05-27", "今年的春茶比往年早了十天上市。" * 5)
FILES = {"docs/index.md": HOME, "sources/a.txt": "春茶上市\n\n今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，头发也白了。\n"}
TITLES = st.text("春茶上市价，。、：“”（）《》！？…— 1234,.%abcKOC", max_size=60)


def width(text: str) -> float:
    """The width of a text whose ASCII characters are half as wide as all others."""
    return sum(0.5 if character.isascii() else 1 for character in text)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("春茶上市", ["春茶上市"]),
        ("春茶上市，价钱却没有降下来", ["春茶上市，", "价钱却没有降下来"]),
        ("今年的春茶：早了，贵了", ["今年的春茶：早了，", "贵了"]),
        ("茶园、作坊与渡口的人们都说春茶早", ["茶园、作坊与渡口的", "人们都说春茶早"]),
        ("售价1,618元一斤，没人买", ["售价1,618元一斤，", "没人买"]),
        ("茶农都说“今年不一样”之后", ["茶农都说", "“今年不一样”之后"]),
        ("", []),
    ],
)
def test_a_title_breaks_after_a_mark(title: str, lines: list[str]) -> None:
    """A phrase that is longer than a line breaks in its middle, but never inside a number."""
    assert break_title(title, width, 10) == lines


@given(TITLES, st.integers(4, 20))
def test_a_title_keeps_its_characters(title: str, room: int) -> None:
    lines = break_title(title, width, room)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert "".join(phrases(title)) == title
    words = regex.findall(r"[A-Za-z0-9][^\s\p{Han}]*|.", title)
    if all(width(word) <= 2 for word in words) and not regex.search(r"[^\w\s]{2}", title):
        assert all(width(line) <= room + 2 for line in lines)


@given(TITLES, st.integers(6, 20), st.integers(1, 3))
def test_a_truncated_text_ends_with_an_ellipsis(text: str, room: int, max_lines: int) -> None:
    lines = fill_lines(text, width, room, max_lines)
    assert len(lines) <= max_lines
    joined, whole = "".join("".join(lines).split()), "".join(text.split())
    assert joined == whole or (joined.endswith(ELLIPSIS) and whole.startswith(joined[: -len(ELLIPSIS)]))


def test_a_line_begins_with_no_closing_mark() -> None:
    lines = fill_lines("春茶，" * 20, width, 8, 9)
    assert not [line for line in lines if line[0] in "，。、”）"]


@drawing
def test_a_picture_is_small_and_the_same_each_time() -> None:
    for lang in (BASE_LANG, TAIWAN.lang, HONG_KONG.lang):
        fonts = font_pair(lang)
        assert fonts is not None
        for picture in (TEA, replace(TEA, title="茶园、作坊与渡口" * 20, words="說" * 500), replace(TEA, title="", facts="", words="")):
            png = draw(picture, fonts)
            assert png == draw(picture, fonts)
            image = Image.open(io.BytesIO(png))
            assert (image.size, image.mode) == ((1200, 630), "P")
            assert len(png) <= MAX_BYTES
            colours = image.convert("RGB").getcolors() or []
            assert (0xA8, 0x28, 0x1E) in {colour for _, colour in colours}
            assert max(colours)[1] == (0xFA, 0xF6, 0xEE)


@drawing
def test_each_region_has_its_own_forms_of_characters() -> None:
    """The same characters are drawn otherwise in Taiwan: its full stop stands in the middle."""
    mainland, taiwan, hong_kong = (font_pair(lang) for lang in (BASE_LANG, TAIWAN.lang, HONG_KONG.lang))
    assert mainland is not None
    assert taiwan is not None
    assert hong_kong is not None
    assert draw(TEA, mainland) != draw(TEA, taiwan)
    assert {fonts.bold.name[1] for fonts in (mainland, taiwan, hong_kong)} == {"Bold"}


@drawing
def test_missing_glyphs_are_never_boxes() -> None:
    """A geta mark replaces a letter that cannot be drawn; other characters are left out."""
    fonts = font_pair(BASE_LANG)
    assert fonts is not None
    assert replace_missing_glyphs("茶\U00030001\U0001fae8 农\ue000\n家", fonts.bold) == f"茶{GETA} 农 家"


@drawing
def test_pictures_are_drawn_in_each_script_and_kept(tmp_path: Path) -> None:
    store, roots = Store(tmp_path / "cache.db", "results"), [tmp_path / "one", tmp_path / "two"]
    images = []
    for root, workers in zip(roots, (2, 1), strict=True):
        write(ImageBuild(SiteFolder(root), (TAIWAN,), (TEA, replace(TEA, path=IMAGE)), Table(), store), workers)
        images.append({path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.png")})
    assert sorted(images[0]) == ["articles/tea/share.png", "share.png", "zh-tw/articles/tea/share.png", "zh-tw/share.png"]
    assert images[0] == images[1]
    assert images[0]["share.png"] != images[0]["zh-tw/share.png"]
    assert len(stored(tmp_path / "cache.db")) == 2  # one for each script: the two pictures have the same texts


def test_without_a_font_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    font_pair.cache_clear()
    monkeypatch.setattr(font_module, "FAMILIES", dict.fromkeys(font_module.FAMILIES, ("No Such Face",)))
    assert not can_draw(())
    font_pair.cache_clear()


@pytest.mark.parametrize(("option", "few", "expected"), [(None, 1, 2), (None, 0, 1), (True, 0, 2), (False, 1, 0)])
def test_articles_have_pictures_where_the_option_or_their_number_says_so(
    option: bool | None, few: int, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By default only up to a number of articles; beyond that, one picture stands for all."""
    monkeypatch.setattr("jiaozhu.build.index_stages.FEW", few)
    publication = publish(replace(world(tmp_path, FILES), images=option), workers=1)
    assert [picture.path for picture in publication.pictures] == [IMAGE, "articles/a/share.png"][:expected]


@pytest.mark.slow
def test_a_system_without_fonts_builds_the_rest(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a notice, and no page links to a picture."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(font_module, "FILES", ())
    project = copied(tmp_path / "project", FILES, drawn=True, own=own)
    font_file = project / "hooks" / "jiaozhu" / "outputs" / "share_images" / "fonts.py"
    font_file.write_text(font_file.read_text("utf-8").replace("/System/Library", "/nowhere").replace("C:/Windows", "/nowhere"), "utf-8")
    run = built(project)
    assert run.code == 0, run.output
    assert "no pictures for shared links" in run.output
    assert not list(run.site.rglob(IMAGE))
    for page in ("index.html", "articles/a/index.html"):
        assert not Document.from_file(run.site / page).all("meta", property="og:image")


@drawing
@pytest.mark.slow
def test_every_page_has_open_graph_metadata(own: Path, tmp_path: Path) -> None:
    """In its own script, and with its own picture where it has one; the picture exists."""
    assert IMAGE in OF_EACH_SCRIPT
    address = "https://tea.example/b/"
    site = site_of(configured(copied(tmp_path, FILES, drawn=True, own=own), site_url=address))
    for folder, title, locale in (("", "春茶上市", "zh_CN"), ("zh-tw/", "春茶上市", "zh_TW")):
        for path, kind, image in (
            ("", "website", "share.png"),
            ("articles/a/", "article", "articles/a/share.png"),
            ("articles/a/collation/", "article", "articles/a/share.png"),
            ("articles/", "website", "share.png"),
        ):
            page = Document.from_file(site / folder / path / "index.html")
            metadata = {e.attrs["property"]: e.attrs["content"] for e in page.all("meta") if e.attrs.get("property", "").startswith("og:")}
            assert (metadata["og:type"], metadata["og:locale"]) == (kind, locale)
            assert metadata["og:image"] == f"{address}{folder}{image}"
            assert (site / folder / image).is_file()
            assert metadata.get("og:url", f"{address}{folder}{path}") == f"{address}{folder}{path}"
            assert metadata["og:title"].endswith(title) or kind == "website"
            assert metadata["og:description"]
        assert ("发" if not folder else "髮") in Document.from_file(site / folder / "articles/a/index.html").all(
            "meta", property="og:description"
        )[0].attrs["content"]
