"""DuckDB and Spark, one server a module."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engines.rules.columns.spark import spark as opened


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with opened() as backend:
        yield backend
