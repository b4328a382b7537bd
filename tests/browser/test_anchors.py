"""Where readers' marks stand after the source has been edited: found again by their words, or said to be lost, and never misplaced."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from jiaozhu.core.normalize import caseless_letters
from jiaozhu.editions.pipeline import edit
from jiaozhu.sources.read import read_source
from worlds import ROOT, edition, rulebook

EDITS, MARKS = 50, 60
DESCRIBE = """([blocks, spans]) => {
  const article = jzAnchors.article(blocks);
  const exact = ({ block, from, to }) => blocks[block].text.slice(from, to);
  return spans.map((span) => jzAnchors.describe(article, span, span.map(exact).join("\\n")));
}"""
PLACE = """([blocks, anchors]) => {
  const article = jzAnchors.article(blocks);
  return anchors.map((anchor) => jzAnchors.place(article, anchor));
}"""
Tagged = list[tuple[str, int]]  # characters, each with a number of its own; what was inserted has -1


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(content=(ROOT / "docs" / "assets" / "anchors.js").read_text("utf-8").replace("const jzAnchors", "var jzAnchors"))
    yield page
    page.close()


@dataclass(frozen=True, slots=True)
class Edited:
    """The blocks of an edited source as a page has them, and for each of their letters the number of the character that it comes from."""

    blocks: list[dict[str, str]]
    numbers: list[int]

    @classmethod
    def of(cls, characters: Tagged, folder: Path) -> Edited:
        """The blocks by the whole way of a source. Their letters come from where the provenance of the edition says."""
        path = folder / "tea.txt"
        path.write_text("".join(character for character, _ in characters), "utf-8", newline="")
        made = edit(read_source(path, "sources/tea.txt", None), None, rulebook())
        origin = [-1] * len(made.reading.text)
        for at, run in made.reading.placed():
            if run.put is None:
                origin[at : at + run.end - run.start] = [number for _, number in characters[run.start : run.end]]
        blocks = [block for block in made.blocks if block.kind != "title" and block.has_own_text]
        numbers = []
        for block in blocks:
            assert block.text == block.span.slice(made.reading.text)
            numbers += [origin[block.span.start + n] for n, character in enumerate(block.text) if caseless_letters(character)]
        return cls([{"id": block.id, "text": block.text} for block in blocks], numbers)


def changed(old: Tagged, chance: random.Random) -> Tagged:
    """One edit: words are cut, put in or replaced, a paragraph is cut, moved, split, or joined to the next one."""
    kind = chance.choice(["cut", "put", "replace", "replace", "cut paragraph", "move", "split", "join"])
    at = chance.randrange(len(old) - 30)
    length = chance.randint(1, 12)
    words = [(character, -1) for character in chance.choice(["快手", "春茶上市", "直播电商", "他说", "又过了三年，", "私域流量池"])]
    if kind in ("cut", "put", "replace"):
        gone = 0 if kind == "put" else length
        return old[:at] + ([] if kind == "cut" else words) + old[at + gone :]
    paragraphs = list(divided(old))
    if kind == "split" or len(paragraphs) < 8:
        return [*old[:at], ("\n", -1), ("\n", -1), *old[at:]]
    n = chance.randrange(len(paragraphs) - 1)
    if kind == "join":
        paragraphs[n : n + 2] = [paragraphs[n] + paragraphs[n + 1]]
    else:
        taken = paragraphs.pop(n)
        if kind == "move":
            paragraphs.insert(chance.randrange(len(paragraphs)), taken)
    return joined(paragraphs)


def divided(characters: Tagged) -> Iterator[Tagged]:
    """The paragraphs, without the lines between them."""
    start = 0
    for n, (character, _) in enumerate(characters):
        if character == "\n":
            if n > start:
                yield characters[start:n]
            start = n + 1
    if start < len(characters):
        yield characters[start:]


def joined(paragraphs: list[Tagged]) -> Tagged:
    return [tagged for paragraph in paragraphs for tagged in (*paragraph, ("\n", -1), ("\n", -1))]


def clean_source(ident: str) -> Tagged:
    """The clean paragraphs of one of the project's own articles as a source."""
    text = "\n\n".join(block.text for block in edition(ident).blocks if block.kind == "paragraph")
    return [(character, n) for n, character in enumerate(text)]


