"""The key of a group of articles, which is the segment of its address: an author, an outlet, a series."""

from __future__ import annotations

import hashlib

from ..core.normalize import caseless_nfkc_letters

LONGEST = 60  # letters of a key, so that the name of its file is not too long for any file system
TAKEN = frozenset({"index", "readme"})  # names of files that are the page of their folder


def name_key(name: str) -> str:
    """The key of a name: its letters and digits; with a digest where these are too many for an address, or name another page."""
    letters = caseless_nfkc_letters(name)
    if len(letters) <= LONGEST and letters not in TAKEN:
        return letters
    return f"{letters[:LONGEST]}-{hashlib.sha256(letters.encode()).hexdigest()[:8]}"
