"""Templates of sites: invented sites of several shapes, and series of articles that have much in common and are no site's furniture."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from jiaozhu.core.model import Edition
from jiaozhu.core.store import Store
from jiaozhu.editions import load as load_module
from jiaozhu.editions.load import EditionOrError, SourceText, load_editions
from jiaozhu.rules.rulebook import Rulebook
from jiaozhu.sources.discover import discover
from worlds import rulebook, write

PAGES = 7
PEOPLE = ("船工", "裁缝", "邮差", "木匠", "教师", "面点师", "钟表匠")
PLACES = ("渡口", "南街", "山口", "旧桥", "学堂", "河埠", "钟楼")
AUTHORS = ("沈青禾", "陆远山", "顾南星", "沈青禾", "方小满", "陆远山", "程一苇")
DEEDS = ("把门口的雪扫干净，又给炉子添了两块炭", "数了一遍工具，少一件也不肯开工", "在账本上记下当天的天气，四十年没有断过")
REASONS = ("他说这是师傅教的，改不了", "邻居们早已习惯，没有人觉得奇怪", "年轻人来学过，学了三天就走了", "他不肯涨价，说老主顾们也不容易")


def title(n: int) -> str:
    return f"{PLACES[n]}边的{PEOPLE[n]}和他的一天"


def body(n: int) -> list[str]:
    """The paragraphs of an article, which no other has."""
    own = product(DEEDS, REASONS)
    return [f"{PLACES[n]}的{PEOPLE[n]}每天早上第{n + k + 2}件事，是{deed}；{reason}。" for k, (deed, reason) in enumerate(own)]


def account(n: int) -> list[str]:
    """A public account: the author stands amid the line below the title."""
    foot = ["预览时标签不可点", "微信扫一扫", "关注该公众号", "轻触阅读原文", "向上滑动看下一个"]
    return [title(n), f"原创 {AUTHORS[n]} 河图观察 2021-0{n + 1}-1{n} 08:3{n}", *body(n), *foot]


def notices(n: int) -> list[str]:
    """The notices of a town hall: many lines above, no author, an outlet and counters in one line with the date."""
    head = ["无障碍浏览", "江县人民政府", f"当前位置：首页 > 政务公开 > {('公告', '公示')[n % 2]} > 正文", title(n)]
    line = f"发布时间：2021-0{n + 1}-1{n} 信息来源：县{('发改局', '教育局', '农业局')[n % 3]} 浏览次数：{31 * n + 7}"
    return [*head, line, *body(n), "扫一扫在手机打开当前页", "打印本页 关闭窗口", "网站标识码：3300000001"]


def trade(n: int) -> list[str]:
    """A trade site: the author alone below the title, counters, boxes between paragraphs, comments in whole sentences."""
    head = [title(n), AUTHORS[n], f"2021-0{n + 1}-1{n}", f"{n} 评论 {517 + 31 * n} 浏览 {n + 2} 收藏"]
    lines = body(n)
    lines[n % 5 + 2 : n % 5 + 2] = ["手艺入门课", "名师带练，配套工具，学完就可以自己动手做一只木桶。", "查看详情 >"]
    comments = [line for k in range(n % 4) for line in (AUTHORS[k], "写得真好，我的外公也是做这一行的，看得我眼睛都湿了。", "回复")]
    return [
        *head,
        *lines,
        "收藏",
        "微信扫一扫",
        "微信二维码",
        "为你推荐",
        title((n + 3) % PAGES),
        "评论",
        "请登录后评论",
        *comments,
        "手艺网 备案号",
    ]


def weather(n: int) -> list[str]:
    """A daily report: its paragraphs are alike, and nothing is a site's."""
    return [
        f"县城天气播报（4月{n + 11}日）",
        f"2021-04-{n + 11}",
        f"县气象台今天下午五点发布：今天夜里到明天，县城{('多云', '小雨', '晴')[n % 3]}，最高气温{n + 18}度，东南风二到三级。",
        "农事提醒：油菜正在开花，请注意防治蚜虫；茶园要及时采摘，不要等到下雨；水稻育秧的农户请保持棚内通风。",
    ]


