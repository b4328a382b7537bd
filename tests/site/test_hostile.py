"""Scraped text is text. Whatever it looks like, nothing of it may come alive on any page.

A site is built from sources full of markup, with every Markdown extension that could be tempted; and again from harmless
sources of the same shape, in which each ASCII mark is a `§`. Both must consist of the same elements with the same attributes.
"""

from __future__ import annotations

import json
import os
import string
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from contract import Document, Element, broken, html
from jiaozhu.build.run import export
from worlds import publish
from jiaozhu.pages.render import address, inert, markdown
from shared import once
from worlds import HOME, configured, copied, extensions, published, site_of, world

# One a line, without a Han character: no rule has anything to say about them, so each must appear exactly as it is.
LINES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "![x](https://a.example/x.png)",
    "<https://a.example/>",
    "https://a.example/?a=1&b=2&copy=3",
    "<x@a.example>",
    '--8<-- "mkdocs.yml"',
    ';--8<-- "mkdocs.yml"',
    "--8<--",
    "mkdocs.yml",
    "--8<--",
    "{{ config }}",
    '{% include "main.html" %}',
    "{# note #}",
    "*[X]: y",
    "[^1]: footnote",
    "x[^1]",
    "[x]: javascript:alert(1)",
    "[x]",
    "```",
    "```python",
    "~~~",
    "    four spaces",
    "\tone tab",
    "2024. x",
    "1) x",
    "+ x",
    "* x",
    "# x",
    "###### x",
    "x",
    "===",
    "> x",
    "<!-- comment -->",
    "<!--",
    "-->",
    "&lt;",
    "&#60;",
    "&#x3c;b&#x3e;",
    "&nbsp;",
    "&amp;lt;",
    "<![CDATA[x",
    "]]>",
    "<?php x ?>",
    "<!DOCTYPE html>",
    "</article>",
    "</div></div></body></html>",
    "</title><script>alert(1)</script>",
    "</textarea></style></noscript>",
    "<textarea>",
    "<plaintext>",
    "<svg/onload=alert(1)>",
    "---",
    "title: x",
    "---",
    "***",
    "\\newpage",
    "\\",
    "\\*x\\*",
    "\\<b>",
    ":::",
    "::: warning",
    "!!! note",
    '!!! note "x"',
    "??? x",
    '=== "tab"',
    "/// note",
    "$$x$$",
    "$x$",
    "\\(x\\)",
    "^^x^^",
    "x^2^",
    "==x==",
    "++x++",
    "++ctrl+alt+del++",
    "~~x~~",
    "H~2~O",
    "__x__",
    "_x_",
    "**x**",
    "***x***",
    "`x`",
    "``x`y``",
    ":smile:",
    ":material-account:",
    "{++x++}",
    "{--x--}",
    "{~~x~>y~~}",
    "{==x==}",
    "{>>x<<}",
    "{: #x .y onclick=z }",
    "x {#y .z onclick=w}",
    "[TOC]",
    "[[x]]",
    "[x][y]",
    "| a | b |",
    "|---|---|",
    "x | y",
    ": definition",
    '(c) (tm) -- --- ... "x" 1/2',
    "@x #1 x/y#2 x@0123456789abcdef",
    "www.a.example",
    "%%x%%",
    "klzzwxh:0001",
    "wzxhzdk:0",
)
TITLES = (
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)",
    "{{ config.site_name }} {% raw %}",
    '--8<-- "mkdocs.yml"',
    "<!-- hidden title -->",
    "[click](javascript:alert(1))",
    "&lt;script&gt; & &amp; title",
    "*[HTML]: abbreviation",
    'title: "yaml" # no comment',
    "--- title ---",
    "2024. some title",
    "`title` **strong** _em_ ~~del~~",
    "</h1></header></article> title",
)
NAMES = (
    "a<b>c",
    '"onload="alert(1)',
    "'single'",
    "{{ config }}",
    "{% raw %}",
    "&lt;script&gt;",
    "[x](y)",
    "#top",
    "?q=1",
    "back\\slash",
    "100%25",
    "a%2Fb",
    "javascript:alert(1)",
    "*[X]: y",
    "<!-- x -->",
    "--8<-- x",
    "x.html",
    "~tilde",
    "$HOME`id`",
    "two  spaces",
)
AUTHORS = ("<b>x</b>", "{{ config }}", "[x](y)", '"><i>x', "*[x]: y", "&lt;x&gt;")
PROSE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。"
NOON = "中午以前，这些芽叶就要送到村里的作坊去，在铁锅里炒干，否则会变红发酸。"  # sources with one title and one text would be copies
STRONG: list[object] = [
    {"pymdownx.snippets": {"base_path": ["."], "check_paths": True}},
    {"pymdownx.magiclink": {"repo_url_shorthand": True, "user": "x", "repo": "y", "social_url_shorthand": True}},
    {"toc": {"permalink": True}},
    *("abbr", "admonition", "footnotes", "def_list", "meta", "smarty", "wikilinks"),
    *("pymdownx.superfences", "pymdownx.critic", "pymdownx.details", "pymdownx.tabbed", "pymdownx.arithmatex", "pymdownx.keys"),
    *("pymdownx.caret", "pymdownx.tilde", "pymdownx.mark", "pymdownx.emoji", "pymdownx.smartsymbols", "pymdownx.tasklist"),
    *("pymdownx.betterem", "pymdownx.inlinehilite", "pymdownx.saneheaders", "pymdownx.progressbar"),
]
MARKS = str.maketrans(dict.fromkeys(string.punctuation, "§"))

