"""`edition.json`: an edition as data."""

from __future__ import annotations

from dataclasses import asdict

from ...collation.sigla import witnesses_by_siglum
from ...core.block_parts import PICTURES, PictureReference
from ...core.model import Block, Edition, Note, Source
from ...core.reading import Query, Reading, Run
from ...html.script_json import compact_json
from ...sources.read import is_archived


def edition_json(edition: Edition) -> str:
    """The edition as data, one run, block and mention a line."""
    heading = edition.heading
    source, reading = edition.source, edition.reading
    runs = [_run(run, source.id) for run in reading.runs]
    record = {
        "id": source.id,
        "title": heading.title.value if heading.title else None,
        "date": heading.date.value if heading.date else None,
        "byline": {"author": heading.author.value if heading.author else None, "outlet": heading.outlet.value if heading.outlet else None},
        "source": _source(source),
        "text_sha256": edition.text_digest,
        "state": edition.state.name if edition.state else None,
        "blocks": [_block(block) for block in edition.blocks],
        "runs": runs,
        "queries": [_query(query, reading) for query in reading.queries],
        "mentions": [{"term": m.entry, "block": m.block, "start": m.start, "end": m.end} for m in edition.mentions],
        "names": [{"name": m.entry, "block": m.block, "start": m.start, "end": m.end} for m in edition.names],
        "notes": [_note(note, edition) for note in edition.notes],
        "witnesses": _witnesses(edition),
        "variants": _variants(edition),
    }
    return "{\n" + ",\n".join(f"{compact_json(key)}: {_lines(value)}" for key, value in record.items()) + "\n}\n"


def _block(block: Block) -> dict[str, object]:
    """A block as data; what it does not have is left out."""
    record: dict[str, object] = {"id": block.id, "kind": block.kind, "text": block.text}
    if block.level:
        record["level"] = block.level
    for name in ("marks", "items", "cells"):
        if getattr(block, name):
            record[name] = [asdict(part) for part in getattr(block, name)]
    if block.picture is not None:
        record["picture"] = _picture(block.picture)
    return record


def _picture(picture: PictureReference) -> dict[str, object]:
    """A picture as data; `at` is the place of its element in the source."""
    record: dict[str, object] = {"address": picture.address, "alt": picture.alt}
    if picture.at is not None:
        record["at"] = [picture.at.start, picture.at.end]
    if picture.published is not None:
        record["published"] = {**asdict(picture.published), "file": f"{PICTURES}/{picture.published.file}"}
    return record


def _run(run: Run, ident: str) -> dict[str, object]:
    witness: object = None
    if run.witness is not None:
        at = [run.witness.span.start, run.witness.span.end]
        exact = run.witness.reads == run.put
        witness = at if exact and run.witness.source is None else {"source": run.witness.source or ident, "at": at}
        if not exact and isinstance(witness, dict):
            witness["reads"] = run.witness.reads
    record: dict[str, object] = {"at": [run.start, run.end], "put": run.put, "rule": run.rule, "witness": witness, "sure": run.sure}
    return record if run.sure or run.confidence is None else {**record, "confidence": run.confidence}


def _query(query: Query, reading: Reading) -> dict[str, object]:
    words = reading.place(query.span).slice(reading.text)
    return {"at": [query.start, query.end], "words": words, "rule": query.rule, "confidence": query.confidence, "put": query.put}


def _note(note: Note, edition: Edition) -> dict[str, object]:
    """A note as data; its block is None where the words that it is about were cut."""
    block = next((b for b in edition.blocks if b.span.start <= note.span.start < b.span.end), None)
    if block is None:
        return {"block": None, "words": note.words, "note": note.note}
    start, end = note.span.start - block.span.start, note.span.end - block.span.start
    return {"block": block.id, "start": start, "end": end, "words": note.words, "note": note.note}


def _lines(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(compact_json(item) for item in value) + "\n]"
    return compact_json(value)


def _witnesses(edition: Edition) -> list[dict[str, object]]:
    """All sources of an article as data, the base first."""
    return [{"siglum": sign, "id": source.id, **_source(source)} for sign, source in witnesses_by_siglum(edition)]


def _source(source: Source) -> dict[str, object]:
    """What is known of a source as a file; where its bytes are malformed, the offset of each place, and its bytes in hexadecimal."""
    facts: dict[str, object] = {"file": source.path, "sha256": source.digest, "encoding": source.encoding, "chars": len(source.raw)}
    if is_archived(source):
        facts["part"] = "the page of the web archive, its transfer encoding undone; chars and offsets are those of this part"
    return {**facts, "malformed": [[place.at, place.octets.hex()] for place in source.malformed]} if source.malformed else facts


def _variants(edition: Edition) -> list[dict[str, object]]:
    """The apparatus as data; ``at`` counts in the text that the runs make."""
    text = edition.reading.text
    return [
        {"at": [v.lemma.start, v.lemma.end], "lemma": v.lemma.slice(text), "reading": v.reading, "witness": v.witness, "copy": v.copy}
        for v in edition.variants
    ]
