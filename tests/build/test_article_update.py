"""After an edit of one article its pages are made at once, from what the last build has left: they are those of the next build."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiaozhu.build.article_update import ArticleUpdate
from worlds import HOME, publish, world, write

BODY = "今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，雨水也来得正是时候。\n\n何师傅在渡口摆渡，坐船的人少了，船票却没有涨过。\n"
GLOSSARY = "categories: [天]\nterms:\n  - {id: rain, form: 雨水, english: rain, category: 天, definition: 地上的水。, source: 编者}\n"
NAMES = "kinds: [人]\nnames:\n  - {id: he, form: 何师傅, kind: 人, about: 摆渡的人。, source: 编者}\n"
RULE = "\n- id: trial\n  name: 试\n  why: 试验。\n  find: '船票'\n  put: 渡船票\n  specs: ['船票贵 → 渡船票贵']\n  leave: ['秋茶']\n"
FILES = {
    "docs/index.md": HOME,
    "sources/tea.txt": f"春茶上市\n\n2020-05-27\n\n{BODY}",
    "sources/salt.txt": "盐价记\n\n山下的盐价涨了两成，挑夫们都说今年的路不好走，雪下得太早。\n\n到了正月，路才通，盐价又落了回去。\n",
}
PLAIN = ("edition.json", "edition.md")
EDITS = {
    "a sentence": {"sources/tea.txt": f"春茶上市\n\n2020-05-27\n\n{BODY}\n天黑以后，渡口就没有人了，只剩下一盏灯。\n"},
    "a sidecar": {"sources/tea.yml": "title: 早春\nauthor: 何小满\nnotes:\n  - {quote: 冬天不冷, note: 去年冬天是暖冬。}\n"},
    "a term": {"docs/glossary.yml": GLOSSARY},
    "a name": {"docs/names.yml": NAMES},
    "a rule": {"hooks/rules/trial.yml": RULE},
}


@pytest.mark.parametrize("edit", EDITS)
def test_pages_made_at_once_are_those_of_the_next_build(edit: str, tmp_path: Path) -> None:
    project = world(tmp_path, FILES, {})
    update = ArticleUpdate(project, publish(project))
    write(tmp_path, EDITS[edit])
    made = {file.path: file.content for file in update.pages("tea")}
    built = {file.path: file.content for file in publish(project).files}
    assert sorted(made) == sorted(["articles/tea.md", *(f"articles/tea/{name}" for name in ("collation.md", "original.md", *PLAIN))])
    assert {path: built[path] for path in made} == made


def test_an_edition_of_several_sources_is_merged_again(tmp_path: Path) -> None:
    texts = {"tea": FILES["sources/tea.txt"], "copy": FILES["sources/tea.txt"].replace("十天", "十来天")}
    project = world(tmp_path, {**FILES, "sources/copy.txt": texts["copy"]}, {})
    update = ArticleUpdate(project, publish(project))
    base = update.article_of("copy")
    assert base == update.article_of("tea")
    assert base is not None
    (witness,) = texts.keys() - {base}
    write(tmp_path, {f"sources/{witness}.txt": texts[witness].replace("冬天不冷，", "冬天不冷。")})
    made = {file.path: file.content for file in update.pages(base)}
    built = {file.path: file.content for file in publish(project).files}
    before = {file.path: file.content for file in update.publication.files}
    data = f"articles/{base}/edition.json"
    assert made[data] != before[data]
    assert {path: built[path] for path in made} == made


@pytest.mark.parametrize(
    "edit",
    [
        {"sources/tea.txt": ""},
        {"hooks/rules/trial.yml": RULE.replace("find:", "fnid:")},
    ],
)
def test_what_is_wrong_is_left_to_the_next_build(edit: dict[str, str], tmp_path: Path) -> None:
    project = world(tmp_path, FILES, {})
    update = ArticleUpdate(project, publish(project))
    write(tmp_path, edit)
    assert update.pages("tea") == ()
    assert update.pages("no-such-article") == ()
    assert update.article_of("no-such-source") is None


def test_lines_of_a_site_are_known(tmp_path: Path) -> None:
    """A line that several sources share is furniture in the edited one, too."""
    line = "更多精彩内容，请关注山货平台公众号。"
    others = {f"sources/{n}.txt": f"第{n}篇\n\n{n * 40}号渡口今天开了，坐船的人很多，都是来看热闹的。\n\n{line}\n" for n in range(1, 6)}
    project = world(tmp_path, {**FILES, **others}, {})
    update = ArticleUpdate(project, publish(project))
    assert len(update.publication.index.shared_lines) == 1
    write(tmp_path, {"sources/tea.txt": f"{FILES['sources/tea.txt']}\n{line}\n"})
    made = {file.path: file.content for file in update.pages("tea")}
    built = {file.path: file.content for file in publish(project).files}
    assert made["articles/tea/edition.json"] == built["articles/tea/edition.json"]


OTHERS = (
    "渡口商店今天开门，柜台后面坐着何师傅。有人问渡口商店几时关门，他说渡口商店不关门。\n",
    "从前山下没有渡口商店，买盐要走三里路。后来修了渡口商店，再后来，渡口商店也卖茶叶了。\n",
)
ODD = "渡口店今天又来了，他们说渡口店人多，渡口店灯亮，渡口店茶好，渡口店路也近，人人都知道渡口店。\n"


@pytest.mark.parametrize(
    ("answer", "is_left"),
    [
        ("author: 何小满\n", True),
        ("notes:\n  - {quote: 渡口店今天, note: 疑有讹误。}\n", False),
        ("emend:\n  - {quote: 渡口店今天, put: 渡口商店今天, why: 同下文。}\n", False),
    ],
)
def test_words_that_no_other_article_uses_stay_in_question(answer: str, is_left: bool, tmp_path: Path) -> None:
    """The question is that of the last comparison with all others, until it is answered or its words are others."""
    others = {f"sources/{n}.txt": f"第{n}篇\n\n{text}" for n, text in enumerate(OTHERS)}
    odd = {"sources/odd.txt": f"渡口\n\n{ODD}"}
    project = world(tmp_path, {"docs/index.md": HOME, **others, **odd}, {})
    update = ArticleUpdate(project, publish(project))
    write(tmp_path, {"sources/odd.yml": answer})
    made = update.made("odd")
    assert made is not None
    words = [
        query.span.slice(made.article.edition.reading.raw) for query in made.article.edition.reading.queries if query.rule == "odd-word"
    ]
    assert words == ["渡口店"] * is_left