Dress = Callable[[str], str]
pytestmark = pytest.mark.slow


def harmless(text: str) -> str:
    return text.translate(MARKS)


def as_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Built:
    """A site, and the bytes of its sources by id."""

    site: Path
    sources: dict[str, bytes]

    def page(self, ident: str) -> Document:
        return Document.from_file(self.site / "articles" / ident / "index.html")

    def edition(self, ident: str) -> dict[str, object]:
        found = json.loads((self.site / "articles" / ident / "edition.json").read_text("utf-8"))
        assert isinstance(found, dict)
        return found


def files(dress: Dress) -> dict[str, str]:
    """The sources of a site: markup in bodies, titles, bylines, sidecars and names, each put on by ``dress``."""
    lines = [dress(line) for line in LINES]
    sentences = [dress('" onload="alert(1)'), *lines]  # the first of them is the description of its page
    inside = "\n".join(f"第{n}段甲A{line}Z乙，照原样留着，一个字也不能少，也不能多出一个字来。" for n, line in enumerate(sentences))
    made = {
        "lines": "\n".join(["LINES OF MARKUP", "2019-01-01", "", PROSE, *lines, PROSE]),
        "inside": f"MARKUP INSIDE\n2019-01-02\n\n{inside}\n",
        "front": dress("---\ntitle: x\nhide: [navigation]\n---\n# x\n") + f"{PROSE}\n",
        "stray": f"STRAY CONTROLS\n2019-01-03\n\n{PROSE * 5}\nleft\u202eright and a\x02b\x03c and x\u200by\n{PROSE}\n",
    }
    made |= {f"title-{n:02}": f"{dress(title)}\n2020-01-{n + 1:02}\n\n{NOON}\n" for n, title in enumerate(TITLES)}
    made |= {dress(name): f"NAME NUMBER {n}\n2020-02-{n + 1:02}\n\n{PROSE}\n" for n, name in enumerate(NAMES)}
    made |= {f"author-{n}": f"BY AUTHOR {n}\n作者：{dress(a)}\n2020-03-{n + 1:02}\n\n{PROSE}\n" for n, a in enumerate(AUTHORS)}
    made |= {f"sidecar-{n:02}": f"{PROSE}\n" for n in range(len(TITLES))}
    sidecars = {f"sources/sidecar-{n:02}.yml": sidecar(n, dress) for n in range(len(TITLES))}
    passed = {f"sources/{dress('<img src=x onerror=alert(1)>')}.jpg": ""}
    quote = json.dumps(inside.splitlines()[1], ensure_ascii=False)
    home = f"---\nspecimen:\n  source: inside\n  quote: {quote}\n---\n# 校注\n"
    pages = {"docs/index.md": home, "docs/glossary.yml": glossary(dress), "docs/names.yml": names(dress)}
    return {f"sources/{ident}.txt": text for ident, text in made.items()} | sidecars | passed | pages


def glossary(dress: Dress) -> str:
    """Terms that stand in the markup itself, and say markup: in one line, for a form or a definition has no more."""
    said = " ".join(dress(line) for line in LINES)
    forms = {"basket": "竹篓", "script": "javascript", "quote": "quote", "odd-form": dress("<b>x</b>&{{y}}"), "dew": "露水"}
    rest = {"english": said, "category": dress(TITLES[0]), "definition": said, "source": said, "tw": said, "hk": said}
    terms: list[dict[str, object]]
    terms = [{"id": ident, "form": form, "also": [dress(f"{ident}<i>")], **rest} for ident, form in forms.items()]
    terms[-1]["source"] = {"article": "inside", "quote": "第1段甲A"}
    return yaml.safe_dump({"categories": [dress(TITLES[0])], "terms": terms}, allow_unicode=True)


