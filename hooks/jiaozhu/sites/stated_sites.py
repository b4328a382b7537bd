"""The sites that the editor describes, `sources/sites.yml`: which sources are of each, and what its lines are.

An entry that is wrong is left out and reported with its line, and the others stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import regex

from ..core.errors import InputError, Notice, SiteError, read_text
from ..core.normalize import caseless_nfkc_letters
from ..sources.discover import SITES as SITES_FILE
from ..sources.sidecar import LINE, URL
from ..yaml_files.nodes import Node, parse_yaml
from ..yaml_files.records import EntryList, Field, ListOf, Record, RecordValues, collect
from ..yaml_files.shapes import Refusal, Shape, Text, identifier, matching
from .line_patterns import FACTS, LinePattern, line_pattern

PLACE = f"sources/{SITES_FILE}"
RESERVED = frozenset({"index"})  # the page of all sites
HOST_PATTERN = r"[^\s/:@?#.]+(\.[^\s/:@?#.]+)+"
SLOTS = ", ".join(f"{{{name}}}" for name in FACTS)


@dataclass(frozen=True, slots=True)
class StatedSite:
    """A site as the editor describes it.

    Its pages are those on one of its ``hosts``, those whose outlet is one of ``outlets``, those named by ``sources`` (ids, in which `*`
    stands for any characters), and those that have the same lines as these; but not those named by ``others``. Of the lines of its pages
    those of ``cut`` are the site's, those of ``keep`` the article's, and those of ``facts`` state its title, author, date or outlet.
    """

    id: str
    name: str
    line: int
    url: str = ""
    hosts: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    cut: tuple[LinePattern, ...] = ()
    keep: tuple[LinePattern, ...] = ()
    facts: tuple[LinePattern, ...] = ()


def _pattern(text: str, node: Node) -> LinePattern:
    pattern = line_pattern(text)
    unknown = next((name for name in pattern.slots if name and name not in FACTS), None)
    if unknown is not None:
        node.fail(f"no slot is called {{{unknown}}}", f"use one of: {SLOTS}, or {{}} for any words")
    if pattern.has_open_border:
        node.fail("two slots stand side by side, and nothing says where the first ends", "make them one, or write the words between them")
    if not pattern.is_specific:
        node.fail("it fits any line", "write words of the line as they stand on the page, with a slot only where they differ")
    return pattern


def _fact(pattern: LinePattern, node: Node) -> LinePattern:
    if not any(pattern.slots):
        node.fail("it has no slot for a fact", f"write {SLOTS} where that stands in the line")
    return pattern


PATTERN: Shape[LinePattern] = Text().map(_pattern)
HOST = matching(HOST_PATTERN, Refusal("{name} is {value!r}", "write a host alone, as in `news.example.com`"))
SITE = Record(
    (
        Field("id", identifier("river", "site", RESERVED), "A slug, the address of its page, that never changes.", is_needed=True),
        Field("name", LINE, "What the site is called.", is_needed=True),
        Field("url", URL, "Its address; the host of it is one of `hosts`.", default=""),
        Field("hosts", ListOf(HOST, "a host"), "Hosts of its pages, by the `url` of a source; those below them are meant too.", default=()),
        Field("outlets", ListOf(LINE, "an outlet"), "Outlets that sidecars, front matter and pages name for it.", default=()),
        Field("sources", ListOf(LINE, "an id"), "Ids of some of its sources; `*` stands for any characters.", default=()),
        Field("others", ListOf(LINE, "an id"), "Ids of sources that are not of it, however alike.", default=()),
        Field("cut", ListOf(PATTERN, "a line of `cut`"), "Lines that are the site's, wherever they stand.", default=()),
        Field("keep", ListOf(PATTERN, "a line of `keep`"), "Lines that are the article's; no rule touches them.", default=()),
        Field("facts", ListOf(PATTERN.map(_fact), "a line of `facts`"), f"Lines that state {SLOTS}.", default=()),
    )
)
SITES = EntryList(SITE, "a site")


def load(path: Path, known: Collection[str]) -> tuple[tuple[StatedSite, ...], tuple[InputError, ...]]:
    """The sites in the file ``path`` without those that are wrong, and what is wrong. No file is no site.

    ``known`` are the ids of all sources.
    """
    if not path.is_file():
        return (), ()
    try:
        text = read_text(path, PLACE, SiteError)
    except InputError as e:
        return (), (e,)
    return parse(text, known)


def parse(text: str, known: Collection[str]) -> tuple[tuple[StatedSite, ...], tuple[InputError, ...]]:
    """The sites whose file would hold ``text``, as `load` gives them."""
    try:
        root = parse_yaml(text, PLACE, SiteError)
        nodes = SITES.read(root, "the file of sites") if root else ()
    except InputError as e:
        return (), (e,)
    sites: list[StatedSite] = []
    claims: dict[str, int] = {}

    def take(node: Node) -> None:
        values = SITES.entry(node)
        own = dict(_claims(values))
        for claim, claiming in own.items():
            if claim in claims:
                claiming.fail(f"{claim} belongs to another site", f"that is at {PLACE}:{claims[claim]}; write it in one of the two")
        claims.update((claim, claiming.line) for claim, claiming in own.items())
        sites.append(_site(values))

    errors = tuple(collect(nodes, take))
    return tuple(sites), (*errors, *_unknown_sources(sites, known))


def host_of(address: str) -> str:
    """The host of an address, in lower case and without `www.`; empty where it has none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def site_of(sites: Collection[StatedSite], source: str, host: str, outlet: str) -> StatedSite | None:
    """The site that claims a source: by its id, or else by its host, or else by its outlet."""
    allowed = [site for site in sites if not is_named(source, site.others)]
    by_id = next((site for site in allowed if is_named(source, site.sources)), None)
    by_host = site_of_host(allowed, host)
    letters = caseless_nfkc_letters(outlet)
    by_outlet = next((site for site in allowed if letters and letters in map(caseless_nfkc_letters, site.outlets)), None)
    return by_id or by_host or by_outlet


