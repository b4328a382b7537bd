"""`mkdocs serve`: first the page that the editor looks at, then all others.

A native observer notices an edit. The article that was edited, or those that are open in a browser, are made again at once from what the
last build has made of all, and browsers load them again. Then MkDocs builds the whole site in the background, and a page that has become
another one by that is loaded once more. An error leaves the last good site as it is.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Protocol
from urllib.parse import parse_qs, quote, unquote

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from ..build.article_update import ArticleUpdate
from ..build.live_site import LiveFile, LiveSite
from ..project import DeskOption
from .desk.application import DESK, Desk
from .request_guard import Environment, StartResponse, guarded, is_this_machine, may_have_desk

SETTLE = 0.03  # seconds without another event after which an edit is complete
REST = 0.5  # seconds after an edit in which browsers load their pages, before the rest is made
FEW = 8  # edited articles that are made at once, be they open or not
POLL = 25.0  # seconds after which a browser gets an answer, though nothing has changed
OPEN = 40.0  # seconds since the last request of a browser for which its page counts as open
CHANGES = (EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED)
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
TYPES |= {".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".xml": "application/xml"}
TYPES |= {".epub": "application/epub+zip", ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8"}
IGNORED = re.compile(r"^\.|~$|\.pyc(\.\d+)?$")  # files of text editors and of Python
# Seconds for which a thread may keep the interpreter while others wait. Each search of a pattern lets it go; with the 5 ms of Python an
# article that is made while all is built in the background waited thousands of times for that.
SWITCH = 0.0001
SHEET = b'class="jz-sheet'  # the part of a page that another view replaces
CHANGED = "sources/, docs/glossary.yml and docs/names.yml"
CLOSED = (
    f"the desk is off: others can reach {{}}, and could change {CHANGED}\n    serve at 127.0.0.1, or write `desk: anywhere` in mkdocs.yml"
)
RELOAD = Path(__file__).with_name("reload.js")

log = get_plugin_logger("jiaozhu")


class Superseded(Exception):
    """Ends a build that another edit has overtaken."""


class Workshop(Protocol):
    """What holds the site between builds: `Press`."""

    live: LiveSite | None  # None before the first build, which has ended when the server begins
    interruption: Callable[[], None]
    desk: DeskOption

    def framed_files(self, update: ArticleUpdate, ident: str) -> Mapping[str, LiveFile]:
        """The files of an article that was made again."""


class Changes(FileSystemEventHandler):
    """Collects the paths that have changed: of ``watched``, which are files and folders."""

    def __init__(self, watched: frozenset[Path]) -> None:
        self.watched = watched
        self.condition = threading.Condition()
        self.paths: set[Path] = set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in CHANGES or event.is_directory:
            return
        paths = {Path(os.fsdecode(path)).resolve() for path in (event.src_path, event.dest_path) if path}
        kept = {path for path in paths if self.watched & {path, *path.parents} and not IGNORED.search(path.name)}
        if kept:
            with self.condition:
                self.paths |= kept
                self.condition.notify_all()

    def wait(self, timeout: float | None = None) -> bool:
        """True as soon as there are some."""
        with self.condition:
            return self.condition.wait_for(lambda: bool(self.paths), timeout)

    def take(self) -> set[Path]:
        """All of an edit, of which an editor's program may make several events."""
        with self.condition:
            while self.condition.wait(SETTLE):
                pass
            paths, self.paths = self.paths, set()
            return paths


