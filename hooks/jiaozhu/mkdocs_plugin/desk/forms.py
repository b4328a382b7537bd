"""The forms of answers that need words, filled with what the mention and its article say already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

from ...build.article_update import MadeArticle
from ...core.article import Article
from ...core.entries import EDITORS
from ...core.runs import Query, Span
from ...facts.term_usage.definitions import GLOSS, SENTENCE
from ..request_guard import RefusedRequest
from .proposals import Proposal, selected, supposed_note

DATE = regex.compile(r"(?P<year>(?:19|20)\d\d)\s*[-年./]\s*(?P<month>\d{1,2})?(?:\s*[-月./]\s*(?P<day>\d{1,2}))?")
DEFINING = ("是指", "指的是", "即", "是一", "指", "就是", "称为", "所谓")


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form; ``options`` are what can be chosen, where it is not free."""

    name: str
    label: str
    value: str = ""
    needed: bool = True
    long: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """A form about ``words``."""

    title: str
    words: str
    fields: tuple[FormField, ...]


def form_of(proposal: Proposal, made: MadeArticle) -> AnswerForm:
    """The form of an action on selected words. Raises RefusedRequest where it has none."""
    if proposal.action not in FORMS:
        raise RefusedRequest("400 Bad Request", f"{proposal.action[:40]!r} 不需要填写什么。")
    span = selected(proposal.place, made.article)
    reading = made.article.edition.reading
    words = " ".join(reading.place(span).slice(reading.text).split())
    title, fields = FORMS[proposal.action]
    return AnswerForm(title, words, fields(words, span, made))


def defining_sentence(article: Article, form: str) -> str:
    """The sentence of an article that is the likeliest to define a form: one with a defining word right behind it, or else the first."""
    sentences = [match[0].strip() for block in article.body if form in block.text for match in SENTENCE.finditer(block.text)]
    using = [sentence for sentence in sentences if form in sentence]
    behind = (s for s in using if s.partition(form)[2].lstrip("”」』）)，").startswith(DEFINING))
    return next(behind, using[0] if using else "")


def _english(article: Article, form: str) -> str:
    """The English that stands in brackets behind a form."""
    for block in article.body:
        for gloss in GLOSS.finditer(block.text):
            if block.text[: gloss.start()].rstrip("”」』").endswith(form):
                return str(gloss["gloss"])
    return form if form.isascii() else ""


def _date(words: str) -> str:
    match = DATE.search(words)
    if not match:
        return words
    parts = (match["year"], match["month"], match["day"] if match["month"] else None)
    return "-".join(part.zfill(2) for part in parts if part)


def _note(words: str, span: Span, made: MadeArticle) -> tuple[FormField, ...]:
    query, rule = _question(span, made)
    return (FormField("note", "注文", supposed_note(query.put, rule) if query else "", long=True),)


def _emendation(words: str, span: Span, made: MadeArticle) -> tuple[FormField, ...]:
    query, rule = _question(span, made)
    return (FormField("put", "改作", (query and query.put) or words), FormField("why", "理由", rule and f"{rule}。"))


def _question(span: Span, made: MadeArticle) -> tuple[Query | None, str]:
    """The question about exactly these words, and the name of its rule."""
    query = next((query for query in made.article.edition.reading.queries if query.span == span), None)
    return query, made.index.rulebook.rules[query.rule].name if query else ""


def _one(label: str) -> Callable[[str, Span, MadeArticle], tuple[FormField, ...]]:
    return lambda words, span, made: (FormField("value", label, words),)


def _term(words: str, span: Span, made: MadeArticle) -> tuple[FormField, ...]:
    sentence = defining_sentence(made.article, words)
    categories = made.index.glossary.categories
    return (
        FormField("form", "词形", words),
        FormField("english", "英文", _english(made.article, words)),
        FormField("category", "类别", categories[0] if categories else "", options=categories),
        FormField("definition", "释义", sentence, long=True),
        FormField("source", f"出处（自拟的写：{EDITORS}）", EDITORS),
        FormField("also", "又作", needed=False),
        FormField("id", "网址中的名字", needed=False),
    )


def _name(words: str, span: Span, made: MadeArticle) -> tuple[FormField, ...]:
    kinds = made.index.register.kinds
    return (
        FormField("form", "名字", words),
        FormField("kind", "类别", kinds[0] if kinds else "", options=kinds),
        FormField("about", "一句话说明", defining_sentence(made.article, words), long=True),
        FormField("also", "又作", needed=False),
        FormField("id", "网址中的名字", needed=False),
    )


FORMS: Mapping[str, tuple[str, Callable[[str, Span, MadeArticle], tuple[FormField, ...]]]] = {
    "note": ("注", _note),
    "emend": ("改", _emendation),
    "title": ("标题", _one("本篇的标题")),
    "author": ("作者", _one("本篇的作者")),
    "outlet": ("媒体", _one("本篇的媒体")),
    "date": ("日期", lambda words, span, made: (FormField("value", "本篇的日期，如 2020-07-17", _date(words)),)),
    "term": ("术语", _term),
    "name": ("专名", _name),
}
