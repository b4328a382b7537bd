"""Find a Chromium for the browser tests. As a script: make sure that there is one, and print its path.

Playwright drives any installed Chromium, so its own download is only the last resort.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

# A shell is the same engine without windows, tabs and menus: it opens a page in a third of the time. A full browser does as well.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC_PATHS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
# In a process of its own: Playwright's synchronous interface refuses to start twice in one.
PLAYWRIGHT_PATH = "from playwright.sync_api import sync_playwright as start\nwith start() as p: print(p.chromium.executable_path)"
FONTS = "fonts-noto-cjk"
HELP = """\
No Chromium for the browser tests: none was found, and none could be installed.
Install one:  Debian: apt install chromium;  macOS: brew install --cask google-chrome
or name one:  make test CHROMIUM=/path/to/chromium"""


def find() -> str | None:
    """The first Chromium that starts."""
    return next((path for path in candidates() if starts(path)), None)


def candidates() -> Iterator[str]:
    """Where one may be, the preferred first. Lazy, because asking Playwright takes a second."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES, *MAC_PATHS):
        if path := shutil.which(name):
            yield path
    if path := output([sys.executable, "-c", PLAYWRIGHT_PATH]):
        yield path


def starts(path: str) -> bool:
    """Whether it runs: on Ubuntu `chromium` may be a stub that only asks for a snap."""
    return output([path, "--version"]) != ""


def output(command: list[str]) -> str:
    """What a command prints, or nothing if it fails."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def run(command: list[str]) -> None:
    """Run an installer with its output on stderr. Its exit status is ignored, because only a browser that starts proves success."""
    print("+", *command, file=sys.stderr, flush=True)
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    except OSError as error:
        print(error, file=sys.stderr)


def apt_get() -> list[str] | None:
    """How to call apt-get without being asked for a password, or None if there is no way."""
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes", "--no-install-recommends"]
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return command
    if output(["sudo", "-n", "echo", "allowed"]):
        return ["sudo", "-n", *command]
    return None


def install() -> str | None:
    """Install a Chromium and return its path."""
    apt = apt_get()
    if apt:
        run([*apt, "update"])
        for package in (FONTS, SHELL, "chromium"):  # one by one: a release that lacks one may have the other
            run([*apt, "install", package])
            if package != FONTS and (path := find()):
                return path
    playwright = [sys.executable, "-m", "playwright"]
    if apt:
        run([*playwright, "install-deps", "chromium"])
    run([*playwright, "install", "chromium"])
    return find()


def is_slow(path: str) -> bool:
    """Whether it is Debian's full browser and root runs the tests, as in a container: then the shell is installed without asking."""
    return path == shutil.which("chromium") and os.geteuid() == 0 and output(["dpkg", "--search", path]) != ""


def main() -> int:
    named = os.environ.get("CHROMIUM")
    path = find()
    if named and (path is None or path != shutil.which(named)):
        print(f"CHROMIUM={named} does not start; looking elsewhere.", file=sys.stderr)
    if path and not named and is_slow(path):
        path = install() or path
    path = path or install()
    if not path:
        print(HELP, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
