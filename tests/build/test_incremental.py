"""A build that takes from the store what has not changed gives the same site as one that makes everything anew, after any edit."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from jiaozhu.build import index_stages
from jiaozhu.core.errors import InputError
from jiaozhu.core.store import Store
from jiaozhu.project import Project
from jiaozhu.rules.rulebook import Rulebook
from worlds import HOME, RULES, publish, world, write

QUERIES = (RULES / "queries.yml").read_text("utf-8")
EDITS = 50  # of each of the runs below
RUNS = 4
STARTS = ("周围的茶农", "镇上的人", "县里的商会", "山货平台", "渡口的何师傅", "省城来的茶商", "春茶节的会务组", "一家直播机构")
DATES = ("去年3月", "2021年5月12日", "上周五", "春节前后", "6月18日", "2022年", "当天下午", "国庆假期")
ACTS = ("卖出了三千五百斤春茶", "把KOC请到了茶山上", "签下了一百二十万元的订单", "公布了新的GMV", "增长了35%", "关掉了老的门店")
ENDS = ("，没有人想到会是这样。", "，价格比前一年高了两成！", "，这件事后来传得很远。", "，大家都说“不虚此行”。")
TERMS = """categories: [人]
terms:
  - id: koc
    form: {form}
    english: key opinion consumer
    category: 人
    definition: {words}
    source: 通行说法
"""
NAMES = """kinds: [活动与事件]
names:
  - id: spring-tea
    form: {form}
    kind: 活动与事件
    about: 每年春天在镇上举行的茶叶集市。
    source: 通行说法
"""
RULES_FILE = "hooks/rules/queries.yml"
RULE = """
- id: trial
  name: 试问
  why: 试。
  kind: query
  confidence: 0.5
  find: '{form}'
  specs: ['他说{form}来了 → 他说〔{form}〕来了']
  leave: ['他说没有人来']
"""
VARIANTS = """phrases:
  - put: {{头发: {form}}}
    why: 试
    specs: ['头发 → {form}']
