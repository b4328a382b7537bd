"""The pictures of a page's article, and its breaks: what stands between blocks and has no words of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

import regex

from ...core.block_parts import PictureReference
from ...core.reading import Reading, Span
from ...html.picture_addresses import is_embedded, picture_addresses
from ...html.tokens import attribute_values
from ...rules.rulebook import Rulebook
from ..markup import structure_of
from .draft import Draft
from .page_elements import containers_of, elements_of

LOST_FIGURE = "此处原有插图，未随文字留存"
SMALLEST = 80  # pixels of the width or height of a picture; a smaller one is an icon
FURNITURE = regex.compile(
    r"(?i)(?:^|[\W_])(?:qr-?code|erweima|logo|avatar|icon|ico|emoji|spacer|blank|pixel|share|button|btn|captcha|weixin|wechat)(?:$|[\W_\d])"
)
NO_PICTURE = regex.compile(r"二维码|头像|扫码|微信公众号|(?i:qr ?code|logo|avatar)")
SEEN = frozenset({"text", "pre", "plain", "words"})  # kinds of pieces that people read
NAMED = regex.compile(r"\b(?:class|id)\s*=", regex.IGNORECASE)
BOX = regex.compile(
    r"(?i)(?:^|[\W_])(?:ads?|adv|gg|advert\w*|guanggao|sponsor\w*|promo\w*|qr|qr-?code|avatar|related|recommend\w*|share|video\w*|player)(?:$|[\W_\d])"
)
# Beside such words that were cut, a picture is a code to scan.
SOLICITING = regex.compile(r"[关關]注|[扫掃](?:码|碼|一|描)|[识識][别別]|二[维維][码碼]|公[众眾][号號]|[进進加]群")
LONGEST_ADDRESS = 2000  # characters of an address that is kept


class _Words(NamedTuple):
    """A stretch of words of a page: where it begins, whether it is kept, in the text or in what stands above that, and, if it is not,
    whether it asks to follow or to scan something.
    """

    start: int
    is_kept: bool
    is_soliciting: bool


def page_pictures(reading: Reading, drafts: Sequence[Draft], rulebook: Rulebook) -> list[Draft]:
    """The figures and breaks of a page, each at its place in the text: those that stand beside words of the article.

    The nearest words before or behind one are kept, so that none that were cut stand between. Before the first words of the article and
    behind the last it stands in the innermost element, besides, that holds most of them. Where there are no words but the title, as in
    an article of photographs, these are the pictures that stand with it in one element.
    """
    body = sorted((draft.span for draft in drafts if draft.kind != "title" and len(draft.span)), key=lambda span: span.start)
    candidates = [element for element in elements_of(reading) if element.name in ("img", "hr")]
    origins = [reading.origin(draft.span) for draft in drafts if draft.kind == "title"] if not body else [*map(reading.origin, body)]
    if not origins or not candidates:
        return []
    frame = _frame(reading, origins, [element.span for element in candidates] if not body else ())
    extent = Span(min(frame.start, origins[0].start), max(frame.end, origins[-1].end))
    words = _page_words(reading, rulebook)
    boxes, teasers = _boxes(reading, extent, origins), _teasers(reading, words)
    figures: list[Draft] = []
    for element in candidates:
        start = element.span.start
        is_inside = origins[0].start < start < origins[-1].end or frame.start <= start < frame.end
        if not is_inside or not _is_beside_kept(start, words) or _is_in(start, boxes) or _is_in(start, teasers):
            continue
        after = bisect_right(origins, start, key=lambda origin: origin.start) if body else 0
        at = body[after].start if after < len(body) else len(reading.text)
        at = min(at, body[-1].end) if body else at
        if element.name == "img" and (picture := picture_of(element.attributes)) is not None:
            figures.append(Draft(Span(at, at), "figure", LOST_FIGURE, picture=replace(picture, at=element.span)))
        elif element.name == "hr" and 0 < after < len(body):
            figures.append(Draft(Span(at, at), "break"))
    return list(_without_repetitions(figures))


def _page_words(reading: Reading, rulebook: Rulebook) -> list[_Words]:
    """The stretches of words of a page, in order."""
    structure = structure_of(reading)
    pieces = structure.pieces if structure is not None else ()
    moved = {rule.id for rule in rulebook.rules.values() if rule.kind == "place"}
    runs = [run for run in reading.runs if run.start < run.end]
    ends = [run.end for run in runs]
    words = []
    line_numbers = accumulate(piece.kind == "border" for piece in pieces)
    for _, line in groupby(zip(line_numbers, pieces, strict=True), key=itemgetter(0)):
        own = [p for _, p in line if p.words or (p.kind in SEEN and any(map(str.isalnum, reading.raw[p.start : p.end])))]
        line_text = "".join(reading.raw[piece.start : piece.end] for piece in own)
        is_soliciting = SOLICITING.search(line_text) is not None
        for piece in own:
            first, behind = bisect_right(ends, piece.start), bisect_left(runs, piece.end, key=lambda run: run.start)
            some = runs[first:behind]
            is_kept = any(run.put != "" or (run.rule in moved and run.witness is None) for run in some)
            words.append(_Words(piece.start, is_kept, is_soliciting and not is_kept))
    return words


def _is_beside_kept(at: int, words: Sequence[_Words]) -> bool:
    """True for a place in the page whose nearest words, before or behind it, are kept, and neither ask to follow or to scan something."""
    after = bisect_right(words, at, key=lambda stretch: stretch.start)
    nearest = words[max(0, after - 1) : after + 1]
    return any(stretch.is_kept for stretch in nearest) and not any(stretch.is_soliciting for stretch in nearest)


def _frame(reading: Reading, origins: Sequence[Span], pictures: Sequence[Span]) -> Span:
    """The smallest element that holds most of the words of the article, which have ``origins``, and more than one block of it if it has
    several; of one block, the element around that of the block. It holds one of ``pictures``, if there are any. The page where none does.
    """
    sizes = [0, *accumulate(map(len, origins))]
    starts, places = [origin.start for origin in origins], [picture.start for picture in pictures]

    def holds(container: Span) -> bool:
        first, last = (bisect_left(starts, edge) for edge in (container.start, container.end))
        has_picture = bisect_left(places, container.start) < bisect_left(places, container.end)
        is_most = 2 * (sizes[last] - sizes[first]) > sizes[-1] and last - first >= min(2, len(origins))
        return is_most and (has_picture or not places)

    held = sorted(filter(holds, containers_of(reading)), key=len)
    around = held[1:] if len(origins) == 1 and not places else held
    return next(iter(around or held), Span(0, len(reading.raw)))


def _boxes(reading: Reading, around: Span, origins: Sequence[Span]) -> list[Span]:
    """The elements inside ``around`` that are called advertisements and the like and have no words of the article; the outermost."""
    structure = structure_of(reading)
    starts = [origin.start for origin in origins]
    boxes: list[Span] = []
    for _, tag, content, _ in structure.tree if structure is not None else ():
        is_known = bool(boxes) and content.end <= boxes[-1].end
        is_inside = around.start <= tag.start and content.end <= around.end and not is_known
        if is_inside and NAMED.search(reading.raw, tag.start, tag.end):
            values = attribute_values(reading.raw, tag)
            is_empty = bisect_left(starts, content.start) == bisect_left(starts, content.end)
            if is_empty and BOX.search(f"{values.get('class', '')} {values.get('id', '')}"):
                boxes.append(content)
    return boxes


def _teasers(reading: Reading, words: Sequence[_Words]) -> list[Span]:
    """The links with words that were cut: a picture in one of them belongs to what it leads to."""
    starts = [stretch.start for stretch in words]
    links = (element.span for element in elements_of(reading) if element.name == "a")
    inside = ((link, words[bisect_left(starts, link.start) : bisect_left(starts, link.end)]) for link in links)
    return [link for link, some in inside if some and not any(stretch.is_kept for stretch in some)]


def _is_in(at: int, spans: Sequence[Span]) -> bool:
    """True for an offset in one of ``spans``, which are in order and apart."""
    n = bisect_right(spans, at, key=lambda span: span.start) - 1
    return n >= 0 and at < spans[n].end


def picture_of(attributes: Mapping[str, str]) -> PictureReference | None:
    """The picture of an `<img>`; None for an icon, a spacer, a code to scan, or the portrait of a user."""
    sizes = [attributes.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    numbers = [int(size) for size in sizes if size.isascii() and size.isdigit() and len(size) < 6]
    addresses = picture_addresses(attributes)
    address = next((value for value in addresses if not is_embedded(value)), "")
    name = address.rpartition("/")[2]
    alt = " ".join(attributes.get("alt", "").split())
    if any(number < SMALLEST for number in numbers) or FURNITURE.search(name) or FURNITURE.search(attributes.get("class", "")):
        return None
    if NO_PICTURE.search(alt) or not (addresses or alt):
        return None
    return PictureReference(address if len(address) <= LONGEST_ADDRESS else "", alt)


def _without_repetitions(figures: Sequence[Draft]) -> Iterator[Draft]:
    """The same with one break where several stand at one place, and one picture where the page has it once more for want of scripts."""
    last: tuple[object, ...] = ()
    for figure in figures:
        address = figure.picture.address if figure.picture else figure.kind
        if not address or (figure.span, address) != last:
            yield figure
        last = figure.span, address
