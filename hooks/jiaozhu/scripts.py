"""The site's scripts as they are sent: without what only those read who work on them."""

from __future__ import annotations

from pathlib import Path


def slim(script: str) -> str:
    """A script without the lines that are comments, and without indentation. One with a text over several lines stays as it is."""
    lines = [line.strip() for line in script.splitlines()]
    if any(line.count("`") % 2 or line.startswith(("/*", "*")) for line in lines):
        return script
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def slim_all(folder: Path) -> None:
    """Write the scripts of a folder of the site again."""
    for path in sorted(folder.glob("*.js")):
        path.write_text(slim(path.read_text("utf-8")), "utf-8", newline="\n")
