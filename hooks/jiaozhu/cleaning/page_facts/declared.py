"""What a page declares for machines: `<meta>`, JSON-LD, addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import regex

from ...html.character_references import resolve_references
from .days import address_day, first_day
from .names import NameWords
from .page_elements import PageElements, page_elements
from .testimony import Testimony

# The keys of <meta>, without the marks in them: what they declare, and what that is worth.
REVISED = regex.compile(r"updat|modif|revis|expir|lastmod")
DATED = regex.compile(
    r"publi.*(?:date|time)|pub(?:date|time)|^(?:og|article|dc|dcterms|parsely|sailthru|weiboarticle)?(?:date|time|created?|createat|issued|releasedate|createtime|createdate|firstpublished.*)$|datecreated|datepublished|createat$|publishdate"
)
AUTHORED = regex.compile(r"^(?:(?:og)?(?:article)?author(?:name)?|dc(?:terms)?(?:creator|author)|parselyauthor|byl|bylineauthor|writer)$")
SOURCED = regex.compile(r"^(?:mediaid|(?:og)?(?:article|content|news)?source(?:name)?|copyfrom|medianame|originsource|articlemedia)$")
OF_SITE = regex.compile(r"^(?:ogsitename|sitename|publisher|(?:dc|article)publisher)$")
TITLE_KEYS = ("og:title", "twitter:title", "articletitle", "headline")
ADDRESSES = regex.compile(r"^(?:ogurl|twitterurl)$")
SAVED_FROM = regex.compile(
    r"<!--\s*(?:saved from url=(?:\(\d+\))?|Page saved with SingleFile\s+url:\s*)(https?://[^\s\"'<>]{4,500})", regex.IGNORECASE
)
ADDRESS = regex.compile(r"https?://[\w.-]+(?::\d+)?/[^\s\"'<>\\]*[^\s\"'<>\\/]", regex.IGNORECASE)
ARTICLES = regex.compile(r"Article|BlogPosting|Report|WebPage|Question|Answer|CreativeWork", regex.IGNORECASE)
DEEPEST, MOST = 8, 400  # levels and objects of JSON-LD


@lru_cache(maxsize=4)
def meta_contents(raw: str) -> dict[str, str]:
    """The contents of `<meta>` by their keys, as they are written in lower case; of two with one key the first."""
    contents: dict[str, str] = {}
    for key, content in page_elements(raw).metas:
        contents.setdefault(key, content)
    return contents


def headlines(raw: str, elements: PageElements) -> Iterator[str]:
    """The titles that a page declares in `<meta>` and JSON-LD, the best first."""
    contents = meta_contents(raw)
    yield from (contents[key] for key in TITLE_KEYS if key in contents)
    for text in elements.json_ld:
        for thing in _objects(text):
            title = thing.get("headline") or thing.get("title")
            if isinstance(title, str) and title.strip():
                yield resolve_references(" ".join(title.split()))


def site_name(raw: str) -> str:
    """The name of its site that a page declares; or nothing."""
    contents = meta_contents(raw)
    return next((contents[key] for key in ("og:site_name", "sitename") if key in contents), "")


def declarations(raw: str, elements: PageElements, names: NameWords) -> Iterator[Testimony]:
    """The testimonies in `<meta>` and JSON-LD, and the address of the page with the day in it."""
    for key, content in elements.metas:
        yield from _of_meta(regex.sub(r"[\s:_.-]+", "", key), content, names)
    for text in elements.json_ld:
        for thing in _objects(text):
            yield from _of_object(thing, names)
    for address in addresses(raw, elements):
        if day := address_day(address):
            yield Testimony("date", day, "address", 2.5)


def addresses(raw: str, elements: PageElements) -> Iterator[str]:
    """The addresses that the page gives of itself, the best first: without those of a whole site."""
    saved = SAVED_FROM.search(raw, 0, 5000)
    declared = [content for key, content in elements.metas if ADDRESSES.search(regex.sub(r"[\s:_.-]+", "", key))]
    for address in (*elements.addresses, *declared, *([saved[1]] if saved else ())):
        if ADDRESS.fullmatch(address):
            yield address


def named(name: str, evidence: str, weight: float, names: NameWords, *, as_author: bool) -> Iterator[Testimony]:
    """The testimony of a name that is declared as that of an author, or of an outlet: what it is shows whether it can be one."""
    name = " ".join(name.split())
    kind = names.kind(name)
    if kind == "platform":
        yield Testimony("outlet", name, evidence, 0.2)
    elif as_author and kind in ("person", "other"):
        yield Testimony("author", names.persons(name) or name, evidence, weight if kind == "person" else weight * 0.7)
    elif as_author and kind == "institution":
        yield Testimony("outlet", name, evidence, 1.0)
    elif not as_author and kind in ("institution", "other", "person"):
        yield Testimony("outlet", name, evidence, weight if kind != "person" else weight * 0.6)


def _of_meta(key: str, content: str, names: NameWords) -> Iterator[Testimony]:
    if REVISED.search(key):
        if day := first_day(content):
            yield Testimony("date", day, "meta revision", 1.2)
    elif DATED.search(key):
        if day := first_day(content):
            yield Testimony("date", day, f"meta {key}", 3.0)
    elif AUTHORED.search(key):
        yield from named(content, "meta author", 1.9 if key == "author" else 2.5, names, as_author=True)
    elif SOURCED.search(key):
        yield from named(content, "meta source", 4.0, names, as_author=False)
    elif OF_SITE.search(key):
        yield from named(content, "meta site", 1.0, names, as_author=False)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The objects of a script of JSON-LD that are articles or have no type; none where it is no JSON."""
    try:
        tree = json.loads(text.strip().removeprefix("//<![CDATA[").removesuffix("//]]>"), strict=False)
    except (ValueError, RecursionError):
        return
    rest: list[tuple[Any, int]] = [(tree, 0)]
    for _ in range(MOST):
        if not rest:
            return
        thing, depth = rest.pop(0)
        if isinstance(thing, dict):
            if ARTICLES.search(str(thing.get("@type", "Article"))):
                yield thing
            thing = [thing[key] for key in ("@graph", "mainEntity", "hasPart") if key in thing]
        if isinstance(thing, list) and depth < DEEPEST:
            rest.extend((item, depth + 1) for item in thing)


