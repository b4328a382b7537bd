"""Books: each meets the requirements of EPUB 3, none loses a word of an article, and no markup of a source becomes active in one."""

from __future__ import annotations

import io
import json
import posixpath
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from contract import Document, core
from jiaozhu.build.publication import Publication
from jiaozhu.core.store import Store
from jiaozhu.outputs.epub.book import Imprint, ScriptWriter, article_epub
from jiaozhu.outputs.epub.container import EARLIEST_TIME, MIMETYPE, read_member, write_epub
from jiaozhu.outputs.epub.epub_build import BOOK, COLLECTION, EpubBuild, write
from jiaozhu.outputs.script_variants.page import OF_EACH_SCRIPT, SiteAddress
from jiaozhu.outputs.site_folder import SiteFolder
from jiaozhu.script_conversion.regions import HONG_KONG, TAIWAN
from worlds import publish, stored, world

OPF, DC, XHTML, EPUB = (
    "{http://www.idpf.org/2007/opf}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.idpf.org/2007/ops}",
)
FOLDERS = {"": "zh-Hans", "zh-tw/": "zh-Hant-TW", "zh-hk/": "zh-Hant-HK"}
GLOSSARY = """\
categories: [茶]
terms:
  - {id: spring-tea, form: 春茶, english: spring tea, category: 茶, definition: 清明前后采的茶 <b>&, source: 编者}
  - {id: no-such, form: 无人提到, english: nobody, category: 茶, definition: 没有用处, source: 编者}
"""
REGISTER = """\
kinds: [地方, 人物]
names:
  - {id: garden, form: 茶园, kind: 地方, about: 半山腰上的一片茶园，主人是 <b>& 村里的人。, relations: [{belongs-to: he}]}
  - {id: he, form: 何师傅, kind: 人物, about: 江上的摆渡人，在老渡口撑了四十年的船。}
"""
TEXT = (
    "“春茶”比往年早了十天上市，茶农说 a < b & c ]]> <script>alert(1)</script> 发了财，头发也白了。\n\n"
    "01 茶园\n\n茶园在半山腰上，有的字符\uffff在这里\ufffe，后面还有话，雨水来得正是时候。\n\n茶园的后面，是一口井，井水很甜。\n"
)
FILES = {
    "docs/index.md": "# 校注\n",
    "docs/glossary.yml": GLOSSARY,
    "docs/names.yml": REGISTER,
    "sources/spring 春.txt": f"春茶上市 & <b>记</b>\n2020-05-27\n\n{TEXT}",
    "sources/spring 春.yml": "notes:\n  - {quote: 发了财, note: '这里 <i>疑</i> 有脱文。'}\nurl: https://tea.example/a?b=1&c=2\n",
    "sources/ferry.txt": "渡口\n\n摆渡的何师傅在江上撑了四十年船，最后一班船只坐了三个人，其中一个还是专程赶来拍照的学生。\n",
}


def publication(root: Path) -> Publication:
    published = publish(replace(world(root, FILES), url="https://tea.example/books"), workers=1)
    assert published.wrong == ()
    return published


def epub_build(root: Path, published: Publication, store: Store | None = None) -> EpubBuild:
    home = SiteAddress("https://tea.example/books/", (TAIWAN, HONG_KONG))
    imprint = Imprint("茶 & 路", "一本<茶>书。", home, has_covers=True)
    return EpubBuild(SiteFolder(root), imprint, published.books, published.table, store or Store())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    write(epub_build(root, publication(tmp_path_factory.mktemp("world"))))
    return root


def all_books(site: Path) -> list[Path]:
    paths = sorted(site.rglob("*.epub"))
    assert len(paths) == 3 * len(FOLDERS)  # two articles, and the collection
    return paths