def site_of_host(sites: Iterable[StatedSite], host: str) -> StatedSite | None:
    """The site with a host that is this one or has it below; of several the one with the longest."""
    fitting = [(len(own), site) for site in sites for own in site.hosts if host == own or host.endswith(f".{own}")]
    return max(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def is_named(source: str, patterns: Collection[str]) -> bool:
    """True where one of the ids, in which `*` stands for any characters, is that of a source."""
    return any(pattern == source or ("*" in pattern and _glob(pattern).fullmatch(source)) for pattern in patterns)


def _glob(pattern: str) -> regex.Pattern[str]:
    """Each `*` but the last takes as few characters as it can and gives none back, so that time is linear."""
    first, *rest = map(regex.escape, pattern.split("*"))
    return regex.compile(first + "".join(f"(?>.*?{part})" for part in rest[:-1]) + f".*{rest[-1]}", regex.DOTALL)


def _site(values: RecordValues) -> StatedSite:
    hosts = [host.lower().removeprefix("www.") for host in values["hosts"]]
    own = host_of(values["url"])
    return StatedSite(**{**values, "hosts": tuple(dict.fromkeys([*([own] if own else []), *hosts]))}, line=values.line)


def _claims(values: RecordValues) -> Iterator[tuple[str, Node]]:
    """What can belong to one site only, in words, each with its place."""
    yield f"the id {values['id']!r}", values.nodes["id"]
    if host := host_of(values["url"]):
        yield f"the host {host!r}", values.nodes["url"]
    for kind, key in (("the host", "hosts"), ("the outlet", "outlets"), ("the source", "sources")):
        for value, node in values.items_of(key):
            yield f"{kind} {(value.lower().removeprefix('www.') if key == 'hosts' else value)!r}", node


def _unknown_sources(sites: Collection[StatedSite], known: Collection[str]) -> Iterator[Notice]:
    for site in sites:
        for pattern in (*site.sources, *site.others):
            if not any(is_named(ident, (pattern,)) for ident in known):
                what, todo = f"{site.id}: no source is called {pattern!r}", "write a file of sources/ without its ending, or take it out"
                yield Notice(PLACE, site.line, what, todo)
