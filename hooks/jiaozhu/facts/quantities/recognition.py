"""Recognition of figures in a text: amounts, shares, multiples, counts with their unit, and changes from one to another.

What is no figure is left out: dates, ordinals, names with numbers in them, and what only means "many". So is what is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import regex

from ...core.model import Block
from ...core.normalize import fold
from ..numerals import CHINESE, HAN, MAGNITUDE, MIXED, is_round, value
from ..patterns import BLANK, RANGE, IdentityKey, alternation, without_addresses
from ..term_matching import ANNOTATED_KINDS
from .units import Kind, Measures, Unit

BORDER = rf"(?<![0-9a-z{HAN}零〇十百千万亿$]|[0-9][.,:/-])"
PARTED = rf"(?P<base>[{HAN}十百千]{{1,5}})分之(?P<part>{CHINESE}|{MIXED})"
TENTHS = ("成", "成半")
FROM = "从由自"  # what stands before the first figure of a change
FEW = 10  # Chinese numerals below it with a unit of things are an enumeration: 三项, 两点
LONGEST_YEARS = 10  # from here on, 年 after two digits may mean a calendar year: 18年
NEAR = 8  # characters before a number in which words about it are looked for

Form = Literal["one", "range", "change"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a block: ``words`` stand from ``start`` to ``end`` of its text.

    ``amounts`` are one value, or two: the ends of a range, or those from which and to which a change leads. A share is given in
    hundredths where the unit is ``%``. ``shown`` are the words without what stands between two figures of a change. ``rough`` are the
    words that say that the amount is not exact: 近, 左右.
    """

    block: str
    start: int
    end: int
    words: str
    kind: Kind
    unit: str
    amounts: tuple[Decimal, ...]
    form: Form = "one"
    rough: tuple[str, ...] = ()
    shown: str = ""


def figures(blocks: Iterable[Block], taken: Mapping[str, Sequence[tuple[int, int]]], measures: Measures) -> tuple[Figure, ...]:
    """The figures in the blocks of an article, in order; none in titles, headings and images.

    ``taken`` are stretches of blocks that mean something else, such as dates. Linear in the length of the text.
    """
    patterns = _patterns(IdentityKey(measures))
    result: list[Figure] = []
    for block in blocks:
        if block.kind in ANNOTATED_KINDS:
            folded = _masked(block.text, taken.get(block.id, ()), patterns)
            singles = (f for m in patterns.figure.finditer(folded) if (f := _figure(block, folded, m, measures)))
            result.extend(_with_changes(singles, folded, block.text, patterns))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class _FigurePatterns:
    """The patterns of some measures: of a figure, of words that only look like one, and of what stands between the ends of a change."""

    figure: regex.Pattern[str]
    never: regex.Pattern[str]
    change: regex.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(key: IdentityKey[Measures]) -> _FigurePatterns:
    measures = key.value
    word = {name: alternation(words) for name, words in measures.words.items()}
    unit = "|".join(_unit(u) for u in sorted(measures.units.values(), key=lambda u: (-len(u.form), u.form))) or "(?!)"
    number = rf"(?:{MIXED}|{CHINESE})"
    many = word["many"]
    low = rf"(?P<low>{number})(?:[ ]?(?P<first>{unit})?(?P<joint>{RANGE})(?P<high>{number}))?"
    plain = rf"{low}(?P<many>{many})?(?:[ ]?(?P<unit>{unit}))?"
    after = rf"(?P<after>{word['after']}|多(?![么少数元样种个家位人名次项年天]))?"
    pattern = rf"(?=[0-9{HAN}十百千]){BORDER}(?:{PARTED}|{plain}){after}"
    change = rf"[^，。；！？、,;!?\n]{{0,6}}?(?:{word['changes']})了?(?:至|到|为|成)了?|[ ]?(?:→|->|=>)[ ]?"
    never = rf"(?<![0-9]|[0-9][.,])(?:{word['never']})"
    return _FigurePatterns(*(regex.compile(words, regex.VERSION1) for words in (pattern, never, change)))


def _unit(unit: Unit) -> str:
    tails = alternation(word[len(unit.form) :] for word in unit.unless)
    return regex.escape(unit.form) + (f"(?!{tails})" if unit.unless else "")


def _masked(text: str, taken: Iterable[tuple[int, int]], patterns: _FigurePatterns) -> str:
    """The folded text, blank where it means something else."""
    folded = without_addresses(patterns.never.sub(lambda match: BLANK * len(match[0]), fold(text)))
    parts, at = [], 0
    for start, end in sorted(taken):
        parts += [folded[at : max(at, start)], BLANK * (end - max(at, start))]
        at = max(at, end)
    return "".join((*parts, folded[at:]))


def _figure(block: Block, folded: str, match: regex.Match[str], measures: Measures) -> Figure | None:
    """The figure of one match; None where it is no figure, or doubtful."""
    groups = match.groupdict()
    before = _before(folded, match.start(), measures.words)
    start = match.start() - len(before)
    rough = tuple(word for word in (before.strip(), groups["many"], groups["after"]) if word)
    if groups["base"]:
        kind, unit, amounts = "share", "%", _fraction(groups["base"], groups["part"])
    else:
        measure = measures.units.get(groups["unit"] or "")
        if measure and "多" in measure.form:
            rough = (*rough, "多")
        kind, unit = (measure.kind, measure.name) if measure else ("bare", "")
        amounts = _amounts(groups, measure, measures)
        if not _is_figure(groups, amounts, measure, bool(rough)) or not _stands_free(folded, match, groups, kind, measures):
            return None
    if not amounts:
        return None
    if unit in TENTHS:
        amounts = tuple(10 * amount + (5 if unit == TENTHS[1] else 0) for amount in amounts)
        unit = "%"
    words = block.text[start : match.end()]
    if "W" in words:  # watts, or pixels; ten thousand is w
        return None
    form: Form = "one" if len(amounts) == 1 else "range" if amounts[0] < amounts[1] else "change"
    return Figure(block.id, start, match.end(), words, kind, unit, amounts, form, rough, words)  # type: ignore[arg-type]