class Book:
    """A book as a reading system opens it."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        container = ET.fromstring(self.zip.read("META-INF/container.xml"))
        self.opf = next(e.attrib["full-path"] for e in container.iter() if e.tag.endswith("rootfile"))
        self.package = ET.fromstring(self.zip.read(self.opf))
        self.items = {i.attrib["id"]: i.attrib for i in self.package.iter(f"{OPF}item")}

    def path(self, href: str, base: str = "") -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(base or self.opf), href))

    @property
    def pages(self) -> dict[str, ET.Element]:
        """Each page by its path, parsed as XML: a mistake in it is an error."""
        kinds = (item for item in self.items.values() if item["media-type"] == "application/xhtml+xml")
        return {(path := self.path(item["href"])): ET.fromstring(self.zip.read(path)) for item in kinds}

    def metadata(self, name: str) -> list[str]:
        """The texts of all elements of this name in the package document."""
        return [element.text or "" for element in self.package.iter(name)]


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext())


def test_the_container_is_valid(site: Path) -> None:
    """Its first member is the media type, uncompressed and without an extra field; no member has the time of the build."""
    for path in all_books(site):
        first, *others = zipfile.ZipFile(path).infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert path.read_bytes()[30:58] == b"mimetype" + MIMETYPE.encode()
        assert {info.date_time for info in (first, *others)} == {EARLIEST_TIME}
        assert zipfile.ZipFile(path).testzip() is None


def test_the_package_lists_all_that_is_in_the_book(site: Path) -> None:
    for path in all_books(site):
        book = Book(path)
        listed = [book.path(item["href"]) for item in book.items.values()]
        assert sorted(listed) == sorted(set(book.names) - {"mimetype", "META-INF/container.xml", book.opf})
        assert [item["id"] for item in book.items.values() if item.get("properties") == "nav"] == ["nav"]
        assert [item["href"] for item in book.items.values() if item.get("properties") == "cover-image"] == ["cover.png"]
        assert Image.open(book.zip.open("EPUB/cover.png")).size == (1200, 1600)
        spine = [ref.attrib["idref"] for ref in book.package.iter(f"{OPF}itemref")]
        assert len(spine) == len(set(spine))
        assert spine[0] == "cover"
        assert set(book.items) - {"css", "nav", "cover-image"} <= set(spine) <= set(book.items) - {"css", "cover-image"}


def test_the_package_says_what_the_book_is(site: Path) -> None:
    for folder, lang in FOLDERS.items():
        book = Book(site / folder / "articles" / "spring 春" / BOOK)
        assert book.metadata(f"{DC}language") == [lang]
        assert book.metadata(f"{DC}date") == ["2020-05-27"]
        assert book.metadata(f"{DC}title") == ["春茶上市 & <b>" + ("记" if not folder else "記") + "</b>"]
        file, origin = book.metadata(f"{DC}source")
        assert re.fullmatch(r"sources/spring 春\.txt \(SHA-256 [0-9a-f]{64}\)", file)
        assert origin == "https://tea.example/a?b=1&c=2"
        modified = [e.text for e in book.package.iter(f"{OPF}meta") if e.attrib.get("property") == "dcterms:modified"]
        assert modified == ["2020-05-27T00:00:00Z"]
    identifiers = [text for path in all_books(site) for text in Book(path).metadata(f"{DC}identifier")]
    assert len(set(identifiers)) == len(identifiers) == len(all_books(site))


def test_every_page_is_valid(site: Path) -> None:
    """It is well-formed, in one language, with unique ids and links that resolve, and it fetches nothing from elsewhere."""
    for path in all_books(site):
        book = Book(path)
        pages = book.pages
        ids = {name: [e.attrib["id"] for e in page.iter() if "id" in e.attrib] for name, page in pages.items()}
        lang = FOLDERS[next(folder for folder in reversed(FOLDERS) if path.relative_to(site).as_posix().startswith(folder))]
        for name, page in pages.items():
            assert page.attrib["lang"] == page.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == lang
            assert len(ids[name]) == len(set(ids[name]))
            active = [e for e in page.iter() if e.tag.removeprefix(XHTML) in ("script", "img", "iframe", "object", "style")]
            assert [e.attrib["src"] for e in active] == (["cover.png"] if name == "EPUB/cover.xhtml" else [])
            for link in (e for e in page.iter() if "href" in e.attrib):
                parts = urlsplit(link.attrib["href"])
                if parts.scheme:
                    assert link.tag == f"{XHTML}a"
                    continue
                target = book.path(parts.path, name) if parts.path else name
                assert target in book.names
                assert not parts.fragment or parts.fragment in ids[target]


def test_no_word_of_an_article_is_lost(site: Path, tmp_path: Path) -> None:
    """Each block of the edition is there by its id, with its letters; characters that XML does not allow are replaced."""
    published = publication(tmp_path)
    for ident in published.ids:
        edition = json.loads(next(str(f.content) for f in published.files if f.path == f"articles/{ident}/edition.json"))
        page = Book(site / "articles" / ident / BOOK).pages["EPUB/text.xhtml"]
        for mark in list(page.iter(f"{XHTML}sup")):
            mark[0].text = ""
        shown = {e.attrib["id"]: text_of(e) for e in page.iter() if "id" in e.attrib}
        for block in edition["blocks"]:
            if block["kind"] != "title":
                assert core(shown[block["id"]]) == core(block["text"])
    assert "有的字符□在这里□，" in read_member((site / "articles" / "spring 春" / BOOK).read_bytes(), "text.xhtml")


def test_notes_terms_and_names_can_be_opened(site: Path) -> None:
    """Each mark and each mention is a reference to a note, where an e-reader shows it, and each note leads back."""
    book = Book(site / "articles" / "spring 春" / BOOK)
    text = book.pages["EPUB/text.xhtml"]
    references = [e for e in text.iter(f"{XHTML}a") if e.attrib.get(f"{EPUB}type") == "noteref"]
    notes = {
        (name, e.attrib["id"]): e for name, page in book.pages.items() for e in page.iter() if e.attrib.get(f"{EPUB}type") == "footnote"
    }
    opened = [
        (book.path(path, "EPUB/text.xhtml") if path else "EPUB/text.xhtml", ident)
        for path, _, ident in (e.attrib["href"].partition("#") for e in references)
    ]
    assert set(opened) == set(notes)
    assert {note.tag for note in notes.values()} == {f"{XHTML}div"}, "what is an aside, some readers show nowhere but where it is tapped"
    said = {ident: text_of(note) for (_, ident), note in notes.items()}
    assert ["这里 <i>疑</i> 有脱文。（编者注）" in words for words in said.values()].count(True) == 1
    assert "清明前后采的茶 <b>&" in said["term-spring-tea"]
    assert "半山腰上的一片茶园，主人是 <b>& 村里的人。" in said["name-garden"]
    assert set(said) == {f"note-{n}" for n in range(1, len(said) - 1)} | {"term-spring-tea", "name-garden"}, "only what is mentioned"
    for mark in references:
        if "id" in mark.attrib:
            note = notes["EPUB/text.xhtml", mark.attrib["href"][1:]]
            assert f"#{mark.attrib['id']}" in [a.attrib["href"] for a in note.iter(f"{XHTML}a")]


def test_the_entry_of_a_name_leads_back_and_on(site: Path) -> None:
    """To each paragraph that mentions it, to its page on the site, and to other names of the same book."""
    own = Book(site / "articles" / "spring 春" / BOOK)
    blocks = {e.attrib["id"]: text_of(e) for e in own.pages["EPUB/text.xhtml"].iter(f"{XHTML}p") if "id" in e.attrib}
    links = [a.attrib["href"] for a in own.pages["EPUB/names.xhtml"].iter(f"{XHTML}a")]
    page, *back = links
    assert page == "https://tea.example/books/names/garden/"
    assert [href.split("#")[1] for href in back] == [ident for ident, words in blocks.items() if "茶园" in words]
    assert len(back) == 2
    everything = Book(site / "zh-tw" / COLLECTION).pages["EPUB/names.xhtml"]
    links = [a.attrib["href"] for a in everything.iter(f"{XHTML}a")]
    assert "https://tea.example/books/zh-tw/names/he/" in links
    assert "#name-he" in links, "the relation of one name to another"
    assert {href.split("#")[0] for href in links if href.startswith("article-")} == {"article-0001.xhtml", "article-0002.xhtml"}
    assert "EPUB/terms.xhtml" not in Book(site / "articles" / "ferry" / BOOK).names


def test_without_faces_there_is_no_cover(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaozhu.outputs.epub.book.font_pair", lambda lang: None)
    published = publication(tmp_path / "world")
    write(epub_build(tmp_path / "site", published))
    book = Book(tmp_path / "site" / "articles" / "ferry" / BOOK)
    assert not [name for name in book.names if "cover" in name]
    assert [name.replace("cover", "") for name in book.names] == [
        name for name in Book(site / "articles" / "ferry" / BOOK).names if "cover" not in name
    ]


def test_each_script_has_its_own_words_and_marks(site: Path) -> None:
    """Conversion sees words across links, quotation marks are those of the region, and the source file keeps its name."""
    expected = {"": ("“春茶”", "发了财，头发也", "茶园的后面"), "zh-tw/": ("「春茶」", "發了財，頭髮也", "茶園的後面")}
    for folder, words in expected.items():
        book = Book(site / folder / "articles" / "spring 春" / BOOK)
        page = book.pages["EPUB/text.xhtml"]
        for mark in list(page.iter(f"{XHTML}sup")):
            mark[0].text = ""
        assert [w for w in words if w not in text_of(page)] == []
        assert "sources/spring 春.txt" in text_of(page)


def test_the_collection_has_every_article(site: Path) -> None:
    """They are in the order of the corpus, with a table of contents; each page is that of the article's own book."""
    for folder in FOLDERS:
        book = Book(site / folder / COLLECTION)
        assert book.metadata(f"{DC}title") == ["茶 & 路"]
        links = [e.attrib["href"] for e in book.pages["EPUB/nav.xhtml"].iter(f"{XHTML}a") if f"{EPUB}type" not in e.attrib]
        assert links == ["article-0001.xhtml", "article-0002.xhtml", "terms.xhtml", "names.xhtml"]
        for name, ident in zip(links, ("spring 春", "ferry"), strict=False):
            own = (site / folder / "articles" / ident / BOOK).read_bytes()
            assert book.zip.read(f"EPUB/{name}").decode() == read_member(own, "text.xhtml")


