"""One fact as a reader finds it in a reduced text, before it knows its place as written."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.engines.parallel.fact import FactKind


@dataclass(frozen=True, slots=True)
class Read:
    """``text[start:end]`` of a reduced text says ``value``; ``soft`` as in a fact."""

    kind: FactKind
    value: str
    start: int
    end: int
    soft: bool = False