def names(dress: Dress) -> str:
    """Names that stand in the markup itself, and say markup."""
    said = " ".join(dress(line) for line in LINES)
    forms = {"warning": "alert", "remark": "footnote", "odd-name": dress("<i>x</i>&{{z}}")}
    rest = {"kind": dress(TITLES[1]), "about": said, "source": said, "relations": [{"belongs-to": "editor"}]}
    found: list[dict[str, object]]
    found = [{"id": ident, "form": form, "also": [dress(f"{ident}<i>")], **rest} for ident, form in forms.items()]
    found.append({"id": "editor", "form": dress("<u>the editor</u>"), "kind": dress(TITLES[1]), "about": said})
    return yaml.safe_dump({"kinds": [dress(TITLES[1])], "names": found}, allow_unicode=True)


def sidecar(n: int, dress: Dress) -> str:
    """What an editor may write: a title, names, an address, and a note in which every line of markup stands."""
    title = dress(TITLES[n])
    return yaml.safe_dump(
        {
            "title": title,
            "author": dress(AUTHORS[n % len(AUTHORS)]),
            "outlet": title[:12],
            "date": f"2020-04-{n + 1:02}",
            "url": "https://a.example/" + dress("\"onmouseover=alert(1)/'<b>{{x}}").replace("§", "x"),
            "notes": [{"quote": "竹篓", "note": "\n".join(dress(line) for line in LINES)}, {"quote": "露水", "note": title}],
        },
        allow_unicode=True,
    )


def build(factory: pytest.TempPathFactory, dress: Dress) -> Built:
    made = files(dress)
    markdown = [*extensions(), *STRONG]
    root = once(factory, dress.__name__, lambda folder: site_of(configured(copied(folder, made), markdown_extensions=markdown)))
    texts = {name: text.encode() for name, text in made.items() if name.endswith(".txt")}
    return Built(root / "site", {name.removeprefix("sources/").removesuffix(".txt"): data for name, data in texts.items()})


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory, as_is)


@pytest.fixture(scope="session")
def tame(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory, harmless)


def anatomy(page: Document) -> Counter[tuple[str, ...]]:
    """What a page is made of: each element with its attributes, its classes, and the scheme of its address."""
    return Counter((e.tag, *sorted(e.attrs), e.attrs.get("class", ""), scheme(e)) for e in page.elements)


def scheme(element: Element) -> str:
    return urlsplit(element.attrs.get("href") or element.attrs.get("src") or "").scheme


def told(page: Document) -> list[str]:
    """The blocks of an article, as a reader sees them."""
    return [element.text.strip() for element in page.elements if "data-kind" in element.attrs]


def spaced(text: str) -> str:
    """Text with one space wherever there is white space; Markdown takes tabs for spaces, and so does a browser."""
    return " ".join(text.split())


def only(page: Document, tag: str) -> str:
    """The text of the first element of a kind, without what a theme puts beside a heading."""
    return page.all(tag)[0].text.strip()


def test_site_keeps_its_promises(hostile: Built) -> None:
    assert broken(hostile.site, hostile.sources) == []


def test_no_page_has_an_element_of_a_source(hostile: Built, tame: Built) -> None:
    """Page by page, the site of markup is made of what the harmless one is made of, and of nothing else."""
    found = {}
    for path in html(tame.site):
        twin = mate(path.relative_to(tame.site), hostile)
        one, other = anatomy(Document.from_file(path)), anatomy(Document.from_file(twin))
        if one != other:
            found[str(twin.relative_to(hostile.site))] = {"more": other - one, "less": one - other}
    assert not found
    assert len(html(hostile.site)) == len(html(tame.site))


def mate(path: Path, hostile: Built) -> Path:
    """The page of the site of markup that stands where ``path`` stands in the harmless one."""
    names = {harmless(ident): ident for ident in hostile.sources}
    parts = list(path.parts)
    if "articles" in parts[:-2]:
        at = parts.index("articles") + 1
        parts[at] = names.get(parts[at], parts[at])
    return hostile.site.joinpath(*parts)


