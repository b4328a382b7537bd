"""凡例: every rule stands in the list of all, and once with its examples on a page that opens at once."""

from __future__ import annotations

import re

from jiaozhu.corpus.index import Index
from jiaozhu.pages.rules import page as rules
from worlds import rulebook

MOST = 150_000  # bytes


def test_every_rule_stands_in_the_list_and_with_its_examples_on_a_page() -> None:
    index = Index(rulebook())
    pages = {file.path: str(file.content) for data in rules.inputs(index) for file in rules.render(data)}
    whole = pages.pop("rules/index.md")
    ids = re.findall(r'<article class="jz-rule-entry" id="([^"]+)"', whole)
    assert sorted(ids) == sorted(rulebook().rules)
    links = dict(re.findall(r'<a href="\.\./(rules/[a-z/0-9-]+)/#([^"]+)">实例', whole))
    assert {f"{path}.md" for path in links} == set(pages)
    for path, ident in re.findall(r'<a href="\.\./(rules/[a-z/0-9-]+)/#([^"]+)">实例', whole):
        entry = pages[f"{path}.md"].partition(f'id="{ident}"')[2].partition("</article>")[0]
        assert entry.count("<li") == len(rulebook().rules[ident].examples)
    assert max(len(content.encode()) for content in (whole, *pages.values())) < MOST
