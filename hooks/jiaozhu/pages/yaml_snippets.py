"""Entries of `docs/glossary.yml`, `docs/disagreements.yml` and `sources/sites.yml`, to be pasted; what is not known is left open."""

from __future__ import annotations

from textwrap import indent

import yaml
from pypinyin import lazy_pinyin

from ..core.entries import EDITORS
from ..corpus.disagreement_candidates import DisagreementCandidate
from ..corpus.source_sites.sites import SourceSite
from ..corpus.term_candidates import TermCandidate
from ..yaml_files.slugs import slug

OPEN = "…"  # a value that the editor fills in


def term_snippet(candidate: TermCandidate) -> str:
    """The entry of a term as YAML, indented as the entries of the glossary are. The quote is that of the source, on one line."""
    definition = candidate.definition
    entry = {
        "id": _slug(candidate),
        "form": candidate.form,
        "english": candidate.english or OPEN,
        "category": OPEN,
        "definition": " ".join(definition.words.split()) if definition else OPEN,
        "source": {"article": definition.source, "quote": " ".join(definition.quote.split())} if definition else EDITORS,
    }
    return indent(yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10**6), "  ").rstrip()


def disagreement_snippet(dispute: DisagreementCandidate) -> str:
    """The entry of a disagreement as YAML; the editor writes the question and picks the words that matter."""
    places = [{"source": side.article, "words": " ".join(side.words.split())} for side in dispute.sides]
    entry = {"id": OPEN, "question": OPEN, "places": places}
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10**6).rstrip()


def site_snippet(site: SourceSite) -> str:
    """The first lines of the entry of a site: its id, its name, and by what its pages are known."""
    host = "." in site.key
    latin = site.key if host or site.key.isascii() else " ".join(lazy_pinyin(site.name))
    entry: dict[str, object] = {"id": slug(latin) if site.name else OPEN, "name": site.name or OPEN}
    head = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10**6)
    return head + site_line_snippet(*(("hosts", site.key) if host else ("sources", min(site.articles))))


def site_line_snippet(key: str, value: str) -> str:
    """A line under a key of the entry of a site, indented as the entry is."""
    return indent(yaml.safe_dump({key: [value]}, allow_unicode=True, width=10**6, indent=2).rstrip().replace("\n- ", "\n  - "), "  ")


def _slug(candidate: TermCandidate) -> str:
    """An id from the English of a candidate, or else from its own Latin letters; without either it is left open."""
    latin = candidate.english or (candidate.form if candidate.form.isascii() and not candidate.form.isdigit() else "")
    return slug(latin) or OPEN
