"""The desk's answers to its script: what can be answered on an article, what an answer would change, and the change itself.

All of it is JSON, below `/livedesk/`, and for pages of this server alone (`request_guard.py`). What is wrong is told as plain text.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from ...core.errors import InputError
from ...desk.file_change import StaleFileError
from ..request_guard import LARGEST_ANSWER, LARGEST_SOURCE, Environment, RefusedRequest, StartResponse, check_desk, read_body, refusal
from .work import DeskWork, ServedSite

DESK = "/livedesk/"
ASSETS = Path(__file__).with_name("assets")
TYPES = {"desk.js": "text/javascript; charset=utf-8", "desk.css": "text/css; charset=utf-8"}
POSTED: Mapping[str, Callable[[DeskWork, bytes], Any]] = {
    "form": DeskWork.form,
    "plan": DeskWork.plan,
    "write": DeskWork.write,
    "undo": DeskWork.undo,
    "plan-several": DeskWork.plan_several,
    "write-several": DeskWork.write_several,
}


class Desk:
    """The desk of one run of the server, with its secret."""

    def __init__(self, served: ServedSite) -> None:
        self.work = DeskWork(served)
        self.token = secrets.token_urlsafe(32)

    @property
    def tags(self) -> bytes:
        """What a page needs for the desk."""
        script = f'<script src="{DESK}desk.js" data-token="{escape(self.token)}" defer></script>'
        return f'<link rel="stylesheet" href="{DESK}desk.css">{script}'.encode()

    def respond(self, path: str, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        name = path.removeprefix(DESK)
        if name in TYPES:
            return _answer(start_response, TYPES[name], asset(name))
        try:
            check_desk(environ, self.token)
            result = self._result(name, environ)
        except RefusedRequest as refused:
            return refusal(refused, start_response)
        return _answer(start_response, "application/json", json.dumps(result, ensure_ascii=False).encode("utf-8", "replace"))

    def _result(self, name: str, environ: Environment) -> Any:
        """The JSON for a path below the desk. Raises RefusedRequest."""
        query = {key: values[0] for key, values in parse_qs(environ.get("QUERY_STRING", "")).items()}
        is_post = environ["REQUEST_METHOD"] == "POST"
        try:
            if name == "article" and not is_post:
                return self.work.article(query.get("id", ""))
            if name == "undo" and not is_post:
                return self.work.last(query.get("article", ""))
            if name == "inbox" and not is_post:
                return self.work.inbox_state(query)
            if name == "arrival" and not is_post:
                return self.work.arrival(query.get("id", ""))
            if name == "source":
                return self.work.put_source(query.get("name", ""), read_body(environ, "application/octet-stream", LARGEST_SOURCE))
            if name in POSTED:
                return POSTED[name](self.work, read_body(environ, "application/json", LARGEST_ANSWER))
        except StaleFileError as error:
            raise RefusedRequest("409 Conflict", f"{error}\n{error.diff}") from None
        except InputError as error:
            raise RefusedRequest("409 Conflict", str(error)) from None
        except OSError as error:
            file = Path(str(error.filename)).name
            raise RefusedRequest("500 Internal Server Error", f"{file} 读不了，或者写不了（{error.strerror}）。什么也没有写。") from None
        raise RefusedRequest("404 Not Found", f"编辑台没有 {name[:40]!r}。")


def asset(name: str) -> bytes:
    """The script or the style sheet of the desk: its parts, in the order of their names."""
    return b"\n".join(path.read_bytes() for path in sorted(ASSETS.glob(f"*{Path(name).suffix}")))


def _answer(start_response: StartResponse, kind: str, content: bytes) -> list[bytes]:
    headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")]
    start_response("200 OK", headers)
    return [content]
