"""The words that an element stands for without holding them: the source of a formula, the text of a small picture in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from .character_references import resolve_references
from .tokens import Token, tokens

LONGEST = 40  # characters of a picture's text that may be words of a sentence; a description of a photograph may be as short, see below
SMALL = 64  # pixels of the width or height of a picture that is as large as a character
FORMULA = regex.compile(r"(?i)\b(?:equation|formula|latex|mathtex|math|tex)\b")
ANNOTATION = regex.compile(r"(?is)<annotation\b[^>]*\bencoding\s*=\s*[\"']?(?:application/x-tex|TeX|LaTeX)\b[^>]*>(.*?)</annotation\s*>")
FILE_NAME = regex.compile(r"(?i)^\S+\.(?:jpe?g|png|gif|webp|bmp|svg)$|^(?:image|img|图片|图像|插图|photo|picture)?\s*\d*$")
ENDS = frozenset("。！？；!?;…")
OPERATORS = {"msup": "^", "msub": "_", "mfrac": "/", "mover": "^", "munder": "_"}  # between the two arguments of an element


def formula_words(fragment: str) -> str:
    """The words of a `<math>` element: its own annotation in TeX where it has one, else the formula on one line."""
    annotation = ANNOTATION.search(fragment)
    if annotation is not None:
        return " ".join(resolve_references(annotation[1]).split())
    return _on_one_line(fragment)


def is_formula(attributes: Mapping[str, str]) -> bool:
    """True for a picture of a formula, whose text is the source of it."""
    evidence = " ".join(attributes.get(name, "") for name in ("class", "src", "data-src"))
    return "eeimg" in attributes or bool(FORMULA.search(evidence.replace("_", " ")))


def picture_words(attributes: Mapping[str, str], before: str, after: str) -> str:
    """The words for which a picture stands between the characters ``before`` and ``after`` of its line (empty at its ends), or none.

    A sign without letters (🍅, [呲牙]) needs words in front of it; a formula, or a text that may as well describe a photograph, stands
    for words only inside of a sentence.
    """
    words = " ".join(attributes.get("alt", "").split())
    if not words or len(words) > LONGEST or not before or FILE_NAME.match(words) or _is_large(attributes):
        return words if words and before and after and is_formula(attributes) else ""
    is_sign = not any(map(str.isalnum, words)) or (words[0] in "[［" and words[-1] in "]］")
    return words if is_sign or (after and before not in ENDS) else ""


def _is_large(attributes: Mapping[str, str]) -> bool:
    sizes = (attributes.get(name, "").removesuffix("px") for name in ("width", "height"))
    return any(size.isascii() and size.isdigit() and int(size[:6]) > SMALL for size in sizes)


def _on_one_line(fragment: str) -> str:
    """A formula of MathML as text: exponents behind `^`, indices behind `_`, fractions with a stroke, groups in brackets."""
    stack: list[tuple[str, list[str]]] = [("", [])]
    for token in tokens(fragment):
        if token.kind == "start_tag" and fragment[token.end - 2] != "/":
            stack.append((token.name, []))
        elif token.kind == "end_tag" and len(stack) > 1:
            name, arguments = stack.pop()
            stack[-1][1].append(_joined(name, arguments))
        elif token.kind == "text":
            stack[-1][1].append("".join(resolve_references(fragment[token.start : token.end]).split()))
    return "".join(_joined(name, arguments) for name, arguments in stack)


def _joined(name: str, arguments: list[str]) -> str:
    parts = [argument for argument in arguments if argument]
    if name in ("annotation", "annotation-xml"):
        return ""
    if name in OPERATORS and len(parts) == 2:
        return OPERATORS[name].join(part if len(part) == 1 or part.isalnum() else f"({part})" for part in parts)
    return f"√({''.join(parts)})" if name == "msqrt" else "".join(parts)


def is_tex_script(page: str, tag: Token) -> bool:
    """True for the start tag of a `<script>` in which a page keeps the source of a formula."""
    return tag.name == "script" and "math/tex" in page[tag.start : tag.end]
