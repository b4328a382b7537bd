"""Parallel maps: several that share their processes, each of which is made ready for the map that it works for."""

from __future__ import annotations

import os

from jiaozhu.core.work.processes import mapped, shared_processes

_factor = 1


def _multiply_by(factor: int) -> None:
    global _factor
    _factor = factor


def _product(number: int) -> tuple[int, int]:
    return number * _factor, os.getpid()


def test_maps_share_processes_and_each_has_its_own_preparation() -> None:
    with shared_processes():
        runs = [list(mapped(_product, range(8), 2, 1, _multiply_by, (factor,))) for factor in (3, 5, 3)]
    assert [[product for product, _ in run] for run in runs] == [[n * factor for n in range(8)] for factor in (3, 5, 3)]
    processes = {process for run in runs for _, process in run}
    assert os.getpid() not in processes
    assert len(processes) <= 2
