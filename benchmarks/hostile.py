"""What hostile strings do to a site: each stands wherever text of a source or of an editor appears, and a browser opens the pages.

python benchmarks/hostile.py STRINGS [--most 1000] [--entries 40]

STRINGS is a text of one string a line, such as the Big List of Naughty Strings, of which lines that are blank or begin with `#` are left
out; or, where it ends in `.json`, a list of strings. Each string has an article, of which it is the file name, a paragraph, a heading, the
words of a picture, the title, the author, the outlet, the address and a note; and a saved web page, of which it is markup, the title, the
author, an address, and the words and the caption of a picture; some are terms and names too. What cannot be read or written so must be
told in a message. The pages in Simplified script are opened, without their Content-Security-Policy, which would hide what it stops. Active
is what runs, what would run at a click, and what asks another host.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

import yaml
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from browser import chromium  # noqa: E402
from browser.conftest import FLAGS, served  # noqa: E402
from jiaozhu.core.normalize import caseless_letters  # noqa: E402
from worlds import copied, environment  # noqa: E402

PROSE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。{}也是这样，他们说，{}年来都是这样。"
PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{inert}</title><meta name="author" content="{inert}">
<meta property="og:title" content="{inert}"><link rel="canonical" href="https://a.example/{inert}"></head><body><article><h1>{inert}</h1>
<p>第{n}号码头今天有{n}条渔船出港，船上的人说，风从东北来，浪不大。</p><div>{text}</div><p>收购价比去年低，第{n}号的冰早就卖完了。</p>
<p><a href="{inert}">{inert}</a></p>
<figure><img src="{inert}" alt="{inert}" title="{inert}"><figcaption>{inert}</figcaption></figure></article></body></html>
"""
HARMLESS = "harmless", "tame", "meek", "gentle", "mild", "kind", "quiet", "calm", "soft", "shy", "good", "fair"
MOVED = '<meta http-equiv="refresh" content="0; url=../'  # of copies that are told by the page of another
ROUNDS = 4  # builds
MESSAGE = re.compile(r"^(sources/.+\.(?:md|html|yml))(?::\d+)*: ", re.MULTILINE)
ESCAPE = re.compile(r"""\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[nrt'"\\])""")
CALLED = """window.called = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = (...given) => { called.push(`${name}(${given})`); };"""
# The scripts of a page: their addresses, or what they are but for the strings in them, such as its own address.
SCRIPTS = """[...document.scripts].filter(({ type }) => !/json/.test(type))
  .map(({ src, text }) => src ? new URL(src).pathname : text.replace(/"(?:[^"\\\\]|\\\\.)*"/g, "string"))"""
# Of a page: calls, attributes that are scripts, addresses that are, elements that hold or open other pages, and scripts that are not known.
ACTIVE = f"""(known) => {{
  const all = [...document.querySelectorAll("*")], given = all.flatMap(({{ attributes }}) => [...attributes]);
  const addresses = given.filter(({{ name }}) => ["href", "src", "action", "formaction"].includes(name)).map(({{ value }}) => value);
  return [
    ...called,
    ...given.filter(({{ name }}) => name.startsWith("on")).map(({{ name, value }}) => `${{name}}=${{value}}`),
    ...addresses.filter((value) => /^[\\x00-\\x20]*(javascript|vbscript|data):/i.test(value)),
    ...all.filter((one) => one.matches("iframe, object, embed, base, meta[http-equiv=refresh]")).map(({{ outerHTML }}) => outerHTML),
    ...{SCRIPTS}.filter((one) => !known.includes(one)),
  ];
}}"""


def strings_of(path: Path) -> list[str]:
    if path.suffix == ".json":
        return list(dict.fromkeys(json.loads(path.read_text("utf-8"))))
    lines = path.read_text("utf-8", "surrogateescape").split("\n")
    return list(dict.fromkeys(line for line in lines if line.strip() and not line.startswith("#")))


def file_name(n: int, text: str) -> str:
    """A file name with the string, as far as file systems take it."""
    kept = (
        re.sub(r"[\r\n]+", " ", text.replace("/", "∕").replace("\0", "")).encode("utf-8", "surrogateescape")[:180].decode("utf-8", "ignore")
    )
    return f"{kept}{n}.md"


def write_sources(folder: Path, strings: Sequence[str]) -> None:
    """Write an article with its sidecar and a web page for each string."""
    for n, text in enumerate(strings):
        parts = (
            f"# {text}",
            PROSE.format(f"第{n}天", n * 7),
            text,
            f"## {text}",
            text + PROSE.format("去年", n),
            f'![{text}](x.png "{text}")',
        )
        body = "\n\n".join(parts) + "\n"
        address = text if text.isascii() and text.isprintable() and " " not in text else quote(text, errors="replace")
        facts = {"title": text, "author": text, "outlet": text, "url": f"https://a.example/?q={address}"}
        notes = [{"quote": f"第{n}天", "note": text}]
        path = folder / file_name(n, text)
        path.write_bytes(body.encode("utf-8", "surrogateescape"))
        page = PAGE.format(inert=escape(text), text=text, n=n)
        path.with_name(f"page-{n}.html").write_bytes(page.encode("utf-8", "surrogateescape"))
        try:
            sidecar = yaml.safe_dump({**facts, "notes": notes}, allow_unicode=True)
            path.with_suffix(".yml").write_text(sidecar, "utf-8")
        except (UnicodeError, yaml.YAMLError):
            pass  # what YAML cannot hold stands in the text alone


