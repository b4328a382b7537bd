"""Pictures for shared links: where their lines break, what is drawn of odd characters, and that there is none without a Chinese face."""

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
from jiaozhu.build.publish import publish
from jiaozhu.core.store import Store
from jiaozhu.outputs.script_variants.page import OF_EACH_SCRIPT
from jiaozhu.outputs.share_images import fonts as faces
from jiaozhu.outputs.share_images.fonts import can_draw, font_pair
from jiaozhu.outputs.share_images.image_build import IMAGE, ImageBuild, write
from jiaozhu.outputs.share_images.line_breaks import ELLIPSIS, break_title, fill_lines, phrases
from jiaozhu.outputs.share_images.picture import GETA, MAX_BYTES, Picture, draw, replace_missing_glyphs
from jiaozhu.script_conversion.regions import BASE_LANG, HONG_KONG, TAIWAN
from jiaozhu.script_conversion.table import Table
from worlds import HOME, built, configured, copied, site_of, world

drawing = pytest.mark.skipif(not can_draw((TAIWAN, HONG_KONG)), reason="no Chinese faces for every script")
TEA = Picture("articles/tea/share.png", "春茶上市，价钱却没有降下来", "茶农 · 2020-05-27", "今年的春茶比往年早了十天上市。" * 5)
FILES = {"docs/index.md": HOME, "sources/a.txt": "春茶上市\n\n今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，头发也白了。\n"}
TITLES = st.text("春茶上市价，。、：“”（）《》！？…— 1234,.%abcKOC", max_size=60)


def width(text: str) -> float:
    """As if every character were as wide as one of Han, but for ASCII."""
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
    """And where a piece is longer than a line, in the middle of it; never within a number."""
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
def test_a_text_is_cut_where_it_says_so(text: str, room: int, most: int) -> None:
    lines = fill_lines(text, width, room, most)
    assert len(lines) <= most
    joined, whole = "".join("".join(lines).split()), "".join(text.split())
    assert joined == whole or (joined.endswith(ELLIPSIS) and whole.startswith(joined[: -len(ELLIPSIS)]))


def test_a_line_begins_with_no_closing_mark() -> None:
    lines = fill_lines("春茶，" * 20, width, 8, 9)
    assert not [line for line in lines if line[0] in "，。、”）"]


@drawing
def test_a_picture_is_small_and_the_same_each_time() -> None:
    for lang in (BASE_LANG, TAIWAN.lang, HONG_KONG.lang):
        found = font_pair(lang)
        assert found is not None
        for one in (TEA, replace(TEA, title="茶园、作坊与渡口" * 20, words="說" * 500), replace(TEA, title="", facts="", words="")):
            made = draw(one, found)
            assert made == draw(one, found)
            image = Image.open(io.BytesIO(made))
            assert (image.size, image.mode) == ((1200, 630), "P")
            assert len(made) <= MAX_BYTES
            colours = image.convert("RGB").getcolors() or []
            assert (0xA8, 0x28, 0x1E) in {colour for _, colour in colours}
            assert max(colours)[1] == (0xFA, 0xF6, 0xEE)


@drawing
def test_each_region_has_its_own_forms_of_characters() -> None:
    """The same characters are drawn otherwise in Taiwan: its full stop stands in the middle."""
    one, other, third = (font_pair(lang) for lang in (BASE_LANG, TAIWAN.lang, HONG_KONG.lang))
    assert one is not None
    assert other is not None
    assert third is not None
    assert draw(TEA, one) != draw(TEA, other)
    assert {face.bold.name[1] for face in (one, other, third)} == {"Bold"}


@drawing
def test_what_the_face_does_not_have_is_never_a_box() -> None:
    """A geta stands for a letter that cannot be drawn, and nothing for what is no letter."""
    found = font_pair(BASE_LANG)
    assert found is not None
    assert replace_missing_glyphs("茶\U00030001\U0001fae8 农\ue000\n家", found.bold) == f"茶{GETA} 农 家"


