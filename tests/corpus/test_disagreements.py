"""Disagreements between articles: confirmed ones are checked and shown; possible ones are proposed to the editor."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract import Document
from jiaozhu.build.publication import Publication
from jiaozhu.core.errors import Notice
from jiaozhu.corpus import disagreement_candidates
from jiaozhu.project import Project
from worlds import ROOT, publish, published, world

FAIR = "茶会的日子\n\n茶会的掌柜姓何。2019年5月20日，云上茶庄在县城请了66位茶农，摆了三天的席。散席时下了雨。\n"
BOOK = "旧账本\n\n账本上记着，2019年5月20日，云上茶庄请了88位茶农。\n\n那一年的雨水很多，路都冲断了，山下的渡口也停了船。\n"
RAIN = "雨\n\n雨落了一个月，山上的人都不下来，渡口的船也收了，只有何师傅还坐在船头抽烟。\n"
NAMES = "kinds: [字号]\nnames:\n  - {id: yun, form: 云上茶庄, kind: 字号, about: 山上的一家茶庄，开了多年。}\n"
ENTRY = """\
- id: guests
  question: 那一天请了多少<b>茶农</b>？
  places:
    - {source: fair, words: 请了66位茶农, says: 66位}
    - {source: book, words: '请了88位茶农'}
  note: 账本未必是当天记的。
