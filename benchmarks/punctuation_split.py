"""The articles by which the restoring of punctuation is trained and tested, split once for all by a seed."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

SEED, PART = 19, 200


@dataclass(frozen=True)
class Split:
    """Files to train on, to choose settings on, and to test on."""

    training: list[Path]
    choosing: list[Path]
    test: list[Path]


def split(folder: Path) -> Split:
    files = sorted(folder.glob("*.txt"))
    random.Random(SEED).shuffle(files)
    return Split(files[: -2 * PART], files[-2 * PART : -PART], files[-PART:])
