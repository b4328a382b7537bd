"""A real `mkdocs serve`: changes of an editor appear without a restart, and her mistakes do not take the site down."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from servers import serving
from worlds import copied, write

TEA = "春茶上市\n\n今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，雨水也来得正是时候。\n"
SALT = "盐价记\n\n山下的盐价涨了两成，挑夫们都说路不好走，雪下得太早。\n"
LATE = TEA.replace("早了十天", "晚了十天")
RULE = "\n- id: trial\n  name: 试\n  why: 试验。\n  find: '春茶'\n  put: 新茶\n  specs: ['春茶上市 → 新茶上市']\n  leave: ['秋茶']\n"
GLOSSARY = """\
categories: [天气]
terms:
  - id: rain
    form: 雨水
    english: rain
    category: 天气
    definition: 落到地上的水。
    source: 编者
"""
pytestmark = pytest.mark.slow


def test_changes_of_an_editor_show_up(own: Path, tmp_path: Path) -> None:
    project = copied(tmp_path, {"sources/tea.txt": TEA, "sources/coffee.txt": TEA.replace("茶", "咖啡")}, own=own)
    with serving(project) as server:
        server.shows("articles/tea/", "早了十天")

        write(project, {"sources/tea.txt": LATE})
        server.shows("articles/tea/", "晚了十天")

        write(project, {"sources/cocoa.txt": TEA.replace("茶", "可可")})
        server.shows("articles/", "春可可上市")
        server.shows("articles/cocoa/", "可可农说")

        (project / "sources" / "cocoa.txt").unlink()
        server.loses("articles/cocoa/")
        server.hides("articles/", "春可可上市")

        write(project, {"sources/tea.yml": "title: 编者拟题\n"})
        server.shows("articles/tea/", "编者拟题")

        write(project, {"sources/tea.yml": "title: 编者另拟\n"})
        server.shows("articles/tea/", "编者另拟")

        (project / "sources" / "tea.yml").unlink()
        server.hides("articles/tea/", "编者另拟")

        rules = project / "hooks" / "rules" / "cleaning.yml"
        before = rules.read_text("utf-8")
        write(project, {"hooks/rules/cleaning.yml": before + RULE})
        server.shows("articles/tea/", "今年的新茶")

        write(project, {"hooks/rules/cleaning.yml": before + RULE.replace("'春茶'", "'[春茶'")})
        server.shows("report/", "a broken pattern")
        server.shows("articles/tea/", "今年的春茶")

        write(project, {"hooks/rules/cleaning.yml": before, "sources/tea.txt": ""})
        server.shows("report/", "the source is empty")
        server.loses("articles/tea/")
        server.shows("articles/coffee/", "咖啡农说")

        write(project, {"sources/tea.txt": TEA})
        server.shows("articles/tea/", "早了十天")
        server.hides("report/", "the source is empty")


def test_a_changed_term_shows_up(own: Path, tmp_path: Path) -> None:
    """A mistake in the glossary removes one term and no article."""
    project = copied(tmp_path, {"sources/tea.txt": TEA, "docs/glossary.yml": GLOSSARY}, own=own)
    with serving(project) as server:
        server.shows("articles/tea/", "落到地上的水")

        write(project, {"docs/glossary.yml": GLOSSARY.replace("落到", "渗进")})
        server.shows("articles/tea/", "渗进地上的水")
        server.shows("glossary/", "渗进地上的水")

        write(project, {"docs/glossary.yml": GLOSSARY.replace("form: 雨水", "form: 水")})
        server.shows("report/", "fewer than two letters")
        server.hides("articles/tea/", "地上的水")


def test_a_mistake_at_the_start_does_not_stop_the_site(own: Path, tmp_path: Path) -> None:
    """An editor who starts with a broken source gets the rest of the site, and a report."""
    with serving(
        copied(tmp_path, {"sources/tea.txt": TEA, "sources/coffee.txt": "", "sources/cocoa.yml": "title: 可可\n"}, own=own)
    ) as server:
        server.shows("articles/tea/", "早了十天")
        server.shows("report/", "sources/coffee.txt")
        server.shows("report/", "no source is called cocoa (.txt, ")


def test_files_of_all_kinds_are_served(own: Path, tmp_path: Path) -> None:
    """Each is made when it is asked for; what leads out of the site is not."""
    with serving(copied(tmp_path, {"sources/tea.txt": TEA}, own=own)) as server:
        server.shows("articles/tea/", "早了十天")
        expected = {
            "zh-tw/articles/tea/": "早了十天上市，茶農說",
            "articles/tea/edition.json": "早了十天",
            "articles/tea/raw.txt": "早了十天",
            "feed.xml": "春茶上市",
            "zh-tw/search/t/0.js": "茶農",
            "search/index.js": "jzFind",
            "assets/reader.js": "jz",
        }
        for path, words in expected.items():
            with urlopen(f"{server.address}/{path}") as response:
                assert words in response.read().decode(), path
        with urlopen(f"{server.address}/articles/tea") as response:
            assert response.url.endswith("/articles/tea/")
        for path in ("no/such/page/", "search/../../../../../../etc/passwd", "search/%2e%2e/%2e%2e/%2e%2e/etc/hostname"):
            with pytest.raises(HTTPError, match="404"):
                urlopen(f"{server.address}/{path}")
        for path, language in {"no/such/": "zh-Hans", "zh-tw/no/such/": "zh-Hant-TW", "zh-hk/none": "zh-Hant-HK"}.items():
            with pytest.raises(HTTPError, match="404") as missing:
                urlopen(f"{server.address}/{path}")
            assert f'<html lang="{language}"' in missing.value.read().decode(), path


def test_a_browser_learns_that_its_page_is_another_one(own: Path, tmp_path: Path) -> None:
    project = copied(tmp_path, {"sources/tea.txt": TEA, "sources/salt.txt": SALT}, own=own)
    with serving(project) as server:
        server.shows("articles/tea/", "早了十天")

        def state(path: str, key: str = "", busy: int = 0) -> dict[str, object]:
            with urlopen(f"{server.address}/livereload/?{urlencode({'path': path, 'key': key, 'busy': busy})}") as response:
                answer = json.load(response)
            assert isinstance(answer, dict)
            return answer

        tea, salt = state("/articles/tea/"), state("/articles/salt/")
        write(project, {"sources/tea.txt": LATE})
        changed = state("/articles/tea/", str(tea["key"]))
        assert changed["key"] != tea["key"]
        assert changed["busy"]
        assert state("/articles/tea/", str(changed["key"]), busy=1) == {**changed, "busy": False}  # and it is not loaded once more
        assert state("/articles/salt/")["key"] == salt["key"]
        write(project, {"docs/assets/reader.css": (project / "docs/assets/reader.css").read_text("utf-8") + "p { color: red }\n"})
        state("/articles/salt/", str(salt["key"]))  # the site begins to be made again
        assert state("/articles/salt/", str(salt["key"]), busy=1)["key"] != salt["key"]  # every page looks otherwise now


def test_other_code_starts_the_server_again(own: Path, tmp_path: Path) -> None:
    """Code with a mistake in it does not."""
    project = copied(tmp_path, {"sources/tea.txt": TEA}, own=own)
    page = "hooks/jiaozhu/pages/articles/page.py"
    code = (project / page).read_text("utf-8")
    with serving(project) as server:
        server.shows("articles/tea/", "早了十天")
        write(project, {page: code + "\n)"})
        write(project, {"sources/tea.txt": LATE})
        server.shows("articles/tea/", "晚了十天")
        write(project, {page: code + "\nimport os\n\nos.environ['TRIED'] = 'yes'\n"})
        server.logs("starting again")
        server.shows("articles/tea/", "晚了十天")


def test_without_reloading_the_site_is_written(own: Path, tmp_path: Path) -> None:
    with serving(copied(tmp_path, {"sources/tea.txt": TEA}, own=own), "--no-livereload") as server:
        server.shows("zh-tw/articles/tea/", "茶農說")
