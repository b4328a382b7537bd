"""Names from the register to the pages: what is marked, what each page tells, and what the register of this project holds."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import Document, Element
from jiaozhu.build.publication import Publication
from jiaozhu.core.entries import Name, NameRelation, Term
from jiaozhu.core.model import Block, Corpus, Edition, Heading, Source
from jiaozhu.core.reading import Reading, Span
from jiaozhu.corpus.index import Marks
from jiaozhu.editions import load
from jiaozhu.facts.term_matching import Matcher
from jiaozhu.glossary import names
from jiaozhu.glossary import terms as glossary
from jiaozhu.glossary.annotate import annotate
from jiaozhu.glossary.names import RELATIONS, Register
from jiaozhu.glossary.terms import Glossary
from jiaozhu.pages.names import name as name_page
from jiaozhu.pages.names.entries import companions
from jiaozhu.pages.names.name import WORDS, relations
from jiaozhu.pages.pinyin_order import by_letter, sort_key
from jiaozhu.project import Project
from worlds import ROOT, publish, published, rulebook, world

TEA = """山里的茶路

陈阿茶在青石渡等船，他办的山坊已经有了名气，青石渡的人都说山坊的茶最耐喝。
第二天，陈阿茶又去了青石渡，船还是没有来，他只好把茶背回村里。

山坊的难处

如今货车开到村口，山坊把茶叶交给合作社，合作社当天晚上就送上火车，第三天已经摆在北方的货架上。
"""
RAIN = """雨水与茶

今年的春茶比往年早了十天上市，山坊说这是因为冬天不冷，雨水也来得正是时候。
"""
TERMS = {
    "categories": ["茶事"],
    "terms": [{"id": "cooperative", "form": "合作社", "english": "x", "category": "茶事", "definition": "试写。", "source": "编者"}],
}
ENTRIES: list[dict[str, object]] = [
    {"id": "chen", "form": "陈阿茶", "kind": "人物", "about": "<b>茶农</b>。", "relations": [{"founder-of": "shanfang"}]},
    {"id": "shanfang", "form": "山坊", "kind": "字号", "about": "村里的茶号。", "also": ["山坊茶号"]},
    {"id": "ferry", "form": "青石渡", "kind": "地方", "about": "渡口。", "source": {"article": "tea", "quote": "船还是没有来"}},
    {"id": "tea-house", "form": "《茶馆》", "kind": "字号", "about": "无人提起。"},
]
FILES = {
    "sources/tea.txt": TEA,
    "sources/rain.txt": RAIN,
    "docs/index.md": "# 校注\n",
    "docs/glossary.yml": yaml.safe_dump(TERMS, allow_unicode=True),
    "docs/names.yml": yaml.safe_dump({"kinds": ["人物", "字号", "地方"], "names": ENTRIES}, allow_unicode=True, sort_keys=False),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folders = world(tmp_path, FILES)
    return Project(folders.sources, folders.docs, folders.rules, tmp_path / "cache")


def content(publication: Publication, path: str) -> str:
    data = next(file.content for file in publication.files if file.path == path)
    return data if isinstance(data, str) else data.decode()


def page(publication: Publication, path: str) -> Document:
    return Document(content(publication, path))


def marks(document: Document) -> list[tuple[str, str]]:
    return [(e.attrs["data-name"], e.attrs["href"]) for e in document.all("a") if "name" in e.classes]


def inside(document: Document, outer: Element, tag: str) -> list[Element]:
    return [e for e in document.all(tag) if outer in e.inside]


def rows(document: Document) -> dict[str, str]:
    """What the list at the head of a name's page says, by its words."""
    return {e.text: t.text for e, t in zip(document.all("dt"), document.all("dd"), strict=True)}


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("first", ["chen", "ferry", "shanfang", "shanfang"]),
        ("all", ["chen", "ferry", "shanfang", "ferry", "shanfang", "chen", "ferry", "shanfang"]),
    ],
)
def test_marks_the_first_mention_in_each_section_or_all(which: Marks, expected: list[str], project: Project) -> None:
    linked = marks(page(publish(project, 1, which), "articles/tea.md"))
    assert linked == [(ident, f"../../names/{ident}/") for ident in expected]


def test_data_hold_every_mention_and_keep_names_apart_from_terms(project: Project) -> None:
    for which in ("first", "all"):
        data = json.loads(content(publish(project, 1, which), "articles/tea/edition.json"))
        assert Counter(m["name"] for m in data["names"]) == {"chen": 2, "ferry": 3, "shanfang": 3}
        assert {m["term"] for m in data["mentions"]} == {"cooperative"}
        assert all(m.keys() == {"name", "block", "start", "end"} for m in data["names"])


