"""Parallel maps: several that share their processes, each of which is made ready for the map that it works for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from jiaozhu.core.work.processes import mapped, shared_processes

PATIENCE = 90.0  # seconds after which a process counts as one that goes on forever
POOL = """
import socket, sys
from jiaozhu.core.work.processes import mapped, shared_processes

connections = []

def connect(port):
    connections.append(socket.create_connection(("127.0.0.1", port)))

if __name__ == "__main__":
    with shared_processes():
        list(mapped(connect, [int(sys.argv[1])] * 8, 2, 1))
        print("ready", flush=True)
        sys.stdin.read()
"""
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


def test_processes_end_with_the_one_that_was_killed(tmp_path: Path) -> None:
    """They hold connections, which end with them."""
    (tmp_path / "pool.py").write_text(POOL, "utf-8")
    with socket.create_server(("127.0.0.1", 0), backlog=8) as server:
        command = [sys.executable, str(tmp_path / "pool.py"), str(server.getsockname()[1])]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
            assert parent.stdout
            assert parent.stdout.readline().strip() == b"ready"
            held = [server.accept()[0] for _ in range(8)]
            held[0].setblocking(False)
            with pytest.raises(BlockingIOError):
                held[0].recv(1)
            parent.kill()
        for connection in held:
            with connection:
                connection.settimeout(PATIENCE)
                assert connection.recv(1) == b""
