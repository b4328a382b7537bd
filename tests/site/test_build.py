"""The site as MkDocs builds it: the same bytes every time, a page for each source, and no violation of the contract."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from markdown import Markdown

from contract import Document, broken
from worlds import ROOT, SOURCES, Files, built, configured, copied, idents, ran, site_of, stored, tree

GOOD = "春茶上市\n\n今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，雨水也来得正是时候。\n"
LONG = (
    "今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，雨水也来得正是时候。他家的茶园在半山腰上，头一批鲜叶已经卖完了。\n"
    "制茶的作坊就在村口，鲜叶摊开晾上半天，再下到铁锅里炒，炒茶的师傅全凭一双手试火候，炒过的茶叶还要揉捻、烘干。\n"
)
FERRY = "老渡口要关了，摆渡的何师傅在这条江上撑了四十年船，最后一班船只坐了三个人，其中一个还是专程赶来拍照的学生。\n" * 2
OTHER = "县里的年鉴记着一件旧事：江上漂下来一只木箱，箱里装的是半箱茶饼和一册账本，账本上的字迹被水泡得看不清楚了，只认得出封面上的商号。\n"
# What a build prints of which nothing follows for the editor. How far it is, it says only where it takes its time.
SILENT = re.compile(
    r"(?:[a-z ]+(?:: [\d,]+ of [\d,]+)?\n)*INFO +- +jiaozhu: 4 articles in \d+ files, of which \d+ were written, in .*\n"
    r"INFO +- +Documentation built in [\d.]+ seconds\n"
)
CACHE = Path(".cache/jiaozhu.db")
pytestmark = pytest.mark.slow


def test_site_keeps_its_promises(own: Path) -> None:
    assert broken(own / "site", {ident: (SOURCES / f"{ident}.txt").read_bytes() for ident in idents()}) == []


def test_sources_of_one_article_keep_the_promises_of_one(own: Path, tmp_path: Path) -> None:
    """The base has the page, the other source is named on it and redirects to it, and a third article shows what it shares."""
    texts = {"a": f"春茶上市\n\n{LONG}{OTHER}", "b": f"春茶上市\n\n{LONG.replace('雨水', '雨')}{OTHER}", "c 丙": f"渡口\n\n{FERRY}{OTHER}"}
    project = copied(tmp_path, {f"sources/{ident}.txt": text for ident, text in texts.items()}, own=own)
    site = site_of(project)
    assert broken(site, {ident: text.encode() for ident, text in texts.items()}) == []
    assert not (site / "articles" / "b" / "edition.json").exists()
    assert [e.attrs["content"] for e in Document.from_file(site / "articles" / "b" / "index.html").all("meta", name="robots")] == [
        "noindex"
    ]
    for path, links in (("articles", ["../articles/a/", "../articles/c%20%E4%B8%99/"]), ("", ["articles/a/", "articles/c%20%E4%B8%99/"])):
        entries = [e for e in Document.from_file(site / path / "index.html").all("a") if any("jz-entry" in i.classes for i in e.inside)]
        assert sorted(e.attrs["href"].removeprefix("../") for e in entries) == sorted(e.removeprefix("../articles/") for e in links)
    text = Document.from_file(site / "articles" / "c 丙" / "index.html").elements[0].text
    assert "与《春茶上市》有相同的段落，共 " in text


def test_two_builds_are_the_same(own: Path, tmp_path: Path) -> None:
    """The second build uses the cache, and prints what came of it. Its folder is another one, of whose files it has no list."""
    project = tmp_path / "own"
    shutil.copytree(own, project)
    first, cache = tree(own / "site"), stored(own / CACHE)
    assert cache
    run = built(project, fresh=True)
    assert run.code == 0, run.output
    assert SILENT.fullmatch(run.output), run.output
    assert_same(tree(run.site), first)
    made = stored(project / CACHE).items() - cache.items()
    assert [name.partition(" ")[0] for name, _ in made] == [
        "files",
        "files",
    ]  # the list and the record of the build; nothing was made again


def test_two_copies_are_the_same(own: Path, again: Path) -> None:
    """The site does not depend on the folder, the times of files, the order of a hash table, or the number of processes."""
    assert_same(tree(again / "site"), tree(own / "site"))


def assert_same(actual: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert sorted(actual) == sorted(expected)
    assert [name for name in actual if actual[name] != expected[name]] == []


WRONG: list[tuple[str, Files, str]] = [
    ("an empty source", {"sources/tea.txt": ""}, "sources/tea.txt: the source is empty"),
    ("a binary source", {"sources/tea.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"}, "this is not text (byte 0)"),
    ("a broken sidecar", {"sources/good.yml": "titel: 春茶\n"}, "sources/good.yml:1: unknown key 'titel'"),
    ("a sidecar alone", {"sources/coffee.yml": "title: 咖啡\n"}, "sources/coffee.yml: no source is called coffee (.txt, "),
    ("a broken glossary", {"docs/glossary.yml": "terms: []\n"}, "docs/glossary.yml:1: the glossary has no 'categories'"),
    ("a broken rule", {"hooks/rules/trial.yml": "- id: tea\n"}, "hooks/rules/trial.yml:1: a rule has no 'name'"),
]


@pytest.mark.parametrize(("files", "message"), [pytest.param(files, message, id=name) for name, files, message in WRONG])
def test_errors_end_a_build(files: Files, message: str, own: Path, tmp_path: Path) -> None:
    """The output has the message and no traceback, and the exit code is not 0."""
    run = built(copied(tmp_path, {"sources/good.txt": GOOD, **files}, own=own))
    assert run.code != 0
    assert message in run.output
    assert "Traceback" not in run.output


def test_a_build_reports_all_errors(own: Path, tmp_path: Path) -> None:
    wrong_files = {name: content for _, files, _ in WRONG[1:] for name, content in files.items()}
    run = built(copied(tmp_path, {"sources/good.txt": GOOD, **wrong_files}, own=own))
    assert [message for _, _, message in WRONG[1:] if message not in run.output] == []


def test_a_missing_folder_of_sources_ends_a_build(own: Path, tmp_path: Path) -> None:
    run = built(configured(copied(tmp_path, own=own), extra={"jiaozhu": {"sources": "elsewhere"}}))
    assert run.code != 0
    assert "no such folder" in run.output
    assert "Traceback" not in run.output


@pytest.mark.parametrize(("options", "message"), [({"mentions": "some"}, "mentions is 'some'"), ({"workers": -1}, "workers is -1")])
def test_an_invalid_option_ends_a_build(options: dict[str, object], message: str, own: Path, tmp_path: Path) -> None:
    run = built(configured(copied(tmp_path, own=own), extra={"jiaozhu": options}))
    assert run.code != 0
    assert f"mkdocs.yml: extra.jiaozhu.{message}" in run.output
    assert "Traceback" not in run.output


def test_all_mentions_can_be_marked(own: Path, tmp_path: Path) -> None:
    """The option marks all mentions, and does not change the data."""
    first = tree(own / "site")
    site = tree(site_of(configured(copied(tmp_path, own=own), extra={"jiaozhu": {"mentions": "all"}})))
    for ident in idents():
        data = f"articles/{ident}/edition.json"
        assert site[data] == first[data]
        marked = [e for e in Document(site[f"articles/{ident}/index.html"].decode()).all("a") if "term" in e.classes]
        assert len(marked) == len(json.loads(site[data])["mentions"])


def test_the_folder_of_sources_is_an_option(own: Path, tmp_path: Path) -> None:
    project = copied(tmp_path, {"sources/good.txt": GOOD}, own=own)
    (project / "sources").rename(project / "articles of old")
    site = site_of(configured(project, extra={"jiaozhu": {"sources": "articles of old"}}))
    assert (site / "articles" / "good" / "index.html").is_file()


LINKS: list[tuple[str, str]] = [
    ("../articles/good.md", ""),
    ("../rules/index.md#markup-leak", ""),
    ("../articles/none.md", "the target 'articles/none.md' is not found"),
    ("../rules/index.md#none", "does not contain an anchor '#none'"),
]


@pytest.mark.parametrize(("link", "message"), LINKS)
def test_links_of_hand_written_pages_are_checked(link: str, message: str, own: Path, tmp_path: Path) -> None:
    """They name a page that the program writes as if it were a Markdown file of `docs/`."""
    run = built(copied(tmp_path, {"sources/good.txt": GOOD, "docs/about/design.md": f"# 设计\n\n见[那里]({link})。\n"}, own=own))
    assert (run.code == 0) == (not message), run.output
    assert message in run.output
    if not message:
        page = Document.from_file(run.site / "about" / "design" / "index.html")
        assert [e.attrs["href"] for e in page.all("a") if e.text == "那里"] == [f"../{link}".replace("index.md", "").replace(".md", "/")]


def exported(project: Path, to: Path) -> tuple[int, str]:
    return ran(project, "jiaozhu", "export", str(to))


def test_export_writes_a_tree(own: Path, tmp_path: Path) -> None:
    """The tree has the plain Markdown, the data and the source of every article, and an index that links to each."""
    code, output = exported(copied(tmp_path / "project", own=own), tmp_path / "tree")
    assert code == 0, output
    files = tree(tmp_path / "tree")
    kinds = ("edition.json", "index.md", "raw.txt")
    assert sorted(files) == sorted(["index.md", *(f"articles/{ident}/{kind}" for ident in idents() for kind in kinds)])
    for ident in idents():
        assert files[f"articles/{ident}/raw.txt"] == (SOURCES / f"{ident}.txt").read_bytes()
    links = Document(Markdown().convert(files["index.md"].decode())).all("a")
    assert sorted(unquote(link.attrs["href"]) for link in links) == [f"articles/{ident}/index.md" for ident in idents()]


def test_export_has_the_texts_of_the_site(own: Path, tmp_path: Path) -> None:
    site = tree(own / "site")
    assert exported(copied(tmp_path / "project", own=own), tmp_path / "tree")[0] == 0
    files = tree(tmp_path / "tree")
    for ident in idents():
        assert files[f"articles/{ident}/index.md"] == site[f"articles/{ident}/edition.md"]
        assert files[f"articles/{ident}/edition.json"] == site[f"articles/{ident}/edition.json"]


def test_export_has_one_text_of_an_article_and_each_source(own: Path, tmp_path: Path) -> None:
    texts = {"a": f"春茶上市\n\n{LONG}{OTHER}", "b": f"春茶上市\n\n{LONG.replace('雨水', '雨')}{OTHER}"}
    project = copied(tmp_path / "project", {f"sources/{ident}.txt": text for ident, text in texts.items()}, own=own)
    assert exported(project, tmp_path / "tree")[0] == 0
    files = ["articles/a/edition.json", "articles/a/index.md", "articles/a/raw.txt", "articles/b/raw.txt", "index.md"]
    assert sorted(tree(tmp_path / "tree")) == files


def test_export_does_not_overwrite_anything(own: Path, tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "mine.md").write_text("我的\n", "utf-8")
    code, output = exported(copied(tmp_path / "project", own=own), tmp_path / "tree")
    assert code != 0
    assert "not empty" in output
    assert sorted(tree(tmp_path / "tree")) == ["mine.md"]


def test_export_stops_at_an_error(own: Path, tmp_path: Path) -> None:
    code, output = exported(copied(tmp_path / "project", {"sources/tea.txt": ""}, own=own), tmp_path / "tree")
    assert code != 0
    assert output.startswith("sources/tea.txt: the source is empty")
    assert "Traceback" not in output
    assert not (tmp_path / "tree").exists()


def test_articles_stay_out_of_the_navigation() -> None:
    """A navigation of a thousand articles would be on every page."""
    nav = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)["nav"]
    assert [path for entry in nav for path in entry.values() if path.startswith("articles/") and path != "articles/index.md"] == []