def test_all_names_stand_by_kind_in_the_order_of_their_sounds(project: Project) -> None:
    document = page(publish(project, 1), "names/index.md")
    assert [e.attrs["id"] for e in document.all("article")] == ["chen", "tea-house", "shanfang", "ferry"]
    assert [e.text for e in document.all("h2")] == ["人物", "字号", "地方"]
    facts = [e.text for e in document.all("p") if "jz-term__facts" in e.classes]
    assert facts == ["见于 1 篇，2 处", "未见于各篇", "又作山坊茶号见于 2 篇，4 处", "见于 1 篇，3 处"]
    assert "<b>茶农</b>。" in next(e for e in document.all("article") if e.attrs["id"] == "chen").text


def test_each_letter_of_the_index_stands_once(project: Project) -> None:
    """Marks are not said: 《茶馆》 stands under C."""
    document = page(publish(project, 1), "names/index.md")
    assert [e.text for e in document.all("dt")] == ["C", "Q", "S"]
    assert not [ident for ident, times in document.ids.items() if times > 1]


def test_page_of_a_name_tells_relations_from_both_sides(project: Project) -> None:
    publication = publish(project, 1)
    assert rows(page(publication, "names/chen.md"))["创办"] == "山坊"
    shop = rows(page(publication, "names/shanfang.md"))
    assert shop["创办人"] == "陈阿茶"
    assert shop["又作"] == "山坊茶号 山坊茶號"
    assert "船还是没有来" in rows(page(publication, "names/ferry.md"))["出处"]


def test_the_other_forms_of_a_name_have_the_quotation_marks_of_their_script(tmp_path: Path) -> None:
    names = [{"id": "chen", "form": "陈“慢手”", "also": ["“陈师傅”"], "kind": "人物", "about": "茶农。"}]
    register = yaml.safe_dump({"kinds": ["人物"], "names": names}, allow_unicode=True)
    files = {**FILES, "docs/names.yml": register}
    shown = page(published(tmp_path, files), "names/chen.md")
    assert [e.text for e in shown.all("dd") + shown.all("span") if "jz-traditional" in e.classes] == ["陳「慢手」", "「陳師傅」"]


def test_page_of_a_name_shows_every_mention_linked_to_its_paragraph(project: Project) -> None:
    publication = publish(project, 1)
    document = page(publication, "names/shanfang.md")
    lines = [e for item in document.all("li") for e in inside(document, item, "a")]
    assert len(lines) == 4
    assert "陈阿茶在青石渡等船，他办的山坊已经有了名气，青石渡的人都说山坊的茶最耐……" in [line.text for line in lines]
    for line in lines:
        folder, _, block = line.attrs["href"].partition("#")
        assert folder.startswith("../../articles/")
        assert block in page(publication, f"articles/{folder.split('/')[3]}.md").ids
        assert "山坊" in line.text


def test_page_of_a_name_counts_the_paragraphs_that_it_shares(project: Project) -> None:
    """The first paragraph has all three names, the ferry twice; the second has two of them."""
    document = page(publish(project, 1), "names/ferry.md")
    beside = [e for e in document.all("p") if "jz-beside" in e.classes]
    assert [[e.text for e in inside(document, p, "span")] for p in beside] == [
        ["陈阿茶 2", "山坊 1"],
        ["同段", "陈阿茶 2", "山坊 1"],
    ]


def test_page_of_a_name_shows_no_more_lines_than_it_should(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_page, "SHOWN", 3)
    document = page(publish(project, 1), "names/shanfang.md")
    assert len(document.all("li")) == 3
    assert "另有 1 处没有列出" in document.elements[0].text


def test_site_without_a_register_has_no_names(tmp_path: Path) -> None:
    publication = publish(world(tmp_path, {name: text for name, text in FILES.items() if name != "docs/names.yml"}), 1)
    assert not publication.wrong
    assert marks(page(publication, "articles/tea.md")) == []
    assert "专名表里还没有名字" in content(publication, "names/index.md")
    assert [file.path for file in publication.files if file.path.startswith("names/")] == ["names/index.md"]


def test_a_changed_register_cleans_nothing_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(project, 1)
    edited: list[str] = []
    monkeypatch.setattr(load, "make_edition", lambda text, rulebook: edited.append(text.source.id))
    (project.docs / "names.yml").write_text("kinds: [人]\nnames: [{id: bud, form: 春茶, kind: 人, about: 芽。}]\n", "utf-8")
    again = publish(project, 1)
    assert edited == []
    assert marks(page(again, "articles/rain.md")) == [("bud", "../../names/bud/")]