def spans_of_marks(blocks: list[dict[str, str]], chance: random.Random) -> list[list[dict[str, int]]]:
    """Stretches as readers mark them: a word, a sentence, a paragraph, and over the border of two."""
    made = []
    for _ in range(MARKS):
        block = chance.randrange(len(blocks) - 1)
        size = len(blocks[block]["text"])
        start = chance.randrange(size)
        end = min(size, start + chance.choice([2, 3, 5, 12, 25, 60, 200]))
        span = [{"block": block, "from": start, "to": end}]
        if chance.random() < 0.1:
            span[0]["to"] = size
            span.append({"block": block + 1, "from": 0, "to": min(9, len(blocks[block + 1]["text"]))})
        if any(caseless_letters(blocks[part["block"]]["text"][part["from"] : part["to"]]) for part in span):
            made.append(span)
    return made


@pytest.mark.parametrize("ident", ["kuaishou-double-subsidy", "kuaishou-jd-618"])
@pytest.mark.parametrize("cumulative", [False, True], ids=["each edit by itself", "one edit after the other"])
def test_marks_survive_edits_of_their_source(page: Page, ident: str, cumulative: bool, tmp_path: Path) -> None:
    chance = random.Random(f"{ident} {cumulative}")
    characters = clean_source(ident)
    first = Edited.of(characters, tmp_path)
    spans = spans_of_marks(first.blocks, chance)
    anchors = page.evaluate(DESCRIBE, [first.blocks, spans])
    places = [(n, at) for n, block in enumerate(first.blocks) for at, character in enumerate(block["text"]) if caseless_letters(character)]
    marked = [[number for number, place in zip(first.numbers, places, strict=True) if covers(span, place)] for span in spans]
    standing = placed = 0
    edited = characters
    for _ in range(EDITS):
        edited = changed(edited if cumulative else characters, chance)
        source = Edited.of(edited, tmp_path)
        for letters, place in zip(marked, page.evaluate(PLACE, [source.blocks, anchors]), strict=True):
            stands = any(source.numbers[n : n + len(letters)] == letters for n, number in enumerate(source.numbers) if number == letters[0])
            standing += stands
            placed += place is not None and stands
            assert place is None or source.numbers[slice(*place)] == letters, "a mark stands at other words"
    assert standing > EDITS * MARKS / 3
    assert placed >= 0.95 * standing, f"{placed} of {standing}"


def covers(span: list[dict[str, int]], place: tuple[int, int]) -> bool:
    return any(part["block"] == place[0] and part["from"] <= place[1] < part["to"] for part in span)


TRANSFER = """([one, other, spans]) => {
  const from = jzAnchors.article(one), to = jzAnchors.article(other), exact = one[spans[0].block].text.slice(spans[0].from, spans[0].to);
  const anchor = jzAnchors.describe(from, spans, exact), place = jzAnchors.transfer(from, jzAnchors.place(from, anchor), to);
  const words = place && jzAnchors.spans(to, place, exact).map(({ block, from, to }) => other[block].text.slice(from, to)).join();
  return { direct: jzAnchors.placeByOffset(to, anchor), place, words };
}"""


def test_a_mark_stands_at_the_same_words_in_another_script(page: Page) -> None:
    """By its offset where the block has as many letters there; else by the alignment of both texts."""
    one = [{"id": "b1", "text": "他说：“软件和视频要配合。”"}, {"id": "b2", "text": "茶农上山采茶。"}]
    like = [{"id": "b1", "text": "他說：「軟件和視頻要配合。」"}, one[1]]
    longer = [{"id": "b1", "text": "他說：「軟體程式和影片要配合。」"}, one[1]]
    spans = [{"block": 0, "from": 3, "to": 9}]  # “软件和视频
    made = page.evaluate(TRANSFER, [one, like, spans])
    assert made == {"direct": [2, 7], "place": [2, 7], "words": "「軟件和視頻"}
    made = page.evaluate(TRANSFER, [one, longer, [{"block": 0, "from": 9, "to": 13}]])
    assert (made["direct"], made["words"]) == (None, "要配合。")
    gone = page.evaluate(TRANSFER, [one, one[1:], spans])
    assert gone == {"direct": None, "place": None, "words": None}


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("老板说，快手在涨。", True),  # the marks were others
        ("老板说快手在涨。老板说快手在涨。", False),  # which of the two?
        ("老板说抖音在涨。伙计说快手要跌。", False),  # other words
    ],
)
def test_a_short_mark_is_placed_only_where_there_is_no_doubt(page: Page, text: str, stands: bool) -> None:
    old = [{"id": "b1", "text": "老板说：快手在涨。"}]
    anchors = page.evaluate(DESCRIBE, [old, [[{"block": 0, "from": 4, "to": 6}]]])
    place = page.evaluate(PLACE, [[{"id": "b2", "text": text}], anchors])[0]
    assert (place is not None) == stands