"""
FILES = {"docs/index.md": "# 校注\n", "docs/names.yml": NAMES, "sources/fair.txt": FAIR, "sources/book.txt": BOOK, "sources/rain.txt": RAIN}


def built(root: Path, text: str = ENTRY, **files: str) -> Publication:
    return published(root, {**FILES, "docs/disagreements.yml": text, **files})


def page_of(publication: Publication, path: str = "disagreements/index.md") -> Document:
    return Document(next(str(file.content) for file in publication.files if file.path == path))


def test_the_sentences_stand_side_by_side(tmp_path: Path) -> None:
    publication = built(tmp_path)
    page = page_of(publication)
    assert not publication.wrong
    assert [e.text for e in page.all("section", id="guests") for e in page.all("h2") if e.inside] == ["那一天请了多少<b>茶农</b>？"]
    assert [e.text for e in page.all("blockquote")] == [
        "66位2019年5月20日，云上茶庄在县城请了66位茶农，摆了三天的席。\n茶会的日子",
        "账本上记着，2019年5月20日，云上茶庄请了88位茶农。\n旧账本",
    ]
    assert [e.text for e in page.all("mark")] == ["请了66位茶农", "请了88位茶农"]
    assert "账本未必是当天记的。" in page.elements[0].text
    for ident in ("fair", "book"):
        link = next(e.attrs["href"] for e in page.all("a") if e.attrs["href"].startswith(f"../articles/{ident}/#"))
        assert page_of(publication, f"articles/{ident}.md").ids[link.partition("#")[2]] == 1


def test_a_mark_stands_beside_each_paragraph_and_beside_no_other(tmp_path: Path) -> None:
    publication = built(tmp_path)
    for ident, marks in (("fair", 2), ("book", 2), ("rain", 0)):  # in the margin, and below where there is none
        page = page_of(publication, f"articles/{ident}.md")
        assert [e.text for e in page.all("a", href="../../disagreements/#guests")] == ["那一天请了多少<b>茶农</b>？"] * marks


WRONG = [
    ("请了66位茶农", "请了77位茶农", 4, "the words '请了77位茶农' are in fair 0 times"),
    ("请了66位茶农", "茶", 4, "the words '茶' are in fair 3 times"),
    ("    - {source: book, words: '请了88位茶农'}\n", "", 3, "guests has fewer than two sources"),
    ("source: book, words: '请了88位茶农'", "source: fair, words: 下了雨", 3, "guests has fewer than two sources"),
    ("id: guests", "id: Guests", 1, "the id 'Guests' is not in kebab-case"),
    ("id: guests", "id: content", 1, "the id 'content' is taken by the site"),
    ("question:", "frage:", 2, "unknown key 'frage' in a disagreement"),
    ("words: 请了66位茶农, ", "", 4, "a place has no 'words'"),
    ("- id: guests", "id: guests", 2, "not YAML"),
]


@pytest.mark.parametrize(("before", "after", "line", "what"), WRONG)
def test_a_mistake_is_reported_with_its_line_and_the_others_stay(before: str, after: str, line: int, what: str, tmp_path: Path) -> None:
    assert ENTRY.count(before) == 1
    other = ENTRY.replace("id: guests", "id: other")
    broken = ENTRY.replace(before, after)
    publication = built(tmp_path, broken + other if "not YAML" not in what else broken)
    assert [(e.path, e.line) for e in publication.wrong] == [("docs/disagreements.yml", line)]
    assert what in publication.wrong[0].what
    assert [e.attrs["id"] for e in page_of(publication).all("section")] == ([] if "not YAML" in what else ["other"])


def test_an_id_stands_once(tmp_path: Path) -> None:
    publication = built(tmp_path, ENTRY + ENTRY)
    assert [(e.line, e.what, e.todo) for e in publication.wrong] == [
        (7, "the id 'guests' stands twice", "the other is at docs/disagreements.yml:1")
    ]


def test_an_entry_outlives_its_sources(tmp_path: Path) -> None:
    """Whoever builds the project with other articles gets a notice and no error."""
    publication = built(tmp_path, ENTRY.replace("source: book", "source: ledger"))
    assert not publication.wrong
    notices = [e for e in publication.notices if e.path == "docs/disagreements.yml"]
    assert [(type(e), e.line, e.what) for e in notices] == [(Notice, 5, "guests is passed over: no source is called 'ledger'")]
    assert not page_of(publication).all("section")


def test_many_entries_without_their_sources_are_one_notice(tmp_path: Path) -> None:
    gone = ENTRY.replace("source: book", "source: ledger")
    publication = built(tmp_path, "".join(gone.replace("id: guests", f"id: guests-{n}") for n in range(12)))
    notices = [e for e in publication.notices if e.path == "docs/disagreements.yml"]
    assert [e.what.partition(": ")[2] for e in notices] == [f"{', '.join(f'guests-{n}' for n in range(8))} and 4 more"]
    assert notices[0].what.startswith("12 disagreements are passed over")


def test_a_source_that_was_merged_is_known_by_its_edition(tmp_path: Path) -> None:
    copy = {"sources/book2.txt": BOOK}
    publication = built(tmp_path, ENTRY.replace("source: book", "source: book2"), **copy)
    assert not publication.wrong
    assert publication.merged == ("book2",)
    assert len(page_of(publication).all("blockquote")) == 2


def test_words_that_the_base_of_their_edition_does_not_have_are_passed_over(tmp_path: Path) -> None:
    copy = {"sources/book2.txt": BOOK.replace("88位", "89位")}
    publication = built(tmp_path, ENTRY.replace("book, words: '请了88位茶农'", "book2, words: 请了89位茶农"), **copy)
    assert publication.merged == ("book2",)
    assert not publication.wrong
    notices = [e.what for e in publication.notices if e.path == "docs/disagreements.yml"]
    assert notices == ["passed over: the words '请了89位茶农' are 0 times in book, of which book2 is a witness"]


def test_a_site_without_disagreements_says_so(tmp_path: Path) -> None:
    page = page_of(published(tmp_path, FILES))
    assert any("还没有记下" in e.text for e in page.all("p"))


@lru_cache(maxsize=1)
def own() -> Publication:
    return publish(Project(ROOT / "sources", ROOT / "docs"), workers=1)


def test_our_own_articles_disagree_on_what_the_editor_says() -> None:
    assert not own().wrong
    sections = {e.attrs["id"]: e for e in page_of(own()).all("section")}
    assert {"partner-of-618-in-2019", "concentrated-or-not", "when-taobao-links-ended"} <= sections.keys()
    written = yaml.safe_load((ROOT / "docs" / "disagreements.yml").read_text("utf-8"))
    assert sum(len(entry["places"]) for entry in written) == len(page_of(own()).all("blockquote"))


def snippets(publication: Publication) -> list[list[dict[str, object]]]:
    """The entries that the report proposes."""
    report = page_of(publication, "report/index.md")
    section = report.all("section", id="disputes")
    return [yaml.safe_load(e.text) for e in report.all("pre") if section and section[0] in e.inside]


def test_a_possible_disagreement_is_proposed_with_lines_to_paste(tmp_path: Path) -> None:
    """Pasted, with a question, they are an entry, which is not proposed again."""
    proposed = snippets(built(tmp_path / "a", ""))
    assert len(proposed) == 1
    entry = {**proposed[0][0], "id": "guests", "question": "请了多少人？"}
    pasted = built(tmp_path / "b", yaml.safe_dump([entry], allow_unicode=True))
    assert not pasted.wrong
    assert [e.attrs["id"] for e in page_of(pasted).all("section")] == ["guests"]
    assert snippets(pasted) == []


def test_statements_that_agree_are_not_proposed(tmp_path: Path) -> None:
    assert snippets(built(tmp_path, "", **{"sources/book.txt": BOOK.replace("88", "66")})) == []


def test_among_many_articles_few_pairs_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that everybody counts leads to no pair: the cost must not grow with its square."""
    calls: list[object] = []
    compared = disagreement_candidates._compared

    def counted(*arguments: Any) -> Any:
        calls.append(arguments)
        return compared(*arguments)

    monkeypatch.setattr(disagreement_candidates, "_compared", counted)
    texts = {f"sources/t{n}.txt": f"茶会第{n}回\n\n第{n}回茶会上，云上茶庄请了{n + 20}位客人，第{n}个掌柜说话。\n" for n in range(60)}
    project = world(tmp_path, {"docs/index.md": "# 校注\n", "docs/names.yml": NAMES, **texts})
    publish(project, workers=1)
    assert not calls
