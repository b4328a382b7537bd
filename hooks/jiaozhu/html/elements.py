"""The elements of HTML, by what they do to the text in them."""

from __future__ import annotations


def _names(*rows: str) -> frozenset[str]:
    return frozenset(name for row in rows for name in row.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
# These part two lines.
BLOCKS = _names(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer",
    "form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table",
    "tbody td tfoot th thead title tr ul",
)
# What is no text to be read: controls, fallbacks, drawings, the source of formulas, and the readings above ruby characters.
UNSEEN = _names("annotation annotation-xml applet audio button canvas datalist object rp rt rtc select svg template textarea video")
# Hidden only until a script lifts the veil.
WHOLE = _names("html body main article")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
# What says of its content what it is.
MARKED = HEADINGS | _names("title blockquote li figcaption a")

# The open elements that a start tag ends, if they are the innermost.
ENDED = {
    **dict.fromkeys(BLOCKS - _names("br body head html title td th tr caption option optgroup"), _names("p")),
    "li": _names("li p"),
    **dict.fromkeys(("dd", "dt"), _names("dd dt p")),
    **dict.fromkeys(("td", "th"), _names("td th p")),
    "tr": _names("td th tr p"),
    "option": _names("option"),
    "button": _names("button"),
}
# Drawings and formulas are not HTML, and cannot hold these: such a tag ends them.
FOREIGN = ("svg", "math")
ENDS_FOREIGN = HEADINGS | _names(
    "b big blockquote body br center code dd div dl dt em embed head hr i img li menu meta ol p pre ruby s small span strike",
    "strong sub sup table tt u ul var",
)