@drawing
def test_pictures_are_drawn_in_each_script_and_kept(tmp_path: Path) -> None:
    store, roots = Store(tmp_path / "cache"), [tmp_path / "one", tmp_path / "two"]
    made = []
    for root, workers in zip(roots, (2, 1), strict=True):
        write(ImageBuild(root, (TAIWAN,), (TEA, replace(TEA, path=IMAGE)), Table(), store), workers)
        made.append({path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.png")})
    assert sorted(made[0]) == ["articles/tea/share.png", "share.png", "zh-tw/articles/tea/share.png", "zh-tw/share.png"]
    assert made[0] == made[1]
    assert made[0]["share.png"] != made[0]["zh-tw/share.png"]
    assert len(list((tmp_path / "cache").iterdir())) == 2  # the two pictures say the same


def test_without_a_face_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    font_pair.cache_clear()
    monkeypatch.setattr(faces, "FAMILIES", dict.fromkeys(faces.FAMILIES, ("No Such Face",)))
    assert not can_draw(())
    font_pair.cache_clear()


@pytest.mark.parametrize(("asked", "few", "expected"), [(None, 1, 2), (None, 0, 1), (True, 0, 2), (False, 1, 0)])
def test_pictures_are_made_where_they_are_asked_for(
    asked: bool | None, few: int, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unasked only for so many articles; beyond that, one stands for all."""
    monkeypatch.setattr("jiaozhu.build.publish.FEW", few)
    made = publish(replace(world(tmp_path, FILES), images=asked), workers=1)
    assert [picture.path for picture in made.pictures] == [IMAGE, "articles/a/share.png"][:expected]


@pytest.mark.slow
def test_a_system_without_faces_builds_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a notice, and no page that speaks of a picture."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(faces, "FILES", ())
    project = copied(tmp_path / "project", FILES, drawn=True)
    fonts = project / "hooks" / "jiaozhu" / "images" / "faces.py"
    fonts.write_text(fonts.read_text("utf-8").replace("/System/Library", "/nowhere").replace("C:/Windows", "/nowhere"), "utf-8")
    run = built(project)
    assert run.code == 0, run.output
    assert "no pictures for shared links" in run.output
    assert not list(run.site.rglob(IMAGE))
    for page in ("index.html", "articles/a/index.html"):
        assert not Document.from_file(run.site / page).all("meta", property="og:image")


@drawing
@pytest.mark.slow
def test_every_page_says_what_it_is_to_those_who_link_to_it(tmp_path: Path) -> None:
    """In its own script, with its own picture where it has one, which is there."""
    assert IMAGE in OF_EACH_SCRIPT
    address = "https://tea.example/b/"
    site = site_of(configured(copied(tmp_path, FILES, drawn=True), site_url=address))
    for folder, title, locale in (("", "春茶上市", "zh_CN"), ("zh-tw/", "春茶上市", "zh_TW")):
        for path, kind, image in (
            ("", "website", "share.png"),
            ("articles/a/", "article", "articles/a/share.png"),
            ("articles/a/collation/", "article", "articles/a/share.png"),
            ("articles/", "website", "share.png"),
        ):
            page = Document.from_file(site / folder / path / "index.html")
            said = {e.attrs["property"]: e.attrs["content"] for e in page.all("meta") if e.attrs.get("property", "").startswith("og:")}
            assert (said["og:type"], said["og:locale"]) == (kind, locale)
            assert said["og:image"] == f"{address}{folder}{image}"
            assert (site / folder / image).is_file()
            assert said.get("og:url", f"{address}{folder}{path}") == f"{address}{folder}{path}"
            assert said["og:title"].endswith(title) or kind == "website"
            assert said["og:description"]
        assert ("发" if not folder else "髮") in Document.from_file(site / folder / "articles/a/index.html").all(
            "meta", property="og:description"
        )[0].attrs["content"]
