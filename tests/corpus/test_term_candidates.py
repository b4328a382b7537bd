"""Term candidates: which forms are candidates, which are not, and what the editor gets."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.build.publication import Publication
from jiaozhu.cli import main
from jiaozhu.core.decisions import Sidecar
from jiaozhu.core.model import Block, Edition, Heading, Source
from jiaozhu.core.normalize import to_simplified
from jiaozhu.core.reading import Reading, Span
from jiaozhu.corpus.term_candidates import Context, DefiningSentence, TermCandidate, term_candidates
from jiaozhu.editions.pipeline import edit
from jiaozhu.facts.term_usage import definitions, words
from jiaozhu.facts.term_usage.survey import PORTION, survey
from jiaozhu.facts.term_usage.usage import packed, tallies, unpacked
from jiaozhu.pages.yaml_snippets import term_snippet
from worlds import edition, idents, published, rulebook, write

TEA = """茶农的新路

清明之前，山上的茶农都在谈论阿里山的新做法。所谓CSA就是城里人先付一年的茶钱，年底再按份分茶的办法。
合作社的社长说，头春茶的价钱最高，头春茶也最难采。客人认得头春茶，头春茶便不愁卖。
村里把这件事叫做“认养茶园”，认养茶园的客人已有三十多户。发酵（fermentation）之后，茶叶再送去烘焙。
有人问：头春茶为什么贵？因为一年只有一次，头春茶错过了就没有了。
"""


def edited(text: str, ident: str = "tea", sidecar: Sidecar | None = None) -> Edition:
    return edit(Source(ident, f"sources/{ident}.txt", text, "", "utf-8", ""), sidecar, rulebook())


def bare(texts: list[str], ident: str = "tea") -> Edition:
    """An edition of paragraphs as they are, without any cleaning."""
    blocks, at = [], 0
    for n, text in enumerate(texts):
        blocks.append(Block(f"b{n}", "paragraph", text, Span(at, at + len(text))))
        at += len(text) + 1
    source = Source(ident, f"sources/{ident}.txt", "\n".join(texts), "", "utf-8", "")
    usages = packed(survey(blocks, rulebook()))
    return Edition(source, Heading(), Reading.unchanged(source.raw), tuple(blocks), usages=usages)


def candidates_by_form(text: str, known: tuple[str, ...] = ()) -> dict[str, TermCandidate]:
    return {candidate.form: candidate for candidate in term_candidates([edited(text)], known)}


@pytest.mark.parametrize(
    ("text", "term", "how", "english"),
    [
        ("所谓KOC就是常喝茶的人。", "KOC", "defined", ""),
        ("所谓“头春茶”，指清明前采的茶。", "头春茶", "defined", ""),
        ("采茶季指的是清明到谷雨的那段日子。", "采茶季", "defined", ""),
        ("“明前茶”即清明前采的茶。", "明前茶", "defined", ""),
        ("他加入了CSA（社区支持农业）。", "CSA", "defined", ""),
        ("SPU是一种计数的单位。", "SPU", "defined", ""),
        ("先做发酵（fermentation），再烘焙。", "发酵", "glossed", "fermentation"),
        ("看的是成交总额（GMV）。", "成交总额", "glossed", "GMV"),
        ("请来了托马斯·立顿（Thomas Lipton）。", "托马斯·立顿", "glossed", "Thomas Lipton"),
        ("推出名为“认养茶园”的计划。", "认养茶园", "named", ""),
    ],
)
def test_knows_an_explanation(text: str, term: str, how: str, english: str) -> None:
    explanations = [(s.term.slice(text), s.how, s.english) for s in definitions.explained_terms(text, tuple(words.words(text)), rulebook())]
    assert (term, how, english) in explanations


@pytest.mark.parametrize(
    "text",
    ["他用食指指着茶园。", "在村口即可买到新茶。", "茶农（三十多户）都来了。", "他说茶是好茶。", "“好茶”是大家说的。", "即使下雨也要采。"],
)
def test_nothing_else_is_an_explanation(text: str) -> None:
    assert not list(definitions.explained_terms(text, tuple(words.words(text)), rulebook()))


def test_without_verbs_nothing_is_named() -> None:
    """An empty list of verbs must not match everywhere."""
    text = "推出名为“认养茶园”的计划。采茶季指的是这段日子。"
    empty = type(rulebook())({}, {}, {}, "")
    assert not list(definitions.explained_terms(text, tuple(words.words(text)), empty))


def test_forms_that_the_text_explains_names_or_repeats_are_candidates() -> None:
    candidates = candidates_by_form(TEA)
    assert {"CSA", "头春茶", "认养茶园", "发酵"} <= candidates.keys()
    assert candidates["CSA"].definition is not None
    assert candidates["CSA"].definition.words == "所谓CSA就是城里人先付一年的茶钱，年底再按份分茶的办法。"
    assert candidates["发酵"].english == "fermentation"
    assert candidates["头春茶"].times == 5 + 1
    assert not candidates.keys() & {"价钱", "客人", "因为", "春茶", "已有"}


def test_known_forms_are_left_out() -> None:
    assert "CSA" in candidates_by_form(TEA)
    assert not candidates_by_form(TEA, ("csa", "頭春茶")).keys() & {"CSA", "头春茶"}


def test_forms_with_an_editors_note_are_left_out(tmp_path: Path) -> None:
    notes = "notes:\n  - quote: 推出名为“认养茶菌”的\n    note: 疑当作“认养茶园”。\n"
    text = "茶农的新路\n\n村里在清明之前推出名为“认养茶菌”的计划，城里的客人都很喜欢。\n"
    with_note = published(tmp_path / "a", {"sources/tea.txt": text, "sources/tea.yml": notes.replace("推出名为“认养茶菌”的", "认养茶菌")})
    without = published(tmp_path / "b", {"sources/tea.txt": text})
    assert "认养茶菌</dfn>" in report(without)
    assert "认养茶菌</dfn>" not in report(with_note)


def test_a_part_of_a_longer_candidate_is_none() -> None:
    text = "下沉市场的客人多。\n大家看好下沉市场，因为下沉市场便宜。\n有人说下沉市场难做，也有人说下沉市场好做。"
    forms = {candidate.form for candidate in term_candidates([bare(text.split("\n"))])}
    assert "下沉市场" in forms
    assert "下沉" not in forms


def test_a_name_is_marked_and_what_is_joined_to_it_counts_less() -> None:
    sentences = [
        "王德顺说新茶好。",
        "王德顺表示今年雨多。",
        "大家都认识王德顺。",
        "王德顺茶园在山上，茶园很大。",
        "去王德顺茶园吧，到茶园喝茶。",
        "王德顺茶园！",
    ]
    candidates = {candidate.form: candidate for candidate in term_candidates([bare(sentences)])}
    assert candidates["王德顺"].kind == "name?"
    assert candidates["王德顺茶园"].score < candidates["王德顺"].score


def test_traditional_script_is_counted_with_simplified() -> None:
    one, two = bare(["頭春茶很貴，頭春茶難采。"], "a"), bare(["头春茶卖得好，都要头春茶。"], "b")
    candidates = [candidate for candidate in term_candidates([one, two]) if to_simplified(candidate.form) == "头春茶"]
    assert [(c.form, c.times, c.sources, [x.form for x in c.contexts]) for c in candidates] == [("頭春茶", 4, 2, ["頭春茶", "头春茶"])]


def test_explains_koc_by_the_words_of_its_article() -> None:
    editions = [edition(ident) for ident in idents()]
    candidates = {candidate.form: candidate for candidate in term_candidates(editions)[:30]}
    koc = candidates["KOC"].definition
    assert koc is not None
    assert koc.source == "kuaishou-trust-commerce"
    assert koc.words.startswith("所谓KOC就是深度体验产品的消费者，")
    assert koc.quote in edition(koc.source).source.raw
    assert {"主播", "GMV", "私域", "直播带货", "下沉市场", "短视频", "618"} <= candidates.keys()


def test_empty_articles_have_no_candidates() -> None:
    assert term_candidates([]) == ()
    assert term_candidates([bare([""])]) == ()


def test_a_long_text_is_read_in_portions() -> None:
    """Places are offsets in the whole block."""
    text = "今天的茶园里很安静。" * (PORTION // 5) + "所谓KOC就是常喝茶的人。"
    koc = next(candidate for candidate in term_candidates([bare([text])]) if candidate.form == "KOC")
    assert koc.definition is not None
    assert koc.definition.words == "所谓KOC就是常喝茶的人。"
    assert koc.contexts[0].before.endswith("所谓")


WORDS = [
    "头春茶",
    "茶农",
    "GMV",
    "“认养茶园”",
    "的",
    "在",
    "，",
    "。",
    "所谓KOC就是",
    "B站",
    "618",
    "頭春茶",
    "\ud800",
    "（tea）",
    " ",
    "说",
    "𠮷",
    "\n",
]


@settings(deadline=None)  # the first example loads the dictionary
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map("".join), max_size=5))
def test_contexts_are_the_text(texts: list[str]) -> None:
    edition = bare(texts)
    blocks = {block.id: block.text for block in edition.blocks}
    for candidate in term_candidates([edition]):
        assert candidate.contexts
        assert candidate.times >= 1
        for context in candidate.contexts:
            assert to_simplified(context.form) == to_simplified(candidate.form)
            assert context.form in blocks[context.block]
            shown = " ".join(f"{context.before}\0{context.form}\0{context.after}".split("\0"))
            assert len(shown) <= len(context.form) + 2 * 15 + 2
            if "\n" not in blocks[context.block]:
                assert context.before + context.form + context.after in blocks[context.block]
        if candidate.definition:
            assert candidate.definition.words in blocks[candidate.definition.block]


@settings(deadline=None)  # the first example loads the dictionary
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map("".join), max_size=5))
def test_usages_survive_packing(texts: list[str]) -> None:
    usages = survey(bare(texts).blocks, rulebook())
    data = packed(usages)
    assert tuple(unpacked(data, {usage.form for usage in usages})) == usages
    assert list(unpacked(data, ())) == []
    assert [(form, times) for form, times, _ in tallies(data)] == [(usage.form, usage.times) for usage in usages]
    assert all(len(usage.before) == len(usage.after) == usage.times > 0 for usage in usages)


def candidate(form: str, definition: str = "", english: str = "") -> TermCandidate:
    sentence = DefiningSentence("tea", "b0", definition, definition) if definition else None
    return TermCandidate(form, "term", 1.0, 1, 1, ("文中有释义",), (Context("tea", "b0", "", form, ""),), english, sentence)


@pytest.mark.parametrize(
    ("proposal", "entry"),
    [
        (candidate("头春茶"), {"id": "…", "form": "头春茶", "english": "…", "category": "…", "definition": "…", "source": "编者"}),
        (candidate("618"), {"id": "…", "form": "618", "english": "…", "category": "…", "definition": "…", "source": "编者"}),
        (
            candidate("发酵", "发酵（fermentation）：茶叶\n变色。", "wet fermentation"),
            {
                "id": "wet-fermentation",
                "form": "发酵",
                "english": "wet fermentation",
                "category": "…",
                "definition": "发酵（fermentation）：茶叶 变色。",
                "source": {"article": "tea", "quote": "发酵（fermentation）：茶叶 变色。"},
            },
        ),
        (candidate("no"), {"id": "no", "form": "no", "english": "…", "category": "…", "definition": "…", "source": "编者"}),
        (candidate("# 茶: '好'"), {"id": "…", "form": "# 茶: '好'", "english": "…", "category": "…", "definition": "…", "source": "编者"}),
    ],
    ids=["plain", "number", "glossed", "no", "marks"],
)
def test_the_entry_to_paste_has_what_is_known(proposal: TermCandidate, entry: object) -> None:
    assert yaml.safe_load(f"terms:\n{term_snippet(proposal)}\n") == {"terms": [entry]}


ITEMS = """\
<li><p><dfn class="jz-candidate">CSA</dfn><span class="jz-line">1 次 · 1 篇</span></p>
<p class="jz-matter__why">文中有释义；外文缩写</p>
<p class="jz-matter__text">农都在谈论阿里山的新做法。所谓<a href="../articles/tea/#btg2ina4y">CSA</a>就是城里人先付一年的茶钱，年底</p>
<pre class="jz-stub" tabindex="0">  - id: csa
    form: CSA
    english: …
    category: …
    definition: 所谓CSA就是城里人先付一年的茶钱，年底再按份分茶的办法。
    source:
      article: tea
      quote: 所谓CSA就是城里人先付一年的茶钱，年底再按份分茶的办法。</pre></li>