def edition(*paragraphs: str) -> Edition:
    source = Source("x", "sources/x.txt", "", "", "utf-8", "")
    blocks = tuple(Block(f"b{n}", "paragraph", text, Span(0, len(text))) for n, text in enumerate(paragraphs))
    return Edition(source, Heading(), Reading.unchanged(""), blocks)


def name(form: str, *related: NameRelation) -> Name:
    return Name(f"n-{form}", form, "", "", 1, relations=related)


def term(form: str) -> Term:
    return Term(f"t-{form}", form, "", "", "", "", 1)


@settings(deadline=None)
@given(st.lists(st.text("茶山水a", min_size=2, max_size=4), unique=True, max_size=8), st.integers(0, 8), st.text("茶山水a，", max_size=40))
def test_names_and_terms_never_overlap(forms: list[str], terms: int, text: str) -> None:
    """Told apart, they are what one search for both finds."""
    book = Glossary(tuple(term(form) for form in forms[:terms]))
    register = Register(tuple(name(form) for form in forms[terms:]))
    (annotated,) = annotate(Corpus((edition(text),)), book, register).editions
    together = sorted((m.start, m.end, m.entry) for m in (*annotated.mentions, *annotated.names))
    assert together == [(hit.start, hit.end, hit.entry) for hit in Matcher.from_entries((*book.terms, *register.names)).hits(text)]
    assert {m.entry[0] for m in annotated.mentions} <= {"t"}
    assert {m.entry[0] for m in annotated.names} <= {"n"}


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from("甲乙丙丁"), max_size=6), max_size=5))
def test_companions_are_counted_alike_from_both_sides(paragraphs: list[list[str]]) -> None:
    """And as often as there are paragraphs with both."""
    register = Register(tuple(name(letter * 2) for letter in "甲乙丙丁"))
    texts = ["，".join(letter * 2 for letter in letters) for letters in paragraphs]
    corpus = annotate(Corpus((edition(*texts),)), Glossary(), register)
    counts = companions(corpus.editions)
    for one in register.names:
        for other in register.names:
            both = sum(one.form in text and other.form in text for text in texts) if one != other else 0
            assert counts.get(one.id, Counter())[other.id] == both


def test_every_relation_has_its_words() -> None:
    assert set(WORDS) == set(RELATIONS)
    one, two = name("甲甲", *(NameRelation(how, "n-乙乙") for how in RELATIONS)), name("乙乙")
    by_name = relations(Register((one, two)))
    assert [(word, others) for word, others in by_name["n-甲甲"]] == [(WORDS[how][0], (two,)) for how in RELATIONS]
    assert [(word, others) for word, others in by_name["n-乙乙"]] == [(WORDS[how][1], (one,)) for how in RELATIONS]


def test_marks_are_no_part_of_the_sound() -> None:
    ordered = sorted([name("《看见》"), name("快手"), name("“大搞”战略")], key=sort_key)
    assert [(letter, [n.form for n in group]) for letter, _, group in by_letter(ordered)] == [
        ("D", ["“大搞”战略"]),
        ("K", ["《看见》", "快手"]),
    ]


@lru_cache(maxsize=1)
def own() -> Publication:
    return publish(Project(ROOT / "sources", ROOT / "docs"), 1)


def test_the_register_of_the_project_is_right() -> None:
    """No mistake in it, and no name that the articles do not have."""
    common = rulebook().words["function-characters"]
    book, _ = glossary.load(ROOT / "docs" / "glossary.yml", common)
    register, wrong = names.load(ROOT / "docs" / "names.yml", book, common)
    assert not wrong, "\n".join(map(str, wrong))
    mentioned = {m["name"] for ident in own().ids for m in json.loads(content(own(), f"articles/{ident}/edition.json"))["names"]}
    assert mentioned == {entry.id for entry in register.names}
    assert len(mentioned) >= 60
    assert all(10 <= len(entry.about) <= 70 for entry in register.names if entry.form != "抖快")


def test_the_alliance_of_the_project_is_told_by_three_articles() -> None:
    """The longest form wins: what the articles call by its date or its parties is one event, and 老铁支付 is no 老铁."""
    articles: dict[str, set[str]] = {}
    for ident in own().ids:
        data = json.loads(content(own(), f"articles/{ident}/edition.json"))
        texts = {block["id"]: block["text"] for block in data["blocks"]}
        for m in data["names"]:
            articles.setdefault(m["name"], set()).add(ident)
            assert texts[m["block"]][m["start"] : m["end"]] != "老铁"
    assert articles["kuaishou-jd-alliance"] == {"kuaishou-jd-618", "kuaishou-double-subsidy", "kuaishou-reopens-links"}
    assert articles["laotie-pay"] == {"kuaishou-trust-commerce"}
