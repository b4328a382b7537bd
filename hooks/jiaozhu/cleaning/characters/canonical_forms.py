"""One coding for what is one character: radicals that stand for ideographs, and canonical equivalents, by NFC one cluster at a time.

Canonical equivalents are a letter with its mark behind it, and an ideograph that was encoded twice for the sake of an older standard. NFC
changes nothing else, as NFKC would.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from ...core.normalize import RADICALS
from ...core.reading import Change, Reading
from ...rules.rulebook import Rulebook

RADICAL, IDEOGRAPH, DECOMPOSED = "radical", "compatibility-ideograph", "decomposed-character"
HAN = regex.compile(r"\p{Han}")
CLUSTER = regex.compile(r"\P{M}\p{M}+|[\u1100-\u11ff]+|[^\x00-\x7f]")  # all that NFC can change, and no two of them with each other


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """The radicals of the text as ideographs, and the clusters that are not in NFC, in NFC."""
    text = reading.text
    if unicodedata.is_normalized("NFC", text) and RADICALS.keys().isdisjoint(text):
        return
    for match in CLUSTER.finditer(text):
        words = match.group()
        put = RADICALS.get(words) or unicodedata.normalize("NFC", words)
        rule = RADICAL if words in RADICALS else IDEOGRAPH if HAN.match(words) else DECOMPOSED
        if put != words and rule in rulebook.rules:
            yield Change(match.start(), match.end(), put, rule)
