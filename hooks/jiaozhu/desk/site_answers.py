"""A line that is kept or cut on all pages of a site: a line of `sources/sites.yml`."""

from __future__ import annotations

from collections.abc import Collection

from ..sites import stated_sites
from ..yaml_files.list_edits import entries_of, with_entry, with_item_of_entry
from ..yaml_files.splices import Value
from .answers import SettleSiteLine
from .file_change import AnswerError, raise_new_error


def with_site_line(text: str, answer: SettleSiteLine, known: Collection[str]) -> str:
    """The text of the file with a line more of a site; ``known`` are the ids of all sources. Raises InputError."""
    line = " ".join(answer.line.split())
    if not line or "{" in line or "}" in line:
        raise AnswerError(stated_sites.PLACE, None, f"“{line}”这一行不能照原样写", "手写到这个文件里")
    before, errors = stated_sites.parse(text, known)
    own = next((site for site in before if site.id == answer.site), None)
    if own and line in (pattern.text for pattern in getattr(own, answer.action)):
        return text
    after = _with_line(text, answer, line)
    _, new_errors = stated_sites.parse(after, known)
    raise_new_error(errors, new_errors)
    return after


def _with_line(text: str, answer: SettleSiteLine, line: str) -> str:
    sites = [("id", answer.site) in entry for entry in entries_of(text)]
    if True not in sites:
        if not answer.hosts and not answer.sources:
            raise AnswerError(stated_sites.PLACE, None, f"没有叫 {answer.site!r} 的来源", "写上它的主机，或者它的几篇原文")
        claims: dict[str, Value] = {"hosts": answer.hosts} if answer.hosts else {"sources": answer.sources}
        text = with_entry(text, {"id": answer.site, "name": answer.name or answer.site, **claims})
        sites.append(True)
    return with_item_of_entry(text, sites.index(True), answer.action, line)
