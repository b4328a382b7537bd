"""Terms from the glossary to the pages: what is marked, what is said of it, what the build tells, and what is not made again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import jiaozhu.editions.load
from contract import Document, Element
from jiaozhu.build.publication import Publication
from jiaozhu.core.entries import Term
from jiaozhu.corpus.index import Marks
from jiaozhu.glossary.terms import load
from jiaozhu.pages import keywords_in_context
from jiaozhu.pages.glossary import page as glossary_page
from jiaozhu.pages.glossary.page import ON_PAGE
from jiaozhu.pages.keywords_in_context import OF_ARTICLE, shares
from jiaozhu.pages.pinyin_order import initial, sort_key
from jiaozhu.project import Project
from worlds import ROOT, publish, rulebook, world

TEA = """山里的茶路

谷雨前后，山里的雾很重，茶农说这样的天气里长出来的芽叶最肥，茶农又说泡出来的茶也最耐喝。

合作社的难处

如今货车开到村口，茶农把茶叶交给合作社，合作社当天晚上就送上火车，第三天已经摆在北方的货架上。
"""
RAIN = """雨水与茶

今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，雨水也来得正是时候。
"""
TERMS: list[dict[str, object]] = [
    {"id": "tea-farmer", "form": "茶农", "tw": "茶農", "see": ["cooperative"], "also": ["种茶人"]},
    {"id": "cooperative", "form": "合作社", "source": {"article": "tea", "quote": "茶农把茶叶交给合作社"}},
    {"id": "rain", "form": "雨水", "definition": "落到<b>地上</b>的水。"},
    {"id": "teahouse", "form": "茶馆"},
]


def glossary(terms: list[dict[str, object]]) -> str:
    rest = {"english": "something", "category": "茶事", "definition": "试写的释义。", "source": "编者"}
    entries = [{**rest, **term} for term in terms]
    return yaml.safe_dump({"categories": ["茶事"], "terms": entries}, allow_unicode=True, sort_keys=False)


FILES = {"sources/tea.txt": TEA, "sources/rain.txt": RAIN, "docs/index.md": "# 校注\n", "docs/glossary.yml": glossary(TERMS)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folders = world(tmp_path, FILES)
    return Project(folders.sources, folders.docs, folders.rules, tmp_path / "cache")


def page(publication: Publication, path: str) -> Document:
    return Document(content(publication, path))


def content(publication: Publication, path: str) -> str:
    data = next(file.content for file in publication.files if file.path == path)
    return data if isinstance(data, str) else data.decode()


def marks(document: Document) -> list[tuple[str, str]]:
    return [(e.attrs["data-term"], e.text) for e in document.all("a") if "term" in e.classes]


def inside(document: Document, outer: Element, tag: str) -> list[Element]:
    return [e for e in document.all(tag) if outer in e.inside]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("first", ["茶农", "茶农", "合作社"]),
        ("all", ["茶农", "茶农", "茶农", "合作社", "合作社"]),
    ],
)
def test_marks_the_first_mention_in_each_section_or_all(which: Marks, expected: list[str], project: Project) -> None:
    document = page(publish(project, 1, which), "articles/tea.md")
    assert [words for _, words in marks(document)] == expected
    assert next(e.attrs["href"] for e in document.all("a") if "term" in e.classes) == "../../glossary/#tea-farmer"


def test_data_hold_every_mention_whatever_is_marked(project: Project) -> None:
    for which in ("first", "all"):
        data = json.loads(content(publish(project, 1, which), "articles/tea/edition.json"))
        assert Counter(m["term"] for m in data["mentions"]) == {"tea-farmer": 3, "cooperative": 2}


def test_foot_of_an_article_says_what_its_terms_mean(project: Project) -> None:
    document = page(publish(project, 1), "articles/tea.md")
    assert [e.tag for e in document.elements if e.attrs.get("id") == "terms"] == ["div"]
    assert [e.text for e in document.all("summary") if "本篇术语" in e.text]
    entries = [e for e in document.all("div") if "jz-term" in e.classes]
    assert [e.attrs["data-term"] for e in entries] == ["tea-farmer", "cooperative"]
    assert [e.attrs["id"] for e in entries] == ["term-tea-farmer", "term-cooperative"]
    first, second = entries
    assert "试写的释义。" in first.text
    assert "本篇 3 处" in first.text
    assert "又见《雨水与茶》" in first.text
    assert [e.text for e in inside(document, first, "span") if e.attrs.get("lang") == "en"] == ["something"]
    assert "又见" not in second.text
    assert "茶农把茶叶交给合作社" in second.text


def test_article_without_terms_has_no_such_foot(tmp_path: Path) -> None:
    publication = publish(world(tmp_path, {**FILES, "docs/glossary.yml": glossary(TERMS[3:])}), 1)
    assert "terms" not in page(publication, "articles/tea.md").ids


def test_site_without_a_glossary_has_no_terms(tmp_path: Path) -> None:
    publication = publish(world(tmp_path, {name: text for name, text in FILES.items() if name != "docs/glossary.yml"}), 1)
    assert not publication.wrong
    assert marks(page(publication, "articles/tea.md")) == []
    assert "词汇表里还没有术语" in content(publication, "glossary/index.md")


def test_glossary_page_counts_what_the_data_hold(project: Project) -> None:
    publication = publish(project, 1)
    document = page(publication, "glossary/index.md")
    entries = {e.attrs["id"]: e for e in document.all("article")}
    assert list(entries) == ["teahouse", "tea-farmer", "cooperative", "rain"]
    counts = Counter(m["term"] for a in publication.ids for m in json.loads(content(publication, f"articles/{a}/edition.json"))["mentions"])
    for ident, entry in entries.items():
        counted = [e.text.partition("，")[2] for e in inside(document, entry, "summary")]
        assert len(inside(document, entry, "li")) == counts[ident]
        assert counted == ([f"{counts[ident]} 处"] if counts[ident] else [])


def test_glossary_page_says_what_the_glossary_says(project: Project) -> None:
    document = page(publish(project, 1), "glossary/index.md")
    entries = {e.attrs["id"]: e for e in document.all("article")}
    farmer, cooperative = entries["tea-farmer"], entries["cooperative"]
    assert [e.text for e in inside(document, farmer, "h3")] == ["茶农茶農chá nóng"]
    assert "又作种茶人" in farmer.text.replace("\n", "")
    assert [e.attrs["href"] for e in inside(document, cooperative, "a") if e.text == "茶农"] == ["#tea-farmer"]
    quoted = next(e for e in inside(document, cooperative, "a") if e.text == "茶农把茶叶交给合作社")
    folder, _, block = quoted.attrs["href"].partition("#")
    assert folder == "../articles/tea/"
    assert block in page(publish(project, 1), "articles/tea.md").ids
    assert "落到<b>地上</b>的水。" in entries["rain"].text


def test_lines_lead_to_their_paragraphs(project: Project) -> None:
    publication = publish(project, 1)
    document = page(publication, "glossary/index.md")
    lines = [e.attrs["href"] for item in document.all("li") for e in inside(document, item, "a")]
    assert len(lines) == 7
    for address in lines:
        folder, _, block = address.partition("#")
        assert block in page(publication, f"articles/{folder.split('/')[2]}.md").ids


def test_a_source_that_became_a_witness_is_cited_by_its_edition(tmp_path: Path) -> None:
    """Its own address only leads on; the quote is linked to the paragraph of the base that has it."""
    copy = {"sources/copy.txt": TEA, "docs/glossary.yml": FILES["docs/glossary.yml"].replace("article: tea", "article: copy")}
    publication = publish(world(tmp_path, {**FILES, **copy}), 1)
    assert len(publication.merged) == 1
    document = page(publication, "glossary/index.md")
    quoted = next(e for e in document.all("a") if e.text == "茶农把茶叶交给合作社")
    folder, _, block = quoted.attrs["href"].partition("#")
    ident = folder.split("/")[2]
    assert ident in publication.ids
    assert block in page(publication, f"articles/{ident}.md").ids
    twice = json.loads(content(publication, f"articles/{ident}/edition.json"))["mentions"]
    assert Counter(mention["term"] for mention in twice) == {"tea-farmer": 3, "cooperative": 2}


def test_terms_stand_in_the_order_of_their_sounds() -> None:
    book, _ = load(ROOT / "docs" / "glossary.yml", rulebook().words["function-characters"])
    by_form = {term.form: term for term in book.terms}
    forms = ["618", "百亿补贴", "变现", "CPS", "达人", "带货", "入驻", "UP主"]
    assert sorted(forms, key=lambda form: sort_key(by_form[form])) == ["618", "百亿补贴", "变现", "CPS", "达人", "带货", "入驻", "UP主"]
    assert [initial(by_form[form]) for form in forms] == ["0–9", "B", "B", "C", "D", "D", "R", "U"]


def test_pinyin_of_the_glossary_comes_before_that_of_the_library() -> None:
    term = Term("x", "重庆行话", "", "", "", "", 1, pinyin="chóng qìng háng huà")
    assert sort_key(term)[0] == ("chong", "qing", "hang", "hua")
    assert sort_key(term)[1] == ("2", "4", "2", "4")
    assert sort_key(Term("x", "女儿茶", "", "", "", "", 1))[0][0] == "nv"


@settings(deadline=None)
@given(st.lists(st.integers(1, 200), max_size=30), st.integers(0, 100))
def test_shares_are_even_and_as_large_as_may_be(counts: list[int], limit: int) -> None:
    shown = shares(counts, limit)
    assert sum(shown) == min(limit, sum(counts))
    assert all(0 <= share <= count for share, count in zip(shown, counts, strict=True))
    cut = [share for share, count in zip(shown, counts, strict=True) if share < count]
    assert not cut or max(shown) - min(cut) <= 1


def test_where_the_mentions_are_too_many_for_the_glossary_each_term_has_pages_of_its_own(tmp_path: Path) -> None:
    long = "\n".join(f"第{n}个茶农说，这样的天气里长出来的芽叶最肥，泡出来的茶也最耐喝。" for n in range(ON_PAGE + 20))
    publication = publish(world(tmp_path, {**FILES, "sources/long.txt": f"许多茶农\n\n{long}\n"}), 1)
    document = page(publication, "glossary/index.md")
    entries = {e.attrs["id"]: e for e in document.all("article")}
    assert inside(document, entries["tea-farmer"], "li") == []
    assert inside(document, entries["rain"], "li") != []  # only those with most mentions have no room there
    assert [e.attrs["href"] for e in inside(document, entries["tea-farmer"], "a") if "见于" in e.text] == ["tea-farmer/"]
    shown = page(publication, "glossary/tea-farmer.md")
    own = [e.attrs["href"] for e in shown.all("a") if "#" in e.attrs["href"] and "articles/" in e.attrs["href"]]
    assert own[0].startswith("../../articles/long/#")
    assert len(own) == OF_ARTICLE + 4
    assert f"{ON_PAGE + 24} 处" in next(e.text for e in shown.all("p") if "见于" in e.text)
    assert any(f"另有 {ON_PAGE + 20 - OF_ARTICLE} 处没有列出" in e.text for e in shown.all("p"))


def test_the_mentions_of_one_term_are_divided_into_pages(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary_page, "ON_PAGE", 3)
    monkeypatch.setattr(keywords_in_context, "ON_PAGE", 3)
    publication = publish(project, 1)
    paths = [f.path for f in publication.files if f.path.startswith("glossary/tea-farmer")]
    assert paths == ["glossary/tea-farmer.md", "glossary/tea-farmer/page-2.md"]
    first, second = (page(publication, path) for path in paths)
    assert [e.attrs["href"] for e in first.all("a") if e.attrs.get("rel") == "next"] == ["../../glossary/tea-farmer/page-2/"]
    assert [e.attrs["href"] for e in second.all("a") if e.attrs.get("rel") == "prev"] == ["../../../glossary/tea-farmer/"]


def test_a_changed_glossary_cleans_nothing_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(project, 1)
    edited: list[str] = []
    monkeypatch.setattr(jiaozhu.editions.load, "make_edition", lambda text, rulebook: edited.append(text.source.id))
    (project.docs / "glossary.yml").write_text(glossary([{"id": "bud", "form": "芽叶"}]), "utf-8")
    again = publish(project, 1)
    assert edited == []
    assert [ident for ident, _ in marks(page(again, "articles/tea.md"))] == ["bud"]


def test_a_form_that_stands_everywhere_is_told(tmp_path: Path) -> None:
    """In a collection that is large enough to say so."""
    line = "茶农说茶农的茶农最懂茶农，也只有茶农知道哪一片芽叶最肥，哪一天该上山。"
    text = "\n".join(f"第{n}天，{line}" for n in range(400))
    small = publish(world(tmp_path / "small", FILES), 1)
    large = publish(world(tmp_path / "large", {**FILES, "sources/large.txt": f"茶农的日子\n\n{text}\n"}), 1)
    assert not [n for n in small.notices if "takes 1 in" in str(n)]
    messages = [n.what for n in large.notices if "takes 1 in" in str(n)]
    assert messages == ["the form '茶农' of tea-farmer takes 1 in 4 characters of all articles"]


def test_forms_inside_other_forms_are_on_the_report(tmp_path: Path) -> None:
    terms: list[dict[str, object]] = [*TERMS, {"id": "tea-cooperative", "form": "茶农合作社"}]
    document = page(publish(world(tmp_path, {**FILES, "docs/glossary.yml": glossary(terms)}), 1), "report/index.md")
    lists = [e.text for e in document.all("dl") if "jz-contained" in e.classes]
    assert [text.split() for text in lists] == [["茶农茶农合作社合作社茶农合作社"]]


def test_the_glossary_of_the_project_is_right() -> None:
    book, wrong = load(ROOT / "docs" / "glossary.yml", rulebook().words["function-characters"])
    assert not wrong, "\n".join(map(str, wrong))
    assert len(book.terms) > 100
