"""What a program looks like: statements, which have no Chinese but in their strings and remarks."""

from __future__ import annotations

import regex

from ...core.lines import HAN

STRING_OR_REMARK = regex.compile(r"\"[^\"\n]*+\"|'[^'\n]*+'|(?:#|//|--|;)\s.*$")
STATEMENT = regex.compile(
    r"""^(?:
      [A-Za-z_][\w.\[\]]*+(?:\s?,\s?[A-Za-z_][\w.\[\]]*+){0,9}\s*(?:[-+*/|&]?=|:=|<-)\s*[^=\s].*       # an assignment
    | [A-Za-z_][\w.]*+\(.*\)\s*[;:{]?                             # a call
    | (?:import|from|package|using|use)\s[\w.*{}, ]+(?:\simport\s[\w*, ]+)?;?
    | \#include\s*[<"].*
    | (?:def|class|function|func|fn|public|private|static|var|let|const|if|elif|for|while|try|except|switch|return|else)\b.*[:{;)]
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE)\s.+
    | </?[a-zA-Z][^<>]*>.*
    | \$\s+[a-z][\w-]*(?:\s.*)?
    | :\s*(?:[\d.eE+-]+|true|false|null|[\[{])?\s*,?               # a member of JSON, without its strings
    | [{}()\[\];]+
    | .*[;{}]
    )$""",
    regex.VERBOSE,
)
# What scripts and style sheets of pages have, and templates that a page has not filled in.
LEAKED = regex.compile(r"\bdocument\.\w|\bwindow\.\w|\$[.(]|\{\{|\$\{|[.#][\w-]+\s*\{|\{[^{}]*[\w-]+\s*:[^{}]*;[^{}]*\}")
LETTER = regex.compile(r"[A-Za-z]")
CHINESE = 0.5  # the share of Han characters from which preformatted text without a statement is no code


def is_statement(words: str) -> bool:
    """True for a line of a program."""
    bare = STRING_OR_REMARK.sub("", words)
    return not HAN.search(bare) and bool(LETTER.search(words) or bare.strip(" {}()[];") == "") and bool(STATEMENT.match(bare.rstrip()))


# Formulas in the notation of TeX, between its own marks; between dollar signs only with a sign that prose does not have.
TEX = regex.compile(
    r"\\\((?:[^\\\n]|\\[^)\n]){1,300}\\\)|\\\[(?:[^\\]|\\[^\]]){1,1000}\\\]|\$\$[^$]{1,1000}\$\$"
    r"|\$(?=[^$\n]{0,200}[\\^_=])[^$\s][^$\n]{0,200}(?<=\S)\$"
)


def is_code(text: str) -> bool:
    """True for preformatted text that is code, and not verse or prose in Chinese: that has no lines without Chinese."""
    letters = sum(map(str.isalnum, text))
    text_lines = text.splitlines()
    is_mixed = "。" not in text and any(LETTER.search(line) and not HAN.search(line) for line in text_lines)
    return is_mixed or len(HAN.findall(text)) < CHINESE * letters or any(is_statement(line.strip()) for line in text_lines)
