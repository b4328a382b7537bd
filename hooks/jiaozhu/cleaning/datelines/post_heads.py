"""The lines above the posts of a thread, which say who wrote each and when: 老瓦匠 发表于 2019-5-6 10:40.

One such line may be the byline of an article. Several are the text's own: they tell its posts apart, and none is a heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from ...core.lines import Line

DAY = r"(?:(?:19|20)?\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?|昨天|前天|今天|\d{1,3}\s?(?:分钟|小时|天|个月|年)前)"
VERB = r"(?:发表于|发布于|回复于|回答于|提问于|评论于|编辑于|发表时间[:：])"
FLOOR = r"(?:\d{1,4}[楼#]|#\d{1,4}|楼主|沙发|板凳|地板)"
POSTED = regex.compile(rf"[^，。！？\n]{{0,24}}?{VERB}\s*{DAY}")
NAMED = regex.compile(rf"{FLOOR}?\s*[^\s，。！？：:]{{1,16}}\s+(?:{DAY}\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?|\d{{1,2}}:\d{{2}}(?::\d{{2}})?$)")
DATED = regex.compile(rf"{DAY}\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s+[^，。！？：:\n]{{1,24}}$")
TURN = regex.compile(  # of a conversation that a program exported: when, who, and what was said in one line
    r"[\[(（]?(?:\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?,?\s+)?(?:上午|下午|晚上|凌晨)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[APap]\.?[Mm]\.?)?[\])）]?"
    r"\s*(?:[-–—]\s+)?[^\s：:，。！？][^：:，。！？\n]{0,19}[：:]\s*\S"
)
WITHOUT_NAME = regex.compile(VERB)
FEWEST_POSTED, FEWEST_NAMED = 2, 3  # lines of each shape from which they are heads
LONGEST, LONGEST_NAME = 60, 16  # letters of a head, and of a name that stands on a line of its own above


def post_heads(text_lines: Sequence[Line]) -> frozenset[Line]:
    """The heads of the posts among the lines of a text; none where it is no thread."""
    short = [line for line in text_lines if len(line.core) <= LONGEST and not line.prose]
    posted = [line for line in short if POSTED.match(line.text)]
    heads = set(posted if len(posted) >= FEWEST_POSTED else ())
    for pattern in (NAMED, DATED):
        named = [line for line in short if pattern.match(line.text)]
        heads.update(named if len(named) >= FEWEST_NAMED else ())
    alone = {line for line in heads if WITHOUT_NAME.match(line.text)}
    names = {line for line, below in pairwise(text_lines) if below in alone and len(line.core) <= LONGEST_NAME and not line.prose}
    return frozenset(heads | names)


def chat_turns(text_lines: Sequence[Line]) -> frozenset[Line]:
    """The turns of a conversation that a program exported, each in a line with its moment and its speaker; none where there are few."""
    turns = [line for line in text_lines if TURN.match(line.text)]
    return frozenset(turns if len(turns) >= FEWEST_NAMED else ())
