"""Evidence beside its lines of which site a source is a page: the editor's word, and the host of its address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteEvidence:
    """``site`` is the id of the site to which the editor assigns a source, ``others`` are those of which it is none.

    ``host`` is that of its address. Each is empty where nothing is known.
    """

    site: str = ""
    others: frozenset[str] = frozenset()
    host: str = ""


NO_EVIDENCE = SiteEvidence()
