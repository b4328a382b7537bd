"""What is fuzzed: functions that take any bytes, and must end, and keep what they promise. `fuzz.py` feeds them; `test_corpus.py` too.

An `InputError` is a message for a person, and so a good end. Anything else that is raised is a defect.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from jiaozhu.core.errors import InputError
from jiaozhu.core.invariants import verify, verify_blocks
from jiaozhu.core.model import Source
from jiaozhu.editions.load import make_edition
from jiaozhu.editions.site_membership import SourceText
from jiaozhu.html.tokens import tokens
from jiaozhu.sources import sidecar
from jiaozhu.sources.encoding import Undecodable, decode
from jiaozhu.sources.read import READERS, read_source
from worlds import rulebook

SUFFIXES = sorted(READERS)


def tokenizer(data: bytes) -> None:
    """The tokens of a page tile it."""
    page = data.decode("utf-8", "replace")
    parts = list(tokens(page))
    assert all(one.end == other.start for one, other in pairwise(parts))
    assert "".join(page[token.start : token.end] for token in parts) == page


def yaml_layer(data: bytes) -> None:
    """A sidecar is read, or its mistake has a line."""
    with suppress(InputError):
        sidecar.parse(data.decode("utf-8", "replace"), "sources/fuzzed.yml")


def encodings(data: bytes) -> None:
    """The text and the bytes that could not be decoded give the data again; of a character that Big5 has twice, perhaps its other code."""
    try:
        decoded = decode(data)
    except Undecodable:
        return
    rest = {part.at: part.octets for part in decoded.malformed}
    parts = (rest[n] if n in rest else c.encode(decoded.encoding) for n, c in enumerate(decoded.raw))
    again = b"".join(parts)
    assert again == data or (decoded.encoding.startswith("big5") and len(again) == len(data) and decode(again).raw == decoded.raw)


def pipeline(data: bytes) -> None:
    """A source becomes a sound edition or a message. Its first byte says of which format it is."""
    if len(data) < 2:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"fuzzed{SUFFIXES[data[0] % len(SUFFIXES)]}"
        path.write_bytes(data[1:])
        try:
            source: Source = read_source(path, f"sources/{path.name}", None)
        except InputError:
            return
    edition = make_edition(SourceText(source, None), rulebook())
    if not isinstance(edition, InputError):
        verify(edition.reading, rulebook().rules, {source.id: source.raw})
        verify_blocks(edition.reading, edition.blocks)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "tokens": tokenizer,
    "sidecar": yaml_layer,
    "encoding": encodings,
    "pipeline": pipeline,
}
