"""Scraped text is text: whatever it looks like, no page may treat it as markup.

A site is built from sources full of markup, with every Markdown extension that could react to it; and again from harmless sources of
the same shape, in which each ASCII mark is a `§`. Both must consist of the same elements with the same attributes.
"""

from __future__ import annotations

import json
import os
import re
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

from contract import Document, Element, broken, html_files
from jiaozhu.build.run import export
from jiaozhu.pages.render import address, inert, markdown
from shared import once
from worlds import HOME, configured, copied, extensions, publish, published, site_of, world

# Each is one line without a Han character: no rule applies to them, so each must appear exactly as it is.
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
# Sources with the same title and text would be merged as copies.
NOON = "中午以前，这些芽叶就要送到村里的作坊去，在铁锅里炒干，否则会变红发酸。"
STRONG: list[object] = [
    {"pymdownx.snippets": {"base_path": ["."], "check_paths": True}},
    {"pymdownx.magiclink": {"repo_url_shorthand": True, "user": "x", "repo": "y", "social_url_shorthand": True}},
    {"toc": {"permalink": True}},
    *("abbr", "admonition", "footnotes", "def_list", "meta", "smarty", "wikilinks"),
    *("pymdownx.superfences", "pymdownx.critic", "pymdownx.details", "pymdownx.tabbed", "pymdownx.arithmatex", "pymdownx.keys"),
    *("pymdownx.caret", "pymdownx.tilde", "pymdownx.mark", "pymdownx.emoji", "pymdownx.smartsymbols", "pymdownx.tasklist"),
    *("pymdownx.betterem", "pymdownx.inlinehilite", "pymdownx.saneheaders", "pymdownx.progressbar"),
]
FENCED = re.compile(r"^(`{3,})\n.*?\n\1\n", re.MULTILINE | re.DOTALL)
MARKS = str.maketrans(dict.fromkeys(string.punctuation, "§"))

Transform = Callable[[str], str]
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
        data = json.loads((self.site / "articles" / ident / "edition.json").read_text("utf-8"))
        assert isinstance(data, dict)
        return data


def files(transform: Transform) -> dict[str, str]:
    """The files of a site with markup in bodies, titles, bylines, sidecars and names, each of it passed through ``transform``."""
    lines = [transform(line) for line in LINES]
    sentences = [transform('" onload="alert(1)'), *lines]  # the first of them is the description of its page
    inside = "\n".join(f"第{n}段甲A{line}Z乙，照原样留着，一个字也不能少，也不能多出一个字来。" for n, line in enumerate(sentences))
    texts = {
        "lines": "\n".join(["LINES OF MARKUP", "2019-01-01", "", PROSE, *lines, PROSE]),
        "inside": f"MARKUP INSIDE\n2019-01-02\n\n{inside}\n",
        "front": transform("---\ntitle: x\nhide: [navigation]\n---\n# x\n") + f"{PROSE}\n",
        "stray": f"STRAY CONTROLS\n2019-01-03\n\n{PROSE * 5}\nleft\u202eright and a\x02b\x03c and x\u200by\n{PROSE}\n",
    }
    texts |= {f"title-{n:02}": f"{transform(title)}\n2020-01-{n + 1:02}\n\n{NOON}\n" for n, title in enumerate(TITLES)}
    texts |= {transform(name): f"NAME NUMBER {n}\n2020-02-{n + 1:02}\n\n{PROSE}\n" for n, name in enumerate(NAMES)}
    texts |= {f"author-{n}": f"BY AUTHOR {n}\n作者：{a}\n2020-03-{n + 1:02}\n\n{PROSE}\n" for n, a in enumerate(AUTHORS)}  # no names
    texts |= {f"sidecar-{n:02}": f"{PROSE}\n" for n in range(len(TITLES))}
    sidecars = {f"sources/sidecar-{n:02}.yml": sidecar(n, transform) for n in range(len(TITLES))}
    sidecars |= {f"sources/{ident}.yml": "format: text\n" for ident in ("lines", "inside", "front")}  # they look like Markdown
    ignored = {f"sources/{transform('<img src=x onerror=alert(1)>')}.jpg": ""}
    quote = json.dumps(inside.splitlines()[1], ensure_ascii=False)
    home = f"---\nspecimen:\n  source: inside\n  quote: {quote}\n---\n# 校注\n"
    pages = {"docs/index.md": home, "docs/glossary.yml": glossary(transform), "docs/names.yml": names(transform)}
    return {f"sources/{ident}.txt": text for ident, text in texts.items()} | sidecars | ignored | pages


