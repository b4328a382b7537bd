"""Answers on a small project: which file each changes and how, what is refused, and what the journal gives back."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest

from jiaozhu.core.errors import InputError
from jiaozhu.core.runs import Run, Span
from jiaozhu.desk.answers import (
    AddTerm,
    Annotate,
    Answer,
    CutWords,
    Emend,
    KeepWords,
    MarkHeading,
    SettleMark,
    SourcePassage,
    StateEdition,
    StateFact,
    Undo,
    read_answer,
)
from jiaozhu.desk.file_change import AnswerError, StaleFileError, UnwritableError
from jiaozhu.desk.plan import plan
from jiaozhu.desk.write import Journal
from jiaozhu.editions.pipeline import edit
from jiaozhu.project import Project
from jiaozhu.sources import sidecar
from worlds import SOURCES, edition, rulebook, tree, world

TEA = "茶农的一天\n\n天还没有亮，茶农已经出门，因为露水未干。\n中午以前，芽叶就要送到作坊。\n加我微信领茶\n"
SIDECAR = "# of mine\ntitle: 茶农  # so it is\ncut:\n- 加我微信领茶\n\n# the end\n"
GLOSSARY = """# terms
categories: [茶事, 人事]

terms:
  # ── 茶事 ──
  - id: basket
    form: 竹篓
    english: basket
    category: 茶事
    definition: 背在背上的篓子。
    source: 编者

  # ── 人事 ──
  - id: grower
    form: 茶农
    english: grower
    category: 人事
    definition: 种茶的人。
    source: 编者
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return world(tmp_path, {"sources/tea.txt": TEA, "sources/tea.yml": SIDECAR, "docs/glossary.yml": GLOSSARY})


def on(words: str, raw: str = TEA) -> SourcePassage:
    start = raw.index(words)
    return SourcePassage("tea", hashlib.sha256(raw.encode()).hexdigest(), (Span(start, start + len(words)),))


def added(project: Project, answer: Answer) -> list[str]:
    """The lines that come (`+`) and go (`-`) with an answer."""
    lines = plan(project, answer).diff.splitlines()[3:]
    return [line for line in lines if line[0] in "+-"]


def test_an_answer_adds_the_fewest_lines(project: Project) -> None:
    assert added(project, KeepWords(on("露水未干"))) == ["+keep:", "+  - 露水未干"]
    assert added(project, CutWords(on("中午以前，"))) == ["+- 中午以前，"]
    assert added(project, Annotate(on("芽叶"), "嫩叶：最好。")) == ["+notes:", "+  - quote: 芽叶", "+    note: 嫩叶：最好。"]
    assert added(project, StateFact("tea", "title", "茶农的一天")) == ["-title: 茶农  # so it is", "+title: 茶农的一天  # so it is"]


def test_what_stands_twice_is_quoted_so_that_it_means_one_place(project: Project) -> None:
    assert added(project, KeepWords(SourcePassage("tea", on("茶").digest, (Span(19, 20),)))) == ["+keep:", "+  - 门，因"]
    second = TEA.index("茶农", 3)
    passage = SourcePassage("tea", on("茶").digest, (Span(second, second + 2),))
    assert added(project, KeepWords(passage)) == ["+keep:", "+  - '，茶农已'"]


def test_what_an_editor_has_cut_is_had_back_by_taking_her_line_away(project: Project) -> None:
    change = plan(project, Undo(on("加我微信领茶")))
    assert change.text_after == "# of mine\ntitle: 茶农  # so it is\n\n# the end\n"


def test_a_term_stands_behind_those_of_its_category(project: Project) -> None:
    answer = AddTerm("露水", "dew", "茶事", "夜里凝在叶上的水。", "tea", cited="露水未干", also=("晨露",))
    text = plan(project, answer).text_after
    assert text.index("露水") < text.index("# ── 人事 ──")
    assert "\n\n  - id: dew\n    form: 露水\n    also: [晨露]\n" in text
    assert "    source: {article: tea, quote: 露水未干}\n\n  # ── 人事 ──\n" in text


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (KeepWords(SourcePassage("tea", "0" * 64, (Span(0, 2),))), "同这一页上的不一样了"),
        (KeepWords(SourcePassage("../tea", "0" * 64, (Span(0, 2),))), "没有这一篇原文"),
        (KeepWords(SourcePassage("tea", on("茶").digest, (Span(0, 9999),))), "不是原文里的字"),
        (KeepWords(SourcePassage("tea", on("茶").digest, ())), "不是原文里的字"),
        (StateFact("tea", "date", "昨天"), "date is '昨天'"),
        (AddTerm("茶农", "farmer", "茶事", "种茶的人。"), "belongs to grower"),
        (AddTerm("露水", "dew", "茶事", "水。", "tea", cited="没有的话"), "里面没有“没有的话”这些字"),
    ],
)
def test_what_cannot_be_followed_is_refused_before_it_is_written(project: Project, answer: Answer, message: str) -> None:
    with pytest.raises(InputError, match=message):
        plan(project, answer)


