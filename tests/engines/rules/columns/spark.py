"""Spark for one test module: a Sail server in a process of its own, which is killed where it lives too long."""

import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.patience import PATIENCE
from tests.ports import free_port


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server."""
    pytest.importorskip("pysail", reason="Spark needs the extra “spark”")
    port = free_port()
    line = [sys.executable, "-m", "pysail", "spark", "server", "--ip", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    timer = threading.Timer(PATIENCE, server.kill)
    timer.start()
    try:
        _awaited(port)
        yield f"sc://127.0.0.1:{port}"
    finally:
        timer.cancel()
        server.kill()
        server.wait()


def _awaited(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the Sail server does not answer")


@contextmanager
def asking(address: str) -> Iterator[Any]:
    """An ibis backend that asks the server."""
    import ibis

    with warnings.catch_warnings(), _with_a_main_file():
        # PySpark warns of every pandas newer than itself; nothing here goes through pandas' own types.
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        session = SparkSession.builder.remote(address).getOrCreate()
        session.client.set_retry_policies([])
        yield ibis.pyspark.connect(session)
        session.stop()


@contextmanager
def _with_a_main_file() -> Iterator[None]:
    """PySpark takes a process without one, as those of pytest-xdist are, for its own doctests, and ends it."""
    main = sys.modules["__main__"]
    if hasattr(main, "__file__"):
        yield
        return
    main.__file__ = __file__
    try:
        yield
    finally:
        del main.__file__
