"""An article as pages know it: where its title is from, who is named, how it begins; and what of its edition is read and checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiaozhu.core.article import SUMMARY, Article
from jiaozhu.core.decisions import EditionState, Quote
from jiaozhu.core.entries import Citation, Name, Term
from jiaozhu.core.model import Block, Datum, Edition, Heading, Source, Variant
from jiaozhu.core.reading import Reading, Span

SOURCE = Source("lamp", "sources/lamp.txt", "灯塔亮了。\n海边很黑。", "", "utf-8", "")
TITLE = Block("b1", "title", "灯塔，亮了", Span(0, 5))
HEADING = Block("b2", "heading", "一", Span(6, 7), level=1)
FIRST = Block("b3", "paragraph", "海边很黑。", Span(6, 11))
FIGURE = Block("b4", "figure", "此处原有插图", Span(11, 11))
SECOND = Block("b5", "paragraph", "船看不见岸。", Span(12, 18))


def article(title: str = "灯塔亮了", *blocks: Block, heading: Heading | None = None, copies: int = 1) -> Article:
    edition = Edition(SOURCE, heading or Heading(), Reading.unchanged(SOURCE.raw), blocks)
    return Article(edition, title, 9, copies=copies, latest="2020-05")


def test_other_pages_name_an_article_by_its_link() -> None:
    dated = article(heading=Heading(date=Datum("2020")))
    assert (dated.link.id, dated.link.title, dated.link.date, dated.link.latest) == ("lamp", "灯塔亮了", Datum("2020"), "2020-05")


def test_its_blocks_by_kind() -> None:
    made = article("灯塔", TITLE, HEADING, FIGURE, FIRST, SECOND)
    assert made.body == (HEADING, FIGURE, FIRST, SECOND)
    assert made.headings == (HEADING,)
    assert made.edition.body_blocks == (HEADING, FIRST, SECOND)
    assert made.excerpt == "海边很黑。"
    assert article("灯塔", TITLE, FIGURE).excerpt == ""


def test_a_summary_is_the_beginning() -> None:
    long = replace(FIRST, text="海" * (SUMMARY + 5))
    assert article("灯塔", long).summary == "海" * SUMMARY
    assert article("灯塔", FIRST).summary == FIRST.text


@pytest.mark.parametrize(
    ("shown", "rule", "blocks", "in_source", "editors"),
    [
        pytest.param("灯塔亮了", "a-rule", (TITLE,), None, False, id="the same letters"),
        pytest.param("灯塔亮了", None, (TITLE,), None, False, id="the editor's, with the same letters"),
        pytest.param("海边", None, (TITLE,), "灯塔，亮了", True, id="the editor's in the place of the source's"),
        pytest.param("海边", None, (FIRST,), None, True, id="the editor's, where the source has none"),
        pytest.param("海边", "a-rule", (FIRST,), None, False, id="found by a rule"),
        pytest.param("海边", "a-rule", (TITLE,), "灯塔，亮了", False, id="found by a rule elsewhere"),
    ],
)
def test_whose_title_it_is(shown: str, rule: str | None, blocks: tuple[Block, ...], in_source: str | None, editors: bool) -> None:
    made = article(shown, *blocks, heading=Heading(title=Datum(shown, rule)))
    assert made.has_title
    assert (made.title_in_source, made.title_is_editors) == (in_source, editors)


def test_a_stand_in_is_no_title() -> None:
    made = article("海边很黑", FIRST)
    assert (made.has_title, made.title_is_editors) == (False, False)


def test_outlet_and_author_are_named_once() -> None:
    outlet, author = Datum("海边日报", "a-rule"), Datum("海边日报")
    assert article(heading=Heading(outlet=outlet, author=author)).names == (author,)
    assert article(heading=Heading(outlet=outlet, author=Datum("船老大"))).names == (outlet, Datum("船老大"))
    assert article(heading=Heading(author=author)).names == (author,)
    assert article().names == ()


def test_copies_in_words() -> None:
    assert [article(copies=n).collated for n in (2, 3)] == ["两本合校", "3 本合校"]
    alone = Article(article().edition, "灯塔", 9)
    assert (alone.copies, alone.supplied) == (1, 0)


# ---------------------------------------------------------------------------------------------------------------- editions


def test_what_is_not_said_to_be_a_heading_or_of_another_copy_is_neither() -> None:
    assert (FIRST.level, HEADING.level) == (0, 1)
    assert Variant(Span(0, 1), "船", "lamp").copy == 0


def test_an_edition_is_checked_as_long_as_its_text_is_the_same() -> None:
    edition = article("灯塔亮了", TITLE, FIRST).edition
    checked = replace(edition, given_state=EditionState("已校", edition.text_digest[:12]))
    assert edition.state is None
    assert checked.state == EditionState("已校", edition.text_digest[:12])
    assert replace(checked, blocks=(TITLE, replace(FIRST, text="海边不黑。"))).state is None


def test_the_digest_of_a_text_is_of_its_head_and_blocks() -> None:
    edition = article("灯塔亮了", TITLE, FIRST, heading=Heading(author=Datum("船老大"))).edition
    others = (
        replace(edition, heading=Heading(outlet=Datum("船老大"))),
        replace(edition, heading=Heading()),
        replace(edition, blocks=(FIRST, TITLE)),
        replace(edition, blocks=(TITLE, replace(FIRST, kind="quote"))),
    )
    assert len({edition.text_digest, *(other.text_digest for other in others)}) == 1 + len(others)
    same = replace(edition, heading=Heading(author=Datum("船老大", "a-rule", sure=False), url=Datum("https://a.example/")))
    assert same.text_digest == edition.text_digest, "how it was found, and from where, is not read"


def test_data_that_no_doubted_rule_supplied_are_settled() -> None:
    heading = Heading(title=Datum("灯塔", "one", sure=False), date=Datum("2020", "other", sure=False), author=Datum("船老大", sure=True))
    settled = heading.settled({"one"})
    assert [datum.sure for datum in settled.data] == [False, True, True]
    assert [datum.value for datum in settled.data] == ["灯塔", "2020", "船老大"]
    assert heading.settled({"one", None}).author == Datum("船老大", sure=True)
    assert Datum("灯塔").sure, "what an editor gives is no conjecture"


# ---------------------------------------------------------------------------------------------------------------- entries


@pytest.mark.parametrize(
    ("quote", "placed"),
    [
        (Quote("灯塔", 1), False),
        (Quote("灯塔", 1, at=1), True),
        (Quote("灯塔", 1, before="海边的"), True),
        (Quote("灯塔", 1, after=""), True),
        (Quote("灯塔", 1, put="，"), False),
    ],
)
def test_a_quote_is_placed_by_its_number_or_by_the_words_around(quote: Quote, placed: bool) -> None:
    assert quote.is_placed == placed


def test_terms_and_names_have_all_their_forms_and_terms_their_source() -> None:
    term = Term("t1", "灯塔", "lighthouse", "海", "照亮海面的塔。", "编者", 3, also=("航标塔", "灯楼"))
    assert term.forms == ("灯塔", "航标塔", "灯楼")
    assert Name("n1", "海边日报", "报纸", "一份报纸。", 3, also=("海日",)).forms == ("海边日报", "海日")
    assert term.is_editors
    assert not replace(term, source="航海词典").is_editors
    assert not replace(term, source=Citation("lamp", "照亮海面的塔", 4)).is_editors
