"""What cards of links show: small files, in which the text of each paragraph that is linked to is found, whatever it holds."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import Document
from jiaozhu.outputs.script_variants.page import convert_plain_text
from jiaozhu.pages.cards import page as cards
from jiaozhu.project import Project
from jiaozhu.script_conversion.regions import REGIONS
from jiaozhu.script_conversion.script import Script
from worlds import ROOT, publish, published

HEAD = ("春茶上市", "2020-05-27", "今年的春茶比往年早了十天上市。")
LIMIT = 3 * 1024
NAMES = st.from_regex(r"b[a-z2-7]{8}(-[2-9])?", fullmatch=True)


def found(files: list[list[str]], ident: str) -> str | None:
    """The text of a block as the script of the page looks it up."""
    ends = files[0][3].split(" ")
    pack = files[sum(1 for end in ends if end and end <= ident)]
    return next((line.partition("\t")[2] for line in pack if line.startswith(f"{ident}\t")), None)


@given(st.dictionaries(NAMES, st.text("茶山𠮷a", min_size=1, max_size=cards.SHOWN), max_size=80))
def test_each_block_is_found_in_a_small_file(texts: dict[str, str]) -> None:
    lines = sorted(f"{ident}\t{text}" for ident, text in texts.items())
    files = list(cards._packed(HEAD, lines))
    assert all(len("\n".join(some).encode()) + 1 <= cards.LARGEST for some in files)
    assert {ident: found(files, ident) for ident in texts} == texts
    assert tuple(files[0][:3]) == HEAD


def test_an_article_of_thousands_of_paragraphs_has_small_files_too() -> None:
    lines = sorted(f"b{n:08}\t{'茶' * cards.SHOWN}" for n in range(5_000))
    files = list(cards._packed(HEAD, lines))
    assert max(len("\n".join(some).encode()) + 1 for some in files) <= cards.LARGEST
    assert found(files, "b00000000") == "茶" * cards.SHOWN
    assert found(files, "b00004999") is None, "what has no room is not told, so that nothing false is"


@pytest.mark.parametrize("region", REGIONS.values(), ids=REGIONS)
def test_a_file_stays_small_in_another_script(region: object) -> None:
    """Even where all of it is words that are longer there."""
    lines = sorted(f"b{n:08}\t{cards.clipped('博客里的“只读存储器”和以太网、激光、发布了' * 9)}" for n in range(40))
    script = Script.for_region(region)  # type: ignore[arg-type]
    for some in cards._packed(HEAD, lines):
        assert len(convert_plain_text("\n".join(some) + "\n", script).encode()) <= LIMIT


TEXT = "茶农们在半山腰上种了一百亩茶树，每年清明之前，山上的芽叶刚刚冒头，采茶的人就背着竹篓上山去了。"
LONG = TEXT + "“" + "雨水多了几天，芽叶就长得快，一天要采两回，" * 8 + "谁也不敢歇一歇。”"
HOSTILE = "他在账本上写道：<img src=x onerror=alert(1)>&amp;茶[价](javascript:alert(1))，后来谁也没有看懂这一行字是什么意思。"
LINK = re.compile(r'/([^/"]+)/#(b[a-z2-7]+(?:-[0-9]+)?)"')  # the id of an article, and that of a block
WORLD = {
    "sources/hills.txt": f"山上的一年\n\n2020年5月27日，{LONG}\n\n2020年6月1日，{HOSTILE}\n\n没有日期的一段，没有人引到这里。\n",
    "docs/index.md": "# 校注\n",
}


def files_of(tmp_path: Path) -> dict[str, str]:
    return {f.path: str(f.content) for f in published(tmp_path, WORLD).files if "/card/" in f.path}


def test_only_what_is_linked_to_is_told_and_as_it_stands(tmp_path: Path) -> None:
    files = files_of(tmp_path)
    assert list(files) == ["articles/hills/card/0.txt"]
    title, date, start, ends, *lines = files["articles/hills/card/0.txt"].splitlines()
    assert (title, date, ends) == ("山上的一年", "未署日期", "")
    assert start.startswith("2020年5月27日，茶农们")
    assert len(start) == cards.SHOWN
    assert start.endswith("……")
    assert {line.partition("\t")[2] for line in lines} == {start, f"2020年6月1日，{HOSTILE}"}


def test_pages_declare_the_blocks_to_which_they_lead() -> None:
    """What is declared is what stands in the HTML: no link without a card, and no card without a link."""
    publication = publish(Project(ROOT / "sources", ROOT / "docs"))
    in_html: dict[str, set[str]] = {}
    for file in publication.files:
        for path, block in LINK.findall(str(file.content)) if file.page else ():
            in_html.setdefault(unquote(path), set()).add(block)
    assert in_html == publication.index.linked_blocks
    assert sum(map(len, in_html.values())) > 50


def test_where_words_stand_elsewhere_the_card_is_of_the_paragraph_there(tmp_path: Path) -> None:
    """The link itself leads to both of them, side by side."""
    shared = "县里的年鉴记着一件旧事：江上漂下来一只木箱，箱里装的是半箱茶饼和一册账本，账本上的字迹被水泡得看不清楚了。"
    world = {
        "docs/index.md": "# 校注\n",
        "sources/a.txt": f"山上\n\n{TEXT}\n\n{shared}\n",
        "sources/b.txt": f"江上\n\n{shared}摆渡的何师傅说那一年他还小。\n\n老渡口要关了，最后一班船只坐了三个人，专程来拍照。\n",
    }
    made = {f.path: str(f.content) for f in published(tmp_path, world).files}
    link = next(e for e in Document(made["articles/a.md"]).all("a") if "data-card" in e.attrs)
    assert link.attrs["href"].startswith("../../passages/#")
    path, _, block = link.attrs["data-card"].partition("#")
    assert path == "../b/"
    assert f"\n{block}\t{shared}" in made["articles/b/card/0.txt"]
