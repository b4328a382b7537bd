"""The pictures of web pages: those of the article stand where they stood in it, and those of the page around it are left out."""

from __future__ import annotations

import pytest

from jiaozhu.cleaning.layout.pictures import picture_of
from jiaozhu.core.model import Source
from jiaozhu.editions.pipeline import edit
from worlds import rulebook

TITLE = "渡口老船长的三十一年"
FIRST = "<p>渡口的老船长姓温，今年六十一岁，他在这条江上开了三十一年船，闭着眼睛也能靠岸，可是他仍旧每天把船擦得干干净净。</p>"
SECOND = "<p>去年秋天开始，镇上的渡船改成了整夜都开，每半个钟头一班，后半夜船上常常只有两三个人，灯却要一直亮着。</p>"
THIRD = "<p>后来大家想了一个办法，把两条船并成一条大的船，省下了三分之一的油，船票也没有涨价，乘客们都说好。</p>"

LONG = (FIRST + SECOND + THIRD).replace("</p><p>", "")


def page(body: str, above: str = "", behind: str = "") -> str:
    head = f"<meta charset=utf-8><title>{TITLE}_江城网</title>"
    return f"{head}<header><img src=banner.jpg></header>{above}<h1>{TITLE}</h1><div class=content>{body}</div>{behind}"


def shown(raw: str) -> list[str]:
    """The first letters of each block of a page, and the address or the text of each picture."""
    edition = edit(Source("ferry", "sources/ferry.html", raw, "", "utf-8", ""), None, rulebook())
    pictures = {block.id: block.picture.address or block.picture.alt for block in edition.blocks if block.picture}
    return [pictures.get(block.id, block.text[:2]) for block in edition.blocks if block.kind not in ("title", "break")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{FIRST}<p><img src=1.jpg></p>{SECOND}{THIRD}", ["渡口", "1.jpg", "去年", "后来"]),
        (f"<p><img src=1.jpg></p>{FIRST}{SECOND}{THIRD}", ["1.jpg", "渡口", "去年", "后来"]),
        (f"{FIRST}{SECOND}{THIRD}<div><img src=1.jpg></div><div><img src=2.jpg></div>", ["渡口", "去年", "后来", "1.jpg", "2.jpg"]),
        (f"<p><img src=1.jpg></p><p>2012年6月24日</p>{FIRST}{SECOND}{THIRD}", ["1.jpg", "渡口", "去年", "后来"]),
        (f"{FIRST}<p><img src=1.jpg><br><img src=2.jpg></p>{SECOND}{THIRD}", ["渡口", "1.jpg", "2.jpg", "去年", "后来"]),
        (f"<p><img src=1.jpg></p>{FIRST}", ["1.jpg", "渡口"]),
        (f"<p><img src=1.jpg></p>{LONG}<p>后来，船票也没有涨价。</p><p><img src=2.jpg></p>", ["1.jpg", "渡口", "后来", "2.jpg"]),
    ],
    ids=["between", "before", "behind", "above the date", "two", "above the only paragraph", "beside one long paragraph"],
)
def test_a_picture_of_the_article_stands_in_its_place(body: str, expected: list[str]) -> None:
    assert shown(page(body)) == expected


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class=related><ul><li><a href=/1><img src=x.jpg>养蜂人的春天来得早</a></li>"
        "<li><a href=/2><img src=y.jpg>竹篓怎样编成</a></li></ul></div>",
        "<div class=comments><p><img src=u1.jpg>网友甲：我家也住在江边，天天都坐这条船。</p>"
        "<p><img src=u2.jpg>网友乙：写得真好。</p></div>",
        "<div class=side><img src=app.jpg></div>"
        "<footer><p>江城网版权所有，未经书面许可，任何单位和个人不得转载。</p><img src=gongan.jpg></footer>",
    ],
    ids=["teasers", "comments", "footer"],
)
def test_a_picture_of_the_page_around_the_article_is_left_out(furniture: str) -> None:
    body = f"{FIRST}<p><img src=1.jpg></p>{SECOND}{THIRD}"
    assert shown(page(body, behind=furniture)) == ["渡口", "1.jpg", "去年", "后来"]


def test_an_advertisement_in_the_article_is_left_out() -> None:
    box = "<div class='ad-site'><a href=/go><img src=buy.jpg></a></div>"
    assert shown(page(f"{FIRST}{box}{SECOND}<p class=photo><img src=1.jpg></p>{THIRD}")) == ["渡口", "去年", "1.jpg", "后来"]
    assert shown(page(f"{box}{FIRST}{box}{SECOND}")) == ["渡口", "去年"]


@pytest.mark.parametrize("words", ["长按识别二维码，关注我们的公众号", "点击下方卡片关注我们"])
def test_a_code_to_scan_is_left_out(words: str) -> None:
    body = f"{FIRST}<p><img src=1.jpg></p>{SECOND}{THIRD}"
    code = f"<p><img src=scan.jpg></p><p>{words}</p>"
    assert shown(page(body + code))[:4] == ["渡口", "1.jpg", "去年", "后来"]
    assert "scan.jpg" not in shown(page(body + code))


def test_a_picture_in_a_link_with_words_of_the_frame_is_left_out() -> None:
    links = "<div><a href=/9><img src=x.jpg>上一篇：一只竹篓怎样编成</a><a href=/8><img src=y.jpg>下一篇：养蜂人的春天来得早</a></div>"
    assert shown(page(f"{FIRST}{SECOND}<p><a href=large.jpg><img src=1.jpg></a></p>{THIRD}{links}")) == ["渡口", "去年", "1.jpg", "后来"]


def test_an_article_of_photographs_has_them() -> None:
    raw = (
        f"<title>{TITLE}</title><article><h1>{TITLE}</h1><p><img src=1.jpg alt=清晨></p><p><img alt=中午></p><p>摄影：温长河</p></article>"
    )
    assert shown(f"<header><img src=banner.jpg></header>{raw}<footer><img src=foot.jpg></footer>") == ["1.jpg", "中午", "摄影"]


def test_a_picture_that_stands_once_more_for_want_of_scripts_is_one() -> None:
    twice = "<figure><noscript><img src=1.jpg></noscript><img src='data:image/svg+xml;utf8,<svg></svg>' data-actualsrc=1.jpg></figure>"
    assert shown(page(f"{FIRST}{twice}{SECOND}{THIRD}")) == ["渡口", "1.jpg", "去年", "后来"]


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ({"src": "data:image/gif;base64,R0lGOD", "data-src": "1.jpg", "class": "img_loading"}, "1.jpg"),
        ({"srcset": "s.jpg 320w, l.jpg 1280w, m.jpg 640w"}, "l.jpg"),
        ({"srcset": "s.jpg, l.jpg 2x"}, "l.jpg"),
        ({"srcset": ", ,", "src": "1.jpg"}, "1.jpg"),
        ({"src": "data:image/gif;base64,R0lGOD"}, None),
        ({"src": "javascript:alert(1)"}, None),
        ({"src": "1.jpg", "width": "16"}, None),
        ({"src": "logo.png"}, None),
        ({"src": "1.jpg", "alt": "扫码关注"}, None),
    ],
)
def test_the_address_of_a_picture(attributes: dict[str, str], address: str | None) -> None:
    picture = picture_of(attributes)
    assert (picture.address if picture else None) == address
