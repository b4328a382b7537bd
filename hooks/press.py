"""The door of MkDocs: it hands the events on to `jiaozhu/mkdocs_plugin.py`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

HOOKS = str(Path(__file__).parent)
if HOOKS not in sys.path:
    sys.path.insert(0, HOOKS)

from jinja2 import Environment  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.livereload import LiveReloadServer  # noqa: E402
from mkdocs.plugins import event_priority  # noqa: E402
from mkdocs.structure.files import Files  # noqa: E402
from mkdocs.structure.nav import Navigation  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402

from jiaozhu.mkdocs_plugin import Press  # noqa: E402

press = Press("build")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global press
    press = Press(command)
    if HOOKS not in sys.path:  # MkDocs has taken it away again; processes that are started later need it
        sys.path.insert(0, HOOKS)


def on_pre_build(config: MkDocsConfig) -> None:
    press.keep_site(config)


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    return press.add_files(files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    press.nav = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    return press.set_frame(env, config, files)


def on_page_context(context: dict[str, object], page: Page, config: MkDocsConfig, nav: object) -> dict[str, object]:
    return press.set_context(context, page)


def on_post_build(config: MkDocsConfig) -> None:
    press.finish(config)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    return press.serve(server, config, builder)
