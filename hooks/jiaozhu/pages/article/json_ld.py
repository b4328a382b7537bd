"""JSON-LD: an article as schema.org's `Article`, for programs that read its page."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from ...core.article import Article
from ...core.model import Heading, Source
from ...corpus.index import SiteInfo
from ..render import address

# Characters that could end the element, or have a meaning in Markdown or in templates, are written as JSON escapes.
ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "&<>'`*_{}[]#|~^$=@\u2028\u2029"})


def linked(article: Article, site: SiteInfo) -> Markup:
    """The element with the data. It has addresses where the site has one."""
    edition, heading = article.edition, article.edition.heading
    page = f"{site.address}articles/{address(article.id, '')}" if site.address else None
    sources = [_source(edition.source, heading, site), *(_source(other, Heading(), site) for other in edition.witnesses)]
    record = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": "zh-Hans",
        "wordCount": article.length,
        "datePublished": heading.date.value if heading.date else None,
        "author": {"@type": "Person", "name": heading.author.value} if heading.author else None,
        "url": page,
        "image": f"{page}{site.image}" if page and site.image else None,
        "isBasedOn": sources if edition.witnesses else sources[0],
    }
    return Markup(f'<script type="application/ld+json">{dumped(record)}</script>')


def _source(source: Source, heading: Heading, site: SiteInfo) -> Mapping[str, object]:
    """A source: where and by whom it was published, or else where its bytes are; and the digest of these."""
    raw = f"{site.address}articles/{address(source.id, 'raw.txt')}" if site.address else None
    return {
        "@type": "CreativeWork",
        "url": heading.url.value if heading.url else raw,
        "publisher": {"@type": "Organization", "name": heading.outlet.value} if heading.outlet else None,
        "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": source.digest},
    }


def dumped(value: object) -> str:
    """JSON on one line, without the keys whose value is None."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(key)}:{dumped(item)}" for key, item in value.items() if item is not None) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dumped, value)) + "]"
    return _dumped_text(value) if isinstance(value, str) else json.dumps(value)


def _dumped_text(text: str) -> str:
    """A JSON string with a `"` at its ends and nowhere else."""
    return '"{}"'.format("\\u0022".join(json.dumps(piece, ensure_ascii=False)[1:-1] for piece in text.split('"')).translate(ESCAPES))
