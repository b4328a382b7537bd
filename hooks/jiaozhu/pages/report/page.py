"""编辑台: what the last build has to say to the editor."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import InputError
from ..article.page import View
from ..render import File, page


def files(views: Sequence[View], wrong: Sequence[InputError], notices: Sequence[InputError]) -> tuple[File, ...]:
    return (page("report/page.md.j2", "report/index.md", views=views, wrong=wrong, notices=notices),)
