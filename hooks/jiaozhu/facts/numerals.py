"""Parsing of numbers in digits, in Chinese numerals, or in both: 1,912, 12.5亿, 三千五百, 3亿5000万."""

from __future__ import annotations

from decimal import Decimal

import regex

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {"个": 1, "w": 10**4, **SMALL, **LARGE}
HAN = "一二两三四五六七八九"

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?"
MAGNITUDE = r"(?:[十百千]?万?亿|个[万亿]|[十百千]?万|[十百]|千(?![克米瓦卡赫])|w(?![a-z0-9]))"
# Numbers in digits with words for their magnitude; several in a row where the magnitudes decrease: 3亿5000万.
MIXED = rf"(?:(?:{ARABIC}[ ]?{MAGNITUDE})+|{ARABIC})(?![0-9]|[.,][0-9])"
CHINESE = rf"[{HAN}十][零〇{HAN}十百千万亿]{{0,20}}(?:点[零〇{HAN}]{{1,6}}[万亿]{{0,2}})?"

_PARTS = regex.compile(rf"({ARABIC})[ ]?({MAGNITUDE})?")


def value(words: str) -> Decimal | None:
    """The value of a number; None for what is not one number: 五六百 is two at once, 二〇二〇 is a row of digits."""
    number = _mixed(words) if words[:1].isascii() else _numeral(words)
    return number.to_integral_value() if number is not None and number == number.to_integral_value() else number


def is_round(words: str) -> bool:
    """True for 十, 一百, 一千, 一万, which often only mean "many"."""
    return words in ("十", "一十", *(f"一{mark}" for mark in (*SMALL, *LARGE)))


def _numeral(words: str) -> Decimal | None:
    whole, point, rest = words.partition("点")
    start = _chinese(whole)
    if not point or start is None:
        return start
    digits = rest.rstrip("万亿")
    return (start + Decimal("0." + "".join(str(DIGITS[c]) for c in digits))) * _scale(rest[len(digits) :]) if digits else None


def _scale(words: str) -> Decimal:
    scale = Decimal(1)
    for character in words:
        scale *= MAGNITUDES[character]
    return scale


def _mixed(words: str) -> Decimal | None:
    total, last, at = Decimal(0), Decimal("Infinity"), 0
    while at < len(words):
        match = _PARTS.match(words, at)
        scale = _scale(match[2] or "") if match else last
        if match is None or scale >= last:
            return None
        total, last, at = total + Decimal(match[1].replace(",", "")) * scale, scale, match.end()
    return total


def _chinese(words: str) -> Decimal | None:
    """A number in Chinese numerals, parsed in sections: up to 亿, up to 万, and the rest."""
    total, at = 0, 0
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        end = words.rfind(mark, at) if mark == "亿" else words.find(mark, at)
        if end < 0:
            continue
        section = _chinese(words[at:end]) if mark == "亿" else _section(words[at:end])
        if not section:
            return None
        total, at = total + int(section) * size, end + 1
    rest = words[at:]
    if not rest:
        return Decimal(total) if total else None
    if total and len(rest) == 1 and rest in DIGITS:
        return Decimal(total + DIGITS[rest] * MAGNITUDES[words[at - 1]] // 10)  # 三万五
    last = _section(rest)
    return None if last is None else Decimal(total + last)


def _section(words: str) -> int | None:
    """A number below ten thousand: 三千五百, 十二, 三百五 (which is 350)."""
    total, last, digit = 0, 10**4, None
    for n, character in enumerate(words):
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            continue
        size = SMALL.get(character)
        if size is None or size >= last or (digit is None and (n or size != 10)) or digit == 0:
            return None
        total, last, digit = total + (1 if digit is None else digit) * size, size, None
    if digit is None:
        return total or None
    short = len(words) > 1 and words[-2] in ("百", "千")
    return total + digit * (last // 10 if short else 1)
