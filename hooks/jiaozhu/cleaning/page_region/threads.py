"""Threads: several posts of one shape that follow each other in one element, each with the time when it was written.

A thread of a forum, a list of questions and answers, or a live report has no single element that is its article: its posts are. They are
recognized by repeated structure, as in the mining of data records: siblings of one name, whose elements inside are named alike, and each of
which has a line with a date. Comments below an article are such siblings too; they are its thread only where the region is inside one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from ...core.lines import Line
from ...html.tokens import Token, attribute_values
from .page_lines import PARAGRAPHS, PageTree
from .region import ArticleRegion
from .signals import DATED, Signals

FEWEST = 2  # posts of a thread
ALIKE = 0.6  # the share of the named elements of the simpler of two posts that the other has as well
LINKED = 0.5  # the share of a line in links from which it is no words of a post
HELD = 0.95  # the least probability of a line of a thread to be inside
RECORDS = PARAGRAPHS - {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption"} | {"div", "section", "article", "table", "tbody"}
DIGITS = regex.compile(r"\d+")
NUMBERED = regex.compile(r"\b(?:id|name)\s*=[\s\"']*[\w-]*\d")


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a thread: the number of its element, and of its first line and the one behind its last."""

    element: int
    start: int
    end: int


def thread(tree: PageTree, signals: Sequence[Signals], region: ArticleRegion) -> tuple[Post, ...]:
    """The posts of the thread in one of which the region, or its longest line, stands; none where there is no thread."""
    longest = max(range(region.start, region.end), key=lambda n: len(tree.page_lines[n].line.core))
    for number in tree.ancestors(tree.page_lines[longest].block):
        if tree.structure.tree[number].name in RECORDS:
            posts = _posts(tree, signals, number)
            if len(posts) >= FEWEST:
                return posts
    return ()


def with_thread(region: ArticleRegion, posts: Sequence[Post], opening: Collection[int] = ()) -> ArticleRegion:
    """The region from the first post to the last; the lines of its ``opening`` are as likely inside as they, but beyond its border."""
    if not posts:
        return region
    start, end = posts[0].start, posts[-1].end
    held = {*opening, *(n for post in posts for n in range(post.start, post.end))}
    inside = (max(value, HELD) if n in held else value for n, value in enumerate(region.inside))
    return ArticleRegion(start, end, tuple(inside))


def opening_lines(tree: PageTree, signals: Sequence[Signals], posts: Sequence[Post]) -> frozenset[int]:
    """The prose between the title of the page and the first post: what was asked. None where no title stands above."""
    first = posts[0].start if posts else 0
    title = max((n for n in range(first) if signals[n].get("titled") and signals[n]["heading"]), default=first)
    return frozenset(n for n in range(title + 1, first) if _is_own_prose(tree, n))


def _is_own_prose(tree: PageTree, n: int) -> bool:
    return tree.page_lines[n].line.prose and tree.page_lines[n].linked < LINKED


def post_furniture(tree: PageTree, posts: Sequence[Post]) -> frozenset[int]:
    """The numbers of the lines that each post of a thread has beside its words, as the rank of its author: without prose, and alike in
    most posts but for their figures, or nothing but figures; or where most posts have such a line, in an element that is named alike. What
    has a date is the head of a post, and so is the name above it.
    """
    alike = _alike(tree, posts)
    places = [{_place(tree, n) for n in range(post.start + 1, post.end) if n in alike} - {""} for post in posts]
    times = Counter(place for own in places for place in own)
    common = {place for place, posts_with in times.items() if 2 * posts_with > len(posts) and posts_with > 1}
    return alike | {
        n for post in posts for n in range(post.start + 1, post.end) if _place(tree, n) in common and _is_beside(tree.page_lines[n].line)
    }


def _place(tree: PageTree, n: int) -> str:
    """The name of the element of a line, where it has a class or an id of its own."""
    name = _name(tree, tree.page_lines[n].element)
    return name if not name.endswith(".#") else ""


def _is_beside(line: Line) -> bool:
    return not line.prose and not DATED.search(line.text)


def _alike(tree: PageTree, posts: Sequence[Post]) -> frozenset[int]:
    """The lines of posts that are alike in most of them, or nothing but figures."""
    shapes = [{_shape(tree, n): n for n in reversed(range(post.start, post.end))} for post in posts]
    times = Counter(shape for own in shapes for shape in own)
    return frozenset(
        n
        for post in posts
        for n in range(post.start + 1, post.end)
        if _is_beside(line := tree.page_lines[n].line) and (line.core.isdigit() or times[_shape(tree, n)] > max(1, len(posts) / 2))
    )


def _shape(tree: PageTree, n: int) -> str:
    return DIGITS.sub("", tree.page_lines[n].line.core)


def _posts(tree: PageTree, signals: Sequence[Signals], number: int) -> tuple[Post, ...]:
    """The siblings of an element that are posts of one shape with it, and it among them."""
    elements = tree.structure.tree
    name = _name(tree, number)
    siblings = [n for n, other in enumerate(elements) if other.parent == elements[number].parent and _name(tree, n) == name]
    own = _names_inside(tree, number)
    posts = []
    for sibling in siblings if own and len(siblings) >= FEWEST else ():
        inner = _names_inside(tree, sibling)
        lines = [n for n, page_line in enumerate(tree.page_lines) if tree.holds(sibling, page_line.origin)]
        is_alike = bool(inner) and len(own & inner) >= ALIKE * min(len(own), len(inner))
        if is_alike and any(signals[n]["dated"] for n in lines) and any(not signals[n]["dated"] for n in lines):
            posts.append(Post(sibling, lines[0], lines[-1] + 1))
    is_numbered = all(NUMBERED.search(tree.raw, elements[post.element].tag.start, elements[post.element].tag.end) for post in posts)
    are_worded = all(any(_is_own_prose(tree, n) for n in range(post.start, post.end)) for post in posts)
    enough = len(posts) > FEWEST or is_numbered or are_worded
    return tuple(posts) if enough and number in {post.element for post in posts} else ()


def _names_inside(tree: PageTree, number: int) -> frozenset[str]:
    """The names of the elements inside of an element that are not within a line."""
    elements = tree.structure.tree
    end = elements[number].content.end
    names = set()
    for n in range(number + 1, len(elements)):
        if elements[n].content.start >= end:
            break
        names.add(_name(tree, n))
    return frozenset(names)


def _name(tree: PageTree, number: int) -> str:
    """The tag of an element with its class and id, in which each number is as good as any other."""
    tag = tree.structure.tree[number].tag
    return _name_in(tree.raw[tag.start : tag.end], tag.name)


@lru_cache(maxsize=4096)
def _name_in(markup: str, name: str) -> str:
    values = attribute_values(markup, Token("start_tag", 0, len(markup), name))
    return DIGITS.sub("0", f"{name}.{values.get('class', '')}#{values.get('id', '')}")
