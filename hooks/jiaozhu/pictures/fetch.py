"""Fetching: what an editor asks for with `make pictures`, once. No build asks any host for anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from ..core.block_parts import PictureReference
from ..core.model import Edition
from .download import download
from .fetched import keep
from .public_hosts import Network, Refused
from .publication import parts_at_hand
from .reencoding import reencoded


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What has become of a picture that was asked for: ``error`` is empty where it was fetched."""

    source: str
    address: str
    error: str = ""


def fetch_missing(edition: Edition, file: Path, network: Network, today: date) -> Iterator[FetchResult]:
    """Fetch the pictures of an edition whose bytes are not at hand, into the folder beside its source."""
    tried: set[str] = set()
    base = edition.heading.url.value if edition.heading.url else parts_at_hand(file).base
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
