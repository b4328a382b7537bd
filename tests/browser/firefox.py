"""Firefox from the packages of a system, driven over WebDriver BiDi. As a script: make sure that there is one, and print its path.

`ENGINE=firefox` runs the browser tests in it. Of what they ask for, its driver ignores some and refuses some, and it lacks some itself; a
test that asks for that is skipped with the name of what is missing, since what is ignored would pass without being tested.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Playwright

from browser import chromium

NAMES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
HELP = "No Firefox: install one (Debian: apt install firefox-esr) or name one: make browsers FIREFOX=/path/to/firefox"
PREFERENCES: dict[str, str | float | bool] = {
    "browser.sessionhistory.max_total_viewers": 0,  # the driver waits for a page to be loaded, and none is that was kept for the way back
    "ui.primaryPointerCapabilities": 6,  # a mouse, also where a machine has none: it is exact and can hover
    "ui.allPointerCapabilities": 6,
    "dom.max_script_run_time": 0,  # a busy machine may need long for a script
    "ui.prefersReducedMotion": 1,  # a page that glides to a place is not there yet when the driver looks
}
# Options of a window, and the values of them that do nothing.
IGNORED: dict[str, tuple[object, str]] = {
    "java_script_enabled": (False, "pages without scripts"),
    "color_scheme": ("dark", "the dark colour scheme"),
    "has_touch": (True, "touch"),
}


def is_asked() -> bool:
    """Whether this run of the tests is for Firefox."""
    return os.environ.get("ENGINE") == "firefox"


def find() -> str | None:
    """The first Firefox that starts."""
    paths = (shutil.which(name) for name in (os.environ.get("FIREFOX", ""), *NAMES))
    return next((path for path in paths if path and chromium.starts(path)), None)


def launch(playwright: Playwright) -> Browser:
    path = find()
    assert path, HELP
    return playwright.firefox.launch(channel="moz-firefox", executable_path=path, firefox_user_prefs=PREFERENCES)


def skip(name: str) -> None:
    """Skip a test because of what is missing."""
    pytest.skip(f"not in Firefox: {name}")


def skip_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, a test that asks for what this driver cannot do is skipped where it asks."""

    def checked(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(self: object, *args: Any, **options: Any) -> Any:
            for option, (value, name) in IGNORED.items():
                if options.get(option) == value:
                    skip(name)
            options.pop("is_mobile", None)
            return make(self, *args, **options)

        return made

    def missing(name: str) -> Callable[..., None]:
        return lambda *_args, **_options: skip(name)

    monkeypatch.setattr(BrowserType, "launch", missing("the options of Chromium"))
    for owner, method in ((Browser, "new_context"), (Browser, "new_page")):
        monkeypatch.setattr(owner, method, checked(getattr(owner, method)))
    monkeypatch.setattr(Page, "emulate_media", missing("other media than the screen"))
    monkeypatch.setattr(Page, "pdf", missing("the feet of printed sheets"))
    monkeypatch.setattr(Page, "expect_download", missing("downloads of what a script has made"))
    monkeypatch.setattr(BrowserContext, "grant_permissions", missing("permissions, which the clipboard needs"))
    monkeypatch.setattr(BrowserContext, "new_cdp_session", missing("the protocol of Chromium's tools"))


def main() -> int:
    path = find()
    if not path and (apt := chromium.apt_get()):
        chromium.run([*apt, "update"])
        chromium.run([*apt, "install", "firefox-esr", chromium.FONTS])
        path = find()
    print(path or HELP, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
