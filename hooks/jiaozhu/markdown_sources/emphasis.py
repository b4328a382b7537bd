"""Emphasis beside the marks of Chinese: `**“茶”**是` is bold, though CommonMark, which knows words by their spaces, leaves the asterisks.

In CommonMark a run of asterisks between a mark and a letter opens or closes nothing. Chinese has no space there, so a Han character counts
as a space would: the run opens emphasis before a mark if a Han character stands before it, and closes it behind a mark if one follows.
"""

from __future__ import annotations

from collections.abc import Callable

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis, strikethrough

HAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
MARKS = frozenset("*~")  # the underscore may stand inside of a word
Rule = Callable[[StateInline, bool], bool]


def emphasis_plugin(parser: MarkdownIt) -> None:
    """Let the parser find emphasis and deletions beside the marks of Chinese."""
    parser.inline.ruler.at("emphasis", _beside_han(emphasis.tokenize))
    parser.inline.ruler.at("strikethrough", _beside_han(strikethrough.tokenize))


def _beside_han(rule: Rule) -> Rule:
    """The rule of the parser, with more runs that open or close."""

    def tokenize(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
        if state.src[start] in MARKS and before.strip() and after.strip():
            for delimiter in state.delimiters[known:]:
                delimiter.open |= HAN.match(before) is not None
                delimiter.close |= HAN.match(after) is not None
        return True

    return tokenize
