"""Text that XML can hold."""

from __future__ import annotations

import regex

FORBIDDEN = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # however it is escaped


def legal(text: str) -> str:
    """``text`` with a stand-in, one character for one, for whatever XML cannot hold."""
    return FORBIDDEN.sub("\ufffd", text)
