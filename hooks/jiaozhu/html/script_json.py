"""JSON inside of scripts."""

from __future__ import annotations

import json


def script_json(value: object) -> str:
    """JSON that is safe inside a script, also in a `<script>` element of a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
