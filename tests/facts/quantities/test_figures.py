"""What counts as a figure and what it is worth (figures.yml), the figures of the project's own articles, and their table."""

from __future__ import annotations

import difflib
import json
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import Document, Element
from jiaozhu.build.publication import Publication
from jiaozhu.core.model import Block
from jiaozhu.core.reading import Span
from jiaozhu.facts.dates.almanac import load as load_almanac
from jiaozhu.facts.dates.datings import datings
from jiaozhu.facts.numerals import value
from jiaozhu.facts.quantities.recognition import Figure, figures
from jiaozhu.facts.quantities.units import Measures, load
from jiaozhu.pages.figures import ways
from jiaozhu.pages.figures.rows import shortened
from jiaozhu.project import Project
from worlds import ROOT, RULES, publish, published, write

CHECKED = yaml.safe_load((Path(__file__).parent / "figures.yml").read_text("utf-8"))
ACCEPTED = ROOT / "tests" / "accepted" / "figures.txt"
NUMBERS = ["3", "1,912", "12.5", "三千五百", "两", "百分之", "万", "亿"]
PIECES = [*NUMBERS, "%", "元", "家", "成", "多", "近", "左右", "至", "-", "从", "降到", "年", "，", "。"]


@lru_cache(maxsize=1)
def measures() -> Measures:
    loaded, errors = load(RULES)
    assert not errors
    return loaded


def read(text: str) -> tuple[Figure, ...]:
    block = Block("b", "paragraph", text, Span(0, len(text)))
    dated = datings([block], None, load_almanac(RULES)[0])
    return figures([block], {"b": [(d.start, d.end) for d in dated]}, measures())


def summary(figure: Figure) -> str:
    return " ".join((figure.shown, figure.kind, figure.unit or "—", *(f"{amount:f}" for amount in figure.amounts)))


@pytest.mark.parametrize("case", CHECKED["found"], ids=lambda case: case["text"])
def test_found(case: dict[str, Any]) -> None:
    assert [summary(figure) for figure in read(case["text"])] == case["figures"]


@pytest.mark.parametrize("text", CHECKED["left"])
def test_left(text: str) -> None:
    assert [summary(figure) for figure in read(text)] == []


@pytest.mark.parametrize("kind", ["title", "heading", "figure"])
def test_nothing_is_read_in_titles_headings_and_images(kind: Any) -> None:
    assert figures([Block("b", kind, "卖了300元", Span(0, 6))], {}, measures()) == ()


NUMERALS = [
    ("1,912", "1912"),
    ("3亿5000万", "350000000"),
    ("5个亿", "500000000"),
    ("1万5千", "15000"),
    ("三百五", "350"),
    ("三百零五", "305"),
    ("三万五", "35000"),
    ("十二", "12"),
    ("一亿三千万", "130000000"),
    ("一万三千亿", "1300000000000"),
    ("三点五", "3.5"),
    ("一点二万", "12000"),
    ("一千二百三十四万五千六百", "12345600"),
]


@pytest.mark.parametrize(("words", "expected"), NUMERALS)
def test_value(words: str, expected: str) -> None:
    assert value(words) == Decimal(expected)


@pytest.mark.parametrize("words", ["五六百", "二〇二〇", "百", "三百千", "1万2亿", "一万万"])
def test_no_value(words: str) -> None:
    assert value(words) is None


@given(st.integers(1, 10**12))
def test_a_number_in_chinese_numerals_has_its_value(number: int) -> None:
    assert value(spelled(number)) == number


def spelled(number: int) -> str:
    """A number in Chinese numerals, section by section."""
    if number >= 10**8:
        high, rest = divmod(number, 10**8)
        return f"{spelled(high)}亿" + (("零" if rest < 10**7 else "") + spelled(rest) if rest else "")
    if number >= 10**4:
        high, rest = divmod(number, 10**4)
        return f"{spelled(high)}万" + (("零" if rest < 10**3 else "") + spelled(rest) if rest else "")
    for size, mark in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            high, rest = divmod(number, size)
            return "〇一二三四五六七八九"[high] + mark + (("零" if rest * 10 < size else "") + spelled(rest) if rest else "")
    return "〇一二三四五六七八九"[number]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=14).map("".join))
