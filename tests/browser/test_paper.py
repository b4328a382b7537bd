"""An article on paper: every paragraph, what the terms mean and what was changed, where it comes from, and nothing of the screen."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from jiaozhu.core.model import Edition
from jiaozhu.script_conversion import table_examples
from jiaozhu.script_conversion.regions import TAIWAN
from jiaozhu.script_conversion.script import Script
from worlds import ROOT, edition

Open = Callable[..., Page]

IDENT = "kuaishou-double-subsidy"
A4 = (595, 842)  # in points
PAGES = 5  # of 3,000 characters with sixty terms
SHORT, SHORT_PAGES = "kuaishou-jd-618", 4  # an article of 1,500 characters
SIGN = re.compile("[①-⑳]|存疑")  # what stands inside a paragraph and is not of it
RADICALS = "\u2e80-\u2fd5"  # where a radical and a character have one glyph, a PDF may name the radical
SCREEN = (
    ".jz-header, .jz-footer, .jz-skip, .jz-views, .jz-turn, .jz-contents, .jz-related, .jz-quoting, .jz-again, .jz-here, .jz-more, dialog"
)
CORNERS = str.maketrans("“”‘’", "「」『』")
# A note in its parts, for between them stand marks that the style sheet puts there.
PARTS = """notes => notes.map(note => [...note.childNodes].filter(part => !part.className?.match("jz-back|jz-sign"))
  .map(part => part.textContent).filter(text => text.trim()))"""
CONTROLS = f"{SCREEN}, button, input, [popover], .jz-search, .jz-script"


def printed(page: Page) -> list[str]:
    """The text of each page of paper, white space left out."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {tuple(map(round, sheet.mediabox[2:])) for sheet in reader.pages} == {A4}
    return ["".join(sheet.extract_text().split()) for sheet in reader.pages]


def pdf_pattern(text: str) -> re.Pattern[str]:
    """A pattern that matches a text as it is extracted from a PDF."""
    letters = "".join(SIGN.sub("", text).split())
    return re.compile("".join(f"[{letter}{RADICALS}]" if "\u4e00" <= letter <= "\u9fff" else re.escape(letter) for letter in letters))


def in_order(texts: Iterable[str], paper: str, start: int = 0) -> int:
    """The offset on paper where the last of the texts ends; each must follow the one before it."""
    for text in texts:
        match = pdf_pattern(text).search(paper, start)
        assert match, f"not on paper, or not in its place: {text}"
        start = match.end()
    return start


def imprint(own: Edition) -> str:
    """What the foot of each page says beside the page's number."""
    return f"{own.source.path.rpartition('/')[2]}SHA-256{own.source.digest}"


def blocks(own: Edition, traditional: bool) -> list[str]:
    """The texts of an edition, as they stand on its page."""
    texts = [block.text for block in own.blocks if block.kind != "title"]
    script = Script.for_region(TAIWAN, table_examples.load(ROOT / "docs" / "variants.yml")[0])
    return [script.convert(text).text.translate(CORNERS) for text in texts] if traditional else texts


@pytest.mark.parametrize("twin", ["", "zh-tw/"])
def test_an_article_is_whole_on_paper_and_nothing_else_is_there(opened: Open, twin: str) -> None:
    page, own = opened(f"{twin}articles/{IDENT}/"), edition(IDENT)
    sheets = printed(page)
    assert 3 <= len(sheets) <= PAGES
    assert any("utf-8" in sheet.partition(f"sources/{IDENT}.txt")[2] for sheet in sheets), "where the text comes from is not torn"
    foot = imprint(own)
    assert [sheet for n, sheet in enumerate(sheets, 1) if not sheet.startswith(f"{n}{foot}")] == []
    paper = SIGN.sub("", "".join(sheet.removeprefix(f"{n}{foot}") for n, sheet in enumerate(sheets, 1)))
    end = in_order(blocks(own, bool(twin)), paper)
    definitions, notes = page.locator(".jz-terms .jz-definition").all_text_contents(), page.locator(".jz-notes li").evaluate_all(PARTS)
    assert len(definitions) > 50
    assert len(notes) == 8
    end = in_order(definitions, paper, end)
    for parts in notes:
        in_order(parts, paper, end)
    page.emulate_media(media="print")
    assert page.locator(CONTROLS).evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)") == []
    chrome = [text for text in map(str.strip, page.locator(SCREEN).all_text_contents()) if text]
    assert len(chrome) > 5
    found = ((text, match) for text in chrome if (match := pdf_pattern(text).search(paper)))
    assert [text for text, match in found if len(set(match[0]) & set(text)) > len(text) // 2] == [], "radicals alone are anything"


def test_a_short_article_takes_few_sheets_and_says_at_its_end_where_it_was(opened: Open) -> None:
    """Not every browser prints the source at the foot of each sheet, so it is said once more with the address and the day."""
    page = opened(f"articles/{SHORT}/#top")
    sheets = printed(page)
    assert len(sheets) <= SHORT_PAGES
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    end = f"底本{SHORT}.txt。{page.url.split('#')[0]}，打印于{today}。"
    assert end in sheets[-1]
    page.emulate_media(media="screen")
    assert not page.locator(".jz-imprint").is_visible()
