"""What the report says of the editors' decisions: how far articles are checked, and which rules are refused again and again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jiaozhu.build.publication import Publication
from worlds import HOME, publish, world

PLACES = ("渡口", "南街", "山口", "旧桥")
ADVERTISEMENT = "扫描下方二维码，关注我们的公众号"


def source(place: str) -> str:
    return f"{place}的一天\n\n{place}的船工每天天不亮就起来，把船板上的露水扫干净,又给炉子添了两块炭。\n{ADVERTISEMENT}\n"


def report(publication: Publication) -> str:
    (page,) = (str(file.content) for file in publication.files if file.path == "report/index.md")
    return page


def site(root: Path, sidecars: dict[str, str]) -> Publication:
    sources = {f"sources/p{n}.txt": source(place) for n, place in enumerate(PLACES)}
    project = world(root, {"docs/index.md": HOME, **sources, **sidecars})
    return publish(replace(project, books=False, images=False))


def test_a_rule_that_is_refused_three_times_is_named(tmp_path: Path) -> None:
    keep = f"keep:\n  - {ADVERTISEMENT}\n"
    twice = site(tmp_path / "twice", {f"sources/p{n}.yml": keep for n in range(2)})
    assert "编者的定论" not in report(twice)
    thrice = site(tmp_path / "thrice", {f"sources/p{n}.yml": keep for n in range(3)})
    (cut,) = {run.rule for edition in twice.index.editions for run in edition.reading.runs if run.put == "" and run.end - run.start > 9}
    assert f'href="../rules/#{cut}"' in report(thrice)
    assert "被否 3 次：<code>p0.yml</code>、<code>p1.yml</code>、<code>p2.yml</code>" in report(thrice)


def test_the_states_of_all_articles_are_counted(tmp_path: Path) -> None:
    plain = site(tmp_path / "plain", {})
    digests = {edition.source.id: edition.text_digest for edition in plain.index.editions}
    states = {
        "sources/p0.yml": f"state: {{is: 已校, of: {digests['p0'][:16]}}}\n",
        "sources/p1.yml": f"state: {{is: 复核, of: {digests['p1']}}}\n",
        "sources/p2.yml": f"state: {{is: 已校, of: {digests['p0'][:16]}}}\n",
    }
    checked = site(tmp_path / "checked", states)
    assert "未校 2 篇 · 已校 1 篇 · 复核 1 篇" in report(checked)
    assert '所署的状态已失效：《<a href="../articles/p2/">山口的一天</a>》' in report(checked)
    pages = {file.path: str(file.content) for file in checked.files}
    assert "<span>已校</span>" in pages["articles/p0.md"]
    assert "<span>复核</span>" in pages["articles/p1.md"]
    assert "已校" not in pages["articles/p2.md"]
