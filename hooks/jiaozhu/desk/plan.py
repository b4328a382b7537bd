"""From an answer to the change of one file. Nothing is written here, and nothing but files is read.

What comes out is read as the build reads it, so that no answer makes a file that the build refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..core.decisions import UNCHECKED
from ..core.errors import InputError
from ..editions.load import read_with_sidecar
from ..editions.pipeline import unmarked_reading
from ..glossary import names, terms
from ..project import Project
from ..sources import sidecar as sidecars
from ..sources.discover import SITES, discover
from ..yaml_files.edits import with_value, without_key
from ..yaml_files.splices import NotEditable
from .answers import AddName, AddTerm, Answer, SettleSiteLine, StateEdition, StateFact
from .current_rules import current_rules
from .entry_answers import with_name, with_term
from .file_change import AnswerError, FileChange, FolderName, bytes_of, digest_of, source_file, text_of
from .passage_answers import PassageAnswer, QuotedSource
from .site_answers import with_site_line

BYTE_ORDER_MARK = "\ufeff"
DIGITS = 16  # of the digest of a text
FACTS = {"title": "标题", "date": "日期", "author": "作者", "outlet": "媒体"}


def plan(project: Project, answer: Answer) -> FileChange:
    """The change of one file that an answer asks for. Raises InputError where there is none, or where a file is not sound."""
    if isinstance(answer, AddTerm):
        return _changed(project, "docs", Path(terms.PLACE).name, f"术语：{answer.form}", lambda text: with_term(project, text, answer))
    if isinstance(answer, AddName):
        return _changed(project, "docs", Path(names.PLACE).name, f"专名：{answer.form}", lambda text: with_name(project, text, answer))
    if isinstance(answer, StateFact):
        return _fact_change(project, answer)
    if isinstance(answer, StateEdition):
        return _state_change(project, answer)
    if isinstance(answer, SettleSiteLine):
        known = {item.path.stem for item in discover(project.sources).items}
        title = f"同一来源皆{'留' if answer.action == 'keep' else '删'}：{answer.line}"
        return _changed(project, "sources", SITES, title, lambda text: with_site_line(text, answer, known))
    return _passage_change(project, answer)


def _fact_change(project: Project, answer: StateFact) -> FileChange:
    value = " ".join(answer.value.split())

    def edited(text: str) -> str:
        return with_value(text, answer.key, value) if value else without_key(text, answer.key)

    return _sidecar_change(project, answer.source, f"{FACTS[answer.key]}：{value}", edited)


def _state_change(project: Project, answer: StateEdition) -> FileChange:
    """The state is written with the first digits of the digest, which are enough to know the text by."""

    def edited(text: str) -> str:
        if answer.state == UNCHECKED:
            return without_key(text, "state")
        return with_value(text, "state", {"is": answer.state, "of": answer.digest[:DIGITS]})

    return _sidecar_change(project, answer.source, answer.state, edited)


def _sidecar_change(project: Project, ident: str, title: str, edit: Callable[[str], str]) -> FileChange:
    """The change of the sidecar of a source by ``edit``; what comes out is read as a sidecar."""
    name = f"{source_file(project, ident).path.stem}.yml"

    def edited(text: str) -> str:
        after = edit(text)
        sidecars.parse(after, f"sources/{name}")
        return after

    return _changed(project, "sources", name, title, edited)


def _passage_change(project: Project, answer: PassageAnswer) -> FileChange:
    item = source_file(project, answer.passage.source)
    read = read_with_sidecar(item)
    if isinstance(read, InputError):
        raise read
    rulebook = current_rules(project)
    reading = unmarked_reading(read.source, read.sidecar, rulebook)
    name = f"{item.path.stem}.yml"

    def quoted(text: str) -> QuotedSource:
        return QuotedSource(read.source, reading, f"sources/{name}", text, rulebook)

    quoted("").check(answer.passage)
    return _changed(project, "sources", name, quoted("").title(answer), lambda text: quoted(text).answered(answer))


def _changed(project: Project, folder: FolderName, name: str, title: str, edit: Callable[[str], str]) -> FileChange:
    """The change of a file by ``edit``, which is given its text without a byte-order mark: an empty one where there is no file."""
    place = f"{folder}/{name}"
    data = bytes_of((project.sources if folder == "sources" else project.docs) / name)
    before = text_of(data, place)
    mark = BYTE_ORDER_MARK if before.startswith(BYTE_ORDER_MARK) else ""
    try:
        after = mark + edit(before[len(mark) :])
    except NotEditable as error:
        raise AnswerError(place, None, f"这个文件不能自动改（{error}）", "手写到这个文件里") from None
    return FileChange(folder, name, digest_of(data), before, after, title.encode("utf-8", "replace").decode())
