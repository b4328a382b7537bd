"""Line breaking for pictures: titles break after punctuation, as a careful typesetter would do it; texts are filled greedily."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

Measure = Callable[[str], float]
CLOSING = "，。、；：！？…—”’」』）】》〉％,.;:!?)\\]}%"
ENDING = CLOSING.replace("、", "").replace("％", "").replace("%", "")  # marks after which a title breaks by preference
OPENING = "“‘「『（【《〈(\\[{"
# An unbreakable unit: a word of another script or one character, with the marks that must not begin or end a line (避头尾).
TOKEN = regex.compile(rf"[{OPENING}]*(?:[A-Za-z0-9](?:[^\s\p{{Han}}{OPENING}{CLOSING}]|[.,:](?=\d))*|\s+|.)[{CLOSING}]*", regex.DOTALL)
PHRASE = regex.compile(rf".+?(?:(?=[“「『（《【])|[{CLOSING}]*[{ENDING}][{CLOSING}]*|\s+|$)", regex.DOTALL)
ELLIPSIS = "……"


def phrases(text: str) -> list[str]:
    """A title split at marks and spaces; a mark inside a number does not split it."""
    pieces: list[str] = []
    for piece in PHRASE.findall(text):
        continues_number = pieces and pieces[-1][-1:] in ",.:" and piece[:1].isdigit()
        if continues_number:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def break_title(text: str, measure: Measure, width: float) -> list[str]:
    """The lines of a title, at most ``width`` wide. A phrase breaks only if it is longer than a line, and then into even parts."""
    lines: list[str] = []
    line = ""
    for phrase in phrases(text):
        if measure((line + phrase).strip()) <= width:
            line += phrase
            continue
        lines += [line] if line.strip() else []
        pieces = _split_evenly(phrase, measure, width)
        lines += pieces[:-1]
        line = pieces[-1]
    return [line.strip() for line in (*lines, line) if line.strip()]


def fill_lines(text: str, measure: Measure, width: float, max_lines: int) -> list[str]:
    """The first ``max_lines`` lines of a text; if there are more, the last one ends with an ellipsis."""
    lines = _fill_greedily(TOKEN.findall(text), measure, width)
    return lines if len(lines) <= max_lines else [*lines[: max_lines - 1], truncate_line(lines[max_lines - 1], measure, width)]


def truncate_line(line: str, measure: Measure, width: float) -> str:
    """The beginning of a line with an ellipsis, at most ``width`` wide."""
    tokens = TOKEN.findall(line)
    while tokens and measure("".join(tokens).rstrip(" ，。、；：,.;:…—") + ELLIPSIS) > width:
        tokens.pop()
    return "".join(tokens).rstrip(" ，。、；：,.;:…—") + ELLIPSIS


def _split_evenly(phrase: str, measure: Measure, width: float) -> list[str]:
    """A phrase in as few lines as possible, of about the same width."""
    phrase_width = measure(phrase.strip())
    if phrase_width <= width:
        return [phrase]
    tokens = TOKEN.findall(phrase)
    for parts in range(int(phrase_width // width) + 1, len(tokens) + 1):
        lines = _fill_greedily(tokens, measure, min(width, phrase_width / parts + measure("国")))
        if len(lines) <= parts:
            return lines
    return _fill_greedily(tokens, measure, width)


def _fill_greedily(tokens: Sequence[str], measure: Measure, width: float) -> list[str]:
    """Greedy line filling: each line takes as many tokens as fit."""
    lines: list[str] = []
    line, line_width = "", 0.0
    for token in tokens:
        token_width = measure(token)
        if line and line_width + measure(token.rstrip()) > width:
            lines.append(line.rstrip())
            line, line_width = "", 0.0
            token = token.lstrip()
            token_width = measure(token)
        line, line_width = line + token, line_width + token_width
    return [*lines, line.rstrip()] if line.strip() else lines