def test_no_page_has_a_comment_of_a_source(hostile: Built, tame: Built) -> None:
    for path in html(tame.site):
        assert Document.from_file(mate(path.relative_to(tame.site), hostile)).comments == Document.from_file(path).comments


@pytest.mark.parametrize("line", list(dict.fromkeys(LINES)))
def test_line_stands_as_it_is(line: str, hostile: Built) -> None:
    assert line.strip() in told(hostile.page("lines"))


def test_lines_stand_in_order(hostile: Built) -> None:
    assert told(hostile.page("lines")) == [PROSE, *(line.strip() for line in LINES), PROSE]


def test_markup_inside_a_sentence_stands_as_it_is(hostile: Built) -> None:
    lines = hostile.sources["inside"].decode().splitlines()[3:]
    assert list(map(spaced, told(hostile.page("inside")))) == list(map(spaced, lines))


def test_a_head_in_yaml_is_text(hostile: Built) -> None:
    page = hostile.page("front")
    assert told(page) == ["---", "title: x", "hide: [navigation]", "---", "# x", PROSE]


def test_controls_leave_by_their_rules_alone(hostile: Built) -> None:
    assert "leftright and abc and xy" in told(hostile.page("stray"))


@pytest.mark.parametrize(("n", "title"), list(enumerate(TITLES)))
@pytest.mark.parametrize("kind", ["title", "sidecar"])
def test_title_is_text(kind: str, n: int, title: str, hostile: Built) -> None:
    """In the window's title, in the heading, and in the list of articles."""
    page = hostile.page(f"{kind}-{n:02}")
    assert title in only(page, "title")
    assert only(page, "h1") == title
    assert title in [element.text for element in Document.from_file(hostile.site / "articles" / "index.html").all("a")]


@pytest.mark.parametrize("n", range(len(TITLES)))
def test_note_is_text(n: int, hostile: Built) -> None:
    notes = [spaced(e.text) for e in hostile.page(f"sidecar-{n:02}").all("li") if e.attrs.get("id", "").startswith("note-")]
    assert any(spaced(" ".join(LINES)) in note for note in notes)
    assert any(TITLES[n] in note for note in notes)


@pytest.mark.parametrize("n", range(len(AUTHORS)))
def test_author_is_text(n: int, hostile: Built) -> None:
    assert AUTHORS[n] in "".join(element.text for element in hostile.page(f"author-{n}").all("header"))


def test_home_page_shows_its_specimen_as_text(hostile: Built) -> None:
    line = hostile.sources["inside"].decode().splitlines()[4]
    assert any(line in element.text for element in Document.from_file(hostile.site / "index.html").all("p"))


def test_term_is_text(hostile: Built) -> None:
    """In the glossary, and at the foot of an article that mentions it."""
    said = spaced(" ".join(LINES))
    entry = next(e for e in Document.from_file(hostile.site / "glossary" / "index.html").all("article") if e.attrs["id"] == "basket")
    foot = next(e for e in hostile.page("lines").all("div") if e.attrs.get("id") == "term-basket")
    assert said in spaced(entry.text)
    assert said in spaced(foot.text)


def test_terms_are_marked_between_marks_of_all_kinds(hostile: Built) -> None:
    marked = {e.attrs["data-term"] for e in hostile.page("lines").all("a") if "term" in e.classes}
    assert marked == {"basket", "script", "dew"}


def test_name_in_the_register_is_text(hostile: Built) -> None:
    """On the page of all names, on its own, and on that of another to which it is related."""
    said = spaced(" ".join(LINES))
    every = Document.from_file(hostile.site / "names" / "index.html")
    own = Document.from_file(hostile.site / "names" / "warning" / "index.html")
    assert said in spaced(next(e for e in every.all("article") if e.attrs["id"] == "warning").text)
    assert said in spaced(own.elements[0].text)
    assert "<u>the editor</u>" in [e.text for e in own.all("a")]
    assert {e.attrs["data-name"] for e in hostile.page("lines").all("a") if "name" in e.classes} == {"warning", "remark"}


def test_name_of_a_file_that_is_passed_over_is_text(hostile: Built) -> None:
    assert "<img src=x onerror=alert(1)>.jpg" in Document.from_file(hostile.site / "report" / "index.html").elements[0].text


