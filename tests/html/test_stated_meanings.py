"""Elements that say what they are by a role, a name, a kind of block or a style; and what a page folds."""

from __future__ import annotations

import pytest

from jiaozhu.html.code_decorations import with_joined_programs
from jiaozhu.html.plain_text import fragment_text
from jiaozhu.html.stated_meanings import stated_name
from jiaozhu.html.structure import read_structure

SENTENCE = "天还没有亮，山上的茶农已经背着竹篓出门。"


@pytest.mark.parametrize(
    ("name", "attributes", "meaning"),
    [
        ("div", {"role": "heading", "aria-level": "3"}, "h3"),
        ("div", {"role": "heading"}, "h2"),
        ("span", {"role": "heading", "aria-level": "99"}, "h6"),
        ("div", {"role": "unknown blockquote"}, "blockquote"),
        ("div", {"role": "rowheader"}, "th"),
        ("ol", {"role": "list"}, "ol"),
        ("table", {"role": "presentation"}, "layout"),
        ("table", {}, "table"),
        ("x-h2", {}, "h2"),
        ("x-uli", {}, "li"),
        ("x-button", {}, "x-button"),
        ("div", {"data-block-type": "heading1"}, "h1"),
        ("div", {"data-type": "bulleted_list"}, "li"),
        ("div", {"data-type": "quote_container"}, "blockquote"),
        ("div", {"data-type": "headings"}, "div"),
        ("h2", {"data-type": "bullet"}, "h2"),
    ],
)
def test_what_an_element_stands_for(name: str, attributes: dict[str, str], meaning: str) -> None:
    assert stated_name(name, attributes) == meaning


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("10<span style='vertical-align: super'>5</span>", ["sup"]),
        ("CO<span style='vertical-align:sub; color: red'>2</span>", ["sub"]),
        ("<table><tr><td style='vertical-align: sub'>2</td></tr></table>", ["table", "tr", "td"]),
        ("<span style='vertical-align: top'>2</span>", []),
    ],
)
def test_styles_of_raised_words(markup: str, names: list[str]) -> None:
    assert [element.name for element in read_structure(markup).elements] == names


def seen(page: str) -> str:
    structure = read_structure(page)
    return "".join(page[piece.start : piece.end] for piece in structure.pieces if piece.kind in ("text", "pre"))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            f"<div role=button aria-expanded=false aria-controls=a>天气</div><div id=a style='display:none'>{SENTENCE}</div>",
            "天气" + SENTENCE,
        ),
        ("<h3><button aria-expanded=false aria-controls=a>天气</button></h3><div id=a role=region hidden>晴</div>", "天气晴"),
        ("<button aria-expanded=false aria-controls=a>菜单</button><div id=a hidden><ul><li>首页。</li></ul></div>", ""),
        (f"<nav><a aria-expanded=false aria-controls=a>菜单</a><p id=a hidden>{SENTENCE}</p></nav>", "菜单"),
        (f"<div id=a hidden>{SENTENCE}</div>", ""),
    ],
)
def test_what_unfolds_is_text_and_menus_are_not(page: str, text: str) -> None:
    assert seen(page) == text


def test_a_bullet_in_a_box_of_its_own_is_no_text() -> None:
    assert seen("<div data-block-type=bullet><div>•</div><div>竹篓</div></div>") == "竹篓"
    assert seen("<div><div>•</div><div>竹篓</div></div>") == "•竹篓"


def test_lines_of_a_program_that_stand_each_in_a_pre_are_one() -> None:
    page = "<pre class=cm-line>a = 1</pre>\n<pre class=cm-line>b = 2</pre><p>文</p><pre class=cm-line>c = 3</pre><pre>d = 4</pre>"
    programs = [element for element in read_structure(page).elements if element.name == "pre"]
    assert [fragment_text(page[element.span.start : element.span.end]) for element in programs] == ["a = 1 b = 2", "c = 3", "d = 4"]
    assert with_joined_programs(page, programs) == programs
