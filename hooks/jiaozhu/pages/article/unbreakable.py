"""Stretches of a text inside of which no line should end: a number and its unit, the parts of a date, a short title in its marks.

Browsers break between any two Han characters, and between a digit and a Han character. What is joined here is short, for a line that is
justified pays for each of them with wider gaps.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

SCALES = "多余来几万亿千百十"
UNITS = "年月日号时点分秒天周岁元块角人位名户家个件台辆部套款场条篇本张次例项种类倍成期届级楼层代米里斤吨亩页字集章节"
LONGER_UNITS = "年代 个月 小时 分钟 季度 世纪 美元 港元 欧元 日元 公里 千米 厘米 毫米 公斤 千克 公顷 人次 平方米 个百分点 个小时".replace(
    " ", "|"
)
SHORT_TITLE = 4  # characters
NUMBER = rf"第?(?<![0-9A-Za-z.,])[0-9]+(?:[.,][0-9]+)*(?:月[0-9]{{1,2}}[日号]|[{SCALES}]*(?:{LONGER_UNITS}|[{UNITS}])|[{SCALES}]+)"
TITLE = rf"《[\p{{Han}}A-Za-z0-9]{{1,{SHORT_TITLE}}}》"
UNBREAKABLE = regex.compile(f"{NUMBER}|{TITLE}")


def unbreakable(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are to stay on one line, in order; no two of them overlap."""
    return (match.span() for match in UNBREAKABLE.finditer(text))
