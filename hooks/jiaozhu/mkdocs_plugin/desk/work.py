"""The work of the desk: what an answer would change is planned and shown first, and then written as it was shown."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

import msgspec

from ...build.article_update import ArticleUpdate, MadeArticle
from ...core.errors import InputError
from ...core.runs import Span
from ...desk.answers import Answer
from ...desk.consequences import consequences
from ...desk.file_change import FileChange, UnwritableError, bytes_of, path_of, text_of, unified_diff
from ...desk.plan import plan
from ...desk.teaching import ALIKE, site_line_offer
from ...desk.write import Journal, JournalEntry
from ..request_guard import RefusedRequest
from .arrivals import put_source
from .article import article_state
from .forms import form_of
from .inbox import SHOWN, Inbox, InboxFilter
from .preview import Preview, preview
from .proposals import Proposal, answer_of, read_proposal

FEW = 3  # changes that are shown, of many
CHANGED_SINCE = "这几行后来在文件里改过，不能自动撤销；按“写入”只把这一条从撤销单上划去，文件不动"
KEPT = 100  # plans that were shown and can still be written


class ServedSite(Protocol):
    """What the desk works on."""

    update: ArticleUpdate
    busy: bool  # articles are being made

    def show_edit(self, paths: Iterable[Path]) -> None:
        """Make the pages anew at once that depend on the files."""


@dataclass(frozen=True, slots=True)
class PlanName:
    """Which plan is to be written."""

    plan: str


@dataclass(frozen=True, slots=True)
class PointName:
    """A point of an article."""

    article: str
    point: str


@dataclass(frozen=True, slots=True)
class SeveralPoints:
    """Points that get one reply."""

    items: tuple[PointName, ...]
    reply: str


@dataclass(frozen=True, slots=True)
class EntryNumber:
    """Which answer is to be undone: the last one, as the page has shown it."""

    number: int
    article: str = ""


class DeskWork:
    """What the desk does, for all windows of one run of the server."""

    def __init__(self, served: ServedSite) -> None:
        self.served = served
        self.journal = Journal(served.update.project)
        self.inbox = Inbox()
        self.plans: OrderedDict[str, FileChange] = OrderedDict()

    def article(self, ident: str) -> Any:
        """What can be answered on an article."""
        return article_state(self._made(ident), self.served.update)

    def form(self, data: bytes) -> Any:
        """What an answer on selected words needs to be told."""
        proposal = read_proposal(data)
        return asdict(form_of(proposal, self._made(proposal.article)))

    def plan(self, data: bytes) -> Any:
        """What an answer would change."""
        proposal = read_proposal(data)
        made = self._made(proposal.article)
        answer, span = answer_of(proposal, made)
        change = plan(self.served.update.project, answer)
        note = consequences(self.served.update.publication.index, answer).text
        shown = self._preview(made, {change.place: change.text_after}, span, note)
        return {**self._shown(change, shown), "site": self._site_plan(answer)}

    def _site_plan(self, answer: Answer) -> Any:
        """What the answer would change if it were given for the whole site; None where that is not offered."""
        index = self.served.update.publication.index
        offer = site_line_offer(self.served.update.project, index, answer)
        if offer is None:
            return None
        note = "；".join(filter(None, (f"同一来源已有 {ALIKE} 篇这样答", consequences(index, offer).text)))
        return self._shown(plan(self.served.update.project, offer), Preview((), (), 0, offer.line, (0, 0), note))

    def _shown(self, change: FileChange, shown: Preview) -> dict[str, Any]:
        """A change as the page shows it; it is kept under a name, by which it can be written."""
        name = secrets.token_urlsafe(9)
        self.plans[name] = change
        while len(self.plans) > KEPT:
            self.plans.popitem(last=False)
        return {
            "plan": name,
            "title": change.title,
            "place": change.place,
            "diff": change.diff,
            "empty": change.is_empty,
            "new_file": not change.digest_before,
            "preview": asdict(shown),
        }

    def write(self, data: bytes) -> Any:
        """Write what was shown."""
        wanted = _decoded(data, PlanName)
        change = self.plans.get(wanted.plan)
        if change is None:
            raise RefusedRequest("409 Conflict", "刚才那张卡片已经过期：请再答一次。")
        entry = self.journal.apply(change)
        self.plans.pop(wanted.plan, None)
        self.served.show_edit([change.path(self.served.update.project)])
        return {"number": entry.number if entry else 0}

    def last(self, ident: str) -> Any:
        """What undoing the last answer would change."""
        entry = self.journal.last()
        if entry is None:
            raise RefusedRequest("404 Not Found", "没有可以撤销的。")
        text = text_of(bytes_of(self._path(entry)), entry.place)
        restored = entry.undone(text)
        note, after = ("", restored) if restored is not None else (CHANGED_SINCE, text)
        made = self.served.update.made(ident) if ident else None
        shown = self._preview(made, {entry.place: after}, None, note) if made else Preview((), (), 0, "", (0, 0), note)
        return {
            "number": entry.number,
            "title": entry.title,
            "place": entry.place,
            "diff": unified_diff(entry.place, text, after),
            "empty": False,
            "new_file": False,
            "preview": asdict(shown),
        }

    def undo(self, data: bytes) -> Any:
        """Undo the last answer; one whose lines were changed by hand since is only taken from the list."""
        wanted = _decoded(data, EntryNumber)
        entry = self.journal.last()
        if entry is None or entry.number != wanted.number:
            raise RefusedRequest("409 Conflict", "别的窗口刚才也答了：请再看一次最近的一条是什么。")
        if entry.undone(text_of(bytes_of(self._path(entry)), entry.place)) is None:
            self.journal.forget(entry.number)
            return {"number": entry.number}
        self.journal.undo()
        ident = Path(entry.name).stem
        self.inbox.answered = {(article, point) for article, point in self.inbox.answered if article != ident}
        self.served.show_edit([self._path(entry)])
        return {"number": entry.number}

    def inbox_state(self, query: Mapping[str, str]) -> Any:
        """The points of all articles, filtered."""
        if not self.served.busy:
            self.inbox.answered.clear()  # the articles have been made since
        most = query.get("most", "")
        wanted = InboxFilter(
            words=query.get("words", ""),
            rule=query.get("rule", ""),
            site=query.get("site", ""),
            cuts=query.get("cuts") == "1",
            most=int(most) if most.isascii() and most.isdigit() else SHOWN,
        )
        return self.inbox.state(self.served.update, wanted, len(self.journal.entries()))

    def plan_several(self, data: bytes) -> Any:
        """What one reply to several points would change: the first of them in full, and how many files."""
        wanted = _decoded(data, SeveralPoints)
        planned = [self._planned(item, wanted.reply) for item in wanted.items[:FEW]]
        articles = {item.article for item in wanted.items}
        return {
            "count": len(wanted.items),
            "files": len(articles),
            "diff": "".join(change.diff for change in planned),
            "shown": len(planned),
            "title": planned[0].title if planned else "",
        }

    def write_several(self, data: bytes) -> Any:
        """Answer several points, each as an answer of its own, which can be undone by itself. What cannot be answered is told."""
        wanted = _decoded(data, SeveralPoints)
        written, wrong = 0, []
        for item in wanted.items:
            try:
                written += self.journal.apply(self._planned(item, wanted.reply)) is not None
                self.inbox.answered.add((item.article, item.point))
            except UnwritableError:
                raise
            except InputError as error:
                wrong.append({"article": item.article, "why": str(error)})
            except RefusedRequest as refused:
                wrong.append({"article": item.article, "why": refused.why})
        if written:
            self.served.show_edit([])  # the event of the last file is still to come
        return {"written": written, "wrong": wrong}

    def put_source(self, name: str, data: bytes) -> Any:
        """A new source; its article comes with the next build."""
        path = put_source(self.served.update.project.sources, name, data)
        return {"id": path.stem, "file": path.name}

    def arrival(self, ident: str) -> Any:
        """Whether a new source has become an article, or what is wrong with it."""
        publication = self.served.update.publication
        article = self.served.update.article_of(ident)
        wrong = next((str(error) for error in publication.index.messages if PurePosixPath(error.path).stem == ident), "")
        return {"article": article, "wrong": "" if article else wrong}

    def _planned(self, item: PointName, reply: str) -> FileChange:
        if item.article not in self.served.update.publication.inputs:
            raise RefusedRequest("404 Not Found", f"现在没有 {item.article[:80]!r} 这一篇。")
        made = self.served.update.known(item.article)
        answer, _ = answer_of(Proposal(item.article, point=item.point, reply=reply), made)
        return plan(self.served.update.project, answer)

    def _made(self, ident: str) -> MadeArticle:
        if ident not in self.served.update.publication.inputs:
            raise RefusedRequest("404 Not Found", f"现在没有 {ident[:80]!r} 这一篇。")
        made = self.served.update.made(ident)
        if made is None:
            faults = "\n".join(map(str, self.served.update.faults(ident)))
            raise RefusedRequest("409 Conflict", f"它的文件有误，改好才能在这里校。\n{faults or '见编辑台的消息'}")
        return made

    def _preview(self, made: MadeArticle, planned: Mapping[str, str], span: Span | None, note: str) -> Preview:
        after = self.served.update.made(made.article.id, planned)
        if after is None:
            raise RefusedRequest("409 Conflict", "这样改，这一篇就作不成了：请换一个答法。")
        return preview(made, after, span, note)

    def _path(self, entry: JournalEntry) -> Path:
        return path_of(self.served.update.project, entry.folder, entry.name)


def _decoded(data: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise RefusedRequest("400 Bad Request", str(error)) from None