def test_books_come_from_the_cache_as_they_were(tmp_path: Path) -> None:
    """The bytes are the same with a cache and without, and with any number of processes; a change remakes only what depends on it."""
    published, store = publication(tmp_path / "world"), Store(tmp_path / "cache.db", "results")
    sites = [tmp_path / str(n) for n in range(4)]
    write(epub_build(sites[0], published))
    write(epub_build(sites[1], published, store), workers=2)
    kept = stored(tmp_path / "cache.db")
    write(epub_build(sites[2], published, store))
    assert stored(tmp_path / "cache.db") == kept
    trees = [{path.relative_to(root): path.read_bytes() for path in root.rglob("*.epub")} for root in sites[:3]]
    assert trees[0] == trees[1] == trees[2]
    first, *others = published.books.chapters
    changed = replace(published, books=replace(published.books, chapters=(replace(first, title="另一题"), *others)))
    write(epub_build(sites[3], changed, store))
    fresh = stored(tmp_path / "cache.db")
    assert kept.items() <= fresh.items()
    assert len(fresh) == len(kept) + 6  # the book of one article and the collection, in each script


def test_a_page_leads_to_the_book_in_its_script(tmp_path: Path) -> None:
    """The names of books are among the files that exist in each script."""
    assert {posixpath.basename(BOOK), posixpath.basename(COLLECTION)} <= OF_EACH_SCRIPT
    page = next(str(f.content) for f in publication(tmp_path).files if f.path == "articles/ferry.md")
    assert [e.attrs["download"] for e in Document(page).all("a", href="edition.epub")] == ["ferry.epub"]


