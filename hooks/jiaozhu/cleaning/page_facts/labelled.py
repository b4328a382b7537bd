"""The grammar of a line about an article: labels, each with its value. `来源：县报 作者：李四 责任编辑：王五` has three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from ...core.normalize import to_simplified
from .page_elements import PageLine

LABEL_KINDS = {
    "date-labels": "date",
    "revision-labels": "revision",
    "outlet-labels": "outlet",
    "author-labels": "author",
    "staff-labels": "staff",
}
BARS = regex.compile(r"[|｜丨•┊▪●]|(?<=\s)·|·(?=\s)|^·|·$|(?<=\S\S)\u3000+(?=\S\S)|\s[-–—]\s")
LONGEST_LABEL = 12
MARK = r"[：:|｜丨/／】\]]"  # behind a label
EDGES = "▪●•┊ \t\u3000\u00a0:：|｜丨/／·•,，、;；-—–()（）[]【】>»"


@dataclass(frozen=True, slots=True)
class Labels:
    """The pattern of all labels, and the kind of fact that each introduces."""

    pattern: regex.Pattern[str]
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LabelledPart:
    """A stretch of a line: what a label says that it is, or nothing; and whether it is a field of its own."""

    kind: str
    text: str


@lru_cache(maxsize=4)
def labels(lists: tuple[tuple[str, frozenset[str]], ...]) -> Labels:
    """The labels of the word lists. A label of one character needs a mark behind it."""
    kinds = {label: LABEL_KINDS[name] for name, words in lists for label in words}
    ordered = sorted(kinds, key=lambda label: (-len(label), label))
    long = "|".join(regex.escape(label) for label in ordered if len(label) > 1)
    short = "|".join(regex.escape(label) for label in ordered if len(label) == 1) or "(?!)"
    apart = rf"(?<![\p{{L}}])(?:(?P<label>{long or '(?!)'})(?:[ \u3000]?{MARK}|[ \u3000]+|(?=\d)|$)|(?P<label>{short})[ \u3000]?{MARK})"
    glued = rf"(?<!图|图片|数据|资料|封面|视频|素材|内容)(?P<label>{long or '(?!)'})[：:]"
    pattern = regex.compile(f"{apart}|{glued}", regex.IGNORECASE)
    return Labels(pattern, kinds)


def labels_of(words: Mapping[str, frozenset[str]]) -> Labels:
    return labels(tuple((name, words.get(name, frozenset())) for name in LABEL_KINDS))


def is_label(line: PageLine, labels: Labels) -> bool:
    """True for a line that is nothing but a label, as in a cell of a table: its value stands on the next."""
    return len(line.text) <= LONGEST_LABEL and bool(labels.pattern.fullmatch(to_simplified(line.text).strip()))


def parts(line: PageLine, labels: Labels) -> list[LabelledPart]:
    """The parts of a line: each label takes what stands behind it in its field, or else the next field; the rest is without a label."""
    result: list[LabelledPart] = []
    pending = ""
    for field in line.fields:
        text = field.text
        matches = list(labels.pattern.finditer(to_simplified(text)))
        head = text[: matches[0].start()] if matches else text
        for piece in BARS.split(head):
            if piece.strip(EDGES):
                result.append(LabelledPart(pending, piece.strip(EDGES)))
                pending = ""
        for n, match in enumerate(matches):
            kind = labels.kinds.get(match["label"], labels.kinds.get(match["label"].capitalize(), ""))
            end = matches[n + 1].start() if n + 1 < len(matches) else len(text)
            value, *others = [piece for piece in BARS.split(text[match.end() : end]) if piece.strip(EDGES)] or [""]
            pending = "" if value.strip(EDGES) else kind
            if value.strip(EDGES):
                result.append(LabelledPart(kind, value.strip(EDGES)))
            result.extend(LabelledPart("", other.strip(EDGES)) for other in others)
    return result
