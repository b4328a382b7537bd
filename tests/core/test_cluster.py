"""Work on single articles by a Dask cluster: the same bytes as by this machine, and a clear word where the cluster cannot be used."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from jiaozhu.build.publication import Publication
from jiaozhu.build.run import publish
from jiaozhu.core.errors import ExecutorError
from jiaozhu.core.work import cluster as clusters
from jiaozhu.core.work.cluster import Workers, executor_of, mapped_anywhere
from jiaozhu.editions import load
from jiaozhu.project import OptionError, Options
from worlds import world

SOURCES = {
    f"sources/tea-{n}.txt": f"采茶的第{n}天\n\n2020年{n}月3日，茶农采了{n}00斤茶。天还没有亮，大家就上山了 。\n" for n in range(1, 5)
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """That of a local cluster of two workers."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster:
        yield cluster.scheduler_address
        with suppress(ExecutorError):
            client_of(executor_of(cluster.scheduler_address)).close()  # or its thread goes on in the tests behind
        executor_of.cache_clear()


def client_of(executor: Executor) -> Client:
    """The client of an executor, of which Dask has no public name."""
    return executor._client  # type: ignore[attr-defined]


def contents(publication: Publication) -> dict[str, str | bytes]:
    return {file.path: file.content for file in publication.files}


def test_a_cluster_makes_the_same_bytes_as_this_machine(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "WORTH_A_POOL", 2)
    project = replace(world(tmp_path, SOURCES), workers=1)
    here = publish(project)
    monkeypatch.setattr(load, "make_edition", None)  # which works in this process alone
    published = publish(replace(project, cluster=address))
    assert contents(published) == contents(here)
    assert [*map(str, published.wrong)] == [*map(str, here.wrong)]


def test_results_come_in_the_order_of_the_items(address: str) -> None:
    assert list(mapped_anywhere(abs, range(-40, 0), Workers(1, address), 2)) == list(range(40, 0, -1))


def test_without_a_scheduler_the_build_says_so_and_works_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
        published = publish(replace(world(tmp_path, SOURCES), workers=1, cluster=address))
    (error,) = (error for error in published.wrong if isinstance(error, ExecutorError))
    assert f"no Dask scheduler answers at {address}" in str(error)
    assert published.ids == tuple(sorted(path.stem for path in map(Path, SOURCES)))


def test_the_option_names_processes_or_a_scheduler() -> None:
    assert Options.checked({}).cluster == Options.checked({"executor": "processes"}).cluster == ""
    assert Options.checked({"executor": {"dask": "tcp://10.0.0.1:8786"}}).cluster == "tcp://10.0.0.1:8786"


@pytest.mark.parametrize("value", ["threads", {"dask": ""}, {"dask": 8786}, {"spark": "x"}, {"dask": "tcp://a", "more": 1}, None])
def test_any_other_executor_is_an_error(value: object) -> None:
    with pytest.raises(OptionError, match=r"extra\.jiaozhu\.executor is .*\n    write `processes`, or `dask:`"):
        Options.checked({"executor": value})
