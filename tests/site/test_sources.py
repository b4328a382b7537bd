"""The four articles of the project: their text as a careful editor would keep it, and every word that was cut or supplied.

`tests/accepted/<id>.md` is the accepted text with its apparatus at the foot, for a person to read; `pytest --accept` rewrites it.
Facts that must hold whatever is accepted have asserts of their own.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import pytest

from contract import block_errors, core, run_errors
from jiaozhu.core.model import Corpus, Edition
from jiaozhu.core.reading import Run, Span
from jiaozhu.corpus.articles import article
from jiaozhu.glossary.annotate import annotate
from jiaozhu.glossary.names import load as load_names
from jiaozhu.glossary.terms import load
from jiaozhu.pages.article.edition_json import edition_json
from jiaozhu.pages.article.edition_markdown import edition_markdown
from jiaozhu.project import Project
from worlds import ROOT, SOURCES, edition, idents, loaded, publish, rulebook

ACCEPTED = ROOT / "tests" / "accepted"
NEVER = ("文章插图", "推荐阅读", "后台回复", "发表评论", "快手买推广会影响自然流量么", "进群聊吧", "关注更多福利", "今日互动")
ENDS = 36  # characters that are shown of each end of a long cut
SUBSIDY = "kuaishou-double-subsidy"


@pytest.mark.parametrize("ident", idents())
def test_reads_as_accepted(ident: str, accept: bool) -> None:
    path = ACCEPTED / f"{ident}.md"
    actual = edition_report(ident)
    if accept:
        path.write_text(actual, "utf-8")
    expected = path.read_text("utf-8") if path.is_file() else ""
    if actual != expected:
        lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), f"accepted/{ident}.md", "now", lineterm="", n=1)
        pytest.fail("\n".join(lines), pytrace=False)


def test_each_accepted_text_has_a_source() -> None:
    assert sorted(path.stem for path in ACCEPTED.glob("*.md")) == idents()


def edition_report(ident: str) -> str:
    """The text of an edition, and below it all changes to its source."""
    subject = edition(ident)
    changes = "\n".join(f"- {line}" for line in substantive_changes(subject)) or "- none"
    notes = "\n".join(f"- “{note.words}” {note.note}" for note in subject.notes) or "- none"
    forms = Counter(run.rule for run in subject.reading.runs if run.rule and rulebook().rules[run.rule].kind == "form")
    counts = "\n".join(f"- {rule} ×{times}" for rule, times in sorted(forms.items(), key=lambda pair: (-pair[1], str(pair[0]))))
    text = edition_markdown(article(subject))
    return f"{text}\n<!-- what was done -->\n\n## Words\n\n{changes}\n\n## Notes\n\n{notes}\n\n## Forms\n\n{counts or '- none'}\n"


def substantive_changes(article: Edition) -> Iterator[str]:
    """The changes of words, not only of form, each with its line in the source, its rule and its words."""
    raw = article.source.raw
    for run in joined_runs(article):
        line = line_of(raw, Span(run.start, run.end))
        doubt = "" if run.sure else " (in doubt)"
        was, put = abridged(raw[run.start : run.end]), abridged(run.put or "")
        change = f"cut “{was}”" if not run.put else f"put “{put}” for “{was}”" if was else f"put “{put}”"
        if run.witness:
            change += f", as line {line_of(raw, run.witness.span)} reads “{abridged(run.witness.reads)}”"
        yield f"line {line}, {run.rule}{doubt}: {change}"


def joined_runs(article: Edition) -> Iterator[Run]:
    """The changed runs. The pieces of one cut are joined, also where a space between them was cut earlier."""
    last: Run | None = None
    for run in article.reading.runs:
        is_form = run.rule is not None and rulebook().rules[run.rule].kind == "form"
        if run.put is None or not is_form:
            if last and run.put == "" == last.put and run.rule == last.rule:
                last = Run(last.start, run.end, "", run.rule, None, run.sure)
                continue
            if last:
                yield last
            last = None if run.put is None else run
        elif last and run.put:
            yield last
            last = None
    if last:
        yield last


def line_of(raw: str, span: Span) -> int:
    """The line of the first character of a span that is not white space."""
    blank = len(span.slice(raw)) - len(span.slice(raw).lstrip())
    return len(f"{raw[: span.start + blank]}.".splitlines())


def abridged(words: str) -> str:
    """Words on one line; long ones without their middle, and mere white space as symbols."""
    line = " ".join(words.split()) or words.replace("\n", "⏎").replace(" ", "␣")
    return line if len(line) <= 3 * ENDS else f"{line[:ENDS]} … {len(line) - 2 * ENDS} more … {line[-ENDS:]}"


@pytest.mark.parametrize("ident", idents())
@pytest.mark.parametrize("words", NEVER)
def test_nothing_of_the_site_is_in_the_article(ident: str, words: str) -> None:
    assert [block.text for block in edition(ident).blocks if words in block.text] == []


@pytest.mark.parametrize("ident", idents())
def test_title_stands_once(ident: str) -> None:
    """A title of the source is a block of its own and stands in no other; the editor may take a title from anywhere."""
    title = edition(ident).heading.title
    assert title is not None
    kinds = [block.kind for block in edition(ident).blocks if core(title.value) in core(block.text)]
    assert len(kinds) == 1
    assert kinds == ["title"] or title.rule is None


@pytest.mark.parametrize("ident", [SUBSIDY, "kuaishou-reopens-links"])
def test_three_headings(ident: str) -> None:
    assert [block.kind for block in edition(ident).blocks].count("heading") == 3


def test_headings_of_double_subsidy_have_their_numbers() -> None:
    headings = [block.text for block in edition(SUBSIDY).blocks if block.kind == "heading"]
    assert [heading[:3] for heading in headings] == ["01 ", "02 ", "03 "]


@pytest.mark.parametrize("words", ["也同样重要。快手已经涌现", "低至1%，以激励", "CPS平台，开通", "下沉市场的好机会。"])
def test_what_one_copy_lost_the_other_supplies(words: str) -> None:
    reading = edition(SUBSIDY).reading
    assert reading.text.count(words) == 1
    start = reading.text.index(words)
    within = [run for at, run in reading.placed() if at < start + len(words) and start < at + len(run.text(reading.raw))]
    assert any(run.witness for run in within)
    assert any(words in block.text for block in edition(SUBSIDY).blocks)


def test_five_readings_are_supplied() -> None:
    supplied = [run.put for run in edition(SUBSIDY).reading.runs if run.witness]
    assert supplied == ["。", "快", "，", "▲", "，"]


@pytest.mark.parametrize("ident", sorted({*idents()} - {SUBSIDY}))
def test_nothing_is_supplied_where_there_is_one_copy(ident: str) -> None:
    assert [run for run in edition(ident).reading.runs if run.witness] == []


def test_lost_images_leave_figures() -> None:
    """Five images were lost with the second to the sixth repetition of the title."""
    assert [block.kind for block in edition("kuaishou-jd-618").blocks].count("figure") == 5


def test_the_phrase_is_cut_where_it_was_pushed_in() -> None:
    article = edition("kuaishou-reopens-links")
    cut = [article.source.raw[run.start : run.end] for run in article.reading.runs if run.rule == "injected-phrase"]
    assert cut == ["快手买推广会影响自然流量么"] * 2
    assert any("佣金结算形式，这意味着" in block.text for block in article.blocks)


def test_no_link_is_left_at_the_end() -> None:
    assert edition("kuaishou-trust-commerce").blocks[-1].text.endswith("仍有较大差距。")


@pytest.mark.parametrize(
    ("ident", "name", "value"),
    [
        (SUBSIDY, "date", "2020-07-17"),
        ("kuaishou-reopens-links", "author", "李松月"),
        ("kuaishou-reopens-links", "outlet", "电商头条"),
    ],
)
def test_facts_of_the_head(ident: str, name: str, value: str) -> None:
    assert getattr(edition(ident).heading, name).value == value


@lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    """The files of the real site by their paths."""
    published_files = publish(Project(SOURCES, ROOT / "docs"), workers=1).files
    return {file.path: file.content if isinstance(file.content, bytes) else file.content.encode() for file in published_files}


@pytest.mark.parametrize("ident", idents())
def test_no_character_is_lost(ident: str) -> None:
    data = (SOURCES / f"{ident}.txt").read_bytes()
    raw = files()[f"articles/{ident}/raw.txt"]
    record = loaded(files()[f"articles/{ident}/edition.json"])
    assert [*run_errors(record, data, raw), *block_errors(record, data)] == []


@pytest.mark.parametrize("ident", idents())
def test_the_site_shows_the_same_edition(ident: str) -> None:
    """The editions of these tests are the ones that are published, not another run of the same code."""
    published = files()[f"articles/{ident}/edition.json"].decode()
    terms, _ = load(ROOT / "docs" / "glossary.yml")
    names, _ = load_names(ROOT / "docs" / "names.yml", terms)
    (annotated,) = annotate(Corpus((edition(ident),)), terms, names).editions
    assert published == edition_json(annotated)
