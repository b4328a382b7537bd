"""The pictures of a site, in each script. What was drawn before comes from the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import __version__ as pillow_version

from ...core.pool import mapped
from ...core.store import Store, key
from ...editions.load import code_digest
from ...pages.article.page import View
from ...script_conversion.regions import BASE_LANG, Region
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from .fonts import FontPair, font_pair
from .picture import Picture, draw

IMAGE = "share.png"
WORTH_A_POOL = 60  # pictures to be drawn from which new processes are started unasked


@dataclass(frozen=True, slots=True)
class ImageBuild:
    """The pictures that a site in the folder ``root`` is to have, and the table by which their words are converted."""

    root: Path
    regions: tuple[Region, ...]
    pictures: tuple[Picture, ...]
    table: Table
    store: Store


def _of_article(view: View) -> Picture:
    facts = (*(datum.value for datum in view.names), view.date.value if view.date else "", f"{view.length:,} 字")
    return Picture(f"articles/{view.id}/{IMAGE}", view.title, " · ".join(filter(None, facts)), view.excerpt[:120])


def _of_site(views: Sequence[View], name: str, description: str) -> Picture:
    """The picture of the pages that have none of their own."""
    return Picture(IMAGE, name, f"{len(views):,} 篇 · {sum(view.length for view in views):,} 字", description)


def pictures(views: Sequence[View], name: str, description: str, each: bool) -> tuple[Picture, ...]:
    """What to draw for a site: one picture for all pages, and where ``each`` article has its own, that."""
    return (_of_site(views, name, description), *(map(_of_article, views) if each else ()))


def write(gallery: ImageBuild, workers: int = 0) -> None:
    """Write all pictures. ``workers`` is the number of processes; 0 leaves it to the program."""
    wanted = [_said(picture, script) for script in _scripts(gallery) for picture in gallery.pictures]
    keys = [key(*_words(picture), repr(font_pair(lang)), pillow_version, code_digest()) for picture, lang in wanted]
    missing: list[int] = []
    for n, name in enumerate(keys):
        kept = gallery.store.get(name)
        if kept is None:
            missing.append(n)
        else:
            _place(wanted[n][0], kept, gallery)
    for n, made in zip(missing, mapped(_draw, [wanted[n] for n in missing], workers, WORTH_A_POOL), strict=True):
        gallery.store.put(keys[n], made)
        _place(wanted[n][0], made, gallery)
    gallery.store.keep_only(keys)


PictureInScript = tuple[Picture, str]  # a picture, in the language of the second


def _scripts(gallery: ImageBuild) -> Iterator[Script | None]:
    yield None
    yield from (Script.for_region(region, gallery.table) for region in gallery.regions)


def _said(picture: Picture, script: Script | None) -> PictureInScript:
    """The picture in a script."""
    if script is None:
        return picture, BASE_LANG
    title, facts, words = map(script.convert_block, _words(picture))
    path = f"{script.region.id}/{picture.path}"
    return replace(picture, path=path, title=title, facts=facts, words=words), script.region.lang


def _words(picture: Picture) -> tuple[str, str, str]:
    return picture.title, picture.facts, picture.words


def _place(picture: Picture, made: bytes, gallery: ImageBuild) -> None:
    target = gallery.root / picture.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)


def _draw(asked: PictureInScript) -> bytes:
    picture, lang = asked
    faces: FontPair | None = font_pair(lang)
    assert faces is not None, "asked for a picture where there is no face"
    return draw(picture, faces)