@pytest.mark.parametrize(("option", "few", "expected"), [(None, 2, 2), (None, 1, 0), (True, 1, 2), (False, 2, 0)])
def test_articles_have_books_where_the_option_or_their_number_says_so(
    option: bool | None, few: int, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By default only up to a number of articles; where there is no book, no page links to one."""
    monkeypatch.setattr("jiaozhu.build.index_stages.FEW", few)
    published = publish(replace(world(tmp_path, FILES), books=option), workers=1)
    assert len(published.books.chapters) == expected
    links = [f.path for f in published.files if f.page and ".epub" in str(f.content)]
    assert bool(links) == bool(expected)


def read_nothing(ident: str, name: str) -> bytes:
    raise AssertionError(f"no picture was expected: {ident}, {name}")


def test_without_an_address_a_book_leads_nowhere_outside(tmp_path: Path) -> None:
    published = publish(world(tmp_path, {key: text for key, text in FILES.items() if not key.endswith("春.yml")}), workers=1)
    for chapter in published.books.chapters:
        writer = ScriptWriter(SiteAddress("", ()))
        book = article_epub(chapter, published.books, Imprint("茶", "", SiteAddress("", ())), writer, read_nothing)
        assert "https://" not in read_member(book, "text.xhtml").replace("http://www.w3.org", "")


def test_a_site_without_articles_has_no_books(tmp_path: Path) -> None:
    published = publish(world(tmp_path / "world", {"docs/index.md": "# 校注\n"}), workers=1)
    write(epub_build(tmp_path / "site", published))
    assert list(tmp_path.rglob("*.epub")) == []


def test_an_epub_has_the_same_bytes_each_time() -> None:
    one = write_epub([("package.opf", "<package/>"), ("a.xhtml", "茶")])
    assert one == write_epub([("package.opf", "<package/>"), ("a.xhtml", "茶")])
    assert zipfile.ZipFile(io.BytesIO(one)).namelist() == ["mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/a.xhtml"]


def epubcheck() -> list[str]:
    """The command of epubcheck. Debian's is an archive of Java, which not every kernel runs by itself."""
    path = shutil.which("epubcheck") or ""
    return ["java", "-jar", path] if Path(path).read_bytes()[:2] == b"PK" else [path]


@pytest.mark.skipif(shutil.which("epubcheck") is None, reason="epubcheck is not installed")
def test_epubcheck_has_nothing_to_say(site: Path) -> None:
    for path in ("zh-tw/" + COLLECTION, f"articles/spring 春/{BOOK}"):
        run = subprocess.run([*epubcheck(), str(site / path)], capture_output=True, text=True, check=False, timeout=300)
        assert run.returncode == 0, run.stdout + run.stderr
