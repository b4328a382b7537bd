"""The words of the interface that readers in Taiwan and Hong Kong call otherwise: 搜索 is 搜尋, 文件 is 檔案.

OpenCC converts characters, and no author's words are changed. What the site itself says is another matter, so its words must be told from
those of authors wherever they stand beside each other, in attributes too. In templates, the words of this table are *written as character
references* (`&#25628;&#32034;`), which browsers read as the same characters. Whatever is filled into a template is inert and has its Han
characters as they are, so that a reference to one is the site's own word for certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import regex
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from .regions import HONG_KONG, TAIWAN

# By the word as templates have it, in Simplified characters: the words of Taiwan and of Hong Kong, in theirs. Longer ones are taken first.
INTERFACE_WORDS: Mapping[str, tuple[str, str]] = {
    "搜索": ("搜尋", "搜尋"),
    "查找": ("尋找", "尋找"),
    "设置": ("設定", "設定"),
    "数据": ("資料", "數據"),
    "文件": ("檔案", "檔案"),
    "文件名": ("檔名", "檔案名稱"),
    "源文件": ("來源檔", "來源檔案"),
    "字符": ("字元", "字元"),
    "字号": ("字級", "字號"),
    "信息": ("資訊", "資訊"),
    "链接": ("連結", "連結"),
    "网络": ("網路", "網絡"),
    "联网": ("連線", "連線"),
    "服务器": ("伺服器", "伺服器"),
    "导出": ("匯出", "匯出"),
    "导入": ("匯入", "匯入"),
    "打印": ("列印", "列印"),
    "复制": ("複製", "複製"),
    "粘贴": ("貼上", "貼上"),
    "保存": ("儲存", "儲存"),
    "加载": ("載入", "載入"),
    "默认": ("預設", "預設"),
    "缓存": ("快取", "快取"),
    "离线": ("離線", "離線"),
    "撤销": ("復原", "復原"),
    "视图": ("檢視", "檢視"),
    "窗口": ("視窗", "視窗"),
    "屏幕": ("螢幕", "螢幕"),
    "列表": ("清單", "列表"),
    "程序": ("程式", "程式"),
    "用户": ("使用者", "用户"),
    "全角": ("全形", "全形"),
    "半角": ("半形", "半形"),
    "鼠标": ("滑鼠", "滑鼠"),
    "剪贴板": ("剪貼簿", "剪貼簿"),
}
WORD = regex.compile("|".join(sorted(INTERFACE_WORDS, key=len, reverse=True)))
REFERENCED = regex.compile(r"(?:&#[0-9]{5};)+")  # Han characters have numbers of five digits
NUMBER = regex.compile("[0-9]+")
COLUMN = {TAIWAN.id: 0, HONG_KONG.id: 1}


class InterfaceReferences(Extension):
    """Extension of Jinja: in the text of templates, not in what is filled in, the words of the table become character references."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            yield Token(token.lineno, token.type, with_references(token.value)) if token.type == "data" else token


def with_references(text: str) -> str:
    """The text of a template with the words of the table as character references."""
    return WORD.sub(lambda match: "".join(f"&#{ord(character)};" for character in match[0]), text)


def interface_words(raw: str) -> Iterator[tuple[int, int, str]]:
    """Where words of the table are written as references: the start and end of each run of references, and what they stand for."""
    for match in REFERENCED.finditer(raw):
        words = "".join(chr(int(number)) for number in NUMBER.findall(match[0]))
        if not WORD.sub("", words):
            yield match.start(), match.end(), words


def regional_words(words: str, region: str) -> str:
    """Words of the table as they are said in a region, which is given by its id."""
    column = COLUMN[region]
    return WORD.sub(lambda match: INTERFACE_WORDS[match[0]][column], words)