def test_a_file_that_is_not_sound_is_left_to_its_writer(project: Project) -> None:
    (project.sources / "tea.yml").write_text("title: [\n", "utf-8")
    with pytest.raises(InputError, match="not YAML"):
        plan(project, KeepWords(on("露水未干")))


def test_an_answer_is_undone_after_a_restart_and_a_hand_edit_stays(project: Project) -> None:
    Journal(project).apply(plan(project, KeepWords(on("露水未干"))))
    path = project.sources / "tea.yml"
    path.write_text(path.read_text("utf-8").replace("# of mine", "# of hers"), "utf-8")
    entry = Journal(project).undo()
    assert entry is not None
    assert entry.title == "留：露水未干"
    assert path.read_text("utf-8") == SIDECAR.replace("# of mine", "# of hers")
    assert Journal(project).undo() is None


def test_a_file_that_an_answer_made_goes_with_it(project: Project) -> None:
    (project.sources / "tea.yml").unlink()
    Journal(project).apply(plan(project, KeepWords(on("露水未干"))))
    assert (project.sources / "tea.yml").read_text("utf-8") == "keep:\n  - 露水未干\n"
    Journal(project).undo()
    assert not (project.sources / "tea.yml").exists()


def test_nothing_is_written_over_a_file_that_was_changed_meanwhile(project: Project) -> None:
    change = plan(project, KeepWords(on("露水未干")))
    (project.sources / "tea.yml").write_text("title: 茶\n", "utf-8")
    with pytest.raises(StaleFileError) as raised:
        Journal(project).apply(change)
    assert (raised.value.wanted, raised.value.present) == (change.text_after, "title: 茶\n")
    assert Journal(project).entries() == []


@pytest.mark.parametrize(
    ("number", "step", "remedy"),
    [(errno.ENOSPC, "jiaozhu.desk.complete_file.mkstemp", "磁盘满了"), (errno.EACCES, "pathlib.Path.replace", "这个文件夹或文件是只读的")],
)
def test_a_disk_that_refuses_leaves_the_file_and_no_answer(
    project: Project, monkeypatch: pytest.MonkeyPatch, number: int, step: str, remedy: str
) -> None:
    change = plan(project, KeepWords(on("露水未干")))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    before = tree(project.sources)
    with monkeypatch.context() as patched:
        patched.setattr(step, refuse)
        with pytest.raises(UnwritableError, match=f"什么也没有写\n    {remedy}"):
            Journal(project).apply(change)
    assert tree(project.sources) == before
    assert (project.sources / "tea.yml").read_text("utf-8") == SIDECAR
    assert Journal(project).entries() == []
    Journal(project).apply(change)
    Journal(project).undo()
    assert (project.sources / "tea.yml").read_text("utf-8") == SIDECAR
    assert Journal(project).entries() == []


def test_a_torn_line_of_the_journal_is_passed_over(project: Project) -> None:
    journal = Journal(project)
    journal.apply(plan(project, KeepWords(on("露水未干"))))
    with journal.path.open("ab") as file:
        file.write(b'{"undone": "1"}\n{"number": 2}\n[]\n\xff\n{"number": 2, "ti')
    Journal(project).apply(plan(project, KeepWords(on("芽叶"))))
    assert [entry.title for entry in Journal(project).entries()] == ["留：露水未干", "留：芽叶"]


