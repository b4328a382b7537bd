"""Author, outlet and date, from the lines that a site has above its articles: by their labels, or by the place that the site gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from .page import DATES, SitePage
from .slots import Slots, is_name

VALUE = r"(?P<value>[^\s|｜·/／，,。；;（）()]{2,20})"
AUTHOR = regex.compile(rf"(?<!\w)(?:作者|撰文|撰稿|文)\s?[:：|｜/／]\s?{VALUE}")
OUTLET = regex.compile(rf"(?<!\w)(?:来源|稿源|出处)\s?[:：|｜/／]\s?{VALUE}")
REPORTER = regex.compile(  # 〔記者李四／台北報導〕
    r"[〔【（(\[]?\s?\p{Han}{0,8}?[记記]者[\s：:]?(?P<value>\p{Han}{2,4}(?:[、 ]\p{Han}{2,4}){0,2})\s?[／/]"
    r"\s?\p{Han}{2,8}[报報][导導道]\s?[〕】）)\]]?"
)
DATE_LABEL = regex.compile(r"发布|发表|首发|刊发|刊登|时间|日期|更新|编辑于|posted|published", regex.IGNORECASE)
BULLETS = "■□◆◇●○▲△★☆▪• \u3000"  # before the name of an author on a line of its own
NUMBERS = regex.compile(r"\d+")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def author_of(place: int | None, page: SitePage, slots: Slots, stated: Sequence[str]) -> str:
    """The author: the line in the ``place`` of authors, or the words of the site's slot of authors, else behind a label of ``stated``, the
    lines of the page's head.
    """
    if place is not None:
        value = page.lines[place].text.lstrip(BULLETS)
        reporter = REPORTER.fullmatch(value)
        value = reporter["value"] if reporter else value
    else:
        spans = ((text, slots.author_words.fill(text)) for text in stated) if slots.author_words else ()
        value = next((text[slice(*span)] for text, span in spans if span), "")
    return value if is_name(value) else labelled_author(stated)


def labelled_author(stated: Sequence[str]) -> str:
    return _labelled(AUTHOR, stated)


def outlet_of(stated: Sequence[str]) -> str:
    return _labelled(OUTLET, stated)


def date_of(stated: Sequence[str], below: Sequence[str], day_first: bool) -> str:
    """The first date of the lines ``stated``, one with a label before all others; or else one with a label ``below`` the article."""
    ordered = [*sorted(stated, key=lambda text: not DATE_LABEL.search(text)), *(text for text in below if DATE_LABEL.search(text))]
    match = next((match for text in ordered if (match := DATES.search(text))), None)
    return iso_day(match.group(), day_first) if match else ""


def iso_day(date: str, day_first: bool) -> str:
    """A date in ISO 8601; empty where it is none. ``day_first`` says how one of numbers alone is read whose year stands last."""
    numbers = [int(number) for number in NUMBERS.findall(date)]
    month = next((n for n, name in enumerate(MONTHS, 1) if name in date.casefold()), 0)
    if month:
        numbers = [numbers[1], month, numbers[0]]
    elif numbers[2] > 31:
        first, second, year = numbers
        numbers = [year, second, first] if (day_first and second <= 12) or first > 12 else [year, first, second]
    year, month, day = numbers
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _labelled(label: regex.Pattern[str], stated: Iterable[str]) -> str:
    return next((match["value"] for text in stated if (match := label.search(text))), "")
