"""Writes the share images of a site in each script. Unchanged ones are there already, or come from the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import __version__ as pillow_version

from ...core.article import Article
from ...core.digest import code_digest, key
from ...core.store import Store
from ...core.work.processes import mapped
from ...script_conversion.regions import BASE_LANG, Region
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from ..site_folder import SiteFolder
from .fonts import FontPair, font_pair
from .picture import Picture, draw

IMAGE = "share.png"
WORTH_A_POOL = 60  # number of pictures from which a pool of processes is worth its start


@dataclass(frozen=True, slots=True)
class ImageBuild:
    """The pictures to write into the folder of a site, the table for their script conversion, and the cache."""

    site: SiteFolder
    regions: tuple[Region, ...]
    pictures: tuple[Picture, ...]
    table: Table
    store: Store


def _article_picture(article: Article) -> Picture:
    facts = (*(datum.value for datum in article.names), article.date.value if article.date else "", f"{article.length:,} 字")
    return Picture(f"articles/{article.id}/{IMAGE}", article.title, " · ".join(filter(None, facts)), article.excerpt[:120])


def _site_picture(articles: Sequence[Article], name: str, description: str) -> Picture:
    """The picture of all pages that have none of their own."""
    return Picture(IMAGE, name, f"{len(articles):,} 篇 · {sum(article.length for article in articles):,} 字", description)


def share_pictures(articles: Sequence[Article], name: str, description: str, each: bool) -> tuple[Picture, ...]:
    """The pictures of a site: one for all pages and, if ``each`` is true, one for each article."""
    return (_site_picture(articles, name, description), *(map(_article_picture, articles) if each else ()))


def write(build: ImageBuild, workers: int = 0) -> None:
    """Write all pictures. ``workers`` is the number of processes; 0 lets the program choose."""
    pictures = [_in_script(picture, script) for script in _scripts(build) for picture in build.pictures]
    keys = [key(*_texts(picture), repr(font_pair(lang)), pillow_version, code_digest(__name__)) for picture, lang in pictures]
    named = enumerate(zip(pictures, keys, strict=True))
    missing = [n for n, ((picture, _), name) in named if not build.site.restore(picture.path, name, build.store, name)]
    for n, png in zip(missing, mapped(_draw, [pictures[n] for n in missing], workers, WORTH_A_POOL), strict=True):
        build.store.put(keys[n], png)
        build.site.write(pictures[n][0].path, keys[n], png)


PictureInScript = tuple[Picture, str]  # a picture, and the language tag of its script


def _scripts(build: ImageBuild) -> Iterator[Script | None]:
    """The scripts of the site; Simplified comes first and is None."""
    yield None
    yield from (Script.for_region(region, build.table) for region in build.regions)


def _in_script(picture: Picture, script: Script | None) -> PictureInScript:
    """A picture whose texts are converted to a script, in the folder of that script."""
    if script is None:
        return picture, BASE_LANG
    title, facts, words = map(script.convert_block, _texts(picture))
    path = f"{script.region.id}/{picture.path}"
    return replace(picture, path=path, title=title, facts=facts, words=words), script.region.lang


def _texts(picture: Picture) -> tuple[str, str, str]:
    return picture.title, picture.facts, picture.words


def _draw(picture_in_script: PictureInScript) -> bytes:
    picture, lang = picture_in_script
    faces: FontPair | None = font_pair(lang)
    assert faces is not None, "asked for a picture where there is no face"
    return draw(picture, faces)
