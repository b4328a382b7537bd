"""`figures/figures.json`: all figures as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.index import Index
from ...facts.dates.datings import Dating
from ...facts.quantities.quantities import Quantity
from ..render import File, json_list


@dataclass(frozen=True, slots=True)
class FiguresData:
    quantities: tuple[Quantity, ...]


def inputs(index: Index) -> Iterator[FiguresData]:
    yield FiguresData(index.quantities)


def render(data: FiguresData) -> Iterator[File]:
    yield File("figures/figures.json", json_list(map(_record, data.quantities)))


def _record(item: Quantity) -> dict[str, object]:
    figure = item.figure
    return {
        "article": item.article,
        "block": figure.block,
        "start": figure.start,
        "end": figure.end,
        "words": figure.words,
        "kind": figure.kind,
        "unit": figure.unit,
        "form": figure.form,
        "amounts": [f"{amount:f}" for amount in figure.amounts],
        "rough": list(figure.rough),
        "near": list(item.near),
        "date": _date(item.dating),
    }


def _date(dating: Dating | None) -> dict[str, object] | None:
    if dating is None:
        return None
    days = [f"{dating.days.first}", f"{dating.days.last}"] if dating.days else None
    return {"label": dating.label, "days": days, "inferred": dating.inferred, "reason": dating.reason}
