"""The Content-Security-Policy of a published site: nothing that is inline runs but what the theme declares, and no page needs more."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.conftest import Open, window
from contract import html_files

READ = "articles/kuaishou-jd-618/"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<(script|style)((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)
ATTACK = """() => {
  window.ran = [];
  const hostile = document.createElement("div");
  hostile.innerHTML = '<img src="x" onerror="ran.push(1)"><p style="color: rgb(1, 2, 3)" onclick="ran.push(2)">x</p>';
  document.body.append(hostile);
  const script = document.createElement("script");
  script.textContent = "ran.push(3)";
  document.body.append(script);
  hostile.querySelector("p").click();
  const link = document.createElement("a");
  link.href = "javascript:ran.push(4)";
  document.body.append(link);
  link.click();
  return new Promise((done) => setTimeout(() => done([ran, getComputedStyle(hostile.querySelector("p")).color]), 200));
}"""
VIOLATIONS = """window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(`${event.violatedDirective}: ${event.blockedURI}`), true);"""
pytestmark = pytest.mark.slow


def test_every_page_has_a_policy_that_names_all_that_is_inline_in_it(folder: Path) -> None:
    """But for what the program puts before the policy, and pages that only lead to another one."""
    wrong = []
    for path in html_files(folder):
        head, policy, rest = split(path.read_text("utf-8"))
        if 'http-equiv="refresh"' in head:
            continue
        inline = [
            (kind, text) for kind, attributes, text in INLINE.findall(rest) if "src=" not in attributes and "ld+json" not in attributes
        ]
        if not policy or any(f"'sha256-{digest(text)}'" not in directive(policy, kind) for kind, text in inline):
            wrong.append(str(path.relative_to(folder)))
        assert re.search(r"<[^>]*\s(?:style|on\w+)=", rest) is None, path
        assert [match[0] for match in INLINE.finditer(head) if "data-follow" not in match[2]] == []
    assert wrong == []


def split(page: str) -> tuple[str, str, str]:
    """What stands before the policy, the policy, and what stands behind it."""
    match = POLICY.search(page)
    return (page[: match.start()], match[1], page[match.end() :]) if match else (page, "", "")


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def directive(policy: str, kind: str) -> str:
    return next(part for part in policy.split("; ") if part.startswith(f"{kind}-src"))


def test_what_gets_into_a_page_does_not_run(browser: Browser, site: str) -> None:
    page = window(browser, "desktop", "light", True)
    page.goto(site + READ)
    ran, colour = page.evaluate(ATTACK)
    assert ran == []
    assert colour != "rgb(1, 2, 3)"
    page.context.close()


@pytest.mark.parametrize("on_disk", [False, True])
def test_nothing_that_a_reader_does_is_in_the_way_of_the_policy(browser: Browser, site: str, folder: Path, on_disk: bool) -> None:
    page = window(browser, "desktop", "light", True)
    page.add_init_script(VIOLATIONS)
    page.goto((folder / READ / "index.html").as_uri() if on_disk else site + READ)
    assert page.evaluate("'scheme' in document.documentElement.dataset")  # the script before the first paint has run
    page.locator(".edition a.term").first.hover()
    page.locator(".jz-card").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("私域流量")
    page.locator("dialog a").first.wait_for()
    assert page.evaluate("violations") == []
    page.context.close()


def test_pages_of_each_kind_obey_their_policy(opened: Open) -> None:
    """A violation would be an error in the console."""
    for path in (
        "",
        "timeline/",
        "figures/",
        "names/",
        "annotations/",
        "glossary/",
        "report/",
        "zh-tw/",
        f"zh-hk/{READ}collation/",
        f"{READ}original/",
    ):
        opened(path).wait_for_load_state("networkidle")
