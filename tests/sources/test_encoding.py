"""Bytes to text: what a Chinese text comes in is read to the byte; a few bad bytes are marked, and what is no text is refused."""

from __future__ import annotations

import codecs
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from jiaozhu.core.decisions import Sidecar
from jiaozhu.core.errors import SourceError
from jiaozhu.core.model import MalformedBytes
from jiaozhu.sources import txt
from jiaozhu.sources.encoding import Decoded, Undecodable, decode
from jiaozhu.sources.read import read_source

MANY = settings(max_examples=100, deadline=None)

SENTENCES = (
    "今天早上，我们在村口的小店里喝了一碗热豆浆，然后沿着河边慢慢地走回家去。",
    "他说：“这条路我走了二十年，从来没有迷过路，也没有遇见过一个外地人。”",
    "会后，大家就下一步的工作安排进行了讨论，并且定下了各自要做的事情。",
    "如果没有那年夏天的一场大雨，河边的老房子也许还在，院子里的枣树也还在。",
    "老师问学生：你们知道为什么天空是蓝色的，而傍晚的云又是红色的吗？",
    "这本书写的是一位木匠的一生，作者用了三年时间，走访了两百多个村庄。",
    "公司去年的收入比前年多了一成，但是利润却因为原料涨价而少了不少！",
    "政治、经济和文化，哪一样都离不开人；人又离不开吃饭、穿衣和住房。",
)
TRADITIONAL = OpenCC("s2tw")
SIMPLIFIED_TEXT = "\n".join(SENTENCES)
TRADITIONAL_TEXT = TRADITIONAL.convert(SIMPLIFIED_TEXT)

EVERYWHERE = ("\n", "\r\n", "\r", "\n\n")
UNICODE_ONLY = ("\u2028", "\u2029", "\x85", "\v", "\f")


@st.composite
def articles(draw: st.DrawFn, newlines: tuple[str, ...]) -> str:
    """Chinese text of some sentences, with all kinds of newlines between them."""
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=12))
    return "".join(sentence + draw(st.sampled_from(newlines)) for sentence in sentences)


def refused(data: bytes, named: str | None = None) -> Undecodable:
    with pytest.raises(Undecodable) as error:
        decode(data, named)
    return error.value


def again(decoded: Decoded) -> bytes:
    """The bytes from which a text was decoded: of the text, and of each malformed place."""
    data, at = b"", 0
    for place in decoded.malformed:
        data += decoded.raw[at : place.at].encode(decoded.encoding) + place.octets
        at = place.at + 1
    return data + decoded.raw[at:].encode(decoded.encoding)


# ------------------------------------------------------------------------------------------------------ what is decoded


@pytest.mark.parametrize(
    ("bom", "encoding", "evidence"),
    [
        pytest.param(b"", "utf-8", "valid UTF-8", id="UTF-8"),
        pytest.param(codecs.BOM_UTF8, "utf-8", "byte-order mark", id="UTF-8 with BOM"),
        pytest.param(codecs.BOM_UTF16_LE, "utf-16-le", "byte-order mark", id="UTF-16 LE"),
        pytest.param(codecs.BOM_UTF16_BE, "utf-16-be", "byte-order mark", id="UTF-16 BE"),
    ],
)
@MANY
@given(text=articles((*EVERYWHERE, *UNICODE_ONLY, "𠮷😀")))
def test_unicode_is_read_to_the_byte(bom: bytes, encoding: str, evidence: str, text: str) -> None:
    data = bom + text.encode(encoding)
    decoded = decode(data)
    assert (decoded.encoding, decoded.evidence) == (encoding, evidence)
    assert decoded.raw == ("\ufeff" if bom else "") + text
    assert decoded.raw.encode(decoded.encoding) == data


@MANY
@given(articles((*EVERYWHERE, *UNICODE_ONLY, "𠮷😀")))
def test_gb18030_is_read_to_the_byte(text: str) -> None:
    decoded = decode(text.encode("gb18030"))
    assert (decoded.raw, decoded.encoding) == (text, "gb18030")


