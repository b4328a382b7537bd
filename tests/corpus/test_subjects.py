"""Subjects: which articles tell of what, which words are one subject, what an arrival may change, and what the editor has to say."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import Document
from jiaozhu.build.publication import Publication
from jiaozhu.core.errors import Notice
from jiaozhu.corpus.subjects import clusters as clustering
from jiaozhu.corpus.subjects import subjects as library_subjects
from jiaozhu.corpus.subjects.clusters import FEWEST, LEAST, MOST, Cluster, clusters
from jiaozhu.corpus.subjects.stated_subjects import PLACE, StatedSubjects, load
from jiaozhu.corpus.subjects.telling_words import ArticleWords, TellingWord, article_words
from jiaozhu.facts.term_usage.survey import survey
from jiaozhu.facts.term_usage.usage import packed
from jiaozhu.outputs.search.units import search_library
from worlds import edition, published, rulebook

NONE = StatedSubjects()
WORDS = ("茶馆", "渡口", "集市", "码头", "纸坊", "窑工", "货郎", "盐商", "船夫", "戏班")
Library = dict[str, ArticleWords]


def words(*forms: str) -> ArticleWords:
    """An article that tells of some words, of each less than of the one before."""
    telling = tuple(TellingWord(form, form, 60.0 - n, 20 - n, n == 0) for n, form in enumerate(forms))
    return ArticleWords(telling, tuple(sorted(forms)))


def library(*groups: tuple[int, tuple[str, ...]]) -> Library:
    """For each group as many articles that tell of its words; and as many others as a library needs, each of a word of its own."""
    some = {f"a{n}-{k}": words(*forms) for n, (count, forms) in enumerate(groups) for k in range(count)}
    return some | {f"z{k}": words(f"独词{k}") for k in range(LEAST - len(some))}


def shown(made: tuple[Cluster, ...]) -> dict[str, tuple[str, set[str]]]:
    return {cluster.key: ("、".join(cluster.words), {member.article for member in cluster.members}) for cluster in made}


def subjects_of(made: tuple[Cluster, ...]) -> dict[str, set[str]]:
    subjects: dict[str, set[str]] = {}
    for cluster in made:
        for member in cluster.members:
            subjects.setdefault(member.article, set()).add(cluster.key)
    return subjects


def stated(root: Path, text: str) -> StatedSubjects:
    path = root / "subjects.yml"
    path.write_text(text, "utf-8")
    entries, errors = load(path)
    assert not errors
    return entries


def test_words_that_tell_of_the_same_articles_are_one_subject_and_others_are_their_own() -> None:
    made = shown(clusters(library((7, ("茶馆", "掌柜")), (6, ("渡口",)), (FEWEST - 1, ("集市",)), (2, ("茶馆",))), NONE))
    assert {key: name for key, (name, _) in made.items()} == {"茶馆": "茶馆、掌柜", "渡口": "渡口"}
    assert made["茶馆"][1] == {*(f"a0-{n}" for n in range(7)), "a3-0", "a3-1"}


def test_a_word_that_many_use_and_few_tell_of_is_no_subject() -> None:
    some = library((8, ("茶馆",)))
    assert set(shown(clusters(some, NONE))) == {"茶馆"}
    users = {ident: ArticleWords(one.telling, (*one.used, "茶馆")) for ident, one in some.items() if ident.startswith("z")}
    assert not clusters(some | users, NONE)


def test_few_articles_have_no_subjects() -> None:
    some = library((LEAST - 10, ("茶馆",)))
    assert clusters(some, NONE)
    del some["z0"]
    assert not clusters(some, NONE)


def test_an_article_that_is_mostly_about_something_else_is_in_no_subject() -> None:
    some = library((8, ("茶馆",)))
    passing = ArticleWords((TellingWord("蚕", "蚕", 90.0, 40, True), TellingWord("茶馆", "茶馆", 30.0, 4, False)), ("茶馆", "蚕"))
    assert "passing" not in subjects_of(clusters(some | {"passing": passing}, NONE))


libraries = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True), min_size=LEAST, max_size=LEAST + 10)


@given(libraries, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_articles_means_nothing_and_each_has_one_or_two_subjects(lists: list[list[str]], shuffle: random.Random) -> None:
    some = {f"a{n:03}": words(*forms) for n, forms in enumerate(lists)}
    mixed = list(some.items())
    shuffle.shuffle(mixed)
    made = clusters(some, NONE)
    assert clusters(dict(mixed), NONE) == made
    assert max(map(len, subjects_of(made).values()), default=0) <= MOST
    for cluster in made:
        assert all({word.form for word in member.words} <= set(cluster.words) for member in cluster.members)


@given(libraries, st.lists(st.text("甲乙丙丁", min_size=2, max_size=3), min_size=1, max_size=6, unique=True))
@settings(max_examples=20, deadline=None)
def test_a_stranger_that_uses_no_word_of_the_library_changes_nothing_in_it(lists: list[list[str]], forms: list[str]) -> None:
    """The number that a seed needs is the same: it grows by one from some numbers of articles on, and these are far from here."""
    some = {f"a{n:03}": words(*one) for n, one in enumerate(lists)}
    assert clusters(some | {"stranger": words(*forms)}, NONE) == clusters(some, NONE)


@given(libraries, st.lists(st.sampled_from(WORDS[:3]), min_size=1, max_size=3, unique=True))
@settings(max_examples=20, deadline=None)
def test_an_arrival_changes_only_what_is_connected_with_its_words(lists: list[list[str]], forms: list[str]) -> None:
    """Two halves of a library that have no word in common: what arrives in one leaves the subjects of the other as they are."""
    some = {f"a{n:03}": words(*one) for n, one in enumerate(lists)}
    other = {f"b{n:03}": words(*(f"新{form}" for form in one)) for n, one in enumerate(lists)}
    before, after = (subjects_of(clusters(some | other | more, NONE)) for more in ({}, {"arrival": words(*forms)}))
    assert {ident: before.get(ident) for ident in other} == {ident: after.get(ident) for ident in other}


def test_the_editor_names_joins_and_hides_subjects_and_makes_one_of_a_word(tmp_path: Path) -> None:
    some = library((7, ("茶馆",)), (6, ("渡口",)), (2, ("集市",)), (6, ("码头", "船夫")))
    text = "- {id: 茶馆, name: 喝茶的地方}\n- {id: 集市, join: [渡口]}\n- {id: 码头, hide: true}\n"
    made = shown(clusters(some, stated(tmp_path, text)))
    assert {key: name for key, (name, _) in made.items()} == {"茶馆": "茶馆", "集市": "集市、渡口", "船夫": "船夫"}
    assert len(made["集市"][1]) == 8


WRONG = [
    ("- {id: 茶馆, name: 茶}", 1, "stands in two entries"),
    ("- {id: 渡口, join: [掌 柜]}", 1, "stands in two entries"),
    ("- id: 渡口\n  join:\n    - 渡口", 3, "渡口 joins itself"),
    ("- id: 渡口", 1, "nothing is said of 渡口"),
    ("- id: 渡口\n  hide: false", 1, "nothing is said of 渡口"),
    ("- id: 渡口\n  name: 码头\n  hide: true", 2, "渡口 is hidden, and has a name"),
    ("- id: 渡口\n  called: 码头", 2, "unknown key 'called' in a subject"),
    ("- id: 渡口\n  name: '……'", 2, "'……' has no letters"),
    ("- name: 渡口", 1, "a subject has no 'id'"),
]


@pytest.mark.parametrize(("text", "line", "what"), WRONG)
def test_a_mistake_is_reported_with_its_line_and_the_others_stay(text: str, line: int, what: str, tmp_path: Path) -> None:
    path = tmp_path / "subjects.yml"
    path.write_text(f"- {{id: 茶馆, join: [掌柜]}}\n{text}\n- {{id: 集市, hide: true}}\n", "utf-8")
    entries, errors = load(path)
    assert [(e.path, e.line) for e in errors] == [(PLACE, line + 1)]
    assert what in errors[0].what
    assert [entry.id for entry in entries.entries] == ["茶馆", "集市"]


def usages(text: str) -> bytes:
    block = next(block for block in edition("kuaishou-trust-commerce").blocks if block.kind == "paragraph")
    return packed(survey((replace(block, text=text),), rulebook()))


def test_telling_words_are_those_that_an_article_uses_far_more_than_everyday_chinese() -> None:
    text = "纤夫拉着木船走过河滩。纤夫的号子传到对岸，我们看见纤夫弯着腰。人们说，纤夫的生活今年很好，人们都知道，人们也看见。" * 2
    made = article_words("河上的纤夫", usages(text), len(text), {})
    assert made.telling[0].form == "纤夫"
    assert made.telling[0].times == 8
    assert made.telling[0].in_title
    weights = {word.form: word.weight for word in made.telling}
    assert weights["纤夫"] > 2 * weights["人们"]
    assert weights.keys().isdisjoint({"号子", "今年"})  # they stand twice


def test_a_blank_where_a_name_is_left_open_tells_nothing() -> None:
    text = "XX公司向XX用户推荐XX，QQ用户在QQ上看见QQ。" * 3
    made = article_words("河", usages(text), len(text), {})
    assert {word.form for word in made.telling} & {"XX", "QQ"} == {"QQ"}


def test_forms_of_one_entry_are_one_word() -> None:
    text = "纤夫拉着木船走过河滩。纤夫的号子传到对岸，我们看见纤夫弯着腰。船工拉着木船走过河滩。船工的号子传到对岸，我们看见船工弯着腰。"
    made = article_words("河", usages(text), len(text), {"纤夫": "纤夫", "船工": "纤夫"})
    assert [(word.form, word.times) for word in made.telling if word.form in ("纤夫", "船工")] == [("纤夫", 6)]


SUBJECTS = "- {id: 纤夫, name: '拉船的<b>人</b>'}\n- {id: 天外, hide: true}\n"
ARTICLES = 32  # as many as make a library


def site(root: Path) -> Publication:
    files = {"docs/index.md": "# 校注\n", "docs/subjects.yml": SUBJECTS}
    for n in range(ARTICLES):
        hero = ("纤夫", "窑工")[n % 2]
        own = "".join(chr(0x4E00 + n * 97 + k) for k in range(30))
        text = f"{hero}走过河滩，{own}。{hero}的号子传到对岸，我们看见{hero}弯着腰。{hero}今年很好。" * 2
        files[f"sources/a{n}.txt"] = f"河上的事{chr(0x4E00 + n)}\n\n{text}\n"
        files[f"sources/a{n}.yml"] = f'date: "2021-{1 + n % 12:02}-{1 + n % 28:02}"\n'
    return published(root, files)


def test_each_subject_has_a_page_with_reasons_and_there_are_doors_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (clustering, library_subjects):
        monkeypatch.setattr(module, "LEAST", ARTICLES)
    publication = site(tmp_path)
    pages = {file.path: str(file.content) for file in publication.files if file.page}
    assert not publication.wrong
    page = Document(pages["subjects/纤夫.md"])
    assert [e.text for e in page.all("h1")] == ["拉船的<b>人</b>"]
    assert len(page.all("li", **{"class": "jz-entry"})) == ARTICLES // 2
    assert pages["subjects/纤夫.md"].count("纤夫 8 次") == ARTICLES // 2
    assert [e.text for e in page.all("time")] == sorted((e.text for e in page.all("time")), reverse=True)
    for path, way in (("index.md", ""), ("articles/index.md", "../"), ("subjects/index.md", "../"), ("years/2021.md", "../../")):
        assert f'href="{way}subjects/%E7%BA%A4%E5%A4%AB/' in pages[path]
    notices = [e for e in publication.notices if e.path == PLACE]
    assert [(type(e), e.line, e.what) for e in notices] == [(Notice, 2, "no article has much to tell of 天外")]
    facets = search_library(publication.index.articles, (), (), publication.index.catalogue).facets
    assert [(value.key, len(value.articles)) for value in facets[0].values] == [("窑工", ARTICLES // 2), ("纤夫", ARTICLES // 2)]
