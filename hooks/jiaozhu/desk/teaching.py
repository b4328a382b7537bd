"""Answers that teach: the same answer to the same line on several pages of a site is offered for all of its pages."""

from __future__ import annotations

from collections.abc import Iterable

from ..cleaning.markup import unmarked
from ..core.decisions import Quote, Sidecar
from ..core.errors import InputError
from ..core.lines import lines
from ..core.model import Edition
from ..corpus.index import Index
from ..project import Project
from ..review.sidecar_offers import Quotable
from ..sites.line_patterns import LinePattern, line_pattern, matches
from ..sources import sidecar as sidecars
from ..sources.discover import SourceFile
from ..yaml_files.slugs import free_slug, slug
from .answers import AcceptParagraph, Answer, Confirm, CutWords, KeepWords, SettleSiteLine, SiteAction, SourcePassage, Undo

ALIKE = 5  # pages of a site whose same line was answered alike, from which the answer is offered for all


def site_line_offer(project: Project, index: Index, answer: Answer) -> SettleSiteLine | None:
    """The answer on a whole line, for the whole site, once it was given on ALIKE of its pages; None where there is nothing to offer.

    ``index`` is that of the last build; the answers that count are those in the sidecars as they are now, and this one.
    """
    if not isinstance(answer, Confirm | AcceptParagraph | CutWords | KeepWords | Undo):
        return None
    edition = next((edition for edition in index.editions if edition.source.id == answer.passage.source), None)
    if edition is None or edition.source.digest != answer.passage.digest:
        return None
    line, action = _whole_line(edition, answer.passage), _action(edition, answer)
    members = site_members(index, edition.source.id)
    if not line or action is None or "{" in line or "}" in line or len(members) < ALIKE:
        return None
    pattern = line_pattern(line)
    files = [index.source_files[ident] for ident in members if ident in index.source_files]
    alike = {file.path.stem for file in files if _has_answer(file, pattern, action)} | {edition.source.id}
    return _offer(index, edition.source.id, line, action, sorted(alike)) if len(alike) >= ALIKE else None


def site_members(index: Index, ident: str) -> tuple[str, ...]:
    """The sources of the site to which one of them belongs, by what the editor says or by what was learned; none where that is unknown."""
    site, number = index.sites.assigned.get(ident), index.sites.learned.members.get(ident)
    if site is not None:
        return tuple(other for other, own in index.sites.assigned.items() if own == site)
    return tuple(other for other, own in index.sites.learned.members.items() if own == number) if number is not None else ()


def _whole_line(edition: Edition, passage: SourcePassage) -> str:
    """The line of the source that the passage is; empty where it is none, or several."""
    quotable = Quotable(unmarked(edition.reading), passage.spans)
    return next((line.text for line in lines(quotable.source.text) if line.span == quotable.place), "")


def _action(edition: Edition, answer: Confirm | AcceptParagraph | CutWords | KeepWords | Undo) -> SiteAction | None:
    """What the answer does with the line: one that confirms a cut cuts; one that confirms something else says nothing of the line."""
    if isinstance(answer, CutWords):
        return "cut"
    if isinstance(answer, KeepWords | Undo):
        return "keep"
    is_cut = all(not edition.reading.place(span).slice(edition.reading.text).strip() for span in answer.passage.spans)
    return "cut" if is_cut else None


def _has_answer(file: SourceFile, pattern: LinePattern, action: SiteAction) -> bool:
    """True where the sidecar of a source answers the line in the same way."""
    path = file.path.with_suffix(".yml")
    try:
        decisions = sidecars.load(path, file.own_sidecar) if path.is_file() else Sidecar(file.own_sidecar)
    except InputError:
        return False
    quotes: Iterable[Quote] = decisions.keep if action == "keep" else (*decisions.cut, *decisions.confirm)
    return any(next(matches(pattern, lines(quote.words)), None) is not None for quote in quotes)


def _offer(index: Index, ident: str, line: str, action: SiteAction, alike: list[str]) -> SettleSiteLine:
    """The line for the site of a source: one that the editor has described, or a new one, of a host or of the pages that were answered."""
    site, number = index.sites.assigned.get(ident), index.sites.learned.members.get(ident)
    if site is not None:
        return SettleSiteLine(site, line, action)
    hosts = sorted(index.sites.learned.templates[number].hosts) if number is not None else []
    name = free_slug(slug(hosts[0] if hosts else f"site-of-{alike[0]}"), {stated.id for stated in index.sites.stated})
    return SettleSiteLine(name, line, action, hosts[0] if hosts else name, tuple(hosts), () if hosts else tuple(alike))