<li><p><dfn class="jz-candidate">头春茶</dfn><span class="jz-line">6 次 · 1 篇</span></p>
<p class="jz-matter__why">2 个词常连用</p>
<p class="jz-matter__text">合作社的社长说，<a href="../articles/tea/#borvs7cpn">头春茶</a>的价钱最高，头春茶也最难采。客</p>
<p class="jz-matter__text">社的社长说，头春茶的价钱最高，<a href="../articles/tea/#borvs7cpn">头春茶</a>也最难采。客人认得头春茶，头春</p>
<pre class="jz-stub" tabindex="0">  - id: …
    form: 头春茶
    english: …
    category: …
    definition: …
    source: 编者</pre></li>
<li><p><dfn class="jz-candidate">发酵</dfn><span class="jz-line">1 次 · 1 篇</span></p>
<p class="jz-matter__why">附外文 fermentation</p>
<p class="jz-matter__text">，认养茶园的客人已有三十多户。<a href="../articles/tea/#bfi3l2smr">发酵</a>（fermentation）之</p>
<pre class="jz-stub" tabindex="0">  - id: fermentation
    form: 发酵
    english: fermentation
    category: …
    definition: …
    source: 编者</pre></li>
<li><p><dfn class="jz-candidate">认养茶园</dfn><span class="jz-line">2 次 · 1 篇</span></p>
<p class="jz-matter__why">文中称名；加引号 1 次</p>
<p class="jz-matter__text">村里把这件事叫做“<a href="../articles/tea/#bfi3l2smr">认养茶园</a>”，认养茶园的客人已有三十多户</p>
<p class="jz-matter__text">村里把这件事叫做“认养茶园”，<a href="../articles/tea/#bfi3l2smr">认养茶园</a>的客人已有三十多户。发酵（fe</p>
<pre class="jz-stub" tabindex="0">  - id: …
    form: 认养茶园
    english: …
    category: …
    definition: …
    source: 编者</pre></li>
