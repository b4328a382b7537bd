"""What a name on a web page is: a person, an institution, a platform that carries all men's articles, or no name at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import regex
import rjieba

from ...core.lines import is_han
from ...core.normalize import caseless_letters, to_simplified

NameKind = Literal["person", "institution", "platform", "other", "none"]

PROPER = ("nr", "nrfg", "nrt", "ns", "nt", "nz")  # classes of proper names, which a word that no dictionary has gets too
LONGEST = 40  # characters of a name
# Programs and accounts of programs, templates that nobody filled in, addresses, numbers.
NO_NAME = regex.compile(
    r"^(?:admin(?:istrator)?|root|editor|webmaster|author|null|undefined|none|false|true|未知|佚名|匿名|网友|管理员|系统管理员|本站|本网|原创|小编|不详|无|网络|互联网|网上|综合|网络整理|网络综合|综合整理|整理|转载|其他|.{0,4}投稿|暂无.*|.*(?:官方[账帐]号|创作者|认证))$"
    r"|discuz|wordpress|comsenz|template|://|www\.|[{}<>$%=@\\]|…|\.\.",
    regex.IGNORECASE,
)
HAN_NAME = regex.compile(r"\p{Han}{2,4}|\p{Han}{1,6}[·•]\p{Han}{1,8}(?:[·•]\p{Han}{1,8})?")
LATIN_NAME = regex.compile(r"\p{Lu}[\p{L}'.-]*(?: \p{Lu}[\p{L}'.-]*){1,3}")
BETWEEN_NAMES = regex.compile(r"[·•]")  # the names of one person
BETWEEN = regex.compile(r"[\s\u3000]*(?:[、，,;；&/]|[\s\u3000]|和(?=\p{Han}{2}))[\s\u3000]*")
SPACED = regex.compile(r"(?<=^\p{Han}|[\s、，,]\p{Han})[ \u3000]+(?=\p{Han}(?:$|[\s、，,]))")  # 贾 丽, the two as wide as three
ROLES = regex.compile(
    r"^(?:\p{Han}{0,8}?(?:(?:见习|实习|特约|首席|高级|资深|全媒体|融媒体|文字|摄影)*记者|通讯员|编译|作者|撰稿人?|评论员|研究员|编辑)|文|图|摄|由|by)(?:[\s：:/／]+|(?=\p{Han}{2,3}$))"
    r"|[\s/／]*(?:摄影报道|综合报道|报道|编译|整理|摄影|撰文|综述)$|[\s/／]+(?:文|图|摄|图文)$",
    regex.IGNORECASE,
)

# … and between the names: 澎湃新闻记者 刘江 实习生 周舟.
MEMBERS = regex.compile(
    r"(?<![^\s、，,])(?:(?:见习|实习|特约|本报|本网|摄影)*(?:记者|通讯员|实习生|特约撰稿人?)|文|图|摄)(?=[\s、，,])[：:]?"
)


@dataclass(frozen=True, slots=True)
class NameWords:
    """The word lists by which names are told apart; all in Simplified characters."""

    surnames: frozenset[str]
    institutions: tuple[str, ...]
    platforms: frozenset[str]
    controls: frozenset[str]

    @classmethod
    def from_words(cls, words: Mapping[str, frozenset[str]]) -> NameWords:
        lists = [words.get(name, frozenset()) for name in ("surnames", "institution-endings", "platforms", "page-controls")]
        return cls(lists[0], tuple(sorted(lists[1])), frozenset(map(caseless_letters, lists[2])), lists[3])

    def kind(self, text: str) -> NameKind:
        """What ``text`` names."""
        if caseless_letters(to_simplified(text)) in self.platforms:
            return "platform"
        if not _is_name(text) or self.is_control(text):
            return "none"
        if persons := self.persons(text):
            return "other" if any(_is_everyday_word(name) for name in persons.split() if is_han(name[0])) else "person"
        return "institution" if to_simplified(text).rstrip("）)").endswith(self.institutions) else "other"

    def persons(self, text: str) -> str:
        """The names of one or more persons without their roles, as they stand; nothing if one of them is no person's."""
        names = [
            ROLES.sub("", name) for name in BETWEEN.split(MEMBERS.sub(" ", SPACED.sub("", ROLES.sub("", ROLES.sub("", text.strip())))))
        ]
        names = [name for name in names if name]
        return " ".join(names) if names and (all(map(self._is_person, names)) or LATIN_NAME.fullmatch(text.strip())) else ""

    def is_control(self, text: str) -> bool:
        """True for a counter, a button or the name of a section: 阅读 1024, 打印, 字号大中小, 分享到微信."""
        words = regex.sub(r"[\d\s\p{P}\p{S}万千亿+]+", " ", to_simplified(text)).split()
        return all(word in self.controls or caseless_letters(word) in self.platforms or self._is_composed(word) for word in words)

    def _is_composed(self, word: str) -> bool:
        """True for two words of controls without a space between."""
        return any(word[:n] in self.controls and word[n:] in self.controls for n in range(2, len(word) - 1))

    def _is_person(self, name: str) -> bool:
        simplified = to_simplified(name)
        if not HAN_NAME.fullmatch(simplified):
            return False
        if not simplified.isalpha():
            return True
        surname = simplified[:2] if simplified[:2] in self.surnames and len(simplified) > 2 else simplified[:1]
        is_short = len(simplified) <= 3 or len(surname) == 2
        ends_as_institution = len(simplified) > 2 and simplified.endswith(
            tuple(e for e in self.institutions if len(e) > 1 or e in "报网社台刊局厅部")
        )
        return surname in self.surnames and is_short and not ends_as_institution


def _is_everyday_word(text: str) -> bool:
    """True for words of the dictionary that look like a name and are none: 文化, 关注, 科技·数码."""
    tagged = [rjieba.tag(part) for part in BETWEEN_NAMES.split(to_simplified(text))]
    return all(len(words) == 1 and words[0][1] not in PROPER for words in tagged)


def _is_name(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 1 and len(text) <= LONGEST and not NO_NAME.search(text) and not any(c in "。！？!?；" for c in text)
