"""Who signs an article: a line of reporters, brackets before its first words or behind its last, a sentence about where it is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import regex

from ...core.normalize import to_simplified
from .names import NameWords
from .page_elements import PageLine
from .testimony import FactName, Testimony
from .values import clean_name, credit
from .zone import Zone

TITLES = r"(?:首席|本报|本刊|本网|见习|实习|特约|全媒体|融媒体)*(?:记者|通讯员"
# `新京报记者 陆一夫`, `■本报记者 贾 丽 通讯员 王五`, `记者林大山／台北报道`: a whole line, of names that are persons'.
REPORTER = regex.compile(
    rf"^[■□●▲◎◆(（【]?\s*(?:文 ?[/|｜／丨]\s*)?(?:[\p{{Han}}A-Za-z·]{{2,12}}?)?{TITLES}|评论员|特约撰稿人?|撰稿人?)[\s：:|｜/丨]*"
    r"(?P<names>[\p{Han}A-Za-z·、，, \u3000/／]{2,40}?)\s*"
    r"(?:文|报道|综合报道|摄影报道|图文报道|文/图|文图|/文|发自.{2,8}|[/／]\p{Han}{2,8}报[导道])?[)）】]?$"
)
LEAD = regex.compile(rf"[(（【](?:\p{{Han}}{{2,10}}?)?{TITLES})[\s：:]*(?P<names>[^()（）【】。；]{{2,40}})[)）】]")
# In Taiwan the place stands behind the name: `（中央社記者林大山花蓮5日電）`, `〔記者林大山／花蓮報導〕`.
PLACED = regex.compile(
    rf"[(（【〔\[](?:\p{{Han}}{{2,10}}?)?{TITLES})[\s：:]*"
    r"(?:(?P<names>\p{Han}{3}|\p{Han}{2})\p{Han}{2,4}\d{1,2}日(?:专|综合外)?电"
    r"|(?P<names>[\p{Han}、 ]{2,20}?)\s?[/／]\s?\p{Han}{2,8}报[导道])[)）】〕\]]"
)
SIGNED = regex.compile(
    r"[(（【]\s*(?:本文|文章)?(?:(?:作者|撰文|文|撰稿|记者|采写) ?[/／|｜：:]\s*(?P<names>[^()（）【】。；]{2,40}?)"
    r"|(?P<names>[\p{Han}、 ]{2,16}) ?[/／]?\s?文)\s*[)）】]\s*$"
)
# `本文来自微信公众号“深几度”（ID：x），作者：吴俊宇，经授权发布。`: a sentence about the article, as its first or last.
ORIGIN = r"(?:来自|来源|转自|转载自|首发于|原载于?)[于：:]?\s?(?:微信)?"
CREDITED = regex.compile(
    ORIGIN + r"(?:公众号|公号|微信号|订阅号|头条号|百家号)?[：:]?\s?[“\"「『《【](?P<outlet>[^“”\"「」『』《》【】]{2,20})[”\"」』》】]"
    r"|" + ORIGIN + r"(?:公众号|公号|订阅号)[：:]?\s?(?P<outlet>[\p{Han}A-Za-z0-9]{2,16})(?=\s?[（(，,。]|$)"
    r"|(?<=[，,、；;。）) ])(?:作者|撰文|编译)[：:丨|]\s?(?P<author>[^，,。；;：:（(）)]{2,20})(?=[，,。；;（(]|$)"
)
SLASHED = regex.compile(r"^(?P<names>\p{Han}{2,4}(?:[、 ]\p{Han}{2,4}){0,3})\s?[/／|｜]\s?(?P<outlet>[\p{Han}A-Za-z·]{2,16})$")
CLOSING = regex.compile(LEAD.pattern + r"$")
LONGEST_LINE = 48  # characters of a line of reporters
LONGEST_CREDIT = 160  # characters of a sentence that is about the article and not of it
LEAD_LETTERS, LEADS = 60, 2  # characters of the first lines of prose in which a reporter is named
CREDITS: tuple[FactName, ...] = ("outlet", "author")


def signatures(lines: Sequence[PageLine], zone: Zone, names: NameWords) -> Iterator[Testimony]:
    """The authors whom the article itself names, and the outlet that it says it is from."""
    for line in lines[zone.signatures.start : zone.signatures.stop]:
        yield from _of_reporters(line, names)
    yield from _of_leads(lines, zone, names)


def _of_reporters(line: PageLine, names: NameWords) -> Iterator[Testimony]:
    """The reporters who sign a line of their own: `新京报记者 陆一夫`."""
    for pattern in (REPORTER, SIGNED):
        match = pattern.search(to_simplified(line.text)) if len(line.text) <= LONGEST_LINE else None
        if match and (persons := names.persons(line.text[slice(*match.span("names"))])):
            yield Testimony("author", persons, "signed line", 4.0)


def _of_leads(lines: Sequence[PageLine], zone: Zone, names: NameWords) -> Iterator[Testimony]:
    """The reporters in the first words, `（记者 陆一夫）`, and in brackets behind the last."""
    prose = [line for line in lines[zone.first : zone.end + 1] if line.is_prose]
    for persons in leads([line.text for line in prose], names):
        yield Testimony("author", persons, "lead", 4.0)
    for line in (*prose[:1], *prose[-2:]):
        for match in CREDITED.finditer(line.text) if len(line.text) <= LONGEST_CREDIT else ():
            for name in CREDITS:
                if match[name]:
                    yield from credit(name, clean_name(match[name], names), "credit", 4.0, names)
    for persons in _signed([line.text for line in prose], names):
        yield Testimony("author", persons, "signature", 4.0)


def prose_author(prose: Sequence[str], names: NameWords) -> str:
    """The reporters whom the paragraphs of an article name in their first words, or in brackets behind the last; empty where none is."""
    return next(chain(leads(prose, names), _signed(prose, names), _closing(prose, names)), "")


def leads(prose: Sequence[str], names: NameWords) -> Iterator[str]:
    """The reporters in the first words of the first paragraphs."""
    for text in prose[:LEADS]:
        beginning = to_simplified(text[:LEAD_LETTERS])
        match = PLACED.search(beginning) or LEAD.search(beginning)
        if match and (persons := names.persons(text[slice(*match.span("names"))])):
            yield persons


def _signed(prose: Sequence[str], names: NameWords) -> Iterator[str]:
    for text in prose[-1:]:
        match = SIGNED.search(to_simplified(text))
        if match and (persons := names.persons(text[slice(*match.span("names"))])):
            yield persons


def _closing(prose: Sequence[str], names: NameWords) -> Iterator[str]:
    """The reporters in brackets behind the last words."""
    for text in prose[-1:]:
        match = CLOSING.search(to_simplified(text))
        if match and (persons := names.persons(text[slice(*match.span("names"))])):
            yield persons
