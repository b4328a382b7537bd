"""Of which site each source is a page, what its site's template says of it, and what the editor states of its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..cleaning.page_facts.declared import addresses, site_name
from ..cleaning.page_facts.page_elements import page_elements
from ..core.decisions import Sidecar
from ..core.errors import InputError
from ..core.memo import memo_key, memoized
from ..core.model import Source
from ..core.serialization import record_digest
from ..core.store import Store
from ..markdown_sources.facts import front_matter_facts
from ..markdown_sources.front_matter import text_start
from ..rules.rulebook import Rulebook
from ..rules.site_parts import SiteParts
from ..sites.edges import SiteWords
from ..sites.evidence import SiteEvidence
from ..sites.occurrences import SiteOccurrences
from ..sites.page import SitePage, page
from ..sites.read_page import read_page, template_of
from ..sites.stated_sites import StatedSite, host_of, is_named, site_of
from ..sites.survey import SiteSurvey, survey
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
class LearnedSites:
    """What was learned of the sites of a folder: their templates, and the survey of each.

    By the id of a source, ``members`` has the number of its template, and ``parts`` what that says of it.
    """

    templates: tuple[SiteTemplate, ...] = ()
    surveys: tuple[SiteSurvey, ...] = ()
    members: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, SiteParts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownSites:
    """The sites of a folder: those that the editor describes, and what was learned.

    ``assigned`` has for the id of a source the id of the site that the editor describes.
    """

    stated: tuple[StatedSite, ...] = ()
    learned: LearnedSites = LearnedSites()
    assigned: Mapping[str, str] = field(default_factory=dict)

    def occurrences(self) -> dict[str, SiteOccurrences]:
        """By the ids of the sources that have a template, how often the lines of their site occur."""
        learned = self.learned
        by_site = [SiteOccurrences(template, survey) for template, survey in zip(learned.templates, learned.surveys, strict=True)]
        return {source: by_site[number] for source, number in learned.members.items()}


TextOrError = SourceText | InputError


def with_sites(
    texts: Sequence[TextOrError], stated: tuple[StatedSite, ...], words: SiteWords, store: Store
) -> tuple[KnownSites, list[TextOrError]]:
    """The sites of some sources, and each source with what is known of it by its site. What is learned is kept for equal sources."""
    sound = [text for text in texts if isinstance(text, SourceText)]
    evidence = {text.source.id: evidence_of(text, stated) for text in sound}
    plain = [text.source for text in sound if not has_markup(text.source)]
    name = memo_key(learn_sites, *(_digest(source, evidence[source.id]) for source in plain), _words_digest(words))
    learned = memoized(store, name, LearnedSites, lambda: learn_sites(plain, evidence, words))
    assigned = {ident: site for ident, own in evidence.items() if (site := own.site or _template_site(learned, ident))}
    known = KnownSites(stated, learned, assigned)
    return known, [
        _with_known(text, known, assigned.get(text.source.id, ""), learned.parts.get(text.source.id))
        if isinstance(text, SourceText)
        else text
        for text in texts
    ]


def learn_sites(sources: Sequence[Source], evidence: Mapping[str, SiteEvidence], words: SiteWords) -> LearnedSites:
    """The templates of the sites of some sources that are plain text, and what each template says of its pages."""
    pages = [_page(source) for source in sources]
    learned = templates(pages, words, evidence)
    members: dict[str, int] = {}
    parts: dict[str, SiteParts] = {}
    for own in pages:
        template = template_of(own, learned, evidence[own.name])
        if template:
            members[own.name] = next(n for n, other in enumerate(learned) if other is template)
            parts[own.name] = read_page(own, template, words.title_weights)
    surveys = (survey([own for own in pages if members.get(own.name) == n], template, parts) for n, template in enumerate(learned))
    return LearnedSites(learned, tuple(surveys), members, parts)


def with_site(text: SourceText, known: KnownSites, title_weights: Mapping[str, float]) -> SourceText:
    """A source with what is known of it by its site. No template is learned of web pages, whose lines are known by their markup."""
    evidence = evidence_of(text, known.stated)
    own = None if has_markup(text.source) else _page(text.source)
    template = template_of(own, known.learned.templates, evidence) if own else None
    site = evidence.site or (template.site if template else "")
    return _with_known(text, known, site, read_page(own, template, title_weights) if own and template else None)


def _page(source: Source) -> SitePage:
    """The lines of a source that is plain text; front matter is its own, however many others have the same author or outlet in theirs."""
    return page(source.id, source.raw, text_start(source.raw) if has_markdown(source) else 0)


def _with_known(text: SourceText, known: KnownSites, site: str, parts: SiteParts | None) -> SourceText:
    described = next((other for other in known.stated if other.id == site and (other.cut or other.keep or other.facts)), None)
    return replace(text, site_parts=parts, site=described)


def _template_site(learned: LearnedSites, source: str) -> str:
    """The id that the editor has given to the site of a source that its lines show to be of it."""
    number = learned.members.get(source)
    return learned.templates[number].site if number is not None else ""


def _digest(source: Source, evidence: SiteEvidence) -> str:
    return record_digest((source.id, source.digest, source.encoding, evidence.site, sorted(evidence.others), evidence.host))


def _words_digest(words: SiteWords) -> str:
    return record_digest((sorted(words.list_heads), sorted(words.notices), sorted(words.solicitations), dict(words.title_weights)))


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
    return SiteEvidence(site.id if site else "", frozenset(other.id for other in stated if is_named(source.id, other.others)), host)


def site_words(rulebook: Rulebook) -> SiteWords:
    words = rulebook.words
    none: frozenset[str] = frozenset()
    solicitations = words.get("solicitations", none)
    notices = solicitations | words.get("site-notices", none)
    return SiteWords(words.get("list-heads", none), notices, solicitations, rulebook.title_weights)
