"""Which days the dates of a text mean: sixty checked by hand (dates.yml), the almanac's own tables, and random texts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.core.model import Block
from jiaozhu.core.reading import Span
from jiaozhu.corpus.events import Chronicle, build_chronicle
from jiaozhu.facts.dates.almanac import Almanac, load
from jiaozhu.facts.dates.datings import Dating, datings
from jiaozhu.facts.dates.years import Anchor
from worlds import RULES, edition, idents, rulebook, write

CHECKED = yaml.safe_load((Path(__file__).parent / "dates.yml").read_text("utf-8"))
YEARS = ["2020年", "去年", "同年", "2018—"]
PIECES = [*YEARS, "5月", "27日", "2月30日", "次日", "至", "双十一", "当天", "第二季度", "初", "，", "。", "\n", "茶农"]
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))


@lru_cache(maxsize=1)
def almanac() -> Almanac:
    loaded, errors = load(RULES)
    assert not errors
    return loaded


def read(text: str, written: str = "") -> tuple[Dating, ...]:
    blocks = [Block(f"b{n}", "paragraph", part, Span(0, len(part))) for n, part in enumerate(text.split("\n"))]
    return datings(blocks, Anchor.from_date(written, "文章日期") if written else None, almanac())


@lru_cache(maxsize=1)
def collection() -> Chronicle:
    """The chronicle of the project's own articles."""
    editions = [edition(ident) for ident in idents()]
    titled = ((e.heading.title.value if e.heading.title else "", e) for e in editions)
    return build_chronicle(titled, almanac(), rulebook().words["function-characters"])


def meaning(dating: Dating | None) -> tuple[str, str]:
    if dating is None:
        return "none", "none"
    return (f"{dating.days.first}/{dating.days.last}" if dating.days else "unknown"), dating.precision


@pytest.mark.parametrize("case", CHECKED["quoted"], ids=lambda case: case["phrase"])
def test_quoted(case: dict[str, Any]) -> None:
    blocks = {block.id: block.text for block in edition(case["source"]).blocks}
    places = [(ident, text.index(case["phrase"])) for ident, text in blocks.items() if case["phrase"] in text]
    assert len(places) == 1
    block, at = places[0][0], places[0][1] + case["phrase"].index(case["words"])
    matches = [d for d in collection().datings[case["source"]] if (d.block, d.start, d.words) == (block, at, case["words"])]
    assert [meaning(d) for d in matches] == [(case["means"], case["precision"])]


def parameter(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
    return pytest.param(case, id=f"{case['words']} in {case['text']}", marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in CHECKED["made"]])
def test_made(case: dict[str, Any]) -> None:
    assert str(case["words"]) in case["text"]
    dating = next((d for d in read(case["text"], str(case["written"])) if d.words == str(case["words"])), None)
    assert meaning(dating) == (case["means"], case["precision"])


def test_there_are_sixty_and_three_may_fail() -> None:
    assert (len(CHECKED["quoted"]), len(CHECKED["made"])) == (30, 30)
    assert sum("xfail" in case for case in (*CHECKED["quoted"], *CHECKED["made"])) <= 3


SENTENCES = [
    ("近日，茶农们上了山，两点钟才回来。", []),
    ("3个月，100日，三月龄，20年的老茶，2000年的历史", []),
    ("见 https://tea.example/2020/05/27 一文", []),
    ("今天的茶农不背竹篓了。", []),
    ("往年的618都不热闹。", []),
    ("2020年代的茶，2020年初夏的雨", ["2020年"]),
    ("2019年年中与2019年年底", ["2019年年中", "2019年年底"]),
    ("5月27-29日、1-3月", ["5月27-29日", "1-3月"]),
    ("茶农六一八卖茶，双11、雙十一也卖", ["六一八", "双11", "雙十一"]),
]


@pytest.mark.parametrize(("text", "words"), SENTENCES)
def test_what_is_an_expression_of_time(text: str, words: list[str]) -> None:
    assert [d.words for d in read(text, "2020-07-01")] == words


REASONS = [
    ("2019年的茶", "", "原文写明年份", False),
    ("2019年的茶，5月采的", "", "承同段上文的2019年", False),
    ("2019年的茶\n5月采的", "2020-07-17", "承同节上文的2019年", True),
    ("5月采的", "2020-07-17", "据文章日期推定", True),
    ("去年采的", "2020-07-17", "“去年”据文章日期", False),
    ("2018年的茶\n今年采的", "2020-07-17", "“今年”据文章日期；上文说的是2018年，或另有所指", True),
    ("2018年的茶\n同样是在今年采的", "2020-07-17", "“今年”承上文的2018年", True),
    ("去年采的", "", "“去年”从何算起不详", False),
    ("5月采的", "", "文章没有日期，上文也没有年份", False),
]


@pytest.mark.parametrize(("text", "written", "reason", "inferred"), REASONS)
def test_reason(text: str, written: str, reason: str, inferred: bool) -> None:
    last = read(text, written)[-1]
    assert (last.reason, last.inferred) == (reason, inferred)