"""


def report(publication: Publication) -> str:
    file = next(file for file in publication.files if file.path == "report/index.md")
    return str(file.content)


def test_the_report_proposes_them(tmp_path: Path) -> None:
    """A golden world, through to the page: forms, counts, reasons, links and entries, in order."""
    publication = published(tmp_path, {"sources/tea.txt": TEA})
    section = report(publication).partition('<section id="candidates">')[2]
    assert section.partition("<ol>\n")[2].partition("</ol>")[0] == ITEMS


def test_a_report_without_candidates_has_no_section_of_them(tmp_path: Path) -> None:
    publication = published(tmp_path, {"sources/tea.txt": "茶农的一天\n\n天还没有亮，他们就出门了，一直走到山上才停下来。\n"})
    assert "候选术语" not in report(publication)


def test_the_command_prints_those_that_the_glossary_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    term = "{id: csa, form: CSA, english: CSA, category: 茶, definition: 先付一年的茶钱，年底再按份分茶。, source: 编者}"
    write(tmp_path, {"sources/tea.txt": TEA, "docs/glossary.yml": f"categories: [茶]\nterms:\n  - {term}\n"})
    monkeypatch.setattr("sys.argv", ["jiaozhu", "terms", "--most", "1", "--project", str(tmp_path)])
    assert main() == 0
    output = capsys.readouterr().out
    assert output.startswith("  1  头春茶  score ")
    assert "tea: …合作社的社长说，【头春茶】的价钱最高" in output
    assert "    form: 头春茶" in output
    assert "CSA" not in output