def test_figures_lie_in_their_text(text: str) -> None:
    result = read(text)
    for figure in result:
        assert 0 <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.words
        assert all(amount >= 0 for amount in figure.amounts)
        assert len(figure.amounts) == (1 if figure.form == "one" else 2)
        assert (figure.unit == "") == (figure.kind == "bare")
    assert all(before.end <= after.start for before, after in pairwise(result))


@pytest.mark.parametrize("text", ["1万" * 20_000, "一亿" * 20_000, "30%降到" * 10_000, "1," * 30_000, "从近约" * 20_000])
def test_long_nonsense_takes_no_longer_than_its_length(text: str) -> None:
    """A pattern that backtracks would take minutes here."""
    assert len(read(text)) <= len(text)


def test_without_a_file_nothing_is_a_figure(tmp_path: Path) -> None:
    loaded, errors = load(tmp_path)
    assert (loaded, errors) == (Measures(), ())
    assert figures([Block("b", "paragraph", "卖了300元", Span(0, 6))], {}, loaded) == ()


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("{kind: multiple,", "{kind: price,", "kind is 'price'"),
        ("forms: [倍]", "forms: [元]", "the unit '元' stands twice"),
        ("unless: [倍速", "unless: [速倍", "'速倍' under `unless` has no effect"),
        ("from: 10, unless", "from: zehn, unless", "from is 'zehn'"),
        ("alike: {块: 元}", "alike: {元元: 元}", "'元元' under `alike` is no form"),
    ],
)
def test_a_mistake_in_the_file_is_reported_with_its_line(before: str, after: str, what: str, tmp_path: Path) -> None:
    text = (RULES / "figures.yml").read_text("utf-8")
    assert text.count(before) == 1
    write(tmp_path, {"figures.yml": text.replace(before, after)})
    line = next(n for n, words in enumerate(text.splitlines(), 1) if before in words)
    loaded, errors = load(tmp_path)
    assert loaded == Measures()
    assert [(e.path, e.line) for e in errors] == [("hooks/rules/figures.yml", line)]
    assert what in errors[0].what


@lru_cache(maxsize=1)
def own() -> Publication:
    """The site of the project's own articles."""
    return publish(Project(ROOT / "sources", ROOT / "docs"), workers=1)


def table(site: Publication, path: str = "figures/index.md") -> Document:
    return Document(next(str(file.content) for file in site.files if file.path == path))


def words(shown: Document, cell: Element) -> str:
    """The words of a cell; where it holds links, these apart."""
    links = [e.text for e in shown.all("a") if cell in e.inside]
    return "、".join(links) if len(links) > 1 else cell.text


def rows(shown: Document) -> list[list[str]]:
    """The words of each row, its cells apart."""
    body = shown.all("tbody")
    lines = [e for e in shown.all("tr") if body and body[0] in e.inside]
    return [[words(shown, cell) for cell in shown.elements if line in cell.inside and cell.tag in ("th", "td")] for line in lines]


def test_the_figures_of_our_articles_are_as_accepted(accept: bool) -> None:
    """Read against the texts by a person; `pytest --accept` rewrites the list for the next one."""
    got = "\n".join(" | ".join(row) for row in rows(table(own()))) + "\n"
    if accept:
        ACCEPTED.write_text(got, "utf-8")
    accepted = ACCEPTED.read_text("utf-8")
    if got != accepted:
        pytest.fail("\n".join(difflib.unified_diff(accepted.splitlines(), got.splitlines(), lineterm="", n=0)), pytrace=False)


