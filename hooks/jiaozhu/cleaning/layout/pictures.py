"""The pictures of a page's article, and its breaks: what stands between blocks and has no words of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

import regex

from ...core.block_parts import PictureReference
from ...core.lines import lines
from ...core.reading import Reading, Span
from ...html.elements import PICTURE_ADDRESSES
from ...html.structure import Landmark, enclosing
from .draft import Draft
from .page_elements import containers_of, elements_of

LOST_FIGURE = "此处原有插图，未随文字留存"
SMALLEST = 80  # pixels of the width or height of a picture; a smaller one is an icon
FURNITURE = regex.compile(
    r"(?i)(?:^|[\W_])(?:qr-?code|erweima|logo|avatar|icon|ico|emoji|loading|spacer|blank|pixel|placeholder|share|button|btn|captcha|weixin|wechat)(?:$|[\W_\d])"
)
NO_PICTURE = regex.compile(r"二维码|头像|扫码|微信公众号|(?i:qr ?code|logo|avatar)")
LONGEST_ADDRESS = 2000  # characters of an address that is kept


def page_pictures(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The figures and breaks of a page, each at its place in the text: those between blocks of the article, and those that an element
    holds together with prose of it.
    """
    body = sorted((draft.span for draft in drafts if draft.kind != "title" and len(draft.span)), key=lambda span: span.start)
    candidates = [element for element in elements_of(reading) if element.name in ("img", "hr")]
    if not body or not candidates:
        return []
    origins = [reading.origin(span) for span in body]
    prose = sorted(reading.origin(line.span).start for line in lines(reading.text) if line.prose) or [o.start for o in origins]
    containers = [Landmark("", span) for span in containers_of(reading)]
    around = enclosing(containers, [element.span for element in candidates])
    figures: list[Draft] = []
    for element, holders in zip(candidates, around, strict=True):
        after = bisect_right(origins, element.span.start, key=lambda origin: origin.start)
        if not _is_inside(element.span, origins, after, [holder.span for holder in holders], prose):
            continue
        at = body[after].start if after < len(body) else body[-1].end
        if element.name == "img" and (picture := picture_of(element.attributes)) is not None:
            figures.append(Draft(Span(at, at), "figure", LOST_FIGURE, picture=picture))
        elif element.name == "hr" and 0 < after < len(body):
            figures.append(Draft(Span(at, at), "break"))
    return list(_without_repeated_breaks(figures))


def _is_inside(place: Span, origins: Sequence[Span], after: int, holders: Sequence[Span], prose: Sequence[int]) -> bool:
    """True for a place in the article: the innermost element around it that has any prose of the page has the block beside it, too."""
    neighbours = [origins[n] for n in (after - 1, after) if 0 <= n < len(origins)]
    for holder in reversed(holders):
        first = bisect_right(prose, holder.start - 1)
        if first < len(prose) and prose[first] < holder.end:
            return any(holder.start <= origin.start < holder.end for origin in neighbours)
    return bool(neighbours) and not holders


def picture_of(attributes: Mapping[str, str]) -> PictureReference | None:
    """The picture of an `<img>`; None for an icon, a spacer, a code to scan, or the portrait of a user."""
    sizes = [attributes.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    numbers = [int(size) for size in sizes if size.isascii() and size.isdigit() and len(size) < 6]
    address = next((value for name in PICTURE_ADDRESSES if (value := attributes.get(name, "").strip())), "")
    name = address.rpartition("/")[2] if not address.startswith("data:") else ""
    alt = " ".join(attributes.get("alt", "").split())
    if any(number < SMALLEST for number in numbers) or FURNITURE.search(name) or FURNITURE.search(attributes.get("class", "")):
        return None
    if NO_PICTURE.search(alt) or not (address or alt):
        return None
    return PictureReference(address if len(address) <= LONGEST_ADDRESS else "", alt)


def _without_repeated_breaks(figures: Sequence[Draft]) -> Iterator[Draft]:
    """The same with one break where several stand at one place."""
    last = -1
    for figure in figures:
        if figure.kind != "break" or figure.span.start != last:
            yield figure
        last = figure.span.start if figure.kind == "break" else -1
