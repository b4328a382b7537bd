"""Invented web pages around real prose, of whose lines it is known which are the article's: to train `page_region.py`, and to test it.

Few saved pages have a gold text, and they are of few kinds. These pages vary what those do not: articles without any frame, of one
paragraph, of verse, of links, of many posts, in tables and in lines broken by `<br>`, with long comments, with names that say nothing.
A page is a pure function of the articles and of the state of a random generator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from random import Random

CONTENT = ["content", "article-content", "post_text", "artibody", "news_txt", "TRS_Editor", "entry", "detail", "main-text", "J_body", "txt"]
OUTER = ["wrap", "container", "main", "layout", "page", "w1000", "post-wrap", "left", "box clearfix", ""]
NAV = ["nav", "menu", "header", "top-bar", "channel", "hd", ""]
LINKS = ["related", "recommend-list", "hot-news", "rank", "sidebar", "right", "list", "xgxw", "aside-box", ""]
COMMENTS = ["comment-list", "comments", "pinglun", "reply", "post-comment", "gentie", ""]
CHANNELS = [
    "首页",
    "新闻",
    "国内",
    "国际",
    "财经",
    "科技",
    "体育",
    "娱乐",
    "汽车",
    "房产",
    "教育",
    "健康",
    "军事",
    "游戏",
    "时尚",
    "视频",
    "图片",
    "博客",
    "论坛",
    "专题",
    "旅游",
    "读书",
    "公益",
    "登录",
    "注册",
]
LABELS = [
    "相关阅读",
    "相关新闻",
    "推荐阅读",
    "猜你喜欢",
    "热门文章",
    "今日热点",
    "为你推荐",
    "最新文章",
    "点击排行",
    "本周热门",
    "延伸阅读",
    "大家都在看",
    "更多精彩",
]
FOOTER = [
    "关于我们",
    "联系我们",
    "版权所有 某某网 未经授权不得转载",
    "京ICP备00000000号",
    "网站地图",
    "友情链接",
    "广告服务",
    "人才招聘",
    "客服电话：400-000-0000",
]
TOOLS = [
    "分享到：",
    "微信",
    "微博",
    "QQ空间",
    "收藏",
    "打印",
    "字号：大 中 小",
    "扫一扫",
    "用微信扫描二维码",
    "举报",
    "点赞 12",
    "0",
    "评论 35",
    "阅读 2019",
]
CREDITS = [
    "责任编辑：{name}",
    "（责任编辑：{name}）",
    "编辑：{name} 校对：{name}",
    "本文来源：某某报",
    "（来源：某某社）",
    "[责编：{name}]",
    "声明：本文仅代表作者个人观点，与本网无关。",
    "免责声明：本文来自网络自媒体，不代表本网的观点和立场。",
    "（本文来自某某新闻，更多资讯请下载客户端）",
    "（原题为《{title}》）",
    "关键词：{tags}",
    "标签：{tags}",
    "上一篇：{title}",
    "下一篇：{title}",
]
FACTS = [
    "2019-0{d}-1{d} 1{d}:0{d}",
    "来源：某某报",
    "作者：{name}",
    "2020年{d}月1{d}日 0{d}:1{d} 某某网",
    "发布时间：2021-0{d}-0{d} 来源：某某社 作者：{name}",
    "阅读 1{d}2",
    "原标题：{title}",
    "{name}",
    "某某日报记者 {name}",
    "字号 T + -",
]
NAMES = ["王小明", "李四", "周一", "陈大文", "赵一二", "孙晓", "钱多多", "吴用"]


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InventedPage:
    """A page, and the text of its article: its lines, joined."""

    html: str
    gold: str


def read_article(text: str) -> Article:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return Article(lines[0], tuple(lines[1:]))


def invented_page(articles: Sequence[Article], random: Random) -> InventedPage:
    """A page of a random kind, whose article is one of ``articles``; what stands around it comes from the others."""
    article = random.choice(articles)
    kind = random.choices(KINDS, WEIGHTS)[0]
    inner, gold = kind(article, random)
    title = escape(article.title)
    heading = random.choice(
        [f"<h1>{title}</h1>", f"<div class=title>{title}</div>", f"<h2 class='post-title'>{title}</h2>", f"<p><b>{title}</b></p>"]
    )
    facts = _facts(article, random)
    frame = _Frame(articles, random)
    if kind is _posts:
        facts = ""
    if random.random() < 0.15:  # nothing but the article
        body = f"{heading}{inner}"
    elif random.random() < 0.15:  # little around it
        body = f"{frame.navigation() if random.random() < 0.5 else ''}{heading}{facts}{inner}{frame.footer()}"
    else:
        body = frame.around(heading + facts, inner)
    site = random.choice(["", "_某某网", " - 某某新闻", "-某某博客"])
    head = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}{site}</title></head>"
    return InventedPage(f"{head}<body>{body}</body></html>", gold)


def _named(random: Random, names: Sequence[str]) -> str:
    """The attribute of a class or id; now and then one that says nothing."""
    name = random.choice(names) if random.random() < 0.75 else "".join(random.choices("abcdefghkmx0123456789-_", k=6))
    return f' {random.choice(["class", "id"])}="{name}"' if name else ""


def _fill(template: str, article: Article, random: Random) -> str:
    tags = " ".join(article.title[n : n + 2] for n in range(0, 6, 2))
    return escape(template.format(name=random.choice(NAMES), title=article.title, tags=tags, d=random.randint(1, 9)))


def _facts(article: Article, random: Random) -> str:
    chosen = random.sample(FACTS, random.randint(0, 4))
    tag = random.choice(["span", "p", "div", "li"])
    inside = "".join(f"<{tag}{_named(random, ['time', 'source', 'author', ''])}>{_fill(t, article, random)}</{tag}>" for t in chosen)
    return f"<div{_named(random, ['info', 'meta', 'article-info', 'post_time', ''])}>{inside}</div>" if inside else ""


@dataclass(slots=True)
class _Frame:
    """What stands around an article on a page."""

    articles: Sequence[Article]
    random: Random

    def around(self, above: str, inner: str) -> str:
        random = self.random
        tools = self.tools() if random.random() < 0.5 else ""
        parts = [self.navigation(), self.breadcrumb() if random.random() < 0.7 else ""]
        if random.random() < 0.3:
            parts.append(self.links())
        article = f"{above}{tools}{inner}"
        behind = "".join(random.sample([self.tools(), self.credits(), self.links(), self.links(), self.comments()], random.randint(0, 5)))
        if random.random() < 0.5:
            article = f"<div{_named(random, OUTER)}>{article}{behind}</div>"
        else:
            article = f"<div{_named(random, OUTER)}><div{_named(random, OUTER)}>{article}</div></div>{behind}"
        parts.append(article)
        if random.random() < 0.4:
            parts.append(self.links())
        parts.append(self.footer())
        return "".join(parts)

    def navigation(self) -> str:
        names = self.random.sample(CHANNELS, self.random.randint(3, 20))
        return (
            f"<div{_named(self.random, NAV)}><ul>"
            + "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(names))
            + "</ul></div>"
        )

    def breadcrumb(self) -> str:
        place = self.random.choice(["当前位置：", "您的位置：", ""])
        name = _named(self.random, ["crumb", "position", "path", ""])
        return f'<div{name}>{place}<a href="/">首页</a> &gt; <a href="/n">新闻</a> &gt; 正文</div>'

    def tools(self) -> str:
        tag = self.random.choice(["span", "li", "a", "div", "p"])
        names = self.random.sample(TOOLS, self.random.randint(1, 6))
        return (
            f"<div{_named(self.random, ['share', 'toolbar', 'fn-share', 'function'])}>"
            + "".join(f"<{tag}>{n}</{tag}>" for n in names)
            + "</div>"
        )

    def credits(self) -> str:
        random, article = self.random, self.random.choice(self.articles)
        tag = random.choice(["p", "div", "span", "li"])
        return "".join(
            f"<{tag}{_named(random, ['editor', 'ep-source', 'statement', ''])}>{_fill(t, article, random)}</{tag}>"
            for t in random.sample(CREDITS, 3)
        )

    def links(self) -> str:
        """A list of links to other articles, now and then with the first words of each."""
        random = self.random
        has_teasers, has_dates, label = random.random() < 0.3, random.random() < 0.25, random.choice(LABELS)
        items = []
        for article in random.sample(self.articles, min(len(self.articles), random.randint(2, 10))):
            teaser = (
                f"<p>{escape(article.paragraphs[0][:80])}{random.choice(['', '...', '…'])}</p>"
                if has_teasers and article.paragraphs
                else ""
            )
            items.append(f'<li><a href="/x">{escape(article.title)}</a>{"<span>2020-01-02</span>" if has_dates else ""}{teaser}</li>')
        heading = random.choice([f"<h3>{label}</h3>", f"<div>{label}</div>", f"<p><strong>{label}</strong></p>", ""])
        return f"<div{_named(random, LINKS)}>{heading}<ul>{''.join(items)}</ul></div>"

    def comments(self) -> str:
        """Comments of readers, long and short."""
        random = self.random
        items = []
        for _ in range(random.randint(1, 12)):
            words = random.choice(random.choice(self.articles).paragraphs or ("好文章",))
            text = escape(words[: random.choice([6, 12, 30, 80, 200])])
            items.append(
                f"<li><a>{random.choice(NAMES)}</a><span>{random.randint(1, 20)}小时前</span><p>{text}</p>"
                f"<a>回复</a> <a>赞 {random.randint(0, 9)}</a></li>"
            )
        label = random.choice(["网友评论", "最新评论", "全部评论（12）", "12条评论", "精选留言"])
        return f"<div{_named(random, COMMENTS)}><h3>{label}</h3><ul>{''.join(items)}</ul></div>"

    def footer(self) -> str:
        names = self.random.sample(FOOTER, self.random.randint(1, 6))
        return (
            f"<div{_named(self.random, ['footer', 'foot', 'copyright', 'ft', ''])}>"
            + "".join(f"<p>{name}</p>" for name in names)
            + "</div>"
        )


# ------------------------------------------------------------------------------------------------------ kinds of articles


def _held(inside: str, random: Random) -> str:
    """The content in its element: one that is named for it, or not; in some pages in several others."""
    tag = random.choice(["div", "div", "div", "section", "article"])
    held = f"<{tag}{_named(random, CONTENT)}>{inside}</{tag}>"
    return f"<div{_named(random, OUTER)}>{held}</div>" if random.random() < 0.4 else held


def _prose(article: Article, random: Random) -> tuple[str, str]:
    lines = list(article.paragraphs)
    style = random.choice(["p", "p", "p", "div", "section", "nested"])
    out = []
    for n, line in enumerate(lines):
        text = escape(line)
        if len(line) < 20 and n:
            text = random.choice([f"<h2>{text}</h2>", f"<p><strong>{text}</strong></p>", f"<p>{text}</p>"])
        elif style == "nested":
            text = f"<div><p><span>{text}</span></p></div>"
        else:
            text = f"<{style}>{text}</{style}>"
        if random.random() < 0.1:
            text += "<p><img src=1.jpg></p><p>图：" + escape(line[:12]) + "</p>"
            line += "图：" + line[:12]
        out.append(text)
        lines[n] = line
    return _held("".join(out), random), "".join(lines)


def _broken(article: Article, random: Random) -> tuple[str, str]:
    """Paragraphs in one element, with line breaks between them, as old pages have it; often a cell of a table."""
    inside = random.choice(["<br>", "<br><br>", "<br/>　　"]).join(map(escape, article.paragraphs))
    if random.random() < 0.5:
        return f"<table><tr><td{_named(random, [*CONTENT, ''])}>{inside}</td></tr></table>", "".join(article.paragraphs)
    return _held(inside, random), "".join(article.paragraphs)


def _brief(article: Article, random: Random) -> tuple[str, str]:
    """News of one or two paragraphs."""
    lines = [line for line in article.paragraphs if len(line) > 40][: random.randint(1, 2)] or list(article.paragraphs[:2])
    return _held("".join(f"<p>{escape(line)}</p>" for line in lines), random), "".join(lines)


def _clauses(article: Article) -> list[str]:
    return [c for line in article.paragraphs for c in line.replace("。", "，").replace("、", "，").split("，") if 3 < len(c) < 16]


def _verse(article: Article, random: Random) -> tuple[str, str]:
    """Short lines without marks: a poem, a song, an account in short lines; with a sentence above and below, or none."""
    lines = _clauses(article)[: random.randint(8, 50)] or ["无题"]
    stanzas = [lines[n : n + 4] for n in range(0, len(lines), 4)]
    if random.random() < 0.5:
        inside = "".join("<p>" + "<br>".join(map(escape, stanza)) + "</p>" for stanza in stanzas)
    else:
        inside = "".join(f"<p>{escape(line)}</p>" for line in lines)
    prose = [line for line in article.paragraphs if len(line) > 40]
    above = prose[0] if prose and random.random() < 0.6 else ""
    below = prose[-1] if prose and random.random() < 0.4 else ""
    html = (f"<p>{escape(above)}</p>" if above else "") + inside + (f"<p>{escape(below)}</p>" if below else "")
    return _held(html, random), above + "".join(lines) + below


def _link_list(article: Article, random: Random) -> tuple[str, str]:
    """A letter of links: headings, lists of links, and now and then a sentence about one."""
    clauses = _clauses(article) or ["链接"]
    prose = [line for line in article.paragraphs if len(line) > 30] or list(article.paragraphs)
    html, gold = f"<p>{escape(prose[0])}</p>", prose[0]
    for n in range(random.randint(2, 5)):
        heading, items = random.choice(clauses), random.sample(clauses, min(len(clauses), random.randint(2, 5)))
        html += f"<h2>{escape(heading)}</h2>"
        gold += heading
        if random.random() < 0.5:
            html += (
                "<ul>" + "".join(f'<li><a href="https://a.example/{m}">{escape(item)}</a></li>' for m, item in enumerate(items)) + "</ul>"
            )
            gold += "".join(items)
        else:
            for item in items:
                line = random.choice(prose)
                html += f'<p><a href="https://a.example/{n}">{escape(item)}</a></p><p>{escape(line)}</p>'
                gold += item + line
    return _held(html, random), gold


def _table(article: Article, random: Random) -> tuple[str, str]:
    """Prose with a table or a list in its midst."""
    cells = _clauses(article)[:12] or ["甲"]
    if random.random() < 0.5:
        rows = [cells[n : n + 3] for n in range(0, len(cells), 3)]
        inside = "<table>" + "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows) + "</table>"
    else:
        inside = "<ol>" + "".join(f"<li>{escape(c)}</li>" for c in cells) + "</ol>"
    lines = article.paragraphs[: random.randint(2, 12)]
    at = random.randint(1, len(lines))
    html = "".join(f"<p>{escape(line)}</p>" for line in lines[:at]) + inside + "".join(f"<p>{escape(line)}</p>" for line in lines[at:])
    return _held(html, random), "".join([*lines[:at], *cells, *lines[at:]])


def _posts(article: Article, random: Random) -> tuple[str, str]:
    """A thread of a forum: each post in its own element, with a line of who wrote it and when."""
    name = random.choice(["t_f", "post_message", "postbody", "floor-content", "content", ""])
    html, gold = "", ""
    for n, line in enumerate(article.paragraphs[: random.randint(2, 15)]):
        text = line if random.random() < 0.7 else line[:6]
        head = f"{random.choice(NAMES)} 发表于 2019-5-{n + 1} 09:12"
        author = f"<div class=authi><a>{head[:3].strip()}</a> {head[3:]} | <a>只看该作者</a></div>"
        html += f"<div id=post_{n}>{author}<div class={name or 'x'}>{escape(text)}</div></div>"
        gold += text
    return f"<div id=postlist>{html}</div>", gold


Kind = Callable[[Article, Random], tuple[str, str]]
KINDS: tuple[Kind, ...] = (_prose, _broken, _brief, _verse, _link_list, _table, _posts)
WEIGHTS = (6, 2, 3, 3, 1, 2, 2)