class LiveServer:
    """Serves a `LiveSite`, and makes it anew. Browsers ask by `/livereload/` whether the page that they show is still the same."""

    def __init__(
        self, workshop: Workshop, server: LiveReloadServer, builder: Callable[[], None], watched: Iterable[Path], code: Path
    ) -> None:
        self.workshop, self.server, self.build, self.code = workshop, server, builder, code
        self.changes = Changes(frozenset(path.resolve() for path in watched))
        self.state = threading.Condition()  # held where the site is replaced, or ``busy`` is set
        self.busy = False
        self.edited = 0.0  # when the last edit was seen; a build that began before does not know it
        self.opened: dict[str, float] = {}  # the paths that browsers show, with the time of their last request
        self.update = self._article_update()
        self.desk = self._opened_desk()
        observer = Observer()  # of this system; that of MkDocs looks at all files twice a second
        for folder in {path if path.is_dir() else path.parent for path in self.changes.watched}:
            observer.schedule(self.changes, str(folder), recursive=folder in self.changes.watched)
        server.observer = observer  # type: ignore[assignment]
        server.builder = lambda: None  # MkDocs itself has nothing to build
        server.set_app(guarded(self.respond, str(server.server_address[0])))
        sys.setswitchinterval(SWITCH)
        for work in (self._watch_edits, self._build_after_edits):
            threading.Thread(target=work, daemon=True).start()

    def _watch_edits(self) -> None:
        """Make at once what was edited, as long as the server runs."""
        while self.changes.wait():
            self._take_edit()
            self._want_build()

    def _want_build(self) -> None:
        """Have all made after what has been edited up to now, which a build that is under way does not know."""
        with self.state:
            self.edited = time.monotonic()
            self.state.notify_all()

    def _build_after_edits(self) -> None:
        """Make all after an edit, when browsers have loaded their pages."""
        built = 0.0
        while True:
            with self.state:
                while self.edited <= built:
                    self.state.wait()
                while (rest := self.edited + REST - time.monotonic()) > 0:
                    self.state.wait(rest)
                built = self.edited
            self.workshop.interruption = partial(self._stop_after, built)
            try:
                self.build()
            except Superseded:
                continue
            except (Exception, SystemExit) as error:  # whatever it is, the site stays as it was
                log.error("the site stays as it was: %s", error, exc_info=not isinstance(error, SystemExit))
            self.update = self._article_update()
            self._set(busy=self.edited > built)

    def _take_edit(self) -> None:
        paths = self.changes.take()
        if any(path.suffix == ".py" and self.code in path.parents for path in paths):
            self._restart(path for path in paths if path.suffix == ".py")
        try:
            files = self._files_at_once(paths)
        except Exception:  # the next build tells what is wrong
            log.debug("no page was made at once", exc_info=True)
            files = {}
        self._set(busy=True, files=files)

    def show_edit(self, paths: Iterable[Path]) -> None:
        """Make what depends on files that the desk has written, before their events arrive; these find it as it is."""
        self._want_build()  # else one that ends before the events arrive would take the site for up to date
        self._set(busy=True, files=self._files_at_once(set(paths)))

    def _files_at_once(self, paths: set[Path]) -> dict[str, LiveFile]:
        """The files of the articles that were edited; after an edit of what concerns all, those that are open."""
        project = self.update.project
        edited = {path.stem for path in paths if project.sources in path.parents}
        if any(path.parent in (project.docs, project.rules) for path in paths):
            edited |= set(self._open_articles())
        idents = {ident for stem in edited if (ident := self.update.article_of(stem))}
        if len(idents) > FEW:  # a build makes them all sooner than they are made one by one
            idents &= set(self._open_articles())
        return {path: file for ident in sorted(idents) for path, file in self.workshop.framed_files(self.update, ident).items()}

    def _open_articles(self) -> Iterator[str]:
        now = time.monotonic()
        for path in [path for path, at in self.opened.items() if now - at < OPEN]:
            parts = PurePosixPath(path).parts
            if "articles" in parts[:-1]:
                yield parts[parts.index("articles") + 1]

    @property
    def site(self) -> LiveSite:
        """The site as it is now."""
        assert self.workshop.live is not None
        return self.workshop.live

    def _opened_desk(self) -> Desk | None:
        """The desk, if this server may have it. It says what that means where others can reach it."""
        host, option = str(self.server.server_address[0]), self.workshop.desk
        is_open = may_have_desk(option, host)
        if option != "off" and not is_this_machine(host):
            log.warning("%s", f"the desk is open: whoever reaches {host} can change {CHANGED}" if is_open else CLOSED.format(host))
        return Desk(self) if is_open else None

    def _article_update(self) -> ArticleUpdate:
        return ArticleUpdate(self.site.project, self.site.publication)

    def _set(self, busy: bool, files: Mapping[str, LiveFile] | None = None) -> None:
        with self.state:
            self.busy = busy
            if files:
                self.workshop.live = self.site.with_files(files)
            self.state.notify_all()

    def _stop_after(self, started: float) -> None:
        """End a build that began with the edits until ``started``, if there are others."""
        if self.edited > started or self.changes.paths:
            raise Superseded

    def _restart(self, changed: Iterable[Path]) -> None:
        """Begin anew with other code, if that is sound; Python cannot replace it in a program that runs."""
        for path in changed:
            try:
                compile(path.read_bytes(), path, "exec")
            except (OSError, SyntaxError, ValueError) as error:
                log.error("%s", error)
                return
        log.info("the code has changed: starting again")
        if os.name == "nt":  # there `execv` gives the terminal back, and the new process competes with it for the keys
            self.server.server_close()
            os._exit(subprocess.call([sys.executable, *sys.orig_argv[1:]]))
        os.execv(sys.executable, sys.orig_argv)

    def respond(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """The application: a file of the site, or whether the page of a browser is still the same."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path == "/livereload/":
            return self._tell_changes(environ, start_response)
        if path.startswith(DESK) and self.desk:
            return self.desk.respond(path, environ, start_response)
        if not path.startswith(self.server.mount_path):
            return _answer(start_response, "302 Found", b"", Location=quote(self.server.mount_path))
        name = path[len(self.server.mount_path) :]
        site, file = self.site, _file(name)
        content = site.read(file)
        if content is None and site.key(f"{name}/index.html"):
            return _answer(start_response, "302 Found", b"", Location=f"{quote(path)}/")
        if content is None:
            missing = site.read(f"{name.partition('/')[0]}/404.html") or site.read("404.html") or b""  # that of the script, if it has one
            return _answer(start_response, "404 Not Found", missing, **{"Content-Type": TYPES[".html"]})
        if file.endswith(".html"):
            content = _with_scripts(content, site.page_key(file), self.desk.tags if self.desk else b"")
        kind = TYPES.get(PurePosixPath(file).suffix, "application/octet-stream")
        return _answer(start_response, "200 OK", content, **{"Content-Type": kind, "Cache-Control": "no-cache"})

    def _tell_changes(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Wait until the page of a browser is another one, or the rest of the site begins or ends to be made."""
        asked_for = {name: values[0] for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()}
        path, key, busy = unquote(asked_for.get("path", "/")), asked_for.get("key", ""), asked_for.get("busy") == "1"
        file = _file(path[len(self.server.mount_path) :])
        self.opened[file] = time.monotonic()
        with self.state:
            self.state.wait_for(lambda: self.busy != busy or self.site.page_key(file) != key, POLL)
            answer = {"key": self.site.page_key(file), "busy": self.busy}
        return _answer(
            start_response, "200 OK", json.dumps(answer).encode(), **{"Content-Type": TYPES[".json"], "Cache-Control": "no-store"}
        )


def _file(path: str) -> str:
    """The file that is shown at a path; none where it leads out of the site."""
    if ".." in path.split("/"):
        return ""
    return f"{path}index.html" if not path or path.endswith("/") else path


def _with_scripts(page: bytes, key: str, desk: bytes) -> bytes:
    """A page with its key, the script that watches whether it is still the same, and the tags of the desk."""
    page = page.replace(SHEET, b'data-key="%b" %b' % (key.encode(), SHEET), 1)
    if SHEET not in page:
        return page
    head, end, tail = page.rpartition(b"</body>")
    return b"".join((head, b"<script>", RELOAD.read_bytes(), b"</script>", desk, end, tail))


def _answer(start_response: StartResponse, status: str, content: bytes, **headers: Any) -> list[bytes]:
    start_response(status, [*headers.items(), ("Content-Length", str(len(content)))])
    return [content]
