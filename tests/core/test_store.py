"""The store: what was put is there, whatever is wrong with the file is as if there were none, and old entries go."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaozhu.core import store as store_module
from jiaozhu.core.store import NO_STORE, Store, prune

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)


@SHARED
@given(st.dictionaries(st.tuples(st.sampled_from("ab"), st.text(max_size=3)), st.binary(max_size=50), max_size=5))
def test_what_was_put_is_there(tmp_path: Path, entries: dict[tuple[str, str], bytes]) -> None:
    for (stage, key), data in entries.items():
        Store(tmp_path / "x" / "cache.db", stage).put(key, data)
    for (stage, key), data in entries.items():
        assert Store(tmp_path / "x" / "cache.db", stage).get(key) == data
    assert Store(tmp_path / "x" / "cache.db", "c").get("茶") is None


def test_where_nothing_is_kept_every_lookup_misses() -> None:
    NO_STORE.put("tea", b"1")
    prune(None)
    assert NO_STORE.get("tea") is None


@pytest.mark.parametrize("damage", ["gone", "empty", "text", "cut", "another version", "another program", "a folder"])
def test_a_file_of_no_use_is_begun_anew(tmp_path: Path, damage: str) -> None:
    file, bulk = tmp_path / "cache.db", bytes(range(256)) * 400
    store = Store(file, "tea")
    for n in range(20):
        store.put(str(n), bulk + bytes([n]))
    store_module._close(store_module._name(file))
    whole = file.read_bytes()
    file.unlink()
    if damage == "a folder":
        file.mkdir()
    elif damage == "another version":
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript("CREATE TABLE results (stage TEXT, key TEXT); PRAGMA user_version = 7")
    elif damage == "another program":
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript("CREATE TABLE results (tea TEXT)")
    elif damage != "gone":
        file.write_bytes({"empty": b"", "text": b"tea" * 999, "cut": whole[: len(whole) // 2]}[damage])
    for n in range(20):
        assert store.get(str(n)) in (None, bulk + bytes([n]))
    store.put("new", b"1")
    assert store.get("new") == (None if damage == "a folder" else b"1")


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache.db", "tea")
    store.put("tea", b"tea and more tea")
    with closing(sqlite3.connect(store.file or "")) as connection:
        (data,) = connection.execute("SELECT data FROM results").fetchone()
        connection.execute("UPDATE results SET data = ?", (data[:5] + bytes([data[5] ^ 1]) + data[6:],))
        connection.commit()
    assert store.get("tea") is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "cache.db", "tea")
    store.put("tea", b"1")
    assert store.get("tea") is None


def fill(file: Path, start: int) -> list[bytes | None]:
    store = Store(file, "tea")
    for n in range(start, start + 50):
        store.put(str(n), str(n).encode())
    return [store.get(str(n)) for n in range(start, start + 50)]


def test_processes_share_a_file(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, get_context("spawn")) as pool:
        results = list(pool.map(fill, [tmp_path / "cache.db"] * 3, (0, 25, 50)))
    assert results == [[str(n).encode() for n in range(start, start + 50)] for start in (0, 25, 50)]
    assert Store(tmp_path / "cache.db", "tea").get("99") == b"99"


def test_what_was_not_used_for_long_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, hour = Store(tmp_path / "cache.db", "tea"), 100
    monkeypatch.setattr(store_module, "_now", lambda: hour)
    monkeypatch.setattr(store_module, "ROOMY", 0)
    for n in range(8):
        hour = 100 + n
        store.put(str(n), bytes(range(200)))
    hour = 120
    assert store.get("0") is not None
    prune(store.file)
    with closing(sqlite3.connect(store.file or "")) as connection:
        kept = [key for (key,) in connection.execute("SELECT key FROM results ORDER BY key")]
    assert kept == ["0", "6", "7"]  # three times what the last hour has used, and of the others the latest
