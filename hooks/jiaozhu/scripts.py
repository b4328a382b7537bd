"""The site's scripts and style sheets as they are sent: without what only those read who work on them."""

from __future__ import annotations

import re
from pathlib import Path

NOTES = re.compile(r"""("[^"\n]*"|'[^'\n]*')|/\*.*?\*/""", re.DOTALL)  # of a style sheet; what stands in quotation marks is none


def slim(script: str) -> str:
    """A script without the lines that are comments, and without indentation. One with a text over several lines stays as it is."""
    lines = [line.strip() for line in script.splitlines()]
    if any(line.count("`") % 2 or line.startswith(("/*", "*")) for line in lines):
        return script
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def slim_sheet(sheet: str) -> str:
    """A style sheet without comments and indentation."""
    lines = NOTES.sub(lambda match: match[1] or "", sheet).splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.strip())


def slim_all(folder: Path) -> None:
    """Write the scripts and style sheets of a folder of the site again."""
    for pattern, slimmed in (("*.js", slim), ("*.css", slim_sheet)):
        for path in sorted(folder.glob(pattern)):
            path.write_bytes(slimmed(path.read_text("utf-8")).encode("utf-8"))