def test_each_figure_links_to_the_block_that_holds_it() -> None:
    data = json.loads(next(str(f.content) for f in own().files if f.path == "figures/figures.json"))
    links = [e.attrs["href"] for e in table(own()).all("a") if e.attrs["href"].startswith("../articles/")]
    assert [f"../articles/{record['article']}/#{record['block']}" for record in data] == [unquote(link) for link in links]
    for record in data:
        edition = json.loads(next(f.content for f in own().files if f.path == f"articles/{record['article']}/edition.json"))
        text = next(block["text"] for block in edition["blocks"] if block["id"] == record["block"])
        assert text[record["start"] : record["end"]] == record["words"]


SHOPS = {f"sources/s{n}.txt": f"茶庄第{n}号\n\n{2016 + n}年5月，茶庄卖了{n}00元的茶，<b>茶客</b>有{n}5%没有来。\n" for n in (1, 2, 3)}


def test_a_long_table_has_several_pages_cut_between_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "ON_PAGE", 5)
    site = published(tmp_path, {"docs/index.md": "# 校注\n", **SHOPS})
    paths = [file.path for file in site.files if file.path.startswith("figures/")]
    assert [path for path in paths if "/kinds/" not in path] == ["figures/index.md", "figures/2.md", "figures/figures.json"]
    shown = [[row[0] for row in rows(table(site, path))] for path in paths[:2]]
    assert shown == [["100元", "15%", "200元", "25%"], ["300元", "35%"]]
    for path, up in (("figures/index.md", "../"), ("figures/2.md", "../../")):
        links = [e.attrs["href"] for e in table(site, path).all("a")]
        others = ("figures.json", "articles", "kinds")
        assert [link for link in links if not any(word in link for word in others)] == [f"{up}figures/", f"{up}figures/2/"] * 2


def test_a_figure_has_its_names_terms_and_time(tmp_path: Path) -> None:
    """The names of its sentence, the terms of its clause, and its time; no markup of a source is markup of the page."""
    glossary = "categories: [茶]\nterms:\n  - {id: fee, form: 服务费, english: fee, category: 茶, definition: 茶庄收的钱。, source: 编者}\n"
    names = "kinds: [字号]\nnames:\n  - {id: yun, form: 云上茶庄, kind: 字号, about: 山上的一家茶庄，开了多年。}\n"
    text = "茶庄\n\n2019年5月，云上茶庄开张，服务费收2%，<b>茶客</b>少了一半。这里没有名字，只有300元。\n"
    site = published(tmp_path, {"docs/index.md": "# 校注\n", "docs/glossary.yml": glossary, "docs/names.yml": names, "sources/a.txt": text})
    assert [[cell.replace("\n", "") for cell in row] for row in rows(table(site))] == [
        ["2%", "比例", "2019年5月，云上茶庄开张，服务费收2%，<b>茶客</b>少了一半。《茶庄》", "云上茶庄、服务费", "2019年5月"],
        ["300元", "金额", "这里没有名字，只有300元。《茶庄》", "", ""],
    ]
    assert [e.attrs["datetime"] for e in table(site).all("time")] == ["2019-05"]
    assert [e.attrs["value"] for e in table(site).all("data")] == ["2", "300"]


def test_a_site_without_figures_says_so(tmp_path: Path) -> None:
    site = published(
        tmp_path, {"docs/index.md": "# 校注\n", "sources/a.txt": "茶庄\n\n山上有一家茶庄，掌柜姓何，天天都在门口坐着等客人来。\n"}
    )
    assert not table(site).all("table")
    assert any("都没有写到数目" in e.text for e in table(site).all("p"))


LONG = "甲" * 40 + "，" + "乙" * 40 + "，" + "丙" * 40 + "300元" + "丁" * 10 + "，" + "戊" * 60 + "。"


def test_a_long_sentence_is_shown_in_whole_clauses() -> None:
    start = LONG.index("300元")
    assert shortened(LONG, start, start + 4) == ("……" + "丙" * 40, "丁" * 10 + "……")
    assert shortened("短" * 40 + "300元" + "。", 40, 44) == ("短" * 40, "。")