def glossary(transform: Transform) -> str:
    """Terms that occur in the markup and whose fields contain markup, in one line because a form or a definition may not have more."""
    markup = " ".join(transform(line) for line in LINES)
    forms = {"basket": "竹篓", "script": "javascript", "quote": "quote", "odd-form": transform("<b>x</b>&{{y}}"), "dew": "露水"}
    rest = {"english": markup, "category": transform(TITLES[0]), "definition": markup, "source": markup, "tw": markup, "hk": markup}
    terms: list[dict[str, object]]
    terms = [{"id": ident, "form": form, "also": [transform(f"{ident}<i>")], **rest} for ident, form in forms.items()]
    terms[-1]["source"] = {"article": "inside", "quote": "第1段甲A"}
    return yaml.safe_dump({"categories": [transform(TITLES[0])], "terms": terms}, allow_unicode=True)


def names(transform: Transform) -> str:
    """Names that occur in the markup and whose fields contain markup."""
    markup = " ".join(transform(line) for line in LINES)
    forms = {"warning": "alert", "remark": "footnote", "odd-name": transform("<i>x</i>&{{z}}")}
    rest = {"kind": transform(TITLES[1]), "about": markup, "source": markup, "relations": [{"belongs-to": "editor"}]}
    entries: list[dict[str, object]]
    entries = [{"id": ident, "form": form, "also": [transform(f"{ident}<i>")], **rest} for ident, form in forms.items()]
    entries.append({"id": "editor", "form": transform("<u>the editor</u>"), "kind": transform(TITLES[1]), "about": markup})
    return yaml.safe_dump({"kinds": [transform(TITLES[1])], "names": entries}, allow_unicode=True)


def sidecar(n: int, transform: Transform) -> str:
    """A sidecar with a title, names, an address, and a note that contains every line of markup."""
    title = transform(TITLES[n])
    return yaml.safe_dump(
        {
            "title": title,
            "author": transform(AUTHORS[n % len(AUTHORS)]),
            "outlet": title[:12],
            "date": f"2020-04-{n + 1:02}",
            "url": "https://a.example/" + transform("\"onmouseover=alert(1)/'<b>{{x}}").replace("§", "x"),
            "notes": [{"quote": "竹篓", "note": "\n".join(transform(line) for line in LINES)}, {"quote": "露水", "note": title}],
        },
        allow_unicode=True,
    )


def build(factory: pytest.TempPathFactory, transform: Transform, own: Path) -> Built:
    project_files = files(transform)
    markdown = [*extensions(), *STRONG]

    def make(folder: Path) -> None:
        site_of(configured(copied(folder, project_files, own=own), markdown_extensions=markdown))

    root = once(factory, transform.__name__, make)
    texts = {name: text.encode() for name, text in project_files.items() if name.endswith(".txt")}
    return Built(root / "site", {name.removeprefix("sources/").removesuffix(".txt"): data for name, data in texts.items()})


@pytest.fixture(scope="session")
def hostile(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory, as_is, own)


@pytest.fixture(scope="session")
def tame(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory, harmless, own)


def anatomy(page: Document) -> Counter[tuple[str, ...]]:
    """The elements of a page: each with its tag, attributes, classes and the scheme of its address, and how often it occurs. Those of
    blocks and of plain items are left out: a line that looks like a program is one, and may be asked about; its harmless twin is none.
    """
    return Counter((e.tag, *sorted(e.attrs), e.attrs.get("class", ""), scheme(e)) for e in page.elements if not is_block(e))


