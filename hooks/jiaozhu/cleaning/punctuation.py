"""Restoring destroyed punctuation: `随着618的到来 。各大平台也启动了活动 。` where `，` stood in the place of the first `。`.

`lost_marks.mark_damage` decides for the document as a whole whether its marks were destroyed, and how; in doubt they were not. The model of
`lost_marks.mark_model` then gives each mark its probability at each place. Authors differ most in how many of their clauses they end with a
full stop, and the model knows only the average; so the share of full stops in the document at hand is estimated first, by expectation
maximization, and the probabilities are adjusted to it. Where two marks are about as likely, the place is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook
from .lost_marks.clause_ends import clause_ends
from .lost_marks.mark_damage import SPACE, STOP, Damage, damage, paragraph_lines
from .lost_marks.mark_model import MARKS, Distribution, distributions
from .lost_marks.mark_places import Paragraph, Place, candidates_of, named_subjects, paragraph

RESTORED = "restored-mark"
ROUNDS = 30  # of the expectation maximization
USUAL, BELIEF = 0.139, 10  # the share of full stops among the marks inside paragraphs of other texts, and for how many marks it counts
NEAR = 0.04  # two probabilities that differ by less are near equal
STRAY = 2  # marks of a kind that may survive where this kind was destroyed
REPEATED = frozenset("？！")  # marks that authors double; anything else that is doubled in a spoiled text was one mark
HEADING = 30  # letters up to which a line without any mark or space is taken for a heading


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Put the likeliest mark into each place of a document whose punctuation was destroyed."""
    if RESTORED not in rulebook.rules:
        return
    kind = damage(reading)
    if kind is None:
        return
    for place, chances in restored(reading.text, kind):
        put = chosen(chances, place, kind)
        if put != place.stands:
            yield Change(place.span.start, place.span.end, put, RESTORED, sure=False, confidence=round(max(chances), 2))


def restored(text: str, kind: Damage) -> Iterator[tuple[Place, Distribution]]:
    """Each place of a destroyed mark, with the probability of each mark."""
    prose = paragraph_lines(text, kind.mark)
    candidates = candidates_of(prose, kind.mark, STRAY)
    ends = kind.spaces if kind.mark else {line.span.start + at for line in prose for at in clause_ends(line.text)}
    paragraphs = [paragraph(line, kind.mark, ends, candidates) for line in prose]
    if kind.mark not in MARKS or not kind.mark:
        paragraphs = [item for item in paragraphs if len(item.clauses) > 1 or sum(len(c.text) for c in item.clauses) > HEADING]
    named = named_subjects(paragraphs)
    chances = [distributions(item.clauses, [place.blank for place in item.places], named) for item in paragraphs]
    odds = stop_odds([p[MARKS.index(STOP)] for item, part in zip(paragraphs, chances, strict=True) for p in inner_blanks(item, part)])
    for item, part in zip(paragraphs, chances, strict=True):
        for n, (place, distribution) in enumerate(zip(item.places, part, strict=True)):
            if not place.is_known:
                yield place, adjusted(distribution, odds) if n < item.inner else distribution


def inner_blanks(item: Paragraph, part: Sequence[Distribution]) -> Iterator[Distribution]:
    for place, distribution in list(zip(item.places, part, strict=True))[: item.inner]:
        if not place.is_known:
            yield distribution


def stop_odds(chances: Sequence[float]) -> float:
    """The ratio by which the odds of a full stop are greater in this document than in others, from its probabilities in others.

    Expectation maximization of the share of a class in a new sample (Saerens et al., 2002), with the usual share as a prior.
    """
    odds = 1.0
    for _ in range(ROUNDS):
        expected = sum(p * odds / (p * odds + 1 - p) for p in chances)
        share = (expected + BELIEF * USUAL) / (len(chances) + BELIEF)
        odds = share / (1 - share) * (1 - USUAL) / USUAL
    return odds


def adjusted(chances: Distribution, odds: float) -> Distribution:
    raised = [p * odds if mark == STOP else p for mark, p in zip(MARKS, chances, strict=True)]
    total = sum(raised)
    return tuple(p / total for p in raised)


def chosen(chances: Distribution, place: Place, kind: Damage) -> str:
    """The likeliest mark; where another is nearly as likely, what stands there, which is at least a space where marks were spaces."""
    best, second = sorted(chances, reverse=True)[:2]
    if best - second < NEAR:
        return place.stands or (SPACE if kind.mark == SPACE else "")
    mark = MARKS[chances.index(best)]
    return mark * len(place.stands) if place.stands.strip() and mark in REPEATED else mark
