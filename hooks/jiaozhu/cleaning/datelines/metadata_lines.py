"""Lines of metadata: they leave the text, and what they state goes to the head of the page. `rows.py` says which lines they are."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.lines import lines
from ...core.model import Datum
from ...core.normalize import fold
from ...core.reading import Change, Reading
from ...rules.rulebook import Rulebook
from ..line_kinds import is_image
from ..markup import is_page
from ..titles.title_choice import find_title
from .facts import Candidate, candidates
from .grammar import grammar
from .headers import read_headers
from .notices import closing_notices
from .post_heads import post_heads
from .rows import MetadataLine, rows

ALONE = "name-below-title"
NAME, DATELINE, RUN, CONTROLS, MAIL = "name-beside-date", "dateline", "byline-run", "page-controls", "mail-header"
# The rule of a line all of whose labels are of one kind, and that says nothing else.
BY_LABEL = {
    "authored": "byline-author",
    "reported": "reporter-line",
    "sourced": "byline-outlet",
    "staffed": "byline-staff",
    "filed": "page-controls",
}


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut the lines of metadata at the head and the tail of an article, but for those that name another author than the best
    one, and those that head the posts of a thread.
    """
    headers = read_headers(lines(reading.text), grammar(rulebook))
    if headers.lines and MAIL in rulebook.rules:
        yield Change(headers.lines[0].span.start, headers.lines[-1].span.end, "", MAIL)
    metadata = metadata_rows(reading, rulebook)
    stated = candidates(metadata)
    authors = [candidate for candidate in stated if candidate.field == "author"]
    of_best = {candidate.row.number for candidate in authors if candidate.value == authors[0].value}
    others = {candidate.row.number for candidate in authors} - of_best
    posts = post_heads(lines(reading.text))
    is_of_pictures = is_page(reading) and not any(line.prose for line in lines(reading.text))  # its credits are all its words
    for row in metadata:
        rule = rule_of(row)
        if is_of_pictures and rule == BY_LABEL["staffed"]:
            continue
        if rule in rulebook.rules and row.number not in others and row.line not in posts:
            yield Change(row.line.span.start, row.line.span.end, "", rule, sure=row.sure and rulebook.rules[rule].sure)


def metadata_rows(reading: Reading, rulebook: Rulebook) -> tuple[MetadataLine, ...]:
    """The lines of metadata of a reading."""
    title = find_title(reading, rulebook)
    headers = read_headers(lines(reading.text), grammar(rulebook))
    text_lines = [line for line in lines(reading.text) if line not in headers.lines and not is_image(line, rulebook)]
    notices = closing_notices(text_lines, rulebook)
    return rows(text_lines, title, grammar(rulebook), with_accounts=not is_page(reading), notices=notices)


def stated_facts(reading: Reading, rulebook: Rulebook) -> dict[str, Datum]:
    """The title, date, author and outlet of an article as its header and its lines of metadata state them: of each the best candidate."""
    facts: dict[str, Datum] = {}
    headers = read_headers(lines(reading.text), grammar(rulebook))
    for fact in headers.facts if MAIL in rulebook.rules else ():
        value = _first_date(fact.value, rulebook) if fact.field == "date" else fact.value
        if value and reading.is_free(fact.span):
            facts.setdefault(fact.field, Datum(value, MAIL))
    for candidate in candidates(metadata_rows(reading, rulebook)):
        rule = rule_of(candidate.row)
        if candidate.field not in facts and rule in rulebook.rules and reading.is_free(candidate.span):
            facts[candidate.field] = _datum(candidate, rule, rulebook)
    return facts


def _first_date(words: str, rulebook: Rulebook) -> str:
    """The date of a field: of all its words, or of those in brackets (茶山社区 (Sat Mar  3 22:10:15 2012), 站内)."""
    folded = fold(words)
    tried = (words, *(folded[start + 1 :].partition(")")[0] for start, c in enumerate(folded) if c == "("))
    parses = (grammar(rulebook).parse(" ".join(part.split())) for part in tried)
    return next((parse.date for parse in parses if parse and parse.date), "")


def _datum(candidate: Candidate, rule: str, rulebook: Rulebook) -> Datum:
    return Datum(candidate.value, rule, candidate.sure and rulebook.rules[rule].sure)


def rule_of(row: MetadataLine) -> str:
    """The rule by which a line is cut, by what it is composed of."""
    kinds, labels = row.parse.kinds, set(row.parse.labels)
    if row.is_alone:
        return ALONE
    if kinds <= {"name", "outlet", "free"}:
        return NAME
    if kinds <= {"control", "counter", "follow", "account", "place", "clock"}:
        return CONTROLS
    if len(labels) == 1 and len(row.parse.parts) == 1 and (rule := BY_LABEL.get(min(labels))):
        return rule
    is_date = not kinds - {"date", "clock", "weekday", "place", "dated", "revised", "timed"}
    return DATELINE if is_date else RUN