def test_name_in_no_encoding_is_told(tmp_path: Path) -> None:
    """A name from an old archive, in bytes that are no UTF-8, is one article's trouble and not the site's."""
    project = world(tmp_path, {"docs/index.md": HOME, "sources/good.txt": PROSE})
    try:
        Path(os.fsdecode(os.fsencode(project.sources) + b"/bad\xff.txt")).write_text(PROSE, "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    made = publish(project, workers=1)
    assert made.ids == ("good",)
    assert len(made.wrong) == 1


def test_report_of_what_is_wrong_is_text(tmp_path: Path) -> None:
    """A message quotes what people wrote; on the page it is no more alive than a source."""
    assert report(tmp_path / "hostile", as_is) == report(tmp_path / "tame", harmless)


def test_export_leads_to_every_article(tmp_path: Path) -> None:
    made = {file.path: file.content for file in export(world(tmp_path, files(as_is)))}
    page = rendered(str(made["index.md"]), plain())
    assert {unquote(link.attrs["href"]) for link in page.all("a")} == {path for path in made if path.endswith("/index.md")}


def report(root: Path, dress: Dress) -> Counter[tuple[str, ...]]:
    """The anatomy of the page that tells of quotes that are nowhere, one for each line of markup."""
    sidecars = {f"sources/x{n}.yml": yaml.safe_dump({"cut": [dress(line)]}, allow_unicode=True) for n, line in enumerate(LINES)}
    sources = {f"sources/x{n}.txt": PROSE for n in range(len(LINES))}
    made = published(root, {**sources, **sidecars})
    assert len(made.wrong) >= len(LINES)
    content = next(file.content for file in made.files if file.path == "report/index.md")
    assert isinstance(content, str)
    return anatomy(Document(strong().convert(content.split("\n---\n", 1)[1])))


@lru_cache(maxsize=1)
def plain() -> Markdown:
    """Python-Markdown as this site and most others have it."""
    return Markdown(extensions=["toc", "tables", "fenced_code", *map(str, extensions())])


@lru_cache(maxsize=1)
def strong() -> Markdown:
    """Python-Markdown with all that a site could switch on."""
    chosen = [*map(str, extensions()), *(str(next(iter(e))) if isinstance(e, dict) else str(e) for e in STRONG)]
    configs = {name: config for e in STRONG if isinstance(e, dict) for name, config in e.items()}
    return Markdown(extensions=["tables", "fenced_code", *chosen], extension_configs=configs)


def rendered(text: str, by: Markdown) -> Document:
    by.reset()
    return Document(by.convert(text))


MARKUP = st.text(alphabet=st.sampled_from("<>&\"'`*_{}[]()#+-.!|~^$=@:;/\\%?,0129 axXn\n茶，。\x02\x03"), max_size=60)
CONTROLS = {2: None, 3: None}  # what Python-Markdown marks its own places with; a browser shows nothing for them
SNIPPETS = st.lists(st.sampled_from([*LINES, "茶", " ", "\n", "a", "1"]), max_size=6).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKUP | SNIPPETS)
def test_inert_is_text_to_every_extension(text: str) -> None:
    """What `inert` has written comes back as it was, whichever extensions read the page."""
    for by in (plain(), strong()):
        page = rendered(f"<div>\n<p>{inert(text)}</p>\n</div>", by)
        assert [element.tag for element in page.elements] == ["div", "p"]
        assert page.comments == []
        assert page.elements[1].text.split() == text.translate(CONTROLS).split()


@settings(max_examples=400, deadline=None)
@given(MARKUP | SNIPPETS)
def test_markdown_is_text(text: str) -> None:
    """What `markdown` has written is one paragraph that reads as it was."""
    line = spaced(text.translate(CONTROLS))
    page = rendered(markdown(line), plain())
    assert [element.tag for element in page.elements] == (["p"] if line else [])
    assert "".join(element.text for element in page.elements) == line


def test_name_with_a_hash_is_an_address() -> None:
    assert address("articles", "#top", "") == "articles/%23top/"


@pytest.mark.parametrize("ident", ["lines", "inside", "front"])
def test_clean_markdown_gives_the_text_back(ident: str, hostile: Built) -> None:
    text = (hostile.site / "articles" / ident / "edition.md").read_text("utf-8").split("\n---\n", 1)[1]
    blocks = json.loads((hostile.site / "articles" / ident / "edition.json").read_text("utf-8"))["blocks"]
    page = rendered(text, plain())
    assert [e.text for e in page.elements if e.tag in ("h2", "p")] == [block["text"] for block in blocks if block["kind"] != "title"]
    assert {element.tag for element in page.elements} <= {"h1", "h2", "p"}
