"""The name of a site, as the lines that its pages share have it: 江岸网 of 江岸网版权所有, of 首页 > 江岸网 > 财经."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from ...core.normalize import caseless_letters
from ...sites.survey import SiteSurvey
from ...sites.template import SiteTemplate

USUAL = 0.6  # the share of a site's pages that have a line with its name
LETTERS = range(3, 13)  # of a name
BORDERS = regex.compile(r"[\s>›»|｜_·•,，。：:；;©®—–/()（）【】\[\]\-]+|版权所有|copyright|[DN]", regex.IGNORECASE)
NAME = regex.compile(r"(?<!互联|移动|官方|本|手机|主|全)(?:网|网站|在线|论坛|日报|晚报|早报|时报|商报|周刊|周报|杂志|社区|博客|通讯社)$")


def name_in_lines(template: SiteTemplate, survey: SiteSurvey) -> str:
    """What is called as sites are in most lines of a site, and on most of its pages; empty where nothing is."""
    lines: Counter[str] = Counter()
    for shape in _shapes(template, survey):
        lines.update(dict.fromkeys(_names(shape), 1))
    return max(lines, key=lambda name: (lines[name], len(name), name), default="")


def _shapes(template: SiteTemplate, survey: SiteSurvey) -> Iterator[str]:
    if template.slots.window:
        yield template.slots.window.suffix
    for line in survey.lines:
        if line.pages >= USUAL * survey.pages:
            yield from line.shape


def _names(shape: str) -> Iterator[str]:
    """The names of sites in a line."""
    for part in BORDERS.split(shape):
        name = part.strip("“”\"'")
        if len(caseless_letters(name)) in LETTERS and NAME.search(name):
            yield name
