"""The stages of a build, in their order: these tables are the build. `stage_kinds.py` says what kinds there are.

Into which fields of the index a stage puts its results, `corpus/index.py` says.
"""

from __future__ import annotations

from ..outputs import feed
from ..pages.annotations import page as own_annotations
from ..pages.article import collation, original, source_files
from ..pages.article import page as article
from ..pages.article.article_input import article_inputs
from ..pages.articles import page as articles
from ..pages.cards import mentions
from ..pages.cards import page as cards
from ..pages.disagreements import page as disagreements
from ..pages.figures import data as figures_data
from ..pages.figures import page as figures
from ..pages.glossary import page as glossary
from ..pages.glossary import term
from ..pages.home import page as home
from ..pages.lists import groups, series
from ..pages.lists import page as lists
from ..pages.names import name
from ..pages.names import page as names
from ..pages.passages import data as passages_data
from ..pages.passages import page as passages
from ..pages.pinyin import page as pinyin
from ..pages.report import library as report_of_library
from ..pages.report import page as report
from ..pages.report import sites as report_of_sites
from ..pages.rules import page as rules
from ..pages.timeline import page as timeline
from . import derived_stages, index_stages
from .stage_kinds import Derived, Page, PerArticle, Relation

EDITIONS: tuple[PerArticle | Relation, ...] = (
    PerArticle("editions", index_stages.editions),
    Relation("duplicates", index_stages.duplicates),
    PerArticle("pictures", index_stages.pictures),
    Relation("mentions", index_stages.mentions),
)
INDEX: tuple[PerArticle | Relation, ...] = (
    Relation("events", index_stages.events),
    PerArticle("apparatuses", index_stages.apparatuses),
    PerArticle("reviews", index_stages.reviews),
    PerArticle("amounts", index_stages.amounts),
    Relation("disagreements", index_stages.disputes),
    Relation("subjects", index_stages.subjects),
    Relation("catalogue", index_stages.catalogue),
    Relation("related articles", index_stages.related),
    Relation("term candidates", index_stages.unlisted_terms),
    Relation("front page", index_stages.front_page),
    Relation("lost notes", index_stages.lost_notes),
    Relation("site", index_stages.site),
)
PAGES: tuple[Page, ...] = (
    Page("home", home.inputs, home.render, home.links),
    Page("articles", articles.inputs, articles.render),
    Page("lists", lists.inputs, lists.render),
    Page("groups", groups.inputs, groups.render),
    Page("series", series.inputs, series.render),
    Page("article", article_inputs, article.render, article.links),
    Page("sources", source_files.inputs, source_files.render, is_copy=True),
    Page("collation", article_inputs, collation.render, article.links),
    Page("original", article_inputs, original.render),
    Page("pinyin", pinyin.inputs, pinyin.render),
    Page("passages", passages.inputs, passages.render, passages.links),
    Page("passages.json", passages_data.inputs, passages_data.render),
    Page("feed", feed.inputs, feed.render),
    Page("glossary", glossary.inputs, glossary.render, glossary.links),
    Page("term", term.inputs, term.render, term.links),
    Page("names", names.inputs, names.render),
    Page("name", name.inputs, name.render, name.links),
    Page("mentions", mentions.inputs, mentions.render),
    Page("timeline", timeline.inputs, timeline.render, timeline.links),
    Page("figures", figures.inputs, figures.render, figures.links),
    Page("figures.json", figures_data.inputs, figures_data.render),
    Page("disagreements", disagreements.inputs, disagreements.render, disagreements.links),
    Page("annotations", own_annotations.inputs, own_annotations.render),
    Page("rules", rules.inputs, rules.render),
    Page("report of a library", report_of_library.inputs, report_of_library.render),
    Page("report of sites", report_of_sites.inputs, report_of_sites.render),
    Page("report", report.inputs, report.render, report.links),
)
CARDS = Page("cards", cards.inputs, cards.render)  # after all other pages, for it has to know where they lead
DERIVED: tuple[Derived, ...] = (
    Derived("files", derived_stages.plain_files),
    Derived("script variants", derived_stages.script_variants),
    Derived("article pictures", derived_stages.article_pictures),
    Derived("search", derived_stages.search),
    Derived("books", derived_stages.books),
    Derived("share images", derived_stages.share_images),
)
