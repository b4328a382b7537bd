"""Of which site each source is a page, what its site's template says of it, and what the editor states of its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..cleaning.page_facts.declared import addresses, site_name
from ..cleaning.page_facts.page_elements import page_elements
from ..core.errors import InputError
from ..core.model import Sidecar, Source
from ..markdown_sources.facts import front_matter_facts
from ..rules.rulebook import Rulebook
from ..rules.site_parts import SiteParts
from ..sites.edges import SiteWords
from ..sites.evidence import SiteEvidence
from ..sites.page import SitePage, page
from ..sites.read_page import read_page, template_of
from ..sites.stated_sites import StatedSite, host_of, names, site_of
from ..sites.template import SiteTemplate, templates
from ..sources.read import has_markdown, has_markup


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source and its sidecar as they were read; the cores of the lines that it shares with others, and its parts that are its site's.

    ``site`` is what the editor says of its site, where that is anything about its lines.
    """

    source: Source
    sidecar: Sidecar | None
    shared_lines: frozenset[str] = frozenset()
    site_parts: SiteParts | None = None
    site: StatedSite | None = None


@dataclass(frozen=True, slots=True)
class KnownSites:
    """The sites of a folder: those that the editor describes, and the templates that were learned.

    ``members`` has for the id of a source the number of its template, and ``assigned`` the id of the site that the editor describes.
    """

    stated: tuple[StatedSite, ...] = ()
    templates: tuple[SiteTemplate, ...] = ()
    members: Mapping[str, int] = field(default_factory=dict)
    assigned: Mapping[str, str] = field(default_factory=dict)


TextOrError = SourceText | InputError


def with_sites(texts: Sequence[TextOrError], stated: tuple[StatedSite, ...], words: SiteWords) -> tuple[KnownSites, list[TextOrError]]:
    """The sites of some sources, and each source with what is known of it by its site."""
    sound = [text for text in texts if isinstance(text, SourceText)]
    evidence = {text.source.id: evidence_of(text, stated) for text in sound}
    pages = {text.source.id: page(text.source.id, text.source.raw) for text in sound if not has_markup(text.source)}
    learned = templates(pages.values(), words, evidence)
    known = KnownSites(stated, learned)
    members: dict[str, int] = {}
    assigned: dict[str, str] = {}
    result: list[TextOrError] = []
    for text in texts:
        if isinstance(text, InputError):
            result.append(text)
            continue
        ident = text.source.id
        template = template_of(pages[ident], learned, evidence[ident]) if ident in pages else None
        if template:
            members[ident] = learned.index(template)
        if site := evidence[ident].site or (template.site if template else ""):
            assigned[ident] = site
        result.append(_with_template(text, pages.get(ident), template, site, known))
    return replace(known, members=members, assigned=assigned), result


def with_site(text: SourceText, known: KnownSites) -> SourceText:
    """A source with what is known of it by its site. No template is learned of web pages, whose lines are known by their markup."""
    evidence = evidence_of(text, known.stated)
    own = None if has_markup(text.source) else page(text.source.id, text.source.raw)
    template = template_of(own, known.templates, evidence) if own else None
    return _with_template(text, own, template, evidence.site or (template.site if template else ""), known)


def _with_template(text: SourceText, own: SitePage | None, template: SiteTemplate | None, site: str, known: KnownSites) -> SourceText:
    described = next((other for other in known.stated if other.id == site and (other.cut or other.keep or other.facts)), None)
    return replace(text, site_parts=read_page(own, template) if own and template else None, site=described)


def evidence_of(text: SourceText, stated: Sequence[StatedSite]) -> SiteEvidence:
    """What the editor and the source's address and outlet say of its site.

    Of a web page the address is only read where the editor describes sites, because no template is learned of web pages.
    """
    source, sidecar = text.source, text.sidecar
    address, outlet = (sidecar.url or "", sidecar.outlet or "") if sidecar else ("", "")
    if has_markup(source) and any(site.hosts or site.outlets for site in stated):
        address = address or next(addresses(source.raw, page_elements(source.raw)), "")
        outlet = outlet or site_name(source.raw)
    elif not has_markup(source) and has_markdown(source):
        facts = front_matter_facts(source.raw)
        address = address or (facts["url"].value if "url" in facts else "")
        outlet = outlet or (facts["outlet"].value if "outlet" in facts else "")
    host = host_of(address)
    site = site_of(stated, source.id, host, outlet)
    return SiteEvidence(site.id if site else "", frozenset(other.id for other in stated if names(other.others, source.id)), host)


def site_words(rulebook: Rulebook) -> SiteWords:
    words = rulebook.words
    none: frozenset[str] = frozenset()
    return SiteWords(words.get("list-heads", none), words.get("solicitations", none) | words.get("site-notices", none))
