"""What to paste into `docs/glossary.yml` or `docs/disagreements.yml` for a candidate: its entry, as far as it can be known."""

from __future__ import annotations

from textwrap import indent

import regex
import yaml

from ..corpus.disagreement_candidates import DisagreementCandidate
from ..corpus.term_candidates import TermCandidate

OPEN = "…"  # what is left to the editor
EDITORS = "编者"  # the source of a definition that the editors have worded


def term_snippet(candidate: TermCandidate) -> str:
    """The entry as YAML, indented as the entries of the glossary are. The quote is what the source has, on one line."""
    told = candidate.definition
    entry = {
        "id": _slug(candidate),
        "form": candidate.form,
        "english": candidate.english or OPEN,
        "category": OPEN,
        "definition": " ".join(told.words.split()) if told else OPEN,
        "source": {"article": told.source, "quote": " ".join(told.quote.split())} if told else EDITORS,
    }
    return indent(yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10**6), "  ").rstrip()


def disagreement_snippet(dispute: DisagreementCandidate) -> str:
    """The entry of a disagreement as YAML; the question, and which words matter, are left to the editor."""
    places = [{"source": side.article, "words": " ".join(side.words.split())} for side in dispute.sides]
    entry = {"id": OPEN, "question": OPEN, "places": places}
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10**6).rstrip()


def _slug(candidate: TermCandidate) -> str:
    """An id from the English of a candidate, or from its own Latin letters if it has no other; otherwise it is left open."""
    latin = candidate.english or (candidate.form if candidate.form.isascii() and not candidate.form.isdigit() else "")
    return "-".join(regex.findall("[a-z0-9]+", latin.lower())) or OPEN
