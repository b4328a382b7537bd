"""A page under `mkdocs serve`: it is loaded again where the reader is, and a line says that the rest is being made."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from servers import serving
from worlds import copied, write

PARAGRAPHS = [f"第{n}天，渡口的人很多，何师傅说船票没有涨价，坐船的人却少了，大家都去看新修的桥。" * 3 for n in range(1, 30)]
TEXT = "渡口日记\n\n" + "\n\n".join(PARAGRAPHS) + "\n"


@pytest.mark.slow
def test_an_edited_page_is_loaded_again_in_its_place(browser: Browser, own: Path, tmp_path: Path) -> None:
    project = copied(tmp_path, {"sources/diary.txt": TEXT}, own=own)
    with serving(project) as server:
        server.shows("articles/diary/", "第3天")
        page = browser.new_page(viewport={"width": 1000, "height": 700})
        page.goto(f"{server.address}/articles/diary/")
        page.evaluate("document.querySelectorAll('.edition p')[20].scrollIntoView({ behavior: 'instant' })")
        where = "document.querySelectorAll('.edition p')[{}].getBoundingClientRect().top"
        before = page.evaluate(where.format(20))

        write(project, {"sources/diary.txt": TEXT.replace("第2天，", "第2天，夜里下了一场大雨，河水涨了三尺，")})
        page.get_by_text("夜里下了一场大雨").wait_for()
        page.get_by_text("其余各页正在更新").wait_for()
        page.wait_for_function(f"Math.abs({where.format(20)} - {before}) < 3")
        page.get_by_text("其余各页正在更新").wait_for(state="detached")

        page.get_by_role("navigation", name="视图").get_by_role("link", name="校勘").click()
        page.wait_for_url("**/collation/")
        write(project, {"sources/diary.txt": TEXT.replace("第2天，", "第2天，夜里下了一场小雨，")})
        page.get_by_text("夜里下了一场小雨").wait_for()
        page.close()