@MANY
@given(articles(EVERYWHERE))
def test_big5_is_read_to_the_byte(text: str) -> None:
    data = TRADITIONAL.convert(text).encode("big5")
    decoded = decode(data)
    assert (decoded.raw, decoded.encoding) == (TRADITIONAL.convert(text), "big5")
    assert decoded.raw.encode(decoded.encoding) == data


@MANY
@given(st.text(max_size=20))
def test_any_text_is_read_from_utf_8(text: str) -> None:
    if "\0" not in text:
        assert decode(text.encode()).raw == text


def test_four_bytes_of_gb18030_are_one_character() -> None:
    text = SIMPLIFIED_TEXT + "𠮷野家的牌子上写着㐂字。"
    data = text.encode("gb18030")
    assert len("𠮷".encode("gb18030")) == 4
    assert decode(data).raw == text


@pytest.mark.parametrize(("encoding", "words"), [("cp950", "他姓恒，善碁。"), ("big5hkscs", "佢喺嗰度咁講嘅。")])
def test_the_larger_sets_of_big5_are_tried(encoding: str, words: str) -> None:
    text = TRADITIONAL_TEXT + words
    with pytest.raises(UnicodeEncodeError):
        text.encode("big5")
    decoded = decode(text.encode(encoding))
    assert (decoded.raw, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5"])
@pytest.mark.parametrize("newline", EVERYWHERE)
def test_newlines_are_kept(encoding: str, newline: str) -> None:
    text = TRADITIONAL_TEXT.replace("\n", newline)
    data = text.encode(encoding)
    if encoding.startswith("utf-16"):
        data = "\ufeff".encode(encoding) + data
    assert decode(data).raw.encode(encoding) == data
    assert decode(data).raw.removeprefix("\ufeff") == text


@pytest.mark.parametrize("data", [b"", b"plain ASCII", "短".encode(), "，".encode()])
def test_short_utf_8_needs_no_evidence(data: bytes) -> None:
    assert decode(data).raw == data.decode()


# ------------------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize("left", [1, 2])
@pytest.mark.parametrize("text", ["中文", SIMPLIFIED_TEXT])
def test_utf_8_that_ends_inside_a_character_is_read_up_to_it(text: str, left: int) -> None:
    decoded = decode(text.encode() + "字".encode()[:left])
    assert (decoded.raw, decoded.encoding) == (text + "\ufffd", "utf-8")
    assert decoded.malformed == (MalformedBytes(len(text), "字".encode()[:left]),)


@MANY
@given(articles(EVERYWHERE), st.data())
def test_a_bad_byte_in_utf_8_is_marked_at_its_place_and_not_taken_for_gb18030(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    bad = data.draw(st.sampled_from([b"\xff", b"\xfe", b"\xc0", b"\x80", b"\xb5", b"\xe4", b"\xe4\xb8"]))
    decoded = decode(text[:at].encode() + bad + text[at:].encode())
    assert (decoded.raw, decoded.encoding) == (f"{text[:at]}\ufffd{text[at:]}", "utf-8")
    assert decoded.malformed == (MalformedBytes(at, bad),)


@MANY
@given(articles(EVERYWHERE), st.data())
def test_a_lost_byte_in_utf_8_costs_its_character_alone(text: str, data: st.DataObject) -> None:
    n = data.draw(st.sampled_from([n for n, c in enumerate(text) if len(c.encode()) == 3]))
    lost = len(text[:n].encode()) + data.draw(st.integers(0, 2))
    whole = text.encode()
    decoded = decode(whole[:lost] + whole[lost + 1 :])
    assert decoded.raw.replace("\ufffd", "") == text[:n] + text[n + 1 :]
    assert again(decoded) == whole[:lost] + whole[lost + 1 :]


@pytest.mark.parametrize(("encoding", "text"), [("gb18030", SIMPLIFIED_TEXT), ("big5", TRADITIONAL_TEXT)])
@pytest.mark.parametrize("stray", [b"\xff", b"\x80"])
def test_a_stray_byte_in_gb18030_and_big5_is_marked(encoding: str, text: str, stray: bytes) -> None:
    before, after = text[:40], text[40:]
    data = before.encode(encoding) + stray + after.encode(encoding)
    decoded = decode(data)
    assert (decoded.raw, decoded.encoding) == (f"{before}\ufffd{after}", encoding)
    assert decoded.malformed == (MalformedBytes(40, stray),)


@MANY
@given(st.data())
@pytest.mark.parametrize(("encoding", "text"), [("gb18030", SIMPLIFIED_TEXT), ("big5", TRADITIONAL_TEXT)])
def test_a_byte_that_shifts_all_behind_it_costs_a_few_characters(encoding: str, text: str, data: st.DataObject) -> None:
    """Whether it is one too many or one too few. Its place is known to within a few characters, because rare ones are no evidence."""
    whole = text.encode(encoding)
    at = data.draw(st.integers(20, len(text) - 20))
    here = len(text[:at].encode(encoding))
    extra = data.draw(st.sampled_from([b"", b"\xb5", b"\xc4", b"\xe3"]))
    damaged = whole[:here] + extra + whole[here + (0 if extra else 1) :]
    decoded = decode(damaged)
    assert again(decoded) == damaged
    matching = SequenceMatcher(None, decoded.raw, text, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in matching) >= len(text) - 12


def test_a_letter_behind_a_shifted_line_is_not_taken_for_half_a_character() -> None:
    text = SENTENCES[0] + SENTENCES[1] + "KOC" + SENTENCES[2]
    at = text.index("沿着") * 2
    data = text.encode("gb18030")
    decoded = decode(data[:at] + b"\xb5" + data[at:])
    assert decoded.raw.endswith(text[text.index("慢慢") :])
    assert len(decoded.malformed) == 1
    assert decode((text + "朱镕基，石堃A").encode("gb18030")).malformed == ()


@pytest.mark.parametrize(("encoding", "text"), [("gb18030", SIMPLIFIED_TEXT + "字"), ("big5", TRADITIONAL_TEXT + "字")])
def test_half_a_character_at_the_end_is_marked(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding)[:-1])
    assert (decoded.raw, decoded.encoding) == (text[:-1] + "\ufffd", encoding)
    assert again(decoded) == text.encode(encoding)[:-1]


@MANY
@given(st.binary(max_size=200), st.sampled_from(["utf-8", "gb18030", "big5", "utf-16-le"]))
def test_what_is_read_gives_its_bytes_again(noise: bytes, encoding: str) -> None:
    try:
        decoded = txt.read(TRADITIONAL_TEXT.encode(encoding) + noise, encoding)
    except Undecodable:
        return
    assert again(decoded) == TRADITIONAL_TEXT.encode(encoding) + noise
    assert "\0" not in decoded.raw


def test_a_text_with_many_bad_bytes_is_refused() -> None:
    assert refused(b"\xff\xfe\xfd\x80".join(c.encode() for c in SIMPLIFIED_TEXT[:40])).offset == 3
    assert refused(SIMPLIFIED_TEXT.encode("gb18030")[:99] + b"\xff" * 9).offset == 0


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_is_binding(bom: bytes) -> None:
    odd = decode(bom + b"ab" + b"c")
    assert (len(odd.raw), odd.malformed) == (3, (MalformedBytes(2, b"c"),))
    assert decode(codecs.BOM_UTF8 + "中".encode() + b"\xff").malformed == (MalformedBytes(2, b"\xff"),)
    assert refused(codecs.BOM_UTF8 + "中文".encode("gb18030")).offset == 3


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 0, id="PNG"),
        pytest.param(b"\x89PNG\r\n\x1a\n", 0, id="PNG, first bytes"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", 0, id="JPEG"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00", 0, id="zip"),
        pytest.param(b"%PDF-1.4\n1 0 obj", 0, id="PDF"),
        pytest.param(b"\x01\x00\x02\x00\x03\x00\x04\x00\x05\x00" * 9, 0, id="numbers"),
    ],
)
def test_binary_is_refused(data: bytes, offset: int) -> None:
    with pytest.raises(txt.Binary, match="this is not text") as error:
        txt.read(data, None)
    assert error.value.offset == offset


