"""Slugs: the ids of entries, in kebab-case, of Latin letters and digits, as addresses have them."""

from __future__ import annotations

from collections.abc import Collection

import regex


def slug(words: str) -> str:
    """The Latin letters and digits of ``words`` in kebab-case; empty where there are none."""
    return "-".join(regex.findall("[a-z0-9]+", words.lower()))


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """The slug, or with the first number that makes it another than all that are ``taken``."""
    return next(ident for n in range(1, len(taken) + 2) if (ident := wanted if n == 1 else f"{wanted}-{n}") not in taken)