def is_block(element: Element) -> bool:
    return element.tag in {"p", "pre", "code", "br", "li"} and set(element.attrs) <= {"id", "data-kind", "translate", "tabindex"}


def scheme(element: Element) -> str:
    return urlsplit(element.attrs.get("href") or element.attrs.get("src") or "").scheme


def block_texts(page: Document) -> list[str]:
    """The texts of the blocks of an article, as a reader sees them."""
    return [element.text.strip() for element in page.elements if "data-kind" in element.attrs]


def block_lines(page: Document) -> list[str]:
    """The lines of the blocks of an article."""
    return [line.strip() for text in block_texts(page) for line in text.split("\n") if line.strip()]


def normalize_space(text: str) -> str:
    """Text with one space for each run of white space, because Markdown and browsers treat tabs as spaces."""
    return " ".join(text.split())


def first_text(page: Document, tag: str) -> str:
    """The text of the first element with this tag."""
    return page.all(tag)[0].text.strip()


def test_site_keeps_its_promises(hostile: Built) -> None:
    assert broken(hostile.site, hostile.sources) == []


@pytest.fixture(scope="module")
def twins(hostile: Built, tame: Built) -> dict[Path, tuple[Document, Document]]:
    """The pages of the hostile site by their paths in it, each with its page in the harmless one."""
    pairs = ((counterpart(path.relative_to(tame.site), hostile), path) for path in pages_of(tame))
    return {one.relative_to(hostile.site): (Document.from_file(one), Document.from_file(other)) for one, other in pairs}


def test_no_page_has_an_element_of_a_source(twins: dict[Path, tuple[Document, Document]], hostile: Built) -> None:
    """Each page of the hostile site has no other elements than its page in the harmless one, which may have a remark more: where marks
    are the same, sentences look like copies.
    """
    differences = {str(path): more for path, (page, twin) in twins.items() if (more := anatomy(page) - anatomy(twin))}
    assert not differences
    assert len(pages_of(hostile)) == len(twins)


def pages_of(built: Built) -> list[Path]:
    """The pages of a site that its twin has, too: what is asked about differs, and so do the rules that have a page of the report."""
    return [path for path in html_files(built.site) if "report/rules" not in path.as_posix()]


def counterpart(path: Path, hostile: Built) -> Path:
    """The page of the hostile site that corresponds to ``path`` in the harmless one."""
    idents = {harmless(ident): ident for ident in hostile.sources}
    parts = list(path.parts)
    if "articles" in parts[:-2]:
        at = parts.index("articles") + 1
        parts[at] = idents.get(parts[at], parts[at])
    return hostile.site.joinpath(*parts)


def test_no_page_has_a_comment_of_a_source(twins: dict[Path, tuple[Document, Document]]) -> None:
    assert [path for path, (page, twin) in twins.items() if page.comments != twin.comments] == []


@pytest.mark.parametrize("line", list(dict.fromkeys(LINES)))
def test_line_stands_as_it_is(line: str, hostile: Built) -> None:
    assert line.strip() in block_lines(hostile.page("lines"))


def test_lines_stand_in_order(hostile: Built) -> None:
    assert block_lines(hostile.page("lines")) == [PROSE, *(line.strip() for line in LINES), PROSE]


def test_markup_inside_a_sentence_stands_as_it_is(hostile: Built) -> None:
    lines = hostile.sources["inside"].decode().splitlines()[3:]
    assert list(map(normalize_space, block_texts(hostile.page("inside")))) == list(map(normalize_space, lines))


def test_a_head_in_yaml_is_text(hostile: Built) -> None:
    page = hostile.page("front")
    assert block_lines(page) == ["---", "title: x", "hide: [navigation]", "---", "# x", PROSE]


def test_controls_leave_by_their_rules_alone(hostile: Built) -> None:
    assert "leftright and abc and xy" in block_texts(hostile.page("stray"))


