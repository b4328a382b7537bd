"""Markdown: what stands where in it, what its marks mean, and that nothing but marks is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiaozhu.core.reading import Reading
from jiaozhu.markdown_sources.front_matter import front_matter, is_markdown
from jiaozhu.markdown_sources.markdown_marks import markdown_changes
from jiaozhu.markdown_sources.structure import read_markdown


def text(raw: str) -> str:
    return Reading.unchanged(raw).amend(markdown_changes(raw)).text


def elements(raw: str) -> list[tuple[str, str]]:
    return [(element.name, raw[element.span.start : element.span.end]) for element in read_markdown(raw).elements]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("# 采茶\n\n天亮了。\n", "采茶\n天亮了。"),
        ("采茶\n====\n\n天亮了。", "采茶\n天亮了。"),
        ("天**还没**有*亮*，~~茶农~~出门。", "天还没有亮，茶农出门。"),
        (r"三 \* 四 &amp; 五", "三 * 四 & 五"),
        ("见[县报](https://a.example/x_(1) '报')与<https://b.example>。", "见县报与https://b.example。"),
        ("见[县报][1]。\n\n[1]: https://a.example", "见县报。"),
        ("写作 ``a`b`` 与 `&amp;`", "写作 a`b 与 &amp;"),
        ("```py\nx = 1\n\n  y\n```\n完", "x = 1\n\n  y\n完"),
        ("天\n\n    a = 1\n\n      b\n    c\n\n完", "天\na = 1\n\n  b\nc\n完"),
        ("天\n\n\tx\n\t\ty\n完", "天\nx\n\ty\n完"),
        ("> ```\n> a\n>\n>   b\n> ```\n", "a\n\n  b"),
        ("> [!NOTE]\n> 山上雾大。\n\n> [!这里]\n> [!NOTE]", "山上雾大。\n[!这里]\n[!NOTE]"),
        ("- 斗笠\n- 竹篓\n  - 旧的", "斗笠\n竹篓\n旧的"),
        ("> 山上雾大。\n> ——老茶农", "山上雾大。\n——老茶农"),
        ("| 项 | 价 |\n| --- | ---: |\n| 春茶 | 八百 |", "项\n价\n春茶\n八百"),
        ("他说[^1]。\n\n[^1]: 见日记。\n    第二页。", "他说[1]。\n[1] 见日记。\n第二页。"),
        ("第一行\r\n第二行\r\n\r\n又一段\r\n", "第一行\n第二行\n又一段"),
        ("天<br>地<sup>2</sup> <script>x</script>", "天地2 x"),
        ("[没有地址] 与 [ ] 方框 * 星", "[没有地址] 与 [ ] 方框 * 星"),
        # beside the marks of Chinese
        ("**“茶”**是新的，他（~~记错~~）*（笑）*说。", "“茶”是新的，他（记错）（笑）说。"),
        ("他说**（大声）**你好 * 他", "他说（大声）你好 * 他"),
        ("3**（2）与 2**（3） 不是", "3**（2）与 2**（3） 不是"),
        ("---\ntitle: '采茶'\ntags: [茶]\n---\n\n天亮了。", "采茶\n天亮了。"),
    ],
)
def test_the_text_without_marks(raw: str, expected: str) -> None:
    assert text(raw).strip() == expected


def test_marks_are_elements_with_their_places() -> None:
    raw = "天**还*没*有**亮，见[报](https://a.example)，`x`。"
    assert elements(raw) == [("strong", "还*没*有"), ("em", "没"), ("a", "报"), ("code", "x")]


def test_a_cell_with_a_bar_keeps_its_words() -> None:
    assert text("| a | b |\n|---|---|\n| x\\|y | z |") == "a\nb\nx|y\nz"
    raw = "| a |\n|---|\n| `x \\| y` |"
    assert text(raw) == "a\nx | y"
    assert ("code", "x \\| y") in elements(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "| 茶 | 价 |\n| --- | ---: |\n| 春茶 | |\n| | 八百 |\n",
        "茶 | 价\n--- | ---\n**春茶** |\n| | 八百\n",
        "> | 茶 | 价 |\n> | --- | --- |\n> | 春茶 | |\n> | | 八百 |\n",
        "- 账目\n\n  | 茶 | 价 |\n  | --- | --- |\n  | `春茶` | |\n  | | 八百 |\n",
    ],
)
def test_each_cell_stands_in_its_row_and_the_rows_in_the_table(raw: str) -> None:
    structure = read_markdown(raw)
    spans = {name: [element.span for element in structure.elements if element.name == name] for name in ("table", "tr", "th", "td")}
    cells = [*spans["th"], *spans["td"]]
    words = ["".join(c for c in raw[cell.start : cell.end] if c.isalnum()) for cell in cells]
    assert words == ["茶", "价", "春茶", "", "", "八百"]
    assert [sum(row.contains(cell) for row in spans["tr"]) for cell in cells] == [1] * 6
    assert all(spans["table"][0].contains(row) for row in spans["tr"])


MARKS = "# *_`~[]()<>!|\\-+>:^1.\"'&;=\n \t"


@given(st.text(alphabet=MARKS + "茶农出门a", max_size=60))
@example("[^a]: x\n\n[^a]")
@example("`a\n`")
@example("- \n-\n\n  x")
@example("|a|\n|-|\n|`|`|")
@example("---\na: b\n---")
def test_the_pieces_are_the_text(raw: str) -> None:
    """The pieces tile the text; and no Chinese character is lost but in addresses, titles of links, and the facts in front."""
    structure = read_markdown(raw)
    at = 0
    for piece in structure.pieces:
        assert piece.start == at < piece.end
        at = piece.end
    assert at == len(raw)
    assert all(0 <= element.span.start <= element.span.end <= len(raw) for element in structure.elements)
    if not any(mark in raw for mark in "[]<>`~") and "---" not in raw:
        assert [c for c in text(raw) if c in "茶农出门"] == [c for c in raw if c in "茶农出门"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("---\ntitle: 采茶\n---\n天亮了。", True),
        ("# 采茶\n\n天**还没**亮。", True),
        ("采茶\n\n天还没有亮，价格 * 二。", False),
        ("# 采茶\n\n天还没有亮。", False),
        ("---\n天还没有亮\n---\n茶农出门", False),
    ],
)
def test_which_texts_are_markdown(raw: str, expected: bool) -> None:
    assert is_markdown(raw) is expected


def test_front_matter_is_data_and_never_code() -> None:
    """A tag that asks for an object gives the texts below it, as any other."""
    raw = "---\nTitle: 采茶\ndate: 2020-05-27\ntags:\n  - 茶\nx: !!python/object/apply:os.system ['true']\n---\n"
    assert front_matter(raw) == {"title": "采茶", "date": "2020-05-27", "tags": ["茶"], "x": ["true"]}