def test_what_a_file_cannot_hold_as_it_is_is_escaped_or_refused(project: Project) -> None:
    journal = Journal(project)
    journal.apply(plan(project, StateFact("tea", "author", "\x08何")))
    text = (project.sources / "tea.yml").read_text("utf-8")
    assert 'author: "\\b何"' in text
    assert sidecar.parse(text, "tea.yml").author == "\x08何"
    with pytest.raises(AnswerError, match="no splice keeps"):
        plan(project, StateFact("tea", "outlet", "\ud800"))
    journal.undo()
    assert (project.sources / "tea.yml").read_text("utf-8") == SIDECAR


def test_answers_are_read_from_json() -> None:
    data = {"kind": "note", "passage": {"source": "tea", "digest": "0", "spans": [{"start": 1, "end": 3}]}, "note": "疑。"}
    assert read_answer(json.loads(json.dumps(data))) == Annotate(SourcePassage("tea", "0", (Span(1, 3),)), "疑。")
    mistakes: list[object] = [{}, [], {**data, "kind": "x"}, {**data, "more": 1}, {**data, "note": 3}]
    for wrong in mistakes:
        with pytest.raises(ValueError, match=r".+"):
            read_answer(wrong)


def test_only_files_of_the_two_folders_are_written(project: Project) -> None:
    change = plan(project, KeepWords(on("露水未干")))
    for name in ("../tea.yml", ".tea.yml", "/etc/passwd"):
        with pytest.raises(AnswerError, match="编辑台不写这个文件"):
            Journal(project).apply(type(change)("sources", name, "", "", "x"))


def test_words_are_emended_for_a_reason(project: Project) -> None:
    lines = ["+emend:", "+  - quote: 露水", "+    put: 晨露", "+    why: 与上文一致。"]
    assert added(project, Emend(on("露水"), "晨露", "与上文一致。")) == lines
    with pytest.raises(AnswerError, match="也要有理由"):
        plan(project, Emend(on("露水"), "晨露", " "))
    journal = Journal(project)
    journal.apply(plan(project, Emend(on("露水"), "晨露", "与上文一致。")))
    journal.apply(plan(project, Emend(on("露水未干"), "露未干", "衍文。")))
    assert (project.sources / "tea.yml").read_text("utf-8").count("quote:") == 1
    journal.apply(plan(project, Undo(on("露水"))))
    assert (project.sources / "tea.yml").read_text("utf-8") == SIDECAR


def test_a_line_is_made_a_heading_and_an_edition_is_given_a_state(project: Project) -> None:
    assert added(project, MarkHeading(on("中午以前，芽叶就要送到作坊。"))) == ["+headings:", "+  - 中午以前，芽叶就要送到作坊。"]
    assert added(project, StateEdition("tea", "已校", "0" * 64)) == [f"+state: {{is: 已校, of: '{'0' * 16}'}}"]
    Journal(project).apply(plan(project, StateEdition("tea", "已校", "0" * 64)))
    assert added(project, StateEdition("tea", "未校", "0" * 64)) == [f"-state: {{is: 已校, of: '{'0' * 16}'}}"]


def test_each_of_several_doubtful_marks_is_settled_singly(tmp_path: Path) -> None:
    """Each of the first doubtful marks of a real source becomes another one; its neighbours stay as they were, and in doubt."""
    ident = "kuaishou-jd-618"
    first = edition(ident).reading
    project = world(tmp_path, {f"sources/{ident}.txt": (SOURCES / f"{ident}.txt").read_bytes()})
    doubtful = [run for run in first.runs if not run.sure][:12]
    digest = edition(ident).source.digest
    for run in doubtful:
        change = plan(project, SettleMark(SourcePassage(ident, digest, (Span(run.start, run.end),)), "；"))
        settled = edit(edition(ident).source, sidecar.parse(change.text_after, change.place), rulebook()).reading
        assert [other for other in settled.runs if other.rule == "editors-mark"] == [Run(run.start, run.end, "；", "editors-mark")]
        assert [other for other in settled.runs if not other.sure] == [other for other in first.runs if not other.sure and other != run]
    passage = SourcePassage(ident, digest, (Span(doubtful[0].start, doubtful[0].end),))
    journal = Journal(project)
    for mark in "；。":
        journal.apply(plan(project, SettleMark(passage, mark)))
        text = (project.sources / f"{ident}.yml").read_text("utf-8")
        assert (text.count("quote:"), text.count(f"put: '{mark}'")) == (1, 1)
    journal.apply(plan(project, Undo(passage)))
    assert (project.sources / f"{ident}.yml").read_text("utf-8") == ""
