"""Where the lines of a picture break: a title after a mark, as a careful setter would; a text where the line is full."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

Measure = Callable[[str], float]
CLOSING = "，。、；：！？…—”’」』）】》〉％,.;:!?)\\]}%"
ENDING = CLOSING.replace("、", "").replace("％", "").replace("%", "")  # where a title may break best
OPENING = "“‘「『（【《〈(\\[{"
# What stays together: a word of another script, or one character; with the marks that may not begin or end a line.
TOKEN = regex.compile(rf"[{OPENING}]*(?:[A-Za-z0-9](?:[^\s\p{{Han}}{OPENING}{CLOSING}]|[.,:](?=\d))*|\s+|.)[{CLOSING}]*", regex.DOTALL)
PHRASE = regex.compile(rf".+?(?:(?=[“「『（《【])|[{CLOSING}]*[{ENDING}][{CLOSING}]*|\s+|$)", regex.DOTALL)
ELLIPSIS = "……"


def phrases(text: str) -> list[str]:
    """A title in the pieces that marks and spaces make of it."""
    joined: list[str] = []
    for piece in PHRASE.findall(text):
        numeral = joined and joined[-1][-1:] in ",.:" and piece[:1].isdigit()
        if numeral:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def break_title(text: str, measure: Measure, width: float) -> list[str]:
    """The lines of a title that are at most ``width`` wide. A piece breaks only where it is longer than a line, and then evenly."""
    lines: list[str] = []
    line = ""
    for phrase in phrases(text):
        if measure((line + phrase).strip()) <= width:
            line += phrase
            continue
        lines += [line] if line.strip() else []
        pieces = _even(phrase, measure, width)
        lines += pieces[:-1]
        line = pieces[-1]
    return [line.strip() for line in (*lines, line) if line.strip()]


def fill_lines(text: str, measure: Measure, width: float, most: int) -> list[str]:
    """The first ``most`` lines of a text; where it goes on, the last of them says so."""
    lines = _full(TOKEN.findall(text), measure, width)
    return lines if len(lines) <= most else [*lines[: most - 1], truncate_line(lines[most - 1], measure, width)]


def truncate_line(line: str, measure: Measure, width: float) -> str:
    """The beginning of a line, with the sign that it goes on."""
    tokens = TOKEN.findall(line)
    while tokens and measure("".join(tokens).rstrip(" ，。、；：,.;:…—") + ELLIPSIS) > width:
        tokens.pop()
    return "".join(tokens).rstrip(" ，。、；：,.;:…—") + ELLIPSIS


def _even(phrase: str, measure: Measure, width: float) -> list[str]:
    whole = measure(phrase.strip())
    if whole <= width:
        return [phrase]
    tokens = TOKEN.findall(phrase)
    for parts in range(int(whole // width) + 1, len(tokens) + 1):
        lines = _full(tokens, measure, min(width, whole / parts + measure("国")))
        if len(lines) <= parts:
            return lines
    return _full(tokens, measure, width)


def _full(tokens: Sequence[str], measure: Measure, width: float) -> list[str]:
    lines: list[str] = []
    line, length = "", 0.0
    for token in tokens:
        long = measure(token)
        if line and length + measure(token.rstrip()) > width:
            lines.append(line.rstrip())
            line, length = "", 0.0
            token = token.lstrip()
            long = measure(token)
        line, length = line + token, length + long
    return [*lines, line.rstrip()] if line.strip() else lines
