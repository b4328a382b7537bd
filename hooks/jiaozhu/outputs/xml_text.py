"""Text that is legal in XML."""

from __future__ import annotations

import regex

FORBIDDEN = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # even when escaped


def legal(text: str) -> str:
    """``text`` with U+FFFD in the place of each character that XML forbids, one for one."""
    return FORBIDDEN.sub("\ufffd", text)