def _of_object(thing: dict[str, Any], names: NameWords) -> Iterator[Testimony]:
    dates: tuple[tuple[str, float], ...] = (
        ("datePublished", 4.0),
        ("pubDate", 3.5),
        ("dateCreated", 2.5),
        ("upDate", 1.0),
        ("dateModified", 1.0),
    )
    for key, weight in dates:
        if day := first_day(str(thing.get(key, ""))):
            yield Testimony("date", day, f"JSON-LD {key}", weight)
    for name, kind in _names(thing.get("author") or thing.get("creator")):
        weight = 2.5 if kind.endswith("Organization") else 3.5
        yield from named(name, "JSON-LD author", weight, names, as_author=not kind.endswith("Organization"))
    for name, _ in _names(thing.get("publisher") or thing.get("sourceOrganization")):
        yield from named(name, "JSON-LD publisher", 1.5, names, as_author=False)


def _names(value: object) -> Iterator[tuple[str, str]]:
    """The name and the type of each person or organization; several names make one."""
    items = value if isinstance(value, list) else [value]
    by_kind: dict[str, list[str]] = {}
    for item in items[:8]:
        name, kind = (item.get("name"), str(item.get("@type", ""))) if isinstance(item, dict) else (item, "")
        if isinstance(name, str) and name.strip():
            by_kind.setdefault(kind, []).append(name.strip())
    for kind, several in by_kind.items():
        yield " ".join(several), kind
