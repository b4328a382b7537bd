"""The search index: every stretch of a text leads to it, in each script; the bytes do not depend on cache and processes."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.core.store import Store
from jiaozhu.html.script_json import script_json
from jiaozhu.outputs.assets import bundle_assets
from jiaozhu.outputs.search import search_index
from jiaozhu.outputs.search.documents import IndexedDocument
from jiaozhu.outputs.search.facets import facets_json
from jiaozhu.outputs.search.folding import MARK, SAME, SearchFold
from jiaozhu.outputs.search.keys import HEADING, TITLE, count_keys, keys_by_level, query_keys
from jiaozhu.outputs.search.search_index import SearchIndex, merge_postings, write
from jiaozhu.outputs.search.shards import HIGH, LOW, build_shards, encode_number, encode_postings, key_hash
from jiaozhu.outputs.search.units import FacetValue, SearchFacet, SearchLibrary, SearchPassage, SearchUnit
from jiaozhu.outputs.site_folder import SiteFolder
from jiaozhu.script_conversion import table_examples
from jiaozhu.script_conversion.regions import REGIONS, Region
from jiaozhu.script_conversion.script import Script
from jiaozhu.script_conversion.table import Table, read
from worlds import ROOT, published, stored, tree

HAN = "茶山采的新春雨后叶青竹篓换盐商電电着著里裡裏發发"
WORDS = st.text(st.sampled_from(HAN + "kocKOC618，。、“”「」 Ａ５\n"), max_size=40)
TEA = SearchUnit(
    "articles/tea/", "春茶上市", "2024-03", (SearchPassage("b1", "山上的茶农采了头一批茶。"), SearchPassage("b2", "茶山", "heading"))
)
SALT = SearchUnit("articles/salt/", "换盐", "", (SearchPassage("b1", "一篓春茶换三斤盐，KOC也来买。"),))
KOC = SearchUnit("glossary/#koc", "KOC", "术语", (SearchPassage("koc", "带动别人买茶的消费者。"),), forms=("关键意见消费者",))
LIBRARY, TABLE = SearchLibrary((TEA, SALT), (KOC,)), Table()


@lru_cache(maxsize=1)
def fold() -> SearchFold:
    return SearchFold.for_table(table_examples.load(ROOT / "docs" / "variants.yml")[0])


def decode_postings(text: str) -> list[list[int]]:
    """The unit numbers of a postings list by level: the inverse of `encode_postings`."""
    levels: list[list[int]] = []
    for part in text.split(" "):
        unit, high = -1, 0
        levels.append([])
        for digit in part:
            if digit in HIGH:
                high = high * len(HIGH) + HIGH.index(digit) + 1
            else:
                unit += high * len(LOW) + LOW.index(digit)
                high = 0
                levels[-1].append(unit)
    return levels


def contents(root: Path, name: str) -> Any:
    """The data in a file of the index."""
    call = re.fullmatch(r'jzFind\("([^"]+)",(.*)\)\n', (root / f"{name}.js").read_text("utf-8"), re.DOTALL)
    assert call
    assert call[1] == name.rpartition("search/")[2]
    return json.loads(call[2])


def index_files(
    root: Path, library: SearchLibrary = LIBRARY, workers: int = 1, cache: Store | None = None, table: Table | None = None
) -> dict[str, bytes]:
    site = SiteFolder.opened(root, Store())
    write(SearchIndex(site, library, tuple(REGIONS.values()), table or Table(), cache or Store()), workers)
    site.close()
    return tree(root)


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold()(fold()(text)) == fold()(text)


@given(st.text(), st.text())
def test_each_character_is_folded_by_itself(one: str, other: str) -> None:
    """So the script can keep the offset of each, and a stretch of a text is found in it."""
    assert fold()(one + other) == fold()(one) + fold()(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("電商", "电商"),
        ("供應鏈", "供应链"),
        ("ＫＯＣ", "koc"),
        ("執著", "执着"),
        ("裏面", "裡面"),
        ("「茶」", "“茶”"),
        ("茶, 盐", "茶，盐"),
    ],
)
def test_equivalent_spellings_are_folded_together(one: str, other: str) -> None:
    assert fold()(one) == fold()(other)


@pytest.mark.parametrize(("one", "other"), [("快手", "块手"), ("12.5", "125"), ("茶，盐", "茶盐"), ("家俱", "家具")])
def test_different_texts_stay_different(one: str, other: str) -> None:
    assert fold()(one) != fold()(other)


@pytest.mark.parametrize("region", REGIONS.values(), ids=REGIONS)
def test_every_character_of_a_region_is_folded_like_its_simplified_form(region: Region) -> None:
    table, _ = table_examples.load(ROOT / "docs" / "variants.yml")
    simplified = [chr(code) for code in range(0x4E00, 0xA000) if chr(code).encode("gb2312", "ignore")]
    converted = Script.for_region(region, table).convert("\n".join(simplified)).text.split("\n")
    assert [(a, b) for a, b in zip(simplified, converted, strict=True) if fold()(a) != fold()(b)] == []


def test_marks_are_folded_to_marks() -> None:
    assert [mark for mark in SAME.values() if not MARK.fullmatch(mark)] == []


@given(WORDS, st.integers(0, 40), st.integers(1, 12))
def test_a_text_has_all_keys_of_its_substrings(text: str, start: int, length: int) -> None:
    whole = fold()(text)
    part = whole[start : start + length]
    assert set(query_keys(part)) <= count_keys(whole).keys()


@given(WORDS)
def test_bigrams_are_keys_and_never_span_a_mark(text: str) -> None:
    whole = fold()(text)
    pairs = {whole[n : n + 2] for n in range(len(whole) - 1) if not MARK.search(whole[n : n + 2])}
    assert {key for key in count_keys(whole) if len(key) == 2} == pairs


def test_a_query_consists_of_bigrams_and_latin_trigrams() -> None:
    assert query_keys("koc营销") == ["koc", "c营", "营销"]
    assert query_keys("12.5亿") == ["12", "5亿"]
    assert query_keys("茶,盐") == ["茶", "盐"]
    assert query_keys(",") == []


def test_a_key_has_the_highest_level_that_it_reaches() -> None:
    levels = keys_by_level(["茶山"], ["山上茶农"], ["茶山茶农采茶采茶采茶采茶采茶换盐换盐"])
    by_key = {key: level for level, keys in enumerate(levels) for key in keys}
    assert (by_key["茶山"], by_key["茶农"], by_key["采茶"], by_key["换盐"], by_key["农采"]) == (TITLE, HEADING, 2, 1, 0)


@given(st.lists(st.sets(st.integers(0, 5000)), max_size=5))
def test_postings_are_decoded_as_they_were_encoded(levels: list[set[int]]) -> None:
    ordered = [sorted(level) for level in levels]
    decoded = decode_postings(encode_postings(ordered, [encode_number(n) for n in range(5002)]))
    assert [level for level in decoded if level] == [level for level in ordered if level]


@given(st.lists(st.sets(st.integers(0, 300), min_size=1), min_size=1, max_size=5))
def test_facets_have_the_articles_of_each_value(groups: list[set[int]]) -> None:
    values = tuple(FacetValue(f"v{n}", f"值{n}", tuple(sorted(group))) for n, group in enumerate(groups))
    [text] = facets_json((SearchFacet("year", "年份", values),), (), Table())
    [[ident, word, records]] = json.loads(text)
    assert (ident, word) == ("year", "年份")
    expected = [(value.key, value.name, list(value.articles)) for value in values]
    assert [(key, name, decode_postings(articles)[0]) for key, name, articles in records] == expected


@given(st.dictionaries(st.text(min_size=1), st.text(LOW), max_size=60))
def test_each_key_is_in_the_shard_that_its_hash_names(entries: dict[str, str]) -> None:
    shards = [json.loads(shard) for shard in build_shards((key, key, value * 2000) for key, value in entries.items())]
    assert len(shards).bit_count() == 1
    for key, value in entries.items():
        assert shards[key_hash(key) & (len(shards) - 1)][key] == value * 2000


def test_data_cannot_end_their_script_element() -> None:
    assert script_json("</script><!--\u2028\u2029") == '"\\u003c/script>\\u003c!--\\u2028\\u2029"'


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_every_stretch_of_random_texts_leads_to_them(texts: list[str], data: st.DataObject) -> None:
    indexer = search_index.DocumentIndexer(tuple(REGIONS.values()), Table())
    units = [SearchUnit(f"articles/{n}/", "无题", "", (SearchPassage("b", text),), has_title=False) for n, text in enumerate(texts)]
    postings, _ = merge_postings(levels for unit in units for levels in indexer.index_units([unit]).keys)
    for n, text in enumerate(texts):
        for version in (text, *(Script.for_region(region).convert(text).text for region in REGIONS.values())):
            start = data.draw(st.integers(0, max(0, len(version) - 1)))
            for key in query_keys(SearchFold.for_table()(version[start : start + data.draw(st.integers(1, 9))])):
                assert any(n in level.get(key, ()) for level in postings), (key, version)


def test_an_index_is_the_same_from_the_cache_and_in_two_processes(tmp_path: Path) -> None:
    files = index_files(tmp_path / "a", cache=Store(tmp_path / "cache.db", "search"))
    assert index_files(tmp_path / "a", cache=Store(tmp_path / "cache.db", "search")) == files
    assert index_files(tmp_path / "b", workers=2) == files
    assert any(name.startswith("zh-hk/search/t/") for name in files)


def test_only_changed_documents_are_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_files(tmp_path / "a", cache=Store(tmp_path / "cache.db", "search"))
    indexed: list[str] = []
    index_units = search_index.DocumentIndexer.index_units

    def record(self: search_index.DocumentIndexer, units: Sequence[SearchUnit]) -> IndexedDocument:
        indexed.extend(unit.address for unit in units)
        return index_units(self, units)

    monkeypatch.setattr(search_index.DocumentIndexer, "index_units", record)
    changed = replace(SALT, title="换盐记")
    index_files(tmp_path / "a", SearchLibrary((TEA, changed), (KOC,)), cache=Store(tmp_path / "cache.db", "search"))
    assert indexed == ["articles/salt/"]
    assert len(stored(tmp_path / "cache.db")) == 6  # four documents, and the files of two indexes


def test_texts_are_in_the_script_of_their_pages(tmp_path: Path) -> None:
    index_files(tmp_path)
    documents = {folder: json.dumps(contents(tmp_path, f"{folder}search/t/0"), ensure_ascii=False) for folder in ("", "zh-tw/", "zh-hk/")}
    assert "山上的茶农" in documents[""]
    assert "山上的茶農" in documents["zh-tw/"]
    assert "2024-03" in documents["zh-hk/"]


def test_a_regional_word_is_found_by_all_its_forms(tmp_path: Path) -> None:
    """Also by one of another length: each text then contains its readings in the other scripts."""
    (tmp_path / "variants.yml").write_text("phrases:\n  - tw: {茶农: 製茶人}\n    why: 试。\n    specs: ['茶农 → 製茶人']\n", "utf-8")
    table, errors = read(tmp_path / "variants.yml", "variants.yml")
    assert not errors
    index_files(tmp_path / "site", table=table)
    fold_table = SearchFold.for_table(table)
    head = contents(tmp_path / "site", "search/index")
    for key in ("茶农", fold_table("製茶"), fold_table("茶人")):
        shard = contents(tmp_path / "site", f"search/p/{key_hash(key) & (head['p'] - 1)}")
        assert decode_postings(shard[key])[0] == [0]
    for folder, own, other_script in (("", "茶农", "製茶人"), ("zh-tw/", "製茶人", "茶农"), ("zh-hk/", "茶農", "製茶人")):
        [unit] = contents(tmp_path / "site", f"{folder}search/t/0")
        text, others = unit[5][0][1], unit[5][0][3]
        assert own in text
        assert [other for other in others if other_script in other]


def test_a_whole_title_leads_to_its_unit_and_a_form_to_its_entry(tmp_path: Path) -> None:
    index_files(tmp_path)
    head = contents(tmp_path, "search/index")
    assert (head["articles"], head["size"]) == (2, 3)
    for whole, unit in (("春茶上市", 0), ("koc", 2), ("关键意见消费者", 2)):
        shard = contents(tmp_path, f"search/p/{key_hash(query_keys(whole)[0]) & (head['p'] - 1)}")
        assert shard[f"={whole}"] == [unit]


def test_articles_are_newest_first_and_undated_ones_last(tmp_path: Path) -> None:
    body = "茶农上山采茶，太阳落山才回来。\n\n一篓春茶换了三斤盐，大家都说值得。\n"
    dates = {"old": "date: 2020-05-01\n", "none": "", "new": "date: 2023\n"}
    files = {f"sources/{ident}.txt": f"{ident}春茶上市记\n\n{body}{ident * 9}。\n" for ident in dates}
    notes = {f"sources/{ident}.yml": f"{date}title: {ident}篇\n" for ident, date in dates.items()}
    library = published(tmp_path, {**files, **notes, "docs/index.md": "# 校注\n"}).library
    assert [unit.address for unit in library.articles] == ["articles/new/", "articles/old/", "articles/none/"]
    assert library.articles[0].title == "new篇"


def test_scripts_and_style_sheets_are_small() -> None:
    """When compressed: what the page of an article fetches at once, for a search, on arrival from a result, and at any first use."""
    files = {f"assets/{path.name}": path.read_bytes() for path in sorted((ROOT / "docs" / "assets").iterdir())}
    sizes = {path: len(gzip.compress(content, 6)) for path, content in bundle_assets(files)}
    assert sizes["assets/reader.js"] + sizes["assets/article.js"] < 10 * 1024
    assert sizes["assets/search.js"] + sizes["assets/find.js"] < 8_000
    assert sizes["assets/search.js"] + sizes["assets/arrival.js"] < 6_500
    elsewhere = ("assets/annotations-page.js", "assets/sortable-table.js", "assets/timeline.js")  # scripts of other pages
    assert sum(size for name, size in sizes.items() if name.endswith(".js") and name not in elsewhere) < 30 * 1024
    sheets = {name: size for name, size in sizes.items() if name.endswith(".css")}
    around = sheets.pop("assets/pages.css")  # of the pages that are no article
    assert sum(sheets.values()) <= 11_400
    assert around <= 3_500
