"""The home page: the words of `docs/index.md`, one specimen of what is done here, and the articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ... import marked
from ...errors import Notice, PageError
from ...jiao.editor import places
from ...marked import Node
from ..article.page import View
from ..render import File, page

PLACE = "docs/index.md"


@dataclass(frozen=True, slots=True)
class Specimen:
    """Some words of a source as they came, and as they read now."""

    view: View
    before: str
    after: str


def files(views: Sequence[View], written: str) -> tuple[tuple[File, ...], tuple[Notice, ...]]:
    """The home page around what is ``written`` in `docs/index.md`, and a notice where its specimen is of a source that is gone.

    Raises PageError for a specimen that cannot be shown.
    """
    head, body = _parted(written)
    asked = _asked(head)
    view = next((v for v in views if asked and v.id == asked["source"].text("source")), None)
    shown = _specimen(asked["quote"], view) if asked and view else None
    notices = (_gone(asked["source"], views),) if asked and not view else ()
    total = sum(v.length for v in views)
    made = page("home/page.md.j2", "index.md", views=views, specimen=shown, written=Markup(body), total=total)
    return (made,), notices


def _parted(written: str) -> tuple[str, str]:
    """The YAML head of a page, and the rest."""
    if not written.startswith("---\n") or "\n---\n" not in written:
        return "", written
    head, _, body = written[4:].partition("\n---\n")
    return head, body


def _asked(head: str) -> dict[str, Node] | None:
    """The source and the quote of the specimen that the head of the page asks for."""
    root = marked.load("\n" + head, PLACE, PageError) if head else None
    entries = root.mapping("the head of the page", ("specimen",)) if root else {}
    if "specimen" not in entries:
        return None
    return entries["specimen"].mapping("specimen", ("source", "quote"), needed=("source", "quote"))


def _gone(source: Node, views: Sequence[View]) -> Notice:
    base = next((v.id for v in views if source.value in {witness.id for witness in v.edition.witnesses}), None)
    if base:
        return Notice(
            PLACE, source.line, f"the specimen goes without its source: {source.value!r} is a witness of {base!r}", f"name {base}"
        )
    what = f"the specimen goes without its source: none is called {source.value!r}"
    return Notice(PLACE, source.line, what, "name one of the files in sources/, without its ending")


def _specimen(quote: Node, view: View) -> Specimen:
    reading = view.edition.reading
    found = places(reading.raw, quote.text("quote"))
    if len(found) != 1:
        quote.fail(f"the quote is in the source {len(found)} times", "quote words that stand there once, as they stand there")
    return Specimen(view, found[0].of(reading.raw), reading.place(found[0]).of(reading.text))
