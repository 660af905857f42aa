"""Spark, one server a module."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engines.rules.columns.spark import asking, serving


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def spark(server: str) -> Iterator[Any]:
    with asking(server) as backend:
        yield backend
