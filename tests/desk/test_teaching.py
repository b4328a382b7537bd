"""The same answer on five pages of a site is offered for the site; and what an answer changes elsewhere is counted before it is given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_sites import PAGES, trade
from jiaozhu.build.publication import Publication
from jiaozhu.core.errors import InputError
from jiaozhu.core.runs import Span
from jiaozhu.desk.answers import AddName, AddTerm, Annotate, CutWords, KeepWords, SettleSiteLine, SourcePassage, StateEdition
from jiaozhu.desk.consequences import consequences
from jiaozhu.desk.plan import plan
from jiaozhu.desk.teaching import ALIKE, site_line_offer
from jiaozhu.desk.write import Journal
from jiaozhu.project import Project
from worlds import HOME, publish, world

LINE = "名师带练，配套工具，学完就可以自己动手做一只木桶。"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Seven pages of one site, and one that is of none."""
    pages = {f"sources/trade-{n}.txt": "\n".join(trade(n)) + "\n" for n in range(PAGES)}
    other = "山里的来信\n\n送信的人隔天来一次，他不按铃，只在船边吹一声口哨，木匠就知道信来了。\n"
    root = tmp_path_factory.mktemp("teaching")
    return replace(world(root, {"docs/index.md": HOME, "sources/letter.txt": other, **pages}), books=False, images=False)


@pytest.fixture(scope="module")
def built(project: Project) -> Publication:
    return publish(project)


def passage(built: Publication, ident: str, words: str) -> SourcePassage:
    source = next(edition.source for edition in built.index.editions if edition.source.id == ident)
    start = source.raw.index(words)
    return SourcePassage(ident, source.digest, (Span(start, start + len(words)),))


def test_the_fifth_answer_alike_is_offered_for_the_site(project: Project, built: Publication) -> None:
    journal = Journal(project)
    offers = []
    for n in range(ALIKE):
        answer = CutWords(passage(built, f"trade-{n}", LINE))
        journal.apply(plan(project, answer))
        offers.append(site_line_offer(project, built.index, answer))
    assert offers[:-1] == [None] * (ALIKE - 1)
    offer = offers[-1]
    assert offer is not None
    assert (offer.line, offer.action) == (LINE, "cut")
    assert site_line_offer(project, built.index, KeepWords(passage(built, "trade-0", LINE))) is None
    assert site_line_offer(project, built.index, CutWords(passage(built, "letter", "送信的人隔天来一次"))) is None
    change = plan(project, offer)
    assert change.place == "sources/sites.yml"
    journal.apply(change)
    site = publish(project)
    assert site.wrong == ()
    assert all(LINE not in edition.reading.text for edition in site.index.editions)
    while journal.undo():
        pass
    assert not (project.sources / "sites.yml").exists()


def test_a_line_of_a_site_that_is_described_joins_its_list(project: Project) -> None:
    path = project.sources / "sites.yml"
    path.write_text("# sites\n- id: trade\n  name: 手艺网  # ours\n  sources: [trade-*]\n\n# no more\n", "utf-8")
    try:
        change = plan(project, SettleSiteLine("trade", "回复", "cut"))
        assert change.text_after == "# sites\n- id: trade\n  name: 手艺网  # ours\n  sources: [trade-*]\n  cut:\n    - 回复\n\n# no more\n"
        with pytest.raises(InputError, match="没有叫"):
            plan(project, SettleSiteLine("river", "回复", "cut"))
        with pytest.raises(InputError, match="不能照原样写"):
            plan(project, SettleSiteLine("trade", "回复{}", "cut"))
    finally:
        path.unlink()


def test_what_changes_elsewhere_is_counted(built: Publication) -> None:
    index = built.index
    here = sum(LINE in edition.reading.text for edition in index.editions)
    cut = consequences(index, SettleSiteLine("new", LINE, "cut", sources=("trade-0",)))
    kept = consequences(index, SettleSiteLine("new", LINE, "keep", sources=("trade-0",)))
    assert (cut.places, kept.places) == (here, PAGES - here)
    term = consequences(index, AddTerm("口哨", "whistle", "物", "吹的。"))
    assert (term.articles, term.places) == (1, 1)
    assert "口哨" in term.examples[0].words
    assert term.text == "口哨在 1 篇里共有 1 处，都将标出"
    assert consequences(index, AddName("没有的名字", "人物", "无。")).text == ""
    assert consequences(index, Annotate(passage(built, "letter", "口哨"), "哨子。")).text == ""


def test_a_state_that_will_lapse_is_told(project: Project, built: Publication) -> None:
    digest = next(edition.text_digest for edition in built.index.editions if edition.source.id == "letter")
    journal = Journal(project)
    journal.apply(plan(project, StateEdition("letter", "复核", digest)))
    try:
        index = publish(project).index
        state = next(edition.state for edition in index.editions if edition.source.id == "letter")
        assert state is not None
        assert state.name == "复核"
        assert consequences(index, CutWords(passage(built, "letter", "他不按铃，"))).lapses_state
        journal.apply(plan(project, CutWords(passage(built, "letter", "他不按铃，"))))
        assert all(edition.state is None for edition in publish(project).index.editions)
    finally:
        while journal.undo():
            pass