def _before(folded: str, at: int, words: Mapping[str, tuple[str, ...]]) -> str:
    """The word before a number that qualifies it, with a space after it. 合约 is a word of its own, and so qualifies nothing."""
    front = folded[max(0, at - NEAR) : at]
    gap = front[-1:] if front[-1:] == " " else ""
    front = front.removesuffix(" ")
    if front.endswith(words["before-unless"]) or not front.endswith(words["before"]):
        return ""
    return max((word for word in words["before"] if front.endswith(word)), key=len) + gap


def _fraction(base: str, part: str) -> tuple[Decimal, ...]:
    """A fraction such as 百分之三十 or 三分之一, in hundredths; nothing where it is none."""
    whole = Decimal({"百": 100, "千": 1000}.get(base, 0)) or value(base)
    some = value(part)
    return () if not whole or some is None or some > whole else ((100 * some / whole).quantize(Decimal("0.01")).normalize(),)


def _amounts(groups: Mapping[str, str | None], unit: Unit | None, measures: Measures) -> tuple[Decimal, ...]:
    """The value of a number, or both of a range. The first takes from the second what it does not say itself: 3-5亿, 三到五倍."""
    low, high = groups["low"] or "", groups["high"]
    start = value(low)
    if start is None or high is None:
        return () if start is None else (start,)
    end = value(high)
    first = measures.units.get(groups["first"] or "", unit)
    if end is None or (first and unit and first.name != unit.name):
        return ()
    scale = regex.search(rf"{MAGNITUDE}$", high) if not groups["first"] else None
    if scale and not regex.search(rf"{MAGNITUDE}$", low):
        larger = value(f"{low}{scale[0]}") if low.isascii() else None
        start = larger if larger is not None and larger < end else start
    return (start, end) if start != end else ()


def _is_figure(groups: Mapping[str, str | None], amounts: Sequence[Decimal], unit: Unit | None, rough: bool) -> bool:
    """True where a number with this unit is a figure, and not an enumeration, a word for "many", or something of another kind."""
    low = groups["low"] or ""
    digits = low[:1].isascii()
    if not amounts or any(amount < 0 for amount in amounts):
        return False
    if unit is None:
        large = low.endswith(("万", "亿", "w")) or (groups["high"] or "").endswith(("万", "亿"))
        return (large and not is_round(low)) or (digits and "," in low)
    if unit.form in TENTHS:
        return len(amounts) == 1 and 1 <= amounts[0] <= FEW - 1
    if digits:
        years = unit.kind == "duration" and unit.name == "年"
        return max(amounts) >= unit.start and not (years and not rough and max(amounts) >= LONGEST_YEARS)
    if unit.digits or (is_round(low) and not rough):
        return False
    if unit.kind == "duration":
        return rough
    return unit.kind != "count" or max(amounts) > FEW


def _stands_free(folded: str, match: regex.Match[str], groups: Mapping[str, str | None], kind: str, measures: Measures) -> bool:
    """False where the words beside a number make it an ordinal, a name, or a part of something else."""
    at, words = match.start(), measures.words
    front = folded[max(0, at - NEAR) : at]
    if kind == "duration" and front.endswith(words["no-duration-after"]):
        return False
    if front.endswith(words["not-after"]) and not front.endswith(words["but-after"]):
        return False
    if not (groups["low"] or "")[:1].isascii() and front.endswith(words["no-numeral-after"]):
        return False
    if folded[match.end() : match.end() + 1].isdigit():  # 1米96, 14分9篮板
        return False
    if kind != "bare":
        return True
    behind = folded[match.end() : match.end() + NEAR]
    return bool(groups["after"]) or not (behind.startswith(words["no-bare-before"]) or (behind[:1].isascii() and behind[:1].isalpha()))


def _with_changes(singles: Iterable[Figure], folded: str, text: str, patterns: _FigurePatterns) -> Iterator[Figure]:
    """The figures, of which two become one where the text says that the first became the second."""
    last: Figure | None = None
    for this in singles:
        if last and _becomes(last, this, folded, patterns):
            shown = f"{last.words} → {this.words}"
            words, rough = text[last.start : this.end], (*last.rough, *this.rough)
            amounts = (*last.amounts, *this.amounts)
            last = replace(last, end=this.end, words=words, amounts=amounts, form="change", rough=rough, shown=shown)
            continue
        if last:
            yield from _plausible(last, folded)
        last = this
    if last:
        yield from _plausible(last, folded)


def _becomes(last: Figure, this: Figure, folded: str, patterns: _FigurePatterns) -> bool:
    """True where the words between two figures say that the first became the second."""
    single = last.form == this.form == "one"
    alike = (last.kind, last.unit) == (this.kind, this.unit)
    return single and alike and patterns.change.fullmatch(folded, last.end, this.start) is not None


def _plausible(figure: Figure, folded: str) -> Iterator[Figure]:
    """The figure, unless it leads from a greater number to a smaller one and no 从 says that this is a change: 5-3."""
    opened = any(mark in folded[max(0, figure.start - NEAR) : figure.start] for mark in FROM)
    if figure.form == "change" and "→" not in figure.shown:
        if opened:
            yield replace(figure, shown=regex.sub(RANGE, " → ", figure.shown, count=1))
        return
    yield figure
