"""Precision and recall of headings, against labels made by hand.

    python benchmarks/headings.py FOLDER

`headings` of `labels.json` are the places of an article's headings in its document, also of those that stand within a line because the
text was flattened; where they end there is a judgement. A heading of the edition is right where it covers a labelled one, and little else.
The figures are given for documents in which headings have lines of their own, and for those that were flattened.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from body import HERE, InputError, edit, load_rules, read_source, shared_lines

from jiaozhu.project import RULES

SAME = 0.8  # the share of their common characters in all of both


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="the documents that were labelled")
    folder = parser.parse_args().folder
    if folder is None:
        print("skipped: name the folder of the labelled documents")
        return
    rulebook, _ = load_rules(RULES)
    paths = sorted(folder.rglob("*.txt"))
    shared = shared_lines({path.name: path.read_text("utf-8", "replace") for path in paths})
    labels = {label["sha256"]: label for label in json.loads((HERE / "labels.json").read_text("utf-8")).values()}
    counts: dict[bool, list[int]] = {False: [0, 0, 0], True: [0, 0, 0]}
    for path in paths:
        label = labels.get(hashlib.sha256(path.read_bytes()).hexdigest())
        if not label or "headings" not in label:
            continue
        source = read_source(path, path.name, None)
        try:
            edition = edit(source, None, replace(rulebook, shared_lines=shared[path.name]))
        except InputError:
            continue
        own = [edition.reading.origin(block.span) for block in edition.blocks if block.kind == "heading"]
        expected = [range(*span) for span in label["headings"]]
        right = sum(any(_is_same(range(span.start, span.end), other) for other in expected) for span in own)
        total = counts[_is_flattened(source.raw, label)]
        for n, count in enumerate((right, len(own), len(expected))):
            total[n] += count
    for flattened, (right, own, expected) in counts.items():
        precision, recall = right / max(1, own), right / max(1, expected)
        f1 = 2 * right / max(1, own + expected)
        print(f"{'flattened' if flattened else 'in lines':10} {expected:3} headings  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def _is_same(a: range, b: range) -> bool:
    common = min(a.stop, b.stop) - max(a.start, b.start)
    return common >= SAME * (max(a.stop, b.stop) - min(a.start, b.start))


def _is_flattened(raw: str, label: dict[str, Any]) -> bool:
    """True where most labelled headings have no line of their own."""
    inside = sum(raw[end : end + 1].strip() != "" for _, end in label["headings"])
    return 2 * inside > len(label["headings"])


if __name__ == "__main__":
    main()
