"""A value as a line has it, and the testimony that it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import regex

from .labelled import EDGES
from .names import NameWords
from .testimony import FactName, Testimony

TITLED = regex.compile(r"^[^\p{Han}]{0,30}《([^《》]{2,20})》")
CLAUSE = regex.compile(r"[，,。；;]")
NEXT_LABEL = regex.compile(r"[\s，,；;]\p{Han}{2,5}[：:]")  # that of a fact which no word list has
TIME = regex.compile(
    r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|(?:今天|昨天|前天|刚刚)|\d+\s?(?:分钟|小时|天|个?月|年)前|星期[一二三四五六日天]|[上下]午"
)
LEVEL = regex.compile(r"\s?(?:LV|level)[.\s]?\d{1,3}$", regex.IGNORECASE)  # that of an account
DAY_WORDS = regex.compile(r"(?:(?:19|20)?\d{2}\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?")


def clean_name(text: str, names: NameWords) -> str:
    """A value without days and times, and up to the first counter or button behind it, or to the end of its clause; 《县报》 is 县报."""
    if titled := TITLED.search(text):
        return titled[1]
    text = LEVEL.sub("", text)
    words = NEXT_LABEL.split(TIME.sub(" ", DAY_WORDS.sub(" ", text)).strip(EDGES))[0].split()
    kept: list[str] = []
    for word in words:
        if kept and names.is_control(word):
            break
        kept.append(word)
    clauses = [clause.strip(EDGES) for clause in CLAUSE.split(" ".join(kept).strip(EDGES))]
    others = list(takewhile(names.persons, clauses[1:])) if names.persons(clauses[0]) else []
    return "、".join((clauses[0], *others))


def credit(name: FactName, value: str, evidence: str, weight: float, names: NameWords) -> Iterator[Testimony]:
    """The testimony of a value that a label or an element declares. An institution that signs as the author may be the outlet."""
    kind = names.kind(value)
    if name == "outlet" and kind in ("institution", "other", "person"):
        yield Testimony("outlet", value, evidence, weight)
    elif name == "outlet" and kind == "platform":
        yield Testimony("outlet", value, evidence, weight * 0.8)
    elif name == "author" and kind == "person":
        yield Testimony("author", names.persons(value), evidence, weight)
    elif name == "author" and kind == "other":
        yield Testimony("author", value, evidence, weight * 0.7)
    elif name == "author" and kind == "institution":
        yield Testimony("outlet", value, evidence, weight * 0.4)
        yield Testimony("author", value, evidence, weight * 0.4)
