"""Fetching: what an editor asks for with `make pictures`, once. No build asks any host for anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import regex

from ..core.block_parts import PictureReference
from ..core.model import Edition
from .download import download
from .fetched import keep
from .public_hosts import Network, Refused
from .publication import parts_at_hand
from .reencoding import reencoded

HEAD = 4096  # characters at the start of a page in which it says where it is from
SAVED_FROM = regex.compile(
    r"<!--\s*(?:saved from url=\(\d{1,9}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]{1,2000})", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What has become of a picture that was asked for: ``error`` is empty where it was fetched."""

    source: str
    address: str
    error: str = ""


def fetch_missing(edition: Edition, file: Path, network: Network, today: date) -> Iterator[FetchResult]:
    """Fetch the pictures of an edition whose bytes are not at hand, into the folder beside its source."""
    tried: set[str] = set()
    url = edition.heading.url
    base = url.value if url else parts_at_hand(file).base or saved_from(edition.source.raw)
    for reference in (block.picture for block in edition.blocks):
        if reference is None or reference.published is not None or not reference.address or reference.address in tried:
            continue
        tried.add(reference.address)
        error = ""
        try:
            _fetch(reference, base, file, network, today)
        except Refused as e:
            error = str(e)
        yield FetchResult(edition.source.id, reference.address, error)


def _fetch(reference: PictureReference, base: str, file: Path, network: Network, today: date) -> None:
    url = absolute(reference.address, base)
    data = download(url, network)
    if reencoded(data) is None:
        raise Refused("what came is no picture, or too large or too small a one")
    keep(file, reference.address, url, data, today.isoformat())


def saved_from(raw: str) -> str:
    """The address of a page as the browser that saved it has noted it; empty where none has."""
    match = SAVED_FROM.search(raw[:HEAD])
    return match[1] if match else ""


def absolute(address: str, base: str) -> str:
    """The whole address of a picture, of a page at ``base``. Raises Refused where that is not known."""
    try:
        url = urljoin(base or "https:", address)
        parts = urlsplit(url)
    except ValueError:
        raise Refused("this is no address") from None
    if not parts.netloc:
        raise Refused("the address of the page is not known; give it as `url:` beside the source")
    return url