def entries(strings: Sequence[str], most: int) -> dict[str, str]:
    """A glossary and a list of names of these strings, which must be of one line and without white space at their ends."""
    usable = (text.strip() for text in strings if len(caseless_letters(text)) > 2 and text.isprintable() and not text.isnumeric())
    forms = sorted({caseless_letters(text): text for text in usable}.values(), key=lambda text: "<" not in text)[:most]
    same = {"category": forms[0], "source": forms[0]}
    terms = [{"id": f"t{n}", "form": form, "english": form, "definition": f"{form}。", **same} for n, form in enumerate(forms)]
    names = [{"id": f"n{n}", "form": f"{form}店", "about": f"{form}，是一家店的名字。", "kind": forms[0]} for n, form in enumerate(forms)]
    dumped = {"docs/glossary.yml": {"categories": forms[:1], "terms": terms}, "docs/names.yml": {"kinds": forms[:1], "names": names}}
    return {path: yaml.safe_dump(data, allow_unicode=True) for path, data in dumped.items()}


def named(folder: Path, told: str) -> Iterator[str]:
    """The files that messages name; characters that nobody sees are escaped in these as in literals of Python."""
    for match in MESSAGE.finditer(told):
        literal = match[1].replace("\n", "")
        for path in (literal, ESCAPE.sub(lambda escape: str(ast.literal_eval(f"'{escape[0]}'")), literal)):
            if (folder / path).exists():
                yield path
                break


def build(folder: Path) -> tuple[set[str], str]:
    """Build the site without the files of which a message says that something is wrong with them; returns these, and what was told."""
    refused: set[str] = set()
    told = ""
    for _ in range(ROUNDS):
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        run = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, errors="replace", check=False)
        told += run.stdout + run.stderr
        wrong = set(named(folder, run.stdout + run.stderr))
        if run.returncode == 0 or not wrong:
            break
        refused |= wrong
        for path in wrong:
            (folder / path).unlink()
    return refused, told


def opened(page: Page, site: str, folder: Path) -> Iterator[str]:
    """Open each page of a site in Simplified script, but for those that only lead to another; yields its path."""
    for path in sorted(folder.rglob("index.html")):
        parts = path.relative_to(folder).parts
        if not parts[0].startswith("zh-") and MOVED not in path.read_text("utf-8"):
            page.goto(site + "/".join(quote(part, safe="") for part in parts[:-1]) + "/")
            yield "/".join(parts)


def activity(page: Page, site: str, folder: Path, known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each page that is opened, as an empty path, and what is active on it, with its path; ``known`` are the scripts of a harmless site."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith((site, "data:", "blob:")) else None)
    page.on("dialog", lambda dialog: dialog.dismiss())
    for path in opened(page, site, folder):
        yield "", ""
        yield from ((path, what) for what in [*page.evaluate(ACTIVE, known), *asked])
        asked.clear()


def written(folder: Path, strings: Sequence[str], most: int) -> Path:
    """A project with these strings everywhere."""
    copied(folder, {"sources/none.txt": ""})
    (folder / "sources" / "none.txt").unlink()
    write_sources(folder / "sources", strings)
    for path, text in entries(strings, most).items():
        (folder / path).write_text(text, "utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("strings", type=Path)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=40, help="how many are terms and names")
    options = parser.parse_args()
    strings = strings_of(options.strings)[: options.most]
    with tempfile.TemporaryDirectory() as name:
        harmless, folder = written(Path(name) / "harmless", HARMLESS, 9), written(Path(name) / "site", strings, options.entries)
        build(harmless)
        refused, told = build(folder)
        made = len(list((folder / "site" / "articles").glob("*/edition.json")))
        print(f"{len(strings)} strings: {made} articles, {len(refused)} files refused, {told.count('Traceback')} tracebacks", flush=True)
        if not made:
            raise SystemExit(told[-4000:])
        with sync_playwright() as playwright, served(harmless / "site") as tame, served(folder / "site") as site:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
            context = browser.new_context(bypass_csp=True, service_workers="block")
            context.set_default_timeout(300_000)  # a busy machine may take long
            context.add_init_script(CALLED)
            page = context.new_page()
            known = sorted({script for _ in opened(page, tame, harmless / "site") for script in page.evaluate(SCRIPTS)})
            found = list(activity(page, site, folder / "site", known))
            browser.close()
    print(f"{sum(path == '' for path, _ in found)} pages opened: {sum(path != '' for path, _ in found)} active")
    for (path, what), times in Counter(one for one in found if one[0]).most_common(20):
        print(f"  {times}  {path}: {what[:200]}")


if __name__ == "__main__":
    main()