@pytest.mark.parametrize(("n", "title"), list(enumerate(TITLES)))
@pytest.mark.parametrize("kind", ["title", "sidecar"])
def test_title_is_text(kind: str, n: int, title: str, hostile: Built) -> None:
    """In the `title` element, in the heading, and in the list of articles."""
    page = hostile.page(f"{kind}-{n:02}")
    assert title in first_text(page, "title")
    assert first_text(page, "h1") == title
    assert title in [element.text for element in Document.from_file(hostile.site / "articles" / "index.html").all("a")]


@pytest.mark.parametrize("n", range(len(TITLES)))
def test_note_is_text(n: int, hostile: Built) -> None:
    notes = [normalize_space(e.text) for e in hostile.page(f"sidecar-{n:02}").all("li") if e.attrs.get("id", "").startswith("note-")]
    assert any(normalize_space(" ".join(LINES)) in note for note in notes)
    assert any(TITLES[n] in note for note in notes)


@pytest.mark.parametrize("n", range(len(AUTHORS)))
def test_author_is_text(n: int, hostile: Built) -> None:
    """No name looks like this, so it is a line of the text; that an editor gives is in the head of the page."""
    page = hostile.page(f"author-{n}")
    assert AUTHORS[n] in "".join(block_lines(page))
    assert AUTHORS[n] in "".join(element.text for element in hostile.page(f"sidecar-{n:02}").all("header"))
    assert not [element for element in page.elements if element.tag in ("b", "i") and element.text == "x"]


def test_home_page_shows_its_specimen_as_text(hostile: Built) -> None:
    line = hostile.sources["inside"].decode().splitlines()[4]
    assert any(line in element.text for element in Document.from_file(hostile.site / "index.html").all("p"))


def test_term_is_text(hostile: Built) -> None:
    """In the glossary, and at the foot of an article that mentions it."""
    markup = normalize_space(" ".join(LINES))
    entry = next(e for e in Document.from_file(hostile.site / "glossary" / "index.html").all("article") if e.attrs["id"] == "basket")
    foot = next(e for e in hostile.page("lines").all("div") if e.attrs.get("id") == "term-basket")
    assert markup in normalize_space(entry.text)
    assert markup in normalize_space(foot.text)


def test_terms_are_marked_between_marks_of_all_kinds(hostile: Built) -> None:
    marked = {e.attrs["data-term"] for e in hostile.page("lines").all("a") if "term" in e.classes}
    assert marked == {"basket", "script", "dew"}


def test_name_in_the_register_is_text(hostile: Built) -> None:
    """On the page of all names, on its own page, and on that of a related name."""
    markup = normalize_space(" ".join(LINES))
    index = Document.from_file(hostile.site / "names" / "index.html")
    own = Document.from_file(hostile.site / "names" / "warning" / "index.html")
    assert markup in normalize_space(next(e for e in index.all("article") if e.attrs["id"] == "warning").text)
    assert markup in normalize_space(own.elements[0].text)
    assert "<u>the editor</u>" in [e.text for e in own.all("a")]
    assert {e.attrs["data-name"] for e in hostile.page("lines").all("a") if "name" in e.classes} == {"warning", "remark"}


def test_name_of_an_ignored_file_is_text(hostile: Built) -> None:
    assert "<img src=x onerror=alert(1)>.jpg" in Document.from_file(hostile.site / "report" / "index.html").elements[0].text


