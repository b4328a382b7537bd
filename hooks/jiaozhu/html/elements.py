"""The table of HTML elements: which have no content, which hold raw text, which begin a line, and what browsers do with the rest."""

from __future__ import annotations


def _names(*rows: str) -> frozenset[str]:
    return frozenset(name for row in rows for name in row.split())


# Content: these have none …
VOID = _names("area base br col embed hr img input link meta param source track wbr")
# … these hold raw text, without tags and without character references …
RAW_TEXT = _names("script style xmp iframe noembed noframes")
RAW_TEXT_WITH_SCRIPTING = RAW_TEXT | _names("noscript")  # a browser that runs no scripts reads it as HTML
# … and these hold text with character references, but without tags.
ESCAPABLE_RAW_TEXT = _names("title textarea")
# Drawings and formulas are XML in the midst of HTML.
FOREIGN = _names("svg math")
SVG_SHAPES = _names("path circle rect line use g")

# Layout: a line ends where one of these begins or ends …
BLOCK = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form",
    "h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody td",
    "tfoot th thead title tr ul",
)
LINE_BREAKING = BLOCK | _names("br")
# … and text runs on through these. Controls, media and metadata are in neither set.
INLINE = _names(
    "a abbr b bdi bdo br cite code data del dfn em font i img ins kbd label mark math output q rp rt ruby s samp small span strong",
    "sub sup svg time u var wbr",
)
# What is in these is not shown as text: controls, fallbacks, drawings, the source of formulas, the readings above ruby characters.
UNSEEN = _names("annotation annotation-xml applet audio button canvas datalist object rp rt rtc select svg template textarea video")
# These hold the whole article: where a page hides one of them, a script shows it later.
PAGE_CONTAINERS = _names("html body main article")

# Meaning: headings, computer text that is quoted as it is, and all that says what its content is.
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
VERBATIM = _names("code pre kbd samp")
LANDMARKS = HEADINGS | _names("title blockquote li figcaption a")
# What an article keeps of its markup: blocks, the parts of lists and tables, and marks on words.
STRUCTURAL = (
    HEADINGS
    | VERBATIM
    | _names(
        "blockquote ul ol li dl dt dd table caption thead tr td th figure figcaption hr img details summary",
        "a b strong em i sup sub del s strike mark ruby rt math",
        "layout",  # a table that says that it is none
    )
)
# The attributes of these that say what the element is.
TELLING_ATTRIBUTES = _names(
    "href start value colspan rowspan alt width height class eeimg data-list",
    "src srcset data-src data-original data-actualsrc data-lazy-src data-url zoomfile file",
)

# Where a picture is; in this order, because a page that loads its pictures late has a placeholder in the last.
PICTURE_ADDRESSES = ("data-src", "data-original", "data-actualsrc", "data-lazy-src", "data-url", "zoomfile", "file", "src")

# Tree construction: by the name of a start tag, the open elements that it closes if they are the innermost.
IMPLIED_END = {
    **dict.fromkeys(BLOCK - _names("body head html title td th tr caption option optgroup"), _names("p")),
    "li": _names("li p"),
    **dict.fromkeys(("dd", "dt"), _names("dd dt p")),
    **dict.fromkeys(("td", "th"), _names("td th p")),
    "tr": _names("td th tr p"),
    "option": _names("option"),
    "button": _names("button"),
}
# These cannot stand in a drawing or a formula: such a start tag closes it.
FOREIGN_BREAKOUT = HEADINGS | _names(
    "b big blockquote body br center code dd div dl dt em embed head hr i img li menu meta ol p pre ruby s small span strike",
    "strong sub sup table tt u ul var",
)
