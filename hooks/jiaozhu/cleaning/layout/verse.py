"""Verse: short lines that stand together, apart from all others."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.lines import Line

LONGEST = 20  # letters of a line of verse


def is_verse(stanza: Sequence[Line]) -> bool:
    """True for several short lines that are no sentences of prose, no speech and no numbers."""
    is_speech = 2 * sum(line.text[0] in "“「『" for line in stanza) >= len(stanza)
    return (
        len(stanza) > 1
        and not is_speech
        and all(len(line.core) <= LONGEST and not line.prose and "：" not in line.text and not line.core.isdigit() for line in stanza)
    )
