"""The title of an official document: it stands below its letterhead, which is the office (某县人民政府文件) and the document's number."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ...core.lines import Line

NUMBER = regex.compile(r"\p{Han}{2,14}\s?[〔\[［（(【](?:19|20)\d{2}[〕\]］）)】]\s?第?\d{1,5}号|\p{Han}{2,14}第\d{3,12}号")
OFFICE = regex.compile(
    r"[中共\p{Han}]{2,30}(?:政府|办公[室厅]|委员会|党[委组]|[局厅部委院署处科所站室馆校]|中心|公司|集团|协会|学会|大学|学院|银行|联合会)(?:文件)?"
)
TITLE = regex.compile(
    r".*(?:通知|意见|决定|决议|函|批复|复函|报告|请示|公告|通告|通报|公报|办法|方案|规定|规划|细则|条例|令|纪要|议案|计划|要点|预案|章程|制度)"
    r"(?:[（(【][^（）()]{1,12}[）)】])?"
)
HEAD = 6  # lines within which a letterhead ends
LEAST = 8  # letters of such a title


def letterhead_title(text_lines: Sequence[Line]) -> Line | None:
    """The title below the office and the number of a document; None where the first lines are no letterhead."""
    if not text_lines or OFFICE.fullmatch(text_lines[0].text) is None:
        return None
    number = next((n for n, line in enumerate(text_lines[:HEAD]) if NUMBER.fullmatch(line.text)), None)
    below = text_lines[number + 1 : number + HEAD] if number else ()
    return next((line for line in below if not line.prose and len(line.core) >= LEAST and TITLE.fullmatch(line.text)), None)
