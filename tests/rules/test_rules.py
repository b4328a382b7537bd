"""The rules are data, so the data is tested: examples, names, dead entries, loops, and what they promise together."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml

from jiaozhu.build.index_stages import load_rules
from jiaozhu.cleaning.page_region.element_names import PARTS
from jiaozhu.core.errors import RuleError
from jiaozhu.core.lines import lines
from jiaozhu.core.reading import Reading
from jiaozhu.editions import rule_examples
from jiaozhu.editions.pipeline import ASKING, CLEANING, MODULES, SHAPING, apply_steps
from jiaozhu.glossary.names import RELATIONS
from jiaozhu.page_body.line_features import features
from jiaozhu.rules import load, rulebook
from jiaozhu.rules.rulebook import Rule
from worlds import HOME, ROOT, RULES, YAML, edition, idents, published, world
from worlds import rulebook as real

CODE = ROOT / "hooks" / "jiaozhu"
RULED = ("markdown_sources", "sites", "cleaning", "collation")  # the folders whose modules carry out rules
KEBAB = regex.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RUN = {step for step in (*CLEANING, *SHAPING, *ASKING) if isinstance(step, str)} | {"shapes", "programmed", "datelines"}
ALONE = ("editor_decisions", "outlier_words")  # modules that need more than one reading
BETWEEN = regex.compile(r"\p{Han}[,:;?()]\p{Han}")


def written(name: str) -> Any:
    """A file of `rules/` as it is written, before the program has had a word in it."""
    return yaml.load((RULES / name).read_text("utf-8"), Loader=YAML)


def entries() -> list[dict[str, object]]:
    """The rules: the entries of those files that are lists."""
    tables = [written(path.name) for path in sorted(RULES.glob("*.yml"))]
    return [entry for table in tables if isinstance(table, list) for entry in table]


@cache
def literals(folder: Path) -> list[tuple[str, str]]:
    """Every string that stands alone in the code of a folder, with the file where it does. Documentation is not code."""
    nodes = ((path.name, node) for path in sorted(folder.rglob("*.py")) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return [(name, node.value) for name, node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@pytest.fixture(scope="module")
def failures() -> dict[str, str]:
    book, wrong = load.load(RULES)
    assert not wrong, "\n".join(map(str, wrong))
    return {ident: str(error) for ident, error in rule_examples.failures(book, MODULES)}


@pytest.mark.parametrize("ident", [str(entry["id"]) for entry in entries()])
def test_does_what_its_examples_say(ident: str, failures: dict[str, str]) -> None:
    assert ident not in failures, failures[ident]


def test_ids_are_unique() -> None:
    doubled = [ident for ident, times in Counter(entry["id"] for entry in entries()).items() if times > 1]
    assert not doubled


def test_ids_are_in_kebab_case() -> None:
    assert [entry["id"] for entry in entries() if not KEBAB.fullmatch(str(entry["id"]))] == []


def test_no_example_stands_twice_in_a_rule() -> None:
    """A copied example proves nothing new, and mostly means that another one was meant."""
    doubled = [(rule.id, e.before) for rule in real().rules.values() for e, times in Counter(rule.examples).items() if times > 1]
    assert not doubled


def test_every_table_is_run() -> None:
    """A file of rules that no step names would be read, proved, and never used."""
    assert set(real().tables) == RUN


def test_every_step_has_its_module() -> None:
    dead = [rule.id for rule in real().rules.values() if rule.step and rule.step not in {*MODULES, *ALONE}]
    assert not dead


def test_every_programmed_rule_is_carried_out() -> None:
    """A rule of `programmed.yml` does nothing unless the module that it names knows its id."""
    known = {name: {text for _, text in literals_of(name)} for name in (*MODULES, *ALONE)}
    dead = [rule.id for rule in real().table("programmed") if rule.id not in known.get(rule.step, set())]
    assert not dead


def literals_of(module: str) -> Iterator[tuple[str, str]]:
    return ((name, text) for folder in RULED for name, text in literals(CODE / folder) if name == f"{module}.py")


def test_code_mentions_no_rule_that_is_not_there() -> None:
    """Rule ids in code are literals with a hyphen; a misspelt one switches its rule off in silence."""
    known = {*real().rules, *written("words.yml"), *real().region_weights, *real().title_weights, *RELATIONS, "utf-8"}
    mentioned = [(name, text) for folder in (*RULED, "pages") for name, text in literals(CODE / folder) if KEBAB.fullmatch(text)]
    assert [(name, text) for name, text in mentioned if "-" in text and not text[0].isdigit() and text not in known] == []


def test_every_word_list_is_consulted() -> None:
    consulted = {text for _, text in literals(CODE)}
    assert [name for name in written("words.yml") if name not in consulted] == []


def test_every_feature_has_a_weight() -> None:
    """A weight that no code asks for is a wish, and a feature without one tells nothing."""
    (first, *_) = features(lines("天还没有亮。\n首页"), real())
    assert {*written("signals.yml")} == {"always", *first}


def test_every_signal_of_a_page_is_made() -> None:
    consulted = {text for _, text in literals(CODE)}
    made = {name for part in PARTS for name in (f"{part}-near", f"{part}-far")} | {*consulted}
    bare = {
        regex.sub("^(?:alone|start|end)-", "", name).removesuffix("-above").removesuffix("-below") for name in written("page_region.yml")
    }
    assert sorted(bare - made - {"border", "top", "best"}) == []


def test_no_word_stands_twice_in_a_list() -> None:
    assert [name for name, words in written("words.yml").items() if len(words) != len(set(words))] == []


@pytest.mark.parametrize("rule", list(real().rules.values()), ids=lambda rule: rule.id)
def test_settles(rule: Rule) -> None:
    """Two rules that undo each other would change a text for ever: what is clean must stay as it is."""
    for example in rule.examples:
        assert_settled(cleaned(example.before))
        assert_settled(cleaned(example.after))


@pytest.mark.parametrize("ident", idents())
def test_settles_on_a_source(ident: str) -> None:
    assert_settled(cleaned(edition(ident).source.raw))


def cleaned(text: str) -> str:
    return apply_steps(Reading.unchanged(text), CLEANING, real()).text


def assert_settled(text: str) -> None:
    again = apply_steps(Reading.unchanged(text), CLEANING, real())
    assert again.text == text, [run for run in again.runs if run.rule]


@pytest.mark.parametrize("ident", idents())
def test_no_half_width_mark_stands_between_han_characters(ident: str) -> None:
    left = [match.group() for block in edition(ident).blocks for match in BETWEEN.finditer(block.text, overlapped=True)]
    assert not left


@pytest.mark.parametrize(
    ("ident", "words"),
    [
        ("kuaishou-reopens-links", "1912亿"),
        ("kuaishou-reopens-links", "31.5%"),
        ("kuaishou-double-subsidy", "12.5亿"),
        ("kuaishou-double-subsidy", "10w+"),
        ("kuaishou-jd-618", "co-opetition"),
        ("kuaishou-jd-618", "Miaozhen Systems"),
    ],
)
def test_numbers_and_latin_words_stay_whole(ident: str, words: str) -> None:
    assert any(words in block.text for block in edition(ident).blocks)


PATTERN = "(?:茶|茶茶|茶+)+[叶枝]$"
ENDLESS = f"- id: endless\n  name: 无尽\n  why: 试验。\n  find: '{PATTERN}'\n  put: ''\n  specs: ['茶叶 → ']\n  leave: ['茶农']\n"


def test_a_pattern_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule must not hang a build: it is reported with its place, like any other mistake."""
    monkeypatch.setattr(rulebook, "PATIENCE", 0.05)
    book, wrong = load_rules(world(tmp_path, {}, {"trial.yml": ENDLESS}).rules)
    assert not wrong
    with pytest.raises(RuleError, match=r"^hooks/rules/trial.yml:1: endless: the pattern takes over"):
        list(book.rules["endless"].propose(Reading.unchanged("茶" * 4000 + "农")))


def test_a_pattern_without_end_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebook, "PATIENCE", 0.05)
    cleaning = (RULES / "cleaning.yml").read_text("utf-8")
    sources = {f"sources/{name}.txt": "茶" * 4000 + "农。\n" for name in ("one", "two")}
    publication = published(tmp_path, {"docs/index.md": HOME, **sources}, {"cleaning.yml": f"{cleaning}\n{ENDLESS}"})
    assert len(publication.wrong) == 1