@pytest.mark.parametrize(("data", "offset"), [(b"ab\x01\x02cd\x03\x04", 2), ("中文".encode() + b"\x07" * 4, 6)])
def test_a_text_of_control_characters_is_refused(data: bytes, offset: int) -> None:
    with pytest.raises(Undecodable, match="this is not text") as error:
        txt.read(data, None)
    assert error.value.offset == offset


@pytest.mark.parametrize("bom", [codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE])
def test_utf_32_is_refused(bom: bytes) -> None:
    encoding = "utf-32-le" if bom == codecs.BOM_UTF32_LE else "utf-32-be"
    with pytest.raises(Undecodable):
        txt.read(bom + SIMPLIFIED_TEXT.encode(encoding), None)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("zeros", ["\0", "\0" * 512])
def test_zeros_are_marked_and_their_bytes_kept(encoding: str, zeros: str) -> None:
    data = (SIMPLIFIED_TEXT + zeros + "完。").encode(encoding)
    decoded = txt.read(data, None)
    assert decoded.raw == SIMPLIFIED_TEXT + "\ufffd" * len(zeros) + "完。"
    assert again(decoded) == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding: str) -> None:
    decoded = txt.read((SIMPLIFIED_TEXT + "\nKOC\n").encode(encoding), None)
    assert (decoded.raw, decoded.encoding) == (SIMPLIFIED_TEXT + "\nKOC\n", encoding)


