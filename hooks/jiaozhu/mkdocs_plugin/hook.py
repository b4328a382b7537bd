"""The plugin as a hook of MkDocs, for a project whose `mkdocs.yml` names `hooks/press.py`. Its options are those of `extra.jiaozhu`."""

from __future__ import annotations

from .plugin import JiaozhuPlugin

_plugin = JiaozhuPlugin()

on_startup = _plugin.on_startup
on_config = _plugin.on_config
on_pre_build = _plugin.on_pre_build
on_files = _plugin.on_files
on_nav = _plugin.on_nav
on_env = _plugin.on_env
on_page_context = _plugin.on_page_context
on_post_build = _plugin.on_post_build
on_serve = _plugin.on_serve
