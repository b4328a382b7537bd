"""Numbers in front of headings and items: to which series one belongs, and which level a series has among others."""

from __future__ import annotations

from collections.abc import Iterable

import regex

FINANCIAL = {c: n for forms in ("壹贰叁肆伍陆柒捌玖", "壹貳參肆伍陸柒捌玖") for n, c in enumerate(forms, 1)}
DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2} | FINANCIAL
UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10}
HAN_DIGITS = "[〇零一二三四五六七八九十百千两]{1,6}"
FINANCIAL_DIGITS = f"[{''.join(sorted(FINANCIAL))}拾]{{1,3}}"
UNIT = "(?:[万亿千百元米倍年月日个寸斤折秒GMKkm]|英[寸尺里]|公[里斤分尺顷]|小时)"
ORDINAL = rf"\s?(?:{HAN_DIGITS}|\d{{1,4}})\s?"
# From the highest level to the lowest, as official documents and books in Chinese number their parts.
SERIES: tuple[tuple[str, regex.Pattern[str]], ...] = tuple(
    (name, regex.compile(pattern))
    for name, pattern in (
        ("part", rf"第{ORDINAL}[编編部卷篇]"),
        ("chapter", rf"第{ORDINAL}[章回讲講]"),
        ("section", rf"第{ORDINAL}[节節]"),
        ("article", rf"第{ORDINAL}[条條]"),
        ("financial", rf"{FINANCIAL_DIGITS}[、．]"),
        ("han", rf"{HAN_DIGITS}(?:[、．]|\.(?!\d))"),
        ("han_in_brackets", rf"[（(]{HAN_DIGITS}[）)]"),
        ("decimal_of_three", r"\d{1,2}(?:[.．]\d{1,2}){2,}(?![\d%％])"),
        (
            "decimal_of_two",
            rf"\d{{1,2}}[.．]\d{{1,2}}(?![\d%％.．])(?!\s?{UNIT})\s?(?=\p{{L}})",
        ),
        ("digit", r"\d{1,3}(?:[、．]|\.(?!\d))"),
        ("digit_in_brackets", r"[（(]\d{1,3}[）)]"),
        ("digit_bracket", r"\d{1,3}[）)]"),
        ("circled", r"[\u2460-\u2473]"),
    )
)
NUMBER = regex.compile(rf"\d+|{HAN_DIGITS}|{FINANCIAL_DIGITS}")
ITEMS = frozenset({"digit", "digit_in_brackets", "digit_bracket", "circled", "han_in_brackets"})  # series that number short items, too
# The order of levels differs in one point: a decimal stands below the number that is its first, 1 above 1.1 above 1.1.1.
RANKS: dict[str, float] = {name: n for n, (name, _) in enumerate(SERIES)}
RANKS |= {"digit": RANKS["decimal_of_three"] - 0.5, "decimal_of_two": RANKS["decimal_of_three"] - 0.25}
DECIMALS = ("decimal_of_two", "decimal_of_three")  # series without a mark of their own behind the number
BARE_DIGIT = regex.compile(rf"\d{{1,2}}\s+(?=\p{{L}})(?!{UNIT}|[天人位家次条种步类大件张名])")


def series_of(text: str) -> str:
    """The series to which the number at the beginning of a line belongs, with the mark behind the number; empty where it has none."""
    for name, pattern in SERIES:
        match = pattern.match(text)
        if match is not None:
            return name if name in DECIMALS else f"{name} {match[0].rstrip()[-1]}"
    return ""


def heading_series(text: str) -> str:
    """The series of a heading, where a number may also stand without a mark: 1 从回声说起. Elsewhere such a number counts something."""
    return series_of(text) or ("digit" if BARE_DIGIT.match(text) else "")


def number_of(text: str) -> int:
    """The number at the beginning of a line, or the last of several that belong together (1.2.3); 0 where it has none."""
    match = next((match for _, pattern in SERIES if (match := pattern.match(text)) is not None), None)
    if match is None:
        return 0
    if "\u2460" <= match[0] <= "\u2473":
        return ord(match[0]) - 0x245F
    digits = NUMBER.findall(match[0])
    return number_of_words(digits[-1]) if digits else 0


def number_of_words(words: str) -> int:
    """A number below 10,000: in digits, or in Han characters, in full (一百二十三) or as a row of digits (一二三)."""
    if words.isascii():
        return int(words)
    if not any(c in UNITS for c in words):
        return int("".join(str(DIGITS[c]) for c in words))
    total = digit = 0
    for c in words:
        if c in UNITS:
            total, digit = total + (digit or 1) * UNITS[c], 0
        else:
            digit = DIGITS[c]
    return total + digit


def levels(texts: Iterable[str]) -> dict[str, int]:
    """The level of each series among the headings, from 1 for the highest. Headings without a number stand with the highest."""
    present = {series for text in texts if (series := heading_series(text))}
    return {series: n for n, series in enumerate(sorted(present, key=lambda series: (RANKS[series.split()[0]], series)), 1)}