LABELS = [
    ("5月27日采茶", "", "5月27日，年份不详"),
    ("10月28日至12月31日采茶", "2022-10", "2022年10月28日至12月31日"),
    ("2019年12月28日至1月3日采茶", "", "2019年12月28日至2020年1月3日"),
    ("2022年11月1日至11日采茶", "", "2022年11月1日至11日"),
    ("2022年Q2采茶", "", "2022年第二季度"),
    ("2022年底采茶", "", "2022年底"),
    ("上周采茶", "2020-07-17", "2020年7月6日至7月12日"),
]


@pytest.mark.parametrize(("text", "written", "expected"), LABELS)
def test_label(text: str, written: str, expected: str) -> None:
    assert [d.label for d in read(text, written)] == [expected]


def test_a_heading_ends_the_context() -> None:
    blocks = [
        Block("a", "paragraph", "2016年的茶", Span(0, 7)),
        Block("h", "heading", "2017年", Span(0, 5)),
        Block("b", "paragraph", "5月的茶", Span(0, 4)),
    ]
    result = datings(blocks, None, almanac())
    assert [(d.block, meaning(d)[0]) for d in result] == [("a", "2016-01-01/2016-12-31"), ("b", "unknown")]


def test_new_years_are_twelve_or_thirteen_moons_apart() -> None:
    days = sorted(almanac().spring.values())
    assert [day.year for day in days] == list(range(2000, 2031))
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert all(gap in (353, 354, 355, 383, 384, 385) for gap in gaps)
    assert all(date(day.year, 1, 21) <= day <= date(day.year, 2, 20) for day in days)


WRONG = [
    ("named: []\n", "dates.yml has no 'years'"),
    ("years: {去年: eins}\n", "dates.yml has no 'months'"),
]


@pytest.mark.parametrize(("text", "what"), WRONG)
def test_a_broken_almanac_says_so(text: str, what: str, tmp_path: Path) -> None:
    write(tmp_path, {"dates.yml": text})
    loaded, errors = load(tmp_path)
    assert (loaded, [(e.path, e.line, e.what) for e in errors]) == (Almanac(), [("hooks/rules/dates.yml", 1, what)])


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("去年: -1", "去年: eins", "an offset is 'eins'"),
        ("first: 04-19", "first: 04-31", "first is '04-31'"),
        ("2000-02-05", "2000-02-30", "a day is '2000-02-30'"),
        ("spring: [14, 14]", "spring: [14]", "`spring` must be two numbers of days"),
        ("unless: [底层", "unless: [高层", "'高层' under `unless` has no effect"),
        (", first: 04-19, last: 04-21", "", "named days need `first` and `last`, or `spring`"),
    ],
)
def test_a_mistake_in_the_almanac_is_reported_with_its_line(before: str, after: str, what: str, tmp_path: Path) -> None:
    text = (RULES / "dates.yml").read_text("utf-8")
    assert text.count(before) == 1
    write(tmp_path, {"dates.yml": text.replace(before, after)})
    line = next(n for n, words in enumerate(text.splitlines(), 1) if before in words)
    assert [(e.line, e.what) for e in load(tmp_path)[1]] == [(line, what)]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join), DATES | st.none())
def test_datings_lie_in_their_text(text: str, written: date | None) -> None:
    parts = text.split("\n")
    result = read(text, written.isoformat() if written else "")
    for dating in result:
        part = parts[int(dating.block[1:])]
        assert 0 <= dating.start < dating.end <= len(part)
        assert part[dating.start : dating.end] == dating.words
        assert dating.reason
        assert dating.label
    for before, after in pairwise(result):
        assert before.block != after.block or before.end <= after.start


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), DATES | st.none())
def test_intervals_are_ordered(text: str, written: date | None) -> None:
    for dating in read(text, written.isoformat() if written else ""):
        assert (dating.days is None) == (dating.precision == "unknown")
        assert dating.days is None or dating.days.first <= dating.days.last
        if dating.days and dating.precision == "day" and "至" not in dating.label:
            assert dating.days.length == 1


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(-3, 2))
def test_a_date_in_full_needs_no_article(day: date, written: int) -> None:
    text = f"茶会在{day.year}年{day.month}月{day.day}日开。"
    assert [meaning(d)[0] for d in read(text, f"{2020 + written}-06-01")] == [f"{day}/{day}"]


@settings(deadline=None)
@given(st.dates(date(1901, 1, 1), date(2098, 12, 31)), st.integers(0, 364))
def test_a_day_without_a_year_lies_in_the_year_before_its_article(written: date, days: int) -> None:
    day = written - timedelta(days)
    result = read(f"茶会在{day.month}月{day.day}日开。", written.isoformat())
    assert [meaning(d)[0] for d in result] == [f"{day}/{day}"] or (day.month, day.day) == (2, 29)