@pytest.mark.parametrize("text", [SIMPLIFIED_TEXT + "\x08", "茶歌\x07"])
def test_a_stray_control_character_is_read(text: str) -> None:
    assert txt.read(text.encode(), None).raw == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("中文".encode("gb18030"), id="GB18030"),
        pytest.param("中文".encode("big5"), id="Big5"),
        pytest.param("你说的是我们的事。".encode("gb18030"), id="few common characters"),
        pytest.param("café".encode("latin-1"), id="Latin-1"),
        pytest.param(b"He said \x93no\x94.", id="Windows quotes"),
    ],
)
def test_short_bytes_in_doubt_are_refused(data: bytes) -> None:
    assert refused(data).offset is not None


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param("今日は朝から雨が降っていたので、本を読みながら過ごしました。" * 5, "shift_jis", id="Japanese"),
        pytest.param("오늘은 아침부터 비가 와서 집에서 책을 읽으며 하루를 보냈습니다. " * 5, "euc-kr", id="Korean"),
        pytest.param("Сегодня с утра шёл дождь, и мы весь день читали дома. " * 5, "cp1251", id="Russian"),
        pytest.param("Été comme hiver, l’élève préféré écoutait à côté du poêle. " * 5, "cp1252", id="French"),
    ],
)
def test_other_encodings_are_not_taken_for_chinese(text: str, encoding: str) -> None:
    assert refused(text.encode(encoding)).offset is not None


def test_where_both_encodings_are_plausible_neither_is_taken() -> None:
    """The bytes are made for this: half of them are common in the one encoding, half in the other."""
    simplified, traditional = "的是不了我有大这个", "的是不了我有大這個"
    data = simplified.encode("gb18030") * 3 + traditional.encode("big5") * 3
    assert "GB18030 and Big5 are both plausible" in refused(data).what


# ------------------------------------------------------------------------------------------------------ what is named