"""
Files = dict[str, str]


class Editor:
    """A person who edits a small project at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.files: Files = {"docs/index.md": HOME}
        self.number = 0
        for _ in range(6):
            self.add()

    def sentence(self) -> str:
        return "".join(map(self.random.choice, (STARTS, DATES, ACTS, ENDS)))

    def article(self) -> str:
        date = f"\n\n2023-0{self.random.randint(1, 9)}-11\n" if self.random.random() < 0.6 else "\n"
        paragraphs = ("".join(self.sentence() for _ in range(self.random.randint(1, 4))) for _ in range(self.random.randint(2, 6)))
        return f"{self.sentence()[:12]}{date}\n" + "\n\n".join(paragraphs) + "\n"

    def sources(self) -> list[str]:
        return sorted(name for name in self.files if name.startswith("sources/") and not name.endswith(".yml"))

    def edit(self) -> str:
        """Make one edit, and say which."""
        source = self.random.choice(self.sources() or [self.add()])
        kinds: tuple[Callable[[str], object], ...] = (
            *(self.change, self.change, self.change, self.copy, self.copy, self.rename, self.annotate, self.spoil_sidecar),
            *(self.change_glossary, self.change_names, self.change_rules, self.change_variants, self.furnish),
            *((self.delete,) if len(self.sources()) > 4 else (lambda _: self.add(),)),
        )
        kind = self.random.choice(kinds)
        kind(source)
        return f"{kind.__name__} {source}"

    def add(self) -> str:
        self.number += 1
        name = f"sources/a{self.number}.{self.random.choice(('txt', 'txt', 'html'))}"
        text = self.article()
        if name.endswith("html"):
            lines = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line)
            text = f"<!doctype html><meta charset=utf-8><title>茶</title><nav><a href=/>首页</a></nav><article>{lines}</article>"
        self.files[name] = text
        return name

    def change(self, source: str) -> None:
        lines = self.files[source].splitlines()
        at = self.random.randrange(len(lines))
        if self.random.random() < 0.5 and lines[at]:
            lines[at] += self.sentence()
        elif len(lines) > 5:
            del lines[at]
        else:
            lines.insert(at, self.sentence())
        self.files[source] = "\n".join(lines) + "\n"

    def copy(self, source: str) -> None:
        self.number += 1
        self.files[f"sources/a{self.number}.{source.rpartition('.')[2]}"] = self.files[source].replace(
            "春茶", self.random.choice(("春茶", "新茶")), 1
        )

    def rename(self, source: str) -> None:
        self.number += 1
        stem, _, suffix = source.rpartition(".")
        self.files[f"sources/a{self.number}.{suffix}"] = self.files.pop(source)
        self.files.pop(f"{stem}.yml", None)

    def delete(self, source: str) -> None:
        self.files.pop(source)
        self.files.pop(f"{source.rpartition('.')[0]}.yml", None)

    def annotate(self, source: str) -> None:
        lines = {"title": self.sentence()[:9], "date": f"2024-0{self.random.randint(1, 9)}", "author": "何师傅"}
        chosen = self.random.sample(sorted(lines), self.random.randint(1, 3))
        self.files[f"{source.rpartition('.')[0]}.yml"] = "".join(f"{key}: {lines[key]}\n" for key in chosen)

    def spoil_sidecar(self, source: str) -> None:
        sidecar = f"{source.rpartition('.')[0]}.yml"
        if self.files.pop(sidecar, None) is None:
            self.files[sidecar] = self.random.choice(
                ("titel: 茶\n", "title: [\n", "date: 去年\n", "witness: nobody\n", "cut: [没有的话]\n")
            )

    def furnish(self, _: str) -> None:
        """Put a line of a site's furniture into several sources, or take it out."""
        line = "更多精彩内容，请关注山货平台公众号。"
        for source in self.random.sample(self.sources(), min(4, len(self.sources()))):
            text = self.files[source]
            self.files[source] = text.replace(f"\n{line}\n", "") if line in text else f"{text}\n{line}\n"

    def change_glossary(self, _: str) -> None:
        definition = self.random.choice(("有影响的顾客。", "爱分享的普通顾客。"))
        self.switch("docs/glossary.yml", TERMS.format(form=self.random.choice(("KOC", "春茶")), words=definition))

    def change_names(self, _: str) -> None:
        self.switch("docs/names.yml", NAMES.format(form=self.random.choice(("春茶节", "茶商"))))

    def change_rules(self, _: str) -> None:
        rule = RULE.format(form=self.random.choice(("茶商", "一百二十万")))
        self.files[RULES_FILE] = QUERIES + self.random.choice((rule, rule, "", rule.replace("find:", "fnid:")))

    def change_variants(self, _: str) -> None:
        self.switch("docs/variants.yml", VARIANTS.format(form=self.random.choice(("頭髮", "髮絲"))))

    def switch(self, name: str, content: str) -> None:
        """Take a file away, break it, or give it this content."""
        choice = self.random.random()
        if choice < 0.3:
            self.files.pop(name, None)
        else:
            self.files[name] = content if choice < 0.9 else content.replace("form:", "from:")


def outcome(project: Project) -> tuple[dict[str, str | bytes], list[str]]:
    publication = publish(project)
    return {file.path: file.content for file in publication.files}, [str(error) for error in publication.index.messages]


@pytest.fixture(autouse=True)
def rules_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of a folder are tried on their examples again only if a file of it has changed."""
    read: Callable[[Path], tuple[Rulebook, tuple[InputError, ...]]] = index_stages.load_rules
    by_content = lru_cache(lambda folder, content: read(folder))

    def load_rules(folder: Path, store: Store) -> tuple[Rulebook, tuple[InputError, ...]]:
        result: tuple[Rulebook, tuple[InputError, ...]] = by_content(
            folder, tuple((path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file())
        )
        return result

    monkeypatch.setattr(index_stages, "load_rules", load_rules)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(RUNS))
def test_a_site_after_many_edits_is_that_of_a_clean_build(seed: int, tmp_path: Path) -> None:
    editor = Editor(seed)
    clean = world(tmp_path, editor.files, {})
    kept = replace(clean, cache=tmp_path / "cache.db")
    edits: list[str] = []
    for _ in range(EDITS):
        before = dict(editor.files)
        edits.append(editor.edit())
        for name in before.keys() - editor.files.keys():
            (tmp_path / name).unlink()
        write(tmp_path, {name: text for name, text in editor.files.items() if before.get(name) != text})
        assert outcome(kept) == outcome(clean), edits
