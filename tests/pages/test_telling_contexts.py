"""The mentions of a term that tell most of it."""

from __future__ import annotations

from pathlib import Path

from jiaozhu.pages.telling_contexts import SHOWN, telling_contexts
from worlds import published

GLOSSARY = """
categories: [农事]
terms:
  - {id: tea, form: 明前茶, english: early tea, category: 农事, definition: 清明以前采下的茶。, source: 编者}
"""
BODY = "{n}号茶园的主人{n}岁上山，{n}年里每天早晨都要去看一遍坡上的露水。\n\n{words}\n\n后来路修到了{n}号山口，价钱也就不一样了。\n"
USUAL = "这一年第{n}天，他卖掉了明前茶，换回第{n}头牛，拴在门口的树下。"
EXPLAINED = "所谓明前茶，就是清明以前采下的芽头，一斤要采上万个，老人们说这是春天的第一口气。"


def test_where_a_term_is_explained_or_the_matter_comes_first(tmp_path: Path) -> None:
    files = {f"sources/a{n}.txt": f"第{n}个茶园\n\n{BODY.format(n=n, words=USUAL.format(n=n))}" for n in range(10, 18)}
    files["sources/a14.txt"] = f"第14个茶园\n\n{BODY.format(n=14, words=EXPLAINED)}"
    files["sources/a16.txt"] = f"明前茶的价钱\n\n{BODY.format(n=16, words=USUAL.format(n=16))}"
    index = published(tmp_path, {**files, "docs/glossary.yml": GLOSSARY}).index
    telling = telling_contexts(index.usages["tea"], index.by_id, ("明前茶",))
    assert [article.id for article in telling[:2]] == ["a14", "a16"]
    assert len(telling) == len({article.id for article in telling}) == SHOWN
    assert telling[0].lines[0].before.endswith("所谓")
