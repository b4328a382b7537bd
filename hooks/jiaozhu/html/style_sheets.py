"""What the style sheets in a page say of white space: which classes, ids and elements keep the line breaks of the source.

Only selectors of one element count (`.note`, `p.note`, `#body`), because what stands around an element is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

SHEET = regex.compile(r"<style\b[^>]*+>((?:[^<]++|<(?!/style))*+)", regex.IGNORECASE)
RULE = regex.compile(r"([^{}@;]++)\{([^{}]*+)\}")
PRESERVED = regex.compile(r"(?:^|;)\s*white-space\s*:\s*(?:pre|break-spaces)", regex.IGNORECASE)
REMARK = regex.compile(r"/\*(?:[^*]++|\*(?!/))*+\*/|<!--|-->")
SELECTOR = regex.compile(r"([A-Za-z][\w-]*)?(?:([.#])([\w-]+))?")


@dataclass(frozen=True, slots=True)
class PreservingStyles:
    """Selectors of elements whose white space is shown: each the name of the element, and a class or an id, of which one may be empty."""

    selectors: frozenset[tuple[str, str, str]] = frozenset()

    def apply_to(self, name: str, attributes: Mapping[str, str]) -> bool:
        """True for an element with this name and these attributes."""
        keys = [("", ""), *((".", word) for word in attributes.get("class", "").split()), ("#", attributes.get("id", ""))]
        return any((element, *key) in self.selectors for key in keys for element in ("", name))


NO_STYLES = PreservingStyles()


def preserving_styles(page: str) -> PreservingStyles:
    """The selectors in the style sheets of a page."""
    return PreservingStyles(frozenset(_selectors(page))) if "white-space" in page else NO_STYLES


def _selectors(page: str) -> Iterator[tuple[str, str, str]]:
    for sheet in SHEET.finditer(page):
        for rule in RULE.finditer(REMARK.sub("", sheet[1])):
            if PRESERVED.search(rule[2]):
                for selector in rule[1].split(","):
                    match = SELECTOR.fullmatch(selector.strip())
                    if match and match[0]:
                        yield (match[1] or "").lower(), match[2] or "", match[3] or ""