def test_name_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    """Such a name, as from an old archive, is an error of one article and does not affect the others."""
    project = world(tmp_path, {"docs/index.md": HOME, "sources/good.txt": PROSE})
    try:
        Path(os.fsdecode(os.fsencode(project.sources) + b"/bad\xff.txt")).write_text(PROSE, "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    publication = publish(project, workers=1)
    assert publication.ids == ("good",)
    assert len(publication.wrong) == 1


def test_report_of_errors_is_text(tmp_path: Path) -> None:
    """A message quotes the files of people; on the page the quote is text."""
    assert report(tmp_path / "hostile", as_is) == report(tmp_path / "tame", harmless)


def test_export_leads_to_every_article(tmp_path: Path) -> None:
    tree = {file.path: file.content for file in export(world(tmp_path, files(as_is)))}
    page = rendered(str(tree["index.md"]), plain())
    assert {unquote(link.attrs["href"]) for link in page.all("a")} == {path for path in tree if path.endswith("/index.md")}


def report(root: Path, transform: Transform) -> Counter[tuple[str, ...]]:
    """The anatomy of the report on quotes that are not in their sources, one for each line of markup."""
    sidecars = {f"sources/x{n}.yml": yaml.safe_dump({"cut": [transform(line)]}, allow_unicode=True) for n, line in enumerate(LINES)}
    sources = {f"sources/x{n}.txt": PROSE for n in range(len(LINES))}
    publication = published(root, {**sources, **sidecars})
    assert len(publication.wrong) >= len(LINES)
    content = next(file.content for file in publication.files if file.path == "report/index.md")
    assert isinstance(content, str)
    return anatomy(Document(strong().convert(content)))


@lru_cache(maxsize=1)
def plain() -> Markdown:
    """Python-Markdown with the extensions of this site and of most others."""
    return Markdown(extensions=["toc", "tables", "fenced_code", *map(str, extensions())])


@lru_cache(maxsize=1)
def strong() -> Markdown:
    """Python-Markdown with all extensions that a site could enable."""
    names = [*map(str, extensions()), *(str(next(iter(e))) if isinstance(e, dict) else str(e) for e in STRONG)]
    configs = {name: config for e in STRONG if isinstance(e, dict) for name, config in e.items()}
    return Markdown(extensions=["tables", "fenced_code", *names], extension_configs=configs)


def rendered(text: str, converter: Markdown) -> Document:
    converter.reset()
    return Document(converter.convert(text))


MARKUP = st.text(alphabet=st.sampled_from("<>&\"'`*_{}[]()#+-.!|~^$=@:;/\\%?,0129 axXn\n茶，。\x02\x03"), max_size=60)
CONTROLS = {2: None, 3: None}  # control characters that Python-Markdown uses for its placeholders; a browser shows nothing for them
SNIPPETS = st.lists(st.sampled_from([*LINES, "茶", " ", "\n", "a", "1"]), max_size=6).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKUP | SNIPPETS)
def test_inert_is_text_to_every_extension(text: str) -> None:
    """The output of `inert` is rendered as the original text, whichever extensions are enabled."""
    for converter in (plain(), strong()):
        page = rendered(f"<div>\n<p>{inert(text)}</p>\n</div>", converter)
        assert [element.tag for element in page.elements] == ["div", "p"]
        assert page.comments == []
        assert page.elements[1].text.split() == text.translate(CONTROLS).split()


@settings(max_examples=400, deadline=None)
@given(MARKUP | SNIPPETS)
def test_markdown_is_text(text: str) -> None:
    """The output of `markdown` is rendered as one paragraph with the original text."""
    line = normalize_space(text.translate(CONTROLS))
    page = rendered(markdown(line), plain())
    assert [element.tag for element in page.elements] == (["p"] if line else [])
    assert "".join(element.text for element in page.elements) == line


def test_name_with_a_hash_is_an_address() -> None:
    assert address("articles", "#top", "") == "articles/%23top/"


@pytest.mark.parametrize("ident", ["lines", "inside", "front"])
def test_clean_markdown_gives_the_text_back(ident: str, hostile: Built) -> None:
    text = (hostile.site / "articles" / ident / "edition.md").read_text("utf-8").split("\n---\n", 1)[1]
    blocks = json.loads((hostile.site / "articles" / ident / "edition.json").read_text("utf-8"))["blocks"]
    text = FENCED.sub("", text)  # the reader of this test knows no fences; between them everything is as it is
    page = rendered(text, plain())
    expected = [block["text"] for block in blocks if block["kind"] not in ("title", "code")]
    assert [e.text for e in page.elements if e.tag in ("h2", "p")] == expected
    assert {element.tag for element in page.elements} <= {"h1", "h2", "p"}