def interviews(n: int) -> list[str]:
    """A series of interviews: the same motto above and below, the same questions, the same heading before the last paragraphs."""
    lines = body(n)
    questions = ["问：您小时候想过会做这一行吗？", lines[0], "问：如果有年轻人想学，您会收徒弟吗？", lines[1], *lines[2:9]]
    return [title(n), "凡是过往，皆为序章。", *questions, "写在最后", *lines[9:], "上善若水，水善利万物而不争。"]


def load(root: Path, page: Callable[[int], list[str]], pages: int = PAGES) -> list[Edition]:
    texts = {f"sources/{page.__name__}-{n}.txt": "\n".join(page(n)) + "\n" for n in range(pages)}
    write(root, texts)
    loaded = load_editions(discover(root / "sources").items, rulebook(), Store(root / "store"), workers=1)
    return [result for result in loaded.results if isinstance(result, Edition)]


def text_of(edition: Edition) -> list[str]:
    return [block.text for block in edition.blocks if block.kind != "title"]


@pytest.mark.parametrize("page", [account, notices, trade])
def test_nothing_but_the_article_is_left_of_a_page(tmp_path: Path, page: Callable[[int], list[str]]) -> None:
    editions = load(tmp_path, page)
    assert [text_of(edition) for edition in editions] == [body(n) for n in range(PAGES)]
    assert [edition.heading.title and edition.heading.title.value for edition in editions] == [title(n) for n in range(PAGES)]
    assert [edition.heading.date and edition.heading.date.value for edition in editions] == [f"2021-0{n + 1}-1{n}" for n in range(PAGES)]


@pytest.mark.parametrize(("page", "authors"), [(account, AUTHORS), (notices, (None,) * PAGES), (trade, AUTHORS)])
def test_the_author_is_read_where_the_site_names_one(
    tmp_path: Path, page: Callable[[int], list[str]], authors: tuple[str | None, ...]
) -> None:
    assert tuple(edition.heading.author and edition.heading.author.value for edition in load(tmp_path, page)) == authors


@pytest.mark.parametrize("page", [weather, interviews])
def test_what_a_series_has_in_common_stays(tmp_path: Path, page: Callable[[int], list[str]]) -> None:
    for n, edition in enumerate(load(tmp_path, page)):
        shown = [edition.heading.title.value if edition.heading.title else "", *text_of(edition)]
        date = edition.heading.date.value if edition.heading.date else ""
        assert [line for line in page(n) if line not in shown and line != date] == []


def test_few_pages_teach_nothing(tmp_path: Path) -> None:
    rules = {run.rule for edition in load(tmp_path, notices, 4) for run in edition.reading.runs if run.rule}
    assert not {rule for rule in rules if rule.startswith("site-")}


def test_all_that_is_cut_can_be_taken_back(tmp_path: Path) -> None:
    """A line that the editor keeps stays, whatever the template says of it."""
    write(tmp_path, {"sources/notices-3.yml": "keep: [打印本页 关闭窗口]\n"})
    kept = load(tmp_path, notices)[3]
    assert [*body(3), "打印本页 关闭窗口"] == text_of(kept)


def test_one_new_page_does_not_make_the_others_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the template says of a page names no counts and no other page, so that the page's edition is kept."""
    edited: list[str] = []
    make = load_module.make_edition

    def counted(text: SourceText, book: Rulebook) -> EditionOrError:
        edited.append(text.source.id)
        return make(text, book)

    monkeypatch.setattr(load_module, "make_edition", counted)
    load(tmp_path, trade, PAGES - 1)
    edited.clear()
    load(tmp_path, trade)
    assert edited == [f"trade-{PAGES - 1}"]
