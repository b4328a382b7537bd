"""While serving, a source whose sidecar is wrong keeps the edition of the last sidecar that was right.

The text of each sidecar that could be followed is kept between builds. An article is then never gone because of a slip in its sidecar; its
page says what is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ..core.decisions import Sidecar
from ..core.errors import SidecarError, SourceError
from ..core.store import NO_STORE, Store
from ..sources import sidecar as sidecars
from ..sources.discover import SourceFile
from ..sources.read import read_source
from .site_membership import SourceText


@dataclass(frozen=True, slots=True)
class LastGood:
    """The last sidecars that were right, by the ids of their sources. Where nothing ``is_kept``, none stands for one that is wrong."""

    store: Store = NO_STORE
    is_kept: bool = False

    def remember(self, item: SourceFile) -> None:
        """Keep the sidecar of a source, which has been followed."""
        if self.is_kept and item.sidecar:
            text = item.sidecar.read_text("utf-8-sig")
            if self.store.get_text(item.path.stem) != text:
                self.store.put_text(item.path.stem, text)

    def substitutes(self, items: Sequence[SourceFile], faults: Collection[str]) -> Iterator[dict[str, SourceText]]:
        """What is read in the place of the sources with ``faults``: with the last sidecars that were right, then with none."""
        if not self.is_kept:
            return
        known = {item.path.stem for item in items}
        wrong = [item for item in items if item.path.stem in faults]
        for decisions in ({item: self._sidecar(item, known) for item in wrong}, dict.fromkeys(wrong)):
            texts: dict[str, SourceText] = {}
            for item, sidecar in decisions.items():
                with suppress(SourceError):
                    texts[item.path.stem] = SourceText(read_source(item.path, item.place, sidecar), sidecar)
            yield texts

    def _sidecar(self, item: SourceFile, known: Collection[str]) -> Sidecar | None:
        """The last sidecar of a source that was right, without what it says of sources that are not among the ``known``."""
        text = self.store.get_text(item.path.stem)
        try:
            decisions = sidecars.parse(text, item.sidecar_place) if text is not None else None
        except SidecarError:  # the program reads sidecars otherwise than it did then
            return None
        if decisions is None:
            return None
        witness = decisions.witness if decisions.witness and decisions.witness.id in known else None
        return replace(decisions, witness=witness, apart=tuple(other for other in decisions.apart if other.id in known))


NOTHING_KEPT = LastGood()
