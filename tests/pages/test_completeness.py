"""Nothing is lost in silence: every letter of a source is in a block on the page, in its title, or in an edit that the page shows."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import Document, core
from jiaozhu.core.invariants import ProvenanceError
from jiaozhu.pages.article.article_input import ArticleInput
from jiaozhu.pages.article.completeness import verify_page
from worlds import published

LINES = (
    "灯塔的一年",
    "灯塔的一年_海边纪事",
    "请记住守塔的人",
    "一、上塔",
    "1. 换灯",
    "- 备用的灯",
    "海是轻的",
    "鱼是重的，",
    "问：您害怕吗？",
    "老顾：不害怕。",
    "首页",
    "推荐阅读",
    "上一篇：渡口的信箱",
    "版权所有 备案号",
    "来源：县报 作者：阿苇",
    "2021-04-19",
    "图：塔顶的灯",
    "文章插图",
    "1991|上灯",
    "守塔的人每天黄昏爬一百二十级台阶，把灯点亮，天亮的时候再爬上去把它熄灭。",
    "冬天的风很大，门推不开，他就在塔里等着，等风停下来，有时候要等上两天两夜。",
    "他说，灯塔和人一样，也会生病，也会老，只是它老得比人慢，慢到没有人看得出来。",
    "点击下方链接，关注我们，每天都有新的故事。",
)
DOCUMENTS = st.lists(st.sampled_from((*LINES, "")), min_size=1, max_size=40)


def page_of(lines: list[str], is_page: bool) -> str:
    """The lines as a text, or as a web page in which each is a paragraph."""
    if not is_page:
        return "\n".join(lines) + "\n"
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return f"<html><head><title>{lines[0]}</title></head><body><article>{body}</article></body></html>"


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, st.booleans(), st.sampled_from((1, 2)))
def test_every_letter_is_on_the_page_or_in_an_edit_that_it_shows(lines: list[str], is_page: bool, times: int) -> None:
    """The page is read as a browser reads it, and nothing of the program's own checks is used."""
    name = "sources/tea.html" if is_page else "sources/tea.txt"
    raw = page_of(lines * times, is_page)
    with TemporaryDirectory() as folder:
        files = {file.path: file.content for file in published(Path(folder), {name: raw}).files}
    if "articles/tea/edition.json" not in files:
        return  # no article in it, which the editor is told
    data = json.loads(files["articles/tea/edition.json"])
    page = Document(str(files["articles/tea.md"]))
    on_page = {element.attrs.get("id"): core(element.text) for element in page.elements}
    title = "".join(element.text for element in page.all("h1"))
    shown = core("".join(element.text for element in page.elements if not element.inside))
    for block in data["blocks"]:
        if block["kind"] == "title":
            assert core(block["text"]) in core(title) or core(block["text"]) in shown
        else:
            assert on_page[block["id"]] == core(block["text"])
    for run in data["runs"]:
        cut = (
            core(re.sub(r"<[^>]*>", "", raw[slice(*run["at"])]))
            if run["put"] == "" and run["rule"] not in ("markup", "unseen-text")
            else ""
        )
        assert f"rule-{run['rule']}" in on_page or run["rule"] is None
        assert cut in shown, run
    kept = sum(len(core(run["put"] if run["put"] is not None else raw[slice(*run["at"])])) for run in data["runs"])
    assert kept == sum(len(core(block["text"])) for block in data["blocks"] if block["kind"] not in ("figure", "break"))


def article_page() -> tuple[ArticleInput, str]:
    """The input of an article with a cut, and its page."""
    pages: list[tuple[ArticleInput, str]] = []

    def keep(data: ArticleInput, content: str) -> None:
        pages.append((data, content))

    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr("jiaozhu.pages.article.page.verify_page", keep)
        published(Path(folder), {"sources/tea.txt": f"{LINES[0]}\n\n{LINES[19]}\n{LINES[20]}\n推荐阅读\n"})
    return pages[0]


def test_a_page_that_lacks_something_is_refused() -> None:
    data, content = article_page()
    verify_page(data, content)
    block = data.article.body[0]
    cut = next(iter(data.rules))
    for lacking, complaint in (
        (content.replace(f'id="{block.id}"', 'id="other"'), "the paragraph '守塔的人"),
        (content.replace(block.text[:4], ""), "the letters"),
        (content.replace(f'id="rule-{cut}"', ""), f"the rule {cut}"),
    ):
        with pytest.raises(ProvenanceError, match=complaint):
            verify_page(data, lacking)
    with pytest.raises(ProvenanceError, match="the words '推荐阅读"):
        verify_page(replace(data, apparatus=replace(data.apparatus, cuts=())), content)


def test_a_cut_of_spaces_alone_is_counted(tmp_path: Path) -> None:
    """No cut quotes it; the page would lack its rule, and the build end there."""
    raw = f"<title>{LINES[1]}</title><textarea> <b>  </textarea>"
    files = {file.path: file.content for file in published(tmp_path, {"sources/tea.html": raw}).files}
    assert 'id="rule-unseen-text"' in str(files["articles/tea.md"])
