"""The site as built from this tree, served on a free port, and a real browser in front of it."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from browser import chromium, firefox

Open = Callable[..., Page]
collect_ignore = [] if os.environ.get("ENGINE") == "webkit" else ["test_webkit.py"]  # it needs selenium, which `make browsers` installs
expect.set_options(timeout=30_000)  # a busy machine may take six times as long as an idle one

SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
ZOOMED = (640, 512)  # a window of 1280 by 1024 pixels, at 200 %
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # A page opens in a third less time without a process of its own, which it does not need because nobody attacks it here.
    "--disable-software-rasterizer",
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
]


# Measured by the clock of the page, because observations from outside are late when the machine is busy.
WATCH = """() => {
  window.moments = {};
  addEventListener("pointerover", (event) => { if (event.target.closest("a")) moments.over ??= performance.now(); }, true);
  addEventListener("beforetoggle", (event) => { if (event.target.matches(".jz-card")) moments.shown ??= performance.now(); }, true);
}"""
WAITED = "moments.shown - moments.over"  # milliseconds from the pointer's arrival at a link until its card shows


class Quiet(SimpleHTTPRequestHandler):
    """A file server that does not write each request on the terminal."""

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def folder(own: Path) -> Path:
    """The folder of the project's own site."""
    return own / "site"


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The address of the project's own site."""
    with served(folder) as address:
        yield address


def faults(page: Page) -> list[dict[str, Any]]:
    """The accessibility violations that axe reports for a page. Reporting passes as well would take twice as long."""
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert isinstance(violations, list)
    return violations


def is_complaint(message: ConsoleMessage) -> bool:
    return message.type in ("error", "warning") and "blocked by Playwright" not in message.text


def _lasting(fixture_name: str, config: pytest.Config) -> Literal["module", "session"]:
    """How long a browser is kept. Firefox is started again for each file, because its driver tires."""
    return "module" if firefox.is_asked() else "session"


@pytest.fixture(scope=_lasting)
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as monkeypatch:
        if firefox.is_asked():
            running = firefox.launch(playwright)
            firefox.skip_what_is_missing(monkeypatch)
        else:
            path = chromium.find()
            assert path, "no Chromium: run `make test`, which finds or installs one"
            running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    """In Firefox, only what needs a browser."""
    if firefox.is_asked():
        without = [item for item in items if "browser" not in getattr(item, "fixturenames", ())]
        items[:] = [item for item in items if item not in without]
        config.hook.pytest_deselected(items=without)


def window(browser: Browser, size: str, scheme: str, script: bool) -> Page:
    """An empty page in a window of its own."""
    width, height = ZOOMED if size == "zoomed" else SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if size == "zoomed" else 1,
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        service_workers="block",
    )
    return context.new_page()


def listen(page: Page, site: str, complaints: list[str]) -> None:
    """Record from now on the errors and warnings of a page, and its requests to other hosts."""
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(site) else complaints.append(f"asked for {request.url}"))


Kind = tuple[str, str, bool]  # the size of a window, its colour scheme, and whether scripts run


@dataclass(frozen=True, slots=True)
class SharedWindows:
    """What stays open from one test to the next: the contexts of `opened`, and the pages of `open_shared`."""

    contexts: dict[Kind, BrowserContext] = field(default_factory=dict)
    pages: dict[Kind, Page] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope=_lasting)
def shared_windows() -> SharedWindows:
    return SharedWindows()


@pytest.fixture
def opened(browser: Browser, site: str, shared_windows: SharedWindows) -> Iterator[Open]:
    """A function that opens a page of the site in a window that knows nothing of other tests. After the test there must be no complaints.

    The first window of a kind that a test opens is one of a context that tests share, because a new context takes as long as a page.
    """
    pages: dict[Kind, Page] = {}
    others: list[Page] = []
    complaints: list[str] = []

    def open_page(path: str = "", size: str = "desktop", scheme: str = "light", script: bool = True) -> Page:
        kind = size, scheme, script
        if kind in pages:
            page = window(browser, size, scheme, script)
            others.append(page)
        else:
            page = pages[kind] = _blank(browser, site, shared_windows, kind)
        listen(page, site, complaints)
        page.goto(site + path)
        return page

    yield open_page
    for page in (*pages.values(), *others):
        if page.context in shared_windows.contexts.values():
            page.context.clear_permissions()
            page.close()
        else:
            page.context.close()
    assert not complaints


def _blank(browser: Browser, site: str, shared: SharedWindows, kind: Kind) -> Page:
    """An empty page in the shared context of its kind, of whose storage nothing is left; the driver of Firefox cannot clear it."""
    if firefox.is_asked():
        return window(browser, *kind)
    if kind in shared.contexts:
        page = shared.contexts[kind].new_page()
    else:
        page = window(browser, *kind)
        shared.contexts[kind] = page.context
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": site.rstrip("/"), "storageTypes": "all"})
    session.detach()
    return page


@pytest.fixture
def open_shared(browser: Browser, site: str, shared_windows: SharedWindows) -> Iterator[Open]:
    """Like `opened`, in a window that tests share, which saves most of the time; for tests that do not change the state of the window.

    The storage of the browser is cleared before the scripts of a page run.
    """

    def open_page(path: str = "", size: str = "desktop", scheme: str = "light", script: bool = True) -> Page:
        if (size, scheme, script) not in shared_windows.pages:
            page = shared_windows.pages[size, scheme, script] = window(browser, size, scheme, script)
            page.add_init_script("try { localStorage.clear(); sessionStorage.clear(); } catch {}")  # an empty page has no storage
            listen(page, site, shared_windows.complaints)
        page = shared_windows.pages[size, scheme, script]
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(site + path)
        return page

    yield open_page
    for page in shared_windows.pages.values():
        page.title()  # its pending messages arrive before the answer to this
    complaints = shared_windows.complaints.copy()
    shared_windows.complaints.clear()
    assert not complaints
