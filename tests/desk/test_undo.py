"""Random answers and undos: after each every file is read and has its comments, and when all are undone the files are as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.core.errors import InputError
from jiaozhu.core.runs import Span
from jiaozhu.desk.answers import (
    AddName,
    AddTerm,
    Annotate,
    Answer,
    Confirm,
    CutWords,
    Emend,
    KeepWords,
    MarkHeading,
    SettleSiteLine,
    SourcePassage,
    StateEdition,
    StateFact,
    Undo,
)
from jiaozhu.desk.file_change import AnswerError
from jiaozhu.desk.plan import plan
from jiaozhu.desk.write import Journal
from jiaozhu.glossary import names, terms
from jiaozhu.glossary.terms import Glossary
from jiaozhu.project import Project
from jiaozhu.sites import stated_sites
from jiaozhu.sources import sidecar
from worlds import tree, world

TEA = "茶农的一天\n\n天还没有亮，茶农已经出门，因为露水未干。他说：“走吧！”\n茶农说，中午以前，芽叶就要送到作坊。\n加我微信领茶\n"
SIDECARS = (
    "",
    "# mine\n",
    "# mine\ntitle: 茶农   # so it is\ncut:\n- 加我微信领茶   # an advertisement\n\n# of the words\nkeep: [露水 , '走吧']\n# the end",
    "---\n# mine\r\nkeep:\r\n    -   芽叶   # these\r\n    - quote: 茶农\r\n      at: 2\r\n# between\r\nkeep:\r\n    - 作坊\r\n",
    "notes:\n  - quote: 作坊\n    note: >\n      村里的\n      作坊。 # no comment\n\n  # the last\n  - {note: 一句, quote: 中午}\n"
    "state: {is: 已校, of: 0123456789ab}   # once\n",
)
GLOSSARY = """# terms
categories: [茶事, 人事]   # two

terms:
  # ── 茶事 ──
  - {id: basket, form: 竹篓, english: basket, category: 茶事, definition: 篓子。, source: 编者}   # in a line

  # ── 人事 ──
  - id: grower
    form: 茶农
    english: grower   # or farmer
    category: 人事
    definition: >-
      种茶的人。
    source: 编者

# the end of the terms
"""
SITES = "# sites\n- id: river\n  name: 江岸\n  sources: [tea]   # one\n  cut:\n    - 上一篇：{}   # with a title\n\n# no more\n"
DIGEST = hashlib.sha256(TEA.encode()).hexdigest()

spans = st.tuples(st.integers(0, len(TEA) - 1), st.integers(1, 24)).map(lambda pair: Span(pair[0], min(len(TEA), pair[0] + pair[1])))
lines = st.sampled_from([Span(m.start(), m.end()) for m in regex.finditer(r"[^\n]+", TEA)])
passages = st.one_of(spans, lines).map(lambda span: SourcePassage("tea", DIGEST, (span,)))
words = st.text("茶农说：#'\"[]{},&*!|>%@`-? 一二x1\n", min_size=1, max_size=8)
answers: st.SearchStrategy[Answer] = st.one_of(
    *(st.builds(kind, passages) for kind in (Confirm, Undo, KeepWords, CutWords, MarkHeading)),
    st.builds(Annotate, passages, words),
    st.builds(Emend, passages, words, words),
    st.builds(StateFact, st.just("tea"), st.sampled_from(["title", "author", "outlet"]), st.one_of(words, st.just(""))),
    st.builds(StateEdition, st.just("tea"), st.sampled_from(["未校", "已校", "复核"]), st.just("ab" * 32)),
    st.builds(AddTerm, words, words, st.sampled_from(["茶事", "人事", "别的"]), words),
    st.builds(AddName, words, st.sampled_from(["人物", "别的"]), words),
    st.builds(SettleSiteLine, st.sampled_from(["river", "sea"]), words, st.sampled_from(["keep", "cut"]), words, sources=st.just(("tea",))),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("undo")


@pytest.fixture(scope="module")
def project(root: Path) -> Iterator[Project]:
    """What is written need not outlive this machine."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("os.fsync", lambda handle: None)
        yield world(root, {"sources/tea.txt": TEA})


def assert_sound(project: Project) -> None:
    """Each file is read as the build reads it."""
    path = project.sources / "tea.yml"
    if path.exists():
        sidecar.load(path, "sources/tea.yml")
    assert terms.load(project.docs / "glossary.yml")[1] == ()
    assert names.load(project.docs / "names.yml", Glossary())[1] == ()
    assert stated_sites.load(project.sources / "sites.yml", {"tea"})[1] == ()


def comments(root: Path) -> list[str]:
    """The comments that have a line of their own. Those in the line of a decision go with it."""
    texts = (path.read_bytes().decode() for path in root.rglob("*.yml"))
    return [line.strip() for text in texts for line in text.splitlines() if line.strip().startswith("#")]


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(SIDECARS), st.lists(st.one_of(answers, st.none()), min_size=1, max_size=8))
def test_undoing_all_gives_the_same_bytes(root: Path, project: Project, own: str, drawn: list[Answer | None]) -> None:
    """None among the drawn answers is an undo."""
    for path in (*root.glob("sources/*.yml"), *root.glob("docs/*.yml"), root / ".cache" / "desk.jsonl"):
        path.unlink(missing_ok=True)
    contents = {"sources/tea.yml": own, "docs/glossary.yml": GLOSSARY, "sources/sites.yml": SITES} if own else {}
    for name, content in contents.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content.encode())
    before, kept = tree(project.sources) | tree(project.docs), comments(root)
    journal = Journal(project)
    for answer in drawn:
        if answer is None:
            journal.undo()
        else:
            with suppress(InputError):
                journal.apply(plan(project, answer))
        assert_sound(project)
        assert set(kept) <= set(comments(root))
    while Journal(project).undo():
        pass
    assert tree(project.sources) | tree(project.docs) == before


def test_a_plan_writes_nothing(project: Project, root: Path) -> None:
    before = tree(root)
    with suppress(AnswerError):
        plan(project, KeepWords(SourcePassage("tea", DIGEST, (Span(0, 5),))))
    assert tree(root) == before