@pytest.mark.parametrize("encoding", ["gb18030", "GB18030", "big5", "utf-16-le", "shift_jis", "latin-1"])
def test_a_named_encoding_wins(encoding: str) -> None:
    """Also over bytes that are valid UTF-8."""
    data = "éé".encode()
    decoded = decode(data, encoding)
    assert (decoded.raw, decoded.encoding) == (data.decode(encoding), encoding)
    assert decoded.evidence == "named in the sidecar"


def test_a_named_encoding_must_fit() -> None:
    assert refused("中文".encode("gb18030"), "utf-8").offset == 0
    assert decode("中".encode() + b"\xff", "utf-8").raw == "中\ufffd"
    assert refused("café".encode(), "ascii").offset == 3


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8, codecs.BOM_UTF32_BE, b""])
@pytest.mark.parametrize("named", ["utf-8", "utf-8-sig", "UTF-16", "utf-16", "utf-32"])
def test_a_named_encoding_gives_the_same_bytes_again(bom: bytes, named: str) -> None:
    """Some codecs drop a byte-order mark, and write one that was not there."""
    big = bom in (codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
    plain = named.lower().removesuffix("-sig") + ("" if "8" in named else "-be" if big else "-le")
    if bom and bom != "\ufeff".encode(plain):
        return
    data = bom + "中文\r\n".encode(plain)
    decoded = decode(data, named)
    assert decoded.raw.encode(decoded.encoding) == data
    assert decoded.raw == ("\ufeff" if bom else "") + "中文\r\n"


@pytest.mark.parametrize("named", ["klingon", "hex", "rot13", "base64", "undefined", "中文", "a\0b", "", "\ud800"])
def test_what_is_no_text_encoding_is_refused_by_name(named: str) -> None:
    error = refused("中文".encode(), named)
    assert error.what == f"there is no text encoding {named!r}"
    assert error.offset is None


def error_of(tmp_path: Path, data: bytes, sidecar: Sidecar | None = None) -> SourceError:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError) as error:
        read_source(path, "sources/a.txt", sidecar)
    return error.value


def test_the_editor_is_told_which_file_and_what_to_write(tmp_path: Path) -> None:
    error = error_of(tmp_path, b"\n" + "茶农归来。".encode("gb18030"))
    assert (error.path, error.line) == ("sources/a.txt", 2)
    assert "(byte 1)" in error.what
    assert "a.yml: `encoding: gb18030`" in error.todo


@pytest.mark.parametrize(
    ("data", "named"),
    [
        pytest.param("茶农归来。".encode("gb18030"), None, id="short"),
        pytest.param("天还没有亮，茶农已经出门。".encode("gb18030"), "utf-8", id="named wrongly"),
        pytest.param("今日は朝から雨が降っていたので、本を読みながら過ごしました。".encode("shift_jis"), None, id="Japanese"),
        pytest.param("Été comme hiver, l’élève écoutait à côté du poêle.".encode("cp1252"), None, id="French"),
    ],
)
def test_an_advice_that_is_given_helps(tmp_path: Path, data: bytes, named: str | None) -> None:
    """With each encoding that the error advises the source is read; without the one that it advises against, too."""
    sidecar = Sidecar("sources/a.yml", encoding=named) if named else None
    error = error_of(tmp_path, data, sidecar)
    advised = re.findall(r"`encoding: ([\w-]+)`", error.todo)
    assert advised
    for encoding in advised:
        other = None if error.todo.startswith("take") else Sidecar("sources/a.yml", encoding=encoding)
        assert read_source(tmp_path / "a.txt", "sources/a.txt", other).raw


def test_no_encoding_is_advised_for_what_is_no_text(tmp_path: Path) -> None:
    assert "encoding" not in error_of(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR").todo


def test_a_name_that_is_none_is_the_editors_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("中文".encode())
    with pytest.raises(SourceError, match="there is no text encoding 'klingon'"):
        read_source(path, "sources/a.txt", Sidecar("sources/a.yml", encoding="klingon"))
