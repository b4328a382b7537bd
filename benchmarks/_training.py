"""What the trainings of the linear models share: their command line, and the file of weights that they write."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path


def training_arguments(description: str | None) -> argparse.Namespace:
    """The `documents` to train on, a path; and whether to `write` the weights."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def write_weights(path: Path, head: Iterable[str], weights: Iterable[tuple[str, float]]) -> None:
    """Write a file of weights under its schema, with the lines of comment in its ``head``."""
    lines = (
        f"# yaml-language-server: $schema=../schemas/{path.stem}.schema.json",
        *head,
        "",
        *(f"{name}: {float(weight):.3f}" for name, weight in weights),
    )
    path.write_text("\n".join(lines) + "\n", "utf-8")
